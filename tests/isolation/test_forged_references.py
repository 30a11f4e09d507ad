"""An own form with foreign ids in it saves nothing, and does not tell what the ids belong to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from two_units import BAIT, TwoUnits, article_form, blocks, make_two_units, page_form, rich_text, rows
from wagtail.models import Page, ReferenceIndex, Revision, get_page_models

from unit_pages.access.references import ReferenceGuard, check_references, references_of
from unit_pages.models import DocumentFile, GalleryPage, OfficialDocument, Picture, StandardPage

FORGED: dict[str, Callable[[TwoUnits], dict[str, Any]]] = {
    "picture of a field": lambda two: {"main_picture": two.picture.pk},
    "picture of a block": lambda two: blocks(("picture", {"image": two.picture.pk, "caption": ""})),
    "picture of a gallery block": lambda two: blocks(("gallery", {
        "count": 2,
        **{f"{n}-{key}": value for n in (0, 1) for key, value in (
            ("deleted", ""), ("order", n), ("id", ""), ("value-image", two.picture.pk), ("value-caption", ""))},
    })),
    "file of a block": lambda two: blocks(("attachment", {"file": two.file.pk, "title": ""})),
    "draft in a text": lambda two: blocks(("paragraph", rich_text("LINK", two.draft.pk))),
    "file in a text": lambda two: blocks(("paragraph", rich_text("DOCUMENT", two.file.pk))),
    "file of a row": lambda two: rows("attachments", {"file": two.file.pk, "title": ""}),
    "file of a deleted row": lambda two: rows("attachments", {"file": two.file.pk, "title": "", "DELETE": "on"}),
    "picture beside a mistake": lambda two: {"main_picture": two.picture.pk, "title": ""},
    "block beside a mistake": lambda two: blocks(
        ("picture", {"image": two.picture.pk, "caption": ""}), ("video", {"url": "no address", "title": ""})
    ),
    "row beside a mistake": lambda two: {**rows("attachments", {"file": two.file.pk, "title": ""}), "title": ""},
}  # fmt: skip


#: As HTML says it, and as the data of the editor's script do.
REFUSED = ("thuộc đơn vị khác", json.dumps("thuộc đơn vị khác")[1:-1])


@pytest.fixture
def two(world) -> TwoUnits:
    return make_two_units(world)


def edit(two: TwoUnits, data: dict[str, Any], page: Page | None = None) -> Any:
    return two.client.post(f"/admin/pages/{(page or two.own).pk}/edit/", data)


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("button", ["", "action-publish"])
def test_a_forged_article_is_refused_without_a_word_about_it(forged: str, button: str, two: TwoUnits) -> None:
    before = two.own
    revisions = Revision.objects.count()
    response = edit(two, article_form(two, **FORGED[forged](two), **({button: "1"} if button else {})))
    assert response.status_code == 200
    assert BAIT not in response.content.decode()
    assert any(words in response.content.decode() for words in REFUSED)
    assert Revision.objects.count() == revisions
    assert two.own.main_picture_id == before.main_picture_id
    assert not two.own.attachments.filter(file=two.file).exists()


@pytest.mark.parametrize("forged", ["picture of a block", "draft in a text", "file in a text"])
def test_a_forged_page_of_text_is_refused(forged: str, two: TwoUnits) -> None:
    response = edit(two, page_form(two, **FORGED[forged](two)), two.page)
    assert response.status_code == 200
    assert BAIT not in response.content.decode()
    assert not two.page.body


def test_a_preview_shows_nothing_forged(two: TwoUnits) -> None:
    client = two.client
    path = f"/admin/pages/{two.own.pk}/edit/preview/"
    data = article_form(two, main_picture=two.picture.pk)
    assert client.post(path, data).json()["is_valid"] is False
    assert BAIT not in client.get(path).content.decode()


def test_a_gallery_takes_own_pictures_only(two: TwoUnits) -> None:
    gallery = two.world.first_gallery(two.world.school)
    mine = two.world.picture(two.world.school)
    for picture, answer in ((two.picture, 200), (mine, 302)):
        data = {
            "title": gallery.title, "slug": gallery.slug, "summary": "", "taken_on": "", "seo_title": "",
            "search_description": "", "action-publish": "1", **rows("comments"),
            **rows("pictures", {"picture": picture.pk, "caption": ""}),
        }  # fmt: skip
        response = edit(two, data, gallery)
        assert response.status_code == answer
        assert BAIT not in response.content.decode()
    chosen = set(GalleryPage.objects.get(pk=gallery.pk).pictures.values_list("picture", flat=True))
    assert mine.pk in chosen
    assert two.picture.pk not in chosen


def test_a_home_page_takes_neither_foreign_picture_nor_draft(two: TwoUnits) -> None:
    home = two.world.school.home
    data = {
        "title": home.title, "slug": home.slug, "seo_title": "", "search_description": "", "owner_lines": "",
        **{name: "" for name in (
            "notice_tag", "notice_title", "notice_text", "notice_deadline", "notice_fact_label", "notice_fact_value",
            "notice_button", "notice_button_address", "notice_link", "notice_link_address", "notice_from",
            "notice_until", "disclosure_text", "disclosure_address", "hero_picture")},
        **rows("comments"), **rows("quick_links"), **rows("menu_links"), **rows("figures"),
    }  # fmt: skip
    link = {"label": "Xem", "page": two.draft.pk, "address": "", "icon": "info", "live_state": "", "state": ""}
    for forged in ({"hero_picture": two.picture.pk}, rows("quick_links", link), rows("menu_links", link)):
        response = edit(two, {**data, **forged}, home)
        assert response.status_code == 200
        assert BAIT not in response.content.decode()
    live = {**link, "page": two.live.pk}
    assert edit(two, {**data, **rows("quick_links", live)}, home).status_code == 302  # all may link to public pages


def test_own_things_and_those_of_the_library_are_taken(two: TwoUnits) -> None:
    school, library = two.world.picture(two.world.school), two.world.picture(two.world.root)
    file = two.world.file(two.world.school)
    own_draft = two.world.article(two.world.school, live=False)
    for picture in (school, library):
        data = article_form(
            two, main_picture=picture.pk, **rows("attachments", {"file": file.pk, "title": ""}),
            **blocks(("picture", {"image": picture.pk, "caption": ""}),
                     ("paragraph", rich_text("LINK", own_draft.pk)), ("paragraph", rich_text("LINK", two.live.pk))),
        )  # fmt: skip
        assert edit(two, data).status_code == 302
    latest = two.own.get_latest_revision_as_object()
    assert latest.main_picture_id == library.pk
    assert (Page, str(two.live.pk)) in references_of(latest)


def test_what_an_item_points_to_already_may_stay(two: TwoUnits) -> None:
    article = two.own
    article.main_picture = two.picture  # the department put it there
    article.save_revision()
    assert edit(two, article_form(two, main_picture=two.picture.pk, title="Tiêu đề mới")).status_code == 302


def test_a_document_takes_no_foreign_file(two: TwoUnits) -> None:
    own = two.world.first_document(two.world.school)
    data = {
        "unit": own.unit_id, "number": "1/X", "title": "Về việc", "kind": own.kind_id, "field": "", "issuer": "",
        "signer": "", "issued_on": own.issued_on.isoformat(), "summary": "", "file": two.file.pk,
        "is_public": "on", "in_force": "on",
    }  # fmt: skip
    for path in ("/admin/official_documents/new/", f"/admin/official_documents/edit/{own.pk}/"):
        response = two.client.post(path, data)
        assert response.status_code == 200
        assert BAIT not in response.content.decode()
    assert not OfficialDocument.objects.filter(file=two.file).exists()


def test_a_service_refuses_what_a_form_would(two: TwoUnits) -> None:
    article = two.own
    before = references_of(article)
    article.main_picture = two.picture
    with pytest.raises(ValidationError) as refused:
        check_references(article, two.officer, before)
    assert BAIT not in str(refused.value)
    check_references(article, None, before)
    article.main_picture = two.world.picture(two.world.school)
    check_references(article, two.officer, before)
    article.attachments.create(file=two.file, title="")
    with pytest.raises(ValidationError):
        check_references(article, two.officer, before)


def test_the_form_of_every_page_type_is_guarded() -> None:
    types = [model for model in get_page_models() if model is not Page]
    assert len(types) > 7
    open_ones = [model for model in types if not issubclass(model.get_edit_handler().get_form_class(), ReferenceGuard)]
    assert not open_ones


def test_wagtail_finds_references_as_we_read_them(two: TwoUnits) -> None:
    """Pins a private method of Wagtail: field, row, block and rich text, each with content type, key and path."""
    page = StandardPage(title="Trang", slug="trang")
    page.body = StandardPage._meta.get_field("body").to_python([
        {"type": "paragraph", "value": f'<p><a linktype="page" id="{two.draft.pk}">x</a></p>'},
        {"type": "picture", "value": {"image": two.picture.pk, "caption": ""}},
        {"type": "attachment", "value": {"file": two.file.pk, "title": ""}},
    ])  # fmt: skip
    found = list(ReferenceIndex._extract_references_from_object(page))
    assert all(len(row) == 4 and isinstance(row[0], int) and row[2].split(".")[0] == "body" for row in found)
    expected = {(Page, str(two.draft.pk)), (Picture, str(two.picture.pk)), (DocumentFile, str(two.file.pk))}
    assert references_of(page) == expected
    article = two.own
    article.main_picture = two.picture
    article.attachments.create(file=two.file, title="")
    assert {(Picture, str(two.picture.pk)), (DocumentFile, str(two.file.pk))} <= references_of(article)
