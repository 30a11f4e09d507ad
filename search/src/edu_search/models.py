"""The models of all rooms, where Django looks for them."""

from edu_search.abbreviations.models import Abbreviation
from edu_search.engines.database.models import IndexRow
from edu_search.entries.models import Entry, EntryQuerySet
from edu_search.extraction.models import FileSource, FileText
from edu_search.log.models import QueryDay
from edu_search.pins.models import Pin, PinQuery
from edu_search.shipping.models import Installation
from edu_search.vocabulary.models import Form, Pair, Renewal, Word

__all__ = [
    "Abbreviation",
    "Entry",
    "EntryQuerySet",
    "FileSource",
    "FileText",
    "Form",
    "IndexRow",
    "Installation",
    "Pair",
    "Pin",
    "PinQuery",
    "QueryDay",
    "Renewal",
    "Word",
]
