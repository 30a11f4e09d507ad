"""WCAG 2.2 AA and best practice by axe on every public page type and on the staff's screens, nothing disabled;

and what axe does not see: sideways scrolling, targets of 44 px, Vietnamese only.
"""

# ruff: noqa: E501 - scripts for the browser
from __future__ import annotations

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "desktop": (1280, {}),
    "phone": (390, {}),
    "phone, high contrast": (390, {"contrast": "high"}),
    "phone, very large text": (390, {"text": "xlarge"}),
    "desktop, high contrast and very large text": (1280, {"contrast": "high", "text": "xlarge"}),
}
RUN_AXE = """tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(r => r.violations.map(
  v => ({rule: v.id, impact: v.impact, nodes: v.nodes.slice(0, 4).map(
    n => [n.target.join(' '), n.html.slice(0, 160), (n.any[0] || n.all[0] || n.none[0] || {}).message]), count: v.nodes.length})))"""

#: Says which visible links, buttons and fields are smaller than 44 px, except links inside running text.
#: A target is what answers at a point, so that an enlarged click area counts.
SMALL_TARGETS = """() => {
  const least = 44, found = [];
  const hits = (e, x, y) => { const t = document.elementFromPoint(x, y); return t && (t === e || e.contains(t) ||
    (t.closest && t.closest('label') && t.closest('label').contains(e)) || (e.tagName === 'LABEL' && t === e.control)); };
  const inText = e => {
    if (e.tagName !== 'A' || getComputedStyle(e).display !== 'inline') return false;
    const block = e.closest('p, li, dd, td, figcaption, blockquote');
    return !!block && [...block.childNodes].some(n => n !== e && !n.contains(e) && n.textContent.trim().length > 2 && n.nodeType === 3);
  };
  for (const e of document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea, [role=button]')) {
    if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true}) || inText(e)) continue;
    e.scrollIntoView({block: 'center'});
    const box = e.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;  // for screen readers only
    if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
    const x = box.left + Math.min(box.width / 2, innerWidth - 1), y = box.top + box.height / 2;
    const reach = (dx, dy) => { let n = 0; while (n < 60 && hits(e, x + dx * (n + 1), y + dy * (n + 1))) n++; return n; };
    const width = Math.max(box.width, reach(-1, 0) + reach(1, 0) + 1), height = Math.max(box.height, reach(0, -1) + reach(0, 1) + 1);
    if (width < least - 1 || height < least - 1)
      found.push(`${Math.round(width)}x${Math.round(height)} ${e.outerHTML.replace(/\\s+/g, ' ').slice(0, 120)}`);
  }
  return [...new Set(found)];
}"""

