"""Check what the entries of a pack say of one another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image

from edu_portal.branding.svg import UnsafeSvgError, check_svg
from edu_portal.packs.problems import PackError, Problem
from edu_portal.packs.reader import Item, Pack
from edu_portal.packs.reading import read_text
from edu_portal.packs.sample_schema import ArticleEntry, BodyEntry
from unit_pages.conf import get_settings
from unit_pages.enums import FlagPattern
from unit_pages.units.identity import contrast_errors
from unit_pages.vietnamese import slugify_vi

#: Pages below which sample articles and galleries are written.
SECTION_SLUG, GALLERIES_SLUG = "tin-tuc", "thu-vien-anh"


class _Checker:
    """Collects problems; each method looks at one part of the pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.problems: list[Problem] = []
        self.units = {item.data.code for item in pack.units}
        self.kinds = {kind.code for kind in pack.vocabulary.kinds}
        self.themes = {theme.code for theme in pack.plan.themes}

    def say(self, item: Item, field: str, message: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(item.file, item.row, field, message))

    def known(self, item: Item, field: str, values: Iterable[str], known: Iterable[str]) -> None:
        """Every value must be one of ``known``."""
        choices = set(known)
        for value in values:
            if value not in choices:
                self.say(item, field, _("“%(value)s” is unknown in this pack.") % {"value": value})

    def once(self, items: Iterable[Item], field: str) -> None:
        """No value may stand twice."""
        seen: dict[str, Item] = {}
        for item in items:
            value = getattr(item.data, field)
            if value in seen:
                first = seen[value]
                message = _("“%(value)s” stands already in %(file)s, entry %(row)d.")
                self.say(item, field, message % {"value": value, "file": first.file, "row": first.row})
            seen.setdefault(value, item)

    def check_vocabulary(self) -> None:
        """Colours keep their contrast; kinds name known posts; codes stand once."""
        for number, colour in enumerate(self.pack.vocabulary.colours, start=1):
            item = Item("vocabulary.yaml", number, colour)
            for error in contrast_errors(colour.unit, colour.dark, colour.tint):
                self.say(item, "colours", error)
        posts = {post.code for post in self.pack.vocabulary.posts}
        for number, kind in enumerate(self.pack.vocabulary.kinds, start=1):
            self.known(Item("vocabulary.yaml", number, kind), "posts", kind.posts, posts)
        for name in type(self.pack.vocabulary).model_fields:
            entries = getattr(self.pack.vocabulary, name)
            self.once([Item("vocabulary.yaml", n, entry) for n, entry in enumerate(entries, start=1)], "code")

    def check_units(self) -> None:
        """Units have one code, one address, a known kind and a superior unit above them."""
        units = self.pack.units
        self.once(units, "code")
        self.once(units, "slug")
        levels = {level.code for level in self.pack.vocabulary.levels}
        colours = {colour.code for colour in self.pack.vocabulary.colours}
        reserved = get_settings().reserved_slugs
        parents = {item.data.code: item.data.parent for item in units}
        for item in units:
            unit = item.data
            self.known(item, "kind", [unit.kind], self.kinds)
            self.known(item, "levels", unit.levels, levels)
            self.known(item, "tags", unit.tags, [tag.code for tag in self.pack.vocabulary.unit_tags])
            self.known(item, "colour", [unit.colour] if unit.colour else [], colours)
            self.known(item, "flag", [unit.flag] if unit.flag else [], FlagPattern.values)
            if unit.code == self.pack.info.root_unit:
                if unit.parent:
                    self.say(item, "parent", _("The root unit has no superior unit."))
                continue
            self.known(item, "parent", [unit.parent], self.units)
            if unit.slug in reserved:
                message = _("“%(slug)s” is an address of the portal itself. Choose another one.")
                self.say(item, "slug", message % {"slug": unit.slug})
            if _is_cyclic(unit.code, parents):
                self.say(item, "parent", _("The unit stands below itself."))
        if self.pack.info.root_unit not in self.units:
            self.problems.append(
                Problem("pack.yaml", 0, "root_unit", _("There is no unit with this code in units.csv."))
            )

    def check_plan(self) -> None:
        """Themes have one code and, by their short names, one address."""
        themes = [Item("plan.yaml", number, theme) for number, theme in enumerate(self.pack.plan.themes, start=1)]
        self.once(themes, "code")
        seen: dict[str, str] = {}
        for item in themes:
            slug, short = slugify_vi(item.data.short, max_length=100), item.data.short
            if slug in seen:
                message = _("“%(value)s” has the same address as “%(first)s”.")
                self.say(item, "short", message % {"value": short, "first": seen[slug]})
            seen.setdefault(slug, short)

    def check_portal(self) -> None:
        """Homes, events and drawings."""
        for item in self.pack.homes:
            self.known(item, "for", item.data.targets, self.units | self.kinds)
        self.once(self.pack.events, "key")
        for item in self.pack.events:
            self.known(item, "unit", [item.data.unit], self.units)
        for name in self.pack.branding.drawings:
            self._check_drawing(f"theme/{name}.svg")

    def check_boards(self) -> None:
        """Boards and rules of aggregation name known units, kinds, themes and words."""
        words = self.pack.vocabulary
        self.once(self.pack.boards, "unit")
        for item in self.pack.boards:
            self.known(item, "unit", [item.data.unit], self.units)
        self.once(self.pack.aggregation, "code")
        for item in self.pack.aggregation:
            rule = item.data
            self.known(item, "board", [rule.board], self.units)
            self.known(item, "units", rule.units, self.units)
            self.known(item, "unit_kinds", rule.unit_kinds, self.kinds)
            self.known(item, "themes", rule.themes, self.themes)
            self.known(item, "article_kinds", rule.article_kinds, [kind.code for kind in words.article_kinds])
            self.known(item, "content", rule.content, [found.code for found in words.content_classes])

    def _check_drawing(self, name: str) -> None:
        try:
            check_svg(read_text(self.pack.root, name))
        except PackError as error:
            self.problems.extend(error.problems)
        except UnsafeSvgError as error:
            self.problems.append(Problem(name, 0, "", str(error)))

    def check_sample(self) -> None:
        """Sample content names known units, themes, pictures and words."""
        sample, words = self.pack.sample, self.pack.vocabulary
        if sample is None:
            return
        pictures = {item.data.name for item in sample.pictures}
        self.once(sample.pictures, "name")
        for item in sample.pictures:
            self._check_picture(item, "pictures")
        for item in sample.emblems:
            self._check_picture(item, "emblems")
        keyed = (sample.articles, sample.documents, sample.galleries, sample.external_items, sample.orders, sample.tips)
        for entries in keyed:
            self.once(entries, "key")
        for item in (
            *sample.articles,
            *sample.documents,
            *sample.galleries,
            *sample.notices,
            *sample.figures,
            *sample.emblems,
            *sample.external_items,
            *sample.tips,
        ):
            self.known(item, "unit", [item.data.unit], self.units)
        self._check_orders(sample.orders)
        self._check_articles(sample.articles, pictures)
        self._check_outside(sample.external_items)
        for item in sample.notices:
            self.known(item, "picture", [item.data.picture] if item.data.picture else [], pictures)
        self._check_places(sample.articles, "section", SECTION_SLUG)
        self._check_places(sample.galleries, "galleries", GALLERIES_SLUG)
        for item in sample.documents:
            self.known(item, "kind", [item.data.kind], [kind.code for kind in words.document_kinds])
            self.known(
                item, "field", [item.data.field] if item.data.field else [], [f.code for f in words.document_fields]
            )
        for item in sample.galleries:
            self.known(item, "pictures", item.data.pictures, pictures)
        for item in sample.pages:
            self.known(item, "for", [item.data.target], self.units | self.kinds)
            self.known(item, "body", _body_pictures(item.data.body), pictures)

    def _check_articles(self, items: Iterable[Item], pictures: set[str]) -> None:
        words = self.pack.vocabulary
        for item in items:
            article = item.data
            self.known(item, "themes", article.themes, self.themes)
            self.known(item, "kind", [article.kind], [kind.code for kind in words.article_kinds])
            self.known(item, "audiences", article.audiences, [entry.code for entry in words.audiences])
            self.known(item, "picture", _pictures_of(article), pictures)

    def _check_orders(self, items: Iterable[Item]) -> None:
        for item in items:
            self.known(item, "asked_by", [item.data.asked_by], self.units)
            self.known(item, "units", item.data.units, self.units)
            self.known(item, "theme", [item.data.theme] if item.data.theme else [], self.themes)

    def _check_outside(self, items: Iterable[Item]) -> None:
        words = self.pack.vocabulary
        for item in items:
            self.known(item, "channel", [item.data.channel], [channel.code for channel in words.external_channels])
            self.known(item, "kind", [item.data.kind], [kind.code for kind in words.article_kinds])
            self.known(item, "themes", item.data.themes, self.themes)
            self.known(item, "content", item.data.content, [entry.code for entry in words.content_classes])

    def _check_places(self, items: Iterable[Item], page_type: str, slug: str) -> None:
        """The unit's kind must have the page below which the entry is written."""
        holders = {
            kind.code
            for kind in self.pack.vocabulary.kinds
            if any(page.type == page_type and page.slug == slug for page in kind.subsite)
        }
        kinds = {item.data.code: item.data.kind for item in self.pack.units}
        for item in items:
            if kinds.get(item.data.unit, "") in self.kinds - holders:
                message = _(
                    "Subsites of this kind of unit have no page “%(slug)s” (%(type)s); add it in vocabulary.yaml."
                )
                self.say(item, "unit", message % {"slug": slug, "type": page_type})

    def _check_picture(self, item: Item, folder: str) -> None:
        path: Path = self.pack.root / "sample" / folder / item.data.file
        try:
            with Image.open(path) as image:
                image.verify()
        except FileNotFoundError:
            self.say(item, "file", _("The file is missing."))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            self.say(item, "file", _("The picture is damaged or no picture."))


def check_references(pack: Pack) -> None:
    """Check the whole pack.

    Raises:
        PackError: with every problem found.
    """
    checker = _Checker(pack)
    checker.check_vocabulary()
    checker.check_units()
    checker.check_plan()
    checker.check_portal()
    checker.check_boards()
    checker.check_sample()
    if checker.problems:
        raise PackError(checker.problems)


def _is_cyclic(code: str, parents: dict[str, str]) -> bool:
    seen, current = set(), parents.get(code, "")
    while current:
        if current == code:
            return True
        if current in seen:
            return False
        seen.add(current)
        current = parents.get(current, "")
    return False


def _pictures_of(article: ArticleEntry) -> list[str]:
    return [*([article.picture] if article.picture else []), *_body_pictures(article.body)]


def _body_pictures(body: Iterable[BodyEntry]) -> list[str]:
    names: list[str] = []
    for block in body:
        names += [block.picture.name] if block.picture else []
        names += block.gallery or []
    return names
