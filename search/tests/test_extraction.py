"""Texts of files: real ones, hostile ones, and each file once."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
import zlib

import docx
import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pypdf import PdfWriter

from edu_search.extraction import services, states
from edu_search.extraction.models import FileSource, FileState, FileText
from edu_search.extraction.reading import _environment, read_file
from edu_search.extraction.signals import file_read


def pdf(text: str = "Thong bao tuyen sinh", *, password: str = "", pages: int = 1) -> bytes:
    """Return a PDF with one line on each page."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * pages + b"] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    if not password:
        return out
    writer = PdfWriter(clone_from=io.BytesIO(out))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kế hoạch năm học")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Chỉ tiêu", "540"
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Điểm chuẩn"
    book.active.append(["Trường THPT Ngô Quyền", 42.5, None, "=1+1"])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def bomb() -> bytes:
    """Return a small DOCX whose text unpacks to 400 MB."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _n in range(400):
            part.write(b"a" * 1024 * 1024)
    return output.getvalue()


@pytest.fixture
def outcome(tmp_path):
    """Return a function that reads bytes as a file."""

    def read(content: bytes, **limits):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read_file(str(path), **limits)

    return read


def test_words_of_the_three_kinds_are_read_whatever_the_file_is_called(outcome):
    assert outcome(pdf()).text == "Thong bao tuyen sinh"
    assert outcome(word()).text == "Kế hoạch năm học\nChỉ tiêu 540"
    assert outcome(sheet()).text == "Điểm chuẩn\nTrường THPT Ngô Quyền 42.5"


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (pdf(password="mat-khau"), states.PASSWORD),  # noqa: S106
        (pdf("")[:200], states.BROKEN),
        (pdf(" "), states.EMPTY),
        (word()[:900], states.BROKEN),
        (b"PK\x03\x04" + b"\x00" * 50, states.BROKEN),
        (b"%PDF-1.7" + zlib.compress(b"x" * 9999), states.BROKEN),
        (b"<html>", states.UNSUPPORTED),
        (b"", states.UNSUPPORTED),
    ],
)
def test_a_file_that_cannot_be_read_says_why(outcome, content, state):
    assert (outcome(content).state, outcome(content).text) == (state, "")


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(outcome):
    content = bomb()
    assert len(content) < 1_000_000
    assert outcome(content).state == states.TOO_LARGE


def test_a_large_file_is_not_opened(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(pdf())
        file.truncate(200 * 1024 * 1024)
    began = time.monotonic()
    assert read_file(str(path)).state == states.TOO_LARGE
    assert time.monotonic() - began < 1


def test_endless_pages_end_at_the_limit_of_the_text(outcome):
    found = outcome(pdf("x" * 3_000, pages=900))
    assert found.state == states.READ
    assert len(found.text) == 200_000


def test_a_reader_that_hangs_is_stopped(outcome):
    """A page of two million drawings takes minutes to read."""
    content = pdf("x) Tj (y" * 2_000_000)
    began = time.monotonic()
    assert outcome(content, seconds=2).state == states.TOO_SLOW
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("greedy", "error"),
    [
        ("bytearray(400 * 2**20)", "MemoryError"),
        ("while True: pass", ""),
        ("import os; os.write(os.open('x', 65), b'x')", ""),
    ],
)
def test_the_reading_process_cannot_take_more_than_its_share(tmp_path, greedy, error):
    code = f"from edu_search.extraction.child import limit; limit(1, 200)\n{greedy}"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=tmp_path, env=_environment(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert error in done.stderr.decode()


@pytest.fixture
def store(db, settings, tmp_path):
    """Return a function that stores a file and returns its name."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

    def save(content: bytes, name: str = "a.pdf") -> str:
        return storages["default"].save(name, ContentFile(content))

    return save


def test_a_file_is_read_in_the_background_and_told_of(store, django_capture_on_commit_callbacks):
    told = []
    file_read.connect(lambda storage, name, **kwargs: told.append((storage, name)), weak=False, dispatch_uid="test")
    name = store(pdf())
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert services.texts_of("default", [name]) == {}
            assert services.state_of("default", name) == FileState.WAITING
        assert services.texts_of("default", [name]) == {name: "Thong bao tuyen sinh"}
        assert services.state_of("default", name) == FileState.READ
        assert told == [("default", name)]
    finally:
        file_read.disconnect(dispatch_uid="test")


def test_the_same_content_is_read_once(store, monkeypatch):
    asked = []
    monkeypatch.setattr(services, "read_file", lambda path: asked.append(path) or read_file(path))
    names = [store(pdf()) for _n in range(3)]
    services.texts_of("default", names)
    assert services.read_waiting() == 3
    assert len(asked) == 1
    assert FileText.objects.count() == 1
    services.forget_files("default", names)
    assert not FileText.objects.exists()


def test_a_reader_that_dies_is_followed_by_another_and_then_given_up(store, monkeypatch):
    name = store(pdf())
    services.texts_of("default", [name])
    FileSource.objects.update(taken_at="2020-01-01T00:00:00Z", tries=1)
    assert services.read_waiting() == 1
    services.texts_of("default", ["gone.pdf"])
    assert services.read_waiting() == 1
    assert services.state_of("default", "gone.pdf") == FileState.LOST
    FileSource.objects.update(state=FileState.WAITING, tries=services.MOST_TRIES)
    assert services.read_waiting() == 0


def test_files_are_read_again_when_asked(store):
    name = store(b"<html>")
    services.texts_of("default", [name])
    services.read_waiting()
    assert services.state_of("default", name) == FileState.UNSUPPORTED
    assert services.ask_again(states.UNSUPPORTED) == 1
    assert services.state_of("default", name) == FileState.WAITING
