"""Doing it: a wish goes through a rule into the journal, is folded and published. The only writer."""
