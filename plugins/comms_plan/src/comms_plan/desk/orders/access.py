"""Who orders, from whom, and who answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from unit_pages.access.rights import WRITE, rights_of
from unit_pages.models import Unit


def ordering_units(user: Any) -> QuerySet[Unit]:
    """Return the units in whose name the person orders: offices, the department, and units with others below them."""
    below = Unit.objects.filter(parent=OuterRef("pk"))
    found = Unit.objects.filter(Q(kind__is_office=True) | Q(parent__isnull=True) | Exists(below))
    if user.is_superuser:
        return found.filter(parent__isnull=True)
    return found.filter(pk__in=[right.unit_id for right in rights_of(user) if right.actions & WRITE])


def units_asked_by(unit: Unit, day: dt.date) -> QuerySet[Unit]:
    """Return the units that may be asked: all others for the department and its offices, else those below."""
    others = Unit.objects.active_on(day).exclude(pk=unit.pk)
    if unit.is_root or unit.kind.is_office:
        return others
    return others.below(unit)
