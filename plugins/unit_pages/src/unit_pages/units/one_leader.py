"""One leader in charge of a unit at a time (mục III.3 of the plan), kept by the database.

A constraint of Django's own kind, so that migrations carry it and SQLite gets its triggers
again whenever Django rebuilds the table. PostgreSQL excludes overlapping periods of one unit;
the unit's number is written as a range of one, which needs no extension (``btree_gist`` would
need a superuser).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NAME = "appointment_one_leader_in_charge"

_EXCLUSION = (
    "EXCLUDE USING gist (int8range(unit_id, unit_id, '[]') WITH &&, daterange(starts_on, ends_on) WITH &&) "
    "WHERE (in_charge)"
)
_TRIGGER = (
    'CREATE TRIGGER "{name}" BEFORE {event} ON %(table)s FOR EACH ROW WHEN NEW.in_charge AND EXISTS ('
    "SELECT 1 FROM %(table)s AS other WHERE other.in_charge AND other.unit_id = NEW.unit_id {others}"
    "AND (NEW.ends_on IS NULL OR other.starts_on < NEW.ends_on) "
    "AND (other.ends_on IS NULL OR other.ends_on > NEW.starts_on)"
    ") BEGIN SELECT RAISE(ABORT, '{constraint}'); END"
)


class OneLeaderInCharge(BaseConstraint):
    """No two rows with ``in_charge`` of one unit whose periods overlap."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the part of ``CREATE TABLE``; on SQLite the triggers follow the table."""
        if schema_editor.connection.vendor == "postgresql":
            return f"CONSTRAINT {schema_editor.quote_name(self.name)} {_EXCLUSION}"
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the statement for a table that is there; SQLite rebuilds the table instead."""
        return Statement(
            f"ALTER TABLE %(table)s ADD CONSTRAINT %(name)s {_EXCLUSION}",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the statement that takes the constraint away; SQLite rebuilds the table instead."""
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def _triggers(self, model: type[Model], schema_editor: Any) -> list[Statement]:
        # Before an insert SQLite does not know the new row's number yet.
        events = {"insert": ("INSERT", ""), "update": ("UPDATE", "AND other.id <> NEW.id ")}
        return [
            Statement(
                _TRIGGER.format(name=f"{self.name}_{name}", event=event, others=others, constraint=self.name),
                table=Table(model._meta.db_table, schema_editor.quote_name),
            )
            for name, (event, others) in events.items()
        ]

    def validate(self, model: type[Model], instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Say who is in charge in these days.

        Raises:
            ValidationError: when somebody is.
        """
        if instance.unit_id and instance.post_id and instance.starts_on and instance.post.is_leader:
            refuse_second_leader(model._default_manager.using(using), instance)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneLeaderInCharge) and other.name == self.name

    __hash__ = None  # type: ignore[assignment]


def overlapping(starts_on: dt.date, ends_on: dt.date | None) -> Q:
    """Return the condition for a period that has a day in common with this one."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    return still & Q(starts_on__lt=ends_on) if ends_on else still


def refuse_second_leader(appointments: Any, instance: Any) -> None:
    """Refuse an appointment beside that of another leader in charge.

    Args:
        appointments: all appointments.
        instance: the appointment that would make its holder leader in charge.

    Raises:
        ValidationError: naming who is in charge, from when to when, and what to do.
    """
    others = appointments.filter(overlapping(instance.starts_on, instance.ends_on), unit=instance.unit_id)
    other = others.filter(post__is_leader=True).exclude(pk=instance.pk).select_related("person").first()
    if other is None:
        return
    values = {"person": other.person, "start": day(other.starts_on), "end": day(other.ends_on) if other.ends_on else ""}
    if other.ends_on:
        message = _(
            "%(person)s is the leader in charge of this unit from %(start)s until %(end)s, and there is one at a "
            "time. Choose other days, or end that post first."
        )
    else:
        message = _(
            "%(person)s is the leader in charge of this unit since %(start)s, and there is one at a time. "
            "End that post first."
        )
    raise ValidationError(message % values, code="two_leaders")


def day(value: dt.date) -> str:
    """Return a day as officials write it."""
    return date_format(value, "SHORT_DATE_FORMAT")


def is_second_leader(error: IntegrityError) -> bool:
    """Whether the database refused a second leader in charge, for example when two people save at once."""
    return NAME in str(error)
