"""Coverage: what is counted for which theme, month, kind and unit; gaps, delays, files and pictures."""

from __future__ import annotations

import csv
import datetime as dt
import io
import xml.etree.ElementTree as ET

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from comms_plan.articles.models import Topic
from comms_plan.coverage import tables
from comms_plan.coverage.counts import Cell, counts_of, items_of, themes_of, unit_counts_of
from comms_plan.coverage.delays import Delays
from comms_plan.coverage.files import as_csv, as_workbook, safe
from comms_plan.coverage.pictures import bars
from comms_plan.coverage.public import public_progress
from comms_plan.coverage.scope import Scope, scope_at, scopes_of
from comms_plan.coverage.tables import Column, Row, Table, TableCell
from comms_plan.coverage.unit_table import Wanted, unit_table
from comms_plan.coverage.windows import window_of
from comms_plan.plans.themes import ThemeMapping
from comms_plan.quotas.models import QuotaRule
from unit_pages.models import Appointment, Post, Publication, Unit, UnitKind
from unit_pages.test.factories import PersonFactory, UnitFactory, UnitKindFactory

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def sector(department):
    return Scope(department, "sector")


@pytest.fixture
def window(plan):
    return window_of(plan, TODAY)


def move(article, *, to, event=None):
    """Let an item have appeared at noon of a day."""
    moment = dt.datetime.combine(to, dt.time(5), tzinfo=dt.UTC)
    Publication.objects.filter(page_id=article.pk).update(starts_at=moment, event_on=event)
    cache.clear()


def cells(table, key):
    row = next(row for row in table.rows if row.key == key)
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}


class TestWindow:
    def test_it_has_the_months_of_the_plan_up_to_the_present_one(self, window):
        assert [f"{month:%m/%y}" for month in window.months] == [
            "08/25", "09/25", "10/25", "11/25", "12/25", "01/26", "02/26", "03/26",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "first, last, months",
        [
            ("2025-09", "2025-10", 2),
            ("2026-13", "x", 8),
            ("0000-01", "", 8),
            ("2026-03", "2025-09", 8),
            ("1999-01", "2030-01", 8),
        ],
    )
    def test_months_that_are_none_of_the_plan_are_left_out(self, plan, first, last, months):
        assert len(window_of(plan, TODAY, first, last).months) == months


class TestMatrix:
    def test_an_item_counts_in_its_month_for_each_of_its_themes_and_empty_cells_are_gaps(
        self, plan, make_theme, make_article, sector, window
    ):
        one, two = make_theme(plan, 1), make_theme(plan, 2, ends_on=dt.date(2026, 2, 1))
        move(make_article(one, two), to=dt.date(2026, 1, 31))
        move(make_article(one), to=dt.date(2026, 2, 1))
        counts = counts_of(sector, window).value
        table = tables.month_table(themes_of(window), counts, window)
        first, second = cells(table, "T01"), cells(table, "T02")
        assert [first[month].value for month in ("2025-12", "2026-01", "2026-02", "sum")] == [0, 1, 1, 2]
        assert first["2025-12"].is_gap and not first["2026-01"].is_gap
        assert second["2026-01"].value == 1
        # The theme ended: an empty month is none.
        assert second["2026-02"].value is None and not second["2026-02"].is_gap
        assert (counts.items, counts.without_theme, counts.units) == (2, 0, 1)

    def test_the_turn_of_a_month_is_that_of_viet_nam(self, plan, theme, make_article, sector, window):
        article = make_article(theme)
        Publication.objects.filter(page_id=article.pk).update(starts_at=dt.datetime(2026, 1, 31, 17, tzinfo=dt.UTC))
        table = tables.month_table(themes_of(window), counts_of(sector, window).value, window)
        assert cells(table, "T01")["2026-02"].value == 1

    def test_what_was_taken_down_stands_on_a_closed_site_or_comes_later_does_not_count(
        self, plan, theme, make_article, sector, window
    ):
        down, closed, later = make_article(theme), make_article(theme), make_article(theme)
        down.unpublish()
        Publication.objects.filter(page_id=closed.pk).update(site_is_open=False)
        move(later, to=dt.date(2026, 3, 20))
        assert counts_of(sector, window).value.items == 0

    def test_an_item_of_a_theme_that_goes_on_counts_for_the_newer_one(
        self, plan, make_plan, make_theme, make_article, sector, window
    ):
        older, newer = make_theme(make_plan(2024)), make_theme(plan)
        ThemeMapping.objects.create(newer=newer, older=older)
        article = make_article(older)
        counts = counts_of(sector, window).value
        assert counts.of_theme(newer.pk) == 1 and counts.without_theme == 0
        assert [row.page_id for row in items_of(sector, window, Cell(theme=newer))] == [article.pk]

    def test_kinds_shares_and_free_topics_stand_apart(self, plan, theme, make_article, school, sector, window):
        office = UnitFactory(kind=UnitKindFactory(code="phong"), subsite=True)
        make_article(theme, of_unit=office)
        free = make_article()
        free.topics.add(Topic.objects.create(name="Môi trường", slug="moi-truong"))
        free.save()
        counts = counts_of(sector, window).value
        kinds = list(UnitKind.objects.filter(pk__in=[office.kind_id, school.kind_id]).order_by("code"))
        by_kind = cells(tables.kind_table([theme], counts, window, kinds), "T01")
        assert by_kind["phong"].value == 1 and by_kind[school.kind.code].is_gap
        shares = tables.share_table([theme], counts)
        assert [row.cells[1].value for row in shares.rows] == [50.0, 50.0]
        assert [(row.label, row.cells[0].value) for row in tables.topic_table(counts).rows] == [("Môi trường", 1)]
        assert [row.page_id for row in items_of(sector, window, Cell(no_theme=True))] == [free.pk]
        assert [row.page_id for row in items_of(sector, window, Cell(topic="moi-truong"))] == [free.pk]

    def test_units_without_an_item_stand_there_with_gaps(self, plan, theme, make_article, school, sector, window):
        silent = UnitFactory(short_name="THCS Đồng Xuân", subsite=True)
        make_article(theme)
        counts = unit_counts_of(sector, window).value
        table = unit_table(sector, window, [theme], counts, Wanted()).sorted_by("-gaps")
        assert [(row.key, row.cells[0].value) for row in table.rows] == [(silent.slug, 0), (school.slug, 1)]
        named = unit_table(sector, window, [theme], counts, Wanted(name="dong xuan"))
        assert [row.key for row in named.rows] == [silent.slug]
        assert not unit_table(sector, window, [theme], counts, Wanted(kind="khong-co")).rows

    def test_the_number_of_queries_does_not_follow_units_or_items(self, plan, theme, make_article, sector, window):
        def asked():
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                counts_of(sector, window)
                unit_table(sector, window, [theme], unit_counts_of(sector, window).value, Wanted())
            return len(queries)

        make_article(theme)
        few = asked()
        for _n in range(5):
            make_article(theme, of_unit=UnitFactory(subsite=True))
        assert asked() == few <= 14


