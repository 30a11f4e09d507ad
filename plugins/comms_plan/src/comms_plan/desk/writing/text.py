"""Plain text with photos, as the quick editor shows it, and an article's lead and body.

The first paragraph is the lead, the rest is the text. The first photo is the main
picture, one more stands below the text, several more make a gallery. An article that
holds anything else (headings, links, quotations, tables …) is not for this editor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString

from comms_plan.articles.models import Article
from unit_pages.vietnamese import nfc

LEAD_LENGTH = 500
PLAIN_TAGS = re.compile(r"</?p(?:\s+data-block-key=\"[^\"]*\")?\s*/?>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
PARAGRAPH, PICTURE, GALLERY = "paragraph", "picture", "gallery"


@dataclass
class PlainItem:
    """What the quick editor shows of an article.

    Args:
        text: paragraphs with an empty line between them; the first is the lead.
        pictures: ids, the main picture first.
        captions: captions of pictures below the text, kept as they are.
    """

    text: str = ""
    pictures: list[int] = field(default_factory=list)
    captions: dict[int, str] = field(default_factory=dict)


def plain_item(article: Article) -> PlainItem | None:
    """Return the article as plain text and photos, None when that would lose something."""
    shown = PlainItem(text=article.lead, pictures=[article.main_picture_id] if article.main_picture_id else [])
    paragraphs = [article.lead] if article.lead else []
    seen_picture = False
    for block in article.body.raw_data:
        if block["type"] == PARAGRAPH and not seen_picture:
            if strip_tags(PLAIN_TAGS.sub("", block["value"])) != PLAIN_TAGS.sub("", block["value"]):
                return None
            paragraphs += _paragraphs(block["value"])
        elif block["type"] in {PICTURE, GALLERY} and not seen_picture:
            seen_picture = True
            for image in _images(block):
                shown.pictures.append(image["image"])
                shown.captions[image["image"]] = image.get("caption", "")
        else:
            return None
    shown.text = "\n\n".join(paragraphs)
    return shown if None not in shown.pictures else None


def _paragraphs(html: str) -> list[str]:
    parts = (unescape(strip_tags(_BREAK.sub("\n", part))).strip() for part in _PARAGRAPH_END.split(html))
    return [part for part in parts if part]


def _images(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == PICTURE:
        return [block["value"]]
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in block["value"]]


def split_text(text: str) -> tuple[str, list[str]]:
    """Return the lead and the paragraphs after it.

    A first paragraph longer than a lead may be is cut after its last whole sentence
    that fits; when no sentence fits, there is no lead.
    """
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]
    if len(paragraphs) == 1 and "\n" in paragraphs[0]:
        # A phone's keyboard makes one line break between paragraphs.
        paragraphs = [line.strip() for line in paragraphs[0].split("\n") if line.strip()]
    if not paragraphs:
        return "", []
    first, rest = paragraphs[0], paragraphs[1:]
    if len(first) <= LEAD_LENGTH:
        return first, rest
    lead = ""
    for sentence in _SENTENCE_END.split(first):
        if len(f"{lead} {sentence}") > LEAD_LENGTH:
            break
        lead = f"{lead} {sentence}".strip()
    return lead, [first[len(lead) :].strip(), *rest]


def body_of(paragraphs: list[str], pictures: list[int], captions: dict[int, str]) -> list[dict[str, Any]]:
    """Return the raw blocks of a body: paragraphs, then the photos after the main picture."""
    html = "".join(f"<p>{_as_html(paragraph)}</p>" for paragraph in paragraphs)
    blocks: list[dict[str, Any]] = [{"type": PARAGRAPH, "value": html}] if html else []
    images = [{"image": pk, "caption": captions.get(pk, "")} for pk in pictures]
    if len(images) == 1:
        blocks.append({"type": PICTURE, "value": images[0]})
    elif images:
        blocks.append({"type": GALLERY, "value": [{"type": "item", "value": image} for image in images]})
    return blocks


def _as_html(paragraph: str) -> SafeString:
    return SafeString("<br/>".join(escape(line.strip()) for line in paragraph.split("\n")))
