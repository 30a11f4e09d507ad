"""Whole pages for anonymous readers: kept, told apart, and purged as soon as what they show changes."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from small_pack import SCHOOL_ARTICLE

from comms_plan.articles.models import Article
from edu_portal.page_cache import tags
from edu_portal.people.models import User
from unit_pages.models import Publication, Unit

HIT = "X-Page-Cache"


@pytest.fixture(autouse=True)
def _cached(province, settings):
    settings.PAGE_CACHE_SECONDS = 600
    cache.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def is_kept(client, address="/"):
    client.get(address)
    return client.get(address).get(HIT) == "hit"


class TestKeeping:
    @pytest.mark.parametrize(
        "address", ["/", "/thcs-dong-minh/", "/thcs-dong-minh/tin-tuc/", "/chu-de/", "/don-vi/", "/rss/"]
    )
    def test_the_second_reader_gets_the_same_page_without_a_query(self, client, django_assert_num_queries, address):
        first = client.get(address)
        with django_assert_num_queries(0):
            second = client.get(address)
        assert (HIT in first, second[HIT]) == (False, "hit")
        assert second.content == first.content
        assert second["Content-Type"] == first["Content-Type"]
        assert second.get("Content-Security-Policy") == first.get("Content-Security-Policy")

    def test_without_the_setting_nothing_is_kept(self, client, settings):
        settings.PAGE_CACHE_SECONDS = 0
        assert not is_kept(client)

    @pytest.mark.parametrize("address", ["/khong-co/", "/tim-kiem/?q=x", "/healthz", "/readyz", "/admin/login/"])
    def test_what_is_not_a_page_is_not_kept(self, client, address):
        assert not is_kept(client, address)

    def test_somebody_signed_in_neither_fills_nor_gets_the_cache(self, client):
        assert is_kept(client)
        client.force_login(User.objects.create_superuser("quantri", "x"))
        assert HIT not in client.get("/")
        cache.clear()
        client.get("/")
        client.logout()
        client.cookies.clear()
        assert HIT not in client.get("/")

    def test_contrast_and_size_have_pages_of_their_own(self, client):
        plain = client.get("/").content
        client.cookies["contrast"] = "high"
        high = client.get("/")
        assert HIT not in high
        assert high.content != plain
        client.cookies["text"] = "large"
        assert HIT not in client.get("/")
        client.cookies.clear()
        assert client.get("/").content == plain

    def test_an_unknown_choice_shares_the_plain_page(self, client):
        client.get("/")
        client.cookies["contrast"] = "<script>"
        assert client.get("/")[HIT] == "hit"

    def test_addresses_with_another_question_have_pages_of_their_own(self, client):
        client.get("/don-vi/")
        assert HIT not in client.get("/don-vi/?loai=thcs")

    def test_two_hosts_do_not_share_a_page(self, client):
        client.get("/")
        assert HIT not in client.get("/", headers={"host": "other.example"})

    def test_a_form_is_never_answered_from_the_cache(self, client):
        client.get("/")
        assert HIT not in client.post("/")

    def test_a_broken_cookie_is_no_error(self, client):
        client.cookies["text"] = "\xff\xfe"
        assert client.get("/").status_code == 200


class TestPurging:
    def publish(self, title):
        page = Article.objects.get(slug=SCHOOL_ARTICLE)
        page.title = title
        page.save_revision().publish()
        return page

    def test_a_publication_renews_home_subsite_and_article(self, client, committing):
        address = Publication.objects.own().get(page__slug=SCHOOL_ARTICLE).url_path
        for path in ("/", "/thcs-dong-minh/", address):
            assert is_kept(client, path)
        with committing():
            self.publish("Tiêu đề vừa sửa xong")
        for path in ("/", "/thcs-dong-minh/", address):
            response = client.get(path)
            assert HIT not in response, path
            assert "Tiêu đề vừa sửa xong" in response.content.decode(), path

    def test_another_units_page_stays(self, client, committing):
        assert is_kept(client, "/thpt-ngo-quyen/")
        with committing():
            self.publish("Khác")
        assert client.get("/thpt-ngo-quyen/")[HIT] == "hit"

    def test_unpublishing_takes_the_article_off_the_kept_home_page(self, client, committing):
        address = Publication.objects.own().get(page__slug=SCHOOL_ARTICLE).url_path
        assert f'href="{address}"' in client.get("/thcs-dong-minh/").content.decode()
        with committing():
            Article.objects.get(slug=SCHOOL_ARTICLE).unpublish()
        assert f'href="{address}"' not in client.get("/thcs-dong-minh/").content.decode()

    def test_a_restricted_article_is_not_given_out_from_the_cache(self, client, committing):
        from wagtail.models import PageViewRestriction

        row = Publication.objects.own().get(page__slug=SCHOOL_ARTICLE)
        assert is_kept(client, row.url_path)
        with committing():
            PageViewRestriction.objects.create(page_id=row.page_id, restriction_type=PageViewRestriction.LOGIN)
        assert client.get(row.url_path).status_code == 302

    def test_a_saved_draft_purges_nothing(self, client, committing):
        assert is_kept(client, "/thcs-dong-minh/")
        page = Article.objects.get(slug=SCHOOL_ARTICLE)
        page.title = "Chưa duyệt"
        with committing():
            page.save_revision()
        assert client.get("/thcs-dong-minh/")[HIT] == "hit"

    def test_what_is_rolled_back_purges_nothing(self, client):
        from contextlib import suppress

        from django.db import transaction

        assert is_kept(client)
        with suppress(ZeroDivisionError), transaction.atomic():
            self.publish("Bị hủy")
            raise ZeroDivisionError
        assert client.get("/")[HIT] == "hit"

    def test_a_renamed_unit_renews_every_page(self, client, committing):
        assert is_kept(client, "/thcs-dong-minh/")
        unit = Unit.objects.get(slug="thcs-dong-minh")
        unit.short_name = "THCS Đồng Minh Mới"
        with committing():
            unit.save()
        assert "THCS Đồng Minh Mới" in client.get("/thcs-dong-minh/").content.decode()

    def test_a_page_made_while_something_changed_is_not_kept(self, client, monkeypatch, committing):
        from edu_portal.public import subsite_home

        original = subsite_home.context

        def slow(request, page):
            context = original(request, page)
            with committing():
                tags.purge({tags.unit_tag(page.unit_id)})
            return context

        monkeypatch.setattr(subsite_home, "context", slow)
        client.get("/thcs-dong-minh/")
        monkeypatch.undo()
        assert HIT not in client.get("/thcs-dong-minh/")
        assert client.get("/thcs-dong-minh/")[HIT] == "hit"
