"""The models of all rooms, where Django looks for them."""

from edu_search.entries.models import Entry, EntryQuerySet
from edu_search.shipping.models import Installation

__all__ = ["Entry", "EntryQuerySet", "Installation"]
