"""Who writes for a unit."""

from __future__ import annotations

from typing import Any

from unit_pages.access.rights import WRITE, rights_of


def writes_for(user: Any, unit_id: int) -> bool:
    """Whether the person writes for the unit today."""
    return bool(
        user.is_superuser or any(right.unit_id == unit_id and right.actions & WRITE for right in rights_of(user))
    )
