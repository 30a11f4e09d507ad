"""Tests: SQLite in memory, or the server that TEST_DATABASE_URL names."""

import tempfile
from pathlib import Path

from edu_portal.settings.base import *  # noqa: F403
from edu_portal.settings.base import EDU_SEARCH, STORAGES, UNIT_PAGES
from edu_portal.settings.environment import database

SECRET_KEY = "test-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PUBLIC_ORIGIN = WAGTAILADMIN_BASE_URL = "http://testserver"
# Tests that count queries must not meet the moment at which the list of hosts is read again.
UNIT_PAGES = {**UNIT_PAGES, "HOST_SECONDS": 86_400}
DATABASES = {"default": database("TEST_DATABASE_URL", "sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PAGE_CACHE_SECONDS = PIECE_CACHE_SECONDS = 0

# Files are read by the tests that are about it, counts of queries are written at once.
EDU_SEARCH = {**EDU_SEARCH, "READ_FILES": False, "LOG_SECONDS": 0, "RENEW_SECONDS": 86_400}

_data = Path(tempfile.mkdtemp(prefix="edu-portal-test-"))
MEDIA_ROOT = _data / "media"
STATIC_ROOT = _data / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _data / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_immediate = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
TASKS = {"default": _immediate, "background": _immediate}
EDU_SEARCH = {**EDU_SEARCH, "ELASTICSEARCH": None}
LOGGING = {}
