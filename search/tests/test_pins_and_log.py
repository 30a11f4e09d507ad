"""Pins of editors, abbreviations of editors, and the log that knows nobody."""

from __future__ import annotations

import datetime as dt
from threading import Thread

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from foreign_project.models import Book

from edu_search.abbreviations.models import Abbreviation
from edu_search.analysis import abbreviations, meaning
from edu_search.entries.models import PUBLIC
from edu_search.entries.registry import index_object
from edu_search.log import services as log
from edu_search.log.buffer import MOST_WAITING, Buffer
from edu_search.log.models import QueryDay
from edu_search.models import Entry, Pin
from edu_search.pins.services import pinned, rename_owner, set_queries

READER = frozenset({PUBLIC})


@pytest.fixture(autouse=True)
def _no_memory(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def entry() -> Entry:
    book = Book.objects.create(title="Thông báo tuyển sinh vào lớp 10", shelf="so", is_public=True)
    index_object(book)
    return Entry.objects.get()


def pin_of(entry: Entry, *texts: str, **values) -> Pin:
    pin = Pin(**values)
    pin.point_at(entry)
    pin.save()
    set_queries(pin, texts)
    return pin


def found(text: str, owner: str = "") -> list[int]:
    return [entry.pk for entry in pinned(meaning(text), owner=owner, audience=READER)]


@pytest.mark.parametrize(
    "query", ["tuyển sinh lớp 10", "TUYEN SINH  LOP 10", "tuyeern sinh lowsp 10", "thi vào 10 khi nào", "thi vao 10"]
)
def test_a_pin_is_found_by_the_meaning_of_its_queries(entry, query):
    pin_of(entry, "Tuyển sinh lớp 10", "thi vào 10")
    assert found(query) == [entry.pk]
    assert found("tuyển sinh lớp 6") == []


def test_a_pin_is_found_by_an_abbreviation(entry):
    pin_of(entry, "thi học sinh giỏi")
    assert found("thi HSG") == [entry.pk]


def test_a_pin_has_its_time_its_place_and_its_readers(entry):
    now = timezone.now()
    later = pin_of(entry, "tuyển sinh", starts_at=now + dt.timedelta(hours=1))
    assert found("tuyển sinh") == []
    later.delete()
    pin_of(entry, "tuyển sinh", ends_at=now - dt.timedelta(hours=1))
    assert found("tuyển sinh") == []
    pin_of(entry, "tuyển sinh", owner="truong-a")
    assert found("tuyển sinh") == []
    assert found("tuyển sinh", owner="truong-b") == []
    assert found("tuyển sinh", owner="truong-a") == [entry.pk]
    rename_owner("truong-a", "truong-c")
    assert found("tuyển sinh", owner="truong-c") == [entry.pk]
    Entry.objects.all().delete()  # an engine has forgotten it
    assert found("tuyển sinh", owner="truong-c") == []
    index_object(Book.objects.get())
    assert found("tuyển sinh", owner="truong-c") == [Entry.objects.get().pk]  # and the page came back
    Entry.objects.update(audience=["in-5"])
    assert found("tuyển sinh", owner="truong-c") == []


def test_an_owners_own_pins_stand_first_and_each_document_once(entry):
    other = Entry.objects.create(content_type=entry.content_type, object_id="x", title="Khác", audience=[PUBLIC])
    pin_of(entry, "tuyển sinh")
    pin_of(other, "tuyển sinh", owner="truong-a", position=9)
    pin_of(entry, "tuyển sinh", owner="truong-a", position=10)
    assert found("tuyển sinh", owner="truong-a") == [other.pk, entry.pk]


def test_facts_have_a_label_and_a_value(entry):
    pin = Pin(facts="Hạn cuối: 17 giờ, 27/5\n\nThi: 9/6 và 10/6")
    pin.point_at(entry)
    pin.full_clean()
    assert pin.fact_rows == [("Hạn cuối", "17 giờ, 27/5"), ("Thi", "9/6 và 10/6")]
    for wrong in ("Hạn cuối", "Hạn cuối:", ": 27/5", "\n".join(["a: b"] * 5)):
        with pytest.raises(ValidationError):
            pin.facts = wrong
            pin.full_clean()


def rows(**values):
    return list(QueryDay.objects.filter(**values).values_list("text", "asked", "empty", "results"))


def test_queries_are_added_up(settings):
    settings.EDU_SEARCH = {"LOG_SECONDS": 0}
    for total in (3, 0, 7):
        log.record(meaning("Tuyển  sinh LỚP 10"), total=total, owner="")
    log.record(meaning("tuyển sinh lớp 10"), total=2, owner="truong-a")
    log.clicked("tuyển sinh lớp 10", 1)
    log.clicked("tuyển sinh lớp 10", 4)
    assert rows(owner="") == [("tuyển sinh lớp 10", 3, 1, 7)]
    assert rows(owner="truong-a") == [("tuyển sinh lớp 10", 1, 0, 2)]
    row = QueryDay.objects.get(owner="")
    assert (row.clicks_first, row.clicks_top, row.clicks_page, row.clicks_deep) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "nguyen.van.a@gmail.com",
            "0912345678",
            "0912 345 678",
            "+84 912.345.678",
            "031203001234",
            "hồ sơ 0312 0300 1234",
        ),
        *("https://example.vn/x", "www.example.vn", "１２３４５６７８９０", "a" * 150, "", "!!!"),
    ],
)
def test_what_may_be_personal_is_not_kept(settings, text):
    settings.EDU_SEARCH = {"LOG_SECONDS": 0}
    log.record(meaning(text), total=1, owner="")
    log.clicked(text, 1)
    assert not QueryDay.objects.exists()


