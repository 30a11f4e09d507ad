"""axe, and no sideways scrolling, on the screens of a unit: approval, people, notices, imports, changes, log.

`BROWSER_SHOTS=/a/folder` keeps a picture of each screen, to look at.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from test_accessibility import SMALL_TARGETS, TOO_WIDE, told, violations
from test_officer_publishes import open_item
from test_review import write_and_send

WIDTHS = [1280, 390]
TODAY = date.today().strftime("%d/%m/%Y")


@dataclass
class Looker:
    """Looks at one screen after another and keeps what is wrong, by screen."""

    visitor: object
    width: int
    found: dict[str, list[str]] = field(default_factory=dict)

    @property
    def page(self):
        return self.visitor.page

    def at(self, name: str, path: str = "") -> None:
        """Go to a path, or stay, and look."""
        if path:
            self.visitor.open(path)
            assert self.visitor.response.status == 200, path
        self.page.wait_for_load_state("networkidle")
        if folder := os.environ.get("BROWSER_SHOTS"):
            self.page.screenshot(path=Path(folder, f"{name.replace(' ', '-')}-{self.width}.png"), full_page=True)
        lines = violations(self.page) + [f"too wide: {what}" for what in self.page.evaluate(TOO_WIDE)]
        if lines:
            self.found[name] = lines

    def send(self, form: str = "main form") -> None:
        """Press the form's first button and wait for the answer."""
        button = self.page.locator(form).locator("button[type=submit]").locator("visible=true").first
        with self.page.expect_navigation():
            button.click()

    def hrefs(self, part: str) -> list[str]:
        """Return the paths of the links of the page that hold ``part``."""
        links = self.page.locator(f"main a[href*='{part}']")
        return list(dict.fromkeys(links.evaluate_all("links => links.map(link => link.getAttribute('href'))")))


@pytest.fixture
def looker(visit):
    """Return a function that signs somebody in to look at screens; what was found fails the test."""
    lookers = []

    def make(username: str, width: int) -> Looker:
        visitor = visit(width)
        visitor.sign_in(username)
        lookers.append(Looker(visitor, width))
        return lookers[-1]

    yield make
    found = {name: lines for one in lookers for name, lines in one.found.items()}
    assert not found, told(found)


@pytest.mark.parametrize("width", WIDTHS)
def test_people(looker, width):
    desk = looker("quantri.truong", width)
    desk.at("people of the unit", "/admin/unit-people/")
    unit = desk.page.url.rstrip("/").rpartition("/")[2]
    for name in ("invite", "give"):
        desk.at(f"people {name}", f"/admin/unit-people/{unit}/{name}/")
    desk.visitor.open(f"/admin/unit-people/{unit}/invite/")
    desk.page.fill("[name=email]", f"hoa.{secrets.token_hex(3)}@truong.example.vn")
    desk.page.locator("[name=post]").first.check()
    desk.send("form:has([name=email])")
    desk.at("people with an invitation")
    desk.at("people invite with mistakes", f"/admin/unit-people/{unit}/invite/")
    desk.send("form:has([name=email])")
    desk.at("people invite with mistakes")
    desk.visitor.open(f"/admin/unit-people/{unit}/")
    for name in ("details", "deputy", "end"):
        desk.at(f"people {name}", next(iter(desk.hrefs(f"/{name}/"))))
        desk.visitor.open(f"/admin/unit-people/{unit}/")
    desk.at("away", "/admin/unit-people/away/")
    desk.at("log of the unit", "/admin/unit-log/")


@pytest.mark.parametrize("width", WIDTHS)
def test_progress_and_coverage(looker, width):
    office = looker("bientap", width)
    office.at("progress of the sector", "/admin/tien-do/")
    root = office.page.locator(".tabs a").first.get_attribute("href").rstrip("/").rpartition("/")[2]
    office.at("all units", "/admin/tien-do/?loc=all&xep=-last")
    office.page.locator(".list thead a").first.focus()
    office.page.keyboard.press("Enter")
    office.page.wait_for_url("**xep=*name*")
    assert office.page.locator("th[aria-sort]").count() == 1
    office.at("units by name")
    unit = next(href for href in office.hrefs("/admin/tien-do/") if f"/{root}/" not in href and "?" not in href)
    office.at("progress of a unit", unit)
    office.at("coverage", "/admin/do-phu/")
    office.at("items of a cell", office.hrefs(f"/do-phu/{root}/bai/")[0])
    office.at("coverage by unit", f"/admin/do-phu/{root}/don-vi/")
    officer = looker("canbo.truong", width)
    officer.at("progress of the own unit", "/admin/tien-do/")
    officer.at("coverage of the own unit", "/admin/do-phu/")
    small = [line for line in officer.page.evaluate(SMALL_TARGETS) if "skip" not in line]
    assert not small


@pytest.mark.parametrize("width", WIDTHS)
def test_rules_of_quotas(looker, width):
    office = looker("quantri", width)
    office.at("quota rules", "/admin/quy-tac-chi-tieu/")
    rule = next(href for href in office.hrefs("/admin/quy-tac-chi-tieu/") if re.fullmatch(r".*/\d+/", href))
    new = office.hrefs("/admin/quy-tac-chi-tieu/moi/")[0]
    office.at("quota rule", rule)
    office.at("periods of a quota rule", f"{rule}ky/")
    office.at("quota rule being changed", f"{rule}sua/")
    office.at("new quota rule", new)
    office.page.locator("textarea").first.fill("code: X\nsubject: {persons: [khong-co]}\n")
    office.send("form:has(textarea)")
    office.at("new quota rule with mistakes")
    office.at("reminders sent", "/admin/nhac-viec/")
    office.at("hour of the reminders", "/admin/nhac-viec/gio/")


