"""A small pack, cut out of the real one, and the ways in which tests change a copy of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

REAL = Path(__file__).resolve().parent.parent / "packs" / "hai-phong"
ROOT, OFFICE, DISTRICT, SCHOOL, HIGH_SCHOOL = "SGD-HP", "SGD-HP-GDTRH", "PGD-HP-316", "NEWS-HP-004", "THPT-HP-21"
UNITS = [ROOT, OFFICE, DISTRICT, SCHOOL, HIGH_SCHOOL, "THPT-HP-01"]
NEEDED = ("pack.yaml", "branding.yaml", "vocabulary.yaml", "plan.yaml")
PICTURES = ["lop-hoc", "thu-vien", "khai-giang"]
LEAD_ARTICLE, SCHOOL_ARTICLE = "chuyen-tau-cho-sach-ra-nam-truong-dao", "dong-minh-lop-7-tac-con-roi"
QUIET_ARTICLE = "dong-minh-nam-phut-cuoi-buoi"
ARTICLES = [
    LEAD_ARTICLE,
    "ba-giao-vien-mot-ke-hoach-bai-day",
    SCHOOL_ARTICLE,
    QUIET_ARTICLE,
    "thuyen-nang-luong-mat-troi",
]


class PackFolder:
    """A pack's folder with the changes that tests make to its files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        return self.root / name

    def rows(self, name: str) -> list[dict[str, str]]:
        with self.path(name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write_rows(self, name: str, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> None:
        with self.path(name).open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def set_cell(self, name: str, key: str, column: str, value: str) -> int:
        """Change a cell of the row whose first cell is ``key``; return the row's line."""
        rows = self.rows(name)
        number = next(n for n, row in enumerate(rows) if next(iter(row.values())) == key)
        rows[number][column] = value
        self.write_rows(name, rows)
        return number + 2

    def data(self, name: str) -> Any:
        return yaml.safe_load(self.path(name).read_text(encoding="utf-8"))

    def write_data(self, name: str, content: Any) -> None:
        self.path(name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def change(self, name: str, how: Callable[[Any], None]) -> None:
        content = self.data(name)
        how(content)
        self.write_data(name, content)

    def change_article(self, key: str = SCHOOL_ARTICLE, **values: Any) -> int:
        """Change fields of an article; return the number of its entry."""
        name = "sample/articles/all.yaml"
        content = self.data(name)
        number = next(n for n, entry in enumerate(content) if entry["key"] == key)
        content[number].update(values)
        self.write_data(name, content)
        return number + 1


def make_small_pack(target: Path) -> Path:
    """Write the small pack below ``target``."""
    target.mkdir()
    for name in (*NEEDED, "homes.yaml", "boards.yaml", "aggregation.yaml"):
        shutil.copy(REAL / name, target / name)
    shutil.copytree(REAL / "theme", target / "theme")
    (target / "sample" / "articles").mkdir(parents=True)
    source, small = PackFolder(REAL), PackFolder(target)
    small.write_rows("units.csv", [row for row in source.rows("units.csv") if row["code"] in UNITS])
    small.write_data("calendar.yaml", source.data("calendar.yaml")[:3])
    _make_pictures(source, small)
    small.write_data("sample/articles/all.yaml", _articles(source))
    small.write_data("sample/documents.yaml", _of_units(source, "sample/documents.yaml")[:2])
    galleries = _of_units(source, "sample/galleries.yaml")[:1]
    small.write_data("sample/galleries.yaml", [{**entry, "pictures": PICTURES} for entry in galleries])
    notices = _of_units(source, "sample/notices.yaml")
    small.write_data("sample/notices.yaml", [{**entry, "picture": PICTURES[0]} for entry in notices])
    small.write_data("sample/figures.yaml", _of_units(source, "sample/figures.yaml"))
    pages = [entry for entry in source.data("sample/pages.yaml") if entry["for"] in {ROOT, "thpt"}]
    small.write_data("sample/pages.yaml", [{**entry, "body": _without_pictures(entry["body"])} for entry in pages])
    return target


def _of_units(source: PackFolder, name: str) -> list[dict[str, Any]]:
    return [entry for entry in source.data(name) if entry["unit"] in UNITS]


def _without_pictures(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block for block in body if not {"picture", "gallery"} & set(block)]


def _articles(source: PackFolder) -> list[dict[str, Any]]:
    found = {}
    for path in sorted((REAL / "sample" / "articles").glob("*.yaml")):
        for entry in source.data(f"sample/articles/{path.name}"):
            found[entry["key"]] = {
                **entry,
                "picture": PICTURES[len(found) % 3],
                "body": _without_pictures(entry["body"]),
            }
    return [found[key] for key in ARTICLES]


def _make_pictures(source: PackFolder, small: PackFolder) -> None:
    for kind, keep in (
        ("pictures", lambda row: row["name"] in PICTURES),
        ("emblems", lambda r: r["unit"] == HIGH_SCHOOL),
    ):
        small.path(f"sample/{kind}").mkdir()
        rows = [row for row in source.rows(f"sample/{kind}.csv") if keep(row)]
        for row in rows:
            row.update({name: "" for name in row if name.startswith("focal_")})
            with Image.open(source.path(f"sample/{kind}/{row['file']}")) as picture:
                picture.resize((120, 80)).save(small.path(f"sample/{kind}/{row['file']}"))
        small.write_rows(f"sample/{kind}.csv", rows)
