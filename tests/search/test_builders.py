"""What the entries of the portal say, and that they follow every change in its transaction."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from worlds import body

from comms_plan.articles.models import Article, ArticleAttachment, ArticleTheme
from edu_portal.people.models import User
from edu_portal.search import renewal
from edu_portal.search.audience import reader_audience
from edu_portal.search.surroundings import Surroundings
from edu_search.conf import reader_audience as configured
from edu_search.entries.facets import facets
from edu_search.entries.models import PUBLIC
from edu_search.extraction.models import FileSource, FileState, FileText
from edu_search.extraction.services import read_waiting
from edu_search.models import Entry
from unit_pages.enums import SiteState
from unit_pages.models import DocumentFile, GalleryIndexPage, GalleryPage, GalleryPicture, StandardPage, Unit
from unit_pages.subsites.states import set_site_state

RICH = body(
    ("paragraph", "<p>Học sinh <b>đẽo</b> con rối.</p><ul><li>Một</li><li>Hai</li></ul>"),
    ("heading", "Con rối nước"),
    ("quote", {"text": "Nghề của ông cha", "source": "Hiệu trưởng"}),
    ("table", {"data": [["Môn", "Điểm"], ["Toán", None]]}),
    ("video", {"url": "https://example.vn/v", "title": "Phim về làng nghề"}),
)


@pytest.fixture
def article(world) -> Article:
    return world.article(world.school, title="Ngày hội đọc sách", body=RICH, credit_line="Tổ Ngữ văn")


def test_an_article_is_found_by_all_its_words(world, article, entry_of):
    world.attach(article, 1)
    entry = entry_of(article)
    for words in ("đẽo con rối", "Một Hai", "Con rối nước", "Nghề của ông cha", "Hiệu trưởng", "Toán", "Phim về"):
        assert words in entry.text
    assert {"Sân trường", "Tổ Ngữ văn", "Phụ lục"} <= set(entry.text.splitlines())
    assert "<" not in entry.text
    assert "example.vn" not in entry.text


def test_an_article_is_narrowed_by_what_it_is(world, article, entry_of):
    facets_of = entry_of(article).facets
    assert facets_of == {
        "type": ["tin-bai"],
        "unit": [world.school.code],
        "unit_kind": ["thpt"],
        "district": ["Quận Mẫu"],
        "level": ["thpt"],
        "kind": ["tin"],
        "theme": ["noi-dung-1", "noi-dung-2"],
        "year": Surroundings().school_year(world.now),
    }
    labels = {facet.name: facet.labels(facets_of[facet.name]) for facet in facets() if facet.labels}
    assert labels["theme"]["noi-dung-1"] == "1. Nội dung 1"
    assert labels["unit"] == {world.school.code: world.school.short_name}
    assert labels["kind"] == {"tin": "Tin"}
    assert labels["level"] == {"thpt": "THPT"}


@pytest.mark.parametrize(
    ("day", "year"), [((2026, 7, 31), "2025-2026"), ((2026, 8, 1), "2026-2027"), ((2026, 12, 31), "2026-2027")]
)
def test_the_school_year_turns_with_the_plan(day, year):
    moment = timezone.make_aware(dt.datetime(*day, 0, 30))
    assert Surroundings().school_year(moment) == [year]
    turned = Surroundings(turn=(9, 1)).school_year(moment)
    assert turned == (["2026-2027"] if day[1] == 12 else ["2025-2026"])


def test_a_draft_in_the_editors_hands_is_not_found(article, entry_of):
    article.title = "Tên mật"
    article.lead = "Chưa ai được đọc"
    article.save_revision()
    renewal.renew(Article, [article.pk])
    assert entry_of(article).title == "Ngày hội đọc sách"


def test_themes_and_files_added_alone_are_found(world, article, entry_of):
    ArticleTheme.objects.create(content_object_id=article.pk, tag=world.themes[4])
    ArticleAttachment.objects.create(article_id=article.pk, file=world.file(world.school), title="Thể lệ cuộc thi")
    assert "noi-dung-5" in entry_of(article).facets["theme"]
    assert "Thể lệ cuộc thi" in entry_of(article).text
    ArticleTheme.objects.filter(content_object=article.pk, tag=world.themes[4]).first().delete()
    assert "noi-dung-5" not in entry_of(article).facets["theme"]


def test_publishing_writes_one_row_in_few_queries(world, article):
    article.lead = "Câu mở đầu khác"
    revision = article.save_revision()
    before = Entry.objects.get(object_id=article.pk, type="article").version
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    written = [q for q in asked.captured_queries if q["sql"].startswith("INSERT") and "edu_search_entry" in q["sql"]]
    assert len(written) == 1
    assert Entry.objects.get(object_id=article.pk, type="article").version == before + 1
    reads = [q for q in asked.captured_queries if 'FROM "edu_search_entry"' in q["sql"]]
    assert len(reads) <= 2


def _unpublished(article, world):
    article.unpublish()


def _deleted(article, world):
    DeletePageAction(article.specific, user=None).execute(skip_permission_checks=True)


def _expired(article, world):
    Page.objects.filter(pk=article.pk).update(expire_at=world.now - dt.timedelta(hours=1))
    renewal.renew(Article, [article.pk])


def _private(article, world):
    PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="login")


def _private_above(article, world):
    PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")


def _closed(article, world):
    set_site_state(unit=world.school, state=SiteState.DRAFT, by=None, now=world.now)


def _invited(article, world):
    set_site_state(unit=world.school, state=SiteState.INVITED, by=None, now=world.now)


@pytest.mark.parametrize(
    "hide",
    [_unpublished, _deleted, _expired, _private, _private_above, _closed, _invited],
    ids=lambda f: f.__name__[1:],
)
def test_what_readers_may_not_see_is_not_found(world, article, hide):
    shown = Entry.objects.in_time(timezone.now()).filter(type="article", object_id=str(article.pk))
    assert shown.exists()
    hide(article, world)
    assert not shown.exists()


def test_a_restriction_that_is_lifted_and_a_site_that_opens_bring_it_back(world, article, entry_of):
    restriction = PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")
    assert entry_of(article) is None
    restriction.delete()
    assert entry_of(article) is not None
    _closed(article, world)
    assert not Entry.objects.present().filter(owner=world.school.code).exists()
    set_site_state(unit=world.school, state=SiteState.LIVE, by=None, now=world.now)
    assert entry_of(article) is not None
    assert entry_of(world.school) is not None


def test_addresses_follow_a_move_and_a_new_slug_above(world, article, entry_of, django_capture_on_commit_callbacks):
    section = article.get_parent().specific
    section.slug = "tin-moi"
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail tells of a new slug after the commit
        section.save_revision().publish()
    assert "/tin-moi/" in entry_of(article).url_path
    MovePageAction(article.specific, world.section(world.other_school), pos="last-child", user=None).execute(
        skip_permission_checks=True
    )
    entry = entry_of(article)
    assert entry.owner == world.other_school.code
    assert entry.facets["unit"] == [world.other_school.code]
    assert entry.url_path.startswith(world.other_school.url_path)


def test_a_unit_is_found_by_what_it_was_called_and_no_longer_when_it_ended(world, entry_of):
    school = world.school
    school.former_names.create(name="Trường cấp ba Bến Đò", until_on=world.today)
    school.predecessions.create(unit=world.other_school, kind="merged", on=world.today)
    text = entry_of(school).text
    assert "Trường cấp ba Bến Đò" in text
    assert world.other_school.name in text
    assert school.code in text
    assert world.officer.full_name not in text
    school.ends_on = world.today
    school.save()
    assert entry_of(school) is None


def test_a_unit_that_ends_on_a_coming_day_is_found_until_then(world, entry_of):
    world.school.ends_on = world.today + dt.timedelta(days=3)
    world.school.save()
    entry = entry_of(world.school)
    assert timezone.localdate(entry.visible_until) == world.school.ends_on
    assert not Entry.objects.in_time(entry.visible_until).filter(pk=entry.pk).exists()


def test_a_unit_that_moves_to_another_district_takes_everything_along(world, article, entry_of):
    document = world.document(world.school)
    world.school.district = "Quận Khác"
    world.school.save()
    for found in (world.school, article, document):
        assert entry_of(found).facets["district"] == ["Quận Khác"]
    world.school.levels.clear()
    assert "level" not in entry_of(article).facets


def test_an_official_document_follows_its_file_and_its_kind(world, entry_of):
    document = world.document(world.school, number="1234/SGDĐT-VP", title="Về việc nghỉ Tết")
    entry = entry_of(document)
    assert entry.title == "1234/SGDĐT-VP Về việc nghỉ Tết"
    assert timezone.localdate(entry.published_at) == document.issued_on
    assert "Công văn" in entry.text
    world.document_kind.name = "Công điện"
    world.document_kind.save()
    assert "Công điện" in entry_of(document).text
    document.is_public = False
    document.save()
    assert entry_of(document) is None


def test_pages_are_found_by_their_text_and_empty_ones_not_at_all(world, entry_of):
    page = StandardPage.objects.child_of(world.other_school.home).get(slug="gioi-thieu")
    page.lead, page.body = "", []
    page.save()
    assert entry_of(page) is None
    page.body = RICH
    page.save_revision().publish()
    entry = entry_of(page)
    assert "đẽo con rối" in entry.text
    assert world.other_school.name in entry.text
    assert entry.facets["type"] == ["trang"]
    page.unpublish()
    assert entry_of(page) is None


def test_a_gallery_is_found_by_its_captions(world, entry_of):
    index = GalleryIndexPage.objects.child_of(world.school.home).get()
    gallery = GalleryPage(title="Khai giảng", slug="khai-giang")
    gallery.pictures = [
        GalleryPicture(picture=world.picture(world.school), caption=caption) for caption in ("Đánh trống", "Thả bóng")
    ]
    index.add_child(instance=gallery)
    assert {"Đánh trống", "Thả bóng", "Tổ Ngữ văn"} <= set(entry_of(gallery).text.splitlines())
    gallery.pictures.first().delete()
    assert "Đánh trống" not in entry_of(GalleryPage.objects.get(pk=gallery.pk)).text


@pytest.fixture
def internal(world) -> Article:
    return world.article(world.school, title="Lịch trực nội bộ", is_internal=True)


def _asking(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def _finds(entry, user) -> bool:
    return entry.is_shown_to(configured(_asking(user)), timezone.now())


def _staff(world, unit: Unit, name: str) -> User:
    from unit_pages.models import Appointment, Post

    person = User.objects.create_user(name, "mat-khau-rat-dai")
    start = world.today - dt.timedelta(days=9)
    Appointment.objects.create(person=person, unit=unit, post=Post.objects.first(), starts_on=start)
    return person


def test_internal_items_are_found_by_the_staff_who_may_read_them(world, internal, entry_of):
    from django.contrib.auth.models import AnonymousUser

    entry = entry_of(internal)
    assert PUBLIC not in entry.audience
    below = world.unit("Phân hiệu", "thpt", parent=world.school)
    assert _finds(entry, world.officer)
    assert _finds(entry, _staff(world, world.root, "cua-so"))
    assert _finds(entry, _staff(world, below, "cua-phan-hieu"))
    assert _finds(entry, User.objects.create_superuser("quan-tri", password="mat-khau-rat-dai"))  # noqa: S106
    assert not _finds(entry, _staff(world, world.other_school, "truong-khac"))
    assert not _finds(entry, User.objects.create_user("khong-chuc-vu", "mat-khau-rat-dai"))
    assert not _finds(entry, AnonymousUser())


def test_an_anonymous_reader_costs_no_query(world, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert reader_audience(_asking(AnonymousUser())) == {PUBLIC}


def test_internal_items_follow_when_a_unit_moves_in_the_tree(world, internal, entry_of):
    boss = _staff(world, world.office, "cua-phong")
    assert not _finds(entry_of(internal), boss)
    world.school.parent = world.office
    world.school.save()
    assert _finds(entry_of(internal), boss)


def test_an_item_that_becomes_internal_leaves_the_public_at_once(world, article, entry_of):
    article.is_internal = True
    article.save_revision().publish()
    assert PUBLIC not in entry_of(article).audience
    article.is_internal = False
    article.save_revision().publish()
    assert entry_of(article).audience == [PUBLIC]


def test_a_theme_with_a_new_address_is_followed(world, article, entry_of):
    theme = world.themes[0]
    theme.slug = "dia-chi-moi"
    theme.save()
    assert "dia-chi-moi" in entry_of(article).facets["theme"]


def test_many_entries_are_written_in_as_many_queries_as_few(world):
    def asked(number: int) -> int:
        for _n in range(number):
            item = world.article(world.school)
            world.attach(item, 1)
            world.document(world.school)
        Entry.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            renewal.renew_unit(world.school)
        return len(queries)

    asked(1)
    assert asked(1) == asked(10)


def test_the_words_of_a_file_in_a_private_collection_are_for_nobody(world, entry_of):
    document = world.document(world.school, file=world.file(world.school))
    assert entry_of(document) is not None
    CollectionViewRestriction.objects.create(collection=world.school.collection, restriction_type="login")
    assert entry_of(document) is not None


def test_the_words_of_a_file_are_found_and_editors_read_why_not(world, entry_of, client, settings):
    settings.EDU_SEARCH = {**settings.EDU_SEARCH, "READ_FILES": True}
    document = world.document(world.school, file=_word_file(world, "Chỉ tiêu năm trăm bốn mươi"))
    assert "Chỉ tiêu" not in entry_of(document).text  # the text comes later, the entry at once
    assert read_waiting() >= 1
    assert "Chỉ tiêu năm trăm bốn mươi" in entry_of(document).text
    client.force_login(User.objects.create_superuser("quan-tri", password="mat-khau-rat-dai"))  # noqa: S106
    edit = f"/admin/official_documents/edit/{document.pk}/"
    assert str(FileState.READ.label) in client.get(edit).content.decode()
    FileSource.objects.update(state=FileState.PASSWORD)
    assert str(FileState.PASSWORD.label) in client.get(edit).content.decode()
    document.file.is_public = False
    document.file.save()
    assert "Chỉ tiêu" not in entry_of(document).text


def test_a_replaced_file_replaces_its_words_and_a_deleted_one_takes_them_along(world, entry_of):
    document = world.document(world.school, file=_word_file(world, "Bản thứ nhất"))
    read_waiting()
    document.file = _word_file(world, "Bản thứ hai")
    document.save()
    assert "Bản thứ nhất" not in entry_of(document).text
    read_waiting()
    assert "Bản thứ hai" in entry_of(document).text
    document.file.delete()
    assert "Bản thứ hai" not in entry_of(document).text
    assert not FileText.objects.filter(text__contains="Bản thứ hai").exists()


def _word_file(world, text: str) -> DocumentFile:
    import io

    import docx
    from django.core.files.base import ContentFile

    written, output = docx.Document(), io.BytesIO()
    written.add_paragraph(text)
    written.save(output)
    unit = world.school
    return DocumentFile.objects.create(
        title="Tệp", file=ContentFile(output.getvalue(), name="a.docx"), collection=unit.collection, unit=unit
    )
