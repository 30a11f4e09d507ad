"""Reminders of quotas: who is told what on which day, and that nobody is told it twice."""

from __future__ import annotations

import datetime as dt
import os
import smtplib
import subprocess
import sys
from collections import Counter as Tally
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import ValidationError
from urging_mails import FOLDER, KILL, mails_in

from comms_plan.plans.models import Period, Plan
from comms_plan.plans.services import copy_plan
from comms_plan.quotas.models import Exemption, Figure, QuotaRule
from comms_plan.quotas.periods import Days, Span
from comms_plan.urging import outbox, sending
from comms_plan.urging.arrangement import Role, Urging
from comms_plan.urging.locks import lock_of
from comms_plan.urging.models import Arrangement, Digest, DigestLine, MailHour, Run, State
from comms_plan.urging.preparing import drafts_for, prepare
from unit_pages.models import Appointment, Delegation
from unit_pages.test.factories import (
    AppointmentFactory,
    PersonFactory,
    PostFactory,
    UnitFactory,
    UnitKindFactory,
    the_department,
)

RULE = {
    "code": "tin-bai",
    "name": "Two items a month",
    "source": "III.2",
    "subject": {"unit_kinds": ["phong"]},
    "minimum": 2,
    "valid_from": "2025-09-01",
    "valid_to": "2026-08-31",
}
#: Of March 2026.
TEN, FIVE, ONE, MISSED = (dt.date(2026, 3, 21), dt.date(2026, 3, 26), dt.date(2026, 3, 30), dt.date(2026, 4, 1))


def at(day, hour=9):
    """Travel to an hour of a day in Việt Nam."""
    return time_machine.travel(
        dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    )


def the_plan(**arrangement):
    department = the_department()
    period = Period.objects.create(
        code="2025-2026", name="2025-2026", starts_on=dt.date(2025, 9, 1), ends_on=dt.date(2026, 9, 1)
    )
    plan = Plan.objects.create(code="kh", unit=department, period=period, issuer="Sở", kind="Kế hoạch", title="KH")
    Arrangement.objects.create(plan=plan, data=arrangement)
    return plan


def hold(name, unit, *, leader=False, **values):
    post = PostFactory(leader=True) if leader else PostFactory()
    return AppointmentFactory(
        person=PersonFactory(username=name, email=f"{name}@example.vn"),
        unit=unit,
        post=post,
        starts_on=dt.date(2025, 9, 1),
        **values,
    )


def office(number, *, officer=True, leader=True):
    unit = UnitFactory(code=f"P{number}", name=f"Phòng {number}", kind=UnitKindFactory(code="phong"))
    if officer:
        hold(f"officer{number}", unit)
    if leader:
        hold(f"leader{number}", unit, leader=True)
    return unit


def remind(day, *options):
    out = StringIO()
    with at(day):
        call_command("remind_quotas", *options, stdout=out, stderr=out)
    return out.getvalue()


def told():
    """Return how many mails each person got."""
    return Tally(address.partition("@")[0] for message in mail.outbox for address in message.to)


class World:
    def __init__(self):
        self.plan = the_plan()
        self.rule = QuotaRule.objects.create(plan=self.plan, data=RULE)
        self.unit = office(1)
        self.board = hold("board", the_department(), leader=True)

    def figure(self, unit, number):
        """Set what a unit has reached; counting is the business of other tests."""
        Figure.objects.update_or_create(
            rule=self.rule,
            unit=unit,
            first=dt.date(2026, 3, 1),
            defaults={"last": dt.date(2026, 3, 31), "figure": number, "minimum": 2},
        )


@pytest.fixture
def world(db):
    return World()


