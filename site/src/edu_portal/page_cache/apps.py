from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    """Kept pages and pieces of pages."""

    name = "edu_portal.page_cache"
    label = "page_cache"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"
