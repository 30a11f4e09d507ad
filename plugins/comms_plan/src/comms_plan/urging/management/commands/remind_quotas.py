"""``manage.py remind_quotas``: remind people of quotas by one mail a day. Run it every half hour."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comms_plan.quotas.models import QuotaRule
from comms_plan.urging.locks import lock_of
from comms_plan.urging.models import Digest, Run, State
from comms_plan.urging.preparing import Drafts, drafts_for, moments, prepare, standard
from comms_plan.urging.sending import send_due
from unit_pages.days import local_day
from unit_pages.models import Unit
from unit_pages.people.accounts import email_of, name_of


def the_day(value: str | dt.date | None) -> dt.date | None:
    """Read the day of the option.

    Raises:
        CommandError: when it is none.
    """
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise CommandError(
            _("“%(text)s” is no day. Write year, month and day, for example 2026-03-21.") % {"text": value}
        ) from None


class Command(BaseCommand):
    """One digest a person and day, exactly once: also when it runs twice, beside another one, or is killed."""

    help = "Remind people of quotas that are not met, by one mail a person and day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Day and dry run."""
        parser.add_argument("--date", help=_("as if today were this day, YYYY-MM-DD"))
        parser.add_argument("--dry-run", action="store_true", help=_("say who would be told what; send nothing"))
        parser.add_argument(
            "--ignore-hours",
            action="store_true",
            help=_("do not wait for people's hours and the quiet hours; for trials"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the day's digests and send what is due."""
        today = local_day()
        day = the_day(options["date"]) or today
        self._say_if_rest(day)
        if options["dry_run"]:
            self._tell(day, drafts_for(day, timezone.now()))
            return
        if day > today:
            raise CommandError(
                _("%(day)s has not come yet. Add --dry-run to see who would be told what.") % {"day": _written(day)}
            )
        run = Run.objects.create(day=day)
        with lock_of(run.pk):
            prepared = prepare(day, timezone.now(), run)
            self.stdout.write(
                ngettext("%(n)d digest was prepared for %(day)s.", "%(n)d digests were prepared for %(day)s.", prepared)
                % {"n": prepared, "day": _written(day)}
            )
            done = send_due(run, ignore_hours=options["ignore_hours"])
            Run.objects.filter(pk=run.pk).update(finished_at=timezone.now())
        for state in State:
            if done[state]:
                self.stdout.write(f"{state.label}: {done[state]}")
        self._say_what_is_left()

    def _say_if_rest(self, day: dt.date) -> None:
        if standard().rests_on(day):
            self.stdout.write(
                _("%(day)s is a day of rest: what falls on it goes out on a working day beside it.")
                % {"day": _written(day)}
            )

    def _say_what_is_left(self) -> None:
        waiting = Digest.objects.filter(state=State.WAITING)
        first = waiting.order_by("next_try_at").first()
        if first is not None:
            self.stdout.write(
                _("%(n)d wait, the next one until %(time)s; the next run sends it.")
                % {
                    "n": waiting.count(),
                    "time": date_format(timezone.localtime(first.next_try_at), "SHORT_DATETIME_FORMAT"),
                }
            )
        stuck = Digest.objects.filter(state__in=[State.UNSURE, State.FAILED]).count()
        if stuck:
            self.stderr.write(
                _("%(n)d digests need somebody to look at them: see the list of reminders in the admin.") % {"n": stuck}
            )

    def _tell(self, day: dt.date, drafts: Drafts) -> None:
        """Say who would be told what; names are fetched in three queries."""
        people = get_user_model()._default_manager.in_bulk(list(drafts))
        lines = [line for own in drafts.values() for line in own]
        units = Unit.objects.only("name").in_bulk({line.unit_id for line in lines})
        rules = QuotaRule.objects.in_bulk({line.rule_id for line in lines})
        moment_of = moments(day)
        for person, own in drafts.items():
            address = email_of(people[person]) or str(State.NO_ADDRESS.label)
            self.stdout.write(f"{name_of(people[person])} <{address}>, {moment_of(person):%H:%M}")
            for line in own:
                self.stdout.write(
                    f"  {units[line.unit_id]}: {rules[line.rule_id]}, {floatformat(line.figure)}/{line.minimum}, "
                    f"{line.first:%d/%m/%Y} – {line.last:%d/%m/%Y} ({line.get_role_display()})"
                )
        self.stdout.write(
            ngettext(
                "%(n)d digest would be sent; nothing was sent.",
                "%(n)d digests would be sent; nothing was sent.",
                len(drafts),
            )
            % {"n": len(drafts)}
        )


def _written(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
