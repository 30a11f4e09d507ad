from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EduSearchConfig(AppConfig):
    """One row per searchable document, found with and without diacritics."""

    name = "edu_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the rooms."""
        from edu_search.abbreviations.services import connect

        connect()
