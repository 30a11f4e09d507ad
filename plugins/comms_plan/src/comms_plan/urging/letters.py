"""The words of a digest: what a person's units lack, until when, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from comms_plan.quotas.explaining import period_name
from comms_plan.quotas.models import QuotaRule
from comms_plan.quotas.periods import Span
from comms_plan.urging.arrangement import Role
from comms_plan.urging.models import Digest, DigestLine
from unit_pages.people.accounts import name_of

#: A summary for the coordinator names so many units; the rest stands on the screen it links to.
MOST_IN_SUMMARY = 100

MEASURES = {
    "items": pgettext_lazy("measure", "items"),
    "themes": pgettext_lazy("measure", "key themes"),
    "units": pgettext_lazy("measure", "units reported on"),
    "persons": pgettext_lazy("measure", "persons with enough items"),
}
OFFICER_NEXT = gettext_lazy(
    "Please write the missing items, or offer items that stand on your unit's site to the editorial board. "
    "The page below shows which items count, which do not, and why."
)
OFFICER_NEXT_OWN = gettext_lazy(
    "Please write and publish the missing items on your unit's site. "
    "The page below shows which items count, which do not, and why."
)
LEADER_NEXT = gettext_lazy(
    "Please see to it that the officers in charge finish what is missing in time, "
    "and approve the items that wait for you."
)
OFFICER_MISSED = gettext_lazy(
    "The period is over. Please report the reason to your leader, and plan the items of the running period early."
)
LEADER_MISSED = gettext_lazy(
    "The period is over. Please look into the reason with the officers in charge, and tell the department's "
    "coordinating office how the running period will be met."
)


@dataclass(frozen=True)
class Row:
    """One unit and rule as the mail shows it."""

    line: DigestLine
    quota: QuotaRule
    span: Span
    day: dt.date

    @property
    def lacks(self) -> Decimal:
        """How much lacks."""
        return Decimal(self.line.minimum) - self.line.figure

    @property
    def is_over(self) -> bool:
        """Whether the period has passed."""
        return self.line.warning < 0

    @property
    def days_left(self) -> int:
        """Days until the end of the period, the day of the mail among them."""
        return max((self.line.last - self.day).days + 1, 0)

    @property
    def measure(self) -> str:
        """What is counted."""
        return str(MEASURES[self.quota.rule.counts])

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.line.role == Role.LEADER:
            return str(LEADER_MISSED if self.is_over else LEADER_NEXT)
        if self.is_over:
            return str(OFFICER_MISSED)
        return str(OFFICER_NEXT if self.quota.rule.channel.site == "portal" else OFFICER_NEXT_OWN)

    @property
    def link(self) -> str:
        """Address of the page that explains the figure, for this unit and period."""
        query = {"unit": self.line.unit.slug, "ky": self.span.judged.first.isoformat()}
        try:
            path = reverse("comms_quota:explain", args=[self.quota.code])
        except NoReverseMatch:  # the desk is not installed
            return address_of(reverse("wagtailadmin_home"))
        return f"{address_of(path)}?{urlencode(query)}"


@dataclass(frozen=True)
class Summary:
    """The units below one rule in one period, for a coordinator."""

    rows: Sequence[Row]

    @cached_property
    def shown(self) -> Sequence[Row]:
        """Those that the mail names: who lacks most first."""
        return sorted(self.rows, key=lambda row: (-row.lacks, row.line.unit.name_key))[:MOST_IN_SUMMARY]

    @property
    def more(self) -> int:
        """How many are not named."""
        return len(self.rows) - len(self.shown)

    @property
    def head(self) -> Row:
        """Any row: rule and period are the same in all."""
        return self.rows[0]


class Writer:
    """Writes the mails of some digests; knows each rule and period once.

    Args:
        rules: keys of the rules that the lines speak of.
    """

    def __init__(self, rules: Collection[int]) -> None:
        self.quotas = QuotaRule.objects.in_bulk(rules)
        self.spans: dict[tuple[int, dt.date], Span] = {}

    def span(self, line: DigestLine) -> Span:
        """Return the period of a line.

        Raises:
            StopIteration: never, while a rule keeps its periods.
        """
        key = (line.rule_id, line.first)
        if key not in self.spans:
            rule = self.quotas[line.rule_id].rule
            self.spans.update({(line.rule_id, span.key): span for span in rule.spans()})
        return self.spans[key]

    def write(self, digest: Digest, lines: Iterable[DigestLine]) -> None:
        """Put subject, text, HTML and Message-ID into the digest; the caller saves."""
        rows = [Row(line, self.quotas[line.rule_id], self.span(line), digest.day) for line in lines]
        own = [row for row in rows if row.line.role != Role.COORDINATOR]
        own.sort(key=lambda row: (not row.is_over, row.line.last, row.line.unit.name_key))
        with translation.override(settings.LANGUAGE_CODE):
            context = {
                "name": name_of(digest.person),
                "day": digest.day,
                "own": [_told(row) for row in own],
                "summaries": _summaries(row for row in rows if row.line.role == Role.COORDINATOR),
                "site": settings.WAGTAIL_SITE_NAME,
                "letter": address_of(reverse("comms_urging:letter", args=[digest.pk])),
                "hour": address_of(reverse("comms_urging:hour")),
            }
            digest.subject = subject_of(digest, own, rows)
            digest.text = render_to_string("comms_urging/mail.txt", context).strip() + "\n"
            digest.html = render_to_string("comms_urging/mail.html", context)
        digest.message_id = message_id_of(digest)


def _told(row: Row) -> dict[str, object]:
    return {"row": row, "unit": row.line.unit.name, "rule": str(row.quota), "period": period_name(row.span)}


def _summaries(rows: Iterable[Row]) -> list[dict[str, object]]:
    found: dict[tuple[int, dt.date], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.line.rule_id, row.line.first].append(row)
    return [{**_told(group[0]), "summary": Summary(group)} for group in found.values()]


def subject_of(digest: Digest, own: Sequence[Row], rows: Sequence[Row]) -> str:
    """Return one line that says what the mail is about."""
    day = date_format(digest.day, "SHORT_DATE_FORMAT")
    if len(own) == 1:
        row = own[0]
        return _("Reminder: %(unit)s, %(period)s has %(figure)s/%(minimum)s") % {
            "unit": row.line.unit.short_name,
            "period": period_name(row.span),
            "figure": floatformat(row.line.figure),
            "minimum": row.line.minimum,
        }
    if own:
        words = ngettext(
            "Reminder of %(day)s: %(n)d quota not met", "Reminder of %(day)s: %(n)d quotas not met", len(own)
        )
        return words % {"day": day, "n": len(own)}
    units = len({row.line.unit_id for row in rows})
    words = ngettext(
        "Summary of %(day)s: %(n)d unit below its quota", "Summary of %(day)s: %(n)d units below their quotas", units
    )
    return words % {"day": day, "n": units}


def address_of(path: str) -> str:
    """Return the whole address of a path; the host is the installation's own."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def message_id_of(digest: Digest) -> str:
    """Return the Message-ID: the same whenever this digest is sent, so that a mail server knows a repetition."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return f"<nhac-viec.{digest.day:%Y%m%d}.{digest.pk}@{host}>"
