from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from wagtail.models import Collection, ModelLogEntry, Page

from unit_pages.imports.mapping import Mapping, read_mapping
from unit_pages.imports.models import ImportState, UnitImport
from unit_pages.imports.planning import Deed, Defaults, plan_units
from unit_pages.imports.problems import FileError
from unit_pages.imports.services import NotAllowedError, check_file, run_import
from unit_pages.imports.tables import MOST_ROWS, read_table
from unit_pages.imports.template import template_workbook
from unit_pages.imports.undo import begin_undo, undo_import, why_not
from unit_pages.models import EducationLevel, Unit, UnitHomePage, UnitTag
from unit_pages.test.factories import (
    AppointmentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    UnitFactory,
    UnitKindFactory,
)

HEAD = "code,name,kind,parent,address\n"
TWO = HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,1 Lê Lợi\nA2,Trường THCS Trần Phú,truong,SGD,2 Trần Phú\n"


@pytest.fixture
def kind(department):
    return UnitKindFactory()


def table(text: str, name: str = "units.csv"):
    return read_table(name, text.encode())


def plan(text: str, mapping: Mapping | None = None, **kwargs):
    return plan_units(table(text), mapping or Mapping(), **kwargs)


def errors(text: str, mapping: Mapping | None = None, **kwargs) -> list[str]:
    return [str(problem) for problem in plan(text, mapping, **kwargs).errors]


def load(text: str, by=None, **kwargs) -> UnitImport:
    record = check_file(
        name="units.csv",
        content=text.encode(),
        mapping=kwargs.pop("mapping", Mapping()),
        defaults=Defaults(**kwargs),
        by=by,
        now=timezone.now(),
    )
    return run_import(record.pk)


def undo(record: UnitImport, by) -> UnitImport:
    begin_undo(record, now=timezone.now())
    return undo_import(record.pk, by=by)