class TestArrangement:
    SPAN = Span(Days(dt.date(2026, 4, 1), dt.date(2026, 4, 30)), Days(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    HOLIDAY = {"name": "30/4", "first": "04-29", "last": "05-03"}

    @pytest.mark.parametrize(
        ("warning", "rest", "day"),
        [
            (10, {}, "2026-04-20"),
            (0, {}, "2026-04-30"),
            (-1, {}, "2026-05-01"),
            (1, {"holidays": [HOLIDAY]}, "2026-04-28"),  # before the holiday: later would be too late
            (-1, {"holidays": [HOLIDAY]}, "2026-05-04"),
            (5, {"rest_days": ["saturday", "sunday"]}, "2026-04-24"),
            (29, {"holidays": [{"first": "2026-03-30", "last": "2026-04-02"}]}, "2026-04-03"),  # never before it begins
            (30, {}, None),
        ],
    )
    def test_on_which_day_a_warning_goes_out(self, warning, rest, day):
        found = Urging.model_validate(rest).sending_day(warning, self.SPAN, grace_days=0)
        assert found == (dt.date.fromisoformat(day) if day else None)

    def test_a_miss_is_known_after_the_days_of_grace(self):
        assert Urging().sending_day(-1, self.SPAN, grace_days=3) == dt.date(2026, 5, 4)

    @pytest.mark.parametrize(
        ("warning", "roles"),
        [(20, "o"), (10, "o"), (7, "o"), (5, "o"), (2, "o"), (1, "ol"), (0, "ol"), (-1, "olc"), (-7, "olc")],
    )
    def test_who_is_told_when(self, warning, roles):
        assert "".join(role[0] for role in Urging().roles_for(warning)) == roles

    @pytest.mark.parametrize(
        "data",
        [
            {"hours": 7},
            {"hour": 24},
            {"hour": 22},
            {"rest_days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]},
            {"holidays": [{"first": "2026-02-30"}]},
            {"holidays": [{"first": "2026-02-14", "last": "2026-02-10"}]},
            {"holidays": [{"first": "2026-02-14", "last": "02-16"}]},
            {"holidays": [{"first": "Tết"}]},
            {"escalation": {"10": ["everybody"]}},
        ],
    )
    def test_mistakes_are_refused(self, data):
        with pytest.raises(ValidationError):
            Urging.model_validate(data)

    @pytest.mark.parametrize("hour", [21, 23, 0, 5])
    def test_quiet_hours_pass_midnight(self, hour):
        assert Urging().is_quiet(hour)
        assert hour not in Urging().hours()

    def test_a_copied_plan_keeps_it(self, world):
        Arrangement.objects.update(data={"hour": 8})
        period = Period.objects.create(
            code="2026-2027", name="n", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 9, 1)
        )
        copy = copy_plan(plan=world.plan, period=period, code="kh-moi", title="KH mới")
        assert copy.arrangement.urging.hour == 8


class TestWhoIsTold:
    @pytest.mark.parametrize(
        ("day", "people"),
        [
            (TEN, {"officer1"}),
            (FIVE, {"officer1"}),
            (ONE, {"officer1", "leader1"}),
            (MISSED, {"officer1", "leader1", "board"}),
            (dt.date(2026, 3, 20), set()),
            (dt.date(2026, 3, 25), set()),
            (dt.date(2026, 3, 31), set()),
        ],
    )
    def test_escalation_by_day(self, world, day, people):
        remind(day)
        assert told() == dict.fromkeys(people, 1)

    @pytest.mark.parametrize(("figure", "people"), [("1", 1), ("1.999", 1), ("2", 0), ("3", 0)])
    def test_only_below_the_minimum(self, world, figure, people):
        with at(TEN), CaptureQueriesContext(connection):
            run = Run.objects.create(day=TEN)
            prepare(TEN, dt.datetime.now(dt.UTC), run)
            world.figure(world.unit, figure)  # an item appeared, or was taken off, before the hour of the mail
            sending.send_due(run)
        assert len(mail.outbox) == people
        assert Digest.objects.get(person__username="officer1").state == (State.SENT if people else State.NEEDLESS)

    def test_an_exempt_unit_is_left_alone(self, world):
        Exemption.objects.create(
            rule=world.rule, unit=world.unit, first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31), reason="Sáp nhập"
        )
        remind(TEN)
        assert not mail.outbox

    def test_one_mail_over_all_units_and_rules(self, world):
        other = office(2, officer=False, leader=False)
        Appointment.objects.create(
            person=Appointment.objects.get(person__username="officer1").person,
            unit=other,
            post=PostFactory(),
            starts_on=dt.date(2025, 9, 1),
        )
        QuotaRule.objects.create(
            plan=world.plan, data={**RULE, "code": "chu-de", "measure": "themes", "name": "Themes"}
        )
        remind(TEN)
        (message,) = mail.outbox
        assert "4 quotas not met" in message.subject
        for words in ("Phòng 1", "Phòng 2", "Two items a month", "Themes"):
            assert words in message.body

    @pytest.mark.parametrize(
        ("officer", "leader", "people"),
        [(False, True, {"leader9"}), (False, False, {"board"}), (True, False, {"officer9"})],
    )
    def test_a_role_that_nobody_holds_falls_to_the_next(self, world, officer, leader, people):
        Appointment.objects.filter(unit=world.unit).delete()
        world.unit.delete()
        office(9, officer=officer, leader=leader)
        remind(TEN)
        assert set(told()) == people

    def test_deputies_are_told_and_people_who_left_are_not(self, world):
        absent = Appointment.objects.get(person__username="officer1")
        deputy = hold("deputy", world.unit)
        deputy.ends_on = TEN
        deputy.save()
        remind(TEN)
        assert set(told()) == {"officer1"}
        mail.outbox.clear()
        Delegation.objects.create(
            appointment=absent, deputy=deputy.person, starts_on=dt.date(2026, 3, 22), ends_on=dt.date(2026, 4, 10)
        )
        remind(FIVE)
        assert set(told()) == {"officer1", "deputy"}
        absent.person.is_active = False
        absent.person.save()

    def test_posts_named_in_the_arrangement_coordinate(self, world):
        Arrangement.objects.update(data={"coordinators": ["dieu-phoi"]})
        remind(MISSED)
        assert "board" in told()  # while nobody holds the post
        Digest.objects.all().delete()
        mail.outbox.clear()
        AppointmentFactory(
            person=PersonFactory(username="coordinator", email="c@example.vn"),
            unit=the_department(),
            post=PostFactory(code="dieu-phoi", can_publish=True),
            starts_on=dt.date(2025, 9, 1),
        )
        remind(MISSED)
        assert "c" in told() and "board" not in told()


class TestWords:
    def test_text_and_html_say_unit_rule_figure_days_and_the_way(self, world):
        world.figure(world.unit, 1)
        remind(TEN)
        (message,) = mail.outbox
        (html,) = [part.content for part in message.alternatives]
        link = "http://testserver/admin/chi-tieu/tin-bai/?unit="
        for words in (
            "Phòng 1",
            "Two items a month",
            "III.2",
            "0/2",
            "11 days left",
            "What to do next:",
            link,
            "ky=2026-03-01",
        ):
            assert words in message.body
            assert words.replace("&", "&amp;") in html
        assert "Phòng 1" in message.subject and "0/2" in message.subject

    def test_the_coordinator_gets_one_table(self, world):
        for number in range(2, 5):
            office(number)
        remind(MISSED)
        (message,) = [message for message in mail.outbox if message.to == ["board@example.vn"]]
        assert "4 units are below it" in message.body
        assert message.alternatives[0].content.count("<tr>") == 5
        assert DigestLine.objects.filter(digest__person__username="board").count() == 4

    def test_a_long_table_is_cut_and_says_so(self, world, monkeypatch):
        monkeypatch.setattr("comms_plan.urging.letters.MOST_IN_SUMMARY", 2)
        for number in range(2, 5):
            office(number)
        remind(MISSED)
        (message,) = [message for message in mail.outbox if message.to == ["board@example.vn"]]
        assert "and 2 more units" in message.body

    def test_the_message_id_is_the_digests_own(self, world):
        remind(TEN)
        digest = Digest.objects.get()
        assert mail.outbox[0].extra_headers["Message-ID"] == digest.message_id
        assert mail.outbox[0].body == digest.text


class TestOnce:
    def test_again_on_the_same_day(self, world):
        remind(ONE)
        remind(ONE)
        remind(ONE, "--ignore-hours")
        assert told() == {"officer1": 1, "leader1": 1}

    def test_the_next_day_tells_nothing_new(self, world):
        remind(TEN)
        remind(TEN + dt.timedelta(days=1))
        assert told() == {"officer1": 1}

    def test_a_day_on_which_the_machine_was_off_is_made_up_for(self, world):
        remind(TEN - dt.timedelta(days=1))
        remind(TEN + dt.timedelta(days=2))
        assert told() == {"officer1": 1}
        assert Digest.objects.get().day == TEN + dt.timedelta(days=2)

    def test_a_unit_that_comes_up_later_on_the_day_is_told_the_next_day(self, world):
        remind(TEN)
        other = office(2, officer=False, leader=False)
        person = Appointment.objects.get(person__username="officer1").person
        AppointmentFactory(person=person, unit=other, post=PostFactory(), starts_on=dt.date(2025, 9, 1))
        remind(TEN)
        assert told() == {"officer1": 1}
        remind(TEN + dt.timedelta(days=1))
        assert told() == {"officer1": 2}
        assert "Phòng 2" in mail.outbox[1].body and "Phòng 1" not in mail.outbox[1].body

    def test_the_database_refuses_a_second_digest(self, world):
        remind(TEN)
        with at(TEN):
            run = Run.objects.create(day=TEN)
            Digest.objects.update(day=TEN)
            assert prepare(TEN, dt.datetime.now(dt.UTC), run) == 0
        assert Digest.objects.count() == 1


class TestHours:
    def test_the_chosen_hour_is_kept(self, world):
        MailHour.objects.create(person=Appointment.objects.get(person__username="officer1").person, hour=16)
        with at(ONE, 9):
            call_command("remind_quotas", stdout=StringIO())
        assert told() == {"leader1": 1}
        with at(ONE, 16):
            call_command("remind_quotas", stdout=StringIO())
        assert told() == {"leader1": 1, "officer1": 1}

    @pytest.mark.parametrize(("hour", "mails"), [(5, 0), (6, 0), (7, 1), (20, 1), (21, 0), (23, 0)])
    def test_quiet_hours_and_the_usual_hour(self, world, hour, mails):
        with at(TEN, hour):
            call_command("remind_quotas", stdout=StringIO())
        assert len(mail.outbox) == mails
        assert Digest.objects.count() == 1

    def test_what_became_late_goes_out_the_next_morning(self, world):
        with at(TEN, 22):
            call_command("remind_quotas", stdout=StringIO())
        remind(TEN + dt.timedelta(days=1))
        assert told() == {"officer1": 1}

    def test_an_hour_that_has_become_quiet_is_the_usual_one(self, world):
        MailHour.objects.create(person=Appointment.objects.get(person__username="officer1").person, hour=22)
        remind(TEN)
        assert told() == {"officer1": 1}


class Refusing:
    """Makes the mail backend of the tests fail as told."""

    def __init__(self, monkeypatch, error=None, *, opening=None):
        self.error, self.opening = error, opening
        backend = "django.core.mail.backends.locmem.EmailBackend"
        self.send = __import__("django.core.mail.backends.locmem", fromlist=["EmailBackend"]).EmailBackend.send_messages
        monkeypatch.setattr(f"{backend}.send_messages", self._send)
        monkeypatch.setattr(f"{backend}.open", self._open)

    def _open(self):
        if self.opening:
            raise self.opening

    def _send(self, mails):
        if self.error:
            raise self.error
        mail.outbox += mails
        return len(mails)


class TestErrors:
    @pytest.mark.parametrize(
        "error",
        [smtplib.SMTPDataError(451, b"try later"), OSError("no route"), smtplib.SMTPAuthenticationError(535, b"")],
    )
    def test_what_was_not_sent_is_tried_again_later(self, world, monkeypatch, error):
        server = Refusing(monkeypatch, error)
        remind(TEN)
        digest = Digest.objects.get()
        assert (digest.state, digest.attempts) == (State.WAITING, 1)
        assert digest.error.startswith(type(error).__name__)
        message_id = digest.message_id
        server.error = None
        with at(TEN, 9):
            call_command("remind_quotas", stdout=StringIO())
        assert not mail.outbox  # five minutes have not passed
        with at(TEN, 10):
            call_command("remind_quotas", stdout=StringIO())
        digest.refresh_from_db()
        assert (digest.state, digest.message_id, len(mail.outbox)) == (State.SENT, message_id, 1)

    def test_the_wait_grows_and_ends(self, world, monkeypatch):
        Refusing(monkeypatch, OSError("no"))
        waits = []
        for _try in range(sending.MOST_ATTEMPTS):
            before = dt.datetime(2026, 3, 22, 3, tzinfo=dt.UTC)
            with time_machine.travel(before, tick=False):
                Digest.objects.update(next_try_at=before)
                call_command("remind_quotas", "--date=2026-03-21", stdout=StringIO(), stderr=StringIO())
                waits.append((Digest.objects.get().next_try_at - before) // dt.timedelta(minutes=5))
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
        assert Digest.objects.get().state == State.FAILED

    @pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError("slow")])
    def test_what_nobody_knows_is_not_sent_again_by_itself(self, world, monkeypatch, error):
        server = Refusing(monkeypatch, error)
        words = remind(TEN)
        assert "need somebody" in words
        server.error = None
        remind(TEN)
        digest = Digest.objects.get()
        assert (digest.state, len(mail.outbox)) == (State.UNSURE, 0)
        assert sending.send_again(digest, dt.datetime(2026, 3, 21, tzinfo=dt.UTC))
        remind(TEN)
        assert told() == {"officer1": 1}
        assert not sending.send_again(Digest.objects.get(), dt.datetime(2026, 3, 21, tzinfo=dt.UTC))

    def test_an_address_that_is_refused_for_good_fails_at_once(self, world, monkeypatch):
        Refusing(monkeypatch, smtplib.SMTPRecipientsRefused({"officer1@example.vn": (550, b"no such user")}))
        remind(TEN)
        assert Digest.objects.get().state == State.FAILED

    def test_a_server_that_is_down_is_asked_once_a_run(self, world, monkeypatch):
        office(2)
        server = Refusing(monkeypatch, opening=ConnectionRefusedError("down"))
        remind(TEN)
        assert set(Digest.objects.values_list("state", flat=True)) == {State.WAITING}
        assert sorted(Digest.objects.values_list("attempts", flat=True)) == [0, 1]
        server.opening = None
        with at(TEN, 10):
            call_command("remind_quotas", stdout=StringIO())
        assert told() == {"officer1": 1, "officer2": 1}

    def test_one_mail_that_fails_stops_no_other(self, world, monkeypatch):
        office(2)
        server = Refusing(monkeypatch)

        def only_second(mails):
            if mails[0].to == ["officer1@example.vn"]:
                raise OSError("no")
            return server._send(mails)

        monkeypatch.setattr(
            "django.core.mail.backends.locmem.EmailBackend.send_messages", lambda _self, mails: only_second(mails)
        )
        remind(TEN, "--ignore-hours")
        assert told() == {"officer2": 1}

    def test_somebody_without_an_address_stands_in_the_log(self, world):
        person = Appointment.objects.get(person__username="officer1").person
        person.email = ""
        person.save()
        remind(TEN)
        digest = Digest.objects.get()
        assert (digest.state, bool(digest.text), mail.outbox) == (State.NO_ADDRESS, True, [])
        assert not sending.send_again(digest, dt.datetime(2026, 3, 21, tzinfo=dt.UTC))
        person.email = "new@example.vn"
        person.save()
        assert sending.send_again(Digest.objects.get(), dt.datetime(2026, 3, 21, tzinfo=dt.UTC))
        remind(TEN)
        assert told() == {"new": 1}


