"""What other rooms hear of organisation changes."""

from django.dispatch import Signal

#: Sent inside the transaction with ``units`` (primary keys) and ``pages`` (primary keys of all pages
#: whose address or unit is another one now) and ``documents`` (primary keys of official documents).
organisation_changed = Signal()
