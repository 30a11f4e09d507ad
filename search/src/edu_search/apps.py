from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EduSearchConfig(AppConfig):
    """One row per searchable document, found with and without diacritics."""

    name = "edu_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ship what changed."""
        from edu_search.entries.signals import entries_changed
        from edu_search.shipping.tasks import on_entries_changed

        entries_changed.connect(on_entries_changed, dispatch_uid="edu_search_ship")
