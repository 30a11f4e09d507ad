"""What can be wrong with a rule, in words that say what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "month_day": _("“%(value)s” is no day of the year. Write month and day like 06-01 for 1 June."),
    "weight": _("A weight must be more than 0; it is %(value)s. Leave the kind out when its items do not count."),
    "no_subject": _("The rule applies to nobody. Name kinds of units, units, levels or a superior unit."),
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
