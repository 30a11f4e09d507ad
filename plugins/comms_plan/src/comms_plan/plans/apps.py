from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """The plan, its themes and its periods."""

    name = "comms_plan.plans"
    label = "comms_plans"
    verbose_name = _("Communication plans")
    default_auto_field = "django.db.models.BigAutoField"
