"""The world of the matrix is built once a module; every test and every request is rolled back."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from django.core.cache import cache
from django.db import transaction

TALLY = "isolation"


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    from matrix_world import World

    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def sector(_world, db):
    """Two units full of objects, and who asks."""
    return _world


@pytest.fixture(scope="module")
def offers(_world, django_db_blocker):
    """What a superuser is offered at each address, asked once."""
    from matrix_unsafe import Offers

    with django_db_blocker.unblock():
        yield Offers(_world)


@pytest.fixture
def tally(record_property):
    """Count what ran, for the last lines of the report."""

    def count(**numbers: int) -> None:
        for key, number in numbers.items():
            record_property(f"{TALLY} {key}", number)

    return count


@pytest.fixture(autouse=True)
def _processor_time(tally):
    """Clocks on a busy machine say little; the processor's say what the matrix costs."""
    start = time.process_time()
    yield
    tally(**{"milliseconds of processor time, without making the world": round(1000 * (time.process_time() - start))})


def pytest_terminal_summary(terminalreporter):
    """Say how many combinations ran and how many objects were bait."""
    numbers: Counter[str] = Counter()
    placed: dict[str, int] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for key, number in getattr(report, "user_properties", []):
                if key.startswith(f"{TALLY} placed "):
                    placed[key.removeprefix(f"{TALLY} placed ")] = number
                elif key.startswith(TALLY):
                    numbers[key.removeprefix(f"{TALLY} ")] += number
    if numbers or placed:
        terminalreporter.section("isolation matrix")
        for key, number in (*placed.items(), *sorted(numbers.items())):
            terminalreporter.write_line(f"{number:7,} {key}")
