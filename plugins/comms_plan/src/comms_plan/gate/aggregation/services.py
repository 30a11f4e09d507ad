"""What a rule takes: at the moment of publication, and in a trial before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import TaskState, get_default_page_content_type

from comms_plan.articles.models import Article
from comms_plan.gate.aggregation.models import AggregationRule
from comms_plan.gate.models import State, Submission, SubmissionEvent
from comms_plan.plans.models import ContentClass
from unit_pages.days import local_day
from unit_pages.models import AbstractArticlePage, Appointment, Publication
from unit_pages.publications.models import PublicationQuerySet
from unit_pages.publications.services import accept_publication

#: Days back that a trial looks.
TRIAL_DAYS = 30


def take_published(page: AbstractArticlePage, now: dt.datetime) -> Submission | None:
    """Let a published item appear on the sites whose rules ask for it; return the last taking.

    An item that was ever offered to a board, or taken for it, is left to people. One query when no rule is in force.
    """
    above = [int(part) for part in page.unit.tree_path.strip("/").split("/")[:-1]]
    rules = list(AggregationRule.objects.filter(is_active=True, board__in=above).select_related("board"))
    taken = None
    settled: set[int] = set()
    for rule in rules:
        if rule.board_id not in settled and _asks_for(rule, page, now):
            taken = _take(rule, page, now)
            settled.add(rule.board_id)
    return taken


def what_it_would_take(rule: AggregationRule, now: dt.datetime, days: int = TRIAL_DAYS) -> PublicationQuerySet:
    """Return the own publications of the last days that the rule would have taken, the newest first.

    Args:
        rule: need not be saved.
        now: an aware moment.
        days: how far back.
    """
    since = now - dt.timedelta(days=days)
    rows = matching(rule, Publication.objects.own().live_at(now).filter(starts_at__gte=since, page__isnull=False))
    return rows.newest_first()


def matching(rule: AggregationRule, rows: PublicationQuerySet) -> PublicationQuerySet:
    """Keep the own publications for which a rule asks."""
    articles = Article.objects.all()
    if rule.article_kinds:
        articles = articles.filter(kind__code__in=rule.article_kinds)
    if rule.themes:
        articles = articles.filter(theme_items__tag__code__in=rule.themes)
    if rule.content:
        articles = articles.filter(
            Q(content_classes__code__in=rule.content) | Q(theme_items__tag__code__in=_themes_of(rule.content))
        )
    if rule.after_approval:
        articles = _approved(articles)
    return rows.filter(unit__in=rule.units_meant(), page_id__in=articles.values("pk"))


def _themes_of(content: Iterable[str]) -> list[str]:
    """Return the codes of themes whose items belong to one of the content classes."""
    return [code for found in ContentClass.objects.filter(code__in=content) for code in found.theme_codes]


def _approved(articles: Any) -> Any:
    """Keep the articles whose live text a leader approved, or wrote and published."""
    approved = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED,
        revision_id=OuterRef("live_revision_id"),
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
    )
    leaders = Appointment.objects.current_on(local_day()).filter(
        Q(post__is_leader=True) | Q(post__can_publish=True),
        unit=OuterRef("unit_id"),
        person=OuterRef("live_revision__user"),
    )
    return articles.filter(Exists(approved) | Exists(leaders))


def _asks_for(rule: AggregationRule, page: AbstractArticlePage, now: dt.datetime) -> bool:
    if Submission.objects.filter(page_id=page.pk, board=rule.board).exists():
        return False
    there = Publication.objects.filter(page_id=page.pk, site_unit=rule.board)
    own = Publication.objects.own().filter(page_id=page.pk, ended_at__isnull=True)
    return not there.exists() and matching(rule, own).exists()


@transaction.atomic
def _take(rule: AggregationRule, page: AbstractArticlePage, now: dt.datetime) -> Submission:
    # The submission stands before the publication, whose signal asks for it.
    submission = Submission.objects.create(
        page_id=page.pk,
        headline=page.title,
        unit=page.unit,
        board=rule.board,
        state=State.ACCEPTED,
        offered_at=now,
        decided_at=now,
        rule=rule,
        seen_revision_id=page.live_revision_id,
    )
    words = _("Automatically: %(rule)s") % {"rule": rule.name}
    submission.publication = accept_publication(
        page=page, site_unit=rule.board, by=None, now=now, place=rule.place, accepted_by=words
    )
    submission.save(update_fields=["publication"])
    SubmissionEvent.objects.create(submission=submission, action="auto", at=now, by=None, text=words)
    return submission