class TestDeadRuns:
    """What another process left in the middle."""

    def leave(self, state):
        with at(TEN):
            run = Run.objects.create(day=TEN)
            prepare(TEN, dt.datetime.now(dt.UTC), run)
            digests = sending.claim(run)
            for digest in sending.write_letters(digests):
                digest.save()
            Digest.objects.update(state=state)
        return run

    def test_claimed_digests_are_taken_up(self, world):
        self.leave(State.CLAIMED)
        remind(TEN)
        assert told() == {"officer1": 1}

    def test_of_one_being_sent_nobody_knows(self, world):
        self.leave(State.SENDING)
        remind(TEN)
        assert (mail.outbox, Digest.objects.get().state) == ([], State.UNSURE)

    @pytest.mark.parametrize("was_sent", [True, False])
    def test_a_backend_that_knows_is_asked(self, world, was_sent, tmp_path, settings):
        settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "comms_plan.urging.outbox.EmailBackend", tmp_path
        self.leave(State.SENDING)
        if was_sent:
            outbox.EmailBackend().send_messages([sending._mail(Digest.objects.get(), None)])
        remind(TEN)
        assert Digest.objects.get().state == State.SENT
        assert len(list(tmp_path.iterdir())) == 1

    @pytest.mark.parametrize("state", [State.CLAIMED, State.SENDING])
    def test_what_a_living_run_holds_is_its_own(self, world, state):
        run = self.leave(state)
        holder = LockHolder(run.pk)
        try:
            remind(TEN)
            assert (mail.outbox, Digest.objects.get().state) == ([], state)
        finally:
            holder.stop()


