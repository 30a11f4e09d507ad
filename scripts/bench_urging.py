"""Time and memory of `remind_quotas` with 2,000 units, in a database of its own that is dropped afterwards.

    make bench-urging BENCH_DATABASE_URL=postgres://postgres@127.0.0.1/bench
    make bench-urging                      # SQLite in a temporary folder

Each unit has an officer, a leader and ten items of the period that was missed; the day is the worst one,
on which officers, leaders and coordinators of all units hear of it. Mails go into a folder. Measured is the
command's own process: seconds and the most memory it held.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 30, 300
ITEMS = 10
MISSED = dt.date(2026, 4, 1)


def main() -> None:
    """Make the database, fill it, and measure the command in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=2000)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure()
        return
    with tempfile.TemporaryDirectory(prefix="bench-urging-") as folder:
        url = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.update(
            {"DJANGO_SETTINGS_MODULE": "edu_portal.settings.dev", "DATABASE_URL": url, "DATA_DIR": folder}
        )
        os.environ["LOG_LEVEL"] = "WARNING"
        sys.path[:0] = [str(path) for path in (ROOT / "site/src", ROOT / "search/src")]
        import django

        django.setup()
        from django.db import connection

        made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            fill(options.units)
            os.environ["DATABASE_URL"] = (
                url if url.startswith("sqlite") and made.startswith("file:") else _named(url, made)
            )
            connection.close()
            status = subprocess.call([sys.executable, __file__, "--measure"])
        finally:
            connection.creation.destroy_test_db(made, verbosity=0)
    sys.exit(status)


def _named(url: str, name: str) -> str:
    return f"sqlite:///{name}" if url.startswith("sqlite") else f"{url.rpartition('/')[0]}/{name}"


def fill(units: int) -> None:
    """Make the department and its units with people, a rule and items that do not reach its minimum."""
    from django.contrib.auth import get_user_model

    from comms_plan.plans.models import Period, Plan
    from comms_plan.quotas.models import ItemFacts, QuotaRule
    from unit_pages.models import Appointment, Post, Publication, Unit, UnitKind

    department_kind = UnitKind.objects.create(code="so", name="Sở")
    school = UnitKind.objects.create(code="truong", name="Trường", is_school=True)
    root = Unit.objects.create(code="SO", name="Sở", short_name="Sở", slug="so-gd", kind=department_kind)
    Unit.objects.bulk_create(
        Unit(
            code=f"T{n}",
            name=f"Trường Số {n}",
            short_name=f"Số {n}",
            slug=f"truong-{n}",
            kind=school,
            parent=root,
            name_key=f"so {n:05}",
            tree_path=f"/{root.pk}/{n}/",
        )
        for n in range(units)
    )
    schools = list(Unit.objects.filter(parent=root).order_by("pk"))
    posts = [
        Post.objects.create(code="can-bo", name="Cán bộ", can_write=True),
        Post.objects.create(code="lanh-dao", name="Lãnh đạo", can_write=True, can_publish=True, is_leader=True),
    ]
    model: Any = get_user_model()
    names = [f"{post.code}.{n}" for post in posts for n in range(units)] + ["dieu-phoi.1", "dieu-phoi.2"]
    model.objects.bulk_create(
        [model(username=name, email=f"{name}@example.vn", full_name=name, password="!") for name in names],
        batch_size=500,
    )
    person = dict(model.objects.values_list("username", "pk"))
    board = Post.objects.create(code="dieu-phoi", name="Điều phối", can_write=True, can_publish=True)
    since = dt.date(2025, 9, 1)
    rows = [
        Appointment(
            person_id=person[f"{post.code}.{n}"], unit=unit, post=post, starts_on=since, in_charge=post.is_leader
        )
        for post in posts
        for n, unit in enumerate(schools)
    ]
    rows += [Appointment(person_id=person[f"dieu-phoi.{n}"], unit=root, post=board, starts_on=since) for n in (1, 2)]
    Appointment.objects.bulk_create(rows, batch_size=500)
    period = Period.objects.create(code="k", name="k", starts_on=since, ends_on=dt.date(2026, 9, 1))
    plan = Plan.objects.create(code="k", unit=root, period=period, issuer="Sở", kind="Kế hoạch", title="K")
    QuotaRule.objects.create(
        plan=plan,
        data={
            "code": "tin-bai",
            "name": "Ít nhất 20 tin, bài mỗi tháng",
            "subject": {"unit_kinds": ["truong"]},
            "channel": {"site": "own"},
            "minimum": ITEMS * 2,
            "valid_from": "2025-09-01",
            "valid_to": "2026-08-31",
        },
    )
    moment = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
    Publication.objects.bulk_create(
        [
            Publication(
                unit=unit, site_unit=unit, starts_at=moment, headline="Tin", kind="tin", url_path=f"/{unit.slug}/{n}/"
            )
            for unit in schools
            for n in range(ITEMS)
        ],
        batch_size=500,
    )
    ItemFacts.objects.bulk_create(
        [
            ItemFacts(publication_id=pk, page_key=pk, kind="tin")
            for pk in Publication.objects.values_list("pk", flat=True).iterator()
        ],
        batch_size=500,
    )


def measure() -> None:
    """Run the command once, then again, and say what it cost; end with an error when it cost too much."""
    import django

    django.setup()
    from django.core.management import call_command

    from comms_plan.urging.models import Digest

    begun = time.perf_counter()
    call_command("remind_quotas", f"--date={MISSED}", "--ignore-hours")
    seconds, processor = time.perf_counter() - begun, time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.perf_counter()
    call_command("remind_quotas", f"--date={MISSED}", "--ignore-hours")
    again = time.perf_counter() - begun
    print(
        f"{Digest.objects.count()} mails: {seconds:.1f} s (at most {SECONDS}; {processor:.1f} s of our own processor), "
        f"{megabytes:.0f} MB (at most {MEGABYTES}); again, with nothing to send: {again:.1f} s"
    )
    sys.exit(seconds > SECONDS or megabytes > MEGABYTES)


if __name__ == "__main__":
    main()
