"""The themes of the form: those suggested or chosen as large chips, the rest behind a fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comms_plan.desk.suggestions.services import suggest_themes
from unit_pages.days import local_day


@dataclass(frozen=True)
class Chip:
    """A theme to tick.

    Args:
        pk: primary key of the theme.
        label: number and short name.
        is_chosen: whether it is ticked.
        words: words of the text that speak for it, "" when it was not suggested.
    """

    pk: int
    label: str
    is_chosen: bool
    words: str = ""


def chips_of(form: Any) -> tuple[list[Chip], list[Chip]]:
    """Return the chips to show and those behind the fold, each list in a stable order."""
    chosen = {str(getattr(value, "pk", value)) for value in form["themes"].value() or ()}
    offered = {theme.pk: theme for theme in form.fields["themes"].queryset}
    text = "\n".join([form["title"].value() or "", form["title"].value() or "", form["text"].value() or ""])
    reasons = {theme.pk: ", ".join(row.words) for theme, row in suggest_themes(text, today=local_day())}
    label = form.fields["themes"].label_from_instance
    chips = {pk: Chip(pk, label(theme), str(pk) in chosen, reasons.get(pk, "")) for pk, theme in offered.items()}
    first = [pk for pk in reasons if pk in chips]
    first += [pk for pk, chip in chips.items() if chip.is_chosen and pk not in first]
    return [chips[pk] for pk in first], [chip for pk, chip in chips.items() if pk not in first]
