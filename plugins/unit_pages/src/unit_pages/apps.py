from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitPagesConfig(AppConfig):
    """Wires the registry of units into Wagtail; it must stand after Wagtail's own apps."""

    name = "unit_pages"
    verbose_name = _("Units and subsites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signals and register the policies."""
        from unit_pages import checks, signal_handlers  # noqa: F401
        from unit_pages.access.registration import register_policies

        signal_handlers.connect()
        register_policies()
