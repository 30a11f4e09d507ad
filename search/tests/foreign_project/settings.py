"""A stock Wagtail project, none of ours: nothing installed but Wagtail and the search."""

import os
from urllib.parse import unquote, urlsplit

SECRET_KEY = "foreign-project-of-the-tests"
ROOT_URLCONF = "foreign_project.urls"
INSTALLED_APPS = [
    "foreign_project",
    "edu_search",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]


def database(url: str) -> dict:
    """``TEST_DATABASE_URL`` names a PostgreSQL server; without it SQLite in memory."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "TEST": {"NAME": f"test_edu_search_{name}"},
    }


DATABASES = {"default": database(os.environ.get("TEST_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
USE_TZ = True
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "A foreign project"
WAGTAILADMIN_BASE_URL = "http://testserver"

# Counts of queries are written at once; another thread would not see the database in memory.
EDU_SEARCH = {"WAGTAIL_PAGES": True, "LOG_SECONDS": 0}
