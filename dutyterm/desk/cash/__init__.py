"""Wishes about money: rules of `shift.cash` with PINs checked, counts kept blind."""
