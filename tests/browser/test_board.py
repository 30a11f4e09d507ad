"""The way of an item to the portal in real browsers, and the board's queue by keyboard alone."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import expect
from test_staff_screens import WIDTHS, looker  # noqa: F401 - a fixture

QUEUE = "/admin/ban-bien-tap/"
CARD = "section.quota"
#: The quota asks for it, and the words of the text point to it.
THEME = "Chương trình GDPT 2018"
TEXT = "Sáng nay các trường họp về sách giáo khoa, chương trình mới lớp 10.\n\nGiáo viên dạy thử hai tiết."


def publish(visit, portal, title: str):
    """Let the officer of an office, which has no approval, write and publish an item; return the officer."""
    officer = visit(390)
    officer.sign_in("canbo.phong")
    page = officer.open("/admin/viet-tin/")
    page.fill("#f-title", title)
    page.fill("#f-text", TEXT)
    page.locator("[data-chips] .chip", has_text=THEME).first.click()
    send(page)
    assert title in portal.get(f"/{portal.office}/")
    return officer


def send(page) -> None:
    """Press the last button of the quick editor, which publishes."""
    page.locator(".send .btn:last-child").click()
    page.wait_for_url("**/admin/")


def offer(officer, title: str, address: str) -> None:
    """Offer the item from the officer's page of the quota."""
    page = officer.open(address)
    row = page.locator("article.row", has_text=title)
    with page.expect_navigation():
        row.locator("form[action*='/gui/'] button").click()


def quota_address(officer) -> str:
    """Return where the officer reads item by item what counts."""
    page = officer.open("/admin/")
    return page.locator(f"{CARD} a[href^='/admin/chi-tieu/']").first.get_attribute("href")


def wait_in_queue(board, title: str):
    """Return the row of the item in the board's queue."""
    row = board.open(QUEUE).locator("article.offer", has_text=title)
    expect(row).to_have_count(1)
    return row


def step_to(page, title: str) -> None:
    """Go with the key j to the item."""
    for _step in range(40):
        page.keyboard.press("j")
        if title in page.evaluate("document.activeElement.innerText || ''"):
            return
    pytest.fail(f"the key j does not lead to {title}")


def test_offered_returned_mended_accepted_by_keyboard_and_the_quota_turns_green(visit, portal):
    mark = secrets.token_hex(4)
    titles = [f"Chuyên đề sách giáo khoa mới {mark} {n}" for n in (1, 2)]
    for title in titles:
        officer = publish(visit, portal, title)
    address = quota_address(officer)
    board = visit(1280)
    board.sign_in("bientap")
    for title in titles:
        offer(officer, title, address)

    page = board.open(QUEUE)
    step_to(page, titles[0])
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.closest('form').getAttribute('action')").endswith("/tra-lai/")
    page.keyboard.press("Tab")
    page.keyboard.type("Ghi rõ tên trường.")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert titles[0] not in " ".join(page.locator("article.offer").all_inner_texts())

    page = officer.open("/admin/")
    expect(page.locator("section[aria-labelledby=board-returned]")).to_contain_text("Ghi rõ tên trường.")
    mended = f"{titles[0]} tại Trường THPT Ngô Quyền"
    with page.expect_navigation():
        page.locator("article.row", has_text=titles[0]).locator("a.btn").first.click()
    page.fill("#f-title", mended)
    send(page)
    page = officer.open("/admin/")
    with page.expect_navigation():
        page.locator("section[aria-labelledby=board-returned] article.row", has_text=mark).locator(
            "form[action*='/gui/'] button"
        ).click()
    expect(page.locator(".said .is-success")).to_contain_text(mended)

    for title in (mended, titles[1]):
        page = board.open(QUEUE)
        step_to(page, title)
        page.keyboard.press("k")
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert title in portal.get("/")
        assert title not in " ".join(page.locator("article.offer").all_inner_texts())

    page = officer.open("/admin/")
    expect(page.locator(f"{CARD} .tag.is-good").first).to_be_visible()
    counted = officer.open(address).locator("section[aria-labelledby=counted]")
    for title in (mended, titles[1]):
        expect(counted).to_contain_text(title)


