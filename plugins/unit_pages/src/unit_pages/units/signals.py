"""Signals of this room."""

from django.dispatch import Signal

#: Sent with ``unit`` inside the save that gave it another place in the tree, after all units below followed.
unit_moved = Signal()
