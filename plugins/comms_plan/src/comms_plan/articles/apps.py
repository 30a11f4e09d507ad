from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles tagged with the plan's themes."""

    name = "comms_plan.articles"
    label = "comms_articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"
