"""An installation that had leaders, officers and one role group before is brought along."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from unit_pages.units.one_leader import NAME

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
BEFORE, AFTER = ("unit_pages", "0003_notices_audit_internal"), ("unit_pages", "0005_people")


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def before(transactional_db):
    """The tables as the portal issue left them; afterwards they are as they are today."""
    yield migrate(BEFORE)
    for model in ("Delegation", "Appointment"):
        # What stands there may not fit the constraints of today.
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM unit_pages_{model.lower()}")
    call_command("migrate", verbosity=0)


def old_rows(apps):
    """Two leaders one after the other, a third who overlaps, an officer; all in the one group."""
    get = apps.get_model
    kind = get("unit_pages", "UnitKind").objects.create(code="so", name="Sở")
    unit = get("unit_pages", "Unit").objects.create(code="S", name="Sở", short_name="Sở", slug="so", kind=kind)
    leader = get("unit_pages", "Post").objects.create(code="l", name="L", can_publish=True, is_leader=True)
    officer = get("unit_pages", "Post").objects.create(code="o", name="O", can_write=True)
    group, _created = get("auth", "Group").objects.get_or_create(name="unit-staff")
    periods = {"mot": (leader, MARCH, APRIL), "hai": (leader, APRIL, None), "ba": (leader, APRIL, None)}
    for name, (post, starts_on, ends_on) in {**periods, "bon": (officer, MARCH, None)}.items():
        person = get("auth", "User").objects.create(username=name)
        person.groups.add(group)
        get("unit_pages", "Appointment").objects.create(
            person=person, unit=unit, post=post, starts_on=starts_on, ends_on=ends_on
        )


def test_old_data_is_brought_along_and_kept_from_then_on(before):
    from unit_pages.models import Appointment

    old_rows(before)
    migrate(AFTER)
    flags = dict(Appointment.objects.values_list("person__username", "in_charge"))
    assert flags == {"mot": True, "hai": True, "ba": False, "bon": False}
    groups = {
        name: set(Appointment.objects.get(person__username=name).person.groups.values_list("name", flat=True))
        for name in flags
    }
    assert "unit-leaders" in groups["hai"]
    assert groups["bon"] == {"unit-officers"}
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        Appointment.objects.filter(person__username="ba").update(in_charge=True)
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        Appointment.objects.filter(person__username="mot").update(ends_on=None)


def test_the_way_back_ends_in_one_group(before):
    old_rows(before)
    migrate(AFTER)
    apps = migrate(BEFORE)
    names = set(apps.get_model("auth", "Group").objects.filter(name__startswith="unit-").values_list("name", flat=True))
    assert names == {"unit-staff"}
    assert apps.get_model("auth", "Group").objects.get(name="unit-staff").user_set.count() == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alters tables in place")
def test_sqlite_keeps_the_triggers_when_a_later_migration_rebuilds_the_table(transactional_db):
    from unit_pages.models import Appointment

    field = Appointment._meta.get_field("decision_number")
    longer = field.clone()
    longer.max_length = 61
    longer.set_attributes_from_name("decision_number")
    longer.model = Appointment
    with connection.schema_editor() as editor:
        editor.alter_field(Appointment, field, longer, strict=False)
        editor._remake_table(Appointment)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ORDER BY 1", [f"{NAME}%"]
        )
        names = [name for (name,) in cursor.fetchall()]
    assert names == [f"{NAME}_insert", f"{NAME}_update"]
