"""The demo and a developer's machine: nothing to set, never for the public."""

from edu_portal.settings.base import *  # noqa: F403
from edu_portal.settings.base import MIDDLEWARE, STORAGES

DEBUG = True
SECRET_KEY = "demo-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
ALLOWED_HOSTS = ["*"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [*MIDDLEWARE, "edu_portal.public.errors.ReadersNotFoundMiddleware"]
WHITENOISE_USE_FINDERS = True
