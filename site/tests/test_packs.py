"""A province pack: checked whole, written in one transaction, merged with what editors wrote."""

from __future__ import annotations

import io

import pytest
from database import changed_tables, dump
from django.core.management import CommandError, call_command
from django.utils import timezone
from small_pack import HIGH_SCHOOL, LEAD_ARTICLE, QUIET_ARTICLE, REAL, SCHOOL, SCHOOL_ARTICLE, UNITS

from comms_plan.articles.models import Article
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme, lineage
from edu_portal.branding.models import Branding, Drawing
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import read_pack
from edu_portal.packs.steps.bodies import rich_text
from edu_search.analysis import meaning
from edu_search.engines.contract import Question
from edu_search.engines.database import engine
from edu_search.models import Entry
from unit_pages.models import (
    CalendarEvent,
    OfficialDocument,
    Picture,
    Publication,
    StandardPage,
    Unit,
    UnitHomePage,
)

LEDGER = "packs_packentry"


@pytest.fixture(autouse=True)
def _province(province):
    return province


def article(key):
    return Article.objects.get(slug=key)


class TestFirstLoad:
    def test_the_real_pack_of_hai_phong_has_no_mistake(self):
        pack = read_pack(REAL)
        assert len(pack.units) > 90
        assert len(pack.sample.articles) > 90
        assert len(pack.plan.themes) == 13

    def test_every_entry_is_written_once(self, first_load):
        assert first_load.counts["unit", "created"] == len(UNITS) == Unit.objects.count()
        assert first_load.counts["article", "created"] == 5 == Article.objects.count()
        assert first_load.counts["picture", "created"] == 3
        assert first_load.changed == sum(first_load.counts.values()) == PackEntry.objects.count()
        assert not [key for key in first_load.counts if key[1] != "created"]

    def test_every_unit_has_a_subsite_a_colour_a_flag_and_a_collection(self):
        assert UnitHomePage.objects.count() == len(UNITS)
        for unit in Unit.objects.all():
            assert unit.colour_id
            assert unit.flag
            assert unit.collection_id

    def test_a_unit_whose_superior_comes_later_in_the_file_stands_below_it(self):
        school = Unit.objects.get(code=SCHOOL)
        assert school.parent.code == "PGD-HP-316"
        assert school.tree_path.startswith(Unit.objects.root().tree_path)

    def test_articles_stand_on_their_units_site_and_where_the_pack_puts_them(self):
        root = Unit.objects.root()
        places = {row.page.slug: row.place for row in Publication.objects.on_site_of(root).select_related("page")}
        assert places[LEAD_ARTICLE] == "lead"
        assert places[SCHOOL_ARTICLE] == "latest"
        assert QUIET_ARTICLE not in places
        assert Publication.objects.own().count() == 5
        assert not Publication.objects.filter(starts_at__gt=timezone.now()).exists()

    def test_the_plan_is_copied_to_the_present_school_year_and_marked(self):
        plan = Plan.objects.in_force(timezone.localdate())
        assert plan.is_sample
        assert plan.copied_from.code == "ke-hoach-2021-2022"
        assert plan.number_raw == ""
        assert Theme.objects.filter(plan=plan).count() == 13
        assert len(lineage(plan.themes.first())) == 2
        assert all(theme.plan == plan for item in Article.objects.all() for theme in item.themes.all())

    def test_what_is_searchable_is_indexed(self):
        counts = {kind: Entry.objects.present().filter(type=kind).count() for kind in ("unit", "article", "document")}
        assert counts == {"unit": 6, "article": 5, "document": OfficialDocument.objects.count()}
        (hit,) = engine().search(Question(meaning("deo con roi"))).hits
        assert Entry.objects.get(pk=hit.pk).owner == SCHOOL

    def test_the_look_is_that_of_the_pack(self):
        branding = Branding.objects.get()
        assert branding.is_sample
        assert branding.tokens["sea-700"] == "#0B4A76"
        assert Drawing.objects.get(name="mark").digest == branding.digests["mark"]

    def test_pages_of_a_kind_are_filled_with_the_units_own_name(self):
        unit = Unit.objects.get(code=HIGH_SCHOOL)
        page = StandardPage.objects.child_of(unit.home).get(slug="gioi-thieu")
        text = f"{page.title} {page.lead} {page.body}"
        assert "{name}" not in text
        assert "{short_name}" not in text
        assert page.body

    @pytest.mark.parametrize(
        "address", ["/", "/thcs-dong-minh/", "/chu-de/", "/ke-hoach/", "/don-vi/", "/so-do-trang/"]
    )
    def test_readers_see_the_pages(self, client, address):
        assert client.get(address).status_code == 200

    def test_readers_see_the_article(self, client):
        row = Publication.objects.own().get(page__slug=SCHOOL_ARTICLE)
        response = client.get(row.url_path)
        assert response.status_code == 200
        assert row.headline in response.content.decode()