#: Says what makes a page wider than its window.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1
    && getComputedStyle(e).position !== 'fixed' && e.checkVisibility());
  return [`${document.documentElement.scrollWidth} > ${width}`,
    ...wide.slice(-4).map(e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 120))];
}"""

ENGLISH = re.compile(
    r"\b(Search|Read|News|Home|Published|Next|Previous|Skip|Menu|Close|Open|Contact|Contents|Download|Filter|Filters|Show|"
    r"Showing|Results?|Sign in|Log in|Site map|Share|Copy|Copied|Print|Follow|Related|Source|Notice|Deadline|Themes?|Topics?|"
    r"Units?|Schools?|Documents?|Pictures?|Gallery|Galleries|Calendar|Events?|Priority|Ended|Items?|Month|Year|Number|Subject|"
    r"Kind|All|More|Remove|Text size|Contrast|Pages?|Table|Video|of|the|and|not found|Label|Name|File|Image)\b"
)
VISIBLE_WORDS = """() => {
  const words = [document.title, document.body.innerText];
  for (const e of document.querySelectorAll('[aria-label], [placeholder], [alt], [title], [data-text], [data-done]'))
    for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'data-text', 'data-done']) words.push(e.getAttribute(name) || '');
  return words.join('\\n');
}"""


#: What is fading in has colours that nobody is meant to read.
AT_REST = """() => Promise.race([
  Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => null))),
  new Promise((done) => setTimeout(done, 3000)),
]).then(() => true)"""


def violations(page) -> list[str]:
    """Return what axe finds on the page, one line each."""
    page.evaluate(AT_REST)
    page.evaluate(AXE_SCRIPT)
    return [
        f"{v['rule']} ({v['impact']}, {v['count']}x): {node[0]} | {node[1]} | {node[2]}"
        for v in page.evaluate(RUN_AXE, TAGS)
        for node in v["nodes"]
    ]


def each_page(visitor, portal, look):
    """Look at every public page; return the findings by page."""
    found = {}
    for name, path in portal.pages().items():
        page = visitor.open(path)
        if result := look(page):
            found[name] = result
    return found


def told(found: dict[str, list[str]]) -> str:
    """Return the findings as text; what many pages share is told once."""
    pages: dict[str, list[str]] = {}
    for name, lines in found.items():
        for line in lines:
            pages.setdefault(line, []).append(name)
    return "\n".join(f"{line}\n    on {len(names)}: {', '.join(names[:5])}" for line, names in pages.items())


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_public_page(visit, portal, look):
    width, cookies = LOOKS[look]
    found = each_page(visit(width, cookies=cookies), portal, violations)
    assert not found, told(found)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_an_opened_menu_and_filter(visit, portal, width):
    def look(page):
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return violations(page)

    found = each_page(visit(width), portal, look)
    assert not found, told(found)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_staff_screens(visit, portal, width):
    visitor = visit(width)
    found = {"login": violations(visitor.open("/admin/login/"))}
    visitor.sign_in("canbo.truong")
    found["officer's dashboard"] = violations(visitor.page)
    visitor.page.locator("a.big").click()
    found["quick editor"] = violations(visitor.page)
    visitor.page.locator("[data-full]").click()
    visitor.page.wait_for_load_state("networkidle")
    found["article editor"] = violations(visitor.page)
    visitor.open("/admin/pages/")
    office = visit(width)
    office.sign_in("quantri")
    register = office.page.locator("a[href*='/admin/comms_plans/'], a[href*='/admin/unit_pages/']")
    for link in sorted({a.get_attribute("href") for a in register.all()})[:3]:
        found[f"register {link}"] = violations(office.open(link))
    found["gate"] = violations(office.open("/admin/publications/"))
    for screen in ("report/", "pins/", "pins/new/", "why/?q=truong", "abbreviations/", "engine/"):
        found[f"search: {screen}"] = violations(office.open(f"/admin/search-{screen}"))
    found = {name: lines for name, lines in found.items() if lines}
    assert not found, told(found)


@pytest.mark.parametrize(
    "case", ["320 px", "390 px, very large text", "390 px, text twice as large", "1280 px, text twice as large"]
)
def test_no_page_scrolls_sideways(visit, portal, case):
    width = int(case.split()[0])
    visitor = visit(width, cookies={"text": "xlarge"} if "very" in case else None)

    def look(page):
        if "twice" in case:
            page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
        return page.evaluate(TOO_WIDE)

    found = each_page(visitor, portal, look)
    assert not found, told(found)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_target_outside_running_text_is_44_px_wide_and_high(visit, portal, width):
    def look(page):
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = d.matches('.flt'))")
        return page.evaluate(SMALL_TARGETS)

    found = each_page(visit(width), portal, look)
    assert not found, told(found)


def test_every_public_page_is_vietnamese_and_shows_no_english_word(visit, portal):
    def look(page):
        lines = [] if page.evaluate("document.documentElement.lang") == "vi" else ["lang is not vi"]
        words = page.evaluate(VISIBLE_WORDS)
        return lines + [
            words[max(0, match.start() - 30) : match.end() + 30].replace("\n", " / ")
            for match in ENGLISH.finditer(words)
        ]

    found = each_page(visit(390), portal, look)
    assert not found, told(found)
