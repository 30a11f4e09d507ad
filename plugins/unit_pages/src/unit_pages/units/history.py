"""What a unit was called before, and who followed it: old codes and addresses keep working."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from unit_pages.enums import SuccessionKind
from unit_pages.units.models import Unit


class UnitFormerName(models.Model):
    """A name, code or address that a unit had until a day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former_names", verbose_name=_("unit"))
    code = models.CharField(_("official code"), max_length=60, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("address on the portal"), max_length=80, blank=True)
    until_on = models.DateField(_("until"))

    class Meta:
        ordering = ["-until_on"]
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """A unit that ended and the unit that goes on with its duties."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions", verbose_name=_("ended unit"))
    successor = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="predecessions", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    on = models.DateField(_("on"))

    class Meta:
        ordering = ["-on"]
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(name="succession_once", fields=["unit", "successor"]),
            models.CheckConstraint(
                name="succession_not_itself",
                condition=~models.Q(unit=models.F("successor")),
                violation_error_message=_("A unit cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor}"


def find_unit(code_or_slug: str) -> Unit | None:
    """Find a unit by a present or former code or address."""
    text = code_or_slug.strip()
    found = Unit.objects.filter(models.Q(code=text) | models.Q(slug=text)).first()
    if found:
        return found
    former = UnitFormerName.objects.filter(models.Q(code=text) | models.Q(slug=text)).select_related("unit").first()
    return former.unit if former else None
