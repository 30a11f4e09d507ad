"""A pack with a mistake: its author reads file, row and field, and nothing at all is written."""

from __future__ import annotations

import pytest
from database import changed_tables, dump
from django.utils import translation
from small_pack import DISTRICT, HIGH_SCHOOL, ROOT, SCHOOL

from edu_portal.packs.problems import PackError
from edu_portal.packs.reader import read_pack

ARTICLES = "sample/articles/all.yaml"
UNITS = "units.csv"
LONG = "Trường " * 43


@pytest.fixture(autouse=True)
def _province(province):
    return province


def problems_of(load) -> set[tuple[str, int, str]]:
    """Load, expect a refusal, and see that the database is what it was."""
    before = dump()
    with translation.override("vi"), pytest.raises(PackError) as caught:
        load()
    assert changed_tables(before) == set()
    for problem in caught.value.problems:
        assert problem.message
        assert problem.file in str(problem)
        assert problem.field in str(problem)
        assert not problem.row or str(problem.row) in str(problem)
    return {(problem.file, problem.row, problem.field) for problem in caught.value.problems}


class TestFiles:
    @pytest.mark.parametrize("name", ["pack.yaml", "branding.yaml", "vocabulary.yaml", UNITS, "plan.yaml"])
    def test_a_missing_file(self, load, pack, name):
        pack.path(name).unlink()
        assert problems_of(load) == {(name, 0, "")}

    @pytest.mark.parametrize("name", ["plan.yaml", UNITS, "calendar.yaml", ARTICLES, "sample/pictures.csv"])
    @pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
    def test_a_file_that_is_not_utf_8(self, load, pack, name, encoding):
        text = pack.path(name).read_text(encoding="utf-8")
        pack.path(name).write_bytes(text.encode(encoding, errors="replace") + "é".encode("latin-1"))
        assert problems_of(load) == {(name, 0, "")}

    @pytest.mark.parametrize("content", ["a: [1, 2", "\tx: 1", "!!python/object/apply:os.getcwd []"])
    def test_a_file_that_is_no_yaml(self, load, pack, content):
        pack.path("plan.yaml").write_text(content)
        assert problems_of(load) == {("plan.yaml", 0, "")}

    def test_a_mapping_where_a_list_belongs(self, load, pack):
        pack.write_data("homes.yaml", {"for": ROOT})
        assert problems_of(load) == {("homes.yaml", 0, "")}

    def test_a_list_where_a_mapping_belongs(self, load, pack):
        pack.write_data("pack.yaml", ["hai-phong"])
        assert problems_of(load) == {("pack.yaml", 0, "")}

    def test_an_empty_table(self, load, pack):
        pack.path(UNITS).write_text("")
        assert problems_of(load) == {(UNITS, 0, "")}

    def test_no_such_folder(self, tmp_path, db):
        with pytest.raises(PackError) as caught:
            read_pack(tmp_path / "nowhere")
        assert len(caught.value.problems) == 1


class TestTables:
    @pytest.mark.parametrize("extra", [",thừa", ""])
    def test_a_row_with_too_many_or_too_few_cells(self, load, pack, extra):
        path = pack.path(UNITS)
        line = path.read_text(encoding="utf-8").rstrip("\r\n").rpartition("\n")[2]
        path.write_text(path.read_text(encoding="utf-8").rstrip("\r\n") + (extra or "\nX,Y") + "\n", encoding="utf-8")
        assert line
        assert problems_of(load) == {(UNITS, 7 if extra else 8, "")}

    def test_a_repeated_column(self, load, pack):
        path = pack.path(UNITS)
        path.write_text(path.read_text(encoding="utf-8").replace(",short_name,", ",name,", 1), encoding="utf-8")
        assert problems_of(load) == {(UNITS, 1, "name")}

    def test_an_unknown_column(self, load, pack):
        rows = [{**row, "hieu_truong": "x"} for row in pack.rows(UNITS)]
        pack.write_rows(UNITS, rows)
        assert problems_of(load) == {(UNITS, line, "hieu_truong") for line in range(2, 8)}


