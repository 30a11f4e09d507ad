"""A foreign site writes no template: every page type renders with what the package ships."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from foreign_site.factories import NewsFactory
from wagtail.models import PageViewRestriction

from unit_pages.days import local_day
from unit_pages.models import (
    CalendarPage,
    ContactPage,
    DocumentListPage,
    GalleryIndexPage,
    GalleryPage,
    GalleryPicture,
    HomeFigure,
    MenuLink,
    QuickLink,
    SectionPage,
    StandardPage,
)
from unit_pages.publications.services import accept_publication
from unit_pages.subsites.lookup import public_path
from unit_pages.test.factories import (
    AppointmentFactory,
    CalendarEventFactory,
    DocumentFileFactory,
    OfficialDocumentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    UnitFactory,
    UnitKindFactory,
    section_of,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def read(client):
    """Return a function that reads a page or an address as anybody does."""

    def reading(page) -> str:
        response = client.get(page if isinstance(page, str) else public_path(page.url_path))
        assert response.status_code == 200
        return response.content.decode()

    return reading


@pytest.fixture
def queries_of(read):
    """Return a function that counts the queries of a page whose pictures have their sizes already."""

    def counting(page) -> int:
        read(page)
        with CaptureQueriesContext(connection) as queries:
            read(page)
        return len(queries)

    return counting


def page_of(unit, model, title="Trang", parent=None, **values):
    return (parent or unit.home).add_child(instance=model(title=title, slug=model.__name__.lower(), **values))


def document_list(unit):
    return DocumentListPage.objects.child_of(unit.home).get()


def gallery(unit, pictures=0, title="Khai giảng", **values):
    index = GalleryIndexPage.objects.child_of(unit.home).first() or page_of(unit, GalleryIndexPage)
    page = index.add_child(instance=GalleryPage(title=title, **values))
    for number in range(pictures):
        picture = PictureFactory(of_unit=unit, description=f"Mô tả {number}")
        GalleryPicture.objects.create(gallery=page, picture=picture, caption=f"Chú thích {number}", sort_order=number)
    return page


class TestEveryType:
    def test_the_site_has_no_templates_of_ours(self, settings):
        names = ["base", "root_home_page", "unit_home_page", "section_page", "standard_page", "document_detail"]
        names += [
            f"blocks/{name}" for name in ("paragraph", "heading", "picture", "gallery", "quote", "table", "video")
        ]
        for name in names:
            assert str(settings.BASE_DIR) not in get_template(f"unit_pages/{name}.html").origin.name

    @pytest.mark.parametrize("model", [SectionPage, StandardPage, CalendarPage, GalleryIndexPage, ContactPage])
    def test_a_page_has_its_title_as_heading(self, read, school, model):
        html = read(page_of(school, model, "Trang của trường"))
        assert html.count("<h1") == 1
        assert "<h1>Trang của trường</h1>" in html
        assert "<title>Trang của trường | " in html
        assert '<html lang="en">' in html
        assert '<a href="#main">Skip to the content</a>' in html
        assert '<main id="main"' in html

    def test_the_rest_too(self, read, school, department):
        assert f"<h1>{school.home.title}</h1>" in read(school.home)
        assert f"<h1>{department.home.title}</h1>" in read(department.home)
        assert "<h1>Văn bản</h1>" in read(document_list(school))
        assert "<h1>Khai giảng</h1>" in read(gallery(school))

    @pytest.mark.parametrize(
        "model", [SectionPage, StandardPage, DocumentListPage, CalendarPage, GalleryIndexPage, ContactPage]
    )
    def test_a_script_in_a_title_is_text(self, read, school, model):
        html = read(page_of(school, model, SCRIPT))
        assert SCRIPT not in html
        assert f"<h1>{escape(SCRIPT)}</h1>" in html

    def test_an_empty_site_says_so(self, read, school):
        assert "Nothing has been published here yet." in read(school.home)
        assert "No document has been published here yet." in read(document_list(school))
        assert "No event has been announced." in read(page_of(school, CalendarPage))
        assert "No picture has been published here yet." in read(page_of(school, GalleryIndexPage))

    def test_the_host_names_its_own_base(self, settings, client, department, school):
        settings.UNIT_PAGES = {**settings.UNIT_PAGES, "BASE_TEMPLATE": "one.html", "SUBSITE_BASE_TEMPLATE": "two.html"}
        loaders = [("django.template.loaders.locmem.Loader", {"one.html": "first", "two.html": "second"})]
        loaders.append("django.template.loaders.app_directories.Loader")
        engine = settings.TEMPLATES[0]
        settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": {**engine["OPTIONS"], "loaders": loaders}}]
        assert client.get("/").content == b"first"
        assert client.get(school.url_path).content == b"second"


class TestMenu:
    def test_the_menu_marks_the_page_it_stands_on(self, read, school):
        html = read(section_of(school))
        address = f"{school.url_path}tin-tuc/"
        assert f'<a href="{address}" aria-current="page">Tin tức</a>' in html
        assert html.count("aria-current") == 1

    def test_a_page_that_is_not_published_is_left_out(self, read, school):
        document_list(school).unpublish()
        MenuLink.objects.create(home=school.home, label=SCRIPT, address="/khac/", sort_order=9)
        html = read(school.home)
        assert ">Văn bản<" not in html
        assert f'<a href="/khac/">{escape(SCRIPT)}</a>' in html

    def test_it_costs_one_query(self, queries_of, school):
        before = queries_of(school.home)
        for number in range(20):
            MenuLink.objects.create(home=school.home, label="Mục", page=section_of(school), sort_order=number)
        assert queries_of(school.home) == before


class TestNews:
    def test_a_section_lists_what_is_published(self, read, school, other_school):
        shown = NewsFactory(of_unit=school, title=f"Bài {SCRIPT}")
        NewsFactory(of_unit=school, title="Bản nháp", draft=True)
        NewsFactory(of_unit=school, title="Đã gỡ").unpublish()
        NewsFactory(of_unit=other_school, title="Bài trường bạn")
        html = read(section_of(school))
        assert f'<a href="{public_path(shown.url_path)}">{escape(shown.title)}</a>' in html
        assert SCRIPT not in html
        for title in ("Bản nháp", "Đã gỡ", "Bài trường bạn"):
            assert title not in html
            assert title not in read(school.home)

    def test_an_article_renders_with_the_shipped_base(self, read, school):
        assert "<h1>Ngày hội</h1>" in read(NewsFactory(of_unit=school, title="Ngày hội"))

    def test_a_section_that_does_not_show_all_lists_its_own_articles(self, read, school):
        NewsFactory(of_unit=school, title="Ở trên")
        own = page_of(school, SectionPage, "Chuyên đề", shows_all=False)
        NewsFactory(parent=own, title="Bên dưới")
        html = read(own)
        assert "Bên dưới" in html
        assert "Ở trên" not in html

    def test_an_accepted_article_names_its_unit(self, read, school, department):
        article = NewsFactory(of_unit=school, title="Bài được nhận")
        accept_publication(page=article, site_unit=department, by=None, now=article.first_published_at)
        html = read(department.home)
        assert "Bài được nhận" in html
        assert f", {school.short_name}</p>" in html

    def test_older_articles_are_behind_a_link(self, read, school):
        for number in range(23):
            NewsFactory(of_unit=school, title=f"Bài số {number:02}")
        address = public_path(section_of(school).url_path)
        html = read(address)
        assert html.count("Bài số") == 20
        older = html.split('href="?after=')[1].split('"')[0]
        assert [f"Bài số {n:02}" in read(f"{address}?after={older}") for n in (0, 1, 2, 3)] == [True, True, True, False]
        assert "?after=" not in read(f"{address}?after={older}")

    @pytest.mark.parametrize("after", ["x", "~", "0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-14:00~1"])
    def test_a_key_of_nothing_is_no_error(self, read, school, after):
        read(f"{public_path(section_of(school).url_path)}?after={after.replace('+', '%2B')}")
        read(f"{public_path(document_list(school).url_path)}?after={after.replace('+', '%2B')}")

    def test_twenty_cost_what_one_costs(self, queries_of, school, department):
        def fill(number):
            for _ in range(number):
                article = NewsFactory(of_unit=school)
                accept_publication(page=article, site_unit=department, by=None, now=article.first_published_at)

        pages = [section_of(school), school.home, department.home]
        fill(1)
        before = [queries_of(page) for page in pages]
        fill(19)
        assert [queries_of(page) for page in pages] == before

    def test_sections_below_are_linked(self, read, school):
        below = page_of(school, SectionPage, "Chuyên đề", parent=section_of(school))
        hidden = page_of(school, StandardPage, "Trang trong", parent=school.home.get_children().get(slug="gioi-thieu"))
        hidden.unpublish()
        assert f'<a href="{public_path(below.url_path)}">Chuyên đề</a>' in read(section_of(school))
        assert "Trang trong" not in read(f"{school.url_path}gioi-thieu/")


class TestHome:
    def test_it_shows_what_the_editors_filled_in(self, read, school):
        home = school.home
        home.notice_title, home.notice_text, home.notice_tag = "Tuyển sinh", f"Hồ sơ {SCRIPT}", "Đang nhận"
        home.notice_deadline = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
        home.notice_button, home.notice_button_address = "Nộp hồ sơ", "/nop/"
        home.hero_picture = PictureFactory(of_unit=school, description="Sân trường.")
        home.disclosure_text, home.disclosure_address = "Báo cáo", "/bao-cao/"
        home.owner_lines = "Sở chủ quản\nHiệu trưởng chịu trách nhiệm"
        home.save()
        QuickLink.objects.create(home=home, label="Thời khóa biểu", address="/tkb/", state="Tuần 8")
        draft = page_of(school, StandardPage, "Nháp", live=False)
        QuickLink.objects.create(home=home, label="Chưa có", page=draft)
        HomeFigure.objects.create(home=home, value="1.512", label="học sinh")
        CalendarEventFactory(unit=school, title="Họp phụ huynh")
        OfficialDocumentFactory(unit=school, title="Kế hoạch năm học")
        html = read(home)
        for part in (
            '<h2 id="notice">Tuyển sinh</h2>',
            f"Hồ sơ {escape(SCRIPT)}",
            '<a href="/nop/">Nộp hồ sơ</a>',
            'alt="Sân trường."',
            '<a href="/tkb/">Thời khóa biểu</a> Tuần 8',
            "<dt>học sinh</dt><dd>1.512</dd>",
            '<a href="/bao-cao/">Báo cáo</a>',
            "Hiệu trưởng chịu trách nhiệm",
            "Họp phụ huynh",
            "Kế hoạch năm học",
        ):
            assert part in html
        assert "Chưa có" not in html

    def test_a_notice_that_is_over_is_not_shown(self, read, school):
        home = school.home
        home.notice_title, home.notice_until = "Tuyển sinh", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        home.save()
        assert "Tuyển sinh" not in read(home)

    def test_the_departments_home_lists_the_units_below(self, read, queries_of, department, school):
        UnitFactory(name="Trường đã thôi", ended=True, subsite=True)
        UnitFactory(name="Trường chưa có trang")
        html = read(department.home)
        assert f'<a href="{school.url_path}">{school.name}</a>' in html
        assert "Trường đã thôi" not in html
        assert "Trường chưa có trang" not in html
        before = queries_of(department.home)
        for _ in range(5):
            UnitFactory(subsite=True)
        assert queries_of(department.home) == before


class TestDocuments:
    def test_a_list_links_its_documents_and_their_public_files(self, read, school, other_school):
        document = OfficialDocumentFactory(unit=school, title=SCRIPT, file=DocumentFileFactory(of_unit=school))
        secret = OfficialDocumentFactory(
            unit=school, title="Tệp nội bộ", file=DocumentFileFactory(of_unit=school, internal=True)
        )
        OfficialDocumentFactory(unit=school, title="Văn bản nội bộ", internal=True)
        OfficialDocumentFactory(unit=other_school, title="Của trường bạn")
        html = read(document_list(school))
        assert f'<a href="{school.url_path}van-ban/{document.slug}/">{escape(SCRIPT)}</a>' in html
        assert SCRIPT not in html
        assert f'href="{document.file.url}"' in html
        assert "Tệp nội bộ" in html
        assert f'href="{secret.file.url}"' not in html
        assert "Văn bản nội bộ" not in html
        assert "Của trường bạn" not in html

    def test_the_documents_of_an_office_lead_to_the_offices_list(self, read, department):
        kind = UnitKindFactory(office=True)
        kind.is_office = True
        kind.save()
        office = UnitFactory(kind=kind, subsite=True)
        bare = UnitFactory(kind=kind)
        document = OfficialDocumentFactory(unit=office, title="Của phòng")
        OfficialDocumentFactory(unit=bare, title="Của phòng chưa có trang")
        html = read(document_list(department))
        address = f"{office.url_path}van-ban/{document.slug}/"
        assert f'<a href="{address}">Của phòng</a>' in html
        assert "<h1>Của phòng</h1>" in read(address)
        assert "<p>Của phòng chưa có trang</p>" in html

    def test_one_document(self, read, school):
        document = OfficialDocumentFactory(
            unit=school, number="7/KH", title=SCRIPT, in_force=False, signer="Hiệu trưởng", summary="Dòng 1\nDòng 2"
        )
        document.file = DocumentFileFactory(of_unit=school)
        document.save()
        html = read(f"{school.url_path}van-ban/{document.slug}/")
        assert f"<h1>{escape(SCRIPT)}</h1>" in html
        assert SCRIPT not in html
        assert f"<title>{escape(SCRIPT)} | " in html
        for part in ("7/KH", "No longer in force", "<dd>Hiệu trưởng</dd>", "Dòng 1<br>Dòng 2", document.file.url):
            assert part in html
        assert f'<a href="{school.url_path}van-ban/">All documents</a>' in html

    def test_twenty_cost_what_one_costs(self, queries_of, school):
        OfficialDocumentFactory(unit=school, file=DocumentFileFactory(of_unit=school))
        pages = [document_list(school), school.home]
        before = [queries_of(page) for page in pages]
        for _ in range(19):
            OfficialDocumentFactory(unit=school, file=DocumentFileFactory(of_unit=school))
        assert [queries_of(page) for page in pages] == before


class TestCalendar:
    def test_it_lists_what_is_not_over(self, read, school, other_school):
        today = local_day()
        last = today + dt.timedelta(days=2)
        CalendarEventFactory(unit=school, title=SCRIPT, ends_on=last, detail="Tại hội trường")
        CalendarEventFactory(unit=school, title="Đã qua", starts_on=today - dt.timedelta(days=1))
        CalendarEventFactory(unit=other_school, title="Của trường bạn")
        html = read(page_of(school, CalendarPage))
        assert escape(SCRIPT) in html
        assert SCRIPT not in html
        assert f'<time datetime="{last}">' in html
        assert "Tại hội trường" in html
        assert "Đã qua" not in html
        assert "Của trường bạn" not in html

    def test_twenty_cost_what_one_costs(self, queries_of, school):
        page = page_of(school, CalendarPage)
        CalendarEventFactory(unit=school)
        before = queries_of(page)
        CalendarEventFactory.create_batch(19, unit=school)
        assert queries_of(page) == before


class TestGalleries:
    def test_the_list(self, read, school, other_school):
        shown = gallery(school, 1, title=f"Hội trại {SCRIPT}", taken_on=dt.date(2026, 3, 26))
        gallery(school, title="Chưa xong", live=False)
        closed = gallery(school, title="Riêng tư")
        PageViewRestriction.objects.create(page_id=closed.pk, restriction_type=PageViewRestriction.LOGIN)
        gallery(other_school, title="Của trường bạn")
        html = read(shown.get_parent())
        assert f'<a href="{public_path(shown.url_path)}">{escape(shown.title)}</a>' in html
        assert SCRIPT not in html
        assert "1 picture</p>" in " ".join(html.split())
        for title in ("Chưa xong", "Riêng tư", "Của trường bạn"):
            assert title not in html

    def test_one_gallery(self, read, school):
        html = read(gallery(school, 2, title=SCRIPT, summary="Một ngày vui."))
        assert f"<h1>{escape(SCRIPT)}</h1>" in html
        assert SCRIPT not in html
        assert html.count("<img ") == 2
        for part in ('alt="Mô tả 0"', "Chú thích 1", "Một ngày vui."):
            assert part in html

    def test_twenty_cost_what_one_costs(self, queries_of, school):
        few, many = gallery(school, 1), gallery(school, 20, title="Nhiều ảnh")
        assert queries_of(many) == queries_of(few)

    def test_twenty_galleries_cost_what_one_costs(self, queries_of, school):
        index = gallery(school, 1).get_parent()
        before = queries_of(index)
        for number in range(19):
            gallery(school, title=f"Bộ {number}")
        assert queries_of(index) == before


class TestContact:
    def test_it_names_ways_and_posts(self, read, school):
        school.address, school.phone, school.email = "1 Lê Lợi", "(0225) 3.840.111", "thcs@example.vn"
        school.save()
        named = PersonFactory(username="ten-dang-nhap", first_name="An", last_name=SCRIPT)
        AppointmentFactory(unit=school, person=named, leader=True)
        AppointmentFactory(unit=school, person=PersonFactory(username="khong-ten"))
        AppointmentFactory(unit=school, over=True, post=PostFactory(code="cu", name="Đã thôi"))
        AppointmentFactory(unit=school, post=PostFactory(code="kin", name="Không công khai", is_public=False))
        html = read(page_of(school, ContactPage, intro="Mời gọi.", map_address="https://example.org/map"))
        for part in (
            "1 Lê Lợi",
            '<a href="tel:02253840111">(0225) 3.840.111</a>',
            '<a href="mailto:thcs@example.vn">',
            '<a href="https://example.org/map"',
            f"Lãnh đạo phụ trách: An {escape(SCRIPT)}",
            "<li>Cán bộ truyền thông</li>",
            "Mời gọi.",
        ):
            assert part in html
        for part in ("ten-dang-nhap", "khong-ten", "Đã thôi", "Không công khai", SCRIPT):
            assert part not in html

    def test_twenty_posts_cost_what_one_costs(self, queries_of, school):
        page = page_of(school, ContactPage)
        AppointmentFactory(unit=school)
        before = queries_of(page)
        AppointmentFactory.create_batch(19, unit=school)
        assert queries_of(page) == before


class TestTexts:
    def body(self, school, pictures=2):
        chosen = [PictureFactory(of_unit=school, description=f"Ảnh số {n}").pk for n in range(pictures)]
        public, internal = DocumentFileFactory(of_unit=school), DocumentFileFactory(of_unit=school, internal=True)
        table = {
            "data": [["Lớp", "Sĩ số"], ["6A", SCRIPT]],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_caption": "Sĩ số các lớp",
        }
        blocks = [
            ("paragraph", "<p>Một <b>đoạn</b>.</p>"),
            ("heading", f"Đầu đề {SCRIPT}"),
            ("picture", {"image": chosen[0], "caption": f"Chú thích {SCRIPT}"}),
            ("gallery", [{"image": pk, "caption": "Trong bộ"} for pk in chosen]),
            ("quote", {"text": "Lời\nhay", "source": "Hiệu trưởng"}),
            ("table", table),
            ("attachment", {"file": public.pk, "title": "Tải về"}),
            ("attachment", {"file": internal.pk, "title": "Nội bộ"}),
            ("video", {"url": "https://example.org/v", "title": "Phim"}),
        ]
        return json.dumps([{"type": name, "value": value} for name, value in blocks])

    def test_every_block_has_a_template(self, read, school):
        html = read(page_of(school, StandardPage, "Giới thiệu", lead="Lời dẫn.", body=self.body(school)))
        for part in (
            "<p>Lời dẫn.</p>",
            "<p>Một <b>đoạn</b>.</p>",
            f"<h2>Đầu đề {escape(SCRIPT)}</h2>",
            f"Chú thích {escape(SCRIPT)}",
            'alt="Ảnh số 1"',
            "<p>Lời<br>hay</p></blockquote>",
            "<figcaption>Hiệu trưởng</figcaption>",
            "<caption>Sĩ số các lớp</caption>",
            'scope="col"',
            'scope="row"',
            escape(SCRIPT),
            ">Tải về (PDF)</a>",
            '<a href="https://example.org/v" rel="noopener">Phim</a>',
        ):
            assert part in html
        assert html.count("<img ") == 3
        assert SCRIPT not in html
        assert "Nội bộ" not in html

    def test_twenty_pictures_cost_what_two_cost(self, queries_of, school):
        few, many = (
            school.home.add_child(
                instance=StandardPage(title="Bài", slug=f"bai-{n}", body=self.body(school, pictures=n))
            )
            for n in (2, 20)
        )
        assert queries_of(many) == queries_of(few)