class LockHolder:
    """Another session that holds the lock of a run."""

    def __init__(self, run):
        if connection.vendor == "postgresql":
            self.other = connection.copy()
            self.other.cursor().execute("SELECT pg_advisory_lock(%s, %s)", [0x75726765, run])
        else:
            self.lock = lock_of(run)
            assert self.lock.__enter__()

    def stop(self):
        if connection.vendor == "postgresql":
            self.other.close()
        else:
            self.lock.__exit__(None, None, None)


class TestCommand:
    def test_a_dry_run_says_who_and_writes_nothing(self, world):
        words = remind(ONE, "--dry-run")
        assert "officer1@example.vn" in words and "leader1@example.vn" in words
        assert "Phòng 1" in words and "0/2" in words
        assert (mail.outbox, Digest.objects.count(), Run.objects.count()) == ([], 0, 0)

    def test_a_day_to_come_only_dry(self, world):
        with pytest.raises(CommandError, match="not come yet"):
            remind(TEN, "--date=2026-03-30")
        assert "2 digests would be sent" in remind(TEN, "--date=2026-03-30", "--dry-run")

    @pytest.mark.parametrize("text", ["21/3/2026", "2026-02-30", "mai", ""])
    def test_what_is_no_day_is_refused_in_words(self, world, text):
        with pytest.raises(CommandError, match="2026-03-21"):
            remind(TEN, f"--date={text}")
        assert not Run.objects.exists()

    def test_a_day_of_rest_is_named(self, world):
        Arrangement.objects.update(data={"rest_days": ["saturday"]})
        assert "day of rest" in remind(TEN)  # a Saturday
        assert not mail.outbox
        remind(TEN - dt.timedelta(days=1))
        assert told() == {"officer1": 1}