class TestUnits:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("name", ""),
            ("name", LONG),
            ("slug", "Đồng Minh"),
            ("slug", "admin"),
            ("slug", "so-gddt"),
            ("kind", "khong-co"),
            ("levels", "thcs;khong-co"),
            ("parent", "KHONG-CO"),
            ("parent", SCHOOL),
            ("colour", "khong-co"),
            ("flag", "khong-co"),
            ("ownership", "công"),
            ("starts_on", "31/12/2020"),
            ("starts_on", "2021-02-30"),
            ("phone", "0" * 41),
            ("email", "không phải thư"),
            ("website", "javascript:alert(1)"),
            ("district", "Q" * 81),
        ],
    )
    def test_a_bad_cell(self, load, pack, column, value):
        line = pack.set_cell(UNITS, SCHOOL, column, value)
        found = problems_of(load)
        assert (UNITS, line, column) in found
        assert {file for file, _row, _field in found} == {UNITS}

    def test_two_units_of_one_code(self, load, pack):
        line = pack.set_cell(UNITS, HIGH_SCHOOL, "code", SCHOOL)
        assert (UNITS, max(line, self.line_of(pack, SCHOOL)), "code") in problems_of(load)

    def line_of(self, pack, code):
        return max(number for number, row in enumerate(pack.rows(UNITS), start=2) if row["code"] == code)

    def test_units_in_a_circle(self, load, pack):
        line = pack.set_cell(UNITS, DISTRICT, "parent", SCHOOL)
        other = self.line_of(pack, SCHOOL)
        assert problems_of(load) == {(UNITS, line, "parent"), (UNITS, other, "parent")}

    def test_an_end_before_the_start(self, load, pack):
        pack.set_cell(UNITS, SCHOOL, "starts_on", "2020-09-01")
        line = pack.set_cell(UNITS, SCHOOL, "ends_on", "2020-09-01")
        assert {(file, row) for file, row, _field in problems_of(load)} == {(UNITS, line)}

    def test_a_root_below_another_unit(self, load, pack):
        line = pack.set_cell(UNITS, ROOT, "parent", DISTRICT)
        assert (UNITS, line, "parent") in problems_of(load)

    def test_a_root_that_is_not_there(self, load, pack):
        pack.change("pack.yaml", lambda data: data.update(root_unit="KHONG-CO"))
        assert ("pack.yaml", 0, "root_unit") in problems_of(load)

    def test_a_mistake_found_while_writing_rolls_everything_back(self, load, pack):
        """The office is changed and written first; the school's e-mail is refused by the model."""
        pack.set_cell(UNITS, DISTRICT, "name", "Tên mới")
        line = pack.set_cell(UNITS, SCHOOL, "email", "không phải thư")
        assert (UNITS, line, "email") in problems_of(load)


class TestLook:
    @pytest.mark.parametrize(("shade", "value"), [("unit", "#9FC5E8"), ("tint", "#0B4A76"), ("dark", "#8899AA")])
    def test_a_colour_without_contrast(self, load, pack, shade, value):
        pack.change("vocabulary.yaml", lambda data: data["colours"][0].update({shade: value}))
        assert problems_of(load) == {("vocabulary.yaml", 1, "colours")}

    def test_a_colour_that_is_none(self, load, pack):
        pack.change("vocabulary.yaml", lambda data: data["colours"][0].update(unit="red"))
        assert problems_of(load) == {("vocabulary.yaml", 0, "colours.0.unit")}

    @pytest.mark.parametrize(
        "svg",
        [
            '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            "không phải svg",
        ],
    )
    def test_a_drawing_that_can_run_something(self, load, pack, svg):
        pack.path("theme/mark.svg").write_text(svg, encoding="utf-8")
        assert problems_of(load) == {("theme/mark.svg", 0, "")}

    def test_a_drawing_that_is_not_there(self, load, pack):
        pack.path("theme/mark.svg").unlink()
        assert problems_of(load) == {("theme/mark.svg", 0, "")}

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/", "data:text/html,x", ""])
    def test_a_link_that_is_no_address(self, load, pack, address):
        pack.change("branding.yaml", lambda data: data["footer_columns"][0]["links"][0].update(url=address))
        assert problems_of(load) == {("branding.yaml", 0, "footer_columns.0.links.0.url")}

    def test_a_token_that_would_close_the_stylesheet(self, load, pack):
        pack.change("branding.yaml", lambda data: data["tokens"].update(paper="#FFF;}</style><script>"))
        assert problems_of(load) == {("branding.yaml", 0, "tokens.paper")}


