"""A real portal in a process of its own and a real browser to visit it.

`CHROMIUM` names the browser; without one the tests are skipped, or fail where
`REQUIRE_SERVICES=1` says that everything must be there. `BROWSER_DATA` keeps the loaded
portal in a folder for the next run, which saves a minute while one writes tests.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "site" / "packs" / "hai-phong"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCHOOL, OTHER_SCHOOL, OFFICE = "thpt-ngo-quyen", "thpt-chuyen-tran-phu", "phong-giao-duc-trung-hoc"


@dataclass(frozen=True)
class Portal:
    """The running portal.

    Args:
        origin: scheme, host and port.
        data: its folder: database, private originals, public renditions.
    """

    origin: str
    data: Path
    school: str = SCHOOL
    other_school: str = OTHER_SCHOOL
    office: str = OFFICE

    def fetch(self, path: str) -> tuple[int, bytes]:
        """Return status and content for a reader without cookies."""
        try:
            with urllib.request.urlopen(self.origin + path, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def get(self, path: str) -> str:
        """Return the text that a reader without cookies gets."""
        status, content = self.fetch(path)
        assert status == 200, f"{path} answered {status}"
        return content.decode()

    def api(self, path: str) -> dict:
        """Return an answer of the API."""
        return json.loads(self.get(f"/api/v1/{path}"))

    @cache  # noqa: B019 - there is one portal in a session
    def pages(self) -> dict[str, str]:
        """Return the address of one page of every public type."""
        school, office = f"/{self.school}/", f"/{self.office}/"
        galleries = self.api(f"galleries?unit={self.school}&limit=1")["items"]
        documents = self.api("documents?unit=so-gddt&limit=1")["items"]
        themes = self.api("themes?limit=1")["items"]
        return {
            "home": "/",
            "subsite home": school,
            "office home": office,
            "section": "/tin-tuc/",
            "section of a subsite": f"{school}tin-tuc/",
            "article of a school": self._article(self.school),
            "article of an office": self._article(self.office),
            "article of the department": self._article("so-gddt"),
            "theme index": "/chu-de/",
            "theme": f"/chu-de/{themes[0]['slug']}/",
            "plan": "/ke-hoach/",
            "progress": "/ke-hoach/tien-do/",
            "directory": "/don-vi/",
            "document list": "/van-ban/",
            "document": documents[0]["url"],
            "gallery index": f"{school}thu-vien-anh/",
            "gallery": galleries[0]["url"],
            "contact": f"{school}lien-he/",
            "calendar": "/lich/",
            "calendar of a subsite": f"{school}lich/",
            "standard page": f"{school}gioi-thieu/",
            "search": "/tim-kiem/",
            "search with results": "/tim-kiem/?q=tuyen+sinh",
            "search without results": "/tim-kiem/?q=khongcotunaydau",
            "site map": "/so-do-trang/",
            "not found": "/khong-co-trang-nay/",
        }

    def _article(self, unit: str) -> str:
        return self.api(f"articles?unit={unit}&limit=1")["items"][0]["url"]


@pytest.fixture(scope="session")
def chromium():
    """Return a started browser, or skip."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path or not Path(path).exists():
        message = "Chromium is not installed: apt install chromium, or set CHROMIUM=/path/to/it."
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(chromium, tmp_path_factory) -> Iterator[Portal]:
    """Return a portal with a small part of the pack, loaded once for all tests."""
    kept = os.environ.get("BROWSER_DATA", "")
    folder = Path(kept).resolve() if kept else tmp_path_factory.mktemp("portal")
    pack = tmp_path_factory.mktemp("pack") / "small"
    from small_pack import cut

    cut(PACK, pack)
    with serving(folder, pack) as portal:
        yield portal


@contextmanager
def serving(folder: Path, pack: Path) -> Iterator[Portal]:
    """Run the portal's process and end it."""
    port = free_port()
    portal = Portal(origin=f"http://127.0.0.1:{port}", data=folder)
    environment = {
        **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}},
        "DATA_DIR": str(folder),
        "PUBLIC_ORIGIN": portal.origin,
        "DJANGO_SETTINGS_MODULE": "browser_settings",
    }
    folder.mkdir(parents=True, exist_ok=True)
    log = (folder / "server.log").open("w+")
    command = [sys.executable, str(ROOT / "tests" / "portal_process.py"), str(pack), str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(portal, process, folder / "server.log")
        yield portal
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(portal: Portal, process: subprocess.Popen, log: Path, seconds: int = 400) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"The portal did not start:\n{log.read_text()[-4000:]}")
        try:
            if portal.fetch("/readyz")[0] == 200:
                return
            time.sleep(0.5)
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"The portal did not answer within {seconds} s:\n{log.read_text()[-4000:]}")


@dataclass
class Visitor:
    """A reader or officer in a browser of their own.

    Args:
        context: the browser's context: its own cookies, its own width.
        portal: where they are.
        requests: addresses of all requests so far.
    """

    context: object
    portal: Portal
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)

    def open(self, path: str) -> object:
        """Go to a path of the portal; return the page."""
        self.response = self.page.goto(self.portal.origin + path, wait_until="load")
        return self.page

    def foreign_requests(self) -> list[str]:
        """Return the requests that left the portal."""
        own = urlsplit(self.portal.origin).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https", "ws"} and urlsplit(url).netloc != own
        ]

    def cookies(self) -> dict[str, str]:
        """Return the cookies by name."""
        return {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}

    def sign_in(self, username: str) -> None:
        """Sign in with a log-in of the demo."""
        page = self.open("/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", f"demo-{username}-2026")
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/admin/")


@pytest.fixture
def visit(chromium, portal) -> Iterator[Callable[..., Visitor]]:
    """Return a function that lets somebody visit the portal."""
    visitors: list[Visitor] = []

    def make(width: int = 390, *, javascript: bool = True, cookies: dict[str, str] | None = None, **options) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 960 else 900},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(60_000)
        if cookies:
            context.add_cookies([{"name": n, "value": v, "url": portal.origin} for n, v in cookies.items()])
        visitor = Visitor(context, portal)
        context.on("request", lambda request: visitor.requests.append(request.url))
        visitors.append(visitor)
        return visitor

    yield make
    for visitor in visitors:
        visitor.context.close()
