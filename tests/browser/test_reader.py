"""What readers do: by keyboard, without JavaScript, on a phone, on paper; and that nobody else learns of it."""

# ruff: noqa: E501 - scripts for the browser
from __future__ import annotations

import pytest
from playwright.sync_api import expect


def focused(page):
    """Return what has the focus: tag, text and address."""
    return page.evaluate(
        "() => { const e = document.activeElement;"
        " return [e.tagName.toLowerCase(), (e.innerText || e.getAttribute('aria-label') || '').trim(), e.getAttribute('href')] }"
    )


def test_the_keyboard_leads_from_the_skip_link_to_the_content(visit):
    page = visit(1280).open("/")
    page.keyboard.press("Tab")
    tag, text, href = focused(page)
    assert (tag, href) == ("a", "#main") and text
    assert page.locator(":focus").bounding_box()["y"] >= 0, "the skip link must be seen when it has the focus"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_opens_and_closes_the_menu_of_a_phone(visit):
    page = visit(390).open("/thpt-ngo-quyen/")
    summary = page.locator("details.mm > summary")
    for _step in range(12):
        page.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    else:
        pytest.fail("Tab does not reach the menu's button within twelve steps")
    page.keyboard.press("Enter")
    menu = page.locator("details.mm nav a")
    expect(menu.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.first).to_be_hidden()
    assert summary.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    menu.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thpt-ngo-quyen/*/")


def test_the_keyboard_searches_without_diacritics(visit):
    page = visit(1280).open("/")
    field = page.locator("header input[type=search]:visible").first
    field.focus()
    page.keyboard.type("tuyen sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=tuyen*")
    titles = page.locator(".hits h2").all_inner_texts()
    assert titles and any("tuyển sinh" in title.lower() for title in titles), titles


def test_every_focused_thing_shows_that_it_has_the_focus(visit):
    page = visit(1280).open("/")
    unseen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const e = document.activeElement; if (e === document.body) return true;"
            " const after = getComputedStyle(e, '::after'); const own = getComputedStyle(e);"
            " return [own, after].some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none') }"
        )
        if not seen:
            unseen.append(focused(page))
    assert not unseen


@pytest.mark.parametrize("width", [390, 1280])
def test_text_size_and_contrast_are_plain_links_that_set_two_cookies_and_no_more(visit, width):
    visitor = visit(width, javascript=False)
    page = visitor.open("/tin-tuc/?x=1")
    assert visitor.cookies() == {}

    def switch(label: str) -> None:
        if width < 960:
            page.locator("details.mm > summary").click()
        page.locator(f".disp a:visible:has-text('{label}')").click()
        page.wait_for_load_state()
        assert page.url.endswith("/tin-tuc/?x=1"), "the switch comes back to where the reader was"

    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    switch("Chữ rất lớn")
    assert page.locator("html[data-text=xlarge]").count() == 1
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before
    switch("Tương phản cao")
    assert page.locator("html[data-contrast=high]").count() == 1
    assert visitor.cookies() == {"text": "xlarge", "contrast": "high"}
    switch("Tương phản thường")
    switch("Chữ thường")
    assert visitor.cookies() == {}
    assert page.locator("html[data-text], html[data-contrast]").count() == 0


def test_the_directory_filters_without_javascript_and_keeps_the_choice_in_its_address(visit):
    visitor = visit(390, javascript=False)
    page = visitor.open("/don-vi/")
    everything = page.locator(".urow").count()
    page.locator("details.flt > summary").click()
    page.locator("input[name=loai][value=thpt]").check()
    page.locator(".flt button[type=submit]").click()
    page.wait_for_url("**loai=thpt**")
    names = page.locator(".urow .row-t").all_inner_texts()
    assert 0 < len(names) < everything and all("THPT" in name for name in names), names
    page.locator(".chip.on").click()
    page.wait_for_load_state()
    assert page.locator(".urow").count() == everything

    page.fill("#q-unit", "ngo quyen")
    page.locator("header.page-h button[type=submit]").click()
    page.wait_for_url("**q=ngo**")
    assert page.locator(".urow .row-t").all_inner_texts() == ["Trường THPT Ngô Quyền"]


def test_the_directory_narrows_while_one_types(visit):
    page = visit(1280).open("/don-vi/")
    page.locator("[data-filter]").press_sequentially("chuyen tran phu")
    expect(page.locator("[data-row]:visible")).to_have_count(1)


def test_a_search_without_diacritics_finds_and_says_how_many(visit):
    page = visit(390, javascript=False).open("/tim-kiem/?q=tuyen+sinh")
    assert "kết quả" in page.locator(".tot").inner_text()
    address = page.locator(".hits h2 a").first.get_attribute("href")
    page.locator(".hits h2 a").first.click()
    page.wait_for_url(f"**{address}")
    assert page.locator("h1").count() == 1


def test_a_search_without_a_hit_says_so_and_offers_other_ways(visit):
    page = visit(390, javascript=False).open("/tim-kiem/?q=khongcotunaydau")
    assert "Chưa có kết quả nào" in page.locator("main").inner_text()
    assert page.locator("main a[href^='/don-vi/']").count() == 1


def test_a_lost_reader_finds_a_way_on(visit):
    visitor = visit(390, javascript=False)
    page = visitor.open("/khong-co-trang-nay/")
    assert visitor.response.status == 404
    assert "Không tìm thấy trang này" in page.locator("h1").inner_text()
    for link in page.locator("main a").all():
        assert page.request.get(visitor.portal.origin + link.get_attribute("href")).ok
    page.fill("main input[type=search]", "tuyen sinh")
    page.locator("main form button").click()
    page.wait_for_url("**/tim-kiem/?q=tuyen*")


