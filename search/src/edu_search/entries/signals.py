"""Sent in the transaction that wrote or hid entries."""

from django.dispatch import Signal

#: Arguments: count (how many entries).
entries_changed = Signal()
