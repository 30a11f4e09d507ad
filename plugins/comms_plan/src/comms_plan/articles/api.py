"""Articles as JSON, and the filters that they add to publications."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import BaseModel, Field

from comms_plan.articles.models import Article, ArticleAttachment, ArticleTheme, ArticleTopic
from comms_plan.plans.api import ThemeRef, theme_at, theme_ref
from comms_plan.plans.themes import lineage
from unit_pages.api.addresses import public_address
from unit_pages.api.bodies import BlockOut, body_out
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import Listing, NewestFirst, answer_list
from unit_pages.api.parameters import (
    UNIT,
    Address,
    Codes,
    ListQuery,
    OneQuery,
    PeriodQuery,
    Word,
    as_id,
    last_segment,
    units_named,
)
from unit_pages.api.parts import FileOut, Term, UnitRef, public_file, term, unit_ref
from unit_pages.api.pictures import PictureOut, fetch_renditions, picture_out
from unit_pages.api.problems import not_found
from unit_pages.api.publications import PublicationQuery, make_router
from unit_pages.api.routing import ReadRouter
from unit_pages.api.visibility import live_publications
from unit_pages.publications.models import Publication
from unit_pages.units.models import Unit
from unit_pages.vietnamese import nfc

router = ReadRouter(tags=["articles"])
ORDER = NewestFirst("starts_at")
THEME = _("Slug or id of a theme; items with a theme that it goes on from are found too.")
TOPIC = _("Slug or name of a free topic.")
KIND = _("Codes of kinds of article, separated by commas.")
LEVEL = _("Codes of education levels of the unit, separated by commas.")


class TopicOut(BaseModel):
    """A free topic."""

    slug: str = Field(description=_("For the filter topic=."))
    name: str = Field(description=_("Name."))


class CorrectionOut(BaseModel):
    """What was corrected after publication."""

    on: dt.date | None = Field(description=_("When."))
    text: str = Field(description=_("What, for the readers."))


class ArticleItem(Resource):
    """An article that readers see on its own unit's site."""

    id: int = Field(description=_("Primary key of the page."))
    slug: str = Field(description=_("Last segment of its address."))
    url: str = Field(description=_("Path of the page."))
    canonical: str = Field(description=_("Absolute canonical address."))
    title: str = Field(description=_("Title."))
    lead: str = Field(description=_("One or two sentences; may be empty."))
    kind: Term = Field(description=_("Kind of article."), examples=[{"code": "tin", "name": "Tin"}])
    unit: UnitRef = Field(description=_("The unit that wrote it."))
    published_at: dt.datetime = Field(description=_("From when it appears on its own unit's site."))
    updated_at: dt.datetime | None = Field(description=_("When it was published last."))
    event_on: dt.date | None = Field(description=_("Day of the event."))
    themes: list[ThemeRef] = Field(description=_("Key themes, in the plan's order."))
    topics: list[TopicOut] = Field(description=_("Free topics."))
    audiences: list[Term] = Field(description=_("Whom it is for."))
    picture: PictureOut | None = Field(description=_("Main picture."))
    attachments: list[FileOut] = Field(description=_("Public files below it."))
    correction: CorrectionOut | None = Field(description=_("Correction, where there was one."))
    credit_line: str = Field(description=_("Line as printed below the text, for example of a team; may be empty."))
    seo_title: str = Field(description=_("Title for search engines; may be empty."))
    description: str = Field(description=_("Description for search engines; may be empty."))


class ArticleDetail(ArticleItem):
    """An article with its text."""

    body_html: str = Field(description=_("The text as the page prints it."))
    body: list[BlockOut] = Field(description=_("The text as blocks."))


class ArticleList(Listing[ArticleItem]):
    """A page of articles."""


class ArticleQuery(ListQuery, PeriodQuery):
    """Filters of articles."""

    unit: Word | None = Field(None, description=UNIT, examples=["thpt-ngo-quyen"])
    site: Word | None = Field(None, description=_("Slug or code of a unit on whose site the article appears too."))
    url: Address | None = Field(None, description=_("Path of the page, exactly."))
    kind: Codes | None = Field(None, description=KIND, examples=["tin"])
    theme: Word | None = Field(None, description=THEME)
    topic: Word | None = Field(None, description=TOPIC)
    level: Codes | None = Field(None, description=LEVEL)

    def narrow(self, rows: Any) -> Any:
        """Return the own publications of the articles that match."""
        rows = self.in_period(rows, "starts_at")
        if self.unit:
            rows = rows.filter(unit__in=units_named(self.unit))
        if self.site:
            there = live_publications(timezone.now()).filter(site_unit__in=units_named(self.site))
            rows = rows.filter(page__in=there.values("page_id"))
        if self.level:
            rows = rows.filter(unit__in=Unit.objects.filter(levels__code__in=self.level))
        if self.url:
            rows = rows.filter(page__slug=last_segment(self.url), url_path=self.url)
        return tagged(of_kinds(rows, self.kind), self.theme, self.topic)


