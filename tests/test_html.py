"""What machines and attackers find in a page: heads, linked data, escaped words, and nothing that is not public."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction
from worlds import body, path_of

from comms_plan.articles.models import Article
from unit_pages.models import Publication
from unit_pages.subsites.blocks import BodyBlock

ORIGIN = "http://testserver"
EVIL = "<script>alert('x')</script>\"'&<b>"
#: What a browser would run; escaped text of it may stand anywhere.
RUNS = re.compile(r"<script>alert|<b>|<[^<>]*\son(error|click)=", re.IGNORECASE)


class Head(HTMLParser):
    """Collects what the head of a page says and how many h1 the page has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.h1 = 0
        self.title = ""
        self.scripts: list[tuple[dict[str, str], str]] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in {"title", "script"} else self._inside
        if tag == "meta":
            self.metas[values.get("property") or values.get("name", "")] = values.get("content", "")
        elif tag == "link":
            self.links.append(values)
        elif tag == "h1":
            self.h1 += 1
        elif tag == "script":
            self.scripts.append((values, ""))

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data):
        if self._inside == "title":
            self.title += data
        elif self._inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)

    def link(self, rel: str) -> list[dict[str, str]]:
        """Return the links of a relation."""
        return [link for link in self.links if link.get("rel") == rel]

    def linked_data(self) -> list[dict]:
        """Return the JSON-LD of the page."""
        return [
            json.loads(text) for attributes, text in self.scripts if attributes.get("type") == "application/ld+json"
        ]


def head_of(client, path: str) -> Head:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return Head(response.content.decode())


def test_every_page_has_one_heading_a_title_and_its_own_canonical_address(world, client):
    problems = {}
    for name, path in world.pages().items():
        head = head_of(client, path)
        canonical = [link["href"] for link in head.link("canonical")]
        found = {
            "h1": head.h1 == 1,
            "title": bool(head.title.strip(" -\n")),
            "canonical": len(canonical) == 1 and canonical[0] == ORIGIN + path.partition("?")[0],
            "canonical answers": bool(canonical) and client.get(canonical[0].removeprefix(ORIGIN)).status_code == 200,
        }
        if not all(found.values()):
            problems[name] = (path, canonical, [what for what, good in found.items() if not good])
    assert not problems


def test_every_page_has_an_open_graph_card_and_linked_data_that_parses(world, client):
    for name, path in world.pages().items():
        head = head_of(client, path)
        for key in ("og:title", "og:type", "og:url", "og:locale", "og:site_name"):
            assert head.metas.get(key), (name, key)
        assert head.metas["og:locale"] == "vi_VN"
        for data in head.linked_data():
            assert data["@context"] == "https://schema.org" and data["@type"], name


def test_an_article_tells_machines_who_published_what_and_when(world, client):
    article = world.first_article(world.school)
    head = head_of(client, path_of(article))
    (data,) = head.linked_data()
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.title
    assert data["publisher"]["@type"] == "School" and data["publisher"]["name"] == world.school.name
    assert data["mainEntityOfPage"] == ORIGIN + path_of(article)
    assert dt.datetime.fromisoformat(data["datePublished"]) == article.first_published_at
    assert head.metas["og:type"] == "article"
    image = head.metas["og:image"]
    assert image.startswith(f"{ORIGIN}/media/") and data["image"] == [image]


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("department home", ["/rss/"]),
        ("department news", ["/rss/"]),
        ("subsite home", ["/rss/{school}/"]),
        ("subsite news", ["/rss/{school}/"]),
        ("subsite article", ["/rss/{school}/"]),
        ("theme", ["/rss/chu-de/noi-dung-1/"]),
    ],
)
def test_lists_of_news_link_their_feeds_and_the_feeds_are_well_formed(world, client, page, feeds):
    head = head_of(client, world.pages()[page])
    linked = [link["href"] for link in head.link("alternate") if link.get("type") == "application/rss+xml"]
    assert linked == [feed.format(school=world.school.slug) for feed in feeds]
    for feed in linked:
        root = ElementTree.fromstring(client.get(feed).content)
        items = root.findall("channel/item")
        assert items and all(item.findtext("link", "").startswith(ORIGIN) for item in items)


