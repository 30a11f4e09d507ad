"""Who reads a site: nobody but staff, invited people, everybody, everybody without a writer."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from foreign_site.factories import NewsFactory
from foreign_site.models import NewsPage

from unit_pages.access.rights import rights_of
from unit_pages.api.visibility import live_publications, public_pages
from unit_pages.changes.services import confirm_change
from unit_pages.days import local_day
from unit_pages.enums import ChangeKind, PagesGo, SiteState
from unit_pages.models import (
    OfficialDocument,
    OrganisationChange,
    Publication,
    SiteInvitation,
    SiteStateChange,
    StandardPage,
    Unit,
)
from unit_pages.publications.services import accept_publication
from unit_pages.subsites.doors import invitation_link
from unit_pages.subsites.states import SiteStateError, renew_invitation, set_site_state
from unit_pages.test.factories import (
    AppointmentFactory,
    DocumentFileFactory,
    OfficialDocumentFactory,
    PersonFactory,
    UnitFactory,
)
from unit_pages.test.files import PDF_BYTES

pytestmark = pytest.mark.django_db


def put(unit, state, by=None):
    set_site_state(unit=unit, state=state, by=by, now=timezone.now(), reason="Thử")
    unit.refresh_from_db()


@pytest.fixture
def article(school):
    return NewsFactory(of_unit=school, title="Ngày hội đọc sách")


@pytest.fixture
def addresses(school, article):
    document = OfficialDocumentFactory(unit=school)
    base = school.url_path
    return [base, f"{base}tin-tuc/", article.url, f"{base}gioi-thieu/", f"{base}van-ban/{document.slug}/"]


class TestDraft:
    @pytest.fixture(autouse=True)
    def _closed(self, school, addresses):
        put(school, SiteState.DRAFT)

    def test_readers_find_nothing_at_any_address(self, client, addresses):
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)

    def test_staff_of_the_unit_and_superusers_see_it_with_a_notice_and_no_cache(
        self, client, school, addresses, officer
    ):
        for person in (officer, PersonFactory(superuser=True)):
            client.force_login(person)
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code == 200
                assert "Only staff see this site." in answer.content.decode()
                assert answer["Cache-Control"] == "private, no-store"
        assert "Ngày hội đọc sách" in client.get(f"{school.url_path}tin-tuc/").content.decode()

    def test_people_of_a_superior_unit_see_it_people_of_others_do_not(self, client, school, other_school, department):
        client.force_login(AppointmentFactory(unit=department).person)
        assert client.get(school.url_path).status_code == 200
        client.force_login(AppointmentFactory(unit=other_school).person)
        assert client.get(school.url_path).status_code == 404
        client.force_login(PersonFactory())
        assert client.get(school.url_path).status_code == 404

    def test_nothing_of_it_stands_in_any_list(self, school, article):
        now = timezone.now()
        assert not Publication.objects.live_at(now).filter(unit=school).exists()
        assert not live_publications(now).filter(unit=school).exists()
        assert not public_pages(StandardPage).filter(path__startswith=school.home.path).exists()
        assert not OfficialDocument.objects.public().filter(unit=school).exists()
        assert school not in Unit.objects.with_open_site()
        assert Publication.objects.shown_on(school, now).count() == 1

    def test_what_is_published_now_is_not_public(self, school):
        NewsFactory(of_unit=school)
        assert not Publication.objects.live_at(timezone.now()).filter(unit=school).exists()


class TestOpening:
    def test_items_written_before_a_site_opens_begin_when_it_opens(self, school):
        put(school, SiteState.DRAFT)
        page = NewsFactory(of_unit=school)
        opening = timezone.now() + dt.timedelta(days=40)
        with time_machine.travel(opening, tick=False):
            put(school, SiteState.LIVE)
        row = Publication.objects.get(page_id=page.pk)
        assert row.starts_at.date() == opening.date()
        assert row.site_is_open

    def test_items_of_before_keep_their_time_when_a_site_was_closed_for_a_while(self, school, article):
        started = Publication.objects.get(page_id=article.pk).starts_at
        put(school, SiteState.DRAFT)
        put(school, SiteState.LIVE)
        assert Publication.objects.get(page_id=article.pk).starts_at == started

    def test_a_site_that_is_made_closed_knows_since_when(self, department):
        unit = UnitFactory(site_state=SiteState.DRAFT, subsite=True)
        assert SiteStateChange.objects.get(unit=unit).state == SiteState.DRAFT
        page = NewsFactory(of_unit=unit)
        put(unit, SiteState.LIVE)
        assert Publication.objects.get(page_id=page.pk).starts_at >= NewsPage.objects.get(pk=page.pk).first_published_at

    def test_an_item_on_the_portal_leaves_it_while_its_own_site_is_closed(self, school, article, department):
        accept_publication(page=article, site_unit=department, by=None, now=timezone.now())
        put(school, SiteState.DRAFT)
        assert not Publication.objects.shown_on(department, timezone.now()).exists()
        put(school, SiteState.LIVE)
        assert Publication.objects.shown_on(department, timezone.now()).count() == 1

    def test_saving_an_item_keeps_the_state_of_its_site(self, school, article):
        put(school, SiteState.INVITED)
        NewsPage.objects.get(pk=article.pk).save_revision().publish()
        assert not Publication.objects.get(page_id=article.pk).site_is_open


class TestInvitation:
    @pytest.fixture(autouse=True)
    def _invited(self, school, addresses):
        put(school, SiteState.INVITED)

    def link(self, school):
        return invitation_link(SiteInvitation.objects.select_related("unit").get(unit=school))

    def test_the_link_opens_the_whole_site_and_no_other(self, client, school, other_school, addresses):
        put(other_school, SiteState.INVITED)
        assert client.get(school.url_path).status_code == 404
        answer = client.get(self.link(school))
        assert (answer.status_code, answer["Location"]) == (302, school.url_path)
        cookie = answer.cookies[f"site-{school.pk}"]
        assert (cookie["path"], cookie["httponly"]) == (school.url_path, True)
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
        assert client.get(other_school.url_path).status_code == 404

    def test_whoever_has_the_link_downloads_what_the_site_offers_and_nothing_else(self, client, school):
        offered, unused = DocumentFileFactory(of_unit=school), DocumentFileFactory(of_unit=school)
        secret = DocumentFileFactory(of_unit=school, is_public=False)
        for file in (offered, secret):
            OfficialDocumentFactory(unit=school, file=file)
        assert client.get(offered.url).status_code == 404
        client.get(self.link(school))
        assert client.get(offered.url).getvalue() == PDF_BYTES
        assert [client.get(file.url).status_code for file in (unused, secret)] == [404, 404]
        renew_invitation(unit=school, by=None, now=timezone.now())
        assert client.get(offered.url).status_code == 404
        put(school, SiteState.LIVE)
        assert client.get(offered.url).getvalue() == PDF_BYTES
        put(school, SiteState.DRAFT)
        assert client.get(offered.url).status_code == 404

    def test_files_on_pages_of_an_invited_site_go_with_the_page(self, client, school):
        file = DocumentFileFactory(of_unit=school)
        page = StandardPage.objects.descendant_of(school.home).get(slug="gioi-thieu")
        page.body = [("attachment", {"file": file, "title": ""})]
        page.save_revision().publish()
        client.get(self.link(school))
        assert client.get(file.url).getvalue() == PDF_BYTES
        page.unpublish()
        assert client.get(file.url).status_code == 404

    def test_a_renewed_link_shuts_out_who_came_by_the_old_one(self, client, school):
        old = self.link(school)
        client.get(old)
        renew_invitation(unit=school, by=None, now=timezone.now())
        assert client.get(school.url_path).status_code == 404
        assert client.get(old).status_code == 404
        assert client.get(self.link(school)).status_code == 302

    def test_a_forged_or_borrowed_link_opens_nothing(self, client, school, other_school):
        put(other_school, SiteState.INVITED)
        token = self.link(school).partition("=")[2]
        for bad in (token[:-2], "x", "", token.swapcase()):
            assert client.get(school.url_path, {"loi-moi": bad}).status_code == 404
        assert client.get(other_school.url_path, {"loi-moi": token}).status_code == 404

    def test_a_link_opens_nothing_once_the_site_is_a_draft_again(self, client, school):
        client.get(self.link(school))
        put(school, SiteState.DRAFT)
        assert client.get(school.url_path).status_code == 404

    def test_staff_of_other_units_see_an_invited_site(self, client, school, other_school):
        client.force_login(AppointmentFactory(unit=other_school).person)
        assert client.get(school.url_path).status_code == 200

    def test_nothing_of_it_stands_in_lists(self, school):
        assert not Publication.objects.live_at(timezone.now()).filter(unit=school).exists()


class TestArchive:
    def test_everybody_reads_it_with_a_notice_and_nobody_writes(self, client, school, article, officer):
        put(school, SiteState.ARCHIVED)
        body = client.get(article.url).content.decode()
        assert "Archive." in body
        assert local_day().strftime("%d/%m/%Y") in body
        assert not rights_of(officer)[0].actions
        assert Publication.objects.live_at(timezone.now()).filter(unit=school).exists()

    def test_the_notice_names_the_successor(self, client, school, other_school, article):
        change = OrganisationChange.objects.create(
            kind=ChangeKind.MERGE, unit=school, target=other_school, effective_on=local_day(), pages=PagesGo.ARCHIVE
        )
        confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        body = client.get(article.url).content.decode()
        assert f'<a href="{other_school.url_path}">{other_school.name}</a>' in body


class TestBadInput:
    def test_the_portal_is_always_live(self, department):
        with pytest.raises(SiteStateError):
            put(department, SiteState.DRAFT)

    def test_the_site_of_an_ended_unit_stays_an_archive(self, department):
        unit = UnitFactory(ended=True, subsite=True, site_state=SiteState.ARCHIVED)
        with pytest.raises(ValidationError, match="ended"):
            put(unit, SiteState.LIVE)

    def test_an_unknown_state(self, school):
        with pytest.raises(SiteStateError):
            put(school, "open")
        assert not SiteStateChange.objects.exists()


def test_the_guard_costs_no_query(client, school, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(f"{school.url_path}gioi-thieu/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{school.url_path}gioi-thieu/")
    assert len([q for q in queries if "unit_pages_unithomepage" in q["sql"] and "unitkind" in q["sql"]]) == 1


class TestMedia:
    def test_files_of_a_site_in_preparation_are_not_public_and_come_back_with_it(self, school, department):
        from unit_pages.models import Picture
        from unit_pages.test.factories import PictureFactory

        picture = PictureFactory(of_unit=school)
        NewsFactory(of_unit=school, main_picture=picture)
        assert Picture.objects.get(pk=picture.pk).is_referred
        set_site_state(unit=school, state=SiteState.DRAFT, by=None, now=timezone.now(), reason="")
        assert not Picture.objects.get(pk=picture.pk).is_referred
        set_site_state(unit=school, state=SiteState.LIVE, by=None, now=timezone.now(), reason="")
        assert Picture.objects.get(pk=picture.pk).is_referred
