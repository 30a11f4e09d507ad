"""The further units that an item concerns are written down, and its figures follow."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from comms_plan.quotas.models import ItemUnit
from comms_plan.quotas.watching import count_again, count_units
from unit_pages.models import Unit


@transaction.atomic
def set_units(*, page_id: int, role: str, units: Sequence[Unit]) -> None:
    """Say which units wrote an item too, or which ones it is about.

    Args:
        page_id: primary key of the item's page.
        role: of `ItemUnit.Role`.
        units: in the order in which they are named; those left out are taken off.
    """
    rows = ItemUnit.objects.filter(page_key=page_id, role=role)
    former = set(rows.values_list("unit", flat=True))
    rows.delete()
    ItemUnit.objects.bulk_create(
        [ItemUnit(page_key=page_id, role=role, unit=unit, position=number) for number, unit in enumerate(units)]
    )
    count_again([page_id])
    if gone := former - {unit.pk for unit in units}:
        count_units(gone)
