"""The models of all rooms, where Django looks for them."""

from edu_search.engines.database.models import IndexRow
from edu_search.entries.models import Entry, EntryQuerySet
from edu_search.vocabulary.models import Form, Pair, Renewal, Word

__all__ = ["Entry", "EntryQuerySet", "Form", "IndexRow", "Pair", "Renewal", "Word"]