class TestSecondLoad:
    def test_nothing_changes_and_every_entry_is_the_same(self, load, first_load):
        before = dump()
        outcome = load()
        assert outcome.changed == 0
        assert sum(outcome.counts.values()) == first_load.changed
        assert changed_tables(before) == set()

    def test_a_dry_run_on_a_changed_pack_counts_and_writes_nothing(self, load, pack):
        pack.set_cell("units.csv", SCHOOL, "phone", "0225 3 999 999")
        pack.change_article(title="Tiêu đề khác")
        before = dump()
        outcome = load(dry_run=True)
        assert (outcome.counts["unit", "changed"], outcome.counts["article", "changed"]) == (1, 1)
        assert outcome.changed == 2
        assert changed_tables(before) == set()

    def test_a_changed_phone_changes_this_unit_only(self, load, pack):
        pack.set_cell("units.csv", SCHOOL, "phone", "0225 3 999 999")
        before = dump()
        outcome = load()
        assert outcome.changed == 1
        assert Unit.objects.get(code=SCHOOL).phone == "0225 3 999 999"
        assert changed_tables(before) - {"wagtailcore_referenceindex"} == {LEDGER, "unit_pages_unit"}
        rows = set(dump()["unit_pages_unit"]) - set(before["unit_pages_unit"])
        assert len(rows) == 1

    def test_a_changed_name_reaches_register_and_search(self, load, pack):
        pack.set_cell("units.csv", SCHOOL, "name", "Trường THCS Đồng Minh Mới")
        load()
        unit = Unit.objects.get(code=SCHOOL)
        assert unit.name == "Trường THCS Đồng Minh Mới"
        assert Entry.objects.get(type="unit", owner=SCHOOL).title == unit.name

    def test_a_changed_article_changes_only_itself(self, load, pack):
        pack.change_article(title="Con rối nước thứ hai")
        others = {page.pk: page.title for page in Article.objects.exclude(slug=SCHOOL_ARTICLE)}
        assert load().changed == 1
        page = article(SCHOOL_ARTICLE)
        assert page.title == "Con rối nước thứ hai"
        assert {row.headline for row in Publication.objects.filter(page_id=page.pk)} == {"Con rối nước thứ hai"}
        assert {page.pk: page.title for page in Article.objects.exclude(slug=SCHOOL_ARTICLE)} == others

    def test_a_name_edited_by_an_editor_stays(self, load, pack):
        unit = Unit.objects.get(code=SCHOOL)
        unit.name = "Tên do cán bộ sửa"
        unit.save()
        pack.set_cell("units.csv", SCHOOL, "name", "Tên mới trong gói")
        pack.set_cell("units.csv", SCHOOL, "phone", "0225 3 999 999")
        load()
        unit.refresh_from_db()
        assert (unit.name, unit.phone) == ("Tên do cán bộ sửa", "0225 3 999 999")

    def test_a_name_edited_by_an_editor_survives_a_third_load(self, load, pack):
        Unit.objects.filter(code=SCHOOL).update(name="Tên do cán bộ sửa")
        for phone in ("0225 1", "0225 2"):
            pack.set_cell("units.csv", SCHOOL, "phone", phone)
            load()
        assert Unit.objects.get(code=SCHOOL).name == "Tên do cán bộ sửa"

    def test_an_article_edited_by_an_editor_stays(self, load, pack):
        page = article(SCHOOL_ARTICLE)
        page.title = "Bài do biên tập viên sửa"
        page.save_revision().publish()
        pack.change_article(title="Tiêu đề mới trong gói", themes=["T01"])
        load()
        page = article(SCHOOL_ARTICLE)
        assert page.title == "Bài do biên tập viên sửa"
        assert {theme.code for theme in page.themes.all()} == {"T03", "T13"}

    def test_a_home_page_edited_by_an_editor_stays(self, load, pack):
        home = Unit.objects.get(code=HIGH_SCHOOL).home
        home.notice_title = "Thông báo của trường"
        home.save_revision().publish()

        def change(entries):
            for entry in entries:
                entry["title"] = "Thông báo mới trong gói"

        pack.change("sample/notices.yaml", change)
        load()
        home.refresh_from_db()
        assert home.notice_title == "Thông báo của trường"

    def test_a_new_unit_comes_with_its_subsite(self, load, pack):
        rows = pack.rows("units.csv")
        new = {**rows[-1], "code": "MOI", "name": "Trường THPT Mới", "slug": "thpt-moi", "colour": "", "flag": ""}
        pack.write_rows("units.csv", [*rows, new])
        outcome = load()
        assert outcome.counts["unit", "created"] == 1
        assert UnitHomePage.objects.get(unit__code="MOI").url_path.endswith("/thpt-moi/")

    def test_without_sample_no_sample_entry_is_touched(self, load, pack):
        pack.change_article(title="Không được nạp")
        assert load(with_sample=False).changed == 0
        assert article(SCHOOL_ARTICLE).title != "Không được nạp"

    def test_a_changed_picture_file_replaces_the_old_one(self, load, pack):
        from PIL import Image

        Image.new("RGB", (120, 80), "red").save(pack.path("sample/pictures/lop-hoc.webp"))
        pack.set_cell("sample/pictures.csv", "lop-hoc", "credit", "Ảnh mới")
        before = Picture.objects.get(title="lop-hoc").file.name
        load()
        assert Picture.objects.get(title="lop-hoc").file.name != before
        assert Picture.objects.filter(title="lop-hoc").count() == 1


