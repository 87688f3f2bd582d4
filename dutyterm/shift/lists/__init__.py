"""Walking lists: what was answered, what state each line is in, and what may be done next."""
