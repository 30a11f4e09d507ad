"""Plain text with photos and back: what the quick editor shows is what the article says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms_plan.articles.models import Article
from comms_plan.desk.writing.text import LEAD_LENGTH, body_of, plain_item, split_text

LETTERS = st.text("abc đấởư <>&\"'.!?", min_size=1, max_size=700).filter(lambda text: text.strip())


def article_of(text: str, pictures: list[int] = (), captions: dict[int, str] | None = None) -> Article:
    lead, paragraphs = split_text(text)
    field = Article._meta.get_field("body")
    blocks = body_of(paragraphs, list(pictures[1:]), captions or {})
    body = field.stream_block.to_python(blocks)
    return Article(title="x", lead=lead, body=body, main_picture_id=pictures[0] if pictures else None)


@given(st.lists(LETTERS, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_text_that_is_opened_and_saved_again_stays_as_it_is(paragraphs):
    once = plain_item(article_of("\n\n".join(paragraphs)))
    assert once is not None
    again = plain_item(article_of(once.text))
    assert again.text == once.text
    assert "".join(once.text.split()) == "".join("".join(paragraphs).split()), "no letter is lost"


def test_the_first_paragraph_is_the_lead():
    assert split_text("Mở đầu.\n\nĐoạn hai.\r\n\r\nĐoạn ba.") == ("Mở đầu.", ["Đoạn hai.", "Đoạn ba."])
    assert split_text("Mở đầu.\nĐoạn hai.") == ("Mở đầu.", ["Đoạn hai."]), "a phone's keyboard makes one break"
    assert split_text("  ") == ("", [])


def test_a_long_first_paragraph_gives_its_first_sentences():
    sentence = "Học sinh khối 11 đo độ mặn của nước ở bến cảng. "
    lead, rest = split_text(sentence * 20)
    assert len(lead) <= LEAD_LENGTH
    assert lead.endswith("cảng.")
    assert len(rest) == 1
    assert split_text("a" * 600) == ("", ["a" * 600]), "no sentence fits: no lead, no letter lost"


def test_one_more_photo_is_a_picture_several_are_a_gallery():
    assert [b["type"] for b in article_of("A.\n\nB.", [1, 2]).body.raw_data] == ["paragraph", "picture"]
    assert [b["type"] for b in article_of("A.\n\nB.", [1, 2, 3]).body.raw_data] == ["paragraph", "gallery"]
    assert [b["type"] for b in article_of("A.", [1]).body.raw_data] == []


def test_captions_that_the_form_does_not_show_are_kept():
    shown = plain_item(article_of("A.", [1, 2, 3], {2: "Giờ ra chơi"}))
    assert shown.pictures == [1, 2, 3]
    assert shown.captions[2] == "Giờ ra chơi"


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "heading", "value": "Mục"}],
        [{"type": "paragraph", "value": "<p>Chữ <b>đậm</b></p>"}],
        [{"type": "paragraph", "value": '<p><a href="https://x.vn">liên kết</a></p>'}],
        [{"type": "paragraph", "value": "<ul><li>Mục</li></ul>"}],
        [{"type": "quote", "value": {"text": "Lời"}}],
        [{"type": "picture", "value": {"image": 1}}, {"type": "paragraph", "value": "<p>Sau ảnh</p>"}],
        [{"type": "picture", "value": {"image": None}}],
    ],
)
def test_what_the_quick_editor_cannot_show_is_left_to_the_full_one(blocks):
    body = Article._meta.get_field("body").stream_block.to_python(blocks)
    assert plain_item(Article(title="x", lead="Mở đầu.", body=body)) is None


def test_marks_of_the_full_editor_do_not_count_as_formatting():
    value = '<p data-block-key="a1b2c">Đoạn &amp; đoạn.<br/>Dòng hai.</p><p data-block-key="z9">Ba.</p>'
    body = Article._meta.get_field("body").stream_block.to_python([{"type": "paragraph", "value": value}])
    assert plain_item(Article(title="x", lead="A.", body=body)).text == "A.\n\nĐoạn & đoạn.\nDòng hai.\n\nBa."
