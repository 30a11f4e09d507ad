"""A publication says: this page on that unit's site, from then on. Nothing else is counted or listed."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from foreign_site.factories import NewsFactory
from foreign_site.models import NewsPage
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from unit_pages.enums import Origin, Place
from unit_pages.models import Publication
from unit_pages.publications.services import (
    NotAnAncestorError,
    NotPublishedError,
    accept_publication,
    place_publication,
    withdraw_publication,
)
from unit_pages.publications.signals import publication_changed
from unit_pages.test.factories import PersonFactory, PictureFactory, UnitFactory, section_of

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 5, 0, tzinfo=dt.UTC)


def open_rows(page):
    return Publication.objects.filter(page_id=page.pk, ended_at__isnull=True)


def accept(page, unit, place=Place.LATEST):
    return accept_publication(page=page, site_unit=unit, by=None, now=timezone.now(), place=place)


@pytest.fixture
def article(school):
    return NewsFactory(of_unit=school, title="Ngày hội đọc sách")


@pytest.fixture
def heard():
    """Collect what the signal says."""
    found = []

    def listen(sender, page, site_units, **kwargs):
        found.append((page and page.pk, set(site_units)))

    publication_changed.connect(listen)
    yield found
    publication_changed.disconnect(listen)


class TestPublishing:
    def test_a_published_article_appears_on_its_own_units_site(self, article, school):
        row = open_rows(article).get()
        assert (row.unit, row.site_unit, row.origin) == (school, school, Origin.OWN)
        assert row.headline == "Ngày hội đọc sách"
        assert row.summary == article.lead
        assert row.kind == "news"
        assert row.url_path == f"/{school.slug}/tin-tuc/ngay-hoi-doc-sach/"

    def test_it_begins_at_the_first_publication(self, school):
        with time_machine.travel(NOON, tick=False):
            page = NewsFactory(of_unit=school)
        assert open_rows(page).get().starts_at == NOON == page.first_published_at

    def test_an_article_of_the_department_has_an_address_without_the_homes_slug(self, department):
        page = NewsFactory(of_unit=department, title="Khai giảng")
        assert open_rows(page).get().url_path == "/tin-tuc/khai-giang/"

    def test_a_draft_appears_nowhere(self, school):
        page = NewsFactory(of_unit=school, draft=True)
        assert not Publication.objects.filter(page_id=page.pk).exists()

    def test_saving_a_draft_of_a_published_article_changes_nothing_that_readers_see(self, article, heard):
        before = open_rows(article).values().get()
        draft = NewsPage.objects.get(pk=article.pk)
        draft.title, draft.lead, draft.slug = "Tin chưa duyệt", "Chưa duyệt", "chua-duyet"
        draft.save_revision()
        assert open_rows(article).values().get() == before
        assert heard == []
        stored = NewsPage.objects.get(pk=article.pk)
        assert (stored.title, stored.has_unpublished_changes) == ("Ngày hội đọc sách", True)

    def test_publishing_the_draft_renews_headline_lead_picture_and_address(self, article, school):
        picture = PictureFactory(of_unit=school)
        draft = NewsPage.objects.get(pk=article.pk)
        draft.title, draft.lead, draft.slug, draft.main_picture = "Tiêu đề mới", "Lời mới", "tieu-de-moi", picture
        draft.event_on = dt.date(2026, 3, 1)
        started = open_rows(article).get().starts_at
        draft.save_revision().publish()
        row = open_rows(article).get()
        assert (row.headline, row.summary, row.picture) == ("Tiêu đề mới", "Lời mới", picture)
        assert row.url_path == f"/{school.slug}/tin-tuc/tieu-de-moi/"
        assert row.event_on == dt.date(2026, 3, 1)
        assert row.starts_at == started

    def test_publishing_twice_makes_no_second_row(self, article):
        NewsPage.objects.get(pk=article.pk).save_revision().publish()
        assert Publication.objects.filter(page_id=article.pk).count() == 1

    def test_the_database_refuses_a_second_open_row_of_a_page_on_a_site(self, article):
        row = open_rows(article).get()
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_the_database_refuses_an_end_before_the_beginning(self, article):
        row = open_rows(article).get()
        row.ended_at = row.starts_at - dt.timedelta(seconds=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    def test_a_rolled_back_publication_leaves_nothing(self, school):
        page = NewsFactory(of_unit=school, draft=True)
        with suppress(ZeroDivisionError), transaction.atomic():
            page.get_latest_revision().publish()
            assert open_rows(page).count() == 1
            raise ZeroDivisionError
        assert not Publication.objects.filter(page_id=page.pk).exists()
        assert not NewsPage.objects.get(pk=page.pk).live

    def test_a_listener_that_fails_rolls_the_publication_back(self, school):
        page = NewsFactory(of_unit=school, draft=True)

        def fail(**kwargs):
            raise ZeroDivisionError

        publication_changed.connect(fail)
        try:
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                page.get_latest_revision().publish()
        finally:
            publication_changed.disconnect(fail)
        assert not NewsPage.objects.get(pk=page.pk).live
        assert not Publication.objects.filter(page_id=page.pk).exists()

    def test_the_signal_names_page_and_site(self, school, heard):
        page = NewsFactory(of_unit=school)
        assert (page.pk, {school.pk}) in heard

    def test_publishing_through_the_editor_writes_the_publication(self, client, leader, school):
        client.force_login(leader)
        address = reverse("wagtailadmin_pages:add", args=["foreign_site", "newspage", section_of(school).pk])
        data = {"title": "Tin từ trình soạn thảo", "lead": "", "slug": "tin-moi", "action-publish": "1"}
        response = client.post(address, data)
        assert response.status_code == 302, response.context["form"].errors
        page = NewsPage.objects.get(title="Tin từ trình soạn thảo")
        assert page.slug == "tin-moi"
        assert open_rows(page).get().site_unit == school


class TestTakingDown:
    def test_an_unpublished_article_ends_and_its_row_stays(self, article):
        NewsPage.objects.get(pk=article.pk).unpublish()
        row = Publication.objects.get(page_id=article.pk)
        assert row.ended_at is not None
        assert not Publication.objects.live_at(timezone.now() + dt.timedelta(seconds=1)).exists()

    def test_unpublishing_by_the_base_type_ends_it_too(self, article):
        """Wagtail's scheduler and bulk actions hold a plain `Page`."""
        Page.objects.get(pk=article.pk).unpublish()
        assert not open_rows(article).exists()

    def test_unpublishing_through_the_admin_ends_it(self, client, leader, article):
        client.force_login(leader)
        response = client.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))
        assert response.status_code == 302
        assert not open_rows(article).exists()

    def test_unpublishing_a_section_with_all_below_ends_its_articles(self, client, article, school):
        client.force_login(PersonFactory(superuser=True))
        client.post(
            reverse("wagtailadmin_pages:unpublish", args=[section_of(school).pk]), {"include_descendants": "on"}
        )
        assert not NewsPage.objects.get(pk=article.pk).live
        assert not open_rows(article).exists()

    def test_bulk_unpublishing_ends_it(self, client, leader, article):
        client.force_login(leader)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        client.post(f"{address}?id={article.pk}")
        assert not NewsPage.objects.get(pk=article.pk).live
        assert not open_rows(article).exists()

    def test_publishing_again_makes_a_new_row_and_keeps_the_old(self, article):
        first = open_rows(article).get()
        with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
            NewsPage.objects.get(pk=article.pk).unpublish()
        with time_machine.travel(timezone.now() + dt.timedelta(days=5), tick=False):
            again = timezone.now()
            NewsPage.objects.get(pk=article.pk).save_revision().publish()
        rows = list(Publication.objects.filter(page_id=article.pk).order_by("pk"))
        assert [row.pk for row in rows][0] == first.pk
        assert len(rows) == 2
        assert rows[0].ended_at is not None
        assert (rows[1].starts_at, rows[1].ended_at) == (again, None)

    def test_a_deleted_article_keeps_its_row_without_a_page(self, article):
        pk = open_rows(article).get().pk
        NewsPage.objects.get(pk=article.pk).delete()
        row = Publication.objects.get(pk=pk)
        assert row.page_id is None
        assert row.ended_at is not None
        assert row.headline == "Ngày hội đọc sách"

    def test_deleting_a_section_ends_the_articles_below_it(self, article, school):
        pk = open_rows(article).get().pk
        section_of(school).delete()
        row = Publication.objects.get(pk=pk)
        assert (row.page_id, row.ended_at is not None) == (None, True)

    def test_deleting_through_the_admin_ends_it(self, client, leader, article):
        pk = open_rows(article).get().pk
        client.force_login(leader)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
        assert response.status_code == 302
        assert not NewsPage.objects.filter(pk=article.pk).exists()
        assert Publication.objects.get(pk=pk).ended_at is not None

    def test_a_publication_never_ends_before_it_begins(self, article):
        with time_machine.travel(dt.datetime(2001, 1, 1, tzinfo=dt.UTC), tick=False):
            NewsPage.objects.get(pk=article.pk).unpublish()
        row = Publication.objects.get(page_id=article.pk)
        assert row.ended_at == row.starts_at


