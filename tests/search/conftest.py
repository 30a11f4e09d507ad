"""A sector whose entries are asked directly and by every outlet."""

from __future__ import annotations

from typing import Any

import pytest

from edu_search.models import Entry


@pytest.fixture
def entry_of():
    """Return the present entry of an object, None when nobody finds it."""

    def find(found: Any) -> Entry | None:
        rows = Entry.objects.present().filter(content_type__model=found._meta.model_name, object_id=str(found.pk))
        return rows.first()

    return find
