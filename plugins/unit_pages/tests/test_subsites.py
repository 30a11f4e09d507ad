"""A unit's subsite: provisioned in one call, found by its stored address, closed where it is private."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from foreign_site.factories import NewsFactory
from wagtail.models import Collection, Page, PageViewRestriction, Site

from unit_pages.models import MenuLink, OfficialDocument, SectionPage, UnitHomePage
from unit_pages.subsites.addresses import validate_address
from unit_pages.subsites.lookup import is_public, public_path, unit_of_path
from unit_pages.subsites.provisioning import NoPortalError, provision
from unit_pages.test.factories import (
    CalendarEventFactory,
    OfficialDocumentFactory,
    PersonFactory,
    UnitFactory,
    UnitKindFactory,
    section_of,
)

pytestmark = pytest.mark.django_db


class TestProvisioning:
    def test_a_unit_gets_the_pages_of_its_kind_in_their_order(self, department):
        unit = UnitFactory()
        outcome = provision(unit)
        assert outcome.created == 4
        children = outcome.home.get_children().specific()
        assert [(type(page).__name__, page.slug, page.live) for page in children] == [
            ("SectionPage", "tin-tuc", True),
            ("StandardPage", "gioi-thieu", True),
            ("DocumentListPage", "van-ban", True),
        ]
        assert outcome.home.slug == unit.slug
        menu = MenuLink.objects.filter(home=outcome.home).order_by("sort_order")
        assert [link.href for link in menu] == [
            f"/{unit.slug}/{slug}/" for slug in ("tin-tuc", "gioi-thieu", "van-ban")
        ]

    def test_another_kind_gets_other_pages(self, department):
        kind = UnitKindFactory(code="to", subsite=[{"type": "contact", "slug": "lien-he", "title": "Liên hệ"}])
        home = provision(UnitFactory(kind=kind)).home
        assert [page.slug for page in home.get_children()] == ["lien-he"]
        assert not MenuLink.objects.filter(home=home).exists()

    def test_a_second_call_changes_nothing(self, school):
        before = (Page.objects.count(), MenuLink.objects.count(), Collection.objects.count())
        assert provision(school).created == 0
        assert (Page.objects.count(), MenuLink.objects.count(), Collection.objects.count()) == before

    def test_what_editors_made_of_the_pages_stays(self, school):
        section = section_of(school)
        section.title = "Thời sự"
        section.save()
        school.home.get_children().get(slug="gioi-thieu").delete()
        provision(school)
        section.refresh_from_db()
        assert section.title == "Thời sự"
        assert not school.home.get_children().filter(slug="gioi-thieu").exists()

    def test_an_error_in_the_middle_leaves_nothing(self, department):
        kind = UnitKindFactory(
            code="hong",
            subsite=[
                {"type": "section", "slug": "tin-tuc", "title": "Tin tức"},
                {"type": "khong-co", "slug": "x", "title": "X"},
            ],
        )
        unit = UnitFactory(kind=kind)
        collections = Collection.objects.count()
        with pytest.raises(KeyError):
            provision(unit)
        unit.refresh_from_db()
        assert unit.collection_id is None
        assert Collection.objects.count() == collections
        assert not UnitHomePage.objects.filter(unit=unit).exists()

    def test_a_unit_cannot_come_before_the_department(self, db):
        root = UnitFactory(department=True)
        unit = UnitFactory(parent=root)
        with pytest.raises(NoPortalError):
            provision(unit)
        provision(root)
        assert provision(unit).home.get_parent().pk == root.home.pk

    def test_the_departments_home_becomes_the_root_of_the_default_site(self, department):
        site = Site.objects.get(is_default_site=True)
        assert site.root_page.pk == department.home.pk
        assert Site.objects.count() == 1

    def test_each_unit_has_its_own_collection(self, school, other_school):
        assert school.collection != other_school.collection
        assert school.collection.name == school.name


class TestRouting:
    def addresses(self, school):
        deep = section_of(school).add_child(instance=SectionPage(title="Sâu", slug="sau"))
        page = NewsFactory(parent=deep, title="Bài sâu")
        return [
            school.url_path,
            f"{school.url_path}tin-tuc/",
            f"{school.url_path}tin-tuc/sau/",
            public_path(page.url_path),
        ]

    def test_a_page_is_found_at_any_depth(self, client, school):
        for address in self.addresses(school):
            response = client.get(address)
            assert response.status_code == 200
            assert f'<a href="{school.url_path}">{school.name}</a>' in response.content.decode()

    def test_deep_pages_cost_no_more_queries_than_shallow_ones(self, rf, school, department):
        counts = []
        home = department.home
        for address in self.addresses(school):
            with CaptureQueriesContext(connection) as queries:
                page = home.route(rf.get(address), [part for part in address.split("/") if part]).page
            assert public_path(page.url_path) == address
            counts.append(len(queries))
        assert len(set(counts)) == 1, counts

    @pytest.mark.parametrize("path", ["khong-co/", "tin-tuc/khong-co/", "tin-tuc/tin-tuc/", "van-ban/1-x/y/"])
    def test_an_unknown_address_is_not_found(self, client, school, path):
        assert client.get(f"{school.url_path}{path}").status_code == 404

    def test_a_draft_is_not_found(self, client, school):
        page = NewsFactory(of_unit=school, draft=True)
        assert client.get(public_path(page.url_path)).status_code == 404

    def test_another_units_page_is_not_found_below_this_unit(self, client, school, other_school):
        page = NewsFactory(of_unit=other_school)
        assert client.get(f"{school.url_path}tin-tuc/{page.slug}/").status_code == 404

    def test_a_private_page_asks_for_the_password_of_its_reader(self, client, school):
        page = NewsFactory(of_unit=school)
        PageViewRestriction.objects.create(page_id=section_of(school).pk, restriction_type=PageViewRestriction.LOGIN)
        address = public_path(page.url_path)
        response = client.get(address)
        assert response.status_code == 302
        assert f"next={address}" in response.url
        client.force_login(PersonFactory())
        assert client.get(address).status_code == 200


class TestOfficialDocuments:
    def address(self, document):
        return f"{document.unit.url_path}van-ban/{document.slug}/"

    def test_a_document_has_an_address_below_the_list(self, client, school):
        document = OfficialDocumentFactory(unit=school, number="1142/SGDĐT-KTKĐ")
        assert document.slug == f"{document.pk}-1142sgddt-ktkd"
        response = client.get(self.address(document))
        assert response.status_code == 200
        assert "1142/SGDĐT-KTKĐ" in response.content.decode()

    def test_an_internal_document_has_no_address(self, client, school):
        assert client.get(self.address(OfficialDocumentFactory(unit=school, internal=True))).status_code == 404

    def test_a_wrong_number_in_the_address_is_not_found(self, client, school):
        document = OfficialDocumentFactory(unit=school)
        assert client.get(f"{school.url_path}van-ban/{document.pk}-khac/").status_code == 404

    def test_a_document_is_not_shown_by_another_school(self, client, school, other_school):
        document = OfficialDocumentFactory(unit=school)
        assert client.get(f"{other_school.url_path}van-ban/{document.slug}/").status_code == 404

    @pytest.mark.parametrize("words", ["tuần lễ", "TUAN LE", "hoc tap suot doi", "7/sgddt"])
    def test_lists_are_searched_with_and_without_marks(self, school, words):
        document = OfficialDocumentFactory(unit=school, number="7/SGDĐT-VP")
        OfficialDocumentFactory(unit=school, number="8/X", title="Khác")
        assert list(OfficialDocument.objects.matching(words)) == [document]

    @pytest.mark.parametrize("day", [dt.date(1850, 1, 1), dt.date(2226, 1, 1)])
    def test_a_document_of_another_century_is_refused(self, school, day):
        document = OfficialDocumentFactory.build(
            unit=school, kind=OfficialDocumentFactory(unit=school).kind, issued_on=day
        )
        with pytest.raises(ValidationError) as caught:
            document.full_clean()
        assert set(caught.value.message_dict) == {"issued_on"}


class TestEvents:
    def test_an_event_of_several_days_is_coming_until_its_last_day(self, school):
        first = dt.date(2026, 3, 1)
        event = CalendarEventFactory(unit=school, starts_on=first, ends_on=first + dt.timedelta(days=2))
        coming = type(event).objects.coming
        assert list(coming(first + dt.timedelta(days=2))) == [event]
        assert list(coming(first + dt.timedelta(days=3))) == []

    def test_an_event_cannot_end_before_it_begins(self, school):
        event = CalendarEventFactory(unit=school, starts_on=dt.date(2026, 3, 2))
        event.ends_on = dt.date(2026, 3, 1)
        with pytest.raises(ValidationError):
            event.full_clean()


class TestLookup:
    @pytest.mark.parametrize(
        ("url_path", "path"),
        [("/portal/", "/"), ("/portal/tin-tuc/", "/tin-tuc/"), ("/portal/thcs/tin-tuc/bai/", "/thcs/tin-tuc/bai/")],
    )
    def test_the_first_segment_does_not_show(self, url_path, path):
        assert public_path(url_path) == path

    def test_the_unit_follows_from_the_path(self, department, school):
        assert unit_of_path(department.home.path) == department
        assert unit_of_path(section_of(department).path) == department
        assert unit_of_path(school.home.path) == school
        assert unit_of_path(NewsFactory(of_unit=school).path) == school
        assert unit_of_path(Page.get_first_root_node().path) is None

    def test_a_page_below_a_restricted_one_is_not_public(self, school):
        page = NewsFactory(of_unit=school)
        assert is_public(page)
        PageViewRestriction.objects.create(page_id=school.home.pk, restriction_type=PageViewRestriction.LOGIN)
        assert not is_public(page)


class TestAddresses:
    @pytest.mark.parametrize(
        "address", ["/don-vi/", "#phan", "https://moet.gov.vn/", "http://x.vn", "mailto:a@b.vn", "tel:+84225"]
    )
    def test_an_address_is_accepted(self, address):
        validate_address(address)

    @pytest.mark.parametrize(
        "address",
        ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "https://", "www.x.vn"]
        + ["/a b", '/"x', "/<x>", "JaVaScRiPt:alert(1)", "https://[", "\tjavascript:alert(1)", "/x\ny", "vbscript:x"],
    )
    def test_anything_that_runs_or_lies_is_refused(self, address):
        with pytest.raises(ValidationError):
            validate_address(address)


class TestNotice:
    def test_a_notice_shows_between_its_times_only(self, school):
        start = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        home = school.home
        home.notice_title, home.notice_from, home.notice_until = "Tuyển sinh", start, start + dt.timedelta(hours=1)
        seconds = (-1, 0, 3599, 3600)
        assert [home.has_notice(start + dt.timedelta(seconds=n)) for n in seconds] == [False, True, True, False]
        home.notice_title = ""
        assert not home.has_notice(start)

    def test_a_notice_cannot_end_before_it_begins(self, school):
        home = school.home
        home.notice_from = home.notice_until = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        with pytest.raises(ValidationError) as caught:
            home.full_clean()
        assert "notice_until" in caught.value.message_dict