class TestSchedule:
    def test_an_article_expires_when_the_scheduler_runs(self, school):
        with time_machine.travel(NOON, tick=False):
            page = NewsFactory(of_unit=school, expire_at=NOON + dt.timedelta(hours=1))
            assert open_rows(page).exists()
        with time_machine.travel(NOON + dt.timedelta(hours=2), tick=False):
            call_command("publish_scheduled")
            now = timezone.now()
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert Publication.objects.get(page_id=page.pk).ended_at == now

    def test_a_planned_article_appears_when_its_time_comes_and_not_before(self, school):
        with time_machine.travel(NOON, tick=False):
            page = NewsFactory(of_unit=school, draft=True)
            page.go_live_at = NOON + dt.timedelta(hours=1)
            page.save_revision().publish()
            call_command("publish_scheduled")
            assert not Publication.objects.filter(page_id=page.pk).exists()
        with time_machine.travel(NOON + dt.timedelta(hours=2), tick=False):
            call_command("publish_scheduled")
        row = open_rows(page).get()
        assert row.starts_at >= NOON + dt.timedelta(hours=1)

    def test_a_planned_change_shows_only_when_its_time_comes(self, article):
        later = timezone.now() + dt.timedelta(hours=1)
        page = NewsPage.objects.get(pk=article.pk)
        page.title, page.go_live_at = "Bản sửa", later
        page.save_revision().publish()
        assert open_rows(article).get().headline == "Ngày hội đọc sách"
        with time_machine.travel(later + dt.timedelta(minutes=1), tick=False):
            call_command("publish_scheduled")
        assert open_rows(article).get().headline == "Bản sửa"


