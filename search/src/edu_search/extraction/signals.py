"""Signals of this room."""

from django.dispatch import Signal

#: Sent in the transaction that kept the text of a file. Arguments: storage (its alias), name (of the file there).
file_read = Signal()
