"""Measure the screens of unit staff with 50, 500 and 2,000 units of 100 articles each, on PostgreSQL.

Makes a database for each size beside the one that BENCH_DATABASE_URL names (kept for the
next run), fills it with `seed_demo`, and measures one school's officer and leader in one
process each, request by request in turn, so that whatever else the machine does meets all sizes alike:
medians of elapsed and of processor time of our own process, and how many queries a request asks.

    make bench-units BENCH_DATABASE_URL=postgres://postgres@127.0.0.1/bench
    make bench-units BENCH_DATABASE_URL=… ARGS="--sizes 50 2000 --write"

Milliseconds are one machine's; what counts is the ratio of the largest to the smallest size.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "benchmarks-units.md"
COMMENT = "## What the figures say"
LIMIT = 1.3  # median at the largest size to that at the smallest
ARTICLES = 100  # a unit


def main() -> None:
    """Prepare the databases, measure, print and compare."""
    options = _options()
    if options.measure:
        measure()
        return
    url = os.environ.get("BENCH_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit("BENCH_DATABASE_URL must name a PostgreSQL server, for example postgres://postgres@127.0.0.1/bench")
    found = _interleaved(
        {size: _prepared(url, size, as_they_are=options.as_they_are) for size in options.sizes}, options.requests
    )
    text = "\n".join(_report(found, options.requests))
    print(text)
    if options.write:
        _old, mark, rest = TARGET.read_text().partition(COMMENT) if TARGET.exists() else ("", "", "")
        TARGET.write_text(f"# Benchmarks of many units\n\nMade by `make bench-units`.\n\n{text}\n\n{mark}{rest}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 500, 2000], help="numbers of units")
    parser.add_argument("--requests", type=int, default=15, help="requests a screen")
    parser.add_argument("--as-they-are", action="store_true", help="measure the databases without filling them up")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-units.md")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _prepared(url: str, size: int, *, as_they_are: bool) -> dict[str, str]:
    """Return the environment of a filled database of ``size`` units, made when it is missing."""
    import psycopg

    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/') or 'bench'}{size}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        is_there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not is_there:
            server.execute(f'CREATE DATABASE "{name}"')
    own = urlunsplit(parts._replace(path=f"/{name}"))
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "edu_portal.settings.test", "TEST_DATABASE_URL": own}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=env, check=True)
    if not is_there:
        subprocess.run([*manage, "load_province", str(ROOT / "site/packs/hai-phong"), "-v0"], env=env, check=True)
    if not as_they_are:
        seed = [
            "seed_demo",
            "--units",
            str(size),
            "--articles",
            str(size * ARTICLES),
            "--jobs",
            str(os.cpu_count() or 1),
        ]
        subprocess.run([*manage, *seed], env=env, check=True)
    with psycopg.connect(own, autocommit=True) as server:
        server.execute("VACUUM ANALYZE")
    return env


def _interleaved(environments: dict[int, dict[str, str]], requests: int) -> dict[int, dict[str, Any]]:
    """Measure all sizes in turn, request by request; return figures by size and screen."""
    children = {size: _child(env) for size, env in environments.items()}
    names = {size: _answer(child) for size, child in children.items()}
    found: dict[int, dict[str, Any]] = {size: {} for size in children}
    for number, name in enumerate(next(iter(names.values()))):
        rows: dict[int, list[dict[str, float]]] = {size: [] for size in children}
        for _n in range(requests + 1):
            for size, child in children.items():
                print(number, file=child.stdin, flush=True)
                rows[size].append(_answer(child))
        for size, (first, *others) in rows.items():
            times = {kind: statistics.median(row[kind] for row in others) for kind in ("ms", "cpu")}
            p95 = sorted(row["ms"] for row in others)[int(len(others) * 0.95)]
            found[size][name] = {**first, **times, "p95": p95}
    for child in children.values():
        child.communicate()
    return found


def _child(env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--measure"]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _answer(child: subprocess.Popen[str]) -> Any:
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        sys.exit("A measuring process ended; its message stands above.")
    return json.loads(line)


def measure() -> None:
    """Say which screens there are, then ask for those whose numbers come in; one line of JSON each."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    screens = _screens(Client)
    gc.collect()
    gc.freeze()  # as the web server does
    print(json.dumps([name for name, _ask in screens]), flush=True)
    seen: set[int] = set()
    for line in sys.stdin:
        ask, extra = screens[int(line)][1], dict[str, int]()
        if int(line) not in seen:  # warm, and counted
            seen.add(int(line))
            ask()
            with CaptureQueriesContext(connection) as asked:
                extra["bytes"] = ask()
            extra["queries"] = len(asked)
        print(json.dumps({**_timed(ask), **extra}), flush=True)


def _timed(ask: Callable[[], int]) -> dict[str, float]:
    """Ask once; return milliseconds by the clock and of this process's processor time."""
    started, worked = time.perf_counter(), time.process_time()
    ask()
    return {"ms": (time.perf_counter() - started) * 1000, "cpu": (time.process_time() - worked) * 1000}


