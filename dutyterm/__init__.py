"""dutyterm: runs the shift of a business hall from the keyboard and writes it down for good."""

__version__ = "0.1.0"