def test_the_boards_own_headline_stands_on_the_portal_and_the_units_on_its_page(visit, portal):
    title, own = f"Họp chuyên đề {secrets.token_hex(4)}", f"Dạy thử hai tiết {secrets.token_hex(4)}"
    officer = publish(visit, portal, title)
    offer(officer, title, quota_address(officer))
    board = visit(1280)
    board.sign_in("bientap")
    page = board.page
    row = wait_in_queue(board, title)
    row.focus()
    with page.expect_navigation():
        page.keyboard.press("e")
    page.fill("[name=headline]", own)
    page.select_option("[name=place]", "lead")
    with page.expect_navigation():
        page.locator("form.narrow button[type=submit]").last.click()
    home, office = portal.get("/"), portal.get(f"/{portal.office}/")
    assert own in home and title not in home
    assert title in office and own not in office
    reader = visit(390)
    reader.open("/").get_by_role("link", name=own).first.click()
    expect(reader.page.locator("h1")).to_contain_text(title)


@pytest.mark.parametrize("width", WIDTHS)
def test_screens_of_the_board(looker, visit, portal, width):  # noqa: F811
    title = f"Bài chờ xem {secrets.token_hex(4)}"
    officer = publish(visit, portal, title)
    offer(officer, title, quota_address(officer))
    desk = looker("bientap", width)
    desk.at("queue", QUEUE)
    desk.at("own words", next(iter(desk.hrefs("/trinh-bay/"))))
    summary = desk.page.locator("details.further summary")
    if summary.count():
        summary.click()
        desk.at("own words with a box on the picture")
    desk.page.fill("[name=pinned_until]", "2020-01-01T08:00")
    desk.send("form.narrow")
    desk.at("own words with a mistake")
    desk.at("statistics", f"{QUEUE}thong-ke/")
    desk.at("rules", f"{QUEUE}quy-tac/")
    desk.at("rule", f"{QUEUE}quy-tac/moi/")
    desk.page.fill("[name=name]", "Tin các phòng")
    desk.page.locator("[name=unit_kinds]").first.check()
    desk.send("form.narrow")
    desk.at("rule with its trial")
    desk.send("form.narrow")
    desk.at("rules with one more")

    teller = looker("canbo.truong", width)
    teller.at("tip box", "/admin/hop-tin/")
    teller.page.fill("[name=what]", f"Chuyện hay {title}")
    teller.send("form.narrow")
    teller.at("tip box with a tip")
    desk.at("tips", "/admin/hop-tin/ban-bien-tap/")
    desk.at("order of a tip", next(iter(desk.hrefs("/dat-bai/moi/?tin="))))
    desk.page.fill("[name=due_on]", "2099-01-01")
    desk.send("form.narrow")
    desk.at("order")
    desk.at("orders", "/admin/dat-bai/")
    desk.at("landing page of the board", "/admin/")
    teller.at("landing page with an order", "/admin/")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_changed_after_acceptance(looker, visit, portal, width):  # noqa: F811
    title = f"Bài sẽ đổi {secrets.token_hex(4)}"
    officer = publish(visit, portal, title)
    offer(officer, title, quota_address(officer))
    desk = looker("bientap", width)
    row = wait_in_queue(desk.visitor, title)
    with desk.page.expect_navigation():
        row.locator("[data-accept] button").click()
    changed = f"{title} lần hai"
    number = portal.api(f"articles?unit={portal.office}&limit=5")["items"][0]["id"]
    page = officer.open(f"/admin/viet-tin/{number}/")
    page.fill("#f-title", changed)
    send(page)
    desk.at("queue with a changed item", QUEUE)
    link = desk.page.locator("article.row", has_text=changed).locator("a[href$='/thay-doi/']")
    with desk.page.expect_navigation():
        link.first.click()
    desk.at("what changed")
    assert desk.page.locator(".diff .addition").count()
    desk.send("form[action$='/giu/']")
    assert not desk.page.locator("a[href$='/thay-doi/']", has_text=changed).count()
