"""Signals of this room."""

from django.dispatch import Signal

#: Sent inside the transaction when a plan was copied to another period. Arguments: ``plan``, ``copy``.
plan_copied = Signal()
