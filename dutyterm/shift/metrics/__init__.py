"""The figures of a shift: entered, sampled on rounds, compared with limits; unknown is never nought. Pure."""
