"""Digests whose hour has come go out, each exactly once.

A run claims digests and then sends one after the other: ``sending`` is written, with all words and the Message-ID,
before the mail server hears of a mail, ``sent`` after it took it. A process that dies leaves claimed digests,
which another run may send, and at most one in ``sending``, of which the mail server alone knows the truth: a backend
that can be asked (``was_sent(message_id)``) is asked; otherwise the digest becomes ``unsure`` and is never sent again
by itself, since people must not get it twice. The coordinator sees it and may send it again.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections import Counter, defaultdict
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import timezone

from comms_plan.quotas.counting import zone
from comms_plan.quotas.models import Figure
from comms_plan.urging.letters import Writer
from comms_plan.urging.locks import lock_of
from comms_plan.urging.models import Digest, DigestLine, Run, State
from comms_plan.urging.preparing import standard
from unit_pages.people.accounts import email_of

logger = logging.getLogger(__name__)

AT_ONCE = 50
#: After an error a mail is tried again in 5, 10, 20 … minutes, about half a day long.
FIRST_WAIT = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 8
#: What is kept of a mail, before anybody is asked to carry it.
WORDS = ("email", "subject", "text", "html", "message_id")
#: From these a person may let a digest go out again.
SENT_AGAIN = (State.UNSURE, State.FAILED, State.NO_ADDRESS)
#: The mail server may have taken the mail although we did not hear it say so.
NOBODY_KNOWS = (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionResetError, BrokenPipeError)


def send_due(run: Run, *, ignore_hours: bool = False) -> Counter[str]:
    """Send what is due; return how many digests came into which state.

    Args:
        run: this run; its lock is held.
        ignore_hours: do not wait for people's hours and the end of the quiet hours; for trials.
    """
    done: Counter[str] = Counter()
    mails = get_connection()
    recover(run, mails)
    if not ignore_hours and standard().is_quiet(timezone.now().astimezone(zone()).hour):
        return done
    try:
        while digests := claim(run, everything=ignore_hours):
            to_send = write_letters(digests)
            done.update(digest.state for digest in digests if digest.state != State.CLAIMED)
            reachable = _deliver_all(to_send, mails)
            done.update(digest.state for digest in to_send)
            _close(mails)  # servers take so many mails a connection and no more
            if not reachable:
                break
    finally:
        _close(mails)
    return done


def claim(run: Run, *, everything: bool = False) -> list[Digest]:
    """Take digests that are due, so that no other run takes them; oldest first.

    Args:
        run: this run.
        everything: those too whose time has not come, each at most once a run.
    """
    rows = Digest.objects.filter(state=State.WAITING).order_by("next_try_at", "pk")
    rows = rows.exclude(run=run.pk, attempts__gt=0) if everything else rows.filter(next_try_at__lte=timezone.now())
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        # Where rows cannot be locked, the condition decides between two runs.
        Digest.objects.filter(pk__in=keys, state=State.WAITING).update(state=State.CLAIMED, run=run.pk)
        return list(Digest.objects.filter(pk__in=keys, state=State.CLAIMED, run=run.pk).select_related("person"))


@transaction.atomic
def write_letters(digests: list[Digest]) -> list[Digest]:
    """Write the words of claimed digests with today's figures; return those that go out.

    A unit that has met its quota meanwhile is left out, and so is a digest without any unit left.
    One that was tried before keeps its words.
    """
    new = [digest for digest in digests if not digest.message_id]
    lines = _lines_now(new)
    writer = Writer({line.rule_id for own in lines.values() for line in own})
    for digest in new:
        digest.email = email_of(digest.person)
        if not lines[digest.pk] or not digest.person.is_active:
            digest.state = State.NEEDLESS
            continue
        writer.write(digest, lines[digest.pk])
        if not digest.email:
            digest.state = State.NO_ADDRESS
    ended = [digest for digest in new if digest.state != State.CLAIMED]
    Digest.objects.bulk_update(ended, ["state", *WORDS])
    return [digest for digest in digests if digest.state == State.CLAIMED]


def _lines_now(digests: list[Digest]) -> dict[int, list[DigestLine]]:
    """Return the lines of each digest that still hold, with today's figures; the others are deleted."""
    rows = DigestLine.objects.filter(digest__in=[digest.pk for digest in digests])
    figures = Figure.objects.filter(
        rule__in=rows.values("rule"), unit__in=rows.values("unit"), first__in=rows.values("first")
    )
    now = {
        (rule, unit, first): (figure, minimum)
        for rule, unit, first, figure, minimum in figures.values_list("rule", "unit", "first", "figure", "minimum")
    }
    found: dict[int, list[DigestLine]] = defaultdict(list)
    changed, over = [], []
    for line in rows.select_related("unit").order_by("pk"):
        figure, minimum = now.get((line.rule_id, line.unit_id, line.first), (line.figure, 0))
        if figure >= minimum:
            over.append(line.pk)
            continue
        if (figure, minimum) != (line.figure, line.minimum):
            line.figure, line.minimum = figure, minimum
            changed.append(line)
        found[line.digest_id].append(line)
    DigestLine.objects.bulk_update(changed, ["figure", "minimum"], batch_size=500)
    DigestLine.objects.filter(pk__in=over).delete()
    return found


