"""Showing it: the terminal program, its pages, dialogs, keys and drawing."""
