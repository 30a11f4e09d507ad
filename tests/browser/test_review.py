"""On a phone: a leader returns an item with a reason, the officer mends it, the leader approves."""

from __future__ import annotations

import secrets

from playwright.sync_api import expect
from test_officer_publishes import approve, open_editor, open_item, send, write_paragraph


def write_and_send(visitor, title: str) -> None:
    """Write a short item without pictures and send it."""
    page = open_editor(visitor)
    page.fill("[name=title]", title)
    page.fill("[name=lead]", "Học sinh khối 10 đọc chung một cuốn sách trong ba mươi phút đầu giờ.")
    write_paragraph(page, "Mỗi lớp chọn một góc sân trường.")
    page.locator("input[name=themes]").nth(1).check()
    send(page)


def return_with(leader, title: str, reason: str) -> None:
    """Return the item from the editor; the window insists on a reason."""
    page = open_item(leader, title)
    page.locator("footer [data-w-dropdown-target='toggle']").locator("visible=true").last.click()
    page.locator("[data-workflow-action-name=reject]").locator("visible=true").click()
    window = page.locator(".modal-body")
    button = window.locator("button[type=submit]")
    button.click()
    expect(window.locator(".error-message, .w-field__errors").locator("visible=true").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the window is wider than the phone"
    window.locator("[name=comment]").fill(reason)
    window.locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")


def test_returned_with_a_reason_mended_and_approved(visit, portal):
    title, reason = f"Đọc sách đầu giờ {secrets.token_hex(4)}", "Thiếu ngày. Ghi rõ sáng thứ mấy."
    mended = f"{title} sáng thứ hai"
    school = f"/{portal.school}/"
    officer, leader = visit(390), visit(390)
    officer.sign_in("canbo.truong")
    leader.sign_in("lanhdao.truong")

    write_and_send(officer, title)
    page = open_item(officer, title)
    expect(page.locator("footer button[name=action-cancel-workflow]").locator("visible=true")).to_be_visible()

    return_with(leader, title, reason)
    assert title not in portal.get(school)

    page = officer.open("/admin/")
    assert reason in page.locator("main").inner_text()
    page = open_item(officer, title)
    assert reason in page.locator(".messages").inner_text()
    page.fill("[name=title]", mended)
    send(page)
    approve(leader, mended)
    assert mended in portal.get(school)

    stranger = visit(390)
    stranger.sign_in("canbo.phong")
    assert title not in stranger.open("/admin/").locator("main").inner_text()
