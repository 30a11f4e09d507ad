"""Load a pack: check everything, then write everything in one transaction."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from comms_plan.quotas.watching import counted_at_the_end
from edu_portal.packs.indexes import indexed_at_the_end
from edu_portal.packs.ledger import Ledger
from edu_portal.packs.reader import read_pack
from edu_portal.packs.steps import boards, branding, plan, sample, units, vocabulary
from edu_portal.packs.steps.run import Run


@dataclass(frozen=True)
class Outcome:
    """What a run did, or would do.

    Args:
        counts: number of entries by kind and state (created, changed, same).
        changed: number of entries that were written.
    """

    counts: Counter[tuple[str, str]]
    changed: int


def load_pack(
    root: Path,
    *,
    today: dt.date,
    with_sample: bool = True,
    dry_run: bool = False,
    report: Callable[[str], None] = lambda _step: None,
) -> Outcome:
    """Load the pack in ``root``; a second run writes only what changed in the pack.

    Args:
        root: the pack's folder.
        today: the day to which sample dates and the present school year are relative.
        with_sample: also load the sample content.
        dry_run: check and count, write nothing.
        report: is told each step as it begins.

    Raises:
        PackError: with all mistakes; nothing is written then.
    """
    report("check")
    pack = read_pack(root, with_sample=with_sample)
    run = Run(pack=pack, ledger=Ledger(dry_run=dry_run), today=today)
    with transaction.atomic(), indexed_at_the_end(), counted_at_the_end():
        for name, step in (
            ("vocabulary", vocabulary.load),
            ("branding", branding.load),
            ("units", units.load),
            ("homes", units.load_homes),
            ("plan", plan.load),
            ("calendar", plan.load_calendar),
            ("boards", boards.load),
        ):
            report(name)
            step(run)
        if pack.sample is not None:
            report("sample")
            _load_sample(run)
        if not dry_run:
            branding.finish(run)
    return Outcome(counts=run.ledger.counts, changed=run.ledger.changed)


def _load_sample(run: Run) -> None:
    assert run.pack.sample is not None
    if run.ledger.dry_run:
        sample.count(run, run.pack.sample)
        return
    sample.load(run, plan.copy_to_present_year(run), run.pack.sample)
