"""Cut a province pack down to a few units, articles and pictures, so that loading it takes seconds."""

from __future__ import annotations

import csv
import shutil
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

#: Units that the journeys name: the department, the office of secondary schools, the demo's school, a district office.
NEEDED = ("so-gddt", "phong-giao-duc-trung-hoc", "thpt-ngo-quyen", "thpt-chuyen-tran-phu")


def cut(source: Path, target: Path, *, units: int = 12, articles: int = 30, pictures: int = 12) -> None:
    """Copy the pack in ``source`` to ``target`` with no more than this many of each.

    Pictures that are left out are replaced by one that stays, so every item keeps its look.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("draw", "pictures", "emblems", ".*"))
    entries = _articles(target)
    kept_units = _cut_units(target / "units.csv", entries, units)
    kept = _pick(entries, kept_units, articles)
    names = _cut_pictures(source, target, pictures)
    _write_articles(target, kept, names)
    for name in ("documents", "galleries", "notices", "figures", "tips"):
        path = target / "sample" / f"{name}.yaml"
        _write(path, [_with_pictures(entry, names) for entry in _read(path) if entry["unit"] in kept_units])
    orders = target / "sample" / "orders.yaml"
    asked = [{**entry, "units": [code for code in entry["units"] if code in kept_units]} for entry in _read(orders)]
    _write(orders, [entry for entry in asked if entry["units"] and entry["asked_by"] in kept_units])
    pages = target / "sample" / "pages.yaml"
    kinds = {entry["code"] for entry in _read(target / "vocabulary.yaml")["kinds"]}
    _write(pages, [_with_pictures(entry, names) for entry in _read(pages) if _target(entry) in kept_units | kinds])
    homes = target / "homes.yaml"
    _write(homes, [entry for entry in _read(homes) if set(_as_list(_target(entry))) & (kept_units | kinds)])
    _cut_emblems(source, target, kept_units)


def _articles(target: Path) -> list[dict[str, Any]]:
    return [entry for path in sorted((target / "sample" / "articles").glob("*.yaml")) for entry in _read(path)]


def _cut_units(path: Path, articles: list[dict[str, Any]], number: int) -> set[str]:
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    by_code = {row["code"]: row for row in rows}
    kept = {row["code"] for row in rows if row["slug"] in NEEDED}
    counted = Counter(entry["unit"] for entry in articles).most_common()
    busiest = sorted((code for code, _count in counted), key=lambda code: by_code[code]["kind"].startswith("phong"))
    for code in busiest:
        chain = [code]
        while by_code[chain[-1]]["parent"]:
            chain.append(by_code[chain[-1]]["parent"])
        if len(kept | set(chain)) <= number:
            kept |= set(chain)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row for row in rows if row["code"] in kept)
    return kept


def _pick(entries: list[dict[str, Any]], units: set[str], number: int) -> list[dict[str, Any]]:
    """Take the articles of the units in turn, those of the portal and of good deeds first."""
    own = [entry for entry in entries if entry["unit"] in units]
    own.sort(key=lambda entry: (entry.get("portal") != "lead", "T10" not in entry["themes"], entry["days_ago"]))
    turn: Counter[str] = Counter()
    ranked = []
    for entry in own:
        ranked.append((turn[entry["unit"]], len(ranked), entry))
        turn[entry["unit"]] += 1
    return [entry for _turn, _place, entry in sorted(ranked, key=lambda item: item[:2])[:number]]


def _cut_pictures(source: Path, target: Path, number: int) -> dict[str, str]:
    """Keep the first pictures; return by which of them each picture is replaced."""
    path = target / "sample" / "pictures.csv"
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    kept = rows[:number]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(kept)
    folder = target / "sample" / "pictures"
    folder.mkdir()
    for row in kept:
        shutil.copy(source / "sample" / "pictures" / row["file"], folder)
    names = [row["name"] for row in kept]
    return {
        row["name"]: row["name"] if row["name"] in names else names[zlib.crc32(row["name"].encode()) % len(names)]
        for row in rows
    }


def _write_articles(target: Path, entries: list[dict[str, Any]], names: dict[str, str]) -> None:
    folder = target / "sample" / "articles"
    shutil.rmtree(folder)
    folder.mkdir()
    _write(folder / "articles.yaml", [_with_pictures(entry, names) for entry in entries])


def _cut_emblems(source: Path, target: Path, units: set[str]) -> None:
    path = target / "sample" / "emblems.csv"
    if not path.exists():
        return
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    folder = target / "sample" / "emblems"
    folder.mkdir()
    kept = [row for row in rows if row["unit"] in units]
    for row in kept:
        shutil.copy(source / "sample" / "emblems" / row["file"], folder)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(kept)


def _with_pictures(data: Any, names: dict[str, str]) -> Any:
    """Return ``data`` with every name of a picture replaced."""
    if isinstance(data, dict):
        return {key: _with_pictures(value, names) for key, value in data.items()}
    if isinstance(data, list):
        replaced = [_with_pictures(value, names) for value in data]
        all_names = bool(replaced) and all(isinstance(value, str) and value in names.values() for value in replaced)
        return list(dict.fromkeys(replaced)) if all_names else replaced
    return names.get(data, data) if isinstance(data, str) else data


def _target(entry: dict[str, Any]) -> Any:
    return entry["for"] if isinstance(entry["for"], str) else tuple(entry["for"])


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _read(path: Path) -> Any:
    return (yaml.safe_load(path.read_text("utf-8")) or []) if path.exists() else []


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
