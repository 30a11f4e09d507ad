"""The province's name, marks, colours and footer; nothing of one province is in code."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from edu_portal.branding.svg import UnsafeSvgError, check_svg

TOKEN = re.compile(r"[a-z][a-z0-9-]*: #[0-9A-Fa-f]{6}")


class Branding(models.Model):
    """The one record of how the portal looks."""

    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("where the department is"), max_length=120, blank=True)
    tokens = models.JSONField(_("design tokens"), default=dict, blank=True)
    footer_columns = models.JSONField(_("columns of the footer"), default=list, blank=True)
    boxes = models.JSONField(_("ways to take part"), default=list, blank=True)
    skyline_svg = models.TextField(_("skyline"), blank=True)
    digests = models.JSONField(editable=False, default=dict, blank=True)
    is_sample = models.BooleanField(_("holds sample content"), default=False)

    class Meta:
        verbose_name = _("look of the portal")
        verbose_name_plural = _("look of the portal")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a skyline that can run or load anything, and tokens that are no colours."""
        errors: dict[str, Any] = {}
        if self.skyline_svg:
            try:
                check_svg(self.skyline_svg)
            except UnsafeSvgError as error:
                errors["skyline_svg"] = str(error)
        bad = [name for name, value in self.tokens.items() if not TOKEN.fullmatch(f"{name}: {value}")]
        if bad:
            errors["tokens"] = _(
                "Write tokens as a name and a colour, for example sea-700: #0B4A76. Wrong: %(bad)s."
            ) % {"bad": ", ".join(bad)}
        if errors:
            raise ValidationError(errors)


class Drawing(models.Model):
    """A vector drawing of the theme: mark, skyline, pictures of empty and lost pages."""

    name = models.SlugField(_("name"), unique=True)
    svg = models.TextField(_("SVG"))
    digest = models.CharField(max_length=12, editable=False)

    class Meta:
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a drawing that can run or load anything."""
        try:
            check_svg(self.svg)
        except UnsafeSvgError as error:
            raise ValidationError({"svg": str(error)}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with a digest by which browsers may keep the drawing for ever."""
        self.digest = hashlib.sha256(self.svg.encode()).hexdigest()[:12]
        super().save(*args, **kwargs)
