"""The index in PostgreSQL: one tsvector for a document, in a GIN index that answers words and filters at once.

Terms have no places in the text: a GIN index has none either, and asking the table for them is what makes
a search of phrases slow. Runs of words are found by their pairs instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from edu_search.analysis.abbreviations import Group
from edu_search.engines.database.index import BATCH, COLUMNS, ROWS, Index, fetch, in_time, row_of, tallied
from edu_search.engines.database.models import IndexRow
from edu_search.engines.database.terms import Terms, distinct, pairs
from edu_search.engines.database.wanted import Wanted, run_terms
from edu_search.entries.models import Entry

#: Marks words of a title.
TITLE = "^"
#: Bytes of all terms of a document together; PostgreSQL refuses more than 1,048,575.
MOST_BYTES = 1_000_000

SETUP = (
    f"CREATE INDEX edu_search_terms ON {ROWS} USING gin (lexemes) WITH (gin_pending_list_limit = 1024)",
    f"CREATE INDEX edu_search_newest ON {ROWS} (published_at DESC NULLS LAST, entry_id DESC)",
)
TEARDOWN = ("DROP INDEX IF EXISTS edu_search_terms", "DROP INDEX IF EXISTS edu_search_newest")


class PostgresIndex(Index):
    """Rows with a tsvector."""

    def write(self, entries: Sequence[Entry], terms: Sequence[Terms]) -> None:
        """Write or renew the rows of entries."""
        rows = []
        for entry, found in zip(entries, terms, strict=True):
            row = row_of(entry, found)
            row.lexemes = lexemes(found)
            rows.append(row)
        IndexRow.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["entry_id"],
            update_fields=[*COLUMNS, "title_fold", "lexemes"],
        )

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        """Return keys of the newest entries that have all that is wanted."""
        condition, values = in_time(wanted)
        # Materialized: matches of words are read from the GIN index always, never by walking down the newest rows,
        # which takes seconds when words are frequent and never together.
        # What everybody may read is nearly everything, and the newest rows have it.
        is_all = not wanted.has_words and len(wanted.tags) == 1
        how = "NOT MATERIALIZED" if is_all else "MATERIALIZED"
        rows = fetch(
            f"WITH found AS {how} (SELECT entry_id, published_at, visible_from, visible_until FROM {ROWS}"
            f" WHERE lexemes @@ %s::tsquery) SELECT entry_id FROM found WHERE {condition}"
            " ORDER BY published_at DESC NULLS LAST, entry_id DESC LIMIT %s",
            [tsquery(wanted), *values, limit],
        )
        return [pk for (pk,) in rows]

    def some(self, weights: Mapping[str, float], wanted: Wanted, limit: int) -> list[tuple[int, float]]:
        """Return keys and weights of entries that have some of the terms, those with most of the weight first."""
        condition, values = in_time(wanted)
        narrowed = tsquery(wanted.without_words())
        parts, given = [], []
        for term, weight in weights.items():
            parts.append(
                f"SELECT entry_id, published_at, visible_from, visible_until, %s::real AS weight FROM {ROWS}"
                " WHERE lexemes @@ %s::tsquery"
            )
            given += [weight, f"{narrowed} & {quoted(term)}"]
        if not parts:
            return []
        rows = fetch(
            f"SELECT entry_id, sum(weight) FROM ({' UNION ALL '.join(parts)}) found WHERE {condition}"
            " GROUP BY entry_id ORDER BY 2 DESC, max(published_at) DESC NULLS LAST, entry_id DESC LIMIT %s",
            [*given, *values, limit],
        )
        return [(pk, float(weight)) for pk, weight in rows]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return how many documents have each term."""
        if not terms:
            return {}
        counts = ", ".join(f"(SELECT count(*) FROM {ROWS} WHERE lexemes @@ %s::tsquery)" for _ in terms)
        (row,) = fetch(f"SELECT {counts}", [quoted(term) for term in terms])
        return dict(zip(terms, row, strict=True))

    def tally(self, pks: Sequence[int], names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return how many of some entries have each value of some facets."""
        if not names or not pks:
            return tallied(names, [])
        rows = fetch(
            f"SELECT facet.key, one.value, count(*) FROM {ROWS}, jsonb_each(facets) facet,"
            " jsonb_array_elements_text(facet.value) one(value)"
            " WHERE entry_id = ANY(%s) AND facet.key = ANY(%s) GROUP BY 1, 2",
            [list(pks), list(names)],
        )
        return tallied(names, rows)  # type: ignore[arg-type]

    def strays(self) -> int:
        """Return how many rows have no terms."""
        return IndexRow.objects.filter(lexemes__isnull=True).count()

    def remove_strays(self) -> None:
        """Remove rows without terms."""
        IndexRow.objects.filter(lexemes__isnull=True).delete()


def lexemes(found: Terms) -> str:
    """Return a document's terms as PostgreSQL reads a tsvector, which takes each once."""
    every = [quoted(tag) for tag in found.tags]
    # Words are letters and digits; only tags need quotes.
    every += [TITLE + term for term in distinct([*found.title, *pairs(found.title)])]
    every += distinct([*found.title, *pairs(found.title), *found.body, *pairs(found.body)])
    text = " ".join(every)
    if len(text) * 4 <= MOST_BYTES or len(text.encode()) <= MOST_BYTES:
        return text
    return " ".join(_fitting(every))


def _fitting(terms: list[str]) -> Iterable[str]:
    room = MOST_BYTES
    for term in terms:
        room -= len(term.encode()) + 1
        if room < 0:
            return
        yield term


def quoted(term: str) -> str:
    """Return a term as it is written in a tsvector or a tsquery."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def tsquery(wanted: Wanted) -> str:
    """Return what is wanted as PostgreSQL reads a tsquery."""
    mark = TITLE if wanted.in_title else ""
    parts = [_group(group, mark) for group in wanted.groups]
    if wanted.phrase:
        parts.append(_all(run_terms(wanted.phrase), mark))
    if wanted.beginning:
        parts.append(quoted(TITLE + wanted.beginning) + ":*")
    parts += [_any(map(quoted, tags)) for tags in wanted.tags]
    return " & ".join(parts)


def _group(group: Group, mark: str) -> str:
    typed, *others = group
    return _any([_all(typed, mark), *(_all(run_terms(run), mark) for run in others)])


def _all(terms: Iterable[str], mark: str) -> str:
    return " & ".join(quoted(mark + term) for term in terms)


def _any(alternatives: Iterable[str]) -> str:
    return f"({' | '.join(f'({part})' for part in alternatives)})"