def workbook(rows: list[list], merge: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# reading


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_a_byte_order_mark_is_left_out(delimiter):
    text = "\ufeffcode,name\nA1,Lê Lợi\n\n".replace(",", delimiter)
    found = table(text)
    assert found.headings == ["code", "name"]
    assert [(row.number, row.cells) for row in found.rows] == [(2, {"code": "A1", "name": "Lê Lợi"})]


def test_another_encoding_is_refused_by_naming_the_line():
    content = b"code,name\nA1,ok\nA2," + "Trần Phú".encode("cp1258", errors="replace") + b"\xd0\n"
    with pytest.raises(FileError, match="Line 3 is not UTF-8"):
        read_table("x.csv", content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", b"", "is empty"),
        ("x.csv", b"\xef\xbb\xbf\n,,\n", "is empty"),
        ("x.csv", b"code,name\n", "no row"),
        ("x.csv", b"code,,name\nA,b,c\n", "Column 2 has no heading"),
        ("x.csv", b"code,name,code\nA,b,c\n", "stands twice"),
        ("x.csv", "code,name\nA,b".encode("utf-16"), "UTF-16"),
        ("x.csv", b"code,name\nA,b\x00c\n", "no text"),
        ("x.pdf", b"%PDF-1.7", "Only .xlsx and .csv"),
        ("x.xlsx", b"PK\x03\x04 broken", "cannot be opened"),
        ("x.xlsx", b"code,name\nA,b\n", "cannot be opened"),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W" * 600, "old .xls"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_an_unusable_file_is_refused_with_what_to_do(name, content, words):
    with pytest.raises(FileError, match=words):
        read_table(name, content)


def test_more_rows_than_the_limit_are_refused_and_fifty_thousand_are_read():
    rows = "".join(f"A{n},Trường {n}\n" for n in range(MOST_ROWS))
    assert len(table("code,name\n" + rows).rows) == MOST_ROWS == 50_000
    with pytest.raises(FileError, match=r"more than 50\.000 rows"):
        table("code,name\n" + rows + "B,b\n")


def test_a_workbook_gives_text_of_numbers_and_days():
    content = workbook([["code", "name", "starts_on", "latitude"], [79000920, "Lê Lợi", dt.date(2020, 9, 1), 20.5]])
    row = read_table("x.xlsx", content).rows[0]
    assert row.cells == {"code": "79000920", "name": "Lê Lợi", "starts_on": "2020-09-01", "latitude": "20.5"}


def test_a_formula_is_refused_by_naming_the_cell(kind):
    link = '=HYPERLINK("http://example.com","THPT Chu Văn An")'
    content = workbook([["code", "name", "kind"], ["A1", link, "truong"]])
    found = plan_units(read_table("x.xlsx", content), Mapping()).errors
    assert any("Cell B2 holds a formula" in str(problem) for problem in found)


def test_merged_headings_are_refused():
    content = workbook([["code", "name", None, "kind"], ["A1", "Lê Lợi", "x", "truong"]], merge="B1:C1")
    with pytest.raises(FileError, match="Column 3 has no heading. Undo merged cells"):
        read_table("x.xlsx", content)


# mapping


def test_a_mapping_renames_columns_and_words(kind):
    mapping = read_mapping(
        "columns: {code: moet_code, name: ten, kind: cap}\nvalues: {kind: {Cấp 2: truong}}\n".encode()
    )
    found = plan("moet_code,ten,cap,khac\nA1,Lê Lợi,CẤP 2,x\n", mapping)
    assert not found.errors
    assert found.planned[0].unit.kind == kind
    assert any("not read: khac" in str(notice) for notice in found.notices)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: [a", "no valid YAML"),
        ("- a", "must hold keys"),
        ("colums: {}", "unknown key “colums”"),
        ("columns: {kode: x}", "unknown column “kode”"),
        ("same_code: drop", "refuse, merge or number"),
        ("columns: x", "must hold pairs"),
        ("values: {kind: x}", "must hold pairs"),
    ],
)
def test_a_wrong_mapping_is_refused(text, words):
    with pytest.raises(FileError, match=words):
        read_mapping(text.encode())


def test_a_mapping_of_a_missing_column_is_refused(db):
    with pytest.raises(FileError, match="which the file does not have"):
        plan("a,b\n1,2\n", Mapping(columns={"code": "moet_code"}))


def test_a_file_without_a_column_of_codes_is_refused(db):
    with pytest.raises(FileError, match="No column of codes"):
        plan("a,b\n1,2\n")


@pytest.mark.parametrize(("rule", "codes"), [("merge", ["A1"]), ("number", ["A1", "A1-2"])])
def test_rows_of_one_code_are_merged_or_numbered_when_the_mapping_says_so(kind, rule, codes):
    for code in ("thcs", "thpt"):
        EducationLevel.objects.create(code=code, name=code.upper())
    text = "code,name,kind,levels\nA1,Olympic,truong,thcs\nA1,Olympic,truong,thpt\n"
    found = plan(text, Mapping(same_code=rule))
    assert not found.errors
    assert [one.unit.code for one in found.planned] == codes
    if rule == "merge":
        assert [level.code for level in found.planned[0].terms["levels"]] == ["thcs", "thpt"]


def test_two_rows_of_one_code_are_an_error_otherwise(kind):
    assert errors(HEAD + "A1,Lê Lợi,truong,,x\nA1,Trần Phú,truong,,x\n") == [
        "Row 3, column code: The code “A1” stands in row 2 already. Each unit has a code of its own."
    ]


def test_superior_units_are_made_when_the_mapping_says_so(kind):
    UnitKindFactory(office=True)
    text = HEAD + "A1,Lê Lợi,truong,Phòng GDĐT Bình Tân,x\nA2,Trần Phú,truong,Phòng GDĐT Bình Tân,x\n"
    found = plan(text, Mapping(make_superior="phong"))
    assert not found.errors
    assert [one.unit.code for one in found.planned] == ["PHONG-GDDT-BINH-TAN", "A1", "A2"]
    assert found.planned[1].unit.parent is found.planned[0].unit


# planning


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A1,,truong,,x", "Row 2, column name: The cell is empty"),
        (",Lê Lợi,truong,,x", "Row 2, column code: The cell is empty"),
        ("A1,Lê Lợi,bệnh viện,,x", "“bệnh viện” is no kind of unit"),
        ("A1,Lê Lợi,,,x", "The kind of unit is missing"),
        ("A1,Lê Lợi,truong,KHONG-CO,x", "No unit has the code, address or name “KHONG-CO”"),
        (f"A1,{'Lê Lợi ' * 50},truong,,x", "255"),
        (f"{'A' * 61},Lê Lợi,truong,,x", "60"),
        ("A1,Lê Lợi,truong,A1,x", "ring"),
        ("A1,Lê Lợi,truong,A2,x\nA2,Trần Phú,truong,A1,x", "The superior units run in a ring"),
        ("A1,Lê Lợi,truong,,x,y", "more cells than there are headings"),
    ],
)
def test_a_wrong_row_is_told_by_row_and_column(kind, row, words):
    found = errors(HEAD + row + "\n")
    assert any(words in error for error in found), found


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("starts_on,ends_on", "01/09/2025,01/09/2024", "cannot end before it starts"),
        ("starts_on", "31/02/2025", "is no day"),
        ("slug", "admin", "address of the portal itself"),
        ("slug", "tin-tuc", "is taken"),
        ("slug", "Lê Lợi", "slug"),
        ("email", "khong-phai", "email"),
        ("latitude", "hai mươi", "no number of degrees"),
        ("latitude", "123", "90"),
        ("ownership", "bán công", "is not known"),
        ("levels", "đại học", "is no education level"),
        ("tags", "đảo xa", "is no tag of units"),
    ],
)
def test_a_wrong_value_is_told(kind, column, value, words):
    found = errors(f"code,name,kind,{column}\nA1,Lê Lợi,truong,{value}\n")
    assert any(words in error for error in found), found


