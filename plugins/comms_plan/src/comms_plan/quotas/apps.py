from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotasConfig(AppConfig):
    """How much each unit owes and has done."""

    name = "comms_plan.quotas"
    label = "comms_quotas"
    verbose_name = _("Quotas")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count again what a changed publication touches; units keep their own items outside."""
        from wagtail.permissions import register_permission_policy

        from comms_plan.quotas import watching
        from comms_plan.quotas.models import ExternalItem
        from unit_pages.access.roles import register_role_permissions
        from unit_pages.access.unit_owned import UnitOwnedPolicy

        watching.connect()
        register_permission_policy(ExternalItem, UnitOwnedPolicy(ExternalItem))
        register_role_permissions("comms_quotas", ["externalitem"])
