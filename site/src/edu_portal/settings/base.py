"""Settings of every environment. SQLite, files on disk and database search by default."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from edu_portal.settings.environment import DATA_DIR, database, env

PACKAGE_DIR = Path(__file__).resolve().parent.parent

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_ORIGIN: str = env("PUBLIC_ORIGIN", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "edu_portal",
    "edu_portal.people.apps.PeopleConfig",
    "edu_portal.branding",
    "edu_portal.page_cache",
    "edu_portal.packs",
    "edu_portal.seeding.apps.SeedingConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "edu_portal.people.apps.WagtailPeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "unit_pages",
    "comms_plan.plans",
    "comms_plan.articles",
    "comms_plan.gate",
    "comms_plan.quotas",
    "comms_plan.coverage",
    "comms_plan.urging",
    "comms_plan.desk",
    "edu_search",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "unit_pages.subsites.host_middleware.UnitHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "edu_portal.page_cache.middleware.PageCacheMiddleware",
    "unit_pages.subsites.host_middleware.UnitHostLinksMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "unit_pages.people.middleware.AppointmentRequiredMiddleware",
    "unit_pages.access.middleware.AdminAddressMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "unit_pages.subsites.middleware.FormerAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "edu_portal.urls"
WSGI_APPLICATION = "edu_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "edu_portal.public.chrome.context_processor",
            ],
        },
    },
]

DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
# No ATOMIC_REQUESTS: what must change together does so in its service or in `save()`,
# and a reader of SQLite would wait for every other one.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; to open SQLite's file anew takes as long as ten queries
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = (
    {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}}
    if env("REDIS_URL", default="")
    else {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}
)
#: Seconds for which anonymous pages are kept; 0 switches the page cache off.
#: Without Redis each process has its own, so it is on by default with Redis only.
PAGE_CACHE_SECONDS: int = env.int("PAGE_CACHE_SECONDS", default=600 if env("REDIS_URL", default="") else 0)
#: Seconds for which pieces of pages are kept at most; 0: nothing is kept. Each process knows when they are old.
PIECE_CACHE_SECONDS: int = env.int("PIECE_CACHE_SECONDS", default=300)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["unit_pages.access.backend.AppointmentBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale", PACKAGE_DIR / "wagtail_locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["edu_portal.formats"]
# What the fields of the admin hold and its calendars write; each stands among the input formats of both languages.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

WAGTAIL_SITE_NAME = "Cổng thông tin ngành Giáo dục"
WAGTAILADMIN_BASE_URL = PUBLIC_ORIGIN
WAGTAIL_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = WAGTAIL_PERMITTED_LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
# Turning a pasted address into a link to the page would name the title of any live page, internal ones too.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_MODEL = "unit_pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "unit_pages.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "unit_pages.DocumentFile"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "doc", "docx", "jpg", "odt", "pdf", "png", "pptx", "txt", "xls", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "edu_search.admin_backend"}}
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

#: Without ELASTICSEARCH_URL the public search is answered by the database.
EDU_SEARCH = {
    "ELASTICSEARCH": {
        "url": env("ELASTICSEARCH_URL"),
        "index": env("ELASTICSEARCH_INDEX", default="edu-search"),
        "api_key": env("ELASTICSEARCH_API_KEY", default=""),
        "user": env("ELASTICSEARCH_USER", default=""),
        "password": env("ELASTICSEARCH_PASSWORD", default=""),
        "ca_file": env("ELASTICSEARCH_CA_FILE", default=""),
    }
    if env("ELASTICSEARCH_URL", default="")
    else None,
    "READER": "edu_portal.search.audience.reader_audience",
    "OWNERS": "edu_portal.search.owners.owned_by",
    "TASK_BACKEND": "background",
    "ABBREVIATIONS": env("SEARCH_ABBREVIATIONS", default=None),
}

#: Short tasks run at once, in the transaction that asks for them; work of minutes runs beside the
#: server, in a thread or, where TASK_BACKEND names one, in a worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": env("TASK_BACKEND", default="edu_portal.background.ThreadBackend")},
}

UNIT_PAGES = {
    "TASK_BACKEND": "background",
    "RESERVED_SLUGS": [
        "admin",
        "api",
        "bang-tin",
        "chu-de",
        "display",
        "documents",
        "don-vi",
        "healthz",
        "hinh-ve",
        "hosts",
        "ke-hoach",
        "loi-moi",
        "media",
        "nguoi-tot-viec-tot",
        "opensearch.xml",
        "portal",
        "qr",
        "readyz",
        "robots.txt",
        "rss",
        "sitemap",
        "sitemap.xml",
        "so-do-trang",
        "static",
        "tai-lieu",
        "theme.css",
        "tim-kiem",
    ],
    "BASE_TEMPLATE": "base.html",
    "SUBSITE_BASE_TEMPLATE": "subsite_base.html",
    # Own host names of units: docs/how-to/host-names.md.
    "PORTAL_HOSTS": ["*"],
    "HOST_IS_CANONICAL": env.bool("HOST_IS_CANONICAL", default=True),
    "HOST_PATHS": {
        "/sitemap.xml": "/sitemap/{slug}.xml",
        "/rss/": "/rss/{slug}/",
        "/robots.txt": "/robots.txt",
    },
    "SHARED_PATHS": [
        "/display/",
        "/documents/",
        "/hinh-ve/",
        "/media/",
        "/opensearch.xml",
        "/qr/",
        "/static/",
        "/theme.css",
        "/tim-kiem/",
    ],
    "ANY_HOST_PATHS": ["/healthz", "/readyz", "/hosts/ask"],
}

CONTENT_SECURITY_POLICY = {
    # Wagtail's own screens carry inline scripts.
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/api/v1/docs", "/loi-moi/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        # The hash is that of the one style element in templates/500.html, which must work alone.
        "style-src": [SELF, "'sha256-nVvfEf3CmTRi8AhGAHWATN4J8anyd+ru9EtEWNlkHNE='"],
        "script-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
#: Seconds after which a mail server that does not answer is given up.
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=10)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
