"""A unit's colour and flag (design: "each school flies its own flag in one harbour")."""

from __future__ import annotations

import zlib

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from unit_pages.enums import FlagPattern

hex_colour = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write a colour as # and six digits, for example #0B4A76."))


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio (1 to 21) of two ``#rrggbb`` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_errors(unit: str, dark: str, tint: str) -> list[str]:
    """Say which of the three required ratios a colour misses; empty when it may be used."""
    required = (
        (_("white on the colour"), contrast("#FFFFFF", unit), 4.5),
        (_("the colour on its tint"), contrast(unit, tint), 4.5),
        (_("the dark shade on the tint"), contrast(dark, tint), 7.0),
    )
    return [
        str(
            _("Contrast of %(what)s is %(ratio).1f, at least %(least).1f is needed.")
            % {"what": what, "ratio": ratio, "least": least}
        )
        for what, ratio, least in required
        if ratio < least
    ]


class UnitColour(models.Model):
    """A tested colour that units of the province may choose; never a free value."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    unit = models.CharField(_("colour"), max_length=7, validators=[hex_colour])
    dark = models.CharField(_("dark shade"), max_length=7, validators=[hex_colour])
    tint = models.CharField(_("tint"), max_length=7, validators=[hex_colour])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("unit colour")
        verbose_name_plural = _("unit colours")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a colour whose contrast is below WCAG 2.2 AA."""
        for value in (self.unit, self.dark, self.tint):
            hex_colour(value)
        errors = contrast_errors(self.unit, self.dark, self.tint)
        if errors:
            raise ValidationError({"unit": errors})


SCHOOL_FLAGS = [pattern for pattern in FlagPattern if pattern != FlagPattern.FLOWER]


def propose_flag(code: str) -> FlagPattern:
    """Propose a flag from a unit's code, so that each unit has one on its first day."""
    return SCHOOL_FLAGS[zlib.crc32(code.encode()) % len(SCHOOL_FLAGS)]


def propose_colour(code: str, colours: list[UnitColour]) -> UnitColour | None:
    """Propose one of the province's colours from a unit's code."""
    return colours[zlib.crc32(code[::-1].encode()) % len(colours)] if colours else None
