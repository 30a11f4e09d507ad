from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from small_pack import PackFolder, make_small_pack


def pytest_sessionfinish():
    shutil.rmtree(Path(settings.MEDIA_ROOT).parent, ignore_errors=True)


@pytest.fixture(scope="session")
def pack_source(tmp_path_factory) -> Path:
    """The pack of Hải Phòng cut down to six units, five articles and three small pictures."""
    return make_small_pack(tmp_path_factory.mktemp("pack") / "hai-phong")


@pytest.fixture(scope="session")
def first_load(django_db_setup, django_db_blocker, pack_source):
    """What the first run into an empty database said. Every test begins with this province loaded."""
    from edu_portal.packs.services import load_pack

    with django_db_blocker.unblock():
        return load_pack(pack_source, today=timezone.localdate())


@pytest.fixture
def province(first_load, db):
    """The loaded small province; what a test changes is rolled back."""
    cache.clear()
    return first_load


@pytest.fixture
def pack(pack_source, tmp_path) -> PackFolder:
    """A copy of the small pack that a test may change."""
    shutil.copytree(pack_source, tmp_path / "pack")
    return PackFolder(tmp_path / "pack")


@pytest.fixture
def load(pack):
    """Return a function that loads the test's copy of the pack."""
    from edu_portal.packs.services import load_pack

    def run(**options):
        return load_pack(pack.root, today=timezone.localdate(), **options)

    return run
