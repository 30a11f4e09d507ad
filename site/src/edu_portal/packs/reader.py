"""Read a pack whole and check it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from edu_portal.packs import sample_schema as sample
from edu_portal.packs import schema
from edu_portal.packs.messages import message_for
from edu_portal.packs.problems import PackError, Problem
from edu_portal.packs.reading import read_csv, read_yaml

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Item:
    """An entry and where it stands.

    Args:
        file: path inside the pack.
        row: number of the entry from 1, or line of a CSV file.
        data: the checked entry.
    """

    file: str
    row: int
    data: Any


@dataclass
class Sample:
    """A pack's sample content."""

    pictures: list[Item] = field(default_factory=list)
    articles: list[Item] = field(default_factory=list)
    documents: list[Item] = field(default_factory=list)
    galleries: list[Item] = field(default_factory=list)
    pages: list[Item] = field(default_factory=list)
    notices: list[Item] = field(default_factory=list)
    figures: list[Item] = field(default_factory=list)
    emblems: list[Item] = field(default_factory=list)
    external_items: list[Item] = field(default_factory=list)
    orders: list[Item] = field(default_factory=list)
    tips: list[Item] = field(default_factory=list)


@dataclass
class Pack:
    """A pack as read from its folder."""

    root: Path
    info: schema.PackInfo
    branding: schema.BrandingEntry
    vocabulary: schema.Vocabulary
    units: list[Item]
    homes: list[Item]
    plan: schema.PlanEntry
    events: list[Item]
    boards: list[Item]
    aggregation: list[Item]
    sample: Sample | None


def read_pack(root: Path, *, with_sample: bool = True) -> Pack:
    """Read and check every file of the pack.

    Args:
        root: the pack's folder.
        with_sample: also its ``sample`` folder, where there is one.

    Raises:
        PackError: with all mistakes of the first stage that has any: files, then shapes, then references.
    """
    from edu_portal.packs.references import check_references

    if not root.is_dir():
        raise PackError([Problem(str(root), 0, "", _("There is no such folder."))])
    shapes = _Shapes(root)
    pack = Pack(
        root=root,
        info=shapes.one("pack.yaml", schema.PackInfo),
        branding=shapes.one("branding.yaml", schema.BrandingEntry),
        vocabulary=shapes.one("vocabulary.yaml", schema.Vocabulary),
        units=shapes.rows("units.csv", schema.UnitEntry),
        homes=shapes.many("homes.yaml", schema.HomeEntry),
        plan=shapes.one("plan.yaml", schema.PlanEntry),
        events=shapes.many("calendar.yaml", schema.EventEntry),
        boards=shapes.many("boards.yaml", schema.BoardEntry),
        aggregation=shapes.many("aggregation.yaml", schema.AggregationEntry),
        sample=_read_sample(shapes) if with_sample and (root / "sample").is_dir() else None,
    )
    if shapes.problems:
        raise PackError(shapes.problems)
    check_references(pack)
    return pack


def _read_sample(shapes: _Shapes) -> Sample:
    has_emblems = (shapes.root / "sample" / "emblems.csv").exists()

    def where_there(name: str, shape: Any) -> list[Item]:
        return shapes.many(name, shape) if (shapes.root / name).exists() else []

    articles = sorted((shapes.root / "sample" / "articles").glob("*.yaml"))
    return Sample(
        pictures=shapes.rows("sample/pictures.csv", sample.PictureEntry),
        articles=[
            item for path in articles for item in shapes.many(f"sample/articles/{path.name}", sample.ArticleEntry)
        ],
        documents=shapes.many("sample/documents.yaml", sample.DocumentEntry),
        galleries=shapes.many("sample/galleries.yaml", sample.GalleryEntry),
        pages=shapes.many("sample/pages.yaml", sample.PageEntry),
        notices=shapes.many("sample/notices.yaml", sample.NoticeEntry),
        figures=shapes.many("sample/figures.yaml", sample.FiguresEntry),
        external_items=where_there("sample/external_items.yaml", sample.ExternalItemEntry),
        orders=where_there("sample/orders.yaml", sample.OrderEntry),
        tips=where_there("sample/tips.yaml", sample.TipEntry),
        emblems=shapes.rows("sample/emblems.csv", sample.EmblemEntry) if has_emblems else [],
    )


class _Shapes:
    """Reads files and collects what is wrong with the shapes of their entries."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def one(self, name: str, shape: type[Shape]) -> Any:
        """Read a file that is one entry."""
        return self._checked(name, 0, self._load(read_yaml, name), shape)

    def many(self, name: str, shape: type[Shape]) -> list[Item]:
        """Read a file that is a list of entries; a missing file is an empty list."""
        if not (self.root / name).exists():
            return []
        content = self._load(read_yaml, name)
        if content is None:
            return []
        if not isinstance(content, list):
            self.problems.append(Problem(name, 0, "", _("The file must be a list of entries.")))
            return []
        return self._items(name, enumerate(content, start=1), shape)

    def rows(self, name: str, shape: type[Shape]) -> list[Item]:
        """Read a CSV file."""
        return self._items(name, self._load(read_csv, name) or [], shape)

    def _load(self, read: Any, name: str) -> Any:
        try:
            return read(self.root, name)
        except PackError as error:
            self.problems.extend(error.problems)
            return None

    def _items(self, name: str, entries: Iterable[tuple[int, Any]], shape: type[Shape]) -> list[Item]:
        items = [Item(name, row, self._checked(name, row, entry, shape)) for row, entry in entries]
        return [item for item in items if item.data is not None]

    def _checked(self, name: str, row: int, entry: Any, shape: type[Shape]) -> Shape | None:
        if any(problem.file == name and problem.row == 0 for problem in self.problems):
            return None
        try:
            return shape.model_validate(entry)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = ".".join(str(part) for part in detail["loc"])
                self.problems.append(Problem(name, row, place, message_for(detail)))
            return None
