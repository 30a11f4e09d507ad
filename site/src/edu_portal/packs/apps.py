from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacksConfig(AppConfig):
    """Loads a province pack: plan, units, kinds, posts, look, sample content."""

    name = "edu_portal.packs"
    label = "packs"
    verbose_name = _("Province packs")
