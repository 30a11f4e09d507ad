"""The index in SQLite: an FTS5 table of folded words, with the key of the entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from edu_search.analysis.abbreviations import Group
from edu_search.engines.database.index import BATCH, COLUMNS, ROWS, Index, fetch, in_time, row_of, tallied
from edu_search.engines.database.models import IndexRow
from edu_search.engines.database.terms import Terms
from edu_search.engines.database.wanted import Wanted
from edu_search.entries.models import Entry

FTS = "edu_search_fts"
SETUP = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5(title, body, tags, tokenize='unicode61 remove_diacritics 0', prefix='1 2')",
    f"CREATE TRIGGER {FTS}_forget AFTER DELETE ON {ROWS} BEGIN DELETE FROM {FTS} WHERE rowid = old.entry_id; END",
    f"CREATE INDEX edu_search_newest ON {ROWS} (published_at DESC, entry_id DESC)",
)
TEARDOWN = (
    "DROP INDEX IF EXISTS edu_search_newest",
    f"DROP TRIGGER IF EXISTS {FTS}_forget",
    f"DROP TABLE IF EXISTS {FTS}",
)
LOST = f"FROM {FTS} WHERE rowid NOT IN (SELECT entry_id FROM {ROWS})"
BARE = f"FROM {ROWS} WHERE entry_id NOT IN (SELECT rowid FROM {FTS})"
#: What a word is worth in the title, in the text and in the tags, which no query ranks by.
WEIGHTS = "3.0, 1.0, 0.0"


class SQLiteIndex(Index):
    """Rows beside an FTS5 table."""

    def write(self, entries: Sequence[Entry], terms: Sequence[Terms]) -> None:
        """Write or renew the rows of entries."""
        IndexRow.objects.bulk_create(
            [row_of(entry, found) for entry, found in zip(entries, terms, strict=True)],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["entry_id"],
            update_fields=[*COLUMNS, "title_fold"],
        )
        values = [
            (entry.pk, " ".join(found.title), " ".join(found.body), " ".join(map(token, found.tags)))
            for entry, found in zip(entries, terms, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"REPLACE INTO {FTS} (rowid, title, body, tags) VALUES (%s, %s, %s, %s)", values)

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        """Return keys of the newest entries that have all that is wanted."""
        condition, values = in_time(wanted)
        rows = fetch(
            f"SELECT entry_id FROM {FTS} JOIN {ROWS} ON entry_id = {FTS}.rowid WHERE {FTS} MATCH %s AND {condition}"
            " ORDER BY published_at DESC NULLS LAST, entry_id DESC LIMIT %s",
            [match(wanted), *values, limit],
        )
        return [pk for (pk,) in rows]

    def some(self, weights: Mapping[str, float], wanted: Wanted, limit: int) -> list[tuple[int, float]]:
        """Return keys and weights of entries that have some of the terms, those with most of the weight first."""
        if not weights:
            return []
        condition, values = in_time(wanted)
        words = " OR ".join(phrase(term.replace("_", " ")) for term in weights)
        rows = fetch(
            f"SELECT entry_id, -bm25({FTS}, {WEIGHTS})"
            f" FROM {FTS} JOIN {ROWS} ON entry_id = {FTS}.rowid WHERE {FTS} MATCH %s AND {condition}"
            f" ORDER BY 2 DESC, entry_id DESC LIMIT %s",
            [f"{{title body}} : ({words}) AND {match(wanted.without_words())}", *values, limit],
        )
        return [(pk, float(weight)) for pk, weight in rows]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return how many documents have each term."""
        if not terms:
            return {}
        counts = ", ".join(f"(SELECT count(*) FROM {FTS} WHERE {FTS} MATCH %s)" for _ in terms)
        asked = [f"{{title body}} : {phrase(term.replace('_', ' '))}" for term in terms]
        (row,) = fetch(f"SELECT {counts}", asked)
        return dict(zip(terms, row, strict=True))

    def tally(self, pks: Sequence[int], names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return how many of some entries have each value of some facets."""
        if not names or not pks:
            return tallied(names, [])
        rows = fetch(
            "SELECT facet.key, value.value, count(*)"
            f" FROM {ROWS}, json_each({ROWS}.facets) facet, json_each(facet.value) value"
            " WHERE entry_id IN (SELECT value FROM json_each(%s))"
            " AND facet.key IN (SELECT value FROM json_each(%s)) GROUP BY 1, 2",
            [json.dumps(list(pks)), json.dumps(list(names))],
        )
        return tallied(names, rows)  # type: ignore[arg-type]

    def strays(self) -> int:
        """Return how many documents have a row and no words, or the other way round."""
        ((count,),) = fetch(f"SELECT (SELECT count(*) {LOST}) + (SELECT count(*) {BARE})", [])
        return int(count)

    def remove_strays(self) -> None:
        """Remove words without a row, and rows without words."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE {LOST}")
            cursor.execute(f"DELETE {BARE}")


def token(tag: str) -> str:
    """Return a tag as one word of letters and digits, whatever is in it."""
    return "x" + hashlib.blake2b(tag.encode(), digest_size=10).hexdigest()


def phrase(text: str) -> str:
    """Return words side by side as FTS5 reads them."""
    return '"' + text.replace('"', '""') + '"'


def match(wanted: Wanted) -> str:
    """Return what is wanted as FTS5 reads it."""
    columns = "title" if wanted.in_title else "title body"
    parts = [f"{{{columns}}} : {_group(group)}" for group in wanted.groups]
    if wanted.phrase:
        parts.append(f"{{{columns}}} : {phrase(' '.join(wanted.phrase))}")
    if wanted.beginning:
        parts.append(f"{{title}} : {phrase(wanted.beginning)} *")
    parts += [f"{{tags}} : {_any(phrase(token(tag)) for tag in tags)}" for tags in wanted.tags]
    return " AND ".join(parts)


def _group(group: Group) -> str:
    typed, *others = group
    return _any([f"({' AND '.join(map(phrase, typed))})", *(phrase(" ".join(run)) for run in others)])


def _any(alternatives: Iterable[str]) -> str:
    return f"({' OR '.join(alternatives)})"
