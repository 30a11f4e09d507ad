from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from unit_pages.test.factories import AppointmentFactory, UnitFactory, the_department

# A slow machine is no defect.
hypothesis_settings.register_profile("patient", deadline=None, max_examples=60)
hypothesis_settings.load_profile("patient")


def pytest_sessionfinish():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def department(db):
    return the_department()


@pytest.fixture
def school(department):
    return UnitFactory(name="Trường THCS Đồng Minh", code="DM", subsite=True)


@pytest.fixture
def other_school(department):
    return UnitFactory(name="Trường THPT Ngô Quyền", code="NQ", subsite=True)


@pytest.fixture
def officer(school):
    """Writes for `school`."""
    return AppointmentFactory(unit=school).person


@pytest.fixture
def leader(school):
    """Writes and publishes for `school`."""
    return AppointmentFactory(unit=school, leader=True).person


@pytest.fixture
def stored_files():
    """Return a function that lists all files in both storages."""

    def listed() -> set[Path]:
        return {path for path in settings.DATA_DIR.rglob("*") if path.is_file()}

    return listed