class TestPlan:
    def test_a_plan_without_themes(self, load, pack):
        pack.change("plan.yaml", lambda data: data.update(themes=[]))
        assert problems_of(load) == {("plan.yaml", 0, "themes")}

    def test_a_theme_without_its_words(self, load, pack):
        pack.change("plan.yaml", lambda data: data["themes"][2].pop("text"))
        assert problems_of(load) == {("plan.yaml", 0, "themes.2.text")}

    def test_a_duty_of_nobody(self, load, pack):
        pack.change("plan.yaml", lambda data: data["duties"].update(nobody=["x"]))
        assert {file for file, _row, _field in problems_of(load)} == {"plan.yaml"}

    def test_two_themes_of_one_code(self, load, pack):
        pack.change("plan.yaml", lambda data: data["themes"][1].update(code="T01"))
        assert ("plan.yaml", 2, "code") in problems_of(load)

    def test_two_themes_of_one_address(self, load, pack):
        pack.change("plan.yaml", lambda data: data["themes"][1].update(short=data["themes"][0]["short"].upper()))
        assert problems_of(load) == {("plan.yaml", 2, "short")}

    def test_an_unknown_format_of_packs(self, load, pack):
        pack.change("pack.yaml", lambda data: data.update(format=2))
        assert problems_of(load) == {("pack.yaml", 0, "format")}

    @pytest.mark.parametrize(
        ("field", "value"), [("month", 13), ("day", 0), ("unit", "KHONG-CO"), ("title", "x" * 161)]
    )
    def test_a_bad_event(self, load, pack, field, value):
        pack.change("calendar.yaml", lambda data: data[1].update({field: value}))
        assert problems_of(load) == {("calendar.yaml", 2, field)}


class TestSample:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", LONG),
            ("title", ""),
            ("lead", "x" * 501),
            ("themes", ["T99"]),
            ("themes", []),
            ("themes", ["T01", "T02", "T03", "T04"]),
            ("unit", "KHONG-CO"),
            ("kind", "khong-co"),
            ("audiences", ["khong-co"]),
            ("picture", "khong-co"),
            ("days_ago", -1),
            ("at", "25:00"),
            ("portal", "front"),
            ("body", []),
            ("tac_gia", "Trường không có ô này"),
        ],
    )
    def test_a_bad_field_of_an_article(self, load, pack, field, value):
        number = pack.change_article(**{field: value})
        assert problems_of(load) == {(ARTICLES, number, field)}

    def test_a_block_that_is_two(self, load, pack):
        number = pack.change_article(body=[{"text": "a", "heading": "b"}])
        assert problems_of(load) == {(ARTICLES, number, "body.0")}

    def test_a_table_with_rows_of_two_lengths(self, load, pack):
        number = pack.change_article(body=[{"table": {"rows": [["a", "b"], ["c"]]}}])
        assert problems_of(load) == {(ARTICLES, number, "body.0.table")}

    def test_a_picture_in_a_text_that_is_not_in_the_pack(self, load, pack):
        number = pack.change_article(body=[{"picture": {"name": "khong-co"}}])
        assert problems_of(load) == {(ARTICLES, number, "picture")}

    def test_two_articles_of_one_key(self, load, pack):
        pack.change(ARTICLES, lambda data: data[1].update(key=data[0]["key"]))
        assert problems_of(load) == {(ARTICLES, 2, "key")}

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.4", None], ids=["empty", "pdf", "half"])
    def test_a_broken_picture(self, load, pack, content):
        path = pack.path("sample/pictures/lop-hoc.webp")
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] if content is None else content)
        line = next(n for n, row in enumerate(pack.rows("sample/pictures.csv"), start=2) if row["name"] == "lop-hoc")
        assert ("sample/pictures.csv", line, "file") in problems_of(load)

    def test_a_picture_that_is_not_there(self, load, pack):
        line = pack.set_cell("sample/pictures.csv", "lop-hoc", "file", "mat.webp")
        assert problems_of(load) == {("sample/pictures.csv", line, "file")}

    @pytest.mark.parametrize("name", ["../../plan.yaml", "/etc/passwd", "..", "a b.webp"])
    def test_a_file_outside_the_pack(self, load, pack, name):
        line = pack.set_cell("sample/pictures.csv", "lop-hoc", "file", name)
        assert problems_of(load) == {("sample/pictures.csv", line, "file")}

    @pytest.mark.parametrize(
        ("name", "field"),
        [("sample/documents.yaml", "kind"), ("sample/documents.yaml", "unit"), ("sample/galleries.yaml", "unit")],
    )
    def test_an_unknown_word_elsewhere(self, load, pack, name, field):
        pack.change(name, lambda data: data[0].update({field: "KHONG-CO" if field == "unit" else "khong-co"}))
        assert problems_of(load) == {(name, 1, field)}

    def test_an_unknown_picture_of_a_notice(self, load, pack):
        pack.change("sample/notices.yaml", lambda data: data[0].update(picture="khong-co"))
        assert problems_of(load) == {("sample/notices.yaml", 1, "picture")}

    def test_all_mistakes_are_named_at_once(self, load, pack):
        number = pack.change_article(themes=["T99"], unit="KHONG-CO")
        line = pack.set_cell(UNITS, SCHOOL, "kind", "khong-co")
        assert problems_of(load) == {(ARTICLES, number, "themes"), (ARTICLES, number, "unit"), (UNITS, line, "kind")}
