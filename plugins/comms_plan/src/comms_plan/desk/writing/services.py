"""Save, send, publish and take back what the quick editor holds; each once, however often it arrives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, TaskState, WorkflowState

from comms_plan.articles.models import Article
from comms_plan.desk.models import Writing
from comms_plan.desk.writing.photos import describe
from unit_pages.review.rules import what_to_do

#: Saves of the same person within this time make one entry in the history.
ONE_SITTING = dt.timedelta(hours=1)


class State(StrEnum):
    """What became of the item."""

    DRAFT = "draft"
    SENT = "sent"
    PUBLISHED = "published"


class ChangedMeanwhileError(ValidationError):
    """Raised when somebody else saved the item after it was opened here."""


class NobodyPublishesError(ValidationError):
    """Raised when the person may not publish and there is no leader's review to send the item to."""


@dataclass(frozen=True)
class Saved:
    """The item after saving.

    Args:
        page: the article.
        revision_id: its newest revision.
        state: what became of it.
    """

    page: Article
    revision_id: int
    state: State


def lock_writing(*, token: UUID, person: Any, page: Page | None = None) -> Writing:
    """Return the row of this token, locked until the transaction ends, made when it is new.

    Args:
        token: made in the phone.
        person: who writes; another person's token is another row.
        page: the page that is edited, None for a new item.
    """
    Writing.objects.get_or_create(token=token, person=person, defaults={"page": page})
    return Writing.objects.select_for_update(of=("self",)).select_related("page").get(token=token, person=person)


def check_unchanged(page: Page, *, seen: str, user: Any) -> None:
    """Refuse to overwrite what somebody else saved after the form was opened.

    Raises:
        ChangedMeanwhileError: names the person; the form keeps what was typed.
    """
    latest = page.latest_revision
    if latest is None or str(latest.pk) == seen or latest.user_id == user.pk:
        return
    name = get_user_display_name(latest.user) if latest.user else _("somebody else")
    raise ChangedMeanwhileError(
        _("%(name)s changed this item after you opened it. Copy your text, open the item again and add it there.")
        % {"name": name}
    )


@transaction.atomic
def save_item(*, form: Any, writing: Writing, section: Page | None, user: Any, quietly: bool = False) -> Saved:
    """Save the article of a valid form as a draft.

    Args:
        form: a valid `QuickArticleForm`.
        writing: the item's row, locked.
        section: where a new article goes; None for one that exists.
        user: who writes.
        quietly: an automatic save; it takes the place of the person's own last one.
    """
    if section is not None:
        article = form.save(commit=False)
        article.live = False
        article.owner = article.owner or user
        article.slug = ""  # made where it stands, beside the others of the section
        section.add_child(instance=article)
    else:
        article = form.save(commit=not form.instance.live)
    describe(form.photos)
    overwrite = _revision_of_this_sitting(article, user) if quietly else None
    revision = article.save_revision(user=user, log_action=overwrite is None, clean=False, overwrite_revision=overwrite)
    if writing.page_id != article.pk:
        writing.page = article
        writing.save(update_fields=["page"])
    return Saved(article, revision.pk, State.DRAFT)


def _revision_of_this_sitting(article: Article, user: Any) -> Revision | None:
    latest = article.get_latest_revision()
    if latest is None or latest.user_id != user.pk or latest.pk == article.live_revision_id:
        return None
    if article.live or TaskState.objects.filter(revision=latest).exists():
        return None
    started = article.revisions.order_by("-created_at").values_list("created_at", flat=True)[1:2]
    since = started[0] if started else article.first_published_at or latest.created_at
    return latest if latest.created_at - since < ONE_SITTING else None


@transaction.atomic
def send_item(saved: Saved, *, user: Any) -> Saved:
    """Publish the item where the person may, else send it to a leader.

    Raises:
        NobodyPublishesError: when neither is possible; the draft stays.
    """
    page: Article = Article.objects.get(pk=saved.page.pk)
    may = page.permissions_for_user(user)
    if may.can_publish():
        revision = page.get_latest_revision()
        PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
        return Saved(Article.objects.get(pk=page.pk), saved.revision_id, State.PUBLISHED)
    if page.workflow_in_progress and page.current_workflow_state.requested_by_id == user.pk:
        return Saved(page, saved.revision_id, State.SENT)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    elif may.can_submit_for_moderation():
        page.get_workflow().start(page, user)
    else:
        raise NobodyPublishesError(what_to_do(user, page))
    return Saved(page, saved.revision_id, State.SENT)


@transaction.atomic
def take_back(page: Page, *, user: Any) -> None:
    """Take an item that waits back to the drafts of who sent it.

    Raises:
        PermissionDenied: when somebody else sent it.
    """
    state = page.current_workflow_state
    if state is None or not page.workflow_in_progress:
        return
    if state.requested_by_id != user.pk:
        raise PermissionDenied
    state.cancel(user=user)
