"""What stands around every page: head, menu, footer, switches for text size and contrast."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from edu_portal.branding.models import Branding
from edu_portal.page_cache.pieces import FRAME, keep
from edu_portal.public.links import NavLink, is_current
from unit_pages.models import MenuLink, Unit
from unit_pages.subsites.lookup import public_path

SIZES = ("normal", "large", "xlarge")
CONTRASTS = ("normal", "high")


@dataclass(frozen=True)
class Display:
    """How a reader wants the page; kept in two cookies without identity.

    Args:
        size: one of `SIZES`.
        contrast: one of `CONTRASTS`.
        next: path to come back to after a switch.
    """

    size: str
    contrast: str
    next: str


def display_of(request: HttpRequest) -> Display:
    """Read the reader's choice; anything unknown is the normal look."""
    size = request.COOKIES.get("text", "")
    contrast = request.COOKIES.get("contrast", "")
    return Display(
        size=size if size in SIZES else SIZES[0],
        contrast=contrast if contrast in CONTRASTS else CONTRASTS[0],
        next=request.get_full_path(),
    )


def context_processor(request: HttpRequest) -> dict[str, Any]:
    """Give every public template its surroundings; evaluated only where they are used."""
    unit: Unit | None = getattr(request, "site_unit", None)
    on_subsite = unit is not None and not unit.is_root
    return {
        "portal": SimpleLazyObject(lambda: _portal(request, with_menu=not on_subsite)),
        "subsite": SimpleLazyObject(lambda: _subsite(request, unit)) if on_subsite else None,
        "site_unit": unit,
        "display": display_of(request),
        "today": timezone.localdate(),
        "base_template": "base.html",
        "sector_notice": None,
    }


def menu_of(home_filter: dict[str, Any]) -> tuple[list[NavLink], list[str]]:
    """Return the menu of a home page and the lines of its owner, in one query."""
    rows = MenuLink.objects.filter(**home_filter).order_by("sort_order")
    found = list(rows.values_list("label", "address", "page__url_path", "home__owner_lines"))
    menu = [NavLink(label, public_path(page) if page else address) for label, address, page, _owner in found]
    return menu, lines(found[0][3]) if found else []


def marked(frame: SimpleNamespace, path: str) -> SimpleNamespace:
    """Return the frame with the reader's place in its menu; ``here`` is the place in short."""
    frame.menu = [NavLink(link.label, link.url, is_current(link.url, path)) for link in frame.menu]
    frame.here = "".join(".x"[link.current] for link in frame.menu)
    return frame


def lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _portal(request: HttpRequest, *, with_menu: bool) -> SimpleNamespace:
    portal = keep(request, FRAME, f"portal:{with_menu}", lambda: _portal_frame(with_menu=with_menu))
    return marked(portal, request.path)


def _portal_frame(*, with_menu: bool) -> SimpleNamespace:
    branding = Branding.objects.first() or Branding(name="", place="")  # nameless before a province is loaded
    menu, owner_lines = menu_of({"home__depth": 2}) if with_menu else ([], [])
    return SimpleNamespace(
        name=branding.name,
        place=branding.place,
        mark_url=drawing_url(branding, "mark"),
        mark_white_url=drawing_url(branding, "mark-white"),
        favicon_url=drawing_url(branding, "favicon"),
        lost_svg=drawing_url(branding, "lost"),
        empty_svg=drawing_url(branding, "empty"),
        skyline_svg=mark_safe(branding.skyline_svg),  # noqa: S308 - checked by branding.svg
        theme_css_url=f"{reverse('theme_css')}?v={branding.digests.get('theme', '0')}",
        menu=menu,
        footer_columns=branding.footer_columns,
        owner_lines=owner_lines,
        boxes=branding.boxes,
        is_sample=branding.is_sample,
    )


def _subsite(request: HttpRequest, unit: Unit | None) -> SimpleNamespace:
    assert unit is not None
    subsite = keep(request, FRAME, f"subsite:{unit.pk}", lambda: _subsite_frame(unit))
    return marked(subsite, request.path)


def _subsite_frame(unit: Unit) -> SimpleNamespace:
    menu, owner_lines = menu_of({"home__unit": unit})
    columns = [
        {"title": unit.short_name, "links": menu[:4]},
        {"title": _("More"), "links": menu[4:]},
        {
            "title": _("The sector"),
            "links": [
                NavLink(_("The department's portal"), "/"),
                NavLink(_("Other schools"), reverse("unit_directory")),
                NavLink(_("Communication plan"), reverse("plan")),
            ],
        },
    ]
    return SimpleNamespace(
        menu=menu,
        home_url=unit.url_path,
        footer_columns=[column for column in columns if column["links"]],
        owner_lines=owner_lines,
    )


def drawing_url(branding: Branding, name: str) -> str:
    """Return the address of a drawing of the theme; one of ours stands in for a missing one."""
    digest = branding.digests.get(name)
    return reverse("drawing", args=[name, digest]) if digest else static(f"edu_portal/theme/{name}.svg")
