from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotasConfig(AppConfig):
    """How much each unit owes and has done."""

    name = "comms_plan.quotas"
    label = "comms_quotas"
    verbose_name = _("Quotas")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count again what a changed publication touches."""
        from comms_plan.quotas import watching

        watching.connect()