def test_a_superior_unit_may_stand_below_in_the_file_and_is_written_first(kind):
    found = plan(HEAD + "A1,Lê Lợi,truong,A2,x\nA2,Trần Phú,truong,SGD,x\n")
    assert not found.errors
    assert [one.unit.code for one in found.planned] == ["A2", "A1"]


def test_a_superior_unit_is_found_by_name_and_two_of_one_name_are_an_error(kind):
    for number in (1, 2):
        UnitFactory(name="Phòng GDĐT Thủ Đức", slug=f"thu-duc-{number}")
    UnitFactory(code="PGD", name="Phòng GDĐT Bình Tân")
    assert plan(HEAD + "A1,Lê Lợi,truong,phòng gdđt bình tân,x\n").planned[0].unit.parent.code == "PGD"
    assert "2 units are called" in errors(HEAD + "A1,Lê Lợi,truong,Phòng GDĐT Thủ Đức,x\n")[0]


def test_addresses_are_made_from_names_and_told_when_they_were_taken(kind):
    UnitFactory(slug="truong-thcs-le-loi")
    found = plan(HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,x\nA2,Văn bản,truong,SGD,x\n")
    assert [one.unit.slug for one in found.planned] == ["truong-thcs-le-loi-a1", "van-ban-a2"]
    assert sum("is taken; the unit gets" in str(notice) for notice in found.notices) == 2


def test_traps_are_noticed_by_row(kind):
    rows = "".join(f"790{n},Trường {n},truong,SGD,x\n" for n in range(3))
    found = [str(notice) for notice in plan(HEAD + rows + "79W5,Trường W,truong,,\n").notices]
    assert any("Row 5: The code “79W5” has letters" in notice for notice in found)
    assert any("Row 5: No postal address" in notice for notice in found)
    assert any("Row 5: No superior unit is named" in notice for notice in found)


def test_planning_asks_the_database_as_often_for_fifty_rows_as_for_two(kind):
    def queries(count: int) -> int:
        text = HEAD + "".join(f"A{n},Trường {n},truong,SGD,x\n" for n in range(count))
        with CaptureQueriesContext(connection) as asked:
            assert not plan(text).errors
        return len(asked)

    assert queries(50) == queries(2) <= 12


# writing


def test_an_import_makes_units_with_their_sites(kind, department):
    EducationLevel.objects.create(code="thcs", name="THCS")
    record = load("code,name,kind,levels,starts_on\nA1,Trường THCS Lê Lợi,truong,thcs,01/09/2020\n")
    unit = Unit.objects.get(code="A1")
    assert (record.state, record.rows_done, record.rows_total) == (ImportState.DONE, 1, 1)
    assert unit.parent == department
    assert unit.tree_path == f"{department.tree_path}{unit.pk}/"
    assert unit.starts_on == dt.date(2020, 9, 1)
    assert [level.code for level in unit.levels.all()] == ["thcs"]
    assert unit.collection and unit.colour and unit.flag
    assert [page.slug for page in unit.home.get_children()] == ["tin-tuc", "gioi-thieu", "van-ban"]
    assert unit.home.menu_links.count() == 3
    assert not any(Page.find_problems()) and not any(Collection.find_problems())
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(unit.pk)).exists()


