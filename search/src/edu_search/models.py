"""The models of all rooms, where Django looks for them."""

from edu_search.entries.models import Entry, EntryQuerySet

__all__ = ["Entry", "EntryQuerySet"]
