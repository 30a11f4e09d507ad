"""Which SVG may stand on our pages: shapes only, from a list of what is known to be harmless."""

from __future__ import annotations

import re
from xml.etree import ElementTree

ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "use",
        "symbol",
        "clipPath",
        "mask",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "width",
        "height",
        "points",
        "transform",
        "viewBox",
        "fill",
        "fill-rule",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-opacity",
        "opacity",
        "clip-path",
        "clip-rule",
        "mask",
        "role",
        "aria-hidden",
        "aria-label",
        "focusable",
        "preserveAspectRatio",
        "href",
        "version",
    ]
)
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
_LOCAL_URL = re.compile(r"url\(#[\w-]+\)")
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]*\?>")


class UnsafeSvgError(ValueError):
    """Raised for SVG with scripts, styles, foreign addresses or unknown parts."""


def check_svg(text: str) -> None:
    """Accept a drawing made of plain shapes.

    Raises:
        UnsafeSvgError: says which element or attribute is not allowed.
    """
    if "<!" in text.replace("<!--", "") or "<?" in text[_end_of_declaration(text) :]:
        raise UnsafeSvgError("The SVG has a document type or a processing instruction; remove it.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise UnsafeSvgError(f"This is no SVG: {error}.") from error
    for element in root.iter():
        _check_element(element)


def _end_of_declaration(text: str) -> int:
    found = _DECLARATION.match(text)
    return found.end() if found else 0


def _check_element(element: ElementTree.Element) -> None:
    name = str(element.tag).removeprefix(SVG_NAMESPACE)
    if name not in ELEMENTS:
        raise UnsafeSvgError(f"The SVG has an element <{name}>, which is not allowed.")
    for attribute, value in element.attrib.items():
        plain = attribute.rpartition("}")[2]
        if plain not in ATTRIBUTES:
            raise UnsafeSvgError(f"The SVG has an attribute “{plain}”, which is not allowed.")
        if plain == "href" and not value.startswith("#"):
            raise UnsafeSvgError("The SVG points to something outside itself; remove the link.")
        if "url(" in value.lower() and not _LOCAL_URL.fullmatch(value.strip()):
            raise UnsafeSvgError("The SVG points to something outside itself; remove the link.")
