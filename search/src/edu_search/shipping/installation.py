"""The name of this installation."""

from __future__ import annotations

from edu_search.shipping.models import Installation


def installation_id() -> str:
    """Return the name that this database gave itself when it first shipped an entry."""
    found = Installation.objects.filter(key=1).first() or Installation.objects.get_or_create(key=1)[0]
    return str(found.uuid)
