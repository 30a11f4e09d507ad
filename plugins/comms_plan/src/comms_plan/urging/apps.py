from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UrgingConfig(AppConfig):
    """Reminders of quotas by mail."""

    name = "comms_plan.urging"
    label = "comms_urging"
    verbose_name = _("Reminders of quotas")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the arrangement along when a plan is copied."""
        from comms_plan.plans.signals import plan_copied
        from comms_plan.urging.models import on_plan_copied

        plan_copied.connect(on_plan_copied, dispatch_uid="comms_urging_copied")
