"""Sitemaps: an index with one file a unit, from stored addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from comms_plan.plans.models import Plan
from edu_portal.public.document_lists import document_url
from edu_portal.public.links import absolute
from unit_pages.enums import Origin
from unit_pages.models import OfficialDocument, Publication, Unit
from unit_pages.subsites.lookup import public_path

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses a file, by the sitemap protocol
PORTAL_PAGES = ("/don-vi/", "/chu-de/", "/ke-hoach/", "/so-do-trang/")


def index(request: HttpRequest) -> HttpResponse:
    """List one sitemap a unit, each with the time of its newest item."""
    units = Unit.objects.with_open_site().annotate(changed=Max("written__starts_at"))
    entries = ((absolute(f"/sitemap/{unit.slug}.xml"), unit.changed) for unit in units)
    return _xml("sitemapindex", "sitemap", entries)


def unit_sitemap(request: HttpRequest, slug: str) -> HttpResponse:
    """List the addresses of one unit's site: pages, articles, documents."""
    unit = get_object_or_404(Unit.objects.with_open_site().select_related("home"), slug=slug)
    return _xml("urlset", "url", _addresses(unit))


def _addresses(unit: Unit) -> Iterator[tuple[str, dt.datetime | None]]:
    if unit.is_root:
        yield absolute("/"), None
        for path in PORTAL_PAGES:
            yield absolute(path), None
        plan = Plan.objects.in_force(timezone.localdate())
        for theme in plan.themes.all() if plan else ():
            yield absolute(f"/chu-de/{theme.slug}/"), None
    articles = Publication.objects.filter(site_unit=unit, origin=Origin.OWN).live_at(timezone.now()).newest_first()
    article_ids = set()
    for row in articles.only("url_path", "starts_at", "page_id")[: MOST - 2000]:
        article_ids.add(row.page_id)
        yield absolute(row.url_path), row.starts_at
    hidden = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    for page in _other_pages(unit):
        if page.pk not in article_ids and not page.path.startswith(hidden):
            yield absolute(public_path(page.url_path)), page.last_published_at
    for document in OfficialDocument.objects.public().filter(unit=unit).select_related("unit")[:1000]:
        yield absolute(document_url(document)), None


def _other_pages(unit: Unit) -> Iterable[Page]:
    """Pages of a subsite that are no articles: home and what stands at most two levels below."""
    home = unit.home
    pages = Page.objects.live().filter(path__startswith=home.path, article__isnull=True)
    if unit.is_root:
        return pages.filter(depth=home.depth + 1, unithomepage__isnull=True)
    return pages.filter(depth__lte=home.depth + 2)[:1000]


def _xml(root: str, item: str, entries: Iterable[tuple[str, dt.datetime | None]]) -> HttpResponse:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for address, moment in entries:
        changed = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
        parts.append(f"<{item}><loc>{escape(address)}</loc>{changed}</{item}>")
    parts.append(f"</{root}>")
    return HttpResponse("\n".join(parts), content_type="application/xml; charset=utf-8")
