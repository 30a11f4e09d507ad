"""The typed document of the index, and an entry as such a document.

Text is folded and split in Python, so that the index needs core analysis only and sees
the same words as the database and the highlighter do.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from elasticsearch import dsl

from edu_search.analysis import canon, fold, words
from edu_search.analysis.queries import NUMBER

if TYPE_CHECKING:
    from edu_search.entries.models import Entry

#: Counts up when the same fields are filled in another way, so that an index is known to be old.
FORM = 2
LONGEST_NUMBER = 60  # characters
LONGEST_VALUE = 256  # characters of a facet's value

_words = dsl.analyzer("words", tokenizer="standard", filter=["lowercase"])
_pairs = dsl.analyzer(
    "pairs",
    tokenizer="standard",
    filter=[
        "lowercase",
        dsl.token_filter("two_words", "shingle", min_shingle_size=2, max_shingle_size=2, output_unigrams=False),
    ],
)


class Facets(dsl.InnerDoc):
    """Values by facet: each facet becomes a keyword field when its first value comes."""


class EntryDocument(dsl.Document):
    """A searchable entry; the keys of its fields are what queries name."""

    pk = dsl.Long()
    type = dsl.Keyword()
    owner = dsl.Keyword()
    language = dsl.Keyword()
    audience = dsl.Keyword()
    # Only of what not everybody may see at any time.
    guarded = dsl.Boolean()
    facet = dsl.Object(dynamic=True)
    number = dsl.Keyword(ignore_above=100)
    published_at = dsl.Date()
    visible_from = dsl.Date()
    visible_until = dsl.Date()
    # Where words stand is kept for phrases in the folded text only: the rest is smaller and quicker without.
    title_acc = dsl.Text(analyzer=_words, index_options="freqs")
    title_fold = dsl.Text(
        analyzer=_words,
        fields={
            "sh": dsl.Text(analyzer=_pairs, index_options="freqs"),
            "pre": dsl.Text(analyzer=_words, index_prefixes={"min_chars": 1, "max_chars": 8}),
        },
    )
    text_acc = dsl.Text(analyzer=_words, index_options="freqs")
    text_fold = dsl.Text(analyzer=_words, fields={"sh": dsl.Text(analyzer=_pairs, index_options="freqs")})

    class Index:
        """Settings of every index; `edu_search.engines.elasticsearch.indices` adds a rebuild's."""

        settings = {
            "number_of_shards": 1,
            "number_of_replicas": 0,
            # Named, so that an index that nobody searched for 30 s is refreshed all the same.
            "refresh_interval": "1s",
            # How long the version of a removed document is known: a late writer cannot bring it back.
            "gc_deletes": "1h",
        }

    class Meta:
        """How the mapping treats what is not named above."""

        dynamic = dsl.MetaField("false")
        source = dsl.MetaField(excludes=["title_*", "text_*"])
        dynamic_templates = dsl.MetaField(
            [
                {
                    "facets": {
                        "path_match": "facet.*",
                        "match_mapping_type": "string",
                        "mapping": {"type": "keyword", "ignore_above": LONGEST_VALUE},
                    }
                }
            ]
        )


def index_body() -> dict[str, Any]:
    """Return settings and mapping of a new index."""
    body: dict[str, Any] = json.loads(json.dumps(EntryDocument._index.to_dict()))
    return body


def mapping_hash() -> str:
    """Return a short digest of everything by which an index of another version differs from ours."""
    body = json.dumps([FORM, index_body()], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def as_document(entry: Entry) -> dict[str, Any]:
    """Return what the index holds of an entry."""
    title_acc, title_fold = both(entry.title)
    # The title is part of the text: so words may be spread over both, and the title's own fields are a bonus.
    text_acc, text_fold = both(f"{entry.title}\n{entry.summary}\n{entry.text}")
    document = {
        "pk": entry.pk,
        "type": entry.type,
        "owner": entry.owner,
        "language": entry.language,
        "audience": entry.audience,
        "guarded": entry.is_guarded(timezone.now()) or None,
        "facet": entry.facets,
        "number": numbers(f"{entry.title} {entry.summary}"),
        "published_at": _moment(entry.published_at),
        "visible_from": _moment(entry.visible_from),
        "visible_until": _moment(entry.visible_until),
        "title_acc": title_acc,
        "title_fold": title_fold,
        "text_acc": text_acc,
        "text_fold": text_fold,
    }
    return {name: value for name, value in document.items() if value not in (None, "", [], {})}


def both(text: str) -> tuple[str, str]:
    """Return the words of a text with marks in one style, and without marks."""
    found = words(text)
    return " ".join(map(_canon, found)), " ".join(map(_fold, found))


def numbers(text: str) -> list[str]:
    """Return the numbers of official documents in a text, as they are compared."""
    candidates = (token[:LONGEST_NUMBER] for token in text.split() if "/" in token)
    return sorted({fold(found.group()) for token in candidates if (found := NUMBER.search(token))})[:20]


def _moment(value: dt.datetime | None) -> str | None:
    return None if value is None else value.astimezone(dt.UTC).isoformat()


# Words repeat: looking one up is ten times as fast as folding it letter by letter.
_canon = lru_cache(maxsize=200_000)(canon)
_fold = lru_cache(maxsize=200_000)(fold)
