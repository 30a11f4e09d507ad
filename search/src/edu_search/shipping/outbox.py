"""The outbox: which entries wait, who takes them, and what became of them. Database only."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from edu_search.engines.elasticsearch.writing import Outcome
from edu_search.entries.models import Entry, EntryQuerySet

#: Seconds for which what one process took is left alone by others; when it died they go on.
CLAIM_SECONDS = 10
#: Seconds until the first new try of a refused document; doubled with each.
FIRST_RETRY = 2.0


def claim(limit: int) -> list[Entry]:
    """Take at most ``limit`` waiting entries for `CLAIM_SECONDS`, the longest waiting first.

    The rows are not locked while they travel: a publisher never waits for an engine. Should
    two processes ship one entry all the same, its version decides and nothing is doubled.
    """
    now = timezone.now()
    with transaction.atomic():
        waiting: EntryQuerySet = Entry.objects.to_ship(now).order_by("changed_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        claimed = list(waiting[:limit])
        until = now + dt.timedelta(seconds=CLAIM_SECONDS)
        Entry.objects.filter(pk__in=[entry.pk for entry in claimed]).update(retry_at=until)
    return claimed


def release(entries: Iterable[Entry]) -> None:
    """Give back what was claimed and not sent."""
    for version, pks in _by_version((entry.pk, entry.version) for entry in entries).items():
        Entry.objects.filter(pk__in=pks, version=version, failures=0).update(retry_at=None)


def settle(outcomes: Iterable[Outcome]) -> None:
    """Write down what became of shipped entries.

    A newer version that was written meanwhile keeps waiting: only the version that was sent is done.
    Rows of removed documents go when the engine has forgotten them.
    """
    outcomes = list(outcomes)
    done = [outcome for outcome in outcomes if outcome.is_done]
    refused = [outcome for outcome in outcomes if not outcome.is_done]
    with transaction.atomic():
        # In the order in which publishers lock: two writers wait for each other and neither for itself.
        pks = [outcome.pk for outcome in [*done, *refused]]
        list(Entry.objects.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))
        for version, shipped in _by_version((one.pk, one.version) for one in done).items():
            same = Entry.objects.filter(pk__in=shipped, version=version)
            same.filter(gone=True).delete()
            same.update(shipped_version=version, failures=0, error="", retry_at=None)
        for one in refused:
            refuse(one)


def retry(pks: Iterable[int] | None = None) -> int:
    """Let entries that were set aside be tried again at once; return how many.

    Args:
        pks: of these entries only.
    """
    entries = Entry.objects.set_aside()
    if pks is not None:
        entries = entries.filter(pk__in=list(pks))
    return entries.update(failures=0, error="", retry_at=None)


def sweep() -> int:
    """Delete the rows of removed documents where no engine is configured; return how many."""
    return Entry.objects.filter(gone=True).delete()[0]


def waits_until() -> dt.datetime | None:
    """Return when the next entry that waits may be tried; None when none waits."""
    rows = Entry.objects.waiting().order_by(F("retry_at").asc(nulls_first=True)).values_list("retry_at", flat=True)
    found = list(rows[:1])
    return None if not found else found[0] or timezone.now()


def refuse(outcome: Outcome, **more: int) -> None:
    """Count a failure of the version that was sent, and try it again later or set it aside.

    Args:
        outcome: the engine's word.
        more: further columns to write.
    """
    same = Entry.objects.filter(pk=outcome.pk, version=outcome.version)
    failures = same.values_list("failures", flat=True).first()
    if failures is None:
        return
    pause = FIRST_RETRY * 2**failures * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load
    same.update(
        failures=failures + 1,
        error=outcome.error,
        retry_at=timezone.now() + dt.timedelta(seconds=pause),
        **more,
    )


def _by_version(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pk, version in pairs:
        found[version].append(pk)
    return found
