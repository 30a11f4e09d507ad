"""What stands on the landing page; each list costs the same however long it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from wagtail.models import WorkflowState, get_default_page_content_type

from comms_plan.articles.models import Article
from comms_plan.articles.places import Place, places_of
from unit_pages.access.rights import PUBLISH, rights_of
from unit_pages.conf import get_settings
from unit_pages.days import local_day
from unit_pages.enums import Origin
from unit_pages.models import Appointment, Publication, Unit
from unit_pages.review.queries import ReviewItem, returned_to, submitted_by, waiting_for

SHOWN = 5
#: Lists of the review are asked once for all units of the person and shared out in memory.
ASKED = 60


@dataclass(frozen=True)
class Work:
    """What the review says, for all units of the person.

    Args:
        returned: came back to the person, with the reason.
        to_approve: waits for the person's approval.
        sent: the person's own, waiting for a leader.
    """

    returned: list[ReviewItem]
    to_approve: list[ReviewItem]
    sent: list[ReviewItem]

    @classmethod
    def of(cls, user: Any) -> Work:
        """Ask the review."""
        return cls(returned_to(user, limit=ASKED), waiting_for(user, limit=ASKED), submitted_by(user, limit=ASKED))

    def in_unit(self, unit: Unit) -> Work:
        """Return the part that concerns one unit."""
        return Work(*(_of_unit(items, unit) for items in (self.returned, self.to_approve, self.sent)))

    @property
    def urgent(self) -> int:
        """How many things only this person can move on."""
        return len(self.returned) + len(self.to_approve)


def _of_unit(items: Iterable[ReviewItem], unit: Unit) -> list[ReviewItem]:
    return [item for item in items if item.unit is not None and item.unit.pk == unit.pk]


def landing_places(user: Any) -> list[Place]:
    """Return the units in which ``user`` holds a post, also one that does not write."""
    writing = {place.unit.pk: place for place in places_of(user)}
    others = {right.unit_id for right in rights_of(user)} - writing.keys()
    units = Unit.objects.select_related("home", "kind", "colour").filter(pk__in=others) if others else ()
    return sorted([*writing.values(), *(Place(unit) for unit in units)], key=lambda place: place.unit.name_key)


def drafts_of(user: Any, unit: Unit) -> QuerySet[Article]:
    """Return what is being written: one's own, and to who publishes for the unit everybody's."""
    page_type = get_default_page_content_type()
    in_review = WorkflowState.objects.active().filter(
        base_content_type=page_type, object_id=Cast(OuterRef("pk"), CharField())
    )
    found = (
        Article.objects.filter(unit=unit)
        .filter(Q(live=False) | Q(has_unpublished_changes=True))
        .filter(~Exists(in_review), go_live_at__isnull=True)
        .select_related("latest_revision__user")
        .defer("body")
        .order_by("-latest_revision_created_at", "-pk")
    )
    publishes = any(right.unit_id == unit.pk and right.actions >= PUBLISH for right in rights_of(user))
    return found if publishes else found.filter(Q(owner=user) | Q(latest_revision__user=user))


@dataclass(frozen=True)
class Month:
    """What the unit published this month.

    Args:
        first: the month's first day.
        number: how many items.
        on_portal: how many of them the department's portal shows too.
        portal_pages: their pages.
        newest: the last few publications.
        last_at: when the unit published last, in whatever month.
    """

    first: dt.date
    number: int
    on_portal: int
    portal_pages: frozenset[int]
    newest: list[Publication]
    last_at: dt.datetime | None


def month_of(unit: Unit, now: dt.datetime) -> Month:
    """Count the own items of the month by publications, as quotas do."""
    first = local_day(now).replace(day=1)
    start = dt.datetime.combine(first, dt.time(), tzinfo=ZoneInfo(get_settings().timezone))
    own = Publication.objects.live_at(now).filter(unit=unit, origin=Origin.OWN, page__isnull=False)
    rows = own.filter(starts_at__gte=start)
    accepted = Publication.objects.live_at(now).filter(origin=Origin.ACCEPTED, page__in=rows.values("page"))
    on_portal = frozenset(accepted.values_list("page_id", flat=True))
    newest = list(own.newest_first()[:SHOWN])
    return Month(
        first=first,
        number=rows.count(),
        on_portal=len(on_portal),
        portal_pages=on_portal,
        newest=[row for row in newest if row.starts_at >= start],
        last_at=newest[0].starts_at if newest else None,
    )


@dataclass
class Staff:
    """Who holds which post in the unit today."""

    rows: list[Appointment] = field(default_factory=list)

    @classmethod
    def of(cls, unit: Unit) -> Staff:
        """Fetch the appointments of today."""
        rows = Appointment.objects.current_on(local_day()).filter(unit=unit, person__isnull=False)
        return cls(list(rows.select_related("post", "person").order_by("post__position", "starts_on", "pk")))

    @cached_property
    def lacks_leader(self) -> bool:
        """Whether nobody leads the unit's communication (R41)."""
        return not any(row.post.is_leader for row in self.rows)

    @cached_property
    def lacks_officer(self) -> bool:
        """Whether nobody but leaders writes (R41)."""
        return not any(row.post.can_write and not row.post.is_leader for row in self.rows)
