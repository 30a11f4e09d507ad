"""Say in words of the province's officials what pydantic found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from comms_plan.quotas.problems import RuleError


def message_for(detail: Mapping[str, Any]) -> str:
    """Return the message for one error of pydantic: what is expected at the field."""
    context = detail.get("ctx") or {}
    found = str(detail.get("input"))[:60]
    kind = str(detail["type"])
    special = _special(kind, context)
    if special:
        return special
    if isinstance(context.get("error"), RuleError):
        return str(context["error"])
    if kind == "value_error":
        return _value_errors().get(str(context.get("error")), str(detail["msg"]))
    return _("“%(found)s” is not expected here: %(why)s.") % {"found": found, "why": detail["msg"]}


def _special(kind: str, context: Mapping[str, Any]) -> str:
    words = {
        "missing": _("The field is missing."),
        "extra_forbidden": _("The field is unknown; check its spelling."),
        "string_too_short": _("Write something here."),
        "string_too_long": _("Write at most %(most)s characters.") % {"most": context.get("max_length")},
        "string_pattern_mismatch": _("The value must look like %(pattern)s.") % {"pattern": context.get("pattern")},
        "literal_error": _("Choose one of %(expected)s.") % {"expected": context.get("expected")},
        "too_short": _("At least %(least)s are needed.") % {"least": context.get("min_length")},
        "too_long": _("At most %(most)s are allowed.") % {"most": context.get("max_length")},
        "greater_than_equal": _("The number must be %(least)s or more.") % {"least": context.get("ge")},
        "less_than_equal": _("The number must be %(most)s or less.") % {"most": context.get("le")},
        "int_parsing": _("Write a whole number."),
        "float_parsing": _("Write a number with a point, for example 20.86."),
        "bool_parsing": _("Write true or false."),
        "list_type": _("A list is expected here."),
        "string_type": _("Text is expected here; put it in quotation marks."),
        "model_type": _("Named fields are expected here."),
    }
    if kind.startswith("date"):
        return _("Write a date as year-month-day, for example 2021-09-05.")
    return words.get(kind, "")


def _value_errors() -> dict[str, str]:
    return {
        "ends_on": _("A unit cannot end before it starts."),
        "no_condition": _("The rule would take every item of every unit. Name at least one condition."),
        "rows": _("All rows of a table need the same number of cells."),
        "block": _("A block has exactly one of text, heading, quote, list, table, picture, gallery, video."),
    }
