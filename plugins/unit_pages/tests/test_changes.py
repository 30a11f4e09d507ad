"""Units rename, end, merge, split and move: old addresses lead on, old figures stay true, all can be undone."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from foreign_site.factories import NewsFactory
from foreign_site.models import NewsPage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from unit_pages.access.rights import rights_of
from unit_pages.changes.addresses import present_address
from unit_pages.changes.models import MovedAddress, OrganisationChange
from unit_pages.changes.services import ChangeError, apply_due, cancel_change, confirm_change, plan_change
from unit_pages.changes.undo import obstacles_of, undo_change
from unit_pages.days import local_day
from unit_pages.enums import ChangeKind, ChangeState, Origin, PagesGo, PeopleGo, SiteState, SuccessionKind
from unit_pages.models import Appointment, OfficialDocument, Publication, Unit, UnitFormerName, UnitSuccession
from unit_pages.publications.services import accept_publication
from unit_pages.test.factories import (
    AppointmentFactory,
    OfficialDocumentFactory,
    PersonFactory,
    PictureFactory,
    UnitFactory,
    section_of,
)
from unit_pages.units.history import find_unit

pytestmark = pytest.mark.django_db
NEW = {"name": "Trường THCS Hoa Phượng", "short_name": "THCS Hoa Phượng", "code": "HP-1", "slug": "thcs-hoa-phuong"}


def change_of(kind, unit, *, parts=(), on=None, **values):
    change = OrganisationChange.objects.create(kind=kind, unit=unit, effective_on=on or local_day(), **values)
    change.parts.set(parts)
    return change


def confirmed(kind, unit, **values):
    change = change_of(kind, unit, **values)
    confirm_change(change, None, reason="Quyết định", today=local_day(), now=timezone.now())
    return change


def undone(change):
    undo_change(change, None, now=timezone.now())
    return change


def figures():
    """Own items by the unit that wrote them and the moment at which they appeared: what quotas count."""
    rows = Publication.objects.filter(ended_at=None).values_list("origin", "unit_id", "page_id", "starts_at")
    return sorted(rows, key=str)


def whole_state():
    """Everything that a change touches, to compare before and after an undo."""
    return {
        "units": list(
            Unit.objects.order_by("pk").values_list(
                "pk", "code", "name", "slug", "parent", "tree_path", "ends_on", "site_state"
            )
        ),
        "pages": list(Page.objects.order_by("pk").values_list("pk", "slug", "url_path", "live", "title", "depth")),
        "news": list(NewsPage.objects.order_by("pk").values_list("pk", "unit")),
        "publications": list(
            Publication.objects.order_by("pk").values_list(
                "pk", "unit", "site_unit", "starts_at", "ended_at", "url_path", "site_is_open"
            )
        ),
        "people": sorted(Appointment.objects.values_list("person", "unit", "post", "starts_on", "ends_on"), key=str),
        "documents": list(OfficialDocument.objects.order_by("pk").values_list("pk", "unit")),
        "names": UnitFormerName.objects.count(),
        "successions": UnitSuccession.objects.count(),
        "addresses": MovedAddress.objects.count(),
    }


def live_addresses():
    from unit_pages.subsites.lookup import public_path

    found = [
        public_path(path) for path in Page.objects.filter(depth__gte=3, live=True).values_list("url_path", flat=True)
    ]
    return sorted(found)


def assert_leads_on(client, addresses):
    """Each address answers, or leads in one step to one that does."""
    for address in addresses:
        answer = client.get(address)
        if answer.status_code in (301, 302):
            target = answer["Location"]
            answer = client.get(target)
            assert answer.status_code == 200, (address, target, answer.status_code)
        assert answer.status_code == 200, (address, answer.status_code)


def assert_tree_is_right():
    for unit in Unit.objects.select_related("parent"):
        above = unit.parent.tree_path if unit.parent else "/"
        assert unit.tree_path == f"{above}{unit.pk}/"
    assert Page.find_problems() == ([], [], [], [], [])
    for page in Page.objects.filter(depth__gte=3):
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"
    for news in NewsPage.objects.all():
        assert Unit.objects.get(home__path=news.path[:12]) == news.unit


class TestRename:
    def test_name_and_address_change_and_the_old_ones_still_find_the_unit(self, client, school):
        article = NewsFactory(of_unit=school, title="Ngày hội")
        old = school.url_path
        document = OfficialDocumentFactory(unit=school)
        addresses = [*live_addresses(), f"{old}van-ban/{document.slug}/"]
        before = figures()
        change = confirmed(ChangeKind.RENAME, school, new_units=[NEW], decision_number="12/QĐ")
        school.refresh_from_db()
        assert (school.name, school.slug, school.code) == (NEW["name"], NEW["slug"], NEW["code"])
        assert find_unit("DM") == find_unit("truong-thcs-dong-minh") == find_unit("HP-1") == school
        assert client.get(f"{old}tin-tuc/ngay-hoi/")["Location"] == "/thcs-hoa-phuong/tin-tuc/ngay-hoi/"
        assert client.get("/thcs-hoa-phuong/").context["page"].title == NEW["name"]
        assert Publication.objects.get(page_id=article.pk).url_path == "/thcs-hoa-phuong/tin-tuc/ngay-hoi/"
        assert_leads_on(client, addresses)
        assert figures() == before
        assert change.state == ChangeState.APPLIED

    def test_an_older_draft_of_the_home_page_does_not_bring_the_old_address_back(self, school):
        school.home.save_revision()
        confirmed(ChangeKind.RENAME, school, new_units=[NEW])
        home = Page.objects.get(pk=school.home.pk).specific
        home.latest_revision.publish()
        assert Page.objects.get(pk=home.pk).url_path.endswith("/thcs-hoa-phuong/")

    def test_two_renames_are_one_step(self, client, school):
        NewsFactory(of_unit=school, title="Ngày hội")
        old = live_addresses()
        confirmed(ChangeKind.RENAME, school, new_units=[NEW], on=local_day() - dt.timedelta(days=1))
        confirmed(ChangeKind.RENAME, school, new_units=[{"slug": "ba", "name": "Ba"}])
        assert_leads_on(client, old)
        assert client.get("/truong-thcs-dong-minh/tin-tuc/ngay-hoi/")["Location"] == "/ba/tin-tuc/ngay-hoi/"

    def test_back_to_the_old_name_runs_in_no_circle(self, client, school):
        old = school.slug
        confirmed(ChangeKind.RENAME, school, new_units=[{"slug": "mot"}], on=local_day() - dt.timedelta(days=1))
        confirmed(ChangeKind.RENAME, school, new_units=[{"slug": old}])
        assert client.get(f"/{old}/").status_code == 200
        assert client.get("/mot/")["Location"] == f"/{old}/"
        assert client.get("/mot/khong-co/")["Location"] == f"/{old}/khong-co/"
        assert client.get(f"/{old}/khong-co/").status_code == 404

    def test_the_department_keeps_its_address(self, client, department):
        confirmed(ChangeKind.RENAME, department, new_units=[{"name": "Sở Mới", "slug": "so-moi"}])
        assert client.get("/").status_code == 200


class TestMerge:
    @pytest.fixture
    def merged(self, client, school, other_school):
        """Two schools with items, people, files, merged into a new one; what was before."""
        self.articles = [
            NewsFactory(of_unit=unit, title=f"Bài {unit.code} {n}") for unit in (school, other_school) for n in (1, 2)
        ]
        self.draft = NewsFactory(of_unit=school, draft=True)
        self.document = OfficialDocumentFactory(unit=school)
        self.picture = PictureFactory(of_unit=school)
        accept_publication(page=self.articles[0], site_unit=school.parent, by=None, now=timezone.now())
        self.officer = AppointmentFactory(unit=school)
        self.leaders = [AppointmentFactory(unit=unit, leader=True) for unit in (school, other_school)]
        self.future = AppointmentFactory(unit=other_school, to_come=True)
        self.addresses = [*live_addresses(), f"{school.url_path}van-ban/{self.document.slug}/"]
        self.figures, self.before = figures(), whole_state()
        return confirmed(
            ChangeKind.MERGE,
            school,
            parts=[other_school],
            new_units=[NEW],
            pages=PagesGo.MOVE,
            people=PeopleGo.GO_OVER,
            decision_number="7/QĐ-UBND",
        )

    def test_the_registry_tells_the_truth_of_each_day(self, merged, school, other_school):
        made = Unit.objects.get(code="HP-1")
        today, yesterday = local_day(), local_day() - dt.timedelta(days=1)
        assert not {school, other_school} & set(Unit.objects.active_on(today))
        assert {school, other_school} < set(Unit.objects.active_on(yesterday))
        assert made in Unit.objects.active_on(today)
        assert made not in Unit.objects.active_on(yesterday)
        assert {(s.unit, s.kind, s.on) for s in UnitSuccession.objects.filter(successor=made)} == {
            (school, SuccessionKind.MERGED, today),
            (other_school, SuccessionKind.MERGED, today),
        }
        assert find_unit("DM") == school

    def test_every_old_address_leads_in_one_step_to_a_page(self, merged, client):
        assert_leads_on(client, self.addresses)
        assert client.get("/truong-thcs-dong-minh/")["Location"] == "/thcs-hoa-phuong/"
        assert (
            client.get("/truong-thcs-dong-minh/tin-tuc/bai-dm-1/")["Location"]
            == "/thcs-hoa-phuong/truong-thcs-dong-minh/tin-tuc/bai-dm-1/"
        )

    def test_a_document_is_found_at_its_old_address(self, merged, client):
        assert (
            client.get(f"/truong-thcs-dong-minh/van-ban/{self.document.slug}/")["Location"]
            == f"/thcs-hoa-phuong/van-ban/{self.document.slug}/"
        )

    def test_figures_of_before_stay_with_the_unit_of_their_time(self, merged):
        assert figures() == self.figures

    def test_the_new_site_lists_the_items_at_their_own_dates(self, merged, school):
        made = Unit.objects.get(code="HP-1")
        rows = Publication.objects.shown_on(made, timezone.now())
        assert {row.page_id for row in rows} == {article.pk for article in self.articles}
        assert {row.unit.code for row in rows} == {"DM", "NQ"}

    def test_saving_a_moved_item_keeps_its_figure_and_its_place_on_the_portal(self, merged):
        NewsPage.objects.get(pk=self.articles[0].pk).save_revision().publish()
        assert figures() == self.figures
        assert Publication.objects.filter(page_id=self.articles[0].pk, ended_at=None).count() == 2

    def test_a_new_item_counts_for_the_new_unit(self, merged):
        made = Unit.objects.get(code="HP-1")
        fresh = NewsFactory(of_unit=made)
        assert Publication.objects.get(page_id=fresh.pk).unit == made

    def test_people_go_over_with_one_leader_in_charge(self, merged, school):
        made, today = Unit.objects.get(code="HP-1"), local_day()
        there = Appointment.objects.current_on(today).filter(unit=made)
        assert {row.person for row in there} == {self.officer.person, self.leaders[0].person}
        assert {row.decision_number for row in there} == {"7/QĐ-UBND"}
        assert not Appointment.objects.current_on(today).filter(unit=school).exists()
        assert not Appointment.objects.filter(pk=self.future.pk).exists()
        assert [right.unit_id for right in rights_of(self.officer.person)] == [made.pk]

    def test_drafts_pictures_and_documents_go_with_the_pages(self, merged):
        made = Unit.objects.get(code="HP-1")
        self.draft.refresh_from_db()
        self.picture.refresh_from_db()
        assert (self.draft.unit, self.draft.live) == (made, False)
        assert (self.picture.unit, self.picture.collection) == (made, made.collection)
        assert OfficialDocument.objects.get().unit == made

    def test_the_trees_are_right(self, merged):
        assert_tree_is_right()

    def test_undo_brings_everything_back(self, merged, client):
        undone(merged)
        after = whole_state()
        assert {key: after[key] for key in self.before if key != "people"} == {
            key: value for key, value in self.before.items() if key != "people"
        }
        assert after["people"] == self.before["people"]
        assert merged.state == ChangeState.UNDONE
        assert_leads_on(client, self.addresses)
        assert_tree_is_right()

    def test_undo_says_what_was_published_since(self, merged):
        NewsFactory(of_unit=Unit.objects.get(code="HP-1"), title="Khai giảng ngôi trường mới")
        state = whole_state()
        with pytest.raises(ChangeError):
            undone(merged)
        assert any("Trường THCS Hoa Phượng" in text for text in obstacles_of(merged))
        assert whole_state() == state

    def test_undo_says_which_change_came_after(self, merged):
        later = confirmed(
            ChangeKind.RENAME,
            Unit.objects.get(code="HP-1"),
            new_units=[{"name": "Khác"}],
            on=local_day() + dt.timedelta(1),
        )
        cancel_change(later, None)
        with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
            later = confirmed(ChangeKind.RENAME, Unit.objects.get(code="HP-1"), new_units=[{"name": "Khác"}])
            with pytest.raises(ChangeError, match="Rename"):
                undone(merged)
            undone(later)
            undone(merged)

    def test_a_second_merger_is_still_one_step(self, merged, client, department):
        made, third = Unit.objects.get(code="HP-1"), UnitFactory(subsite=True)
        with time_machine.travel(timezone.now() + dt.timedelta(days=400), tick=False):
            old = [*self.addresses, *live_addresses()]
            confirmed(ChangeKind.MERGE, made, target=third, pages=PagesGo.MOVE)
            assert_leads_on(client, old)
            assert figures() == self.figures
            assert_tree_is_right()

    def test_into_one_of_them(self, client, school, other_school):
        article = NewsFactory(of_unit=school)
        addresses = live_addresses()
        leader = AppointmentFactory(unit=other_school, leader=True)
        second = AppointmentFactory(unit=school, leader=True)
        confirmed(ChangeKind.MERGE, school, target=other_school, pages=PagesGo.MOVE, people=PeopleGo.GO_OVER)
        assert_leads_on(client, addresses)
        assert NewsPage.objects.get(pk=article.pk).unit == other_school
        assert Appointment.objects.current_on(local_day()).get(unit=other_school) == leader
        assert not rights_of(second.person)

    def test_pages_stay_as_an_archive_when_so_decided(self, client, school, other_school):
        article = NewsFactory(of_unit=school)
        confirmed(ChangeKind.MERGE, school, target=other_school, pages=PagesGo.ARCHIVE)
        school.refresh_from_db()
        assert school.site_state == SiteState.ARCHIVED
        assert client.get(article.url).status_code == 200
        assert MovedAddress.objects.count() == 0

    def test_into_the_superior_unit_that_shows_the_item_already(self, school, department):
        office = UnitFactory(office=True, subsite=True)
        school.parent = office
        school.save()
        article = NewsFactory(of_unit=school)
        accept_publication(page=article, site_unit=office, by=None, now=timezone.now())
        before = whole_state()
        change = confirmed(ChangeKind.MERGE, school, target=office, pages=PagesGo.MOVE)
        assert Publication.objects.get(page_id=article.pk, ended_at=None).origin == Origin.OWN
        undone(change)
        assert whole_state()["publications"] == before["publications"]

    def test_thousands_of_pages_take_no_query_each(self, department):
        few = self._queries(UnitFactory(subsite=True), UnitFactory(subsite=True), items=3)
        many = self._queries(UnitFactory(subsite=True), UnitFactory(subsite=True), items=30)
        assert len(many) == len(few)

    def _queries(self, unit, target, items):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        for _ in range(items):
            NewsFactory(of_unit=unit)
        with CaptureQueriesContext(connection) as queries:
            confirmed(ChangeKind.MERGE, unit, target=target, pages=PagesGo.MOVE)
        return [query for query in queries if "SAVEPOINT" not in query["sql"]]


class TestSplitEndAndMove:
    def test_a_split_gives_pages_to_the_first_heir(self, client, school):
        NewsFactory(of_unit=school)
        child = UnitFactory(parent=school)
        addresses, before, counted = live_addresses(), whole_state(), figures()
        second = {"name": "Trường B", "code": "B", "slug": "truong-b"}
        change = confirmed(ChangeKind.SPLIT, school, new_units=[NEW, second], pages=PagesGo.MOVE)
        first = Unit.objects.get(code="HP-1")
        child.refresh_from_db()
        assert child.parent == first
        assert UnitSuccession.objects.filter(unit=school, kind=SuccessionKind.SPLIT).count() == 2
        assert_leads_on(client, addresses)
        assert figures() == counted
        assert_tree_is_right()
        undone(change)
        assert whole_state() == before

    def test_an_ended_unit_is_an_archive_and_writes_no_more(self, client, school, officer):
        NewsFactory(of_unit=school)
        addresses, before = live_addresses(), whole_state()
        change = confirmed(ChangeKind.END, school)
        school.refresh_from_db()
        assert (school.ends_on, school.site_state) == (local_day(), SiteState.ARCHIVED)
        assert all(client.get(address).status_code == 200 for address in addresses)
        assert rights_of(officer) == []
        undone(change)
        assert whole_state() == before

    def test_a_unit_moves_with_all_below_it(self, school, other_school):
        child = UnitFactory(parent=school)
        before = whole_state()
        change = confirmed(ChangeKind.MOVE, school, target=other_school)
        child.refresh_from_db()
        assert child.tree_path == f"/{school.parent_id}/{other_school.pk}/{school.pk}/{child.pk}/"
        assert_tree_is_right()
        undone(change)
        assert whole_state() == before


class TestDays:
    def test_a_change_of_tomorrow_waits_and_is_carried_out_then(self, school):
        tomorrow = local_day() + dt.timedelta(days=1)
        change = confirmed(ChangeKind.RENAME, school, new_units=[NEW], on=tomorrow)
        assert change.state == ChangeState.WAITING
        call_command("apply_changes", stdout=StringIO())
        school.refresh_from_db()
        assert school.slug == "truong-thcs-dong-minh"
        output = StringIO()
        call_command("apply_changes", date=tomorrow, dry_run=True, stdout=output)
        assert school.name in output.getvalue()
        with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
            call_command("apply_changes", stdout=StringIO())
            call_command("apply_changes", stdout=StringIO())
        school.refresh_from_db()
        assert school.slug == NEW["slug"]
        assert UnitFormerName.objects.get().until_on == tomorrow

    def test_what_cannot_be_done_any_more_waits_with_its_problem_and_holds_up_nothing(self, school, other_school):
        tomorrow = local_day() + dt.timedelta(days=1)
        stuck = confirmed(ChangeKind.RENAME, school, new_units=[NEW], on=tomorrow)
        confirmed(ChangeKind.RENAME, other_school, new_units=[{"name": "Khác"}], on=tomorrow)
        UnitFactory(slug=NEW["slug"])
        with pytest.raises(CommandError, match=NEW["slug"]):
            call_command("apply_changes", date=tomorrow, stdout=StringIO())
        stuck.refresh_from_db()
        assert NEW["slug"] in stuck.problem
        assert stuck.state == ChangeState.WAITING
        other_school.refresh_from_db()
        assert other_school.name == "Khác"

    def test_a_change_that_is_registered_late_keeps_its_day(self, school):
        day = local_day() - dt.timedelta(days=90)
        confirmed(ChangeKind.END, school, on=day)
        school.refresh_from_db()
        assert school.ends_on == day

    def test_a_change_is_carried_out_once(self, school):
        change = confirmed(ChangeKind.END, school)
        with pytest.raises(ChangeError):
            confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        assert apply_due(today=local_day(), now=timezone.now()) == ([], 0)

    def test_a_failure_in_the_middle_leaves_nothing(self, school, other_school, monkeypatch):
        NewsFactory(of_unit=school)
        change = change_of(ChangeKind.MERGE, school, target=other_school, pages=PagesGo.MOVE)
        before = whole_state()

        def fail(self):
            raise ZeroDivisionError

        monkeypatch.setattr("unit_pages.changes.sites.SiteMove._take_down", fail)
        with pytest.raises(ZeroDivisionError):
            confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        assert whole_state() == before
        change.refresh_from_db()
        assert change.state == ChangeState.DRAFT


class TestBadInput:
    def problems(self, kind, unit, **values):
        before = whole_state()
        change = change_of(kind, unit, **values)
        found = plan_change(change).problems
        with pytest.raises(ChangeError):
            confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        assert whole_state() == before
        return " ".join(found)

    def test_a_merger_with_itself(self, school):
        assert "itself" in self.problems(ChangeKind.MERGE, school, target=school)

    def test_a_merger_with_its_child(self, school):
        child = UnitFactory(parent=school)
        assert "stands below" in self.problems(ChangeKind.MERGE, school, target=child)

    def test_a_merger_into_nothing(self, school, other_school):
        assert "Choose the unit" in self.problems(ChangeKind.MERGE, school, parts=[other_school])

    def test_an_end_before_the_start(self, school):
        school.starts_on = local_day()
        school.save()
        assert "only" in self.problems(ChangeKind.END, school)

    @pytest.mark.parametrize(
        ("slug", "word"),
        [("documents", "portal itself"), ("truong-thpt-ngo-quyen", "Ngô Quyền"), ("tin-tuc", "page of the portal")],
    )
    def test_a_slug_that_is_reserved_or_taken(self, school, other_school, slug, word):
        assert word in self.problems(ChangeKind.RENAME, school, new_units=[{"slug": slug}])

    def test_a_slug_whose_old_links_lead_elsewhere(self, school, other_school):
        confirmed(ChangeKind.RENAME, other_school, new_units=[NEW])
        found = self.problems(ChangeKind.RENAME, school, new_units=[{"slug": "truong-thpt-ngo-quyen"}])
        assert "old links" in found

    def test_a_code_of_another_unit(self, school, other_school):
        assert "NQ" in self.problems(ChangeKind.RENAME, school, new_units=[{"code": "NQ"}])

    def test_nothing_new(self, school):
        assert "Nothing" in self.problems(ChangeKind.RENAME, school, new_units=[{"name": school.name}])

    def test_a_move_below_itself(self, school):
        assert "below itself" in self.problems(ChangeKind.MOVE, school, target=UnitFactory(parent=school))

    def test_a_unit_that_ended(self, school):
        confirmed(ChangeKind.END, school, on=local_day() - dt.timedelta(days=2))
        school.refresh_from_db()
        assert "ended on" in self.problems(ChangeKind.RENAME, school, new_units=[NEW])

    def test_the_department_stays(self, department, school):
        assert "department" in self.problems(ChangeKind.END, department)
        assert "department" in self.problems(ChangeKind.MOVE, department, target=school)

    def test_two_changes_of_one_day_that_contradict(self, school, other_school):
        day = local_day() + dt.timedelta(days=3)
        confirmed(ChangeKind.END, school, on=day)
        assert "Contradicts" in self.problems(ChangeKind.RENAME, school, new_units=[NEW], on=day)
        assert "Contradicts" in self.problems(ChangeKind.MERGE, school, target=other_school, on=day)

    def test_two_changes_of_one_day_that_agree(self, school, other_school):
        day = local_day() + dt.timedelta(days=3)
        confirmed(ChangeKind.RENAME, school, on=day, new_units=[NEW])
        assert plan_change(change_of(ChangeKind.MOVE, school, target=other_school, on=day)).is_possible

    def test_a_split_into_one(self, school):
        assert "two" in self.problems(ChangeKind.SPLIT, school, new_units=[NEW])


class TestPreview:
    def test_it_says_what_will_happen(self, school, other_school):
        NewsFactory(of_unit=school)
        NewsFactory(of_unit=school, draft=True)
        AppointmentFactory(unit=school, leader=True)
        UnitFactory(parent=school, name="Điểm lẻ")
        change = change_of(ChangeKind.MERGE, school, target=other_school, pages=PagesGo.MOVE, people=PeopleGo.GO_OVER)
        effects = plan_change(change)
        (site,) = effects.sites
        total = Page.objects.filter(path__startswith=school.home.path).count()
        assert (site.moving, site.taken_down, site.drafts) == (3, total - 3, 1)
        assert site.redirects == total
        assert [str(child) for child, _parent in effects.children] == ["Điểm lẻ"]
        assert len(effects.people_going_over) == 1
        confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        assert MovedAddress.objects.filter(change=change).count() == site.redirects


def test_an_unknown_address_stays_unknown(client, school):
    assert client.get("/khong-co/").status_code == 404
    assert present_address("/khong\x00co/") == ""
    assert present_address("/" + "x" * 900) == ""


STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ChangeKind.values, "undo", "undo"]), st.integers(0, 5), st.integers(0, 5), st.booleans()
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_changes_keeps_addresses_figures_and_trees(client, department, steps):
    from django.db import transaction

    with transaction.atomic():
        _run(client, steps)
        transaction.set_rollback(True)


def _run(client, steps):
    units = [UnitFactory(subsite=True) for _ in range(3)]
    for unit in units:
        AppointmentFactory(unit=unit, leader=True, person=PersonFactory())
        NewsFactory(of_unit=unit, title=f"Bài của {unit.code}")
    addresses, counted, applied = set(live_addresses()), figures(), []
    for number, (kind, one, other, moves) in enumerate(steps):
        with time_machine.travel(timezone.now() + dt.timedelta(days=number + 1), tick=True):
            if kind == "undo":
                if applied and not obstacles_of(applied[-1]):
                    gone = set(live_addresses())
                    undone(applied.pop())
                    addresses -= gone - set(live_addresses())  # what never was for readers for long
            else:
                change = _draw(kind, one, other, moves, number)
                if change is not None and plan_change(change).is_possible:
                    confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
                    applied.append(change)
            assert_leads_on(client, sorted(addresses))
            assert figures() == counted
            assert_tree_is_right()
            addresses |= set(live_addresses())


def _draw(kind, one, other, moves, number):
    units = list(Unit.objects.filter(parent__isnull=False, ends_on=None).order_by("pk"))
    if not units:
        return None
    unit, target = units[one % len(units)], units[other % len(units)]
    names = [{"name": f"Trường {number}{n}", "code": f"M{number}{n}", "slug": f"moi-{number}-{n}"} for n in (1, 2)]
    values = {"pages": PagesGo.MOVE if moves else PagesGo.ARCHIVE, "people": PeopleGo.GO_OVER}
    if kind == ChangeKind.RENAME:
        return change_of(kind, unit, new_units=names[:1])
    if kind == ChangeKind.SPLIT:
        return change_of(kind, unit, new_units=names, **values)
    return change_of(kind, unit, target=None if kind == ChangeKind.END else target, **values)


def test_sections_are_named_after_the_unit_they_came_from(school, other_school):
    NewsFactory(of_unit=school)
    confirmed(ChangeKind.MERGE, school, target=other_school, pages=PagesGo.MOVE)
    holder = other_school.home.get_children().get(slug=school.slug)
    assert holder.title == school.name
    assert section_of(other_school).get_children().count() == 0
