"""Several processes write made-up articles at once; each unit is written by one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django

from edu_portal.seeding.articles import make_articles
from unit_pages.models import Unit


def in_processes(
    jobs: int, parts: Sequence[Sequence[tuple[Unit, int]]], *, seed: int, now: dt.datetime
) -> Iterator[int]:
    """Make the articles of units in several processes; yield the numbers of articles made as they come.

    Args:
        jobs: number of processes.
        parts: units with the wanted numbers of articles; each part is one transaction.
        seed, now: as of `make_articles`.
    """
    # Spawned, not forked: a connection to the database must not be shared.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        wanted = [[(unit.pk, number) for unit, number in part] for part in parts]
        yield from pool.map(make_by_key, wanted, [seed] * len(wanted), [now] * len(wanted))


def make_by_key(wanted: Sequence[tuple[int, int]], seed: int, now: dt.datetime) -> int:
    """Make the articles of units that are given by their primary keys; return how many."""
    units = Unit.objects.in_bulk([pk for pk, _number in wanted])
    return make_articles([(units[pk], number) for pk, number in wanted], seed=seed, now=now)
