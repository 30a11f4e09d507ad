"""What stands in the way of a change: each rule says what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from unit_pages.changes.heirs import existing_heirs
from unit_pages.changes.models import OrganisationChange
from unit_pages.conf import get_settings
from unit_pages.enums import ChangeKind, ChangeState, PagesGo
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.lookup import UNIT_DEPTH
from unit_pages.units.history import UnitFormerName
from unit_pages.units.models import Unit

EARLIEST = dt.date(1945, 9, 2)
DECIDED = (ChangeState.WAITING, ChangeState.APPLIED)
ENDING = (ChangeKind.END, ChangeKind.MERGE, ChangeKind.SPLIT)


def _sites(change: OrganisationChange) -> Iterator[str]:
    heirs = existing_heirs(change)[:1] if change.pages == PagesGo.MOVE else []
    for heir in heirs:
        if not UnitHomePage.objects.filter(unit=heir).exists():
            yield _("%(unit)s has no site into which pages could move. Let them stay as an archive.") % {
                "unit": heir.name
            }


def problems_of(change: OrganisationChange) -> list[str]:
    """Return why the change cannot be carried out, in words for its author; empty when it can."""
    rules = (_day, _units_exist, _merge, _split, _move, _sites, _names, _other_changes)
    return list(dict.fromkeys(message for rule in rules for message in rule(change)))


def day_text(day: dt.date) -> str:
    """Write a day as officials do."""
    return day.strftime("%d/%m/%Y")


def _day(change: OrganisationChange) -> Iterator[str]:
    latest = dt.date.today().year + 10
    if not EARLIEST <= change.effective_on <= dt.date(latest, 12, 31):
        yield _("Check the year of the day from which the change is in force.")
    for unit in change.involved():
        if unit.starts_on and change.effective_on <= unit.starts_on:
            yield _("%(unit)s exists from %(day)s only. Choose a later day.") % {
                "unit": unit.name,
                "day": day_text(unit.starts_on),
            }


def _units_exist(change: OrganisationChange) -> Iterator[str]:
    for unit in change.involved():
        if unit.ends_on is not None:
            yield _("%(unit)s ended on %(day)s.") % {"unit": unit.name, "day": day_text(unit.ends_on)}
    ending = change.ending()
    if any(unit.is_root for unit in ending) or (change.kind == ChangeKind.MOVE and change.unit.is_root):
        yield _("The department itself can be renamed, and nothing else.")
    if change.kind != ChangeKind.MOVE and any(unit.is_root for unit in change.parts.all()):
        yield _("The department itself can be renamed, and nothing else.")


def _merge(change: OrganisationChange) -> Iterator[str]:
    if change.kind != ChangeKind.MERGE:
        return
    ending = change.ending()
    sources = {change.unit_id, *change.parts.values_list("pk", flat=True)}
    if len(sources | {change.target_id} - {None}) < 2:
        yield _("A unit cannot be merged with itself. Choose another unit.")
    elif change.target is None and not change.new_unit().get("name"):
        yield _("Choose the unit into which the others are merged, or give the name of a new one.")
    if change.target is not None and change.new_unit().get("name"):
        yield _("Choose either an existing unit or a new one, not both.")
    others = [*ending, *([change.target] if change.target else [])]
    for unit in ending:
        for other in others:
            if other.pk != unit.pk and f"/{unit.pk}/" in other.tree_path:
                yield _("%(child)s stands below %(unit)s. Move it below another unit first.") % {
                    "child": other.name,
                    "unit": unit.name,
                }


def _split(change: OrganisationChange) -> Iterator[str]:
    if change.kind != ChangeKind.SPLIT:
        return
    parts = list(change.parts.all())
    if len(parts) + len(change.new_units) < 2:
        yield _("A split needs at least two units that take over.")
    for part in parts:
        if part.pk == change.unit_id:
            yield _("A unit cannot be split into itself. Give the new units other names.")
        elif f"/{change.unit_id}/" in part.tree_path:
            yield _("%(child)s stands below %(unit)s. Move it below another unit first.") % {
                "child": part.name,
                "unit": change.unit.name,
            }


def _move(change: OrganisationChange) -> Iterator[str]:
    if change.kind != ChangeKind.MOVE:
        return
    target = change.target
    if target is None:
        yield _("Choose the unit below which it is to stand.")
    elif target.pk == change.unit_id or f"/{change.unit_id}/" in target.tree_path:
        yield _("A unit cannot stand below itself or below one of its own units.")
    elif target.pk == change.unit.parent_id:
        yield _("%(unit)s stands below %(parent)s already.") % {"unit": change.unit.name, "parent": target.name}


def _names(change: OrganisationChange) -> Iterator[str]:
    own = change.unit if change.kind == ChangeKind.RENAME else None
    if own is not None and not any(value and value != getattr(own, key) for key, value in change.new_unit().items()):
        yield _("Nothing would change. Give a new name, code or address.")
    seen: dict[str, set[str]] = {"slug": set(), "code": set()}
    for names in change.new_units:
        if own is None and not all(names.get(key) for key in ("name", "code", "slug")):
            yield _("A new unit needs a name, a code and an address.")
        for key, taken in seen.items():
            value = names.get(key, "")
            if value and value in taken:
                yield _("“%(value)s” is given twice.") % {"value": value}
            taken.add(value)
        yield from _slug(names.get("slug", ""), own)
        yield from _code(names.get("code", ""), own)


def _slug(slug: str, own: Unit | None) -> Iterator[str]:
    if not slug or (own is not None and slug == own.slug):
        return
    if slug in get_settings().reserved_slugs:
        yield _("“%(slug)s” is an address of the portal itself. Choose another one.") % {"slug": slug}
    holder = Unit.objects.filter(slug=slug).first()
    former = UnitFormerName.objects.filter(slug=slug).exclude(unit=own).select_related("unit").first()
    if holder is not None:
        yield _("“%(slug)s” is the address of %(unit)s. Choose another one.") % {"slug": slug, "unit": holder.name}
    elif former is not None:
        yield _("“%(slug)s” was the address of %(unit)s, whose old links lead there. Choose another one.") % {
            "slug": slug,
            "unit": former.unit.name,
        }
    elif Page.objects.filter(depth=UNIT_DEPTH, slug=slug).exclude(unithomepage__unit=own).exists():
        yield _("“%(slug)s” is the address of a page of the portal. Choose another one.") % {"slug": slug}


def _code(code: str, own: Unit | None) -> Iterator[str]:
    if not code or (own is not None and code == own.code):
        return
    former = UnitFormerName.objects.filter(code=code).exclude(unit=own)
    if Unit.objects.filter(code=code).exists() or former.exists():
        yield _("The code “%(code)s” belongs to another unit, or did once.") % {"code": code}


def _other_changes(change: OrganisationChange) -> Iterator[str]:
    units = [unit.pk for unit in change.involved()]
    others = (
        OrganisationChange.objects.filter(state__in=DECIDED)
        .filter(Q(unit__in=units) | Q(parts__in=units) | Q(target__in=units))
        .exclude(pk=change.pk)
        .distinct()
    )
    for other in others:
        values: dict[str, Any] = {"change": str(other), "day": day_text(other.effective_on)}
        shared = {unit.pk for unit in other.ending()} & set(units)
        mine = {unit.pk for unit in change.ending()} & {unit.pk for unit in other.involved()}
        same = other.kind == change.kind and other.unit_id == change.unit_id
        if other.effective_on == change.effective_on and (same or shared or mine):
            yield (
                _("Contradicts another change of the same day, %(day)s: %(change)s. Cancel or undo that one.") % values
            )
        elif (
            other.state == ChangeState.APPLIED and other.effective_on > change.effective_on and (same or mine or shared)
        ):
            yield _("A later change was carried out already: %(change)s, from %(day)s. Undo it first.") % values
        elif other.state == ChangeState.WAITING and other.effective_on < change.effective_on and shared:
            yield _("The unit ends before, by a change that waits: %(change)s, from %(day)s.") % values
