"""A teacher's phone: an item with two photos in twelve taps and fields, on a line that breaks.

Steps are counted as the person makes them: each tap and each field that is filled is one.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from PIL import Image
from test_accessibility import SMALL_TARGETS, TOO_WIDE, violations

from unit_pages.test.files import GPS_INFO, ORIENTATION, SECRET_WORDS

OFFICER, LEADER = "canbo.truong", "lanhdao.truong"
TEXT = (
    "Sáng nay, học sinh lớp 10A3 diễn tiểu phẩm về phòng chống bạo lực học đường trước toàn trường.\n\n"
    "Sau tiểu phẩm, các em thảo luận về an toàn giao thông và kỹ năng sống."
)


def photo(colour: tuple[int, int, int], size: tuple[int, int] = (3000, 2000)) -> bytes:
    """Return a JPEG as a phone makes it: lying on its side, with the place and the name of its owner."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x013B] = SECRET_WORDS.decode()
    exif.get_ifd(GPS_INFO).update({1: "N", 2: (20.0, 51.0, 54.0), 3: "E", 4: (106.0, 41.0, 1.0)})
    output = io.BytesIO()
    Image.new("RGB", size, colour).save(output, "JPEG", exif=exif, quality=85)
    return output.getvalue()


@pytest.fixture(scope="session")
def photos(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("camera")
    paths = [folder / "IMG_1.jpg", folder / "IMG_2.jpg"]
    for path, colour in zip(paths, [(200, 60, 40), (40, 90, 180)], strict=True):
        path.write_bytes(photo(colour))
    return paths


@pytest.fixture(scope="session")
def with_approval(portal) -> None:
    """The school's officer sends to the leader, as the rule of the unit says."""
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=20) as database:
        database.execute("UPDATE unit_pages_post SET can_publish = 0 WHERE code = 'can-bo-truyen-thong'")


def rows(portal, statement: str, *values) -> list:
    with sqlite3.connect(portal.data / "portal.sqlite3", timeout=20) as database:
        return database.execute(statement, values).fetchall()


class Fingers:
    """Counts what the person does."""

    def __init__(self, page) -> None:
        self.page, self.steps = page, []

    def tap(self, where) -> None:
        self.steps.append(f"tap {where}")
        self.page.locator(where).first.click()

    def fill(self, where, text) -> None:
        self.steps.append(f"fill {where}")
        self.page.locator(where).first.fill(text)

    def choose(self, paths) -> None:
        """Two taps: the button, and the camera roll's own button."""
        self.steps += ["tap add photos", "tap done"]
        self.page.locator("#f-photos").set_input_files(paths)


def title_of(test: str) -> str:
    return f"Tiểu phẩm phòng chống bạo lực học đường, buổi {test}"


def write(page, photos, title: str) -> Fingers:
    fingers = Fingers(page)
    fingers.tap("a.big")
    page.wait_for_url("**/viet-tin/")
    fingers.fill("#f-title", title)
    fingers.fill("#f-text", TEXT)
    fingers.choose(photos)
    page.wait_for_selector(".photo:nth-child(2)")
    fingers.fill(".photo:nth-child(1) .photo-words textarea", "Học sinh lớp 10A3 diễn tiểu phẩm trên sân trường.")
    fingers.fill(".photo:nth-child(2) .photo-words textarea", "Học sinh toàn trường vỗ tay.")
    return fingers


