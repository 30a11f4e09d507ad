from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EduPortalConfig(AppConfig):
    """The portal itself: public pages, feeds, API, wiring of the plugins."""

    name = "edu_portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Connect the rooms."""
        from edu_portal import wiring
        from edu_portal.admin.wagtail_labels import set_labels

        wiring.connect()
        set_labels()
