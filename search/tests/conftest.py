from __future__ import annotations

import pytest
from foreign_project.models import Book, Letter
from hypothesis import settings as hypothesis_settings

from edu_search.entries import documents
from edu_search.entries.documents import Document, register

# A slow machine is no defect.
hypothesis_settings.register_profile("patient", deadline=None, max_examples=60)
hypothesis_settings.load_profile("patient")


def book_document(book):
    if not book.is_public:
        return None
    return Document(
        type="book", title=book.title, url_path=f"/books/{book.pk}/", owner=book.shelf, published_at=book.bought_at
    )


@pytest.fixture(autouse=True)
def _registered(monkeypatch):
    """Register for the test and forget afterwards."""
    monkeypatch.setattr(documents, "_registered", {})
    register(Book, book_document)
    register(Letter, lambda letter: Document(type="letter", title=letter.subject, url_path=f"/letters/{letter.pk}/"))
