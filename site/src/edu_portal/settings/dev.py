"""The demo and a developer's machine: nothing to set, never for the public."""

from edu_portal.settings.base import *  # noqa: F403
from edu_portal.settings.base import MIDDLEWARE, STORAGES
from edu_portal.settings.environment import DATA_DIR, env

DEBUG = True
SECRET_KEY = "demo-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
ALLOWED_HOSTS = ["*"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [*MIDDLEWARE, "edu_portal.public.errors.ReadersNotFoundMiddleware"]
WHITENOISE_USE_FINDERS = True

# Mails of the demo land in a folder, each a file, unless a mail server is named.
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "comms_plan.urging.outbox.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