def test_sitemaps_are_well_formed_and_list_only_addresses_that_answer(world, client):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    maps = [place.text.removeprefix(ORIGIN) for place in index.iter(f"{space}loc")]
    assert f"/sitemap/{world.school.slug}.xml" in maps
    addresses = []
    for path in maps:
        root = ElementTree.fromstring(client.get(path).content)
        addresses += [place.text for place in root.iter(f"{space}loc")]
    assert len(addresses) == len(set(addresses))
    broken = [address for address in addresses if client.get(address.removeprefix(ORIGIN)).status_code != 200]
    assert not broken
    for article in (world.first_article(world.root), world.first_article(world.school)):
        assert ORIGIN + path_of(article) in addresses


def typed_in_the_editor(text: str, link: str) -> str:
    """Return what is stored of a text that somebody sends, past the buttons of the editor, as one link."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"offset": 0, "length": 8, "key": 0}]
    sent = {"blocks": [block], "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": link}}}}
    widget = BodyBlock().child_blocks["paragraph"].field.widget
    return widget.value_from_datadict({"text": json.dumps(sent)}, {}, "text")


def test_words_of_units_and_authors_are_never_run(world, client):
    """The same hostile text in every field that staff fill, and each page, feed, sitemap and API list with it."""
    unit = world.school
    unit.name = f"Trường {EVIL}"
    unit.short_name, unit.address, unit.district = f"T {EVIL}", EVIL, EVIL
    unit.save()
    article = world.article(
        unit,
        accept=True,
        title=f"Tin {EVIL}",
        lead=EVIL,
        picture_caption=EVIL,
        credit_line=EVIL,
        correction_note=EVIL,
        corrected_on=world.today,
        search_description=EVIL,
        main_picture=world.picture(unit, title=EVIL, description=EVIL, credit=EVIL),
        body=body(
            ("heading", EVIL),
            ("paragraph", typed_in_the_editor(f"{EVIL}<img src=x onerror=alert(1)>", link="javascript:alert(1)")),
            ("quote", {"text": EVIL, "source": EVIL}),
            ("table", {"data": [[EVIL, "2"], ["3", EVIL]], "first_row_is_table_header": True, "table_caption": EVIL}),
            ("video", {"url": "https://example.org/?a=%3Cscript%3E", "title": EVIL}),
        ),
    )
    article.topics.set([EVIL[:90]])
    article.save()
    document = world.document(unit, title=EVIL, number="1/<b>", summary=EVIL, issuer=EVIL, signer=EVIL)
    world.event(unit, title=EVIL, detail=EVIL)
    world.event(world.root, title=EVIL, detail=EVIL)
    gallery = world.gallery(unit, title=f"Ảnh {EVIL}", summary=EVIL)
    theme = world.themes[0]
    theme.name, theme.text = EVIL[:90], EVIL
    theme.save()
    home = unit.home
    home.notice_title, home.notice_text, home.notice_tag = EVIL, EVIL, EVIL[:40]
    home.disclosure_text, home.owner_lines = EVIL, EVIL
    home.save()

    addresses = {
        **world.pages(),
        **world.machine_pages(),
        "article": path_of(article),
        "document": f"{unit.url_path}van-ban/{document.slug}/",
        "gallery": path_of(gallery),
        "search": "/tim-kiem/?q=" + "%3Cscript%3Ealert%28%27x%27%29%3C%2Fscript%3E",
        "directory search": "/don-vi/?q=%22%3E%3Cscript%3Ealert&quan=%22%3E%3Cscript%3Ealert&cap=%3Cscript%3Ealert",
        "document search": "/van-ban/?q=%22%3E%3Cscript%3Ealert&nam=%3Cscript%3Ealert",
        "home level": "/?cap=%22%3E%3Cscript%3Ealert",
        "lost": "/%3Cscript%3Ealert%28%27x%27%29%3C/script%3E/",
        "display": "/display/?size=large&next=javascript:alert(1)",
    }
    shown = 0
    for name, path in addresses.items():
        response = client.get(path)
        text = response.content.decode()
        assert response.status_code < 500, (name, response.status_code)
        if "xml" in response.headers["Content-Type"]:
            ElementTree.fromstring(response.content)
            assert not RUNS.search(text), name
        else:
            outside = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
            assert not RUNS.search(outside), (
                name,
                RUNS.search(outside),
                outside[max(0, RUNS.search(outside).start() - 200) :][:300],
            )
            assert "javascript:" not in text, name
            for data in Head(text).linked_data():
                assert data["@type"]
        shown += "alert(" in text
    assert shown > 15, "the hostile words are shown, as words"
    for path in ("articles", "publications", "units", "documents", "events", "galleries", "themes", "pages"):
        response = client.get(f"/api/v1/{path}?limit=100")
        assert response.status_code == 200, path
        assert response.headers["Content-Type"].startswith("application/json"), (
            "a browser must never take it for a page"
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.json()["items"]
    detail = client.get(f"/api/v1/articles/{article.pk}").json()
    assert detail["title"] == article.title, "the API gives the words as they are"
    assert not RUNS.search(detail["body_html"]) and "javascript:" not in detail["body_html"]


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_section_private(page):
    make_private(page.get_parent())


def unpublish(page):
    page.unpublish()


def expire(page):
    """As Wagtail's ``publish_scheduled`` does when the time has come."""
    from django.core.management import call_command

    page.expire_at = timezone.now() - dt.timedelta(minutes=5)
    page.save_revision()
    Article.objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    call_command("publish_scheduled", verbosity=0)


