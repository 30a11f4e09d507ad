from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandingConfig(AppConfig):
    """How a province looks: its name, marks and colours, from its pack."""

    name = "edu_portal.branding"
    label = "branding"
    verbose_name = _("Look of the portal")
    default_auto_field = "django.db.models.BigAutoField"
