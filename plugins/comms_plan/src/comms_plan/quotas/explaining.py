"""Verdicts in sentences that an officer understands, and the few figures they ask for."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from comms_plan.quotas.judging import Reason
from comms_plan.quotas.periods import DAY, Span

SENTENCES = {
    "kind": _("Items of the kind “%(one)s” do not count for this rule."),
    "channel": _("It stands on “%(one)s”, not where the rule counts."),
    "content": _("Its content is none of those that the rule names. Choose the content class if it is one."),
    "not_yet": _("It is scheduled and has not appeared yet."),
    "never_stood": _("It was withdrawn before it appeared."),
    "taken_down": _("It was taken down before the period closed."),
    "again": _("It appeared before and was counted in its own period."),
    "taken_over": _("It was written by “%(one)s”; items taken over do not count for this rule."),
    "other_author": _("It counts for “%(one)s”."),
    "other_person": _("None of the persons who owe by this rule wrote it."),
    "twice": _("The same item counts already."),
    "above_maximum": _("The maximum of %(one)s was reached before."),
    "grace_not_needed": _("It appeared after the period, which lacked nothing."),
    "by_grace_before": _("It filled up the period before, within the days of grace."),
}
NO_EVENT = {
    "submitted": _("It was never offered to the editorial board."),
    "accepted": _("The editorial board has not accepted it."),
}


def period_name(span: Span) -> str:
    """Return the name of a period: ``Month 11/2026``, ``Quarter 4/2026``, ``16/11 – 22/11/2026``."""
    first, last = span.whole.first, span.whole.last
    values = {"month": first.month, "quarter": (first.month + 2) // 3, "year": first.year, "next": last.year}
    whole_months = first.day == 1 and (last + DAY).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1 if whole_months else 0
    if months == 1:
        return str(_("Month %(month)s/%(year)s") % values)
    if months == 3 and first.month % 3 == 1:
        return str(_("Quarter %(quarter)s/%(year)s") % values)
    if months == 12:
        return str((_("Year %(year)s") if first.month == 1 else _("School year %(year)s-%(next)s")) % values)
    return f"{first.day}/{first.month} – {date_format(last, 'SHORT_DATE_FORMAT')}"


def sentence(reason: Reason, names: Mapping[str, str]) -> str:
    """Say why an item does not count.

    Args:
        reason: the reason.
        names: names that people know, by the codes of units, sites, channels and kinds.
    """
    if reason.code == "no_event":
        return str(NO_EVENT[reason.values[0]])
    one = reason.values[0] if reason.values else ""
    return str(SENTENCES[reason.code] % {"one": names.get(one, one)})