def test_an_officer_posts_two_photos_in_twelve_steps_and_the_leader_returns_then_approves(
    visit, portal, photos, with_approval
):
    title = title_of("một")
    officer = visit(390, has_touch=True)
    officer.sign_in(OFFICER)
    page = officer.page
    fingers = write(page, photos, title)
    page.wait_for_selector("[data-chips] [data-theme]")
    suggested = page.locator("[data-chips] .chip").all_inner_texts()
    assert "Đạo đức, kỹ năng sống, an toàn" in suggested[0], suggested
    assert "bạo lực" in suggested[0], "it says why"
    fingers.tap("[data-chips] .chip")
    fingers.tap(".send .btn:last-child")
    page.wait_for_url("**/admin/")
    print(f"{len(fingers.steps)} taps and fields: {fingers.steps}")
    assert len(fingers.steps) <= 12
    assert f"Đã gửi “{title}”" in page.inner_text("main")
    assert title in page.locator("section:has(#sent)").inner_text()
    assert_private(portal, title)

    leader = visit(390)
    leader.sign_in(LEADER)
    row = leader.page.locator("article.row", has_text=title)
    row.locator("summary").click()
    row.locator("textarea").fill("Ảnh thứ hai thấy rõ mặt học sinh.")
    row.get_by_role("button", name=re.compile("Trả lại")).click()
    leader.page.wait_for_load_state()
    assert title not in leader.page.inner_text("main")

    page = officer.open("/admin/")
    row = page.locator("article.row", has_text=title)
    assert "Ảnh thứ hai thấy rõ mặt học sinh." in row.inner_text()
    row.get_by_role("link", name=re.compile("Sửa bài")).click()
    page.wait_for_url("**/viet-tin/*/")
    page.locator(".photo").nth(1).get_by_role("button", name="Bỏ ảnh").click()
    page.locator(".send .btn:last-child").click()
    page.wait_for_url("**/admin/")

    page = leader.open("/admin/")
    page.locator("article.row", has_text=title).get_by_role("button", name=re.compile("Duyệt và đăng")).click()
    page.wait_for_load_state()
    item = next(row for row in portal.api("articles?unit=thpt-ngo-quyen&limit=3")["items"] if row["title"] == title)
    shown = portal.get(item["url"])
    assert "Sau tiểu phẩm, các em thảo luận" in shown
    assert "Học sinh toàn trường vỗ tay" not in shown, "the second photo was taken out"


def assert_private(portal, title: str) -> None:
    """Nothing of the camera's remarks is stored: not in the originals, not in their sizes."""
    (content,) = rows(
        portal,
        "SELECT r.content FROM wagtailcore_revision r JOIN wagtailcore_page p ON r.object_id = CAST(p.id AS text) "
        "AND r.base_content_type_id = (SELECT id FROM django_content_type "
        "WHERE app_label='wagtailcore' AND model='page') "
        "WHERE p.draft_title = ? OR p.title = ? ORDER BY r.id DESC LIMIT 1",
        title,
        title,
    )[0]
    stored = json.loads(content)
    below = json.loads(stored["body"])[-1]
    pictures = [stored["main_picture"], below["value"]["image"]]
    for pk in pictures:
        ((path, width, height, alt),) = rows(
            portal, "SELECT file, width, height, description FROM unit_pages_picture WHERE id = ?", pk
        )
        original = portal.data / "private" / path
        content = original.read_bytes()
        assert SECRET_WORDS not in content
        with Image.open(original) as picture:
            assert not dict(picture.getexif())
            assert picture.size == (width, height)
            assert picture.height > picture.width, "turned upright"
            assert max(picture.size) == 2560, "made smaller"
        assert alt


def test_a_broken_line_loses_nothing_and_sends_once(visit, portal, photos, with_approval):
    title = title_of("hai")
    officer = visit(390)
    officer.sign_in(OFFICER)
    page = officer.page
    page.locator("a.big").click()
    page.wait_for_url("**/viet-tin/")
    officer.context.set_offline(True)
    page.fill("#f-title", title)
    page.fill("#f-text", TEXT)
    page.locator("#f-photos").set_input_files(photos)
    page.wait_for_selector(".photo:nth-child(2)")
    for number in (1, 2):
        page.fill(f".photo:nth-child({number}) .photo-words textarea", f"Học sinh trên sân trường, ảnh {number}.")
    page.locator("[data-more] summary").click()
    page.locator(".chip", has_text="Đạo đức").click()
    page.locator(".send .btn:last-child").click()
    # On a slow machine the item was kept before, and the line says so already.
    page.locator("[data-line]", has_text="Chưa gửi được. Mất mạng. Bài đã lưu trên máy").wait_for()
    assert rows(portal, "SELECT count(*) FROM wagtailcore_page WHERE draft_title = ?", title) == [(0,)]
    officer.context.set_offline(False)
    page.wait_for_url("**/admin/", timeout=60_000)
    assert f"Đã gửi “{title}”" in page.inner_text("main")
    assert rows(portal, "SELECT count(*) FROM wagtailcore_page WHERE draft_title = ?", title) == [(1,)]
    assert not page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('desk:'))"), "the server has it"
    assert_private(portal, title)


