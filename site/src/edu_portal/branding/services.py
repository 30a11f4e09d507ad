"""Store the look of a province."""

from __future__ import annotations

import hashlib

from django.db import transaction

from edu_portal.branding.models import Branding, Drawing
from unit_pages.models import UnitColour


@transaction.atomic
def store_drawings(branding: Branding, drawings: dict[str, str]) -> None:
    """Store the drawings of a theme by name and remember their digests.

    Raises:
        ValidationError: for an SVG that can run or load anything; nothing is stored then.
    """
    for name, svg in drawings.items():
        drawing = Drawing.objects.filter(name=name).first() or Drawing(name=name)
        drawing.svg = svg
        drawing.full_clean()
        drawing.save()
        branding.digests[name] = drawing.digest
    branding.skyline_svg = drawings.get("skyline", branding.skyline_svg)
    branding.full_clean()
    branding.save()
    refresh_theme(branding)


def theme_css(branding: Branding | None) -> str:
    """Return the stylesheet of what is data: the province's tokens and the units' colours."""
    tokens = "".join(f"--{name}:{value};" for name, value in sorted((branding.tokens if branding else {}).items()))
    rules = [f":root{{{tokens}}}"] if tokens else []
    rules += [
        f".u-{colour.code}{{--unit:{colour.unit};--unit-dark:{colour.dark};--unit-tint:{colour.tint};}}"
        for colour in UnitColour.objects.all()
    ]
    return "\n".join(rules)


def refresh_theme(branding: Branding) -> None:
    """Give the stylesheet a new address when it changed, so that browsers may keep it for ever."""
    digest = hashlib.sha256(theme_css(branding).encode()).hexdigest()[:12]
    if branding.digests.get("theme") != digest:
        branding.digests["theme"] = digest
        branding.save(update_fields=["digests"])
