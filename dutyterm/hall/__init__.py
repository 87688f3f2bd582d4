"""Whose hall it is: profile, people, permissions, PINs, the identity of the device, where the files lie."""
