"""Units that people name in a text, one on a line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from unit_pages.models import Unit


def named_units(text: str, among: Any) -> list[Unit]:
    """Return the units that the lines of a text name, by official code, full or short name.

    Args:
        text: one unit on a line.
        among: the units that may be named.

    Raises:
        ValidationError: names the lines that are no such unit, or more than one.
    """
    found: dict[int, Unit] = {}
    wrong = []
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    for line in lines:
        units = list(among.filter(code__iexact=line)[:2]) or list(among.filter(name__iexact=line)[:2])
        units = units or list(among.filter(short_name__iexact=line)[:2])
        if len(units) == 1:
            found[units[0].pk] = units[0]
        else:
            wrong.append(line)
    if wrong:
        raise ValidationError(
            _("No single unit is called: %(names)s. Write the official code or the whole name.")
            % {"names": "; ".join(wrong)}
        )
    return list(found.values())
