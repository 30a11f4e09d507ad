"""Measure how often the suggested themes are right.

    python scripts/theme_accuracy.py                       # cross-validation on the pack's sample articles
    python scripts/theme_accuracy.py --articles FILE.jsonl.gz  # and on articles labelled in scripts/data

``FILE`` holds one article a line with ``id``, ``title``, ``summary`` and ``body``; which themes they
carry stands in ``scripts/data/theme-labels.csv``. An answer counts as right when one of the item's
themes is the first suggestion (top 1) or among the three (top 3).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
LABELS = Path(__file__).resolve().parent / "data" / "theme-labels.csv"
sys.path[:0] = [str(ROOT / path) for path in ("plugins/comms_plan/src", "plugins/unit_pages/src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edu_portal.settings.test")

import django  # noqa: E402

django.setup()

from comms_plan.desk.suggestions.model import PLAN_WORDS, Example, ThemeModel, train  # noqa: E402
from comms_plan.desk.suggestions.services import CHARACTERS, item_text  # noqa: E402

FOLDS = 10


@dataclass(frozen=True)
class Item:
    """An article with its true themes."""

    title: str
    lead: str
    body: str
    themes: tuple[str, ...]

    def text(self, *, with_body: bool = True) -> str:
        """Return what the rule reads."""
        return item_text(self.title, self.lead, self.body if with_body else "")


def plan_examples(pack: Path) -> list[Example]:
    """Return the plan's words on each theme, as the portal learns them."""
    plan = yaml.safe_load((pack / "plan.yaml").read_text("utf-8"))
    return [
        Example(
            ". ".join([t["short"], t["short"], t["text"], *t.get("subtopics", []), ", ".join(t.get("keywords", []))]),
            (t["code"],),
            PLAN_WORDS,
        )
        for t in plan["themes"]
    ]


def pack_items(pack: Path) -> list[Item]:
    """Return the sample articles of the pack."""
    found = []
    for path in sorted((pack / "sample" / "articles").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            body = "\n".join(_words(entry["body"]))
            found.append(Item(entry["title"], entry["lead"], body, tuple(entry["themes"])))
    return found


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def labelled_items(path: Path, sample: str) -> list[Item]:
    """Return the articles of ``path`` that stand in the list of labels."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = {
            row["article"]: tuple(row["themes"].split()) for row in csv.DictReader(file) if row["sample"] == sample
        }
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = [row for row in map(json.loads, file) if row["id"] in labels]
    return [Item(row["title"], row["summary"], row["body"][:CHARACTERS], labels[row["id"]]) for row in found]


def score(model: ThemeModel, items: Sequence[Item], *, with_body: bool) -> Counter[str]:
    """Count the right answers."""
    right: Counter[str] = Counter()
    for item in items:
        found = [str(row.theme) for row in model.suggest(item.text(with_body=with_body))]
        right["top1"] += bool(set(found[:1]) & set(item.themes))
        right["top3"] += bool(set(found) & set(item.themes))
    return right


def cross_validate(plan: list[Example], items: list[Item], *, with_body: bool) -> Counter[str]:
    """Learn from nine tenths of the items, ask about the last tenth, ten times."""
    order = list(range(len(items)))
    random.Random(1).shuffle(order)
    right: Counter[str] = Counter()
    for fold in range(FOLDS):
        asked = set(order[fold::FOLDS])
        known = [Example(item.text(), item.themes) for place, item in enumerate(items) if place not in asked]
        right += score(train([*plan, *known]), [items[place] for place in asked], with_body=with_body)
    return right


def frequent(items: Sequence[Item], known: Sequence[Item]) -> Counter[str]:
    """Count the right answers of somebody who always names the three most frequent themes of ``known``."""
    guess = [theme for theme, _n in Counter(theme for item in known for theme in item.themes).most_common(3)]
    return Counter(
        top1=sum(guess[0] in item.themes for item in items),
        top3=sum(bool(set(guess) & set(item.themes)) for item in items),
    )


def tell(name: str, right: Counter[str], number: int) -> None:
    """Print one line."""
    print(f"{name:62} {number:4} items   top 1 {right['top1'] / number:5.1%}   top 3 {right['top3'] / number:5.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=ROOT / "site" / "packs" / "hai-phong")
    parser.add_argument("--articles", type=Path, help="labelled articles, .jsonl.gz")
    options = parser.parse_args()
    plan, items = plan_examples(options.pack), pack_items(options.pack)
    tell("pack, always the three most frequent themes", frequent(items, items), len(items))
    tell("pack, title and lead", cross_validate(plan, items, with_body=False), len(items))
    tell("pack, title, lead and text", cross_validate(plan, items, with_body=True), len(items))
    if options.articles is None:
        return
    start = time.perf_counter()
    model = train([*plan, *(Example(item.text(), item.themes) for item in items)])
    print(f"learnt from plan and pack in {time.perf_counter() - start:.2f} s, {len(model.weights)} terms")
    for sample in ("first", "second"):
        real = labelled_items(options.articles, sample)
        tell(f"real articles, {sample} sample, always the most frequent of the pack", frequent(real, items), len(real))
        tell(f"real articles, {sample} sample, title and summary", score(model, real, with_body=False), len(real))
        tell(f"real articles, {sample} sample, title, summary and text", score(model, real, with_body=True), len(real))


if __name__ == "__main__":
    main()
