from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The daily work of unit staff: what waits for them, and the quick editor."""

    name = "comms_plan.desk"
    label = "comms_desk"
    verbose_name = _("Desk")
    default_auto_field = "django.db.models.BigAutoField"