def _screens(client_type: Any) -> list[tuple[str, Callable[[], int]]]:
    """Return the screens of one school: name and what asks for it and returns the bytes of the answer."""
    from django.contrib.auth import get_user_model
    from django.core.cache import cache

    from comms_plan.articles.models import Article
    from edu_portal.seeding.units import code_of, seeded_units
    from unit_pages.models import Unit

    people = get_user_model()._default_manager
    code = code_of(max(1, seeded_units().count() // 2))
    article = Article.objects.filter(unit__code=code, live=True).order_by("pk").first()
    assert article is not None
    home = article.unit.home.pk
    root = Unit.objects.root().slug
    clients = {"coordinator": client_type(SERVER_NAME="127.0.0.1")}
    clients["coordinator"].force_login(_coordinator(people))
    for role in ("officer", "leader"):
        clients[role] = client_type(SERVER_NAME="127.0.0.1")
        clients[role].force_login(people.get(username=f"{code.lower()}-{role}"))

    def get(role: str, address: str) -> Callable[[], int]:
        def ask() -> int:
            answer = clients[role].get(address, follow=True)
            assert answer.status_code == 200, (address, answer.status_code)
            return len(answer.content)

        return ask

    def fresh(ask: Callable[[], int]) -> Callable[[], int]:
        """Let nothing be kept from the request before."""

        def ask_anew() -> int:
            cache.clear()
            return ask()

        return ask_anew

    def publish() -> int:
        page = Article.objects.get(pk=article.pk)
        page.save_revision().publish()
        return 0

    def publish_uncounted() -> int:
        with _without_quotas():
            return publish()

    return [
        ("landing page, officer", get("officer", "/admin/")),
        ("landing page, leader", get("leader", "/admin/")),
        ("article editor", get("officer", f"/admin/pages/{article.pk}/edit/")),
        ("page chooser", get("officer", "/admin/choose-page/?page_type=wagtailcore.page")),
        ("picture chooser", get("officer", "/admin/images/chooser/")),
        ("publish", publish),
        ("publish, without quotas", publish_uncounted),
        ("recount of a month of all units", _recount_month),
        ("explorer at the own home", get("leader", f"/admin/pages/{home}/")),
        ("admin search", get("leader", "/admin/pages/search/?q=trồng+cây")),
        ("coordinator: progress of the sector", get("coordinator", "/admin/tien-do/")),
        ("coordinator: progress, nothing kept", fresh(get("coordinator", "/admin/tien-do/"))),
        ("coordinator: all units", get("coordinator", "/admin/tien-do/?loc=all")),
        ("coverage", get("coordinator", "/admin/do-phu/")),
        ("coverage, nothing kept", fresh(get("coordinator", "/admin/do-phu/"))),
        ("coverage by unit, nothing kept", fresh(get("coordinator", f"/admin/do-phu/{root}/don-vi/"))),
        ("public home of the school", get("officer", f"/{article.unit.slug}/")),
        ("public article", get("officer", "/" + article.url_path.strip("/").partition("/")[2] + "/")),
    ]


def _recount_month() -> int:
    """Count the running month of every school anew; return the number of figures."""
    from django.utils import timezone

    from comms_plan.quotas.counting import begun, recount
    from comms_plan.quotas.models import QuotaRule

    quota, now = QuotaRule.objects.get(code="bench-schools"), timezone.now()
    return recount(quota, begun(quota, now)[-1:], now)


@contextmanager
def _without_quotas() -> Iterator[None]:
    """Let nothing be counted for a while."""
    from comms_plan.quotas.watching import on_publication_changed
    from unit_pages.publications.signals import publication_changed

    publication_changed.disconnect(dispatch_uid="comms_quotas")
    try:
        yield
    finally:
        publication_changed.connect(on_publication_changed, dispatch_uid="comms_quotas")


def _coordinator(people: Any) -> Any:
    """Return somebody who looks after the whole sector; made where the database has none yet.

    Every school owes something then, and the department's offices owe what the plan says.
    """
    from django.core import management

    from comms_plan.plans.models import Plan
    from comms_plan.quotas.models import QuotaRule
    from unit_pages.models import Appointment, Post, Unit, UnitKind

    today = dt.date.today()
    person, is_new = people.get_or_create(username="bench-coordinator")
    plan = Plan.objects.in_force(today)
    if is_new:
        post = Post.objects.get(code="dieu-phoi")
        Appointment.objects.create(person=person, post=post, unit=Unit.objects.root(), starts_on=dt.date(2020, 1, 1))
    if plan and not plan.quota_rules.filter(code="bench-schools").exists():
        kinds = list(UnitKind.objects.filter(is_school=True).values_list("code", flat=True))
        data = {
            "code": "bench-schools",
            "name": "Mỗi trường 2 tin, bài một tháng",
            "subject": {"unit_kinds": kinds},
            "channel": {"site": "own"},
            "minimum": 2,
            "valid_from": plan.period.starts_on.isoformat(),
            "valid_to": (plan.period.ends_on - dt.timedelta(days=1)).isoformat(),
        }
        QuotaRule.objects.create(plan=plan, data=data)
        management.call_command("recount_quotas", stdout=sys.stderr)  # our own output is read by the parent
    return person


def _report(found: dict[int, dict[str, Any]], requests: int) -> list[str]:
    sizes = sorted(found)
    first, last = sizes[0], sizes[-1]
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {dt.date.today()}; "
        f"PostgreSQL, {ARTICLES} articles a unit; medians of {requests} requests, the sizes in turn; "
        f"load {os.getloadavg()[0]:.1f} at the end.",
        "",
        "| screen | "
        + " | ".join(f"{size:,} units: ms (queries)" for size in sizes)
        + f" | p95 at {last:,} | KB | ratio | by processor time |",
        "|---|" + "---|" * (len(sizes) + 4),
    ]
    for screen in found[first]:
        cells = [f"{found[size][screen]['ms']:.1f} ({found[size][screen]['queries']})" for size in sizes]
        ratio, worked = (found[last][screen][kind] / found[first][screen][kind] for kind in ("ms", "cpu"))
        mark = "" if ratio <= LIMIT else " **over**"
        size_kb = found[last][screen]["bytes"] / 1024
        p95 = f"{found[last][screen]['p95']:.1f}"
        lines.append(f"| {screen} | {' | '.join(cells)} | {p95} | {size_kb:.0f} | {ratio:.2f}{mark} | {worked:.2f} |")
    return lines


if __name__ == "__main__":
    main()
