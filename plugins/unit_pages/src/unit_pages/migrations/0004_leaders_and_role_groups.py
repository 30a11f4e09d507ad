"""The flags that one leader at a time needs, and three role groups in place of one."""

import datetime

from django.conf import settings
from django.db import migrations, models


ROLES = {"unit-officers", "unit-leaders", "unit-administrators"}


def fill_in_charge(apps, schema_editor):
    """Flag the leaders in charge; where two overlap the first keeps the flag and `unit_doctor` names both."""
    Appointment = apps.get_model("unit_pages", "Appointment")
    Appointment.objects.exclude(in_charge=False).update(in_charge=False)
    taken = {}
    leaders = Appointment.objects.filter(post__is_leader=True).order_by("unit_id", "starts_on", "pk")
    for pk, unit, starts_on, ends_on in leaders.values_list("pk", "unit_id", "starts_on", "ends_on"):
        busy_until = taken.get(unit, starts_on)
        if busy_until is None or busy_until > starts_on:
            continue
        taken[unit] = ends_on
        Appointment.objects.filter(pk=pk).update(in_charge=True)


def split_role_group(apps, schema_editor):
    """The one group of unit staff becomes that of officers; leaders and administrators get their own."""
    Group = apps.get_model("auth", "Group")
    Appointment = apps.get_model("unit_pages", "Appointment")
    Group.objects.filter(name="unit-staff").update(name="unit-officers")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in sorted(ROLES)}
    held = Appointment.objects.select_related("post", "person").filter(
        models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=datetime.date.today())
    )
    for appointment in held.iterator():
        appointment.person.groups.add(*(groups[name] for name in roles_of(appointment.post)))


def roles_of(post):
    """Return the names of the groups of a post, as on the day of this migration."""
    roles = set()
    if post.can_publish or post.is_leader:
        roles.add("unit-leaders")
    if post.can_administer or post.can_create_units:
        roles.add("unit-administrators")
    return roles | ({"unit-officers"} if post.can_write or not roles else set())


def join_role_groups(apps, schema_editor):
    """Go back to one group that holds everybody."""
    Group = apps.get_model("auth", "Group")
    officers = Group.objects.filter(name="unit-officers").first()
    if officers is None:
        return
    for group in Group.objects.filter(name__in=ROLES - {"unit-officers"}):
        officers.user_set.add(*group.user_set.all())
        group.delete()
    officers.name = "unit-staff"
    officers.save()


class Migration(migrations.Migration):

    dependencies = [
        ("unit_pages", "0003_notices_audit_internal"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(fill_in_charge, migrations.RunPython.noop),
        migrations.RunPython(split_role_group, join_role_groups),
    ]