class TestMoving:
    def test_an_article_moved_to_another_unit_ends_here_and_begins_there(self, article, school, other_school):
        NewsPage.objects.get(pk=article.pk).move(section_of(other_school), pos="last-child")
        ended = Publication.objects.get(page_id=article.pk, unit=school)
        begun = open_rows(article).get()
        assert ended.ended_at is not None
        assert (begun.unit, begun.site_unit) == (other_school, other_school)
        assert begun.url_path == f"/{other_school.slug}/tin-tuc/ngay-hoi-doc-sach/"
        assert NewsPage.objects.get(pk=article.pk).unit == other_school

    def test_a_moved_article_leaves_the_portal_where_it_was_accepted_for_its_old_unit(
        self, article, department, other_school
    ):
        accept(article, department)
        NewsPage.objects.get(pk=article.pk).move(section_of(other_school), pos="last-child")
        assert [row.site_unit for row in open_rows(article)] == [other_school]

    def test_a_move_inside_the_unit_changes_the_address_only(self, article, school):
        before = open_rows(article).get()
        deeper = section_of(school).add_child(instance=type(section_of(school))(title="Lưu trữ", slug="luu-tru"))
        NewsPage.objects.get(pk=article.pk).move(deeper, pos="last-child")
        after = open_rows(article).get()
        assert (after.pk, after.starts_at) == (before.pk, before.starts_at)
        assert after.url_path == f"/{school.slug}/tin-tuc/luu-tru/ngay-hoi-doc-sach/"

    def test_a_new_slug_of_the_section_changes_the_addresses_below(
        self, article, school, django_capture_on_commit_callbacks
    ):
        section = section_of(school)
        section.slug = "thoi-su"
        with django_capture_on_commit_callbacks(execute=True):
            section.save_revision().publish()
        assert open_rows(article).get().url_path == f"/{school.slug}/thoi-su/ngay-hoi-doc-sach/"

    def test_a_new_slug_reaches_what_was_accepted_elsewhere(self, article, school, department):
        accept(article, department)
        page = NewsPage.objects.get(pk=article.pk)
        page.slug = "doc-sach"
        page.save_revision().publish()
        assert {row.url_path for row in open_rows(article)} == {f"/{school.slug}/tin-tuc/doc-sach/"}