def test_a_closed_page_is_offered_again_with_its_photos(visit, portal, photos, with_approval):
    title = title_of("ba")
    officer = visit(390)
    officer.sign_in(OFFICER)
    page = officer.page
    page.locator("a.big").click()
    page.wait_for_url("**/viet-tin/")
    officer.context.set_offline(True)
    page.fill("#f-title", title)
    page.fill("#f-text", TEXT)
    page.locator("#f-photos").set_input_files(photos)
    page.wait_for_selector(".photo:nth-child(2)")
    page.fill(".photo:nth-child(1) .photo-words textarea", "Học sinh diễn tiểu phẩm.")
    page.wait_for_function("Object.keys(localStorage).some(n => (localStorage[n] || '').includes('diễn tiểu phẩm'))")
    page.close()
    officer.context.clear_cookies()
    officer.context.set_offline(False)
    officer.page = page = officer.context.new_page()
    page.set_default_timeout(60_000)
    officer.sign_in(OFFICER)
    offer = page.locator("[data-kept]")
    assert "Bản nháp chưa gửi lúc" in offer.inner_text()
    assert title in offer.inner_text()
    offer.get_by_role("button", name="Khôi phục").click()
    page.wait_for_selector(".photo:nth-child(2)")
    assert page.input_value("#f-title") == title
    assert page.input_value("#f-text") == TEXT
    assert page.input_value(".photo:nth-child(1) .photo-words textarea") == "Học sinh diễn tiểu phẩm."
    page.locator(".send button[value=save]").click()
    page.wait_for_url(re.compile(r"/viet-tin/\d+/"))
    assert page.locator("input[name=picture]").count() == 2
    page.reload()
    assert page.input_value("#f-title") == title
    assert page.locator(".photo").count() == 2


def test_it_all_works_without_javascript(visit, portal, photos, with_approval):
    title = title_of("bốn")
    officer = visit(390, javascript=False)
    officer.sign_in(OFFICER)
    page = officer.open("/admin/viet-tin/")
    page.fill("#f-title", title)
    page.fill("#f-text", TEXT)
    page.locator("#f-photos").set_input_files(photos)
    page.locator(".send .btn:last-child").click()
    assert "2 ảnh chưa có mô tả" in page.inner_text("#errors")
    assert "Chọn ít nhất một nội dung" in page.inner_text("#errors")
    assert page.input_value("#f-text") == TEXT, "nothing is lost"
    for number in (1, 2):
        page.fill(f".photo:nth-child({number}) .photo-words textarea", f"Học sinh trên sân trường, ảnh {number}.")
    page.locator("[data-chips] .chip").first.click()
    page.locator(".send .btn:last-child").click()
    page.wait_for_url("**/admin/")
    assert f"Đã gửi “{title}”" in page.inner_text("main")
    assert rows(portal, "SELECT count(*) FROM wagtailcore_page WHERE draft_title = ?", title) == [(1,)]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_desk_and_in_the_quick_editor(visit, portal, photos, with_approval, width):
    found = {}
    leader = visit(width)
    leader.sign_in(LEADER)
    leader.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found["leader's desk"] = looked_at(leader.page)
    officer = visit(width)
    officer.sign_in(OFFICER)
    found["officer's desk"] = looked_at(officer.page)
    page = officer.open("/admin/viet-tin/")
    page.fill("#f-title", "Ngày hội đọc sách của học sinh lớp 6")
    page.locator("#f-photos").set_input_files(photos)
    page.wait_for_selector("[data-chips] [data-theme]")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found["quick editor"] = looked_at(page)
    page.locator(".send .btn:last-child").click()
    page.wait_for_selector("[data-errors]:not([hidden])")
    found["quick editor with errors"] = looked_at(page)
    assert not any(found.values()), json.dumps(found, ensure_ascii=False, indent=1)


def looked_at(page) -> list[str]:
    return violations(page) + page.evaluate(TOO_WIDE) + page.evaluate(SMALL_TARGETS)
