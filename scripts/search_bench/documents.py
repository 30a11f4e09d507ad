"""Many documents of many owners, the same in every run."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

THEMES = [f"{number:02}" for number in range(1, 14)]
KINDS = ["tin-bai", "thong-bao", "van-ban", "trang"]
LEVELS = ["mam-non", "tieu-hoc", "thcs", "thpt"]
SUBJECTS = ("tuyển sinh", "học sinh giỏi", "thời khóa biểu", "kỳ thi tốt nghiệp", "hội khỏe", "chuyển đổi số")
ACTIONS = ("Thông báo về", "Kết quả", "Kế hoạch", "Hướng dẫn", "Báo cáo", "Lịch", "Quyết định về")
TEXT = (
    "Thực hiện kế hoạch năm học; nhà trường tổ chức buổi sinh hoạt cho học sinh các khối lớp",
    "Phụ huynh nộp hồ sơ tại phòng hành chính trong giờ làm việc; bản sao có chứng thực",
    "Ban giám hiệu đề nghị giáo viên chủ nhiệm thông báo tới cha mẹ học sinh",
    "Câu lạc bộ sách mở cửa chiều thứ bảy; bạn đọc mượn tối đa ba cuốn",
    "Đoàn trường phát động phong trào giữ gìn vệ sinh và trồng cây xanh",
    "Kết quả được công bố trên cổng thông tin của Sở Giáo dục và Đào tạo",
    "Đội tuyển bóng đá nam giành huy chương tại giải cấp thành phố",
    "Thư viện nhận thêm sách giáo khoa và thiết bị thí nghiệm",
)
TODAY = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)


def sources(file: str) -> list[tuple[str, str, str]]:
    """Return texts to make documents of: title, summary, body.

    Args:
        file: a .jsonl or .jsonl.gz with title, summary and body; "" makes them of a few sentences.
    """
    if not file:
        return [_invented(number) for number in range(2_000)]
    opened = gzip.open if file.endswith(".gz") else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        (row.get("title") or "", row.get("summary") or "", row.get("body") or row.get("text") or "") for row in rows
    ]


def documents(count: int, owners: int, file: str = "") -> Iterator[Any]:
    """Yield objects with a `pk` and a `document`.

    Args:
        count: how many.
        owners: of whom each has about as many.
        file: see `sources`.
    """
    from edu_search.entries.documents import Document

    texts = sources(file)
    for number in range(1, count + 1):
        chance = random.Random(number)
        title, summary, body = texts[number % len(texts)]
        sentences = body.split(". ")
        other = texts[chance.randrange(len(texts))][2].split(". ")
        at = chance.randrange(len(sentences))
        mixed = sentences[:at] + other[: max(len(sentences) // 4, 1)] + sentences[at:]
        year = 2014 + chance.randrange(13)
        published = TODAY - dt.timedelta(minutes=chance.randrange(12 * 365 * 1440))
        yield SimpleNamespace(
            pk=number,
            document=Document(
                type="article",
                title=f"{title} – {SUBJECTS[number % len(SUBJECTS)]} đợt {number % 97}"[:300],
                url_path=f"/{number}/",
                owner=f"U{number % owners:04}",
                summary=summary,
                text=". ".join(mixed),
                published_at=published,
                facets={
                    "theme": chance.sample(THEMES, chance.randrange(1, 3)),
                    "type": [KINDS[number % 4]],
                    "level": [LEVELS[number % owners % 4]],
                    "unit": [f"U{number % owners:04}"],
                    "year": [f"{year}-{year + 1}"],
                },
            ),
        )


def batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of at most so many."""
    while batch := list(itertools.islice(rows, size)):
        yield batch


def queries(count: int, file: str = "") -> list[str]:
    """Return queries of 1 to 4 words cut from titles, every other one without marks."""
    from edu_search.analysis import composed, fold, words

    chance = random.Random(11)
    titles = [found for title, _summary, _body in sources(file) if len(found := words(composed(title))) >= 4]
    asked = []
    for number in range(count):
        found = chance.choice(titles)
        size = number % 4 + 1
        at = chance.randrange(len(found) - size + 1)
        text = " ".join(found[at : at + size])
        asked.append(fold(text) if number % 2 else text)
    return asked


def _invented(number: int) -> tuple[str, str, str]:
    chance = random.Random(number)
    title = f"{chance.choice(ACTIONS)} {chance.choice(SUBJECTS)} năm {2015 + number % 12}"
    sentences = [chance.choice(TEXT) for _ in range(chance.randrange(12, 40))]
    return title, chance.choice(TEXT), ". ".join(sentences)
