"""A school's officer writes on a phone, the leader approves; what readers see of it, where, and where not."""

from __future__ import annotations

import io
import re
import secrets
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

GPS = 0x8825


@pytest.fixture
def photo(tmp_path):
    """A photo as a phone makes it: on its side, with the place where it was taken."""
    picture = Image.effect_noise((1600, 1200), 60).convert("RGB")
    picture.paste(
        f"#{secrets.token_hex(3)}", (0, 0, 800, 600)
    )  # no picture twice, or the chooser asks which one is meant
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turned by a quarter
    exif[0x010F] = "Phone of Nguyen Van A"
    exif.get_ifd(GPS).update({1: "N", 2: (20.0, 51.0, 57.0), 3: "E", 4: (106.0, 41.0, 0.0)})
    path = tmp_path / "IMG_20260523_nha-rieng.jpg"
    picture.save(path, "JPEG", exif=exif, quality=80)
    assert Image.open(path).getexif().get_ifd(GPS)
    return path


def write_article(visitor, title: str, photo) -> list[str]:
    """Write an article through the officer's own screens and send it to the leader; return its themes' addresses."""
    page = open_editor(visitor)
    page.fill("[name=title]", title)
    page.fill("[name=lead]", "Sáng nay học sinh khối 11 đo độ mặn của nước ở bến cảng và đọc kết quả cho cả lớp.")
    upload_photo(page, photo)
    write_paragraph(page, "Học sinh chia thành sáu nhóm.")
    boxes = page.locator("input[name=themes]")
    names = []
    for place in (1, 3):
        boxes.nth(place).check()
        label = page.locator(f"label[for={boxes.nth(place).get_attribute('id')}]").inner_text()
        names.append(label.strip().partition(". ")[2])
    kept(page)
    send(page)
    themes = {theme["name"]: theme["slug"] for theme in visitor.portal.api("themes?limit=100")["items"]}
    return [themes[name] for name in names]


def open_editor(visitor) -> object:
    """Open the full editor for a new item of the officer's school."""
    news = f"/portal/{visitor.portal.school}/tin-tuc/"
    ((section,),) = rows(visitor.portal, "SELECT id FROM wagtailcore_page WHERE url_path = ?", news)
    return visitor.open(f"/admin/pages/add/comms_articles/article/{section}/")


def rows(portal, statement: str, *values) -> list[tuple]:
    """Ask the portal's database."""
    with closing(sqlite3.connect(portal.data / "portal.sqlite3", timeout=20)) as database:
        return database.execute(statement, values).fetchall()


def kept(page) -> None:
    """Wait until Wagtail has kept the new item by itself, for it would be made twice if it is sent meanwhile."""
    page.wait_for_function("document.querySelector('#page-edit-form').action.endsWith('/edit/')")


def send(page) -> None:
    """Press the editor's main button, which sends the item to the leader."""
    page.locator("footer button[name=action-submit]").locator("visible=true").click()
    page.wait_for_url("**/admin/")


def open_item(visitor, title: str) -> object:
    """Open the full editor of an item."""
    ((pk,),) = rows(visitor.portal, "SELECT id FROM wagtailcore_page WHERE draft_title = ?", title)
    return visitor.open(f"/admin/pages/{pk}/edit/")


def approve(leader, title: str) -> None:
    """Find the item among what waits, open it and press the main button."""
    assert title in leader.open("/admin/").locator("main").inner_text()
    page = open_item(leader, title)
    page.locator("footer [data-workflow-action-name=approve]").locator("visible=true").click()
    page.wait_for_url("**/admin/")


def upload_photo(page, photo) -> None:
    """Choose a new photo in the window of the chooser."""
    page.locator("[data-chooser-action-choose]").locator("visible=true").first.click()
    window = page.locator(".modal-body")
    window.locator("[role=tab][href='#tab-upload']").click()
    form = window.locator("form[action*='upload'], form[enctype='multipart/form-data']").first
    form.locator("input[type=file]").set_input_files(photo)
    form.locator("[name$=title]").fill("Đo độ mặn")
    form.locator("[name$=description]").fill("Học sinh lớp 11 đo độ mặn của nước bên bến cảng.")
    form.locator("[name$=credit]").fill("Tổ Hóa học")
    form.locator("button[type=submit], input[type=submit]").last.click()
    expect(window).to_have_count(0, timeout=30_000)


def write_paragraph(page, text: str) -> None:
    """Put one paragraph into the text; a new article may hold an empty one already."""
    editor = page.locator(".public-DraftEditor-content")
    if not editor.count():
        page.locator(".c-sf-add-button").locator("visible=true").first.click()
        page.locator("[role=option], .w-combobox__option").locator("visible=true").first.click()
    editor.first.click()
    expect(editor.first).to_be_focused()
    page.keyboard.type(text)
    stored = "text => [...document.querySelectorAll('[name^=body-][name$=-value]')].some(i => i.value.includes(text))"
    page.wait_for_function(stored, arg=text)  # the editor hands its text to the form a moment later


