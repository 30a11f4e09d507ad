"""Who goes on with the duties of a unit that ends."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from unit_pages.changes.models import OrganisationChange
from unit_pages.enums import ChangeKind
from unit_pages.subsites.provisioning import NoPortalError, provision
from unit_pages.units.models import Unit

#: What a new unit has in common with the one it comes from.
INHERITED = ("kind_id", "parent_id", "ownership", "district", "address", "commune_code", "phone", "email")


def existing_heirs(change: OrganisationChange) -> list[Unit]:
    """Return the existing units that take over, the one that gets pages and people first."""
    if change.kind == ChangeKind.MERGE:
        return [change.target] if change.target else []
    return list(change.parts.select_related("kind", "parent")) if change.kind == ChangeKind.SPLIT else []


def make_new_unit(names: dict[str, Any], *, like: Unit, starts_on: dt.date) -> Unit:
    """Make a unit with its subsite, like the one it comes from."""
    unit = Unit(
        name=names["name"],
        short_name=names.get("short_name") or names["name"][:80],
        code=names["code"],
        slug=names["slug"],
        starts_on=starts_on,
        **{name: getattr(like, name) for name in INHERITED},
    )
    unit.full_clean(exclude=["flag"])
    unit.save()
    unit.levels.set(like.levels.all())
    unit.tags.set(like.tags.all())
    with suppress(NoPortalError):  # a registry without sites
        provision(unit)
    return unit
