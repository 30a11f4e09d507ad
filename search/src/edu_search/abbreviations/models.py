"""An abbreviation and one of its readings."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from edu_search.analysis import folded_words


class Abbreviation(models.Model):
    """Whoever types the one finds the other too, both ways, from the next minute on."""

    short = models.CharField(_("abbreviation"), max_length=30)
    reading = models.CharField(_("what it stands for"), max_length=120)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["short", "reading"]
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        constraints = [
            models.UniqueConstraint(
                name="abbreviation_once",
                fields=["short", "reading"],
                violation_error_message=_("This abbreviation has this reading already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.short}: {self.reading}"

    def clean(self) -> None:
        """Both need words, and not the same ones."""
        super().clean()
        short, reading = folded_words(self.short), folded_words(self.reading)
        if not short or len(short.split()) > 3:
            raise ValidationError({"short": _("Write an abbreviation of one to three words, for example HSG.")})
        if not reading or short == reading:
            raise ValidationError({"reading": _("Write the words in full, for example học sinh giỏi.")})
