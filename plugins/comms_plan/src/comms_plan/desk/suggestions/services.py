"""The rule fed from the database: five queries whatever the number of items, kept in the cache."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import Max, TextField
from django.db.models.functions import Cast
from django.utils.html import strip_tags

from comms_plan.articles.models import Article, ArticleTheme
from comms_plan.desk.suggestions.model import PLAN_WORDS, Example, Suggestion, ThemeModel, train
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Subtopic, Theme, ThemeMapping
from unit_pages.models import Publication

#: Newest items that teach the rule; more add seconds and no accuracy.
ITEMS = 600
CHARACTERS = 3000
#: A publication does not make the next officer wait: the rule is learnt anew at most so often.
LOOK_AGAIN_AFTER = 600  # seconds
_KEY = "comms_desk.themes.%s"
_NOT_TEXT = re.compile(r"^(?:id|type|image|file|url)$")


def suggest_themes(text: str, *, today: dt.date, number: int = 3) -> list[tuple[Theme, Suggestion]]:
    """Return the open themes of the plan in force that fit ``text`` best, each with its reasons.

    Args:
        text: what the item says so far; diacritics are not needed.
        today: the day whose plan counts.
        number: how many at most.
    """
    plan = Plan.objects.in_force(today)
    if plan is None or not text.strip():
        return []
    themes = {theme.pk: theme for theme in plan.themes.open_on(today)}
    found = _model(plan).suggest(text, number=len(themes))
    return [(themes[int(row.theme)], row) for row in found if row.theme in themes][:number]


def _model(plan: Plan) -> ThemeModel:
    """Return the model of the plan; the state of the data is looked at once in ten minutes."""
    stamp: str = cache.get_or_set(_KEY % plan.pk, lambda: _stamp(plan), LOOK_AGAIN_AFTER) or _stamp(plan)
    return _learnt(stamp, plan.pk)


@lru_cache(maxsize=2)
def _learnt(stamp: str, plan_id: int) -> ThemeModel:
    """Learn; kept in the process, where it costs a few MB and no unpacking, under what it was learnt from."""
    return train(examples_of(Plan.objects.get(pk=plan_id)))


def _stamp(plan: Plan) -> str:
    """Say what the model depends on: the last publication that changed and the words of the plan."""
    last = Publication.objects.aggregate(start=Max("starts_at"), end=Max("ended_at"))
    return hashlib.sha256(repr((plan.pk, last, list(_theme_rows(plan)))).encode()).hexdigest()


def _theme_rows(plan: Plan) -> Any:
    return plan.themes.order_by("pk").values_list("pk", "name", "text", "keywords")


def examples_of(plan: Plan) -> list[Example]:
    """Return the plan's words on each theme and the newest items with their themes."""
    return [*plan_examples(plan), *_item_examples(plan)]


def plan_examples(plan: Plan) -> list[Example]:
    """Return one example for each theme: its name twice, the plan's sentence, sub-topics and keywords."""
    subtopics: dict[int, list[str]] = defaultdict(list)
    for theme_id, name in Subtopic.objects.filter(theme__plan=plan).values_list("theme_id", "name"):
        subtopics[theme_id].append(name)
    return [
        Example(". ".join([name, name, text, *subtopics[pk], keywords]), (pk,), PLAN_WORDS)
        for pk, name, text, keywords in _theme_rows(plan)
    ]


def _item_examples(plan: Plan) -> list[Example]:
    successors = _successors(plan)
    items = (
        Article.objects.filter(live=True)
        .order_by("-first_published_at", "-pk")
        .annotate(raw_body=Cast("body", TextField()))
        .values_list("pk", "title", "lead", "raw_body")[:ITEMS]
    )
    texts = {pk: item_text(title, lead, plain_text(body)) for pk, title, lead, body in items}
    carried: dict[int, set[int]] = defaultdict(set)
    for item_id, theme_id in ArticleTheme.objects.filter(content_object__in=texts).values_list(
        "content_object_id", "tag_id"
    ):
        carried[item_id] |= successors.get(theme_id, set())
    return [Example(texts[pk], tuple(sorted(themes))) for pk, themes in carried.items() if themes]


def _successors(plan: Plan) -> dict[int, set[int]]:
    """Map the plan's themes to themselves and last years' themes to those that go on from them."""
    found = {pk: {pk} for pk in plan.themes.values_list("pk", flat=True)}
    pairs = list(ThemeMapping.objects.values_list("newer_id", "older_id"))
    while True:
        more = {(older, pk) for newer, older in pairs for pk in found.get(newer, ()) if pk not in found.get(older, ())}
        if not more:
            return found
        for older, pk in more:
            found.setdefault(older, set()).add(pk)


def item_text(title: str, lead: str, body: str) -> str:
    """Return what of an item counts: the title twice, the lead, the beginning of the text."""
    return "\n".join([title, title, lead, body[:CHARACTERS]])


def plain_text(body: str | None) -> str:
    """Return the words of a stored StreamField without building its blocks."""
    return strip_tags(" \n".join(_strings(json.loads(body)))) if body else ""


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if not _NOT_TEXT.match(name):
                yield from _strings(part)
