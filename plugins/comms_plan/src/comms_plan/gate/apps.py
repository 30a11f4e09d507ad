from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GateConfig(AppConfig):
    """Items offered to a superior unit's editorial board."""

    name = "comms_plan.gate"
    label = "comms_gate"
    verbose_name = _("Editorial board")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear when an offered item changes or leaves its own site."""
        from comms_plan.gate import watching

        watching.connect()