def test_tags_are_set_and_given_back_and_an_empty_cell_leaves_them(kind):
    for code, name in (("dao", "Trường ở đảo"), ("doi-moi", "Trường đổi mới")):
        UnitTag.objects.create(code=code, name=name)
    load("code,name,kind,tags\nA1,Trường Lê Lợi,truong,dao\n")
    unit = Unit.objects.get(code="A1")
    record = load("code,name,kind,tags\nA1,Trường Lê Lợi,truong,dao; Trường đổi mới\n")
    assert {tag.code for tag in unit.tags.all()} == {"dao", "doi-moi"}
    assert load("code,name,kind,tags\nA1,Trường Lê Lợi,truong,\n").counts["same"] == 1
    undo(record, None)
    assert {tag.code for tag in unit.tags.all()} == {"dao"}


def test_loading_again_changes_nothing_and_says_so(kind):
    load(TWO)
    pages = Page.objects.count()
    record = check_file(
        name="u.csv", content=TWO.encode(), mapping=Mapping(), defaults=Defaults(), by=None, now=timezone.now()
    )
    assert record.rows_total == 0
    assert record.counts["same"] == 2
    assert Page.objects.count() == pages


def test_only_what_changed_is_changed_and_empty_cells_leave_values(kind):
    load(TWO)
    found = plan(HEAD + "A1,Trường THCS Lê Lợi,,,9 Lê Lợi\nA2,Trường THCS Trần Phú,truong,SGD,\n")
    assert [(one.unit.code, one.deed, one.before) for one in found.planned] == [
        ("A1", Deed.CHANGE, {"address": "1 Lê Lợi"}),
        ("A2", Deed.SAME, {}),
    ]


def test_an_import_leaves_addresses_and_ends_of_units_that_exist(kind):
    load(TWO)
    found = plan("code,name,slug,ends_on\nA1,Trường THCS Lê Lợi,khac,01/01/2020\n")
    assert found.planned[0].deed == Deed.SAME
    assert sum("does not change this" in str(notice) for notice in found.notices) == 2


