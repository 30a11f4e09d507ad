from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EduSearchConfig(AppConfig):
    """One row per searchable document, found with and without diacritics."""

    name = "edu_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the rooms, and follow the pages of the site where the setting asks for it."""
        from wagtail.permissions import register_permission_policy

        from edu_search import conf
        from edu_search.abbreviations.services import connect
        from edu_search.desk.policies import OwnedPolicy, SharedPolicy
        from edu_search.entries.signals import entries_changed
        from edu_search.models import Abbreviation, Pin
        from edu_search.shipping.tasks import on_entries_changed

        connect()
        entries_changed.connect(on_entries_changed, dispatch_uid="edu_search_ship")
        register_permission_policy(Pin, OwnedPolicy(Pin))
        register_permission_policy(Abbreviation, SharedPolicy(Abbreviation))
        if conf.option("WAGTAIL_PAGES"):
            from edu_search.wagtail_pages import following

            following.connect()
