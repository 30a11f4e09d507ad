"""Mails of the review: to the reviewers of the unit and to the author, never to anybody else.

They are put together and sent after the commit, by a background task where the
installation runs workers; a mail that cannot be sent is logged and breaks nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task
from wagtail.admin.mail import OpenedConnection, send_mail
from wagtail.admin.utils import get_admin_base_url, get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from unit_pages.review.authors import author_id
from unit_pages.review.reviewers import people_to_tell
from unit_pages.review.rules import needs_two_people
from unit_pages.subsites.lookup import unit_of_path
from unit_pages.units.models import Unit

logger = logging.getLogger(__name__)

WAITING, APPROVED, RETURNED, TAKEN_BACK = "waiting", "approved", "returned", "taken_back"
#: The switches in Wagtail's account screen that silence a mail.
SWITCHES = {WAITING: "submitted", APPROVED: "approved", RETURNED: "rejected", TAKEN_BACK: "submitted"}


def tell_later(event: str, state: WorkflowState, actor: Any) -> None:
    """Send the mails of ``event`` once the transaction is committed."""
    actor_id = actor.pk if actor is not None else None
    send = partial(send_review_mails.enqueue, event, state.pk, actor_id)
    transaction.on_commit(send, robust=True)


@task()
def send_review_mails(event: str, state_id: int, actor_id: int | None) -> int:
    """Send the mails of one event.

    Args:
        event: `WAITING`, `APPROVED`, `RETURNED` or `TAKEN_BACK`.
        state_id: primary key of the workflow state.
        actor_id: who did it, and needs no mail.

    Returns:
        The number of mails handed over.
    """
    state = WorkflowState.objects.select_related("requested_by", "current_task_state").filter(pk=state_id).first()
    page = Page.objects.filter(pk=int(state.object_id)).first() if state else None
    unit = unit_of_path(page.path) if page else None
    if state is None or page is None or unit is None:
        return 0  # deleted in the meantime
    people = _recipients(event, state, page, unit)
    context = _context(state, page, unit, actor_id)
    return _send(event, [person for person in people if person.pk != actor_id and _wants(person, event)], context)


def _recipients(event: str, state: WorkflowState, page: Page, unit: Unit) -> list[Any]:
    if event in {APPROVED, RETURNED}:
        return [state.requested_by] if state.requested_by else []
    if event == WAITING and state.status != WorkflowState.STATUS_IN_PROGRESS:
        return []  # taken back before the mail went out
    may_not = {state.requested_by_id}
    if needs_two_people(unit):
        may_not.add(author_id(page))
    return people_to_tell(unit, but={pk for pk in may_not if pk})


def _wants(person: Any, event: str) -> bool:
    switch = f"{SWITCHES[event]}_notifications"
    return bool(person.is_active and person.email and getattr(UserProfile.get_for_user(person), switch))


def _context(state: WorkflowState, page: Page, unit: Unit, actor_id: int | None) -> dict[str, Any]:
    current: TaskState | None = state.current_task_state
    return {
        "title": page.draft_title or page.title,
        "unit": unit,
        "author": get_user_display_name(state.requested_by),
        "actor": _name(actor_id),
        "reason": current.comment if current else "",
        "address": get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "is_live": page.live,
    }


def _name(person_id: int | None) -> str:
    people = get_user_model()._default_manager.filter(pk__in=[person_id] if person_id else [])
    return get_user_display_name(people.first())


def _send(event: str, people: Iterable[Any], context: dict[str, Any]) -> int:
    people = list(people)
    if not people:
        return 0
    sent = 0
    with OpenedConnection(get_connection()) as connection:
        for person in people:
            with override(person.wagtail_userprofile.get_preferred_language()):
                subject, text, html = _render(event, {**context, "person": get_user_display_name(person)})
            try:
                sent += send_mail(subject, text, [person.email], connection=connection, html_message=html)
            except OSError:  # of this address; smtplib's errors are OSErrors
                logger.exception("The mail “%s” to account %s was not sent.", event, person.pk)
    return sent


def _render(event: str, context: dict[str, Any]) -> tuple[str, str, str]:
    folder = "unit_pages/review/mail"
    subject = " ".join(render_to_string(f"{folder}/{event}_subject.txt", context).split())
    body = render_to_string(f"{folder}/{event}.txt", context).strip()
    wrapped = {**context, "subject": subject, "body": body}
    return subject, render_to_string(f"{folder}/mail.txt", wrapped), render_to_string(f"{folder}/mail.html", wrapped)
