"""Units as the registry knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from unit_pages.api.addresses import public_address
from unit_pages.api.fields import Resource
from unit_pages.api.parts import Term, UnitRef, term, unit_ref
from unit_pages.api.pictures import PictureOut, fetch_renditions, picture_out
from unit_pages.enums import FlagPattern, Ownership
from unit_pages.units.identity import UnitColour
from unit_pages.units.models import Unit


class UnitKindOut(Term):
    """A kind of unit."""

    is_school: bool = Field(description=_("Whether units of this kind are schools."))


class ColourOut(BaseModel):
    """A tested colour (WCAG 2.2 AA)."""

    code: str = Field(description=_("Code in the province's palette."))
    unit: str = Field(description=_("The colour itself; white text is readable on it."), examples=["#0B4A76"])
    dark: str = Field(description=_("Dark shade for text on the tint."))
    tint: str = Field(description=_("Tint for surfaces."))


class UnitItem(Resource):
    """An office, district office, school or centre."""

    id: int = Field(description=_("Primary key."))
    code: str = Field(description=_("Official code."))
    slug: str = Field(description=_("First segment of its addresses."))
    name: str = Field(description=_("Full name."))
    short_name: str = Field(description=_("Short name."))
    url: str = Field(description=_("Path of the unit's site; the department's is /."))
    canonical: str = Field(description=_("Absolute canonical address."))
    is_root: bool = Field(description=_("Whether this is the department itself."))
    kind: UnitKindOut = Field(description=_("Kind of unit."))
    levels: list[Term] = Field(description=_("Education levels that it teaches or looks after."))
    parent: UnitRef | None = Field(description=_("Superior unit."))
    ownership: Ownership | None = Field(description=_("Who runs it."))
    district: str = Field(description=_("District; may be empty."))
    address: str = Field(description=_("Postal address; may be empty."))
    latitude: float | None = Field(description=_("Degrees north."))
    longitude: float | None = Field(description=_("Degrees east."))
    starts_on: dt.date | None = Field(description=_("First day."))
    ends_on: dt.date | None = Field(description=_("First day without the unit; null while it has no end."))
    colour: ColourOut | None = Field(description=_("Colour of its site."))
    flag: FlagPattern | None = Field(description=_("Pattern of its flag."))
    emblem: PictureOut | None = Field(description=_("Emblem."))
    newest_at: dt.datetime | None = Field(description=_("When it published last."))


def unit_values(request: HttpRequest, unit: Unit) -> dict[str, object]:
    """Return the values of `UnitItem` for a unit fetched with all that it names."""
    newest: dt.datetime | None = unit.newest_at  # type: ignore[attr-defined]  # annotated
    return {
        **unit_ref(unit).model_dump(),
        "id": unit.pk,
        "canonical": public_address(unit.url_path),
        "is_root": unit.is_root,
        "kind": UnitKindOut(code=unit.kind.code, name=unit.kind.name, is_school=unit.kind.is_school),
        "levels": [term(level) for level in unit.levels.all()],
        "parent": unit_ref(unit.parent) if unit.parent else None,
        "ownership": unit.ownership or None,
        "district": unit.district,
        "address": unit.address,
        "latitude": unit.latitude,
        "longitude": unit.longitude,
        "starts_on": unit.starts_on,
        "ends_on": unit.ends_on,
        "colour": colour_out(unit.colour),
        "flag": unit.flag or None,
        "emblem": picture_out(request, unit.emblem),
        "newest_at": timezone.localtime(newest) if newest else None,
    }


def unit_items(request: HttpRequest, units: Sequence[Unit]) -> list[UnitItem]:
    """Turn units into items, their emblems fetched at once."""
    fetch_renditions(unit.emblem for unit in units)
    return [UnitItem.model_validate(unit_values(request, unit)) for unit in units]


def colour_out(colour: UnitColour | None) -> ColourOut | None:
    """Return a colour with its shades."""
    if colour is None:
        return None
    return ColourOut(code=colour.code, unit=colour.unit, dark=colour.dark, tint=colour.tint)
