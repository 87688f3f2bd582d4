"""The journal room: what was written down, in files of hash-chained lines that only grow."""