class TestRestrictions:
    def restrict(self, page):
        return PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)

    def test_a_restricted_article_leaves_all_lists(self, article, department):
        accept(article, department)
        self.restrict(article)
        assert not open_rows(article).exists()

    def test_a_restricted_section_takes_its_articles_along(self, article, school):
        self.restrict(section_of(school))
        assert not open_rows(article).exists()

    def test_lifting_the_restriction_brings_the_article_back_as_a_new_row(self, article):
        restriction = self.restrict(article)
        restriction.delete()
        assert open_rows(article).count() == 1
        assert Publication.objects.filter(page_id=article.pk).count() == 2

    def test_an_article_published_below_a_restricted_section_appears_nowhere(self, school):
        self.restrict(section_of(school))
        page = NewsFactory(of_unit=school)
        assert page.live
        assert not open_rows(page).exists()

    def test_a_restriction_of_another_unit_changes_nothing(self, article, other_school):
        self.restrict(other_school.home)
        assert open_rows(article).count() == 1


class TestGate:
    def test_an_accepted_article_appears_on_the_departments_site_by_reference(self, article, department, school):
        by = PersonFactory(username="bientap")
        row = accept_publication(page=article, site_unit=department, by=by, now=timezone.now(), place=Place.LEAD)
        assert (row.unit, row.site_unit, row.origin, row.place) == (school, department, Origin.ACCEPTED, Place.LEAD)
        assert row.accepted_by == "bientap"
        assert row.url_path == f"/{school.slug}/tin-tuc/ngay-hoi-doc-sach/"
        entry = PageLogEntry.objects.get(action="unit_pages.accept")
        assert (entry.user, entry.data) == (by, {"site_unit": department.code, "place": "lead"})

    def test_accepting_twice_changes_the_place_and_makes_no_second_row(self, article, department):
        first = accept(article, department)
        second = accept(article, department, place=Place.SCHOOLS)
        assert (second.pk, second.place) == (first.pk, Place.SCHOOLS)
        assert open_rows(article).count() == 2

    def test_a_unit_between_school_and_department_may_take_over(self, department):
        office = UnitFactory(office=True, subsite=True)
        below = UnitFactory(parent=office, subsite=True)
        page = NewsFactory(of_unit=below)
        assert accept(page, office).site_unit == office
        assert accept(page, department).site_unit == department

    def test_a_draft_cannot_be_accepted(self, school, department):
        with pytest.raises(NotPublishedError):
            accept(NewsFactory(of_unit=school, draft=True), department)

    @pytest.mark.parametrize("whose", ["own", "foreign"])
    def test_only_a_superior_unit_takes_over(self, article, school, other_school, whose):
        with pytest.raises(NotAnAncestorError):
            accept(article, school if whose == "own" else other_school)
        assert open_rows(article).count() == 1

    def test_the_errors_are_validation_errors_with_words(self, article, other_school):
        with pytest.raises(ValidationError) as caught:
            accept(article, other_school)
        assert caught.value.messages == ["Only a superior unit can take over this item."]

    def test_acceptance_cannot_begin_before_the_item_itself(self, school, department):
        with time_machine.travel(NOON, tick=False):
            page = NewsFactory(of_unit=school)
        row = accept_publication(page=page, site_unit=department, by=None, now=NOON - dt.timedelta(days=1))
        assert row.starts_at == NOON

    def test_unpublishing_ends_it_on_all_sites(self, article, department, heard, school):
        accept(article, department)
        heard.clear()
        NewsPage.objects.get(pk=article.pk).unpublish()
        assert not open_rows(article).exists()
        assert {unit for _page, units in heard for unit in units} == {school.pk, department.pk}

    def test_withdrawal_ends_it_on_that_site_only(self, article, department, school):
        accept(article, department)
        withdraw_publication(page=article, site_unit=department, by=None, now=timezone.now())
        assert [row.site_unit for row in open_rows(article)] == [school]
        assert Publication.objects.filter(page_id=article.pk, site_unit=department).count() == 1
        assert NewsPage.objects.get(pk=article.pk).live

    def test_withdrawal_never_touches_the_own_site(self, article, school):
        withdraw_publication(page=article, site_unit=school, by=None, now=timezone.now())
        assert open_rows(article).count() == 1

    def test_an_item_taken_over_again_after_withdrawal_gets_a_new_row(self, article, department):
        accept(article, department)
        withdraw_publication(page=article, site_unit=department, by=None, now=timezone.now())
        accept(article, department)
        assert Publication.objects.filter(page_id=article.pk, site_unit=department).count() == 2

    def test_the_place_of_a_live_item_can_change(self, article, department):
        accept(article, department)
        place_publication(page=article, site_unit=department, place=Place.LEAD, by=None)
        assert open_rows(article).get(site_unit=department).place == Place.LEAD
        assert PageLogEntry.objects.filter(action="unit_pages.place").count() == 1

    def test_an_item_that_does_not_appear_there_has_no_place(self, article, department):
        with pytest.raises(NotPublishedError):
            place_publication(page=article, site_unit=department, place=Place.LEAD, by=None)
        assert not PageLogEntry.objects.filter(action="unit_pages.place").exists()

    def test_an_accepted_item_takes_over_a_corrected_headline(self, article, department):
        accept(article, department)
        page = NewsPage.objects.get(pk=article.pk)
        page.title = "Tiêu đề đã sửa"
        page.save_revision().publish()
        assert {row.headline for row in open_rows(article)} == {"Tiêu đề đã sửa"}


