"""F7 交接: hand the shift over, wait for who takes it, read and take over, let the hall manager decide.

The page is in `page.py`: others use the dialogues, and need not load it.
"""
