from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    """The portal's own user model."""

    name = "edu_portal.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"


class WagtailPeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our viewset and our form on the account page."""

    user_viewset = "edu_portal.people.viewsets.PersonViewSet"

    def ready(self) -> None:
        """Give the account page the form with the full name; Wagtail has no setting for it."""
        super().ready()
        from wagtail.admin.views.account import NameEmailSettingsPanel

        from edu_portal.people.forms import OwnNameForm

        NameEmailSettingsPanel.form_class = OwnNameForm