class TestCost:
    def cost(self, first, number, people):
        for unit in range(first, first + number):
            office(unit)
        with at(MISSED), CaptureQueriesContext(connection) as preparing:
            run = Run.objects.create(day=MISSED)
            assert prepare(MISSED, dt.datetime.now(dt.UTC), run) == people
        with at(MISSED), CaptureQueriesContext(connection) as drafting:
            drafts_for(MISSED, dt.datetime.now(dt.UTC))
        Digest.objects.exclude(person__username="board").delete()
        with at(MISSED), CaptureQueriesContext(connection) as sending_all:
            sending.send_due(run)
        assert len(mail.outbox) == 1
        mail.outbox.clear()
        Digest.objects.all().delete()
        # How many rows go into one INSERT is the database's business.
        batches = ("INSERT", "SAVEPOINT", "RELEASE")
        return [
            sum(not query["sql"].startswith(batches) for query in queries)
            for queries in (preparing, drafting, sending_all)
        ]

    def test_queries_do_not_grow_with_the_units(self, world):
        Appointment.objects.filter(unit=world.unit).delete()
        world.unit.delete()
        assert self.cost(101, 1, 3) == self.cost(102, 49, 101)

    def test_a_mail_costs_two_updates(self, world):
        def queries(units):
            for unit in units:
                office(unit)
            with at(TEN), CaptureQueriesContext(connection) as captured:
                run = Run.objects.create(day=TEN)
                prepare(TEN, dt.datetime.now(dt.UTC), run)
                sending.send_due(run)
            Digest.objects.all().delete()
            return len(captured)

        few, many = queries([]), queries(range(2, 12))
        assert many - few == 2 * 10


