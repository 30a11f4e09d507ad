"""An article's page: under its unit's own head, or with the source band on the portal."""

from __future__ import annotations

import math
from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comms_plan.articles.models import Article
from edu_portal.page_cache.pieces import LOOK, keep, page_key, theme_tag, unit_tag
from edu_portal.public.cards import Card, card_rows, fetch_renditions, make_cards, pictures_in
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta, json_ld, picture_address, school_data
from unit_pages.enums import Origin
from unit_pages.models import Publication
from unit_pages.publications.models import PublicationQuerySet

WORDS_A_MINUTE = 220
RELATED = 3
ATTACHED = ("article_id", "title", "file__title", "file__file", "file__original_name", "file__file_size")


def context(request: HttpRequest, page: Article) -> dict[str, Any]:
    """Return the context of ``comms_articles/article.html``: what it shows is made only where no piece is kept."""
    unit = request.site_unit  # type: ignore[attr-defined]
    own = (LOOK, unit_tag(unit.pk))
    key = f"{page_key(page)}:{timezone.localdate()}"
    themes = keep(request, own, f"themes:{key}", lambda: _themes(page))
    related_by = [theme_tag(theme.pk) for theme in themes[:1]]
    request.page_cache_tags = set(related_by)  # type: ignore[attr-defined]
    return {
        "page_tags": (*own, *related_by),
        "page_key": key,
        "content": cache(lambda: _content(request.path, page, unit, themes)),
    }


def _themes(page: Article) -> list[SimpleNamespace]:
    items = page.theme_items.order_by("tag__position")
    return [
        SimpleNamespace(pk=pk, number=number, short_name=name, url=reverse("theme", args=[slug]))
        for pk, number, name, slug in items.values_list("tag_id", "tag__position", "tag__name", "tag__slug")
    ]


def _content(path: str, page: Article, unit: Any, themes: list[SimpleNamespace]) -> dict[str, Any]:
    now, own = timezone.now(), Publication.objects.filter(origin=Origin.OWN)
    related = _related(own.live_at(now), page, themes[0].pk) if themes else []
    fetch_renditions([page.main_picture, *(card.picture for card in related), *pictures_in(page.body), unit.emblem])
    body: SafeString = page.body.render_as_block() if page.body else SafeString("")
    link = absolute(path)
    return {
        "article": _article(page, body),
        "source_band": unit.is_root and page.unit_id != unit.pk,
        "unit": unit,
        "themes": themes,
        "topics": list(page.topic_items.values_list("tag__name", flat=True)),
        "attachments": [_attachment(item) for item in page.attachments.select_related("file").only(*ATTACHED)],
        "share": {
            "url": link,
            "zalo_url": f"https://zalo.me/share?url={quote(link, safe='')}",
            "facebook_url": f"https://www.facebook.com/sharer/sharer.php?u={quote(link, safe='')}",
            "qr_url": reverse("qr") + f"?path={quote(path)}",
            "print": True,
        },
        "related": related,
        "feed_url": "/rss/" if unit.is_root else f"/rss/{unit.slug}/",
        "breadcrumb": _breadcrumb(page, unit),
        "meta": _meta(page, unit, link),
        "until": lambda: own.next_begin(now),
    }


def _article(page: Article, body: SafeString) -> SimpleNamespace:
    words = len(strip_tags(body).split())
    picture = page.main_picture
    return SimpleNamespace(
        title=page.title,
        lead=page.lead,
        published_at=page.first_published_at or timezone.now(),
        event_on=page.event_on,
        reading_minutes=max(1, math.ceil(words / WORDS_A_MINUTE)),
        picture=picture,
        picture_alt=picture.description if picture else "",
        caption=page.picture_caption,
        credit=picture.credit if picture else "",
        body=body,
        correction={"on": page.corrected_on, "text": page.correction_note} if page.correction_note else None,
        credit_line=page.credit_line,
        kind_name=page.kind.name if page.kind_id else "",
    )


def _attachment(item: Any) -> dict[str, Any]:
    return {
        "title": item.title or item.file.title,
        "file_type": item.file.file_type,
        "file_size": item.file.file_size,
        "url": item.file.url,
    }


def _related(live: PublicationQuerySet, page: Article, theme_id: int) -> list[Card]:
    rows = live.filter(page__article__theme_items__tag_id=theme_id).exclude(page_id=page.pk).newest_first()
    return make_cards(card_rows(rows, with_pictures=True)[:RELATED])


def _breadcrumb(page: Article, unit: Any) -> list[NavLink]:
    section_path = "/".join(page.url_path.strip("/").split("/")[1:-1])
    trail = [NavLink(_("Home"), "/")]
    if not unit.is_root:
        trail.append(NavLink(unit.short_name, unit.url_path))
    trail.append(NavLink(_("News"), f"/{section_path}/"))
    return trail


def _meta(page: Article, unit: Any, link: str) -> Meta:
    image = picture_address(page.main_picture)
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "mainEntityOfPage": link,
        "inLanguage": "vi",
        "publisher": school_data(unit),
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if image:
        data["image"] = [image]
    return Meta(
        title=page.seo_title or page.title,
        description=page.search_description or page.lead,
        canonical=link,
        image=image,
        type="article",
        json_ld=json_ld(data),
        feeds=[NavLink(unit.short_name, "/rss/" if unit.is_root else f"/rss/{unit.slug}/")],
    )
