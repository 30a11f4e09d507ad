"""On a phone a unit's administrator invites an officer, who opens the link in the mail and signs in."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import expect

PASSWORD = "một mật khẩu thật dài 2026"


def link_to(portal, address: str) -> str:
    """Return the path of the newest link that was mailed to ``address``."""
    mails = sorted((portal.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    texts = [path.read_text(encoding="utf-8") for path in mails]
    text = next(text for text in reversed(texts) if address in text)
    return re.findall(r"http://\S+(/loi-moi/\S+)", text)[-1]


def no_sideways_scrolling(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


def open_people(visitor):
    """Sign in as the administrator and open the unit's people."""
    visitor.sign_in("quantri.truong")
    page = visitor.open("/admin/unit-people/")
    page.wait_for_url("**/admin/unit-people/*/")
    return page


def test_a_unit_administrator_invites_an_officer_who_signs_in(visit, portal):
    address = f"hoa.{secrets.token_hex(4)}@truong.example.vn"
    page = open_people(visit(390))
    assert no_sideways_scrolling(page)
    page.locator("a[href$='/invite/']").first.click()
    page.wait_for_url("**/invite/")
    offered = page.locator("input[name=post]").evaluate_all("boxes => boxes.map(box => box.labels[0].innerText)")
    assert any("Cán bộ truyền thông" in words for words in offered)
    assert not any("Lãnh đạo" in words or "Điều phối" in words for words in offered), "more than the giver holds"
    page.fill("[name=email]", address)
    page.fill("[name=name]", "Nguyễn Thị Hoa")
    page.get_by_label(re.compile("Cán bộ truyền thông")).check()
    assert no_sideways_scrolling(page)
    page.locator("form:has([name=email]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/unit-people/\d+/$"))
    expect(page.locator("main")).to_contain_text(address)

    link = link_to(portal, address)
    officer = visit(390)
    invited = officer.open(link)
    assert no_sideways_scrolling(invited)
    expect(invited.locator("main")).to_contain_text("THPT Ngô Quyền")
    assert invited.locator("[name=name]").input_value() == "Nguyễn Thị Hoa"
    invited.fill("[name=new_password1]", PASSWORD)
    invited.fill("[name=new_password2]", PASSWORD)
    invited.locator("form:has([name=name]) button[type=submit]").click()
    invited.wait_for_url("**/admin/")
    assert not officer.foreign_requests()

    again = visit(390)
    page = again.open("/admin/login/")
    page.fill("[name=username]", address)
    page.fill("[name=password]", PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    again.open("/admin/unit-people/")
    assert again.response.status == 404, "an officer manages nobody"

    late = visit(390)
    late.open(link)
    assert late.response.status == 410, "the link works once"


def test_an_invitation_taken_back_does_not_open(visit, portal):
    address = f"tu-choi.{secrets.token_hex(4)}@truong.example.vn"
    page = open_people(visit(1280))
    page.locator("a[href$='/invite/']").first.click()
    page.fill("[name=email]", address)
    page.get_by_label(re.compile("Cán bộ truyền thông")).check()
    page.locator("form:has([name=email]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/unit-people/\d+/$"))
    row = page.locator(".people-list > li", has_text=address)
    row.locator("form[action$='/revoke/'] button").click()
    page.wait_for_load_state()
    expect(page.locator(".people-list > li", has_text=address)).to_have_count(0)
    reader = visit(390)
    reader.open(link_to(portal, address))
    assert reader.response.status == 410