class TestLists:
    def test_what_begins_later_is_not_live_yet(self, article):
        start = open_rows(article).get().starts_at
        assert not Publication.objects.live_at(start - dt.timedelta(microseconds=1)).exists()
        assert Publication.objects.live_at(start).exists()

    def test_what_has_ended_is_gone_at_the_moment_of_its_end(self, article):
        row = open_rows(article).get()
        row.ended_at = row.starts_at + dt.timedelta(hours=1)
        row.save()
        assert Publication.objects.live_at(row.ended_at - dt.timedelta(microseconds=1)).exists()
        assert not Publication.objects.live_at(row.ended_at).exists()

    def test_own_counts_each_item_once(self, article, department):
        accept(article, department)
        assert Publication.objects.count() == 2
        assert Publication.objects.own().count() == 1

    def test_a_site_lists_own_and_accepted_items_the_newest_first(self, school, department):
        with time_machine.travel(NOON, tick=False):
            older = NewsFactory(of_unit=school)
            accept(older, department)
        newer = NewsFactory(of_unit=department)
        found = Publication.objects.on_site_of(department).newest_first()
        assert [row.page_id for row in found] == [newer.pk, older.pk]

    def test_a_list_costs_one_query_with_all_that_it_shows(self, school, django_assert_num_queries):
        for _ in range(3):
            NewsFactory(of_unit=school)
        with django_assert_num_queries(1):
            shown = [
                (row.unit.colour, row.unit.kind.name, row.picture)
                for row in Publication.objects.on_site_of(school).for_lists()
            ]
        assert len(shown) == 3


class TestArticle:
    def test_the_slug_keeps_d_with_stroke_readable(self, school):
        assert NewsFactory(of_unit=school, title="Đường đến trường Đồ Sơn").slug == "duong-den-truong-do-son"

    def test_two_articles_of_one_title_get_two_addresses(self, school):
        slugs = [NewsFactory(of_unit=school, title="Tin tuần").slug for _ in range(2)]
        assert slugs == ["tin-tuan", "tin-tuan-2"]

    def test_a_title_without_letters_still_has_an_address(self, school):
        assert NewsFactory(of_unit=school, title="!!!").slug == "bai"

    @pytest.mark.parametrize("day", [dt.date(1850, 1, 1), dt.date(1945, 9, 1), dt.date(2850, 1, 1)])
    def test_an_event_in_another_century_is_refused(self, school, day):
        page = NewsFactory(of_unit=school, draft=True)
        page.event_on = day
        with pytest.raises(ValidationError) as caught:
            page.full_clean()
        assert set(caught.value.message_dict) == {"event_on"}

    def test_the_unit_follows_from_the_place_in_the_tree(self, school, other_school):
        page = NewsPage(title="Tin", unit=other_school)
        section_of(school).add_child(instance=page)
        assert NewsPage.objects.get(pk=page.pk).unit == school
