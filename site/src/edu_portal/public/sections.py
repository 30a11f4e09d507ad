"""News sections: keyset pages of what appears on a unit's site."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_portal.public.cards import card_rows, make_cards
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from edu_portal.public.paging import page_of
from unit_pages.models import Publication, SectionPage


def context(request: HttpRequest, page: SectionPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/section_page.html``."""
    unit = request.site_unit  # type: ignore[attr-defined]
    rows = Publication.objects.shown_on(unit, timezone.now())
    if not page.shows_all:
        rows = rows.filter(page__path__startswith=page.path)
    shown, pager = page_of(request, card_rows(rows), field="starts_at")
    feed_url = "/rss/" if unit.is_root else f"/rss/{unit.slug}/"
    return {
        "rows": make_cards(shown),
        "pager": pager,
        "feed_url": feed_url,
        "meta": Meta(
            title=page.seo_title or page.title,
            description=page.search_description or page.intro,
            canonical=absolute(request.path),
            feeds=[NavLink(_("News of %(unit)s") % {"unit": unit.short_name}, feed_url)],
        ),
    }
