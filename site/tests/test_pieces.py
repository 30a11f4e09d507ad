"""Pieces of pages: kept between requests, and never older than the last commit."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone
from small_pack import QUIET_ARTICLE, SCHOOL_ARTICLE

from comms_plan.articles.models import Article, ArticleTheme
from comms_plan.plans.models import Plan
from edu_portal.branding.models import Branding
from edu_portal.page_cache import pieces
from unit_pages.models import CalendarEvent, MenuLink, Publication, QuickLink, Unit, UnitHomePage
from unit_pages.publications.services import accept_publication
from unit_pages.subsites.states import set_site_state

SCHOOL = "/thcs-dong-minh/"
ARTICLE = f"{SCHOOL}tin-tuc/{SCHOOL_ARTICLE}/"


@pytest.fixture(autouse=True)
def _kept(province, settings):
    settings.PIECE_CACHE_SECONDS = 300
    cache.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def text(client):
    """Return a function that reads a page twice, as a reader does whom the first one warmed the pieces for."""

    def read(address):
        client.get(address)
        return client.get(address).content.decode()

    return read


def article():
    return Article.objects.get(slug=SCHOOL_ARTICLE)


def menu_link(slug="thcs-dong-minh"):
    return MenuLink.objects.filter(home__unit__slug=slug, page__isnull=False).select_related("page").first()


class TestKeeping:
    @pytest.mark.parametrize(
        "address",
        ["/", "/?cap=thpt", SCHOOL, ARTICLE, "/ke-hoach/", "/chu-de/", "/don-vi/", SCHOOL + "tin-tuc/"],
    )
    def test_a_page_of_kept_pieces_is_the_same_page(self, client, settings, address):
        kept = [client.get(address).content for _turn in range(2)]
        settings.PIECE_CACHE_SECONDS = 0
        assert kept == [client.get(address).content] * 2

    def test_the_second_reader_asks_less(self, client, django_assert_max_num_queries):
        client.get("/ke-hoach/")
        with django_assert_max_num_queries(2):
            client.get("/ke-hoach/")

    @pytest.mark.parametrize(("address", "most"), [("/", 4), (SCHOOL, 5), (ARTICLE, 6)])
    def test_the_second_reader_of_a_home_or_an_article_asks_whether_it_may_be_read_and_what_changed(
        self, text, client, django_assert_max_num_queries, address, most
    ):
        text(address)
        with django_assert_max_num_queries(most):
            client.get(address)

    def test_an_invented_level_of_education_shows_all_schools_and_makes_no_pieces(self, client, text):
        shown = text("/").partition("<main")[2]
        before = set(cache._cache)
        assert client.get("/?cap=%3Cscript%3E").content.decode().partition("<main")[2] == shown
        assert set(cache._cache) == before
        assert 'href="/?cap=thpt#tu-cac-truong" aria-current="true"' in text("/?cap=thpt")

    def test_each_page_marks_its_own_place_in_the_menu_and_leads_back_to_itself(self, text):
        for address in [SCHOOL + "tin-tuc/", SCHOOL + "lien-he/"]:
            shown = text(address)
            assert f'<a href="{address}" aria-current="page">' in shown
            assert f"next={address.replace('/', '%2F')}" in shown

    def test_size_and_contrast_are_the_readers_own(self, client, text):
        text("/")
        client.cookies["contrast"] = "high"
        shown = text("/")
        assert 'data-contrast="high"' in shown
        assert "contrast=normal" in shown
        client.cookies.clear()
        assert "contrast=high" in text("/")

    def test_a_signed_in_reader_sees_the_desk_and_leaves_it_to_nobody(self, client, admin_user):
        client.force_login(admin_user)
        signed_in = client.get(SCHOOL).content
        client.logout()
        assert client.get(SCHOOL).content != signed_in

    def test_a_preview_is_neither_kept_nor_made_of_kept_pieces(self):
        request = RequestFactory().get("/")
        assert pieces.keep(request, pieces.LOOK, "x", lambda: "published") == "published"
        request.is_preview = True
        assert pieces.keep(request, pieces.LOOK, "x", lambda: "draft") == "draft"
        request.is_preview = False
        assert pieces.keep(request, pieces.LOOK, "x", lambda: "other") == "published"

    def test_the_preview_of_an_article_shows_the_draft_and_readers_never_see_it(self, text, client, admin_user):
        text(ARTICLE)
        page = article()
        page.title = "Bản nháp chưa ai duyệt"
        page.save_revision()
        request = RequestFactory().get("/", headers={"host": "127.0.0.1"})
        shown = page.get_latest_revision_as_object().make_preview_request(request, "").render().content.decode()
        assert "Bản nháp chưa ai duyệt" in shown
        assert "Bản nháp chưa ai duyệt" not in text(ARTICLE)

    def test_a_page_read_before_it_was_published_anew_is_not_kept_for_later_readers(self, text, client):
        """Whoever read the page, then waited for its pieces while another process published it."""
        text(ARTICLE)
        older = article()
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
            newer = article()
            newer.title = "Vừa xuất bản lại"
            newer.save_revision().publish()
        assert pieces.page_key(older) != pieces.page_key(article())

    def test_a_piece_made_while_something_changed_is_not_given_to_later_readers(self):
        first, later = RequestFactory().get("/"), RequestFactory().get("/")

        def make():
            pieces.renew({pieces.SECTOR})
            return "old"

        assert pieces.keep(first, pieces.SECTOR, "x", make) == "old"
        assert pieces.keep(later, pieces.SECTOR, "x", lambda: "new") == "new"

    def test_a_process_with_a_cache_of_its_own_learns_of_a_change_by_another_one(self, text):
        """Of what the other one did, nothing but rows of the database is seen here."""
        text(SCHOOL)
        MenuLink.objects.filter(pk=menu_link().pk).update(label="Mục của tiến trình khác")
        assert "Mục của tiến trình khác" not in text(SCHOOL)
        pieces.PieceVersion.objects.update_or_create(name=pieces.FRAME, defaults={"version": "another"})
        assert "Mục của tiến trình khác" in text(SCHOOL)


class TestRenewing:
    def test_a_menu_title(self, text, committing):
        text(SCHOOL)
        link = menu_link()
        link.label = "Mục vừa đổi tên"
        with committing():
            link.save()
        assert text(SCHOOL).count("Mục vừa đổi tên") >= 2

    def test_a_menu_in_the_editor(self, text, committing):
        home = UnitHomePage.objects.get(unit__slug="thcs-dong-minh")
        text(SCHOOL)
        link = home.menu_links.all()[0]
        link.label = "Mục sửa trong trang"
        home.menu_links = [link]
        with committing():
            home.save_revision().publish()
        assert "Mục sửa trong trang" in text(SCHOOL)

    def test_a_page_of_the_menu_with_a_new_address(self, text, committing):
        text(SCHOOL)
        page = menu_link().page.specific
        page.slug = "dia-chi-moi"
        with committing():
            page.save_revision().publish()
        assert f'href="{SCHOOL}dia-chi-moi/"' in text(SCHOOL)

    def test_a_publication_counts_on_the_plan_and_comes_and_goes_on_the_home_page(self, text, committing):
        before = {address: text(address) for address in ("/", SCHOOL, "/ke-hoach/")}
        article = Article.objects.get(slug=SCHOOL_ARTICLE)
        with committing():
            article.unpublish()
        without = {address: text(address) for address in before}
        for address, shown in before.items():
            assert without[address] != shown, address
        with committing():
            article.save_revision().publish()
        assert text("/ke-hoach/") != without["/ke-hoach/"]
        assert "đẽo con rối nước" in text(SCHOOL)

    def test_a_renamed_unit(self, text, committing):
        text(SCHOOL)
        unit = Unit.objects.get(slug="thcs-dong-minh")
        unit.name = "Trường THCS Tên Mới"
        with committing():
            unit.save()
        assert text(SCHOOL).count("Trường THCS Tên Mới") >= 3

    def test_the_look(self, text, committing):
        text("/"), text(SCHOOL)
        branding = Branding.objects.get()
        branding.name, branding.place = "Cổng mới", "Nơi mới"
        with committing():
            branding.save()
        assert "Cổng mới" in text("/")
        assert "Nơi mới" in text(SCHOOL)

    @pytest.mark.parametrize("address", ["/", "/ke-hoach/", "/chu-de/"])
    def test_a_theme(self, text, committing, address):
        text(address)
        theme = Plan.objects.first().themes.first()
        theme.name = "Chủ đề vừa đổi"
        with committing():
            theme.save()
        assert "Chủ đề vừa đổi" in text(address)

    @pytest.mark.parametrize("address", ["/", SCHOOL])
    def test_registers_of_a_home_page(self, text, committing, address):
        unit = Unit.objects.get(slug="thcs-dong-minh") if address == SCHOOL else Unit.objects.root()
        text(address)
        with committing():
            CalendarEvent.objects.create(unit=unit, title="Ngày hội mới", starts_on="2099-01-01")
            CalendarEvent.objects.filter(unit=unit).exclude(title="Ngày hội mới").delete()
            QuickLink.objects.create(home=unit.home, label="Việc mới", address="/x/")
        assert "Ngày hội mới" in text(address)
        assert "Việc mới" in text(address)

    def test_the_text_of_an_article(self, text, committing):
        text(ARTICLE)
        page = article()
        page.title, page.lead = "Tiêu đề vừa sửa", "Mở đầu vừa sửa"
        page.body = [("paragraph", "<p>Đoạn văn vừa sửa</p>")]
        page.correction_note = "Đã sửa tên người"
        with committing():
            page.save_revision().publish()
        shown = text(ARTICLE)
        for words in ("Tiêu đề vừa sửa", "Mở đầu vừa sửa", "Đoạn văn vừa sửa", "Đã sửa tên người"):
            assert words in shown
        assert "Tiêu đề vừa sửa" in shown.partition("</title>")[0]

    @pytest.mark.parametrize("address", [SCHOOL, ARTICLE])
    def test_a_picture_described_anew(self, text, committing, address):
        text(address)
        picture = article().main_picture
        picture.description = "Mô tả vừa sửa"
        with committing():
            picture.save()
        assert "Mô tả vừa sửa" in text(address)

    def test_a_topic_and_a_theme_of_an_article(self, text, committing):
        text(ARTICLE)
        topic, theme = article().topic_items.first().tag, article().theme_items.first().tag
        topic.name, theme.name = "Chuyên mục mới", "Chủ đề mới"
        with committing():
            topic.save()
            theme.save()
        shown = text(ARTICLE)
        assert "Chuyên mục mới" in shown
        assert "Chủ đề mới" in shown

    def test_what_is_on_the_same_theme_comes_and_goes(self, text, committing):
        other = Article.objects.get(slug=QUIET_ARTICLE)
        text(ARTICLE)
        first = article().theme_items.order_by("tag__position").first().tag
        other.theme_items = [ArticleTheme(tag=first)]
        with committing():
            other.save_revision().publish()
        assert other.title in text(ARTICLE)
        other.theme_items = [ArticleTheme(tag=article().theme_items.order_by("-tag__position").first().tag)]
        with committing():
            other.save_revision().publish()
        assert other.title not in text(ARTICLE)
        other.theme_items = [ArticleTheme(tag=first)]
        with committing():
            other.save_revision().publish()
        assert other.title in text(ARTICLE)
        with committing():
            other.delete()
        assert other.title not in text(ARTICLE)

    def test_another_unit_leaves_the_article_kept(self, text, committing, client, django_assert_max_num_queries):
        text(ARTICLE)
        with committing():
            Article.objects.get(slug="thuyen-nang-luong-mat-troi").save_revision().publish()
        with django_assert_max_num_queries(6):
            client.get(ARTICLE)

    def test_what_is_hidden_is_hidden_at_once(self, text, committing, client):
        for address in ("/", SCHOOL, ARTICLE):
            text(address)
        page = article()
        page.is_internal = True
        with committing():
            page.save_revision().publish()
        assert client.get(ARTICLE).status_code == 302
        for address in ("/", SCHOOL):
            assert ARTICLE not in text(address)

    def test_a_closed_site_is_gone_from_the_pages_of_others(self, text, committing, client):
        with committing():
            accept_publication(page=article(), site_unit=Unit.objects.root(), by=None, now=timezone.now())
        assert ARTICLE in text("/")
        text(ARTICLE)
        with committing():
            set_site_state(unit=Unit.objects.get(slug="thcs-dong-minh"), state="draft", by=None, now=timezone.now())
        assert ARTICLE not in text("/")
        assert client.get(ARTICLE).status_code == 404

    def test_what_is_rolled_back_renews_nothing(self, text):
        text(SCHOOL)
        menu_link().save()  # the transaction of a test never ends
        assert not pieces.PieceVersion.objects.exists()


class TestTime:
    """Nobody saves anything; only time passes."""

    @pytest.fixture
    def later(self):
        """Return a function that goes some minutes on, less than a piece is kept."""
        start = timezone.now()
        with time_machine.travel(start, tick=False) as traveller:
            yield lambda minutes: traveller.move_to(start + dt.timedelta(minutes=minutes))

    def test_a_publication_that_begins_later(self, text, later):
        row = Publication.objects.own().get(page__slug=SCHOOL_ARTICLE)
        Publication.objects.filter(pk=row.pk).update(starts_at=timezone.now() + dt.timedelta(minutes=2))
        assert ARTICLE not in text(SCHOOL)
        later(1)
        assert ARTICLE not in text(SCHOOL)
        later(3)
        assert ARTICLE in text(SCHOOL)

    def test_a_lead_that_is_no_longer_pinned(self, text, later):
        root = Unit.objects.root()
        Publication.objects.on_site_of(root).update(place="latest", pinned_until=None)
        oldest = Publication.objects.on_site_of(root).order_by("starts_at").first()
        pinned = {"place": "lead", "pinned_until": timezone.now() + dt.timedelta(minutes=2)}
        Publication.objects.filter(pk=oldest.pk).update(**pinned)

        def is_lead():
            return oldest.headline in text("/").partition('<article class="lead">')[2].partition("</article>")[
                0
            ].replace("\xa0", " ")

        assert is_lead()
        later(1)
        assert is_lead()
        later(3)
        assert not is_lead()

    @pytest.mark.parametrize("address", ["/", SCHOOL])
    def test_a_notice_comes_and_goes(self, text, later, address):
        now, minutes = timezone.now(), dt.timedelta(minutes=1)
        unit = Unit.objects.root() if address == "/" else Unit.objects.get(slug="thcs-dong-minh")
        times = {"notice_from": now + minutes, "notice_until": now + 3 * minutes}
        UnitHomePage.objects.filter(unit=unit).update(notice_title="Thông báo có hạn", **times)
        seen = []
        for minute in (0, 0.5, 2, 2.5, 4):
            later(minute)
            seen.append("Thông báo có hạn" in text(address).replace("\xa0", " "))
        assert seen == [False, False, True, True, False]
