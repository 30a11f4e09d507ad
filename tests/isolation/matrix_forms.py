"""The forms of a page of HTML, as a browser would send them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from matrix_ask import Answer

from unit_pages.test.files import PDF_BYTES, picture_bytes

Pair = tuple[str, str]


@dataclass
class Form:
    """A form that posts: where to, what it holds, and its submit buttons."""

    action: str
    fields: list[Pair] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[Pair] = field(default_factory=list)

    def data(self, button: Pair | None = None) -> dict[str, Any]:
        """Return what is sent when ``button`` is pressed."""
        sent: dict[str, Any] = {}
        for name, value in (*self.fields, *([button] if button else [])):
            sent.setdefault(name, []).append(value)
        for name in self.files:
            is_picture = "image" in self.action or "picture" in self.action
            content = picture_bytes() if is_picture else PDF_BYTES
            sent[name] = SimpleUploadedFile("anh.jpg" if is_picture else "tep.pdf", content)
        return sent


class _Reader(HTMLParser):
    """Collects the forms; a StreamField, which scripts fill, is sent without blocks."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url = url
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = self._textarea = ""
        self._chosen: list[str] = []
        self._first: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "form":
            posts = values.get("method", "").lower() == "post"
            self._form = Form(urljoin(self.url, values.get("action", "") or self.url)) if posts else None
            if self._form:
                self.forms.append(self._form)
        if self._form is None:
            return
        name = values.get("name", "")
        if tag == "input":
            self._input(self._form, name, values)
        elif tag == "button" and values.get("type", "submit") == "submit":
            self._form.buttons.append((name, values.get("value", "")))
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "select":
            self._select, self._chosen, self._first = name, [], None
        elif tag == "option":
            self._option(values)
        if "w-block" in values.get("data-controller", "") or "data-block" in values:
            self._form.fields.append((f"{values.get('id', '')}-count", "0"))

    def _option(self, values: dict[str, str]) -> None:
        self._first = values.get("value", "") if self._first is None else self._first
        if "selected" in values:
            self._chosen.append(values.get("value", ""))

    def _input(self, form: Form, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text").lower()
        if kind == "submit":
            form.buttons.append((name, values.get("value", "")))
        elif not name or kind in {"button", "reset", "image"} or "disabled" in values:
            return
        elif kind == "file":
            form.files.append(name)
        elif kind not in {"checkbox", "radio"} or "checked" in values:
            form.fields.append((name, values.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form and self._textarea:
            # A reason, say, without which the request would be refused for another reason than the one sought.
            self._form.fields.append((self._textarea, "".join(self._text) or "x"))
            self._textarea = ""
        elif tag == "select" and self._form and self._select:
            chosen = self._chosen or ([self._first] if self._first is not None else [])
            self._form.fields.extend((self._select, value) for value in chosen)
            self._select = ""


def forms_in(answer: Answer, url: str) -> list[Form]:
    """Return the forms that an answer offers; a dialog's stand in JSON."""
    html = answer.html
    if not html and "json" in answer.content_type:
        html = _dialog(answer.body)
    if 'method="post"' not in html.lower():
        return []
    reader = _Reader(url)
    reader.feed(html)
    return [form for form in reader.forms if not urlsplit(form.action).path.endswith("/logout/")]


def _dialog(text: str) -> str:
    try:
        content = json.loads(text)
    except ValueError:
        return ""
    return str(content.get("html", "")) if isinstance(content, dict) else ""
