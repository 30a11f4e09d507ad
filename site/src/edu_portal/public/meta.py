"""What machines read in the head of a page: canonical address, Open Graph, JSON-LD (L8)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from edu_portal.public.links import NavLink, absolute
from unit_pages.media.formats import in_format
from unit_pages.models import Picture, Unit

_HTML_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Meta:
    """Head of a page.

    Args:
        title: of the page, without the portal's name.
        description: one or two sentences.
        canonical: absolute address.
        image: absolute address of a picture, or "".
        type: Open Graph type.
        json_ld: safe JSON for a script element, or "".
        feeds: feeds of the page.
        robots: value for robots, or "".
    """

    title: str
    description: str = ""
    canonical: str = ""
    image: str = ""
    type: str = "website"
    json_ld: str = ""
    feeds: list[NavLink] = field(default_factory=list)
    robots: str = ""


def json_ld(data: dict[str, Any]) -> SafeString:
    """Serialise linked data so that no text can close the script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_HTML_ESCAPES))  # noqa: S308 - escaped above


def picture_address(picture: Picture | None) -> str:
    """Return the absolute address of a picture for social cards, or ""."""
    if picture is None:
        return ""
    try:
        return absolute(picture.get_rendition(in_format("fill-1200x630", "jpeg")).url)
    except OSError:  # the file is gone; the page must not be
        return ""


def school_data(unit: Unit) -> dict[str, Any]:
    """Linked data of a unit."""
    data: dict[str, Any] = {
        "@type": "School" if unit.kind.is_school else "GovernmentOrganization",
        "name": unit.name,
        "url": absolute(unit.url_path),
    }
    if unit.address:
        data["address"] = unit.address
    if unit.phone:
        data["telephone"] = unit.phone
    return data
