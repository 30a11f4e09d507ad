"""One form of log line for everything that happens to posts (L22): who, which unit, why."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log

from unit_pages.units.models import Unit


def record(instance: Model, action: str, *, unit: Unit, by: Any, reason: str = "", **details: Any) -> None:
    """Write a line of the audit log.

    Args:
        instance: what it happened to.
        action: name of a registered action, without ``unit_pages.``.
        unit: whose people it concerns.
        by: who did it; None for the system.
        reason: as given by the person.
        details: what else the line tells, ready for JSON.
    """
    data = {"unit": unit.pk, "unit_name": unit.name, **({"reason": reason} if reason else {}), **details}
    log(instance=instance, action=f"unit_pages.{action}", user=by, data=data)
