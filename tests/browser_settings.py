"""The portal as the tests in a browser see it: like production, but over http and with its own media."""

from edu_portal.settings.base import *  # noqa: F403
from edu_portal.settings.base import STORAGES
from edu_portal.settings.environment import DATA_DIR, env

DEBUG = False  # readers meet our own 404, not Django's
SECRET_KEY = "browser-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "browser_urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PAGE_CACHE_SECONDS = 600  # one process, so the cache in memory is everybody's: a page must be fresh nevertheless
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"  # tests read the links that people get

#: Compressed files with a digest in their names, as in production; needs collectstatic.
if not env.bool("BROWSER_STATIC_COMPRESSED", default=False):
    STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True
