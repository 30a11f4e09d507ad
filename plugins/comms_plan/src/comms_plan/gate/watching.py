"""What becomes of submissions when their item changes, or leaves its own site."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.models import Page

from comms_plan.gate.aggregation.services import take_published
from comms_plan.gate.models import State, Submission, SubmissionEvent
from unit_pages.enums import Origin
from unit_pages.models import AbstractArticlePage, Publication
from unit_pages.publications.signals import publication_changed


def connect() -> None:
    """Listen to publications, and to pages that are deleted."""
    publication_changed.connect(on_publication_changed, dispatch_uid="comms_gate")
    publication_changed.connect(take_by_rule, dispatch_uid="comms_gate_rules")
    pre_delete.connect(on_page_deleted, dispatch_uid="comms_gate_deleted")


def on_publication_changed(sender: Any, page: Any, site_units: set[int], **kwargs: Any) -> None:
    """End the submissions of an item that readers no longer see; mark those that it changed after acceptance.

    What was taken off a board's site on another screen than the board's is taken down. One query when the item was
    never offered.
    """
    if page is None or page.pk is None:
        return
    found = list(Submission.objects.open().select_for_update().filter(page_id=page.pk))
    if not found:
        return
    now = timezone.now()
    stands = set(Publication.objects.filter(page_id=page.pk, ended_at__isnull=True).values_list("site_unit", "origin"))
    if not any(origin == Origin.OWN for _site, origin in stands):
        _end(found, now)
        return
    gone = [one for one in found if one.state == State.ACCEPTED and (one.board_id, Origin.ACCEPTED) not in stands]
    if gone:
        _end(gone, now, State.TAKEN_DOWN, "take-down")
    found = [one for one in found if one not in gone]
    for submission in found:
        submission.headline = page.title
        seen = submission.seen_revision_id
        if submission.state == State.ACCEPTED and seen is not None and page.live_revision_id != seen:
            submission.changed_at = now
    Submission.objects.bulk_update(found, ["changed_at", "headline"])


def take_by_rule(sender: Any, page: Any, site_units: set[int], **kwargs: Any) -> None:
    """Let an item that its unit publishes appear where a rule asks for it, in the same transaction."""
    if isinstance(page, AbstractArticlePage) and page.pk is not None and page.unit_id in site_units:
        take_published(page, timezone.now())


def on_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """End the submissions of a page before it is gone; they stay as figures, with their headline."""
    if issubclass(sender, Page):
        _end(list(Submission.objects.open().select_for_update().filter(page_id=instance.pk)), timezone.now())


def _end(submissions: list[Submission], now: dt.datetime, state: State = State.ENDED, action: str = "end") -> None:
    for submission in submissions:
        submission.state, submission.changed_at = state, None
    Submission.objects.bulk_update(submissions, ["state", "changed_at"])
    SubmissionEvent.objects.bulk_create(
        [SubmissionEvent(submission=submission, action=action, at=now) for submission in submissions]
    )
