"""Searching as readers do: typing, suggestions by keyboard, filters with and without scripts, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_accessibility import SMALL_TARGETS, TOO_WIDE, violations

FIELD = "input[type=search]:visible"


def typed(page, text: str, delay: int = 20):
    """Type into the page's search field; return field and list."""
    field = page.locator(FIELD).first
    field.click()
    field.fill("")
    field.press_sequentially(text, delay=delay)
    return field, page.locator(f"#{field.get_attribute('id')}-list")


def test_suggestions_by_keyboard_lead_to_the_page(visit):
    page = visit(1280).open("/")
    field, offers = typed(page, "ngo quy")
    expect(offers).to_be_visible()
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "true"
    assert re.search(r"\d", field.locator("xpath=..").locator("[role=status]").inner_text())
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true" and "Ngô Quyền" in active.inner_text()
    assert active.locator("mark").first.inner_text() == "Ngô Quy"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None, "up from the first one comes back to the field"
    page.keyboard.press("ArrowDown")
    address = active.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_escape_closes_the_suggestions_and_keeps_the_words(visit):
    page = visit(1280).open("/")
    field, offers = typed(page, "tuyen si")
    expect(offers).to_be_visible()
    page.keyboard.press("Escape")
    expect(offers).to_be_hidden()
    assert field.input_value() == "tuyen si" and field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    expect(offers).to_be_visible()
    page.keyboard.press("Tab")
    expect(offers).to_be_hidden()


def test_enter_without_a_choice_searches_for_the_words(visit):
    page = visit(1280).open("/")
    _field, offers = typed(page, "tuyen sinh")
    expect(offers).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=tuyen*")
    assert page.locator(".hits mark").first.inner_text().lower() in {"tuyển", "tuyển sinh"}


def test_the_list_is_that_of_the_last_words_and_few_are_asked_for(visit, portal):
    visitor = visit(1280)
    page = visitor.open("/")
    _field, offers = typed(page, "tuyen sinh", delay=10)
    expect(offers).to_be_visible()
    asked = [url for url in visitor.requests if "/goi-y/" in url]
    assert asked[-1].endswith("q=tuyen+sinh") and len(asked) <= 3, asked


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_open_suggestions_and_in_results(visit, width):
    page = visit(width).open("/tim-kiem/?q=tuyen+sinh")
    found = violations(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = d.matches('.flt, .flt-m'))")
    found += violations(page) + page.evaluate(SMALL_TARGETS) + page.evaluate(TOO_WIDE)
    field, offers = typed(page, "hoc si")
    expect(offers).to_be_visible()
    page.keyboard.press("ArrowDown")
    found += violations(page) + page.evaluate(TOO_WIDE)
    assert found == []


@pytest.mark.parametrize("javascript", [True, False])
def test_filters_on_a_phone_fold_into_one_panel_and_become_chips(visit, javascript):
    page = visit(390, javascript=javascript).open("/tim-kiem/?q=hoc+sinh")
    before = page.locator(".tot strong").inner_text()
    panel = page.locator("details.flt")
    expect(panel.locator("fieldset").first).to_be_hidden()
    panel.locator("> summary").click()
    button = panel.locator("button[type=submit]")
    assert before in f"{button.inner_text()[4:]}", "Xem 142 kết quả"
    boxes = panel.locator("input[type=checkbox]:visible")
    name, values = boxes.first.get_attribute("name"), []
    for place in (0, 1):
        boxes.nth(place).check()
        values.append(boxes.nth(place).get_attribute("value"))
    if javascript:
        assert button.inner_text() == "Xem kết quả", "the number is no longer true"
    assert page.url.endswith("?q=hoc+sinh"), "nothing is sent by itself"
    button.click()
    page.wait_for_url(f"**{name}={values[0]}*{name}={values[1]}*")
    chips = page.locator(".chip.on")
    assert chips.count() == 2 and "(2)" in page.locator("details.flt > summary").inner_text()
    chips.first.click()
    page.wait_for_load_state()
    assert page.locator(".chip.on").count() == 1
    page.locator(".chips .more").click()
    page.wait_for_load_state()
    assert page.locator(".chip.on").count() == 0 and page.locator(".tot strong").inner_text() == before


def test_order_and_pages_are_links(visit):
    page = visit(390, javascript=False).open("/tim-kiem/?q=truong")
    page.locator(".order a:not([aria-current])").click()
    page.wait_for_url("**xep=ngay**")
    dates = page.locator(".hits time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted(dates, reverse=True) and len(dates) > 1
    page.locator("a[rel=next]").click()
    page.wait_for_url("**trang=2**")
    assert "xep=ngay" in page.url and page.locator("a[rel=prev]").count() == 1


def test_inside_a_school_and_back_to_the_whole_sector(visit, portal):
    page = visit(1280, javascript=False).open(f"/{portal.school}/")
    page.fill("#q-head", "hoc sinh")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**don-vi={portal.school}*")
    assert set(page.locator(".hits .unit").all_inner_texts()) == {"THPT Ngô Quyền"}
    inside = page.locator(".tot strong").inner_text()
    page.locator(".ask-u a").click()
    page.wait_for_url("**pham-vi=nganh*")
    assert page.locator(".tot strong").inner_text() != inside
    assert page.locator(".hits .unit").first.inner_text() == "THPT Ngô Quyền", "the reader's unit comes first"


def test_an_opened_result_is_told_without_a_cookie(visit):
    visitor = visit(1280)
    page = visitor.open("/tim-kiem/?q=tuyen+sinh")
    with page.expect_request("**/tim-kiem/da-mo/") as told:
        page.locator(".hits h2 a").nth(1).click()
    assert told.value.method == "POST" and "rank=2" in (told.value.post_data or "")
    assert "cookie" not in told.value.headers and visitor.cookies() == {}
