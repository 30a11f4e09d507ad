"""Whole-system tests: all distributions together, on settings `edu_portal.settings.test`.

`TEST_DATABASE_URL` chooses PostgreSQL in place of SQLite in memory. The tests in a
browser stand in `browser/` and talk to a real server process.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def world(db):
    """A department with two schools and one of everything that readers see."""
    from worlds import World

    return World()


@pytest.fixture(autouse=True)
def _cold_caches():
    """No test finds what another one left in a cache."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()
