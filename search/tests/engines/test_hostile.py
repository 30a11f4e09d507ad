"""No text breaks a query: it finds something or nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HOSTILE = [
    "x" * 10_000,
    "tuyển " * 5_000,
    "!!! ... ???",
    '"',
    "'",
    "''; DROP TABLE edu_search_entry; --",
    "*",
    "tuy*",
    "AND OR NOT",
    "tuyển AND NOT (sinh OR",
    "NEAR(a b, 5)",
    "title: tuyển",
    "{title} : x",
    "a:* & !b | <-> c",
    "../../etc/passwd",
    "\\",
    "tuyển\\ sinh\\",
    "\x00",
    "tuyển\x00sinh",
    "\ud800",
    "🙂🙃 😀",
    "𝒳𝒴 𠜎𠜱",
    "\u202etuyển sinh\u202c\u200f",
    "tuyeern sính lớp THPT",
    "İıſK",
    "²³½ ①",
    "ﬁﬂ",
    "%_%",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "9" * 400,
    "a" + "\u0301" * 500,
    "=",
    "to=public",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(library, text):
    library.add("Tuyển sinh lớp 10")
    found = library.search(text, facets=("theme",), filters={"theme": [text], text: ["05"]}, near=text)
    assert found.total == len(found.hits) == 0
    assert library.search(text).total in {0, 1}
    assert library.search(text, near=text, order="date").total in {0, 1}
    library.suggested(text, near=text, types=[text], audience=frozenset({text, "public"}))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_documents(library, text):
    text = text.replace("\ud800", "")
    values = {"summary": text, "text": text * 3, "owner": text[:80].replace("\x00", "")}
    library.add({"title": text or "-", "facets": {"x": [text.replace("\x00", "")]}, **values}, "Tuyển sinh lớp 10")
    assert 2 in library.found("tuyển sinh")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(text=st.text(max_size=60), value=st.text(max_size=20))
def test_any_text(library, text, value):
    if not library.count:
        library.add("Tuyển sinh lớp 10", {"title": "Tin", "facets": {"theme": ["05"]}})
    found = library.search(text, filters={"theme": [value]} if value else {}, facets=("theme",), near=value)
    assert 0 <= len(found.hits) <= found.total <= 2
    library.suggested(text, near=value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    words=st.lists(
        st.sampled_from(['"', "(", ")", "AND", "OR", "NOT", "*", ":", "tuyển", "sinh", "^", "-", "{", "}", "'"])
    )
)
def test_signs_of_query_languages(library, words):
    if not library.count:
        library.add("Tuyển sinh lớp 10")
    assert library.search(" ".join(words)).total in {0, 1}


def test_questions_do_not_grow_with_documents(library):
    """As many statements for ten matches as for three hundred of the same kind."""
    library.add(*({"title": f"Tin {n}", "facets": {"theme": ["05"], "unit": [f"u{n}"]}} for n in range(110)))
    facets = {"facets": ("theme", "unit"), "filters": {"theme": ["05"]}}
    with CaptureQueriesContext(connection) as few:
        library.search("tin", **facets)
    library.add(*({"title": f"Tin {n}", "facets": {"theme": ["05"], "unit": [f"u{n}"]}} for n in range(300)))
    with CaptureQueriesContext(connection) as many:
        library.search("tin", **facets)
    assert len(few) == len(many)