def test_a_unit_without_a_site_gets_one(kind):
    UnitFactory(code="A1", name="Trường THCS Lê Lợi")
    record = load(HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,\n")
    assert record.rows.get().deed == Deed.SITE
    assert UnitHomePage.objects.filter(unit__code="A1").exists()


def test_an_empty_registry_begins_with_the_department(db):
    UnitKindFactory(department=True)
    UnitKindFactory()
    load(HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,x\nSGD,Sở Giáo dục và Đào tạo,so,,x\n")
    assert Unit.objects.root().code == "SGD"
    assert Unit.objects.get(code="A1").home.get_parent().specific == Unit.objects.root().home


def test_errors_write_nothing(kind):
    before = Unit.objects.count()
    record = load(HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,x\nA2,,truong,SGD,x\n")
    assert record.state == ImportState.FAILED
    assert Unit.objects.count() == before


def test_a_run_that_breaks_in_the_middle_leaves_whole_units_and_goes_on(kind, monkeypatch):
    from unit_pages.imports import services

    monkeypatch.setattr(services, "BATCH", 2)
    text = HEAD + "".join(f"A{n},Trường {n},truong,SGD,x\n" for n in range(5))
    record = check_file(
        name="u.csv", content=text.encode(), mapping=Mapping(), defaults=Defaults(), by=None, now=timezone.now()
    )

    class Killed(BaseException):
        """What no handler catches, as a power cut."""

    def die(done: UnitImport) -> None:
        if done.rows_done == 4:
            raise Killed

    with pytest.raises(Killed):
        run_import(record.pk, report=die)
    made = Unit.objects.filter(code__startswith="A")
    assert made.count() == 4
    assert not made.filter(home__isnull=True).exists()
    record.refresh_from_db()
    assert record.state == ImportState.RUNNING
    with pytest.raises(NotAllowedError):  # its process may be alive still
        run_import(record.pk)
    UnitImport.objects.update(beat_at=timezone.now() - dt.timedelta(minutes=5))
    record.refresh_from_db()
    assert record.is_interrupted(timezone.now())
    record = run_import(record.pk)
    assert (record.state, record.rows_done, record.rows_total) == (ImportState.DONE, 5, 5)
    assert Unit.objects.filter(code__startswith="A", home__isnull=False).count() == 5


def test_an_address_taken_meanwhile_stops_the_import_with_a_sentence(kind, department):
    record = check_file(
        name="u.csv", content=TWO.encode(), mapping=Mapping(), defaults=Defaults(), by=None, now=timezone.now()
    )
    UnitFactory(code="KHAC", slug="truong-thcs-le-loi")
    assert run_import(record.pk).state == ImportState.DONE  # the plan is made anew and takes another address
    assert Unit.objects.get(code="A1").slug == "truong-thcs-le-loi-a1"


def test_writing_needs_as_many_queries_a_unit_for_many_as_for_few(kind):
    def queries(prefix: str, count: int) -> int:
        text = HEAD + "".join(f"{prefix}{n},Trường {prefix}{n},truong,SGD,x\n" for n in range(count))
        with CaptureQueriesContext(connection) as asked:
            load(text)
        return len(asked)

    few, many = queries("F", 5), queries("M", 45)
    assert (many - few) / 40 < 16  # what saving a unit alone asks; its ten pages add nothing


# undo


def test_an_import_is_undone_while_nothing_was_written(kind):
    admin = PersonFactory(superuser=True)
    load(TWO)
    UnitImport.objects.all().delete()
    pages, collections = Page.objects.count(), Collection.objects.count()
    record = load(
        HEAD + "A1,Trường THCS Lê Lợi,truong,SGD,9 Lê Lợi\nB1,Trường B1,truong,A2,x\nB2,Trường B2,truong,B1,x\n"
    )
    assert why_not(record, now=timezone.now()) == ""
    record = undo(record, admin)
    assert record.state == ImportState.UNDONE
    assert not Unit.objects.filter(code__startswith="B").exists()
    assert Unit.objects.get(code="A1").address == "1 Lê Lợi"
    assert (Page.objects.count(), Collection.objects.count()) == (pages, collections)
    assert not any(Page.find_problems()) and not any(Collection.find_problems())


def test_an_import_is_not_undone_when_somebody_wrote_on_it(kind):
    record = load(TWO)
    unit = Unit.objects.get(code="A2")
    AppointmentFactory(unit=unit)
    assert "“Trường THCS Trần Phú” is in use already (appointment)" in why_not(record, now=timezone.now())
    with pytest.raises(NotAllowedError):
        begin_undo(record, now=timezone.now())
    assert Unit.objects.filter(code="A1").exists()


@pytest.mark.parametrize("deed", ["page", "revision", "picture", "child"])
def test_pages_pictures_and_units_below_keep_an_import(kind, deed):
    record = load(TWO)
    unit = Unit.objects.get(code="A1")
    if deed == "page":
        unit.home.get_children().first().specific.copy(update_attrs={"slug": "moi"})
    elif deed == "revision":
        unit.home.save_revision()
    elif deed == "picture":
        PictureFactory(of_unit=unit)
    else:
        UnitFactory(parent=unit)
    assert "is in use already" in why_not(record, now=timezone.now())


def test_only_the_last_import_is_undone(kind):
    first = load(TWO)
    load(HEAD + "B1,Trường B1,truong,SGD,x\n")
    assert "later one" in why_not(first, now=timezone.now())


# command


def test_the_command_lists_problems_and_writes_nothing_on_a_trial(kind, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(TWO, encoding="utf-8")
    call_command("import_units", path, "--dry-run", stdout=io.StringIO())
    assert not Unit.objects.filter(code="A1").exists()
    call_command("import_units", path, stdout=io.StringIO())
    assert Unit.objects.filter(code__in=["A1", "A2"]).count() == 2
    said = io.StringIO()
    call_command("import_units", path, stdout=said)
    assert "Nothing to do" in said.getvalue()


def test_the_command_fails_with_errors_a_missing_file_or_an_unknown_kind(kind, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(HEAD + "A1,,truong,SGD,x\n", encoding="utf-8")
    said = io.StringIO()
    with pytest.raises(CommandError, match="1 errors; nothing was written"):
        call_command("import_units", path, stdout=io.StringIO(), stderr=said)
    assert "Row 2, column name" in said.getvalue()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_units", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="no kind of unit"):
        call_command("import_units", path, "--kind", "khong-co")


# screens


def upload(client, text: str, name: str = "units.csv", **data):
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = name
    return client.post("/admin/unit-imports/", {"file": file, **data}, follow=True)


@pytest.fixture
def admin(client, db):
    person = PersonFactory(superuser=True)
    client.force_login(person)
    return person


def test_the_screen_goes_from_upload_to_preview_to_result_to_undo(
    kind, admin, client, django_capture_on_commit_callbacks
):
    page = upload(client, TWO)
    record = UnitImport.objects.get()
    assert "Trường THCS Lê Lợi" in page.text
    assert "Write 2 units" in page.text
    assert not Unit.objects.filter(code="A1").exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/unit-imports/{record.pk}/start/")
    assert "Finished: 2 units written" in client.get(f"/admin/unit-imports/{record.pk}/").text
    assert Unit.objects.get(code="A1").home
    assert client.get(f"/admin/unit-imports/{record.pk}/progress/").json() == {
        "done": 2,
        "total": 2,
        "percent": 100,
        "working": False,
    }
    page = client.get(f"/admin/unit-imports/{record.pk}/undo/")
    assert "2 units that it made are deleted" in page.text
    assert Unit.objects.filter(code="A1").exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/unit-imports/{record.pk}/undo/")
    assert client.get(f"/admin/unit-imports/{record.pk}/undo/").status_code == 302  # nothing is left to ask about
    assert not Unit.objects.filter(code="A1").exists()


def test_the_screen_tells_errors_by_row_and_offers_no_confirmation(kind, admin, client):
    page = upload(client, HEAD + "A1,,truong,SGD,x\n")
    assert "The cell is empty" in page.text
    assert "Write" not in page.text
    client.post(f"/admin/unit-imports/{UnitImport.objects.get().pk}/start/")
    assert not Unit.objects.filter(code="A1").exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"", "x.csv", "empty"), (b"a,b\n1,2\n", "x.csv", "No column of codes"), (b"x", "x.pdf", "Only .xlsx")],
)
def test_the_screen_refuses_an_unusable_file_at_its_field(kind, admin, client, content, name, words):
    assert words in upload(client, content, name).text
    assert not UnitImport.objects.exists()


def test_a_dead_run_is_shown_as_stopped_and_can_be_continued(kind, admin, client):
    upload(client, TWO)
    record = UnitImport.objects.get()
    address = f"/admin/unit-imports/{record.pk}/"
    UnitImport.objects.update(state=ImportState.RUNNING, beat_at=timezone.now())
    assert "data-import-progress" in client.get(address).text
    UnitImport.objects.update(beat_at=timezone.now() - dt.timedelta(minutes=5))
    page = client.get(address).text
    assert "The work stopped before its end" in page
    assert "Continue the import" in page


def test_the_template_comes_back_as_a_file_that_can_be_loaded(kind, admin, client):
    content = client.get("/admin/unit-imports/template/").content
    assert content[:2] == b"PK"
    book = load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book] == ["Units", "Columns", "Kinds", "Levels", "Tags of units", "Ownership"]
    assert not plan_units(read_table("don-vi.xlsx", template_workbook()), Mapping()).errors


# delegated creation


@pytest.fixture
def district(department):
    return UnitFactory(
        code="PGD", name="Phòng GDĐT Lê Chân", slug="pgd-le-chan", kind=UnitKindFactory(office=True), subsite=True
    )


@pytest.fixture
def coordinator(district, client):
    post = PostFactory(code="dieu-phoi", name="Điều phối", can_create_units=True)
    person = AppointmentFactory(unit=district, post=post).person
    client.force_login(person)
    return person


def test_a_coordinator_sees_the_units_below_the_own_one_only(coordinator, district, client):
    UnitFactory(name="Trường của quận", parent=district)
    UnitFactory(name="Trường của quận khác")
    page = client.get("/admin/units/").text
    assert "Trường của quận" in page
    assert "Trường của quận khác" not in page
    assert "Trường của quận khác" not in client.get("/admin/units/?export=csv").getvalue().decode()


@pytest.mark.parametrize("which", ["own", "above", "beside"])
def test_a_coordinator_meets_no_unit_above_or_beside(coordinator, district, department, client, which):
    unit = {"own": district, "above": department, "beside": UnitFactory()}[which]
    for address in ("edit", "history", "usage"):
        assert client.get(f"/admin/units/{address}/{unit.pk}/").status_code == 404
    assert client.get(f"/admin/units/delete/{unit.pk}/").status_code in {302, 404}


def unit_form(client, address: str, **values):
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: getattr(value, "pk", value) for name, value in data.items() if value not in (None, "", [])}
    return client.post(address, {**data, **values})


