"""The quick editor on the server: with and without its script, double sending, foreign ids, bad input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import WorkflowState

from comms_plan.articles.models import Article
from comms_plan.desk.models import SentPhoto
from comms_plan.plans.themes import Theme
from unit_pages.models import Picture
from unit_pages.test.files import PDF_BYTES, SECRET_WORDS, picture_bytes

WRITE = "/admin/viet-tin/"
TEXT = "Đoạn mở đầu của tin.\n\nĐoạn thứ hai."
AJAX = {"headers": {"x-requested-with": "XMLHttpRequest"}}


def upload(name: str = "IMG_1.jpg", **kwargs: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        name, picture_bytes(size=(400, 300), from_phone=True, **kwargs), content_type="image/jpeg"
    )


@pytest.fixture
def item(world: SimpleNamespace) -> dict[str, Any]:
    """What a complete form sends."""
    theme = Theme.objects.get(plan=world.plan, code="T01")
    kind = str(Article.kind.field.related_model.objects.get().pk)
    return {
        "token": str(uuid4()),
        "unit": "thpt-1",
        "title": "Ngày hội đọc sách",
        "text": TEXT,
        "themes": [str(theme.pk)],
        "kind": kind,
        "event_on": "2026-05-21",
        "action": "save",
    }


@pytest.fixture
def officer(world: SimpleNamespace, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(world.officer)


def newest() -> Article:
    return Article.objects.latest("pk").get_latest_revision_as_object()


def test_a_draft_holds_lead_body_photos_and_their_descriptions(officer: Client, item: dict[str, Any]) -> None:
    answer = officer.post(WRITE, {**item, "photos": [upload("a.jpg"), upload("b.jpg"), upload("c.jpg")]})
    article = newest()
    assert (answer.status_code, answer["Location"]) == (302, f"{WRITE}{article.pk}/")
    assert not article.live
    assert article.lead == "Đoạn mở đầu của tin."
    assert [block.block_type for block in article.body] == ["paragraph", "gallery"]
    assert "Đoạn thứ hai." in str(article.body[0])
    assert len(article.body[1].value) == 2
    assert article.main_picture.unit.slug == "thpt-1"
    page = officer.get(answer["Location"]).content.decode()
    assert page.count('name="picture"') == 3
    assert "Đoạn mở đầu của tin." in page


def test_a_photo_loses_its_tags_and_its_size_and_stands_upright(officer: Client, item: dict[str, Any]) -> None:
    big = SimpleUploadedFile("big.jpg", picture_bytes(size=(4000, 1000), from_phone=True), content_type="image/jpeg")
    officer.post(WRITE, {**item, "photos": [big]})
    picture = Picture.objects.get()
    content = picture.file.read()
    assert SECRET_WORDS not in content
    with Image.open(io.BytesIO(content)) as stored:
        assert not dict(stored.getexif())
        assert stored.size == (640, 2560) == (picture.width, picture.height)
    assert "big" not in picture.title + picture.file.name


def test_sending_asks_for_theme_text_and_descriptions_and_loses_nothing(
    world: SimpleNamespace, officer: Client, item: dict[str, Any]
) -> None:
    data = {**item, "action": "send", "themes": [], "text": "", "photos": [upload()]}
    answer = officer.post(WRITE, data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn ít nhất một nội dung" in text
    assert "Viết ít nhất một câu" in text
    assert "1 ảnh chưa có mô tả" in text
    assert "Ngày hội đọc sách" in text
    assert text.count('name="picture"') == 1, "the photo that arrived stays"
    assert not Article.objects.exists()


def test_what_is_sent_waits_for_the_leader(world: SimpleNamespace, officer: Client, item: dict[str, Any]) -> None:
    answer = officer.post(WRITE, {**item, "action": "send"})
    assert answer["Location"] == "/admin/"
    article = Article.objects.get()
    assert not article.live
    assert article.current_workflow_state.requested_by == world.officer
    assert "Đã gửi “Ngày hội đọc sách”" in officer.get("/admin/").content.decode()


def test_a_leader_publishes_at_once(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], item: dict[str, Any]
) -> None:
    leader = sign_in(world.leader)
    assert ">Đăng</button>" in leader.get(WRITE).content.decode()
    leader.post(WRITE, {**item, "action": "send"})
    assert Article.objects.get().live


def test_two_people_where_the_kind_says_so(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], item: dict[str, Any]
) -> None:
    kind = world.one.kind
    kind.two_people = True
    kind.save()
    leader = sign_in(world.leader)
    leader.post(WRITE, {**item, "action": "send"})
    article = Article.objects.get()
    assert not article.live
    assert article.workflow_in_progress


@pytest.mark.parametrize("action", ["save", "send"])
def test_the_same_sending_twice_makes_one_item(
    world: SimpleNamespace, officer: Client, item: dict[str, Any], action: str
) -> None:
    answers = [officer.post(WRITE, {**item, "action": action}, **AJAX) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len({answer.json()["page"] for answer in answers}) == 1
    assert Article.objects.count() == 1
    assert WorkflowState.objects.count() == (1 if action == "send" else 0)


def test_the_same_photo_twice_is_stored_once(officer: Client, item: dict[str, Any]) -> None:
    data = {"token": item["token"], "unit": "thpt-1", "key": "k1"}
    answers = [officer.post(f"{WRITE}anh/", {**data, "photo": upload()}, **AJAX).json() for _again in range(2)]
    assert answers[0]["picture"] == answers[1]["picture"]
    assert Picture.objects.count() == SentPhoto.objects.count() == 1


def test_a_saved_item_can_be_sent_on_with_photos_in_another_order(officer: Client, item: dict[str, Any]) -> None:
    data = {"token": item["token"], "unit": "thpt-1"}
    pictures = [
        officer.post(f"{WRITE}anh/", {**data, "key": key, "photo": upload()}, **AJAX).json()["picture"]
        for key in ("k1", "k2")
    ]
    alts = {f"alt-{pk}": f"Học sinh, ảnh {pk}." for pk in pictures}
    sent = {**item, **alts, "picture": [str(pictures[1]), str(pictures[0])], "action": "send"}
    assert officer.post(WRITE, sent, **AJAX).json()["ok"]
    article = newest()
    assert article.main_picture_id == pictures[1]
    assert article.body[-1].value["image"].pk == pictures[0]
    assert Picture.objects.get(pk=pictures[0]).description == f"Học sinh, ảnh {pictures[0]}."


def test_automatic_saves_of_one_sitting_make_one_revision(officer: Client, item: dict[str, Any]) -> None:
    for number in range(4):
        answer = officer.post(WRITE, {**item, "title": f"Ngày hội {number}", "action": "autosave"}, **AJAX)
        assert answer.json()["ok"]
    article = Article.objects.get()
    assert article.revisions.count() == 1
    assert article.draft_title == "Ngày hội 3"


def test_an_edit_does_not_overwrite_what_a_colleague_saved_meanwhile(
    world: SimpleNamespace, officer: Client, item: dict[str, Any]
) -> None:
    first = officer.post(WRITE, item, **AJAX).json()
    article = Article.objects.get().get_latest_revision_as_object()
    article.title = "Sửa bởi lãnh đạo"
    article.save_revision(user=world.leader)
    data = {**item, "token": str(uuid4()), "revision": first["revision"], "title": "Sửa của tôi"}
    answer = officer.post(first["here"], data)
    assert answer.status_code == 422
    assert "đã sửa bài này sau khi bạn mở" in answer.content.decode()
    assert "Sửa của tôi" in answer.content.decode()
    assert Article.objects.get().draft_title == "Sửa bởi lãnh đạo"


def test_foreign_items_units_and_pictures_are_out_of_reach(
    world: SimpleNamespace, officer: Client, item: dict[str, Any], make_article: Callable[..., Article]
) -> None:
    foreign = make_article(world.two, title="Của trường khác", live=False)
    assert officer.get(f"{WRITE}{foreign.pk}/").status_code == 404
    assert officer.post(f"{WRITE}{foreign.pk}/", item).status_code == 404
    assert officer.post(f"{WRITE}{foreign.pk}/lay-lai/").status_code == 404
    bait = Picture(title="Mồi", collection=world.two.collection)
    bait.file.save("x.jpg", upload(), save=False)
    bait._set_image_file_metadata()
    bait.save()
    data = {**item, "unit": "thpt-2", "picture": [str(bait.pk)], f"alt-{bait.pk}": "Chiếm được"}
    officer.post(WRITE, data)
    article = newest()
    assert article.unit == world.one, "the person's own unit, whatever the form says"
    assert article.main_picture is None
    bait.refresh_from_db()
    assert bait.description == ""
    upload_there = {"token": str(uuid4()), "unit": "thpt-1", "page": str(foreign.pk), "photo": upload()}
    assert officer.post(f"{WRITE}anh/", upload_there).status_code == 404


def test_the_token_of_another_person_is_another_item(
    world: SimpleNamespace, sign_in: Callable[[Any], Client], officer: Client, item: dict[str, Any]
) -> None:
    officer.post(WRITE, item)
    sign_in(world.leader).post(WRITE, {**item, "title": "Bài của lãnh đạo"})
    assert set(Article.objects.values_list("draft_title", flat=True)) == {"Ngày hội đọc sách", "Bài của lãnh đạo"}


def test_an_item_with_more_than_text_and_photos_opens_in_the_full_editor(
    world: SimpleNamespace, officer: Client, item: dict[str, Any]
) -> None:
    here = officer.post(WRITE, item, **AJAX).json()["here"]
    article = Article.objects.get().get_latest_revision_as_object()
    article.body = [("paragraph", "<p>Chữ <b>đậm</b></p>"), ("heading", "Mục")]
    article.save_revision(user=world.officer)
    assert officer.get(here)["Location"] == f"/admin/pages/{article.pk}/edit/"
    officer.post(here, {**item, "token": str(uuid4()), "text": "Mất hết"})
    assert "đậm" in str(newest().body), "a form opened before does not wipe it out either"


def test_taking_back_makes_a_draft_of_what_waits(
    world: SimpleNamespace, officer: Client, sign_in: Callable[[Any], Client], item: dict[str, Any]
) -> None:
    officer.post(WRITE, {**item, "action": "send"})
    article = Article.objects.get()
    here = f"{WRITE}{article.pk}/"
    assert officer.get(here)["Location"] == "/admin/", "it waits, so it is not changed"
    assert sign_in(world.leader).post(f"{here}lay-lai/").status_code == 404
    assert officer.post(f"{here}lay-lai/")["Location"] == here
    assert officer.get(here).status_code == 200


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("x.jpg", PDF_BYTES), "không phải"),
        (("x.jpg", picture_bytes(size=(400, 300))[:-300]), "hỏng"),
        (("x.jpg", b""), "x.jpg"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_kept(
    officer: Client, item: dict[str, Any], file: tuple[str, bytes], words: str
) -> None:
    answer = officer.post(WRITE, {**item, "photos": [upload(), SimpleUploadedFile(*file)]}, follow=True)
    assert words in answer.content.decode()
    assert Picture.objects.count() == 1
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": ""}, "Tiêu đề"),
        ({"title": "x" * 300}, "ký tự"),
        ({"event_on": "31/02/2026"}, "ngày"),
        ({"event_on": "1026-05-21"}, "Kiểm tra"),
        ({"themes": ["999999"]}, "không có trong kế hoạch"),
        ({"token": "kein uuid", "title": ""}, "Tiêu đề"),
        ({"picture": ["9" * 30, "-1", "abc"], "title": ""}, "Tiêu đề"),
    ],
)
def test_bad_input_gets_a_sentence_and_writes_nothing(
    officer: Client, item: dict[str, Any], values: dict[str, Any], words: str
) -> None:
    answer = officer.post(WRITE, {**item, **values, "action": "send"})
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not Article.objects.exists()


def test_our_script_is_told_field_by_field(officer: Client, item: dict[str, Any]) -> None:
    answer = officer.post(WRITE, {**item, "title": "", "themes": [], "action": "send"}, **AJAX)
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "themes"}


def test_a_person_who_was_signed_out_is_told_apart(db: None, item: dict[str, Any]) -> None:
    assert Client().post(WRITE, item, **AJAX).status_code == 403
    assert Client().get(WRITE)["Location"].startswith("/admin/login/?next=")


def test_suggestions_name_theme_and_words(world: SimpleNamespace, officer: Client) -> None:
    theme = Theme.objects.get(plan=world.plan, code="T01")
    Theme.objects.filter(pk=theme.pk).update(keywords="thí sinh, đề thi, tuyển sinh lớp 10")
    data = {"title": "Tuyển sinh lớp 10", "text": "Thí sinh xem đề thi."}
    answer = json.loads(officer.post(f"{WRITE}goi-y/", data).content)
    assert answer["themes"][0]["id"] == theme.pk
    assert "tuyển sinh" in answer["themes"][0]["words"]
    ended = Theme.objects.get(plan=world.plan, code="T03").pk
    assert ended not in [row["id"] for row in answer["themes"]]


def test_the_form_needs_the_same_queries_for_1_and_10_photos(officer: Client, item: dict[str, Any]) -> None:
    counts = []
    for number in (1, 10):
        data = {**item, "token": str(uuid4()), "photos": [upload() for _n in range(number)]}
        here = officer.post(WRITE, data)["Location"]
        officer.get(here)
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(here).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
