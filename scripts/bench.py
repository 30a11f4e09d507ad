"""Measure the public pages: requests/s, p95, CPU, queries and bytes; with nothing kept, with pieces, with whole pages.

Starts its own gunicorns (1 worker each) on free loopback ports over a database with the
Hải Phòng pack, and beside them one of stock Wagtail with nearly empty pages, the floor.
All are asked in turn, in several rounds, so that what else the machine does hits them
alike. Milliseconds are one machine's: read the ratios.

    make bench                          # SQLite, the demo's data or a new copy
    DATABASE_URL=postgres://… make bench

`--write` puts the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import bench_floor
from bench_server import Figures, Server, running

COMMENT = "## What the figures say"
HEAD = "# Benchmarks\n\nMade by `make bench`. Read the ratios, not the milliseconds."
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
COMPARED = ("home", "subsite", "article")
FIRST = "article, first reader"
#: CPU ms a request as others measured it, on two cores without a cache, 50 subsites: home, subsite, article.
OTHERS = {
    "stock Wagtail, nearly empty pages": (17, 12, 10),
    "another national Wagtail pack": (36, 41, 42),
    "WordPress multisite": (54, 58, 53),
}
#: What is measured: seconds for which pieces and whole pages are kept.
KEPT = {
    "nothing kept": ("0", "0"),
    "pieces kept, no page cache: the default without Redis": ("300", "0"),
    "with the page cache": ("300", "600"),
}

Table = dict[str, Figures]


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
    kept = {
        label: {**env, "PIECE_CACHE_SECONDS": pieces, "PAGE_CACHE_SECONDS": pages}
        for label, (pieces, pages) in KEPT.items()
    }
    with _floor() as floor, ExitStack() as stack:
        ours = {
            label: stack.enter_context(running("edu_portal.wsgi", own, ROOT, "/healthz")) for label, own in kept.items()
        }
        tables, bottom = _measure(ours, floor, rounds=options.rounds, requests=options.requests)
    lines += ["", f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores at the end.", ""]
    lines += ["### floor: stock Wagtail, nearly empty pages, in the same rounds", "", *_rows(bottom, {})]
    for label, table in tables.items():
        lines += ["", f"### {label}", "", *_rows(table, _queries(kept[label]))]
        if KEPT[label][1] == "0":
            lines += ["", *_compare(table, bottom)]
    text = "\n".join(lines)
    print(text)
    if options.write:
        target = ROOT / "docs" / "benchmarks.md"
        # What people wrote about the figures stands behind them and stays.
        _old, mark, rest = target.read_text().partition(COMMENT) if target.exists() else ("", "", "")
        target.write_text(f"{HEAD}\n\n{text}\n\n{mark}{rest}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the median of them counts")
    parser.add_argument("--requests", type=int, default=40, help="requests a page in each round")
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


@contextmanager
def _floor() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="edu-portal-floor-") as folder:
        env = bench_floor.build(Path(folder))
        with running("floor.wsgi", env, Path(folder), "/") as server:
            yield server


def _measure(ours: dict[str, Server], floor: Server, *, rounds: int, requests: int) -> tuple[dict[str, Table], Table]:
    """Ask all servers in turn; return the figures of each of ours by page, and those of the floor."""
    tables: dict[str, Table] = {label: {page: Figures() for page in PAGES} for label in ours}
    for label, server in ours.items():
        articles = json.loads(gzip.decompress(server.ask("/api/v1/articles?limit=100&fields=url")))["items"]
        first = tables[label][FIRST] = Figures()
        server.measure([item["url"] for item in articles], first, warm="/")
    bottom = {page: Figures() for page in COMPARED}
    for _round in range(rounds):
        for page, path in PAGES.items():
            if page in bottom:
                own = bench_floor.PAGES[page]
                floor.measure([own] * requests, bottom[page], warm=own)
            for label, server in ours.items():
                server.measure([path] * requests, tables[label][page], warm=path)
    return tables, bottom


def _rows(table: Table, queries: dict[str, int]) -> list[str]:
    head = "| page | requests/s | p50 ms | p95 ms | CPU ms | queries | bytes (gzip) |"
    body = [
        f"| {page} | {len(f.seconds) / sum(f.seconds):.0f} | {f.percentile(50):.1f} | {f.percentile(95):.1f} "
        f"| {f.cpu_ms:.1f} | {queries.get(page, '')} | {f.size:,} |"
        for page, f in table.items()
    ]
    return [head, "|---|---|---|---|---|---|---|", *body]


def _compare(table: Table, bottom: Table) -> list[str]:
    measured = {"floor of this run": tuple(round(bottom[page].cpu_ms, 1) for page in COMPARED)}
    lines = ["CPU ms a request (home / subsite / article); ratio of ours to theirs:"]
    for name, figures in {**measured, **OTHERS}.items():
        ratios = " / ".join(
            f"{table[page].cpu_ms / figure:.2f}" for page, figure in zip(COMPARED, figures, strict=True)
        )
        lines.append(f"- {name}: {' / '.join(map(str, figures))} → {ratios}")
    return lines


if __name__ == "__main__":
    main()