NEW = {"name": "Trường THCS Lê Lợi", "short_name": "THCS Lê Lợi", "slug": "thcs-le-loi", "code": "LL"}


def test_a_coordinator_creates_a_unit_with_its_site_below_the_own_one(coordinator, district, client):
    kind = UnitKindFactory()
    answer = unit_form(client, "/admin/units/new/", **NEW, kind=kind.pk)
    assert answer.status_code == 302, answer.context["form"].errors
    unit = Unit.objects.get(code="LL")
    assert unit.parent == district
    assert unit.home


def test_a_coordinator_cannot_forge_a_superior_unit_or_a_kind(coordinator, district, department, client):
    kind, other = UnitKindFactory(), UnitFactory()
    for forged in ({"parent": department.pk}, {"parent": other.pk}, {"parent": ""}, {"kind": district.kind.pk}):
        unit_form(client, "/admin/units/new/", **{**NEW, "kind": kind.pk, **forged})
        assert not Unit.objects.filter(code="LL").exists(), forged


def test_a_coordinator_changes_names_but_not_what_the_centre_keeps(coordinator, district, client):
    unit = UnitFactory(parent=district, name="Trường cũ", code="CU", slug="truong-cu")
    address = f"/admin/units/edit/{unit.pk}/"
    unit_form(client, address, name="Trường mới", code="X", slug="x", ends_on="2020-01-01", kind=district.kind.pk)
    unit.refresh_from_db()
    assert unit.name == "Trường mới"
    assert (unit.code, unit.slug, unit.ends_on) == ("CU", "truong-cu", None)
    assert unit.kind != district.kind


