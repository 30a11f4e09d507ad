"""Counts anew and writes what changed, in small transactions: nobody waits for it, and it can be broken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from edu_search.entries.models import PUBLIC, Entry
from edu_search.vocabulary.counting import Counts, bare
from edu_search.vocabulary.models import Form, Pair, Renewal, Word

#: Documents that are read; where there are more, some from everywhere are, and counts of words are scaled.
SAMPLE = 20_000
#: Characters read of a document.
READ = 20_000
BATCH = 2_000
MOST_WORDS, MOST_FORMS, MOST_PAIRS = 60_000, 80_000, 200_000
LEAST_PAIR = 2
#: A count that changed by less than this part is left as it is.
TOLERANCE = 0.1
#: Words are stale when the number of documents changed by more than this part.
STALE = 0.2


def renew(sample: int = SAMPLE) -> int:
    """Count the words of at most ``sample`` public documents; return how many were read."""
    entries = Entry.objects.in_time(timezone.now())
    documents = entries.count()
    counts = Counts()
    for row in _read(entries, max(documents // sample, 1)):
        counts.add(row)
    scale = documents / max(counts.documents, 1)
    _write(Word, _top({word: round(n * scale) for word, n in counts.words.items()}, MOST_WORDS), lambda word: {})
    _write(Form, _top(counts.forms, MOST_FORMS), lambda form: {"fold": bare(form)})
    frequent = {pair: count for pair, count in counts.pairs.items() if count >= LEAST_PAIR}
    _write(
        Pair,
        _top(frequent, MOST_PAIRS),
        lambda pair: {"fold": bare(pair), "documents": round(counts.found[pair] * scale)},
    )
    Renewal.objects.update_or_create(pk=1, defaults={"documents": documents})
    return counts.documents


def is_stale() -> bool:
    """Whether many documents came or went since the words were counted."""
    known = Renewal.objects.filter(pk=1).values_list("documents", flat=True).first() or 0
    documents = Entry.objects.in_time(timezone.now()).count()
    return abs(documents - known) > STALE * max(known, 10)


def _read(entries: models.QuerySet[Entry], step: int) -> Iterator[tuple[str, str, str]]:
    """Yield title, summary and text of every ``step``-th public document, from everywhere."""
    last = 0
    while True:
        keys = list(entries.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[: 200 * step])
        if not keys:
            return
        last = keys[-1]
        part = Entry.objects.filter(pk__in=keys[::step]).annotate(read=models.functions.Substr("text", 1, READ))
        for title, summary, read, audience in part.values_list("title", "summary", "read", "audience"):
            if PUBLIC in audience:
                yield title, summary, read


def _top(counts: Mapping[str, int], most: int) -> dict[str, int]:
    if len(counts) <= most:
        return {key: count for key, count in counts.items() if key}
    best = sorted(counts, key=lambda key: -counts[key])[: most + 1]
    return {key: counts[key] for key in best if key}


def _write(model: Any, counts: Mapping[str, int], more: Any) -> None:
    """Make the rows of a model say ``counts``; write only what is new or clearly different."""
    key, number = model._meta.pk.name, "documents" if model is Word else "count"
    known = dict(model.objects.values_list(key, number))
    # In one order, so that two that count at once wait for each other and not in a ring.
    changed = sorted(one for one, count in counts.items() if _differs(known.get(one), count))
    names = [field.name for field in model._meta.fields if not field.primary_key]
    for first in range(0, len(changed), BATCH):
        rows = [model(**{key: one, number: counts[one], **more(one)}) for one in changed[first : first + BATCH]]
        model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=names)
    gone = [one for one in known if one not in counts]
    for first in range(0, len(gone), 500):
        model.objects.filter(pk__in=gone[first : first + 500]).delete()


def _differs(known: int | None, count: int) -> bool:
    return known is None or abs(known - count) > TOLERANCE * known