def delete(page):
    page.delete()


@pytest.mark.parametrize("hide", [make_private, make_section_private, unpublish, expire, delete])
def test_what_is_not_public_any_more_appears_nowhere(world, client, hide):
    title = "Một bài sẽ không còn công khai"
    article = world.article(world.school, accept=True, title=title, slug="khong-con-cong-khai")
    address = path_of(article)
    addresses = {**world.pages(), **world.machine_pages(), "found": "/tim-kiem/?q=khong+con+cong+khai"}
    addresses["API found"] = "/api/v1/search?q=khong+con+cong+khai"
    addresses |= {f"API {name}": f"/api/v1/{name}?limit=100" for name in ("articles", "publications", "pages")}
    for kept in ("subsite article", "gallery", "department article"):
        addresses.pop(kept)
    texts = {name: client.get(path).content.decode() for name, path in addresses.items()}
    seen = [name for name, text in texts.items() if title in text]
    assert address in texts["found"]  # where the words of the title are marked one by one
    assert {
        "department home",
        "subsite home",
        "subsite news",
        "theme",
        "feed of a unit",
        "API found",
        "API articles",
    } <= set(seen)
    assert client.get(address).status_code == 200

    hide(Article.objects.get(pk=article.pk))

    response = client.get(address)
    assert response.status_code == 404 or (response.status_code == 302 and "login" in response.headers["Location"])
    assert client.get(f"/api/v1/articles/{article.pk}").status_code == 404
    assert client.get(f"/api/v1/pages/{article.pk}").status_code == 404
    for name, path in addresses.items():
        if name == "subsite news" and hide is make_section_private:
            continue
        text = client.get(path).content.decode()
        assert title not in text and address not in text, f"{name} still shows it"
    assert not Publication.objects.filter(headline=title, ended_at__isnull=True).exists()


def test_a_page_that_is_planned_or_a_draft_is_nowhere_yet(world, client):
    title = "Một bài chưa tới giờ"
    article = world.article(world.school, title="Bài đã đăng", slug="bai-da-dang")
    article.title = title
    article.save_revision()  # a draft of a published page
    planned = Article(title=title, slug="chua-toi-gio", lead="x", kind=world.kind, live=False)
    planned.go_live_at = timezone.now() + dt.timedelta(days=2)
    world.section(world.school).add_child(instance=planned)
    planned.save_revision().publish()
    for name, path in {**world.pages(), **world.machine_pages(), "API": "/api/v1/articles?limit=100"}.items():
        assert title not in client.get(path).content.decode(), name
    assert client.get(path_of(planned)).status_code == 404
    assert "Bài đã đăng" in client.get(path_of(article)).content.decode()


def test_pages_for_machines_only_are_not_offered_to_search_engines(world, client):
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in robots and "Disallow: /admin/" in robots
    assert head_of(client, "/tim-kiem/?q=bai").metas["robots"] == "noindex"
