"""Production: refuses to start without its secrets."""

from edu_portal.settings.base import *  # noqa: F403
from edu_portal.settings.base import UNIT_PAGES
from edu_portal.settings.environment import env

SECRET_KEY = env("SECRET_KEY")
# Django asks nobody but a fixed list; `UnitHostMiddleware`, the first of all, knows the units' hosts too
# and refuses every other name. The check unit_pages.W004 warns when it is missing.
ALLOWED_HOSTS = ["*"]
UNIT_PAGES = {**UNIT_PAGES, "PORTAL_HOSTS": env.list("ALLOWED_HOSTS")}
PUBLIC_ORIGIN = WAGTAILADMIN_BASE_URL = env("PUBLIC_ORIGIN").rstrip("/")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^hosts/ask$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
