"""The steps of a submission. Each locks its row and looks again at the state, so that of two people
who decide at the same second one succeeds and the other is told who was first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comms_plan.gate.models import OrderLine, ReturnReason, State, Submission, SubmissionEvent
from comms_plan.gate.orders.models import PENDING
from comms_plan.gate.orders.services import OrderError, hand_in, open_again
from unit_pages.enums import Place
from unit_pages.models import AbstractArticlePage, Publication, Unit
from unit_pages.publications.services import (
    NotAnAncestorError,
    NotPublishedError,
    OwnWords,
    accept_publication,
    place_publication,
    present_publication,
    withdraw_publication,
)
from unit_pages.publications.signals import publication_changed


class AlreadyOfferedError(ValidationError):
    """Raised when an item is offered to a board where it waits or stands already."""


class AlreadyDecidedError(ValidationError):
    """Raised when somebody else was first."""


class NoReasonError(ValidationError):
    """Raised when an item is returned without saying why."""


@transaction.atomic
def offer(
    *,
    page: AbstractArticlePage,
    board: Unit,
    by: Any,
    now: dt.datetime,
    note: str = "",
    order_line: OrderLine | None = None,
) -> Submission:
    """Offer a published item to the editorial board of a unit above.

    Args:
        page: a live page that readers see.
        board: a unit above the page's own.
        by: who offers it.
        now: an aware moment.
        note: a sentence to the board.
        order_line: the order that the item answers, which is closed by it; an item that is offered again
            answers the order that it answered before.

    Raises:
        OrderError: when the order is settled, or another unit's.
        NotPublishedError: when readers cannot see the page on its own site.
        NotAnAncestorError: when ``board`` does not stand above the page's unit.
        AlreadyOfferedError: when it waits there, or stands on that site.
    """
    # The page's own publication is locked: of two who offer at once the second waits and is told.
    if not Publication.objects.select_for_update().own().filter(page_id=page.pk, ended_at__isnull=True).exists():
        raise NotPublishedError(_("Publish the item on its own site first."))
    if board.pk == page.unit_id or f"/{board.pk}/" not in page.unit.tree_path:
        raise NotAnAncestorError(_("An item is offered to a unit above its own."))
    known = Submission.objects.open().filter(page_id=page.pk, board=board).first()
    if known is not None:
        raise AlreadyOfferedError(
            _("The item waits for %(board)s already.") % {"board": board.short_name}
            if known.state == State.OFFERED
            else _("The item stands on the site of %(board)s already.") % {"board": board.short_name}
        )
    order_line = order_line or _order_answered_before(page, board)
    if order_line is not None:
        if order_line.unit_id != page.unit_id:
            raise OrderError(_("The order was given to another unit."))
        hand_in(line=order_line, page_id=page.pk, now=now)
    submission = Submission.objects.create(
        page_id=page.pk,
        headline=page.title,
        unit=page.unit,
        board=board,
        note=note,
        offered_by=by,
        offered_at=now,
        order_line=order_line,
    )
    _note(submission, "offer", by, now, note)
    return submission


@transaction.atomic
def accept(
    *,
    submission: Submission,
    by: Any,
    now: dt.datetime,
    place: str = Place.LATEST,
    starts_at: dt.datetime | None = None,
    pinned_until: dt.datetime | None = None,
    words: OwnWords | None = None,
) -> Submission:
    """Let the offered item appear on the board's site.

    Args:
        submission: waits for a decision.
        by: who decides.
        now: an aware moment.
        place: where it stands.
        starts_at: from when; at once by default, and when the moment has passed.
        pinned_until: keeps its place so long.
        words: the board's own headline, summary, picture and crop.

    Raises:
        AlreadyDecidedError: when it does not wait any more.
        NotPublishedError: when readers cannot see the page any more.
        NotAnAncestorError: when the units moved apart meanwhile.
    """
    submission = _waiting(submission)
    page = _page_of(submission)
    starts_at = max(starts_at or now, now)
    row = accept_publication(page=page, site_unit=submission.board, by=by, now=starts_at, place=place)
    _present(row, page, by, pinned_until, words)
    submission.publication, submission.seen_revision_id = row, page.live_revision_id
    return _decide(submission, State.ACCEPTED, "accept", by, now)


@transaction.atomic
def present(
    *,
    submission: Submission,
    by: Any,
    now: dt.datetime,
    place: str,
    pinned_until: dt.datetime | None = None,
    words: OwnWords | None = None,
) -> Submission:
    """Show an accepted item otherwise on the board's site: all that is not given is the page's own again.

    Raises:
        AlreadyDecidedError: when it does not stand there any more.
    """
    submission = _locked(submission)
    row = submission.publication
    if submission.state != State.ACCEPTED or row is None or row.ended_at is not None:
        raise AlreadyDecidedError(_was_first(submission))
    page = _page_of(submission)
    if row.place != place:
        place_publication(page=page, site_unit=submission.board, place=place, by=by)
        row.refresh_from_db()
    _present(row, page, by, pinned_until, words or OwnWords())
    _note(submission, "present", by, now)
    return submission


@transaction.atomic
def give_back(
    *, submission: Submission, by: Any, now: dt.datetime, reason: ReturnReason | None = None, text: str = ""
) -> Submission:
    """Return an offered item, saying why; the unit mends it and offers it again.

    Raises:
        AlreadyDecidedError: when it does not wait any more.
        NoReasonError: when neither a reason nor words are given.
    """
    if reason is None and not text.strip():
        raise NoReasonError(_("Say why the item is returned: choose a reason or write a sentence."))
    submission = _waiting(submission)
    _open_order_again(submission)
    submission.reason, submission.reason_text = reason, text.strip()
    words = " ".join(filter(None, [reason.name if reason else "", text.strip()]))
    return _decide(submission, State.RETURNED, "return", by, now, words)


@transaction.atomic
def withdraw(*, submission: Submission, by: Any, now: dt.datetime) -> Submission:
    """Let the unit take its offer back, or its item off the board's site.

    Raises:
        AlreadyDecidedError: when it was returned, taken down or withdrawn before.
    """
    submission = _locked(submission)
    if submission.state not in (State.OFFERED, State.ACCEPTED):
        raise AlreadyDecidedError(_was_first(submission))
    stood_there = submission.state == State.ACCEPTED
    _open_order_again(submission)
    submission.state = State.WITHDRAWN
    submission.changed_at = None
    submission.save()
    _note(submission, "withdraw", by, now)
    if stood_there:
        _take_off(submission, by, now)
    return submission


@transaction.atomic
def take_down(*, submission: Submission, by: Any, now: dt.datetime, text: str) -> Submission:
    """Let the board take an accepted item off its site again, saying why.

    Raises:
        AlreadyDecidedError: when it does not stand there.
        NoReasonError: when no words are given.
    """
    if not text.strip():
        raise NoReasonError(_("Say why the item is taken down."))
    submission = _locked(submission)
    if submission.state != State.ACCEPTED:
        raise AlreadyDecidedError(_was_first(submission))
    submission.reason_text, submission.changed_at = text.strip(), None
    _decide(submission, State.TAKEN_DOWN, "take-down", by, now, text.strip())
    _take_off(submission, by, now)
    return submission


@transaction.atomic
def keep(*, submission: Submission, by: Any, now: dt.datetime) -> Submission:
    """Say that an accepted item stays although it was changed.

    Raises:
        AlreadyDecidedError: when it does not stand on the board's site.
    """
    submission = _locked(submission)
    if submission.state != State.ACCEPTED:
        raise AlreadyDecidedError(_was_first(submission))
    submission.seen_revision_id, submission.changed_at = _page_of(submission).live_revision_id, None
    submission.save()
    _note(submission, "keep", by, now)
    return submission


@transaction.atomic
def assign(*, submission: Submission, to: Any | None, by: Any, now: dt.datetime) -> Submission:
    """Give a waiting submission to a member of the board, or to nobody.

    Raises:
        AlreadyDecidedError: when it does not wait any more.
    """
    submission = _waiting(submission)
    submission.assigned_to = to
    submission.save(update_fields=["assigned_to"])
    _note(submission, "assign", by, now, str(to or ""))
    return submission


def _locked(submission: Submission) -> Submission:
    # First the publications, as the page's own saving does: who locks in another order waits for ever.
    list(Publication.objects.select_for_update().filter(page_id=submission.page_id or 0, ended_at=None).order_by("pk"))
    return Submission.objects.select_for_update(of=("self",)).select_related("board", "unit").get(pk=submission.pk)


def _waiting(submission: Submission) -> Submission:
    submission = _locked(submission)
    if submission.state != State.OFFERED:
        raise AlreadyDecidedError(_was_first(submission))
    return submission


def _page_of(submission: Submission) -> AbstractArticlePage:
    page = submission.page.specific if submission.page else None
    if not isinstance(page, AbstractArticlePage):
        raise NotPublishedError(_("The item was deleted."))
    return page


def _present(
    row: Publication, page: AbstractArticlePage, by: Any, pinned_until: dt.datetime | None, words: OwnWords | None
) -> None:
    row.pinned_until = pinned_until
    row.save(update_fields=["pinned_until"])
    if words is not None and (words.values() or words.crop or row.own_fields or row.crop):
        present_publication(row=row, page=page, words=words, by=by)
    else:
        publication_changed.send(sender=type(page), page=page, site_units={row.site_unit_id})


def _order_answered_before(page: AbstractArticlePage, board: Unit) -> OrderLine | None:
    """Return the order that an earlier offer of the item answered, while the unit still owes it."""
    earlier = Submission.objects.filter(page_id=page.pk, board=board, order_line__isnull=False).order_by("-pk").first()
    line = earlier.order_line if earlier else None
    return line if line is not None and line.state in PENDING else None


def _open_order_again(submission: Submission) -> None:
    if submission.order_line is not None:
        open_again(submission.order_line)


def _take_off(submission: Submission, by: Any, now: dt.datetime) -> None:
    """End the publication, when the submission says already why: what ends otherwise is written down as taken off."""
    if submission.page is not None:
        withdraw_publication(page=_page_of(submission), site_unit=submission.board, by=by, now=now)


def _decide(submission: Submission, state: State, action: str, by: Any, now: dt.datetime, text: str = "") -> Submission:
    submission.state, submission.decided_by, submission.decided_at = state, by, now
    submission.save()
    _note(submission, action, by, now, text)
    return submission


def _note(submission: Submission, action: str, by: Any, now: dt.datetime, text: str = "") -> None:
    SubmissionEvent.objects.create(submission=submission, action=action, at=now, by=by, text=text)


def _was_first(submission: Submission) -> str:
    last = submission.events.select_related("by").last()
    return _("%(person)s was first: %(state)s.") % {
        "person": (last.by if last and last.by else _("Somebody")),
        "state": submission.get_state_display(),
    }