class TestAcceptedFiles:
    def test_a_table_with_byte_order_mark_and_semicolons_is_read_the_same(self, load, pack):
        pack.write_rows("units.csv", pack.rows("units.csv"), delimiter=";", encoding="utf-8-sig")
        assert load().changed == 0

    def test_a_decomposed_name_is_the_same_name(self, load, pack):
        import unicodedata

        path = pack.path("units.csv")
        path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
        assert load().changed == 0

    def test_windows_line_ends_are_read_the_same(self, load, pack):
        path = pack.path("plan.yaml")
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert load().changed == 0


class TestForeignText:
    SCRIPT = "<script>alert('Đ')</script>"

    def test_a_script_in_title_and_text_is_stored_as_text_and_shown_escaped(self, client, load, pack):
        pack.change_article(
            title=f"Tiêu đề {self.SCRIPT}",
            lead=f"Dẫn {self.SCRIPT}",
            body=[{"text": f"Chữ {self.SCRIPT}"}, {"heading": f"Mục {self.SCRIPT}"}, {"list": [self.SCRIPT]}],
        )
        load()
        page = article(SCHOOL_ARTICLE)
        assert page.title == f"Tiêu đề {self.SCRIPT}"
        for address in (Publication.objects.own().get(page_id=page.pk).url_path, "/thcs-dong-minh/", "/"):
            html = client.get(address).content.decode()
            assert "<script>alert" not in html
            assert "alert(" in html or address == "/"

    def test_only_bold_means_something_in_a_text(self):
        assert rich_text("Một **đậm** <i>chữ</i>\n\nHai") == ("<p>Một <b>đậm</b> &lt;i&gt;chữ&lt;/i&gt;</p><p>Hai</p>")


class TestCommand:
    def run(self, *arguments):
        out, err = io.StringIO(), io.StringIO()
        call_command("load_province", *arguments, stdout=out, stderr=err)
        return out.getvalue()

    def test_it_says_that_there_is_nothing_to_do(self, pack):
        before = dump()
        assert self.run(str(pack.root)).strip()
        assert changed_tables(before) == set()

    def test_a_dry_run_writes_nothing(self, pack):
        pack.change_article(title="Khác")
        before = dump()
        self.run(str(pack.root), "--dry-run")
        assert changed_tables(before) == set()

    def test_a_bad_pack_ends_with_an_error_that_names_the_file(self, pack):
        pack.path("plan.yaml").unlink()
        err = io.StringIO()
        with pytest.raises(CommandError):
            call_command("load_province", str(pack.root), stdout=io.StringIO(), stderr=err)
        assert "plan.yaml" in err.getvalue()

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path):
        with pytest.raises(CommandError):
            call_command("load_province", str(tmp_path / "nowhere"), stdout=io.StringIO(), stderr=io.StringIO())

    def test_events_of_the_calendar_follow_the_day_of_loading(self, pack):
        self.run(str(pack.root), "--date", "2031-08-01", "--no-sample")
        assert CalendarEvent.objects.filter(key__endswith="-2031").count() == 3

    def test_the_last_day_before_the_new_school_year_belongs_to_the_old_one(self, pack):
        self.run(str(pack.root), "--date", "2031-07-31", "--no-sample")
        assert CalendarEvent.objects.filter(key__endswith="-2030").count() == 3
        assert not CalendarEvent.objects.filter(key__endswith="-2031").exists()