@pytest.mark.parametrize("width", WIDTHS)
def test_aggregation_orders_and_tips(looker, width):
    office = looker("quantri", width)
    for name, path in {
        "rules of aggregation": "ban-bien-tap/quy-tac/",
        "new rule of aggregation": "ban-bien-tap/quy-tac/moi/",
        "statistics of the board": "ban-bien-tap/thong-ke/",
        "writing orders": "dat-bai/",
        "new writing order": "dat-bai/moi/",
        "tips received": "hop-tin/ban-bien-tap/",
        "tags of units": "unit-tags/",
        "new tag of units": "unit-tags/create/",
    }.items():
        office.at(name, f"/admin/{path}")
    officer = looker("canbo.phong", width)
    officer.at("orders of the own unit", "/admin/dat-bai/")
    officer.at("tip box", "/admin/hop-tin/")


@pytest.mark.parametrize("width", WIDTHS)
def test_review(looker, visit, width):
    title = f"Ngày hội đọc sách {secrets.token_hex(4)}"
    officer = visit(390)
    officer.sign_in("canbo.truong")
    write_and_send(officer, title)
    leader = looker("lanhdao.truong", width)
    leader.at("landing page of the leader")
    leader.at("review queue", "/admin/reports/workflow/")
    leader.at("review tasks", "/admin/reports/workflow_tasks/")
    open_item(leader.visitor, title)
    leader.at("item that waits")
    page = leader.page
    page.locator("footer [data-w-dropdown-target='toggle']").locator("visible=true").last.click()
    page.locator("[data-workflow-action-name=reject]").locator("visible=true").click()
    page.locator(".modal-body [name=comment]").wait_for()
    leader.at("dialog of returning")


@pytest.mark.parametrize("width", WIDTHS)
def test_notices(looker, visit, width, portal):
    office = looker("quantri", width)
    office.at("notice form", "/admin/notices/new/")
    title = f"Nộp kế hoạch truyền thông {secrets.token_hex(3)}"
    office.page.fill("[name=title]", title)
    text = "Các trường gửi kế hoạch trước ngày 30."
    office.page.locator(".public-DraftEditor-content").click()
    office.page.keyboard.type(text)
    office.page.wait_for_function("text => document.querySelector('[name=body]').value.includes(text)", arg=text)
    office.send("form:has([name=title])")
    office.at("notice before it is sent")
    office.send("form:has(button.button):not([role=search])")
    office.at("notice receipts")
    office.at("notices", "/admin/notices/")
    officer = looker("canbo.truong", width)
    officer.at("landing page with a notice", "/admin/")
    officer.at("notices of the unit", "/admin/staff-notices/")
    officer.at("notice", next(iter(officer.hrefs("/admin/staff-notices/"))))
    officer.at("items for staff", "/admin/internal-items/")


@pytest.mark.parametrize("width", WIDTHS)
def test_imports_and_changes(looker, width, portal, tmp_path):
    office = looker("quantri", width)
    mark = secrets.token_hex(3)
    office.at("import upload", "/admin/unit-imports/")
    for name, rows in {
        "import with errors": ["HP-THCS-1,,thcs,SGD-HP"],
        "import preview": [f"HP-{mark}-{n},Trường THCS Lê Lợi {mark} {n},thcs,SGD-HP" for n in (1, 2)],
    }.items():
        file = tmp_path / "don-vi.csv"
        file.write_text("\n".join(["code,name,kind,parent", *rows, ""]), encoding="utf-8")
        office.visitor.open("/admin/unit-imports/")
        office.page.set_input_files("[name=file]", file)
        office.send("form:has([name=file])")
        office.at(name)
    path = office.page.url.removeprefix(portal.origin)
    number = int(path.rstrip("/").rpartition("/")[2])
    office.send("form[action$='/start/']")
    office.page.locator("a[href$='/undo/']").wait_for(timeout=120_000)
    office.at("import result")
    office.at("import undo", f"{path}undo/")
    set_state(portal, number, "running")
    office.at("import progress", path)
    office.page.goto("about:blank")  # its script would load the page again
    set_state(portal, number, "done")

    unit = one(portal, "SELECT id FROM unit_pages_unit WHERE code = ?", f"HP-{mark}-1")
    office.at("changes", "/admin/organisation-changes/")
    office.at("change kinds", f"/admin/organisation-changes/new/{unit}/")
    for kind in [href.rstrip("/").rpartition("/")[2] for href in office.hrefs(f"/new/{unit}/")]:
        office.at(f"change {kind}", f"/admin/organisation-changes/new/{unit}/{kind}/")
    office.visitor.open(f"/admin/organisation-changes/new/{unit}/rename/")
    office.page.fill("[name=effective_on]", TODAY)
    office.page.fill("[name=name_0]", f"Trường THCS Trần Hưng Đạo {mark}")
    office.page.keyboard.press("Escape")  # the calendar of the day
    office.send("form:has([name=name_0])")
    office.at("change preview")
    reason = office.page.locator("form:has([name=reason]) [name=reason]")
    if reason.count():
        reason.fill("Đổi tên theo quyết định")
    office.send("main form[novalidate]")
    office.at("change result")
    office.at("changes made", "/admin/organisation-changes/")


def one(portal, statement: str, *values):
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=20) as database:
        return database.execute(statement, values).fetchone()[0]


def set_state(portal, number: int, state: str) -> None:
    """Let an import look as if it were at work; its beat says that it lives."""
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE unit_pages_unitimport SET state = ?, beat_at = datetime('now'), rows_done = 1 WHERE id = ?",
            (state, number),
        )
