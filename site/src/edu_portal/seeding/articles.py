"""Made-up articles with publications and search entries, written set-wise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Locale, Page

from comms_plan.articles.models import Article, ArticleKind, ArticleTheme
from comms_plan.plans.themes import Theme
from comms_plan.quotas.facts import write_facts_of
from edu_portal.page_cache import tags
from edu_portal.search.seeded import index_articles
from edu_portal.seeding.text import body, chance, headline, new_uuid, words
from edu_portal.seeding.units import NoProvinceError
from unit_pages.models import Publication, Unit
from unit_pages.publications.services import shown_values
from unit_pages.subsites.bulk_pages import append_pages, index_pages
from unit_pages.vietnamese import slugify_vi

DRAFT_EVERY = 50
DAYS = 365


def shares(total: int, units: int) -> list[int]:
    """Divide ``total`` articles among ``units`` as evenly as possible."""
    marks = [total * n // units for n in range(units + 1)]
    return [after - before for before, after in pairwise(marks)]


@transaction.atomic
def make_articles(wanted: Sequence[tuple[Unit, int]], *, seed: int, now: dt.datetime) -> int:
    """Fill the news sections of some units up to the wanted numbers; return how many articles were made.

    Raises:
        NoProvinceError: when no kind of article is known.
    """
    kinds = list(ArticleKind.objects.all())
    themes = list(Theme.objects.filter(ends_on__isnull=True).order_by("plan_id", "position"))
    if not kinds:
        raise NoProvinceError("The province needs kinds of article.")
    sections = _sections([unit for unit, _number in wanted])
    locale = Locale.get_default()
    owners = _officers([unit for unit, _number in wanted])
    pairs = []
    for unit, number in wanted:
        section = sections.get(unit.pk)
        if section is None:
            continue
        for n in range(section.numchild + 1, number + 1):
            article = _article(unit, n, kinds, locale, seed=seed, now=now)
            article.owner_id = owners.get(unit.pk)
            pairs.append((section, article))
    articles = [article for _section, article in pairs]
    append_pages(pairs)
    _give_themes(articles, themes, seed)
    index_pages(articles)
    _publish([article for article in articles if article.live])
    touched = {*(tags.unit_tag(unit.pk) for unit, _number in wanted), *(tags.theme_tag(theme.pk) for theme in themes)}
    tags.purge({tags.SECTOR, *touched})
    return len(articles)


def _article(
    unit: Unit, number: int, kinds: list[ArticleKind], locale: Locale, *, seed: int, now: dt.datetime
) -> Article:
    luck = chance(seed, unit.code, number)
    title = headline(luck)
    published_at = (now - dt.timedelta(days=luck.randrange(DAYS), minutes=luck.randrange(1440))).replace(microsecond=0)
    live = number % DRAFT_EVERY != 0
    return Article(
        title=title,
        slug=f"{slugify_vi(title, 100)}-{number}",
        locale=locale,
        translation_key=new_uuid(luck),
        unit=unit,
        kind=luck.choice(kinds),
        lead=" ".join(luck.sample(words()["sentences"], 2)),
        body=body(luck),
        credit_line=words()["credit"],
        event_on=published_at.date(),
        live=live,
        has_unpublished_changes=not live,
        first_published_at=published_at if live else None,
        last_published_at=published_at if live else None,
        latest_revision_created_at=published_at,
    )


def _give_themes(articles: Sequence[Article], themes: list[Theme], seed: int) -> None:
    if not themes:
        return
    rows = []
    for article in articles:
        luck = chance(seed, "theme", article.slug, article.unit_id)
        chosen = luck.sample(themes, min(len(themes), luck.choice((1, 1, 2))))
        items = [ArticleTheme(tag=theme, content_object=article) for theme in chosen]
        rows += items
        article.theme_items = items
    ArticleTheme.objects.bulk_create(rows, batch_size=1000)


def _publish(articles: Sequence[Article]) -> None:
    rows = [
        Publication(
            page_id=article.pk,
            unit=article.unit,
            site_unit=article.unit,
            starts_at=article.first_published_at,
            **shown_values(article),
        )
        for article in articles
    ]
    Publication.objects.bulk_create(rows, batch_size=1000)
    write_facts_of(articles, rows)
    index_articles(articles, rows)


def _sections(units: list[Unit]) -> dict[int, Page]:
    """Return the news section of each unit."""
    homes = {
        unit.home.path: unit.pk for unit in Unit.objects.filter(pk__in=[u.pk for u in units]).select_related("home")
    }
    steplen = Page.steplen
    depth = 4
    found = Page.objects.filter(depth=depth, slug=words()["section"], path__in=_first_children(list(homes)))
    sections = {homes[page.path[: steplen * (depth - 1)]]: page for page in found}
    for path, pk in homes.items():
        if pk not in sections:
            page = Page.objects.filter(path__startswith=path, depth=depth, slug=words()["section"]).first()
            if page is not None:
                sections[pk] = page
    return sections


def _first_children(paths: list[str]) -> list[str]:
    """The news stand first on a new subsite: one question for all units."""
    return [Page._get_path(path, len(path) // Page.steplen + 1, 1) for path in paths]


def _officers(units: list[Unit]) -> dict[int, int]:
    names = {f"{unit.code.lower()}-officer": unit.pk for unit in units}
    people = get_user_model()._default_manager.filter(username__in=names).values_list("username", "pk")
    return {names[name]: pk for name, pk in people}
