"""The handover of a shift: what must be read, who takes over, who is responsible (domain e.7, S5-S9)."""
