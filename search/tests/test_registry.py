"""Another package says what is searchable; one entry stands for one object."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from foreign_project.models import Book, Letter

from edu_search.engines import database
from edu_search.entries.documents import Document, NotRegisteredError, register
from edu_search.entries.registry import forget_object, index_many, index_object
from edu_search.models import Entry

pytestmark = pytest.mark.django_db

MOMENT = dt.datetime(2026, 3, 1, 5, tzinfo=dt.UTC)


def values():
    fields = (
        "content_type",
        "object_id",
        "type",
        "owner",
        "title",
        "summary",
        "url_path",
        "published_at",
    )
    return sorted(map(repr, Entry.objects.values_list(*fields)))


class TestOne:
    def test_an_object_has_one_entry_that_is_renewed(self):
        book = Book.objects.create(title="Dế Mèn phiêu lưu ký", shelf="A", bought_at=MOMENT)
        index_object(book)
        entry = Entry.objects.get()
        assert (entry.type, entry.owner, entry.title) == ("book", "A", "Dế Mèn phiêu lưu ký")
        assert (entry.url_path, entry.published_at) == (f"/books/{book.pk}/", MOMENT)
        book.title = "Đất rừng phương Nam"
        index_object(book)
        renewed = Entry.objects.get()
        assert (renewed.pk, renewed.title, renewed.version) == (entry.pk, "Đất rừng phương Nam", entry.version + 1)

    def test_an_object_that_readers_may_not_find_has_no_entry(self):
        book = Book.objects.create(title="Sổ nội bộ")
        index_object(book)
        book.is_public = False
        index_object(book)
        entry = Entry.objects.get()
        assert (entry.gone, entry.title, entry.version) == (True, "", 2)

    def test_an_object_that_is_gone_is_forgotten_alone(self):
        books = [Book.objects.create(title=f"Sách {n}") for n in range(2)]
        for book in books:
            index_object(book)
        forget_object(Book, books[0].pk)
        assert [entry.object_id for entry in Entry.objects.present()] == [str(books[1].pk)]

    def test_forgetting_what_was_never_known_is_no_error(self):
        forget_object(Book, 4711)
        assert not Entry.objects.exists()

    def test_two_models_with_the_same_key_have_two_entries(self):
        book, letter = Book.objects.create(pk=7, title="a"), Letter.objects.create(pk=7, subject="b")
        index_object(book)
        index_object(letter)
        forget_object(Book, 7)
        assert Entry.objects.present().get().type == "letter"

    def test_a_model_that_nobody_registered_is_an_error_by_name(self):
        with pytest.raises(NotRegisteredError, match="Group"):
            index_object(Group.objects.create(name="x"))

    def test_the_last_registration_counts(self):
        register(Book, lambda book: Document(type="tome", title="x", url_path="/"))
        index_object(Book.objects.create(title="y"))
        assert Entry.objects.get().type == "tome"

    def test_the_database_keeps_one_entry_an_object(self):
        index_object(Book.objects.create(title="x"))
        entry = Entry.objects.get()
        entry.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            entry.save(force_insert=True)

    def test_an_entry_goes_with_the_transaction_that_wrote_it(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            index_object(Book.objects.create(title="x"))
            assert Entry.objects.exists()
            raise ZeroDivisionError
        assert not Entry.objects.exists()


class TestMany:
    @pytest.fixture
    def books(self):
        titles = ["Đường tới trường", "", "Một  hai\tba", "“Ngoặc” & <b>", "x" * 500, "Số 1142/SGDĐT"]
        return [Book.objects.create(title=title, shelf="A", bought_at=MOMENT) for title in titles]

    def test_many_at_once_are_as_if_one_by_one(self, books):
        for book in books:
            index_object(book)
        one_by_one = values()
        Entry.objects.all().delete()
        assert index_many(Book, books) == len(books)
        assert values() == one_by_one

    def test_a_second_run_renews_and_doubles_nothing(self, books):
        index_many(Book, books)
        keys = set(Entry.objects.values_list("pk", flat=True))
        Book.objects.update(title="Tên mới")
        index_many(Book, list(Book.objects.all()))
        assert set(Entry.objects.values_list("title", flat=True)) == {"Tên mới"}
        assert set(Entry.objects.values_list("pk", flat=True)) == keys

    def test_what_became_internal_leaves_the_index_as_one_by_one(self, books):
        index_many(Book, books)
        Book.objects.filter(pk=books[0].pk).update(is_public=False)
        assert index_many(Book, list(Book.objects.all())) == len(books) - 1
        assert not Entry.objects.present().filter(object_id=str(books[0].pk)).exists()

    def test_many_cost_few_queries(self, django_assert_max_num_queries):
        books = [Book.objects.create(title=f"Sách {n}") for n in range(60)]
        index_many(Book, books[:1])
        with django_assert_max_num_queries(6):
            assert index_many(Book, books) == 60

    def test_what_did_not_change_is_not_written_again(self, books):
        index_many(Book, books)
        index_many(Book, books)
        assert set(Entry.objects.values_list("version", flat=True)) == {1}

    def test_the_engine_is_told_of_renewed_rows_by_their_keys(self, books, monkeypatch):
        told = []
        monkeypatch.setattr(type(database.engine()), "write", lambda self, rows: told.append([row.pk for row in rows]))
        index_many(Book, books[:2])
        Book.objects.filter(pk=books[0].pk).update(title="Tên mới")
        index_many(Book, [Book.objects.get(pk=books[0].pk), *books[1:3]])
        first, second, third = Entry.objects.order_by("pk").values_list("pk", flat=True)
        assert [sorted(keys) for keys in told] == [[first, second], [first, third]]

    def test_none_at_all_is_no_error(self):
        assert index_many(Book, []) == 0
