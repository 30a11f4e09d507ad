"""Measure the public pages: requests/s, p95, CPU, queries and bytes; with nothing kept, with pieces, with whole pages.

Starts its own gunicorn (1 worker) on a free loopback port over a database with the
Hải Phòng pack, and prints tables. Figures are one machine's: read the ratios.

    make bench                          # SQLite, the demo's data or a new copy
    DATABASE_URL=postgres://… make bench

`--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COMMENT = "## What the figures say"
ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "/",
    "subsite": "/thpt-ngo-quyen/",
    "article": "/thpt-ngo-quyen/tin-tuc/thuyen-nang-luong-mat-troi/",
    "section": "/tin-tuc/",
    "directory": "/don-vi/",
    "theme": "/chu-de/thi-va-tuyen-sinh/",
    "plan": "/ke-hoach/",
    "feed": "/rss/",
    "api list": "/api/v1/articles",
}
#: CPU ms a request on two cores without a cache, 50 subsites: home, subsite, article.
OTHERS = {
    "stock Wagtail, nearly empty pages, as others measured it": (17, 12, 10),
    "stock Wagtail 8.0.1, nearly empty pages, on the machine of docs/benchmarks.md": (11, 13, 12),
    "another national Wagtail pack": (36, 41, 42),
    "WordPress multisite": (54, 58, 53),
}
#: What is measured: seconds for which pieces and whole pages are kept.
KEPT = (
    ("nothing kept", "0", "0"),
    ("pieces kept, no page cache: the default without Redis", "300", "0"),
    ("with the page cache", "300", "600"),
)


@dataclass
class Row:
    """Figures of one page."""

    page: str
    rate: float
    p50: float
    p95: float
    cpu: float
    queries: int
    size: int


def main() -> None:
    """Measure and print."""
    options = _options()
    data_dir = Path(options.data or tempfile.mkdtemp(prefix="edu-portal-bench-"))
    env = {
        **os.environ,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "edu_portal.settings.production",
        "SECRET_KEY": "bench-" + "0123456789" * 6,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_ORIGIN": "http://127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "LOG_LEVEL": "WARNING",
    }
    lines = [f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {dt.date.today()}"]
    lines += _prepare(env)
    for label, pieces, pages in KEPT:
        kept = {**env, "PIECE_CACHE_SECONDS": pieces, "PAGE_CACHE_SECONDS": pages}
        rows = _measure(kept, _queries({**kept, "PAGE_CACHE_SECONDS": "0"}), options.requests, cached=pages != "0")
        lines += ["", f"### {label}", "", *_table(rows)]
        if pages == "0":
            lines += ["", *_compare(rows)]
    text = "\n".join(lines)
    print(text)
    if options.write:
        target = ROOT / "docs" / "benchmarks.md"
        # What people wrote about the figures stands behind them and stays.
        _old, mark, rest = target.read_text().partition(COMMENT) if target.exists() else ("", "", "")
        head = "# Benchmarks\n\nMade by `make bench`. Read the ratios, not the milliseconds."
        target.write_text(f"{head}\n\n{text}\n\n{mark}{rest}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=150, help="requests a page")
    parser.add_argument("--data", help="folder of an existing database and media (a copy is not made)")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def _prepare(env: dict[str, str]) -> list[str]:
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=env, check=True)
    subprocess.run([*manage, "collectstatic", "-v0", "--noinput"], env=env, check=True)
    started = time.monotonic()
    loaded = subprocess.run(
        [*manage, "load_province", str(ROOT / "site/packs/hai-phong"), "-v0"], env=env, check=True, capture_output=True
    )
    seconds = time.monotonic() - started
    subprocess.run([*manage, "warm_pictures"], env=env, check=True, capture_output=True)
    articles = 138
    if b"917" not in loaded.stdout and seconds < 20:
        return ["", "The pack was loaded already."]
    return [
        "",
        f"load_province: {seconds:.0f} s for the whole pack, {articles / seconds:.1f} articles/s with everything.",
    ]


def _queries(env: dict[str, str]) -> dict[str, int]:
    code = (
        "import json,sys\n"
        "from django.test import Client\nfrom django.test.utils import CaptureQueriesContext\n"
        "from django.db import connection\n"
        "client=Client(HTTP_HOST='127.0.0.1')\nout={}\n"
        f"for name,path in {PAGES!r}.items():\n"
        "    client.get(path)\n"
        "    with CaptureQueriesContext(connection) as found:\n"
        "        assert client.get(path).status_code==200, path\n"
        "    out[name]=len(found)\n"
        "print('RESULT'+json.dumps(out))\n"
    )
    result = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", code],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, int] = json.loads(result.stdout.rpartition("RESULT")[2])
    return found


def _measure(env: dict[str, str], queries: dict[str, int], requests: int, *, cached: bool) -> list[Row]:
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "edu_portal.wsgi",
        "-w",
        "1",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)
    try:
        _wait(port)
        worker = _child(server.pid)
        return [_page(port, worker, name, path, queries[name], requests, cached=cached) for name, path in PAGES.items()]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def _page(port: int, worker: int, name: str, path: str, queries: int, requests: int, *, cached: bool) -> Row:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    size = 0
    times = []
    for number in range(requests + 5):
        if number == 5:
            cpu_before, started = _cpu(worker), time.perf_counter()
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        if number >= 5:
            times.append((time.perf_counter() - begun) * 1000)
        if response.will_close:
            connection.close()
    seconds = time.perf_counter() - started
    cpu = (_cpu(worker) - cpu_before) * 1000 / requests
    shown = 0 if cached and not path.startswith("/api") else queries
    return Row(
        name, requests / seconds, statistics.median(times), statistics.quantiles(times, n=20)[18], cpu, shown, size
    )


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _child(pid: int) -> int:
    for _attempt in range(100):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.1)
    raise SystemExit("The server has no worker.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _attempt in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _table(rows: list[Row]) -> list[str]:
    head = "| page | requests/s | p50 ms | p95 ms | CPU ms | queries | bytes (gzip) |"
    body = [
        f"| {r.page} | {r.rate:.0f} | {r.p50:.1f} | {r.p95:.1f} | {r.cpu:.1f} | {r.queries} | {r.size:,} |"
        for r in rows
    ]
    return [head, "|---|---|---|---|---|---|---|", *body]


def _compare(rows: list[Row]) -> list[str]:
    ours = {row.page: row.cpu for row in rows}
    lines = ["CPU ms a request (home / subsite / article); ratio of ours to theirs:"]
    for name, figures in OTHERS.items():
        ratios = " / ".join(
            f"{ours[page] / figure:.2f}" for page, figure in zip(("home", "subsite", "article"), figures, strict=True)
        )
        lines.append(f"- {name}: {' / '.join(map(str, figures))} → {ratios}")
    return lines


if __name__ == "__main__":
    main()
