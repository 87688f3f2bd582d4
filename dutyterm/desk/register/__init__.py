"""Doing manual acceptance: taking down while systems are down, and everything afterwards (3f.2)."""
