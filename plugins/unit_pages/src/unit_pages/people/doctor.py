"""What may have come out of step with the appointments, and how it is mended.

Each check yields findings; a finding that a program can put right carries the remedy, the
others tell a person what to do. Rights never depend on this: they are computed each day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from unit_pages.access.role_groups import differences, follow_appointments, missing_permissions, role_group
from unit_pages.access.roles import Role
from unit_pages.days import local_day
from unit_pages.enums import SiteState
from unit_pages.people.accounts import email_of, name_of
from unit_pages.people.missing import MISSING, with_missing_posts
from unit_pages.publications.models import AbstractArticlePage
from unit_pages.publications.services import refresh_publications_below
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH, unit_of_path
from unit_pages.subsites.provisioning import NoPortalError, provision
from unit_pages.units.appointments import Appointment, Delegation
from unit_pages.units.models import Unit


class CannotMendError(RuntimeError):
    """Raised by a remedy that did not help; the text says what a person must do."""


@dataclass(frozen=True)
class Finding:
    """Something that differs.

    Args:
        code: a fixed name of the sort of finding, for scripts.
        text: a sentence in the installation's language.
        mend: puts it right; None when a person must.
    """

    code: str
    text: str
    mend: Callable[[], object] | None = None


def findings() -> Iterator[Finding]:
    """Return everything that differs now; one check after another."""
    for check in (
        role_groups,
        memberships,
        leader_flags,
        posts_without_holder,
        units_without_site,
        closed_accounts,
        holders_without_address,
        stray_deputies,
        misplaced_articles,
    ):
        yield from check()


def role_groups() -> Iterator[Finding]:
    """Look for role groups that are missing or lack permissions."""
    for role in Role:
        if not Group.objects.filter(name=role.value).exists() or missing_permissions(role).exists():
            text = _("The role group “%(group)s” is missing or lacks permissions.") % {"group": role.value}
            yield Finding("role-group", text, partial(role_group, role))


def memberships() -> Iterator[Finding]:
    """Look for people whose role groups differ from their appointments."""
    found = differences()
    for person in get_user_model()._default_manager.filter(pk__in=found).order_by("pk"):
        add, take = found[person.pk]
        text = _("%(person)s: role groups differ from the appointments; to add: %(add)s; to take away: %(take)s.")
        values = {"person": name_of(person), "add": _names(add), "take": _names(take)}
        yield Finding("membership", text % values, partial(follow_appointments, [person.pk]))


def _names(roles: set[Role]) -> str:
    return ", ".join(sorted(str(role.label) for role in roles)) or "0"


def leader_flags() -> Iterator[Finding]:
    """Look for appointments whose flag of the leader in charge differs from their post."""
    rows = Appointment.objects.exclude(in_charge=F("post__is_leader")).select_related("unit", "person", "post")
    for row in rows:
        text = _("%(unit)s: the flag “in charge” of %(person)s (%(post)s) differs from the post.") % {
            "unit": row.unit,
            "person": name_of(row.person),
            "post": row.post,
        }
        yield Finding("in-charge", text, partial(_mend_flag, row))


def _mend_flag(row: Appointment) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=["in_charge"])
    except IntegrityError as error:
        raise CannotMendError(
            _("%(unit)s has two leaders in charge at a time. End one of the posts.") % {"unit": row.unit}
        ) from error


def _active_units() -> Any:
    return Unit.objects.active_on(local_day())


def posts_without_holder() -> Iterator[Finding]:
    """Look for units without a leader in charge or without an officer."""
    texts = {
        "leader": _("%(unit)s has no leader in charge of communication. Give the post to somebody."),
        "officer": _("%(unit)s has no communication officer. Give the post to somebody."),
    }
    units = with_missing_posts(_active_units().exclude(site_state=SiteState.ARCHIVED), local_day())
    for unit in units.iterator():
        for name, _label in MISSING:
            if not getattr(unit, f"has_{name}"):
                yield Finding(f"no-{name}", texts[name] % {"unit": unit.name})


def units_without_site() -> Iterator[Finding]:
    """Look for units without a home page or a collection of pictures."""
    units = _active_units().filter(home__isnull=True) | _active_units().filter(collection__isnull=True)
    for unit in units.select_related("kind").distinct().order_by("tree_path"):
        text = _("%(unit)s has no home page or no collection of pictures.") % {"unit": unit}
        yield Finding("no-site", text, partial(_mend_site, unit))


def _mend_site(unit: Unit) -> None:
    try:
        provision(unit)
    except NoPortalError as error:
        raise CannotMendError(_("The department's own site must be made first.")) from error


def _open_posts() -> Any:
    return Appointment.objects.current_on(local_day()).select_related("person", "post", "unit")


def closed_accounts() -> Iterator[Finding]:
    """Look for people with a post whose account is closed."""
    for row in _open_posts().filter(person__is_active=False):
        text = _(
            "%(person)s holds the post “%(post)s” of %(unit)s, but the account is closed. End the post or open it."
        )
        values = {"person": name_of(row.person), "post": row.post, "unit": row.unit}
        yield Finding("closed-account", text % values)


def holders_without_address() -> Iterator[Finding]:
    """Look for people with a post whom no message reaches."""
    field = get_user_model().get_email_field_name()
    seen = set()
    for row in _open_posts().filter(**{f"person__{field}": ""}):
        if row.person_id not in seen and not email_of(row.person):
            seen.add(row.person_id)
            text = _("%(person)s of %(unit)s has no e-mail address and gets no messages. Enter one.")
            yield Finding("no-address", text % {"person": name_of(row.person), "unit": row.unit})


def stray_deputies() -> Iterator[Finding]:
    """Look for deputies who hold no post of the unit themselves any more."""
    today = local_day()
    own = Appointment.objects.current_on(today).filter(person=OuterRef("deputy"), unit=OuterRef("appointment__unit"))
    rows = Delegation.objects.current_on(today).filter(~Exists(own))
    for row in rows.select_related("deputy", "appointment__unit", "appointment__person"):
        text = _("%(deputy)s acts for %(person)s of %(unit)s without a post of this unit.") % {
            "deputy": name_of(row.deputy),
            "person": name_of(row.appointment.person),
            "unit": row.appointment.unit,
        }
        yield Finding("stray-deputy", text)


def misplaced_articles() -> Iterator[Finding]:
    """Look for articles that name another unit than the one on whose site they stand."""
    homes = {unit.home.path: unit.pk for unit in Unit.objects.filter(home__isnull=False).select_related("home")}
    for model in apps.get_models():
        if not issubclass(model, AbstractArticlePage):
            continue
        rows = model._default_manager.values_list("pk", "path", "unit_id", "title")
        for pk, path, unit_id, title in rows.iterator():
            place = homes.get(path[: Page.steplen * UNIT_DEPTH], homes.get(path[: Page.steplen * ROOT_DEPTH]))
            if place is not None and place != unit_id:
                text = _("The item “%(title)s” (%(number)d) names another unit than the one on whose site it stands.")
                yield Finding("misplaced", text % {"title": title, "number": pk}, partial(_mend_article, path))


def _mend_article(path: str) -> None:
    if unit_of_path(path) is not None:
        refresh_publications_below(path=path, now=timezone.now())
