"""Carry out a change of the organisation: all of it or nothing, and never twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from unit_pages.changes.heirs import existing_heirs, make_new_unit
from unit_pages.changes.models import OrganisationChange
from unit_pages.changes.people import carry_people, plan_people
from unit_pages.changes.plan import Effects, plan_change
from unit_pages.changes.rules import problems_of
from unit_pages.changes.signals import organisation_changed
from unit_pages.changes.sites import SiteMove, below, relocate
from unit_pages.enums import ChangeKind, ChangeState, PagesGo, SiteState, SuccessionKind
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.host_map import forget
from unit_pages.subsites.states import set_site_state
from unit_pages.units.history import UnitFormerName, UnitSuccession
from unit_pages.units.models import Unit

__all__ = ["ChangeError", "Effects", "apply_change", "apply_due", "cancel_change", "confirm_change", "plan_change"]
#: What a change did, by the names that `undo` reads; each list in the order of doing.
EFFECTS = (
    "units",
    "created",
    "site_states",
    "former_names",
    "successions",
    "appointments_ended",
    "appointments_made",
    "appointments_void",
    "moves",
    "made_pages",
    "pages",
    "taken_down",
    "documents",
    "files",
    "publications_ended",
    "homes",
)


class ChangeError(ValidationError):
    """Raised when a change cannot be carried out or undone; ``messages`` say why and what to do."""


@transaction.atomic
def confirm_change(change: OrganisationChange, by: Any, *, reason: str, today: dt.date, now: dt.datetime) -> None:
    """Decide on a change: carry it out when its day has come, let it wait otherwise.

    Raises:
        ChangeError: when something stands in the way, or it is no longer being prepared.
    """
    locked = _locked(change, ChangeState.DRAFT)
    problems = problems_of(locked)
    if problems:
        raise ChangeError(problems)
    locked.reason, locked.state = reason, ChangeState.WAITING
    locked.save(update_fields=["reason", "state"])
    _log(locked, "unit_pages.change_decided", by)
    if locked.effective_on <= today:
        apply_change(locked, by, now=now)
    change.refresh_from_db()


@transaction.atomic
def cancel_change(change: OrganisationChange, by: Any) -> None:
    """Give up a change that was not carried out.

    Raises:
        ChangeError: when it was.
    """
    locked = _locked(change, ChangeState.DRAFT, ChangeState.WAITING)
    locked.state = ChangeState.CANCELLED
    locked.save(update_fields=["state"])
    _log(locked, "unit_pages.change_cancelled", by)
    change.refresh_from_db()


@transaction.atomic
def apply_change(change: OrganisationChange, by: Any, *, now: dt.datetime) -> None:
    """Carry out a decided change, in one transaction.

    Periods begin and end on the day of the change, however late this runs.

    Args:
        change: waits for its day.
        by: the person, or None for the daily command.
        now: the moment of doing; publications that end do so at it.

    Raises:
        ChangeError: when something stands in the way by now; nothing is written then.
    """
    locked = _locked(change, ChangeState.WAITING)
    problems = problems_of(locked)
    if problems:
        raise ChangeError(problems)
    effects: dict[str, Any] = {name: [] for name in EFFECTS}
    doing: Callable[..., None] = {
        ChangeKind.RENAME: _rename,
        ChangeKind.MOVE: _move,
    }.get(ChangeKind(locked.kind), _end)
    doing(locked, effects, by=by, now=now)
    locked.state, locked.applied_by, locked.applied_at = ChangeState.APPLIED, by, now
    locked.effects, locked.problem = effects, ""
    locked.save(update_fields=["state", "applied_by", "applied_at", "effects", "problem"])
    _log(locked, "unit_pages.change", by)
    tell(effects, {unit.pk for unit in locked.involved()})
    change.refresh_from_db()


def apply_due(*, today: dt.date, now: dt.datetime, by: Any = None) -> tuple[list[OrganisationChange], int]:
    """Carry out all decided changes whose day has come, the oldest first, each in its own transaction.

    Returns:
        The changes that were carried out, and how many could not be; these keep waiting with their problem.
    """
    done, failed = [], 0
    due = OrganisationChange.objects.filter(state=ChangeState.WAITING, effective_on__lte=today)
    for change in due.order_by("effective_on", "pk"):
        try:
            apply_change(change, by, now=now)
            done.append(change)
        except ValidationError as error:
            OrganisationChange.objects.filter(pk=change.pk).update(problem="\n".join(error.messages))
            failed += 1
    return done, failed


def tell(effects: dict[str, Any], units: set[int]) -> None:
    """Let other rooms renew what they keep of the units and their pages."""
    forget()
    organisation_changed.send(
        sender=OrganisationChange,
        units=units | set(effects["created"]),
        pages=effects["pages"],
        documents=[pk for _unit, pks in effects["documents"] for pk in pks],
    )


def keep(unit: Unit, effects: dict[str, Any], *names: str) -> None:
    """Note the present values of a unit before they change."""
    effects["units"].append([unit.pk, {name: _plain(getattr(unit, name)) for name in names}])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _locked(change: OrganisationChange, *states: str) -> OrganisationChange:
    locked = OrganisationChange.objects.select_for_update().get(pk=change.pk)
    if locked.state not in states:
        raise ChangeError(
            _("This change is not to be done any more: %(state)s.") % {"state": locked.get_state_display()}
        )
    return locked


def _log(change: OrganisationChange, action: str, by: Any) -> None:
    data = {
        "kind": change.kind,
        "change": change.pk,
        "effective_on": change.effective_on.isoformat(),
        "decision": change.decision_number,
        "reason": change.reason,
    }
    for unit in change.involved():
        log(instance=unit, action=action, user=by, data=data)


def _rename(change: OrganisationChange, effects: dict[str, Any], **kwargs: Any) -> None:
    unit, names = change.unit, change.new_unit()
    new = {key: names[key] for key in ("name", "short_name", "slug", "code") if names.get(key)}
    former = UnitFormerName.objects.create(
        unit=unit,
        name=unit.name,
        code=unit.code if new.get("code", unit.code) != unit.code else "",
        slug=unit.slug if new.get("slug", unit.slug) != unit.slug and not unit.is_root else "",
        until_on=change.effective_on,
    )
    effects["former_names"].append(former.pk)
    keep(unit, effects, "name", "short_name", "slug", "code")
    home = UnitHomePage.objects.filter(unit=unit).first()
    old_slug, old_name = unit.slug, unit.name
    for key, value in new.items():
        setattr(unit, key, value)
    unit.clean_fields(exclude={field.name for field in Unit._meta.fields} - set(new))
    unit.save()
    if home is None:
        return
    effects["homes"].append([home.pk, home.title, home.slug])
    if home.title == old_name:
        set_home_title(home, unit.name)
    if unit.slug != old_slug and not unit.is_root:
        effects["pages"] += list(below(home).values_list("pk", flat=True))
        rename_home(home, unit.slug)


def set_home_title(home: UnitHomePage, title: str) -> None:
    """Give a home page another title, in its latest draft too."""
    UnitHomePage.objects.filter(pk=home.pk).update(title=title, draft_title=title)
    _patch_draft(home, "title", title)


def rename_home(home: UnitHomePage, slug: str) -> None:
    """Give a site another address; the latest draft of its home must not bring the old one back."""
    relocate(home.pk, home.get_parent().pk, slug)
    _patch_draft(home, "slug", slug)


def _patch_draft(home: UnitHomePage, key: str, value: str) -> None:
    revision = home.latest_revision
    if revision is not None and key in revision.content:
        revision.content[key] = value
        revision.save(update_fields=["content"])


def _move(change: OrganisationChange, effects: dict[str, Any], **kwargs: Any) -> None:
    assert change.target is not None  # by the rules
    _put_below(change.unit, change.target, effects)


def _put_below(unit: Unit, parent: Unit | None, effects: dict[str, Any]) -> None:
    keep(unit, effects, "parent_id")
    unit.parent = parent
    unit.save()


def _end(change: OrganisationChange, effects: dict[str, Any], *, by: Any, now: dt.datetime) -> None:
    """End units; with a merger or split their heirs take over."""
    heirs = _heirs(change, effects)
    heir = heirs[0] if heirs else None
    led: set[int] = set()
    for unit in change.ending():
        carry_people(change, plan_people(change, unit, heir, led), heir, effects)
        for child in unit.children.filter(ends_on=None).select_related("kind"):
            _put_below(child, heir or unit.parent, effects)
        keep(unit, effects, "ends_on")
        unit.ends_on = change.effective_on
        unit.save(update_fields=["ends_on"])
        for successor in heirs:
            _succeed(change, unit, successor, effects)
        if heir is not None and change.pages == PagesGo.MOVE and hasattr(unit, "home"):
            SiteMove(change, unit, heir, now, effects).run()
        if unit.is_open:
            effects["site_states"].append([unit.pk, unit.site_state])
            set_site_state(unit=unit, state=SiteState.ARCHIVED, by=by, now=now, reason=str(change))


def _heirs(change: OrganisationChange, effects: dict[str, Any]) -> list[Unit]:
    heirs = existing_heirs(change)
    if change.kind in (ChangeKind.MERGE, ChangeKind.SPLIT):
        for names in change.new_units:
            made = make_new_unit(names, like=change.unit, starts_on=change.effective_on)
            effects["created"].append(made.pk)
            heirs.append(made)
    return heirs


def _succeed(change: OrganisationChange, unit: Unit, successor: Unit, effects: dict[str, Any]) -> None:
    kind = SuccessionKind.MERGED if change.kind == ChangeKind.MERGE else SuccessionKind.SPLIT
    row, created = UnitSuccession.objects.get_or_create(
        unit=unit, successor=successor, defaults={"kind": kind, "on": change.effective_on}
    )
    if created:
        effects["successions"].append(row.pk)