def test_an_article_appears_at_once_where_it_belongs_and_nowhere_else(visit, portal, photo):
    title = f"Đo độ mặn ở bến cảng {secrets.token_hex(4)}"
    school, other = f"/{portal.school}/", portal.other_school
    strangers = [f"/{other}/", f"/{other}/tin-tuc/", f"/rss/{other}/", f"/sitemap/{other}.xml"]
    department = ["/", "/tin-tuc/", "/rss/"]
    for path in (
        school,
        f"{school}tin-tuc/",
        f"/rss/{portal.school}/",
        f"/sitemap/{portal.school}.xml",
        "/chu-de/",
        *department,
    ):
        portal.get(path)  # now they are in the page cache, which must notice
    before = {path: portal.fetch(path) for path in strangers}

    officer = visit(390)
    officer.sign_in("canbo.truong")
    slugs = write_article(officer, title, photo)
    assert title not in portal.get(school), "nobody has approved it yet"
    leader = visit(390)
    leader.sign_in("lanhdao.truong")
    approve(leader, title)

    item = next(item for item in portal.api(f"articles?unit={portal.school}")["items"] if item["title"] == title)
    address = item["url"]
    assert sorted(theme["slug"] for theme in item["themes"]) == sorted(slugs)
    own_places = [school, f"{school}tin-tuc/", f"/rss/{portal.school}/", f"/api/v1/articles?unit={portal.school}"]
    theme_places = [
        path
        for slug in slugs
        for path in (f"/chu-de/{slug}/", f"/rss/chu-de/{slug}/", f"/api/v1/articles?theme={slug}")
    ]
    sitemap = f"/sitemap/{portal.school}.xml"
    found = f"/api/v1/search?q={title.split()[-1]}"
    for path in (*own_places, *theme_places, found):
        assert title in portal.get(path), path
    assert address in portal.get(sitemap)

    reader = visit(390, javascript=False)
    page = reader.open(school)
    page.get_by_role("link", name=title).click()
    assert page.locator("h1").inner_text().replace("\xa0", " ") == title
    assert "sáu nhóm" in page.locator(".rich").inner_text()
    assert urlsplit(page.url).path == address

    for path in (*department, "/api/v1/articles?site=so-gddt"):
        assert title not in portal.get(path), f"{path} shows what no editor has accepted"
    assert {path: portal.fetch(path) for path in strangers} == before

    check_pictures(portal, portal.get(address), photo.name)

    editor = visit(1280)
    editor.sign_in("bientap")
    page = editor.open(f"/admin/publications/?q={title.split()[-1]}")
    page.locator("a[href*='/accept/']").first.click()
    page.locator("main form button[type=submit], main form input[type=submit]").last.click()
    page.wait_for_url("**/admin/publications/**")
    for path in (*department, "/api/v1/articles?site=so-gddt"):
        assert title in portal.get(path), f"{path} does not show what the editor accepted"
    assert {path: portal.fetch(path) for path in strangers} == before

    page = leader.open(f"/admin/pages/{item['id']}/unpublish/")
    page.locator("main form button[type=submit], main form input[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/admin/pages/(?!.*unpublish)"))
    for path in (*own_places, *theme_places, found, *department, "/api/v1/articles?site=so-gddt"):
        assert title not in portal.get(path), f"{path} still shows it"
    assert address not in portal.get(sitemap)
    assert portal.fetch(address)[0] == 404
    assert portal.fetch(f"/api/v1/articles/{item['id']}")[0] == 404
    assert {path: portal.fetch(path) for path in strangers} == before


def check_pictures(portal, html: str, name: str) -> None:
    """The published sizes tell nothing of the phone; the original is nobody's to fetch."""
    paths = set(re.findall(r"/media/[^\s\"',]+", html))
    assert paths
    for path in paths:
        status, content = portal.fetch(path)
        assert status == 200, path
        with Image.open(io.BytesIO(content)) as picture:
            assert not dict(picture.getexif()) and "exif" not in picture.info, path
        assert b"Nguyen Van A" not in content
        assert "nha-rieng" not in path, "the name of the file is the person's own"
    originals = sorted((portal.data / "private" / "original_images").iterdir(), key=lambda path: path.stat().st_mtime)
    newest = originals[-1]
    with Image.open(newest) as picture:
        assert not dict(picture.getexif()), "what is stored must not tell the place either"
        assert picture.size == (1200, 1600), "turned upright before its EXIF went"
    for folder in ("original_images", "private/original_images", "../private/original_images", "images"):
        assert portal.fetch(f"/media/{folder}/{newest.name}")[0] in {400, 404}
    assert newest.name not in html
