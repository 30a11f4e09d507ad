"""Undo a change of the organisation, while nothing new stands on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from unit_pages.changes.models import MovedAddress, OrganisationChange
from unit_pages.changes.people import bring_back_people
from unit_pages.changes.services import ChangeError, _locked, _log, rename_home, set_home_title, tell
from unit_pages.changes.sites import below, bring_back_pages
from unit_pages.enums import ChangeKind, ChangeState, Origin
from unit_pages.publications.models import Publication
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.states import set_site_state
from unit_pages.units.appointments import Appointment
from unit_pages.units.history import UnitFormerName, UnitSuccession
from unit_pages.units.models import Unit

NAMED = 3


def obstacles_of(change: OrganisationChange) -> list[str]:
    """Return what stands in the way of undoing a change, in words; empty when nothing does."""
    if change.state != ChangeState.APPLIED:
        return [_("Only a change that was carried out can be undone.")]
    return [message for check in (_later_changes, _new_items, _new_in_created) for message in check(change)]


@transaction.atomic
def undo_change(change: OrganisationChange, by: Any, *, now: dt.datetime) -> None:
    """Bring everything back as it was: units, people, pages, addresses.

    Raises:
        ChangeError: when something new stands on the change; nothing is written then.
    """
    locked = _locked(change, ChangeState.APPLIED)
    obstacles = obstacles_of(locked)
    if obstacles:
        raise ChangeError(obstacles)
    effects, involved = locked.effects, {unit.pk for unit in locked.involved()}
    MovedAddress.objects.filter(change=locked).delete()
    bring_back_pages(effects)
    for pk, title, slug in effects["homes"]:
        home = UnitHomePage.objects.get(pk=pk)
        set_home_title(home, title)
        if home.slug != slug:
            rename_home(home, slug)
    bring_back_people(effects)
    UnitFormerName.objects.filter(pk__in=effects["former_names"]).delete()
    UnitSuccession.objects.filter(pk__in=effects["successions"]).delete()
    _bring_back_units(effects)
    for pk, state in effects["site_states"]:
        set_site_state(unit=Unit.objects.get(pk=pk), state=state, by=by, now=now, reason=_("Undone: %s") % locked)
    locked.state, locked.undone_by, locked.undone_at = ChangeState.UNDONE, by, now
    locked.save(update_fields=["state", "undone_by", "undone_at"])
    _log(locked, "unit_pages.change_undone", by)
    tell({**effects, "created": []}, involved)
    change.refresh_from_db()


def _bring_back_units(effects: dict[str, Any]) -> None:
    for pk, values in reversed(effects["units"]):
        unit = Unit.objects.select_related("kind", "parent").get(pk=pk)
        for name, value in values.items():
            setattr(unit, name, dt.date.fromisoformat(value) if name == "ends_on" and value else value)
        unit.save()
    for pk in effects["created"]:
        _remove(Unit.objects.select_related("collection").get(pk=pk))


def _remove(unit: Unit) -> None:
    """Delete a unit that the change made, with its empty site."""
    home, collection = UnitHomePage.objects.filter(unit=unit).first(), unit.collection
    if home is not None:
        home.delete()
    try:
        unit.delete()
    except ProtectedError as error:
        names = ", ".join(str(found) for found in list(error.protected_objects)[:NAMED])
        raise ChangeError(
            _("%(unit)s is in use by now: %(what)s. Remove that first.") % {"unit": unit.name, "what": names}
        ) from error
    if collection is not None:
        collection.delete()


def _later_changes(change: OrganisationChange) -> Iterator[str]:
    units = {unit.pk for unit in change.involved()} | set(change.effects["created"])
    later = (
        OrganisationChange.objects.filter(Q(unit__in=units) | Q(parts__in=units) | Q(target__in=units))
        .exclude(pk=change.pk)
        .filter(
            Q(state=ChangeState.APPLIED, applied_at__gte=change.applied_at)
            | Q(state__in=(ChangeState.WAITING, ChangeState.DRAFT), unit__in=change.effects["created"])
            | Q(state__in=(ChangeState.WAITING, ChangeState.DRAFT), target__in=change.effects["created"])
        )
        .distinct()
    )
    for other in later:
        yield _("Another change came after it: %(change)s. Undo or cancel that one first.") % {"change": other}


def _new_items(change: OrganisationChange) -> Iterator[str]:
    """Items that were published since, below pages that would move back."""
    effects = change.effects
    roots = [page_id for page_id, _parent, _slug in effects["moves"]] + effects["made_pages"]
    if change.kind == ChangeKind.RENAME and effects["pages"]:
        roots += [pk for pk, _title, _slug in effects["homes"]]
    fresh: list[str] = []
    for page in Page.objects.filter(pk__in=roots):
        known = set(effects["pages"]) | set(effects["made_pages"])
        rows = Publication.objects.filter(
            page__path__startswith=page.path, origin=Origin.OWN, starts_at__gt=change.applied_at
        )
        fresh += [row.headline for row in rows[:NAMED]]
        drafts = below(page).exclude(pk__in=known)
        fresh += [found.title for found in drafts if found.title not in fresh][:NAMED]
    if fresh:
        yield _("New items stand on the site since: %(items)s. Move or delete them first.") % {
            "items": "; ".join(dict.fromkeys(fresh))
        }


def _new_in_created(change: OrganisationChange) -> Iterator[str]:
    """What people made at units that the change made, and that would vanish with them."""
    effects = change.effects
    known = set(effects["pages"])
    for unit in Unit.objects.filter(pk__in=effects["created"]).select_related("home"):
        values = {"unit": unit.name}
        written = Publication.objects.filter(unit=unit).exists()
        home = getattr(unit, "home", None)
        edited = home is not None and (
            below(home).exclude(pk__in=known).filter(latest_revision_created_at__gt=change.applied_at).exists()
        )
        if written or edited:
            yield _("%(unit)s has pages of its own by now. Move or delete them first.") % values
        appointed = Appointment.objects.filter(unit=unit).exclude(pk__in=effects["appointments_made"])
        if appointed.exists():
            yield _("%(unit)s has appointments of its own by now. End and delete them first.") % values
        moved = [pk for _unit, pks in effects["documents"] for pk in pks]
        if OfficialDocument.objects.filter(unit=unit).exclude(pk__in=moved).exists():
            yield _("%(unit)s has documents of its own by now. Delete them first.") % values
        if unit.children.exclude(pk__in=[pk for pk, _values in effects["units"]]).exists():
            yield _("Units stand below %(unit)s by now. Move them first.") % values
