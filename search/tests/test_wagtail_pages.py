"""Pages of a stock site are found without a line of code, and only while everybody may open them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.text import slugify
from foreign_project.models import Story, StoryLine
from wagtail.models import Page, PageViewRestriction, Site

from edu_search.analysis import fold
from edu_search.entries.documents import register
from edu_search.entries.registry import index_many
from edu_search.models import Entry
from edu_search.wagtail_pages.describing import page_document, pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _registered_pages(_registered):
    register(Page, page_document, rows=pages)
    cache.clear()  # Wagtail keeps the addresses of sites there, those of the test before, too


@pytest.fixture
def home() -> Page:
    return Site.objects.get().root_page


def publish(parent: Page, title: str = "Tuyển sinh lớp 10", **values) -> Story:
    values.setdefault("slug", slugify(fold(title)))
    story = Story(title=title, live=False, **values)
    parent.add_child(instance=story)
    story.save_revision().publish()
    return Story.objects.get(pk=story.pk)


def found(text: str, client) -> list[str]:
    answer = client.get("/search/", {"q": text}).context["answer"]
    return [result.entry.title for result in answer.results]


def test_a_published_page_is_found_by_title_text_stream_and_lines(client, home):
    story = Story(title="Tin", live=False, body="<p>Hồ sơ nộp <b>trực tuyến</b></p>", search_description="Lời tóm tắt")
    story.parts = [("text", None), ("words", "Sân bóng")]
    story.lines = [StoryLine(words="Thư viện")]
    home.add_child(instance=story)
    story.save_revision().publish()
    for words in ("ho so nop truc tuyen", "san bong", "thu vien", "loi tom tat", "tin"):
        assert found(words, client) == ["Tin"], words
    entry = Entry.objects.present().get()
    assert entry.url_path == "/tin/" and "<" not in entry.text
    assert entry.facets == {"page_type": ["foreign_project.story"]}


def test_fields_that_search_fields_do_not_name_are_not_found(client, home):
    publish(home, secret="matkhau123")
    assert not Entry.objects.filter(text__contains="matkhau").exists()


def test_a_draft_is_not_found_and_a_draft_over_a_live_page_changes_nothing(client, home):
    draft = Story(title="Bản nháp", live=False)
    home.add_child(instance=draft)
    draft.save_revision()
    assert found("ban nhap", client) == []
    story = publish(home)
    story.title = "Chưa đăng"
    story.save_revision()
    assert (found("tuyen sinh", client), found("chua dang", client)) == (["Tuyển sinh lớp 10"], [])


def test_unpublished_and_deleted_pages_are_gone(client, home):
    first, second = publish(home), publish(home, "Tuyển sinh lớp 6")
    first.unpublish()
    assert found("tuyen sinh", client) == ["Tuyển sinh lớp 6"]
    second.delete()
    assert found("tuyen sinh", client) == []


def test_a_page_made_live_by_a_script_is_found(client, home):
    home.add_child(instance=Story(title="Trang của kịch bản"))
    assert found("kich ban", client) == ["Trang của kịch bản"]


def test_a_restricted_branch_is_found_by_nobody_until_it_is_free_again(client, home):
    parent = publish(home, "Khu riêng")
    publish(parent)
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert found("tuyen sinh", client) == [] and found("khu rieng", client) == []
    restriction.delete()
    assert found("tuyen sinh", client) == ["Tuyển sinh lớp 10"]


def test_a_page_moved_below_a_restricted_one_is_gone(client, home):
    private, story = publish(home, "Khu riêng"), publish(home)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    story.move(private, pos="last-child")
    assert found("tuyen sinh", client) == []


def test_a_new_address_of_a_branch_is_known(home, django_capture_on_commit_callbacks):
    parent = publish(home, "Cũ")
    publish(parent)
    parent.refresh_from_db()
    parent.slug = "moi"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    assert set(Entry.objects.present().values_list("url_path", flat=True)) == {"/moi/", "/moi/tuyen-sinh-lop-10/"}


def test_a_page_that_expires_is_found_until_then(client, home):
    publish(home, expire_at=timezone.now() + dt.timedelta(days=1))
    assert found("tuyen sinh", client)
    Entry.objects.update(visible_until=timezone.now() - dt.timedelta(seconds=1))
    assert found("tuyen sinh", client) == []


def test_with_two_sites_addresses_are_whole(client, home):
    other = publish(home, "Trang khác")
    Site.objects.create(hostname="other.example", root_page=other)
    story = publish(other)
    assert Entry.objects.get(object_id=str(story.pk)).url_path == "http://other.example/tuyen-sinh-lop-10/"


def test_all_pages_can_be_indexed_at_once(home):
    Page.objects.filter(pk=home.pk).update(title="Trang chủ")
    assert index_many(Page, list(pages())) == 1
    assert Entry.objects.present().get().url_path == "/"
