"""Two schools: A's officer asks, B holds bait. Shared by the named tests of this folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from worlds import World, body

from comms_plan.articles.models import Article, ArticleKind
from unit_pages.models import Appointment, CalendarEvent, DocumentFile, OfficialDocument, Picture, StandardPage

BAIT = "moinhu"  # in every title, name and tag of B; a word of no other text
ASKED = "timkim"  # beside it, to search for: an answer repeats what was asked


@dataclass
class TwoUnits:
    """What the tests ask about.

    Args:
        world: the small sector; `world.school` is A, `world.other_school` is B.
        officer: an officer of A who publishes too.
        stranger: an officer of B.
        picture: B's picture; `file`, `draft`, `document`, `event` likewise.
        live: an article of B that readers see.
    """

    world: World
    officer: Any
    stranger: Any
    picture: Picture
    file: DocumentFile
    draft: Article
    live: Article
    document: OfficialDocument
    event: CalendarEvent

    @property
    def client(self) -> Client:
        """A's officer, signed in."""
        return signed_in(self.officer)

    @property
    def own(self) -> Article:
        """An article of A."""
        return self.world.first_article(self.world.school)

    @property
    def page(self) -> StandardPage:
        """A page of text of A, whose form is small."""
        return self.world.standard_page(self.world.school)


def make_two_units(world: World) -> TwoUnits:
    """Put bait into B."""
    other = world.other_school
    stranger = get_user_model().objects.create_user(
        f"{BAIT}-nguoi", "mat-khau-rat-dai", full_name=f"{BAIT} Nguyễn", email=f"{BAIT}@example.vn"
    )
    post = Appointment.objects.get(person=world.officer).post
    Appointment.objects.create(person=stranger, unit=other, post=post, starts_on=world.today)
    draft = world.article(other, title=f"{BAIT} {ASKED} nháp", slug=f"{BAIT}-nhap", live=False, owner=stranger)
    draft.topics.set([f"{BAIT}chude"])
    draft.save()
    draft.save_revision(user=stranger, log_action=True)
    picture = world.picture(other, title=f"{BAIT} {ASKED} ảnh", uploaded_by_user=stranger)
    picture.tags.add(f"{BAIT}the", ASKED)
    file = DocumentFile.objects.get(pk=world.file(other).pk)
    file.title, file.original_name, file.uploaded_by_user = f"{BAIT} {ASKED} tệp", f"{BAIT}.pdf", stranger
    file.save()
    return TwoUnits(
        world=world,
        officer=world.officer,
        stranger=stranger,
        picture=picture,
        file=file,
        draft=draft,
        live=world.article(other, title=f"{BAIT} {ASKED} đã đăng", slug=f"{BAIT}-dang"),
        document=world.document(other, title=f"{BAIT} {ASKED} văn bản", is_public=False),
        event=world.event(other, title=f"{BAIT} {ASKED} lịch"),
    )


def signed_in(person: Any) -> Client:
    """Return a client signed in as a person."""
    client = Client()
    client.force_login(person)
    return client


def rows(name: str, *values: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends for rows below a form."""
    data: dict[str, Any] = {
        f"{name}-TOTAL_FORMS": len(values), f"{name}-INITIAL_FORMS": 0,
        f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for number, value in enumerate(values):
        data |= {f"{name}-{number}-{key}": field for key, field in {"id": "", "ORDER": number + 1, **value}.items()}
    return data


def blocks(*values: tuple[str, dict[str, Any] | str]) -> dict[str, Any]:
    """Return what a browser sends for a text of blocks."""
    data: dict[str, Any] = {"body-count": len(values)}
    for number, (kind, value) in enumerate(values):
        place = f"body-{number}"
        data |= {f"{place}-deleted": "", f"{place}-order": number, f"{place}-type": kind, f"{place}-id": ""}
        if isinstance(value, str):
            data[f"{place}-value"] = value
        else:
            data |= {f"{place}-value-{key}": field for key, field in value.items()}
    return data


def rich_text(kind: str, target: int) -> str:
    """Return what the editor of texts sends for a link to a page (``LINK``) or a file (``DOCUMENT``)."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": target, "parentId": 1, "url": "/x/"}}
    block = {
        "key": "abcde", "text": "xem", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": 0}], "data": {},
    }  # fmt: skip
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def article_form(two: TwoUnits, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for A's article."""
    theme = two.world.themes[0]
    return {
        "title": two.own.title, "slug": two.own.slug, "lead": "", "kind": ArticleKind.objects.get().pk, "event_on": "",
        "main_picture": "", "picture_caption": "", "topics": "", "credit_line": "", "themes": [theme.pk],
        "correction_note": "", "corrected_on": "", "seo_title": "", "search_description": "",
        **blocks(), **rows("attachments"), **rows("comments"), **changes,
    }  # fmt: skip


def page_form(two: TwoUnits, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for A's page of text."""
    return {
        "title": two.page.title, "slug": two.page.slug, "lead": "", "seo_title": "", "search_description": "",
        **blocks(), **rows("comments"), **changes,
    }  # fmt: skip


__all__ = [
    "ASKED",
    "BAIT",
    "TwoUnits",
    "article_form",
    "blocks",
    "body",
    "make_two_units",
    "page_form",
    "rich_text",
    "rows",
]