class TestKept:
    def test_a_publication_is_counted_at_once(
        self, plan, theme, make_article, sector, window, django_capture_on_commit_callbacks
    ):
        assert counts_of(sector, window).value.items == 0
        with django_capture_on_commit_callbacks(execute=True):
            make_article(theme)
        assert counts_of(sector, window).value.items == 1


class TestDelay:
    def test_quartiles_and_buckets_are_those_of_the_days_from_event_to_publication(
        self, plan, theme, make_article, sector, window
    ):
        for days in (-2, 0, 0, 1, 3, 40):
            article = make_article(theme)
            move(article, to=dt.date(2026, 1, 31), event=dt.date(2026, 1, 31) - dt.timedelta(days=days))
        move(make_article(theme), to=dt.date(2026, 2, 1))
        delays = counts_of(sector, window).value.delays
        assert delays.by_days == {-2: 1, 0: 2, 1: 1, 3: 1, 40: 1}
        assert delays.without_event == 1 and delays.reports == 5
        assert delays.quartiles() == (0, 1, 3)
        assert {code: n for code, _words, n in delays.buckets() if n} == {
            "before": 1, "same-day": 2, "next-day": 1, "days-3": 1, "later": 1,
        }  # fmt: skip
        assert items_of(sector, window, Cell(days=(31, None))).count() == 1
        assert items_of(sector, window, Cell(days=(None, -1))).count() == 1

    @pytest.mark.parametrize(
        "by_days, found",
        [
            ({}, None),
            ({-3: 5}, None),
            ({4: 1}, (4, 4, 4)),
            ({0: 1, 1: 1, 2: 1, 3: 1}, (0, 1, 2)),
            ({0: 3, 9: 1}, (0, 0, 0)),
        ],
    )
    def test_quartiles_of_few(self, by_days, found):
        assert Delays(by_days).quartiles() == found

    def test_an_item_of_23_59_belongs_to_the_day_of_viet_nam(self, plan, theme, make_article, sector, window):
        article = make_article(theme)
        Publication.objects.filter(page_id=article.pk).update(
            starts_at=dt.datetime(2026, 1, 31, 16, 59, tzinfo=dt.UTC), event_on=dt.date(2026, 1, 31)
        )
        assert counts_of(sector, window).value.delays.by_days == {0: 1}


