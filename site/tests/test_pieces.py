"""Pieces of pages: kept between requests, and never older than the last commit."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from small_pack import SCHOOL_ARTICLE

from comms_plan.articles.models import Article
from comms_plan.plans.models import Plan
from edu_portal.branding.models import Branding
from edu_portal.page_cache import pieces
from unit_pages.models import CalendarEvent, MenuLink, QuickLink, Unit, UnitHomePage

SCHOOL = "/thcs-dong-minh/"


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


def menu_link(slug="thcs-dong-minh"):
    return MenuLink.objects.filter(home__unit__slug=slug, page__isnull=False).select_related("page").first()


class TestKeeping:
    @pytest.mark.parametrize("address", ["/", SCHOOL, "/ke-hoach/", "/chu-de/", "/don-vi/", SCHOOL + "tin-tuc/"])
    def test_a_page_of_kept_pieces_is_the_same_page(self, client, settings, address):
        kept = [client.get(address).content for _turn in range(2)]
        settings.PIECE_CACHE_SECONDS = 0
        assert kept == [client.get(address).content] * 2

    def test_the_second_reader_asks_less(self, client, django_assert_max_num_queries):
        client.get("/ke-hoach/")
        with django_assert_max_num_queries(2):
            client.get("/ke-hoach/")

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

    def test_what_is_rolled_back_renews_nothing(self, text):
        text(SCHOOL)
        menu_link().save()  # the transaction of a test never ends
        assert not pieces.PieceVersion.objects.exists()
