"""The groups of the facet ``type``, as readers think of them; `Entry.type` names the model."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEWS, NOTICES, DOCUMENTS, UNITS, PAGES, GALLERIES = "tin-bai", "thong-bao", "van-ban", "don-vi", "trang", "anh"

#: Words of the groups, in the order in which they are explained.
LABELS: dict[str, Promise] = {
    NEWS: _("News and articles"),
    NOTICES: _("Announcements"),
    DOCUMENTS: _("Official documents"),
    UNITS: _("Schools and units"),
    PAGES: _("Pages of units"),
    GALLERIES: _("Galleries"),
}


def group_of(kind: str, usual: str) -> str:
    """Return the group of an item: announcements are one group, whether they are articles or documents."""
    return NOTICES if kind == NOTICES else usual
