"""The picture tag: the editor's focal point, WebP with JPEG behind, sizes that fit the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter, SourceImageIOError

from unit_pages.media.formats import in_format
from unit_pages.models import Picture, PictureRendition

register = template.Library()
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


@dataclass(frozen=True)
class Role:
    """Where a picture stands.

    Args:
        filters: Wagtail resize filters from small to large.
        sizes: value of the ``sizes`` attribute.
        phone: filter for a narrow screen where the crop differs, or "".
    """

    filters: tuple[str, ...]
    sizes: str
    phone: str = ""


ROLES = {
    "hero": Role(("fill-800x600", "fill-1400x1050"), "(min-width: 960px) 58vw, 100vw", "fill-800x400"),
    "article": Role(("fill-1200x571", "fill-1600x762"), "(min-width: 1280px) 1200px, 100vw", "fill-800x533"),
    "lead": Role(("fill-400x267", "fill-800x533", "fill-1200x800"), "(min-width: 960px) 700px, 100vw"),
    "card": Role(("fill-400x267", "fill-800x533"), "(min-width: 960px) 380px, 100vw"),
    "portrait": Role(("fill-400x500", "fill-800x1000"), "(min-width: 960px) 380px, 100vw"),
    "thumb": Role(("fill-240x160", "fill-400x267"), "120px"),
    "gallery": Role(("max-800x800", "max-1600x1600"), "(min-width: 960px) 760px, 100vw"),
    "emblem": Role(("fill-96x96", "fill-200x200"), "96px"),
}


@register.simple_tag
def picture(image: Picture | None, role: str = "card", alt: str = "", eager: bool = False, css: str = "") -> SafeString:
    """Print a ``<picture>`` for a place of the design; nothing where there is no picture.

    Args:
        image: the picture.
        role: one of `ROLES`.
        alt: alternative text; empty for a picture that only decorates.
        eager: for the first picture of a page, which must not wait.
        css: classes of the ``<img>``.
    """
    if image is None:
        return SafeString("")
    place = ROLES[role]
    webp = [in_format(name, "webp") for name in place.filters]
    jpeg = in_format(place.filters[-1], "jpeg")
    phone = in_format(place.phone, "webp") if place.phone else ""
    try:
        found = _renditions(image, [*webp, jpeg, *([phone] if phone else [])])
    except (SourceImageIOError, OSError):  # a lost file must not take the page down
        return SafeString("")
    return _markup(place, found, webp, jpeg, phone, {"alt": alt, "eager": eager, "css": css})


def _renditions(image: Picture, specs: list[str]) -> dict[str, PictureRendition]:
    """Return the renditions from those fetched with the list; Wagtail finds or makes the others.

    Wagtail reads the specification of a size anew for every picture it looks for.
    """
    focal_point = tuple(getattr(image, name) for name in FOCAL_POINT)
    wanted = {spec: (spec, _focal_point_key(spec, focal_point)) for spec in specs}
    ready = {(r.filter_spec, r.focal_point_key): r for r in getattr(image, "prefetched_renditions", ())}
    if all(key in ready for key in wanted.values()):
        return {spec: ready[key] for spec, key in wanted.items()}
    found: dict[str, PictureRendition] = image.get_renditions(*specs)
    return found


@lru_cache(maxsize=4096)
def _focal_point_key(spec: str, focal_point: tuple[int | None, ...]) -> str:
    key: str = Filter(spec=spec).get_cache_key(SimpleNamespace(**dict(zip(FOCAL_POINT, focal_point, strict=True))))
    return key


def _markup(
    place: Role, found: dict[str, PictureRendition], webp: list[str], jpeg: str, phone: str, options: dict[str, Any]
) -> SafeString:
    fallback = found[jpeg]
    sources = SafeString("")
    if phone:
        small = found[phone]
        sources = format_html(
            '<source media="(max-width: 959px)" type="image/webp" srcset="{}" width="{}" height="{}">',
            small.url,
            small.width,
            small.height,
        )
    wide = ", ".join(f"{found[name].url} {found[name].width}w" for name in webp)
    sources += format_html('<source type="image/webp" srcset="{}" sizes="{}">', wide, place.sizes)
    loading = mark_safe('fetchpriority="high"' if options["eager"] else 'loading="lazy"')  # noqa: S308
    css = format_html(' class="{}"', options["css"]) if options["css"] else ""
    image = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" decoding="async" {}{}>',
        fallback.url,
        options["alt"],
        fallback.width,
        fallback.height,
        loading,
        css,
    )
    return format_html("<picture>{}{}</picture>", sources, image)


def warm(image: Picture, *roles: str) -> None:
    """Make the renditions of some places before the first reader asks for them."""
    for role in roles:
        picture(image, role)
