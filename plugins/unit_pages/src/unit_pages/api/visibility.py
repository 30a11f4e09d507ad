"""What everybody may see: the one place where the API says so."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Left
from wagtail.models import Page, PageViewRestriction

from unit_pages.enums import OPEN_STATES
from unit_pages.publications.models import Publication
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.lookup import UNIT_DEPTH

Row = TypeVar("Row", bound=Model)


def private_pages(prefix: str = "") -> Q:
    """Return the condition of pages below a view restriction, of which there are few.

    Args:
        prefix: lookup from the rows in question to the page, e.g. ``page__``.
    """
    condition = Q()
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def without_private(rows: QuerySet[Row], prefix: str = "") -> QuerySet[Row]:
    """Return the rows whose pages stand below no view restriction."""
    condition = private_pages(prefix)
    return rows.exclude(condition) if condition else rows


def without_closed_sites(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the pages that stand on sites which are open to everybody."""
    closed = UnitHomePage.objects.filter(depth=UNIT_DEPTH).exclude(unit__site_state__in=OPEN_STATES)
    home = Left("path", Page.steplen * UNIT_DEPTH)
    found: Any = rows.alias(site_home_path=home).exclude(site_home_path__in=closed.values("path"))
    return found  # type: ignore[no-any-return]  # aliases change the stubs' row type


def public_pages(model: Any) -> Any:
    """Return the published pages of a type that anybody may read."""
    return without_private(without_closed_sites(model.objects.filter(live=True)))


def live_publications(now: dt.datetime) -> Any:
    """Return the publications that readers see.

    Publications end with their page; that the page is live and public is asked
    again, because a leak is worse than a slower query.
    """
    return without_private(
        Publication.objects.live_at(now).filter(page__live=True, site_unit__site_state__in=OPEN_STATES), "page__"
    )