SCRIPT = """
import os, django
from django.conf import settings
django.setup()
from django.db import connections
from django.core.management import call_command
call_command("remind_quotas", "--date=2026-04-01", "--ignore-hours")
"""
PEOPLE = 2 * 30 + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestProcesses:
    """Two processes at once and ``kill -9``, on a real PostgreSQL."""

    @pytest.fixture(autouse=True)
    def _server(self):
        if connection.vendor != "postgresql":
            pytest.skip("TEST_DATABASE_URL names no PostgreSQL server: processes and kill -9 are tried there only")

    @pytest.fixture
    def many(self):
        world = World()
        for number in range(2, 31):
            office(number)
        return world

    def start(self, tmp_path, backend, kill=""):
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "foreign_site.settings",
            "TEST_DATABASE_NAME": connection.settings_dict["NAME"],
            "TEST_EMAIL_BACKEND": f"urging_mails.{backend}",
            FOLDER: str(tmp_path),
            KILL: kill,
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)]),
        }
        return subprocess.Popen(
            [sys.executable, "-c", SCRIPT], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def run(self, *args, **kwargs):
        process = self.start(*args, **kwargs)
        words, _none = process.communicate(timeout=120)
        return process.returncode, words.decode()

    def got(self, tmp_path):
        mails = mails_in(tmp_path)
        assert len({message["Message-ID"] for message in mails}) == len(mails), "somebody was told twice"
        return len(mails)

    def test_two_at_once(self, many, tmp_path):
        processes = [self.start(tmp_path, "MuteBackend") for _n in range(2)]
        words = [process.communicate(timeout=120)[0].decode() for process in processes]
        assert [process.returncode for process in processes] == [0, 0], words
        assert self.got(tmp_path) == PEOPLE
        assert set(Digest.objects.values_list("state", flat=True)) == {State.SENT}
        assert DigestLine.objects.count() == 30 * 3

    @pytest.mark.parametrize("kill", ["before:1", "after:1", "before:7", "after:7", "before:55", "after:55"])
    def test_killed_and_run_again_with_a_backend_that_knows(self, many, tmp_path, kill):
        code, words = self.run(tmp_path, "AskedBackend", kill)
        assert code == -9, words
        code, words = self.run(tmp_path, "AskedBackend")
        assert code == 0, words
        assert self.got(tmp_path) == PEOPLE
        assert set(Digest.objects.values_list("state", flat=True)) == {State.SENT}

    @pytest.mark.parametrize("kill", ["before:7", "after:7"])
    def test_killed_with_a_server_that_cannot_be_asked(self, many, tmp_path, kill):
        """Nobody gets it twice; the one mail in question is shown to the coordinator."""
        self.run(tmp_path, "MuteBackend", kill)
        code, words = self.run(tmp_path, "MuteBackend")
        assert code == 0, words
        assert self.got(tmp_path) == PEOPLE - (kill == "before:7")
        assert Tally(Digest.objects.values_list("state", flat=True)) == {State.SENT: PEOPLE - 1, State.UNSURE: 1}

    def test_one_is_killed_while_another_works(self, many, tmp_path):
        victim = self.start(tmp_path, "AskedBackend", "after:5")
        other = self.start(tmp_path, "AskedBackend")
        victim.communicate(timeout=120)
        words = other.communicate(timeout=120)[0].decode()
        assert (victim.returncode in (-9, 0), other.returncode) == (True, 0), words
        assert self.run(tmp_path, "AskedBackend")[0] == 0
        assert self.got(tmp_path) == PEOPLE
        assert set(Digest.objects.values_list("state", flat=True)) == {State.SENT}


def test_the_folder_backend_needs_a_folder(settings):
    settings.EMAIL_FILE_PATH = None
    with pytest.raises(Exception, match="EMAIL_FILE_PATH"):
        outbox.EmailBackend()


def test_roles_of_lines_have_words():
    assert {role for role, _words in DigestLine.ROLES} == set(Role)
    assert settings.LANGUAGE_CODE == "en"
