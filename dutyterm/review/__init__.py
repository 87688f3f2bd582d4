"""Looking back over many shifts, read only."""
