"""Signals of this room."""

from django.dispatch import Signal

#: Sent inside the transaction when what appears on a site changed.
#: Arguments: ``page`` (the article, or None), ``site_units`` (set of unit ids).
publication_changed = Signal()
