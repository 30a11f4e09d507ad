"""What can be wrong with a rule, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    "month_day": _("“%(value)s” is no day of the year. Write month and day like 06-01 for 1 June."),
    "weight": _("A weight must be more than 0; it is %(value)s. Leave the kind out when its items do not count."),
    "no_subject": _(
        "The rule applies to nobody. Name kinds of units, units, levels, tags, persons or a superior unit."
    ),
    "period_order": _("The period “%(name)s” ends before it begins."),
    "terms": _("Name the terms with their first and last days, and only for a rule by term."),
    "custom_days": _("Name the periods with their days, and only for a rule with periods of its own."),
    "periods_overlap": _("The periods “%(one)s” and “%(other)s” overlap."),
    "empty_condition": _("A condition on the content is empty. Name themes, content classes, audiences or levels."),
    "validity_order": _("The rule ends before it begins."),
    "never_ends": _("The rule is valid for more than %(years)s years. Give it an end and renew it."),
    "minimum_above_target": _("The minimum %(minimum)s is above the target %(target)s."),
    "maximum_too_small": _("The maximum %(maximum)s is below what the rule asks for."),
    "weights_need_items": _("Weights belong to a rule that counts items."),
    "exemption_order": _("The exemption ends before it begins. Check both days."),
    "exemption_outside": _("The exemption reaches beyond the days in which the rule is valid. Shorten it."),
    "example_item": _("The example “%(says)s” cannot be read: %(why)s"),
    "persons_write": _("Persons owe what they write; it cannot count for the unit that ordered it. Write “writer”."),
    "minimum_whole": _("The minimum must be a whole number; it is %(minimum)s. Give items weights instead."),
    "no_period": _("No period lies in the days in which the rule is valid. Check the periods and both days."),
    "owes_nothing": _("Nothing is owed in any period: all of it is free, or no period is whole. Check free days."),
    "grace_too_long": _("%(days)s days of grace are longer than a period. Take fewer."),
}


class RuleError(ValueError):
    """Raised when a rule contradicts itself.

    Args:
        code: a key of `WORDS`.
        values: what stands in the sentence.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def __str__(self) -> str:
        return str(WORDS[self.code] % self.values)


def words_of(detail: Mapping[str, Any]) -> str:
    """Return in words what pydantic found wrong at one place of a rule.

    Args:
        detail: an entry of ``ValidationError.errors()``.
    """
    context = detail.get("ctx") or {}
    if isinstance(context.get("error"), RuleError):
        return str(context["error"])
    kind = str(detail["type"])
    words = {
        "missing": gettext("This key is missing."),
        "extra_forbidden": gettext("The key “%(key)s” is unknown; check its spelling.")
        % {"key": detail["loc"][-1] if detail["loc"] else ""},
        "literal_error": gettext("Choose one of %(expected)s.") % {"expected": context.get("expected")},
        "string_pattern_mismatch": gettext("Use lower-case letters without marks, digits and hyphens."),
        "greater_than_equal": gettext("The number must be %(least)s or more.") % {"least": context.get("ge")},
        "less_than_equal": gettext("The number must be %(most)s or less.") % {"most": context.get("le")},
        "string_too_short": gettext("Write something here."),
        "string_too_long": gettext("Write at most %(most)s characters.") % {"most": context.get("max_length")},
        "string_type": gettext("Text is expected here; put it in quotation marks."),
        "tuple_type": gettext("A list is expected here."),
    }
    if kind in words:
        return words[kind]
    if kind.startswith("date"):
        return gettext("Write a date as year-month-day, for example 2021-09-05.")
    if kind.startswith(("decimal", "int", "float")):
        return gettext("Write a number.")
    if kind.startswith("bool"):
        return gettext("Write true or false.")
    if kind.startswith(("model", "dict")):
        return gettext("Named keys are expected here.")
    return str(detail["msg"])