def test_paper_gets_the_text_and_its_origin_but_no_menu(visit, portal):
    page = visit(1280).open(portal.pages()["article of a school"])
    page.emulate_media(media="print")
    for gone in ("header.top nav.menu", ".skip", "details.mm", ".art-s", ".foot-b", ".sky", "nav.crumb", "form"):
        for place in page.locator(gone).all():
            assert not place.is_visible(), f"{gone} is printed"
    for kept in ("h1", ".rich", "footer.print"):
        assert page.locator(kept).first.is_visible(), f"{kept} is not printed"
    assert portal.pages()["article of a school"] in page.locator("footer.print").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.rich p')).color") == "rgb(0, 0, 0)"


def test_every_public_page_works_without_javascript_and_asks_nobody_else(visit, portal):
    visitor = visit(390, javascript=False)
    problems = []
    for name, path in portal.pages().items():
        page = visitor.open(path)
        if visitor.response.status != (404 if name == "not found" else 200):
            problems.append((name, visitor.response.status))
            continue
        if page.locator("h1").count() != 1 or not page.locator("main").inner_text().strip():
            problems.append((name, "no heading or no text"))
    assert not problems
    assert not visitor.foreign_requests()
    assert visitor.cookies() == {}, "reading needs no cookie"


def test_no_request_leaves_the_portal_with_javascript_either_and_the_console_stays_silent(visit, portal):
    visitor, said = visit(1280), []
    visitor.page.on(
        "console",
        lambda message: said.append((visitor.page.url, message.text)) if message.type in {"error", "warning"} else None,
    )
    visitor.page.on("pageerror", lambda error: said.append((visitor.page.url, str(error))))
    for path in portal.pages().values():
        page = visitor.open(path)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
    assert not visitor.foreign_requests()
    assert [(url, text) for url, text in said if "/khong-co-trang-nay/" not in url] == []
    assert visitor.cookies() == {}


def test_nothing_that_a_page_needs_is_missing(visit, portal):
    """Every picture, style, font and script of every public page answers; so does every link below the portal."""
    visitor, failed, links = visit(1280), [], {}
    visitor.context.on(
        "response", lambda answer: failed.append((answer.status, answer.url)) if answer.status >= 400 else None
    )
    for name, path in portal.pages().items():
        page = visitor.open(path)
        page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(i => i.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        for href in page.eval_on_selector_all("a[href^='/']", "links => links.map(a => a.getAttribute('href'))"):
            links.setdefault(href.partition("#")[0], name)
    assert [item for item in failed if "/khong-co-trang-nay/" not in item[1]] == []
    dead = {}
    for href, name in links.items():
        if href and not href.startswith(("/display/", "/admin/", "/documents/")):
            status = page.request.get(portal.origin + href, timeout=120_000).status
            if status >= 400:
                dead[href] = (status, f"linked on: {name}")
    assert not dead