def test_a_coordinator_deletes_nothing(coordinator, district, client):
    unit = UnitFactory(parent=district)
    client.post(f"/admin/units/delete/{unit.pk}/")
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_coordinators_import_stays_in_the_own_branch(coordinator, district, client):
    UnitKindFactory()
    beside = UnitFactory(code="BEN", name="Trường bên cạnh")
    text = HEAD + "A1,Lê Lợi,truong,,x\nBEN,Tên khác,truong,,x\nA3,Ba,truong,SGD,x\nA4,Bốn,phong,PGD,x\n"
    page = upload(client, text).text
    assert "belongs to a unit that you may not change" in page
    assert "only below your own" in page
    assert "may not create units of the kind" in page
    assert "Trường bên cạnh" not in page
    beside.refresh_from_db()
    assert beside.name == "Trường bên cạnh"


def test_a_coordinator_loads_units_below_the_own_one_and_sees_own_imports_only(
    coordinator, district, client, django_capture_on_commit_callbacks
):
    UnitKindFactory()
    foreign = load(HEAD + "B1,Một,truong,SGD,x\n")
    upload(client, HEAD + "A1,Lê Lợi,truong,,x\n")
    record = UnitImport.objects.get(by=coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/unit-imports/{record.pk}/start/")
    assert Unit.objects.get(code="A1").parent == district
    for address in ("", "progress/"):
        assert client.get(f"/admin/unit-imports/{foreign.pk}/{address}").status_code == 404
    for address in ("start/", "undo/"):
        assert client.post(f"/admin/unit-imports/{foreign.pk}/{address}").status_code == 404


def test_a_right_that_ended_stops_an_import_that_waits(
    coordinator, district, client, django_capture_on_commit_callbacks
):
    UnitKindFactory()
    upload(client, HEAD + "A1,Lê Lợi,truong,,x\n")
    record = UnitImport.objects.get()
    coordinator.appointments.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert run_import(record.pk).state == ImportState.FAILED
    assert not Unit.objects.filter(code="A1").exists()


@pytest.mark.parametrize("address", ["units/", "units/new/", "unit-imports/", "unit-imports/template/"])
def test_officers_and_leaders_have_none_of_these_screens(officer, leader, client, address):
    for person in (officer, leader):
        client.force_login(person)
        assert client.get(f"/admin/{address}").status_code == 302