class ArticlePublicationQuery(PublicationQuery):
    """Filters of publications where articles are installed."""

    kind: Codes | None = Field(None, description=KIND, examples=["tin"])  # type: ignore[assignment]
    theme: Word | None = Field(None, description=THEME)
    topic: Word | None = Field(None, description=TOPIC)

    def narrow(self, rows: Any) -> Any:
        """Return the publications that match."""
        return tagged(super().narrow(rows), self.theme, self.topic)

    def narrow_kind(self, rows: Any) -> Any:
        """Return the publications of articles of these kinds."""
        return of_kinds(rows, self.kind)


publication_router = make_router(ArticlePublicationQuery)


def of_kinds(rows: Any, codes: list[str] | None) -> Any:
    """Return the publications of articles of these kinds."""
    return rows.filter(page__in=Article.objects.filter(kind__code__in=codes).values("pk")) if codes else rows


def tagged(rows: Any, theme: str | None, topic: str | None) -> Any:
    """Return the publications of articles with a theme and a free topic; unknown ones find nothing."""
    if theme:
        found = theme_at(theme)
        pages = ArticleTheme.objects.filter(tag__in=lineage(found) if found else [])
        rows = rows.filter(page__in=pages.values("content_object_id"))
    if topic:
        named = Q(tag__slug=nfc(topic)) | Q(tag__name=nfc(topic))
        rows = rows.filter(page__in=ArticleTopic.objects.filter(named).values("content_object_id"))
    return rows


@router.read(
    "",
    response=ArticleList,
    operation_id="listArticles",
    summary=_("Articles"),
    description=_("Each once, the newest first. What a site shows, with what it took over: publications with site=."),
)
def articles(request: HttpRequest, query: Query[ArticleQuery]) -> HttpResponse:
    """Answer with a page of articles."""
    return answer_list(
        request,
        query,
        query.narrow(_rows()),
        ORDER,
        ArticleItem,
        lambda found: [ArticleItem(**values) for values in _values(request, found, _articles(found))],
    )


@router.read(
    "/{key}",
    response=ArticleDetail,
    operation_id="getArticle",
    summary=_("One article with its text"),
    description=_("By id or slug; where several units use a slug, the newest answers. See also url= of the list."),
    one=True,
)
def article(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one article and its text."""
    row = _rows().filter(page=as_id(key)).first() or ORDER.first(_rows().filter(page__slug=key)).first()
    if row is None:
        raise not_found()
    found = _articles([row])
    body = body_out(request, found[row.page_id].body)
    detail = ArticleDetail(**_values(request, [row], found)[0], body_html=body.html, body=body.blocks)
    return answer_one(request, detail, query.fields)


def _rows() -> Any:
    """Return the own, live publications of articles; each article has one."""
    return live_publications(timezone.now()).own().filter(page__article__isnull=False).select_related("unit")


def _articles(rows: Sequence[Publication]) -> dict[int, Article]:
    found = Article.objects.select_related("kind", "main_picture").in_bulk([row.page_id for row in rows])
    fetch_renditions(article.main_picture for article in found.values())
    return found


def _values(request: HttpRequest, rows: Sequence[Publication], found: dict[int, Article]) -> list[dict[str, Any]]:
    themes = _grouped(
        ArticleTheme.objects.select_related("tag__plan").order_by("tag__position"), "content_object_id", found
    )
    topics = _grouped(ArticleTopic.objects.select_related("tag").order_by("pk"), "content_object_id", found)
    files = _grouped(ArticleAttachment.objects.select_related("file").order_by("sort_order", "pk"), "article_id", found)
    links = Article.audiences.through.objects.select_related("audience").order_by("audience__position")
    audiences = _grouped(links, "article_id", found)
    return [
        {
            **_article(request, row, found[key]),
            "themes": [theme_ref(item.tag) for item in themes[key]],
            "topics": [TopicOut(slug=item.tag.slug, name=item.tag.name) for item in topics[key]],
            "audiences": [term(item.audience) for item in audiences[key]],
            "attachments": _files(files[key]),
        }
        for row in rows
        if (key := row.page_id) in found
    ]


def _grouped(rows: Any, key: str, pages: Iterable[int]) -> dict[int, list[Any]]:
    """Fetch the rows of all pages in one query, by page."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(**{f"{key}__in": list(pages)}):
        found[getattr(row, key)].append(row)
    return found


def _files(items: Sequence[ArticleAttachment]) -> list[FileOut]:
    files = (public_file(item.file, item.title) for item in items)
    return [file for file in files if file is not None]


def _article(request: HttpRequest, row: Publication, page: Article) -> dict[str, Any]:
    return {
        "id": page.pk,
        "slug": page.slug,
        "url": row.url_path,
        "canonical": public_address(row.url_path),
        "title": page.title,
        "lead": page.lead,
        "kind": term(page.kind),
        "unit": unit_ref(row.unit),
        "published_at": timezone.localtime(row.starts_at),
        "updated_at": timezone.localtime(page.last_published_at) if page.last_published_at else None,
        "event_on": page.event_on,
        "picture": picture_out(request, page.main_picture, page.picture_caption),
        "correction": CorrectionOut(on=page.corrected_on, text=page.correction_note) if page.correction_note else None,
        "credit_line": page.credit_line,
        "seo_title": page.seo_title,
        "description": page.search_description,
    }