class TestFiles:
    BAD = ["=1+1", "+84225", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1"]

    @pytest.mark.parametrize("text", BAD)
    def test_words_that_a_spreadsheet_would_run_are_text(self, text):
        table = Table("x", "Bảng", "Đơn vị", (Column("a", text),), (Row("k", text, (TableCell(text),)),))
        rows = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"))))
        assert all(value.startswith("'") for value in (rows[0][1], *rows[1]))
        sheet = load_workbook(io.BytesIO(as_workbook(table))).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
        assert sheet["A2"].value.startswith("'") and sheet["B2"].value.startswith("'")

    def test_ordinary_words_and_numbers_stay(self):
        assert safe("THPT Ngô Quyền") == "THPT Ngô Quyền"
        table = Table("x", "Bảng", "Đơn vị", (Column("a", "Số"),), (Row("k", "A", (TableCell(-2.5),)),))
        assert load_workbook(io.BytesIO(as_workbook(table))).active["B2"].value == -2.5

    def test_a_file_opens_in_excel_with_its_letters(self):
        assert as_csv(Table("x", "Bảng", "Đơn vị", (), ())).startswith(b"\xef\xbb\xbf")


class TestPicture:
    def test_it_is_svg_with_all_figures_in_its_label_and_hostile_names_are_text(self):
        rows = (Row("a", '<script>"x"</script>', (TableCell(3),)), Row("b", "Trống", (TableCell(0, is_gap=True),)))
        drawn = ET.fromstring(bars(Table("x", "Tỷ trọng", "Nội dung", (Column("a", "Số"),), rows)))
        assert drawn.attrib["aria-label"] == 'Tỷ trọng. <script>"x"</script>: 3; Trống: 0'
        assert not [part for part in drawn.iter() if part.tag.endswith("script")]


class TestSorting:
    def test_rows_are_sorted_both_ways_and_what_has_no_value_comes_last(self):
        rows = tuple(Row(key, key, (TableCell(value),)) for key, value in (("b", 2), ("a", None), ("c", 10)))
        table = Table("x", "", "", (Column("n", ""),), rows)
        assert [row.key for row in table.sorted_by("n").rows] == ["b", "c", "a"]
        assert [row.key for row in table.sorted_by("-n").rows] == ["c", "b", "a"]
        assert [row.key for row in table.sorted_by("-name").rows] == ["c", "b", "a"]
        assert table.sorted_by("khong-co") == table


class TestScope:
    @pytest.fixture
    def branch(self, department):
        district = UnitFactory(parent=department)
        return district, UnitFactory(parent=district), UnitFactory(parent=department)

    def appoint(self, unit, **powers):
        person = PersonFactory()
        post, _new = Post.objects.get_or_create(code="-".join(powers) or "x", defaults={"name": "P", **powers})
        Appointment.objects.create(person=person, unit=unit, post=post, starts_on=dt.date(2025, 1, 1))
        return person

    def test_a_district_sees_its_own_schools_and_no_others(self, branch):
        district, own, foreign = branch
        person = self.appoint(district, can_publish=True)
        scope = scopes_of(person)[0]
        assert scope.width == "branch" and set(scope.units(TODAY)) == {district, own}
        assert scope_at(person, own.slug) == Scope(own, "unit")
        assert scope_at(person, foreign.slug) is None and scope_at(person, "khong-co") is None

    def test_a_school_sees_itself(self, branch):
        _district, own, foreign = branch
        person = self.appoint(own, can_publish=True)
        assert [scope.width for scope in scopes_of(person)] == ["unit"]
        assert scope_at(person, foreign.slug) is None

    def test_the_coordinator_sees_everything_and_who_holds_no_post_nothing(self, department, branch):
        person = self.appoint(department, can_publish=True)
        assert scopes_of(person)[0].width == "sector"
        assert set(scopes_of(person)[0].units(TODAY)) == set(Unit.objects.exclude(pk=department.pk))
        assert scopes_of(PersonFactory()) == []
        people = get_user_model().objects
        admin = people.create_superuser(username="admin", email="a@example.vn", password="mat-khau-rat-dai")
        assert scopes_of(admin)[0].width == "sector"


class TestPublic:
    @pytest.fixture
    def rule(self, plan, department):
        kind = UnitKindFactory(code="phong")
        for n in range(3):
            UnitFactory(code=f"P{n}", kind=kind, subsite=True)
        data = {
            "code": "mot-tin", "name": "Một tin một tháng", "subject": {"unit_kinds": ["phong"]}, "minimum": 1,
            "channel": {"site": "own"}, "valid_from": "2026-02-01", "valid_to": "2026-07-31",
        }  # fmt: skip
        plan.public_progress = True
        plan.save()
        return QuotaRule.objects.create(plan=plan, data=data)

    def test_it_tells_how_many_and_not_which(self, plan, rule, make_article):
        from django.utils import timezone

        make_article(of_unit=Unit.objects.get(code="P1"))
        found = public_progress(plan, timezone.now())
        assert [(period.owing, period.met, period.is_over) for period in found[0].periods] == [
            (3, 1, False),
            (3, 0, True),
        ]

    def test_the_switch_and_rules_of_few_units(self, plan, rule):
        from django.utils import timezone

        Unit.objects.filter(code="P2").update(ends_on=dt.date(2026, 1, 1))
        assert public_progress(plan, timezone.now()) == []
        Unit.objects.filter(code="P2").update(ends_on=None)
        assert public_progress(plan, timezone.now())
        plan.public_progress = False
        assert public_progress(plan, timezone.now()) == []
