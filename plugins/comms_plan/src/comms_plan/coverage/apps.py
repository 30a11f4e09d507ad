from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    """What is covered, and how the units stand."""

    name = "comms_plan.coverage"
    label = "comms_coverage"
    verbose_name = _("Coverage and progress")

    def ready(self) -> None:
        """Forget kept counts when a publication changes."""
        from comms_plan.coverage import kept

        kept.connect()