@pytest.mark.parametrize("text", ["năm học 2025-2026", "1234/sgdđt-vp", "lớp 10", "tkb 12a1"])
def test_years_and_numbers_of_documents_are_kept(settings, text):
    settings.EDU_SEARCH = {"LOG_SECONDS": 0}
    log.record(meaning(text), total=1, owner="")
    assert QueryDay.objects.exists()


def test_the_log_holds_no_column_for_a_person():
    names = {field.name for field in QueryDay._meta.get_fields()}
    clicks = {"clicks_first", "clicks_top", "clicks_page", "clicks_deep"}
    assert names == {"id", "day", "text", "fold", "owner", "asked", "empty", "results", *clicks}


def test_counts_wait_in_memory_and_are_written_together(settings, django_assert_num_queries):
    settings.EDU_SEARCH = {"LOG_SECONDS": 3600}
    buffer = Buffer()
    key = (timezone.localdate(), "a", "a", "")
    with django_assert_num_queries(0):
        for _n in range(10):
            buffer.add(key, "asked", results=1)
    assert buffer.flush() == 1
    assert rows() == [("a", 10, 0, 1)]
    for n in range(MOST_WAITING + 50):
        buffer.add((timezone.localdate(), str(n), str(n), ""), "asked")
    assert buffer.flush() == MOST_WAITING


def test_counts_of_many_threads_are_all_there(settings):
    settings.EDU_SEARCH = {"LOG_SECONDS": 3600}
    buffer = Buffer()
    key = (timezone.localdate(), "a", "a", "")
    threads = [Thread(target=lambda: [buffer.add(key, "asked") for _n in range(200)]) for _t in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    buffer.flush()
    assert QueryDay.objects.get().asked == 800


def test_a_log_that_cannot_be_written_breaks_no_search(settings):
    settings.EDU_SEARCH = {"LOG_SECONDS": 0}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE edu_search_queryday RENAME TO lost")
    log.record(meaning("tuyển sinh"), total=1, owner="")
    log.clicked("tuyển sinh", 1)
    assert log.frequent(meaning("tuyển"), 5) == []


def day_of(days_ago: int, text: str, asked: int, results: int = 5) -> None:
    fold = meaning(text).fold
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    QueryDay.objects.create(day=day, text=text, fold=fold, asked=asked, results=results)


def test_what_many_asked_on_several_days_is_suggested():
    for days_ago in (1, 2):
        day_of(days_ago, "tuyen sinh lop 10", 8)
        day_of(days_ago, "tuyển sinh lớp 10", 2)
        day_of(days_ago, "tuyển sinh lớp 6", 3)
        day_of(days_ago, "tuyển sinh lớp 99", 9, results=0)
        day_of(days_ago, "tuyển dụng", 1)
    day_of(1, "tuyển thẳng", 50)
    assert log.frequent(meaning("tuyen s"), 5) == ["tuyển sinh lớp 10", "tuyển sinh lớp 6"]
    assert log.frequent(meaning("tuyển"), 1) == ["tuyển sinh lớp 10"]
    assert log.frequent(meaning("tuyển d"), 5) == []


def test_old_queries_go(capsys):
    day_of(90, "cũ vừa đủ", 1)
    day_of(91, "cũ quá", 1)
    call_command("search_log_prune")
    assert [row[0] for row in rows()] == ["cũ vừa đủ"]
    assert "1 rows" in capsys.readouterr().out


def test_old_queries_go_without_the_command(settings):
    settings.EDU_SEARCH = {"LOG_SECONDS": 3600}
    day_of(200, "cũ quá", 1)
    buffer = Buffer()
    buffer.add((timezone.localdate(), "mới", "moi", ""), "asked", results=1)
    buffer.flush()
    assert [row[0] for row in rows()] == ["mới"]


def test_an_abbreviation_of_editors_counts_in_all_processes(monkeypatch):
    assert "hội khỏe phù đổng" not in str(meaning("QXVZ").groups)
    Abbreviation.objects.create(short="QXVZ", reading="hội khỏe phù đổng")
    monkeypatch.setattr(abbreviations, "_look_at", 0.0)
    assert ("hoi", "khoe", "phu", "dong") in meaning("QXVZ").groups[0]
    assert any(("qxvz",) in group for group in meaning("hội khoẻ phù đổng").groups)
    Abbreviation.objects.all().delete()
    monkeypatch.setattr(abbreviations, "_look_at", 0.0)
    assert ("hoi", "khoe", "phu", "dong") not in meaning("QXVZ").groups[0]


def test_the_table_is_looked_at_again_after_half_a_minute_only(django_assert_num_queries):
    meaning("QXVZ")
    with django_assert_num_queries(0):
        for _n in range(5):
            meaning("QXVZ")


def test_a_province_brings_a_file_of_abbreviations(settings, tmp_path, monkeypatch):
    path = tmp_path / "abbreviations.tsv"
    path.write_text("\ufeff# ghi chú\nCLB BĐ\tcâu lạc bộ bóng đá\nkhông có dấu cách\n", "utf-8")
    settings.EDU_SEARCH = {"ABBREVIATIONS": str(path)}
    monkeypatch.setattr(abbreviations, "_look_at", 0.0)
    assert ("cau", "lac", "bo", "bong", "da") in meaning("clb bd").groups[0]
    settings.EDU_SEARCH = {"ABBREVIATIONS": str(tmp_path / "missing.tsv")}
    abbreviations.forget()
    assert meaning("clb bd").groups  # searching goes on
    abbreviations.forget()


@pytest.mark.parametrize(("short", "reading"), [("", "x"), ("a b c d", "x"), ("HSG", "hsg"), ("HSG", "!!!")])
def test_an_abbreviation_needs_words(short, reading):
    with pytest.raises(ValidationError):
        Abbreviation(short=short, reading=reading).full_clean()