def _deliver_all(digests: list[Digest], mails: Any) -> bool:
    """Send claimed digests one after the other; without a mail server all wait, and False is returned."""
    for number, digest in enumerate(digests):
        try:
            mails.open()
        except Exception as error:
            # Whatever a backend raises: nothing was sent. The first one counts the attempts, the others wait with it.
            _close(mails)
            _move(digest, State.CLAIMED, **_after_error(digest, error))
            for other in digests[number + 1 :]:
                _move(other, State.CLAIMED, state=State.WAITING, next_try_at=timezone.now() + FIRST_WAIT)
            return False
        deliver(digest, mails)
    return True


def deliver(digest: Digest, mails: Any) -> None:
    """Send one claimed digest and write down what became of it."""
    words = {name: getattr(digest, name) for name in WORDS}
    if not _move(digest, State.CLAIMED, state=State.SENDING, **words):
        return  # somebody took it from us: our lock was lost
    try:
        sent = mails.send_messages([_mail(digest, mails)])
    except NOBODY_KNOWS as error:
        _close(mails)
        changes: dict[str, Any] = {"state": State.UNSURE, "error": _short(error), "attempts": digest.attempts + 1}
    except Exception as error:  # whatever a backend raises must not stop the other mails
        _close(mails)
        changes = _after_error(digest, error)
    else:
        changes = (
            {"state": State.SENT, "sent_at": timezone.now(), "error": "", "attempts": digest.attempts + 1}
            if sent
            else _after_error(digest, RuntimeError("The mail server took no mail."))
        )
    _move(digest, State.SENDING, **changes)


def _move(digest: Digest, seen: State, /, **changes: Any) -> bool:
    """Change a digest if it is still in the state ``seen`` and ours; return whether it was."""
    for name, value in changes.items():
        setattr(digest, name, value)
    return bool(Digest.objects.filter(pk=digest.pk, state=seen, run=digest.run).update(**changes))


def _after_error(digest: Digest, error: Exception) -> dict[str, Any]:
    """Return what a digest becomes that certainly was not sent: it waits longer each time, and fails in the end."""
    attempts = digest.attempts + 1
    refused = isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _words in error.recipients.values()
    )
    logger.warning("The digest %s could not be sent: %s", digest.pk, error)
    wait = FIRST_WAIT * 2 ** (attempts - 1)
    return {
        "state": State.FAILED if refused or attempts >= MOST_ATTEMPTS else State.WAITING,
        "attempts": attempts,
        "error": _short(error),
        "next_try_at": timezone.now() + wait,
    }


def _mail(digest: Digest, mails: Any) -> EmailMultiAlternatives:
    headers = {"Message-ID": str(digest.message_id), "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(digest.subject, digest.text, None, [digest.email], headers=headers, connection=mails)
    mail.attach_alternative(digest.html, "text/html")
    return mail


def recover(run: Run, mails: Any) -> None:
    """Take up what runs left whose process is dead."""
    in_hand = Digest.objects.filter(state__in=[State.CLAIMED, State.SENDING]).exclude(run=run.pk)
    for dead in set(in_hand.values_list("run", flat=True)):
        with lock_of(dead or 0) as free:
            if not free:
                continue  # it lives, and its digests are its own
            rows = Digest.objects.filter(run=dead)
            rows.filter(state=State.CLAIMED).update(state=State.WAITING)
            for digest in rows.filter(state=State.SENDING):
                _settle(digest, mails)


def _settle(digest: Digest, mails: Any) -> None:
    """Decide about a digest whose process died between sending it and writing that down."""
    asked = getattr(mails, "was_sent", None)
    if asked is None:
        changes: dict[str, Any] = {"state": State.UNSURE, "error": "The process ended while it sent this mail."}
    elif asked(digest.message_id):
        changes = {"state": State.SENT, "sent_at": timezone.now()}
    else:
        changes = {"state": State.WAITING}
    _move(digest, State.SENDING, **changes)


def send_again(digest: Digest, now: dt.datetime) -> bool:
    """Let a digest that failed, that nobody knows of, or that had no address, go out again; the Message-ID stays."""
    email = email_of(digest.person)
    rows = Digest.objects.filter(pk=digest.pk, state__in=SENT_AGAIN)
    return bool(email) and bool(rows.update(state=State.WAITING, next_try_at=now, attempts=0, error="", email=email))


def _close(mails: Any) -> None:
    try:
        mails.close()
    except Exception:  # a broken connection may refuse even that
        logger.debug("The connection to the mail server was broken.", exc_info=True)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
