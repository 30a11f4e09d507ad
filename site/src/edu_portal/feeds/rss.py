"""RSS: the portal, each unit, each theme (R43)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from comms_plan.plans.themes import Theme
from edu_portal.public.links import absolute
from edu_portal.public.views import find_theme, theme_publications
from unit_pages.models import Publication, Unit

ITEMS = 30


class PortalRss(Rss201rev2Feed):
    """RSS whose addresses all stand below the portal's public origin."""

    content_type = "application/rss+xml; charset=utf-8"


class PublicationFeed(Feed):
    """Items of a list of publications."""

    feed_type = PortalRss
    language = "vi"

    def rows(self, obj: Any) -> Any:
        """Return the publications of the feed."""
        raise NotImplementedError

    def items(self, obj: Any) -> list[Publication]:
        """Return the newest live publications."""
        return list(self.rows(obj).for_lists().newest_first()[:ITEMS])

    def item_title(self, item: Publication) -> str:
        """Headline."""
        return item.headline

    def item_description(self, item: Publication) -> str:
        """Summary."""
        return item.summary

    def item_link(self, item: Publication) -> str:
        """Canonical address: always the unit's own page."""
        return absolute(item.url_path)

    def item_pubdate(self, item: Publication) -> dt.datetime:
        """When it appeared on this site."""
        return item.starts_at

    def item_author_name(self, item: Publication) -> str:
        """The unit, never a person."""
        return item.unit.name

    def item_categories(self, item: Publication) -> list[str]:
        """Kind of item."""
        return [item.kind] if item.kind else []


class UnitFeed(PublicationFeed):
    """What appears on a unit's site; the department's is the portal's own feed."""

    def get_object(self, request: HttpRequest, slug: str = "") -> Unit:
        """Find the unit."""
        units = Unit.objects.with_identity().with_open_site()
        return get_object_or_404(units, slug=slug) if slug else get_object_or_404(units, parent__isnull=True)

    def rows(self, obj: Unit) -> Any:
        """Live publications on the unit's site."""
        return Publication.objects.on_site_of(obj).live_at(timezone.now())

    def title(self, obj: Unit) -> str:
        """Name of the unit."""
        return obj.name

    def link(self, obj: Unit) -> str:
        """The unit's home."""
        return absolute(obj.url_path)

    def feed_url(self, obj: Unit) -> str:
        """Address of the feed itself."""
        return absolute("/rss/" if obj.is_root else f"/rss/{obj.slug}/")

    def description(self, obj: Unit) -> str:
        """What the feed holds."""
        return _("News of %(unit)s") % {"unit": obj.name}


class ThemeFeed(PublicationFeed):
    """Items of a theme, of all units."""

    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        """Find the theme."""
        return find_theme(slug)

    def rows(self, obj: Theme) -> Any:
        """Live items of the theme."""
        return theme_publications(obj)

    def title(self, obj: Theme) -> str:
        """Short name of the theme."""
        return obj.name

    def link(self, obj: Theme) -> str:
        """The theme's page."""
        return absolute(f"/chu-de/{obj.slug}/")

    def feed_url(self, obj: Theme) -> str:
        """Address of the feed itself."""
        return absolute(f"/rss/chu-de/{obj.slug}/")

    def description(self, obj: Theme) -> str:
        """The plan's words."""
        return obj.text
