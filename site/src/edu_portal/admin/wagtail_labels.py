"""Labels that Wagtail makes from the names of fields, where no catalogue can reach them.

Called once when the apps are ready. Lazy texts: each request sees its own language.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LINK_TEXT = _("Words of the link")
COLUMNS = {"port": _("Port"), "site_name": _("Name of the site"), "root_page": _("Home page")}


def set_labels() -> None:
    """Give every such field, column and model a label of ours."""
    _label_choosers()
    _label_login()
    _label_sites()
    _label_groups()


def _label_choosers() -> None:
    from wagtail.admin.forms import choosers

    _set(choosers.AnchorLinkChooserForm, url=_("Name of the place in the page"), link_text=LINK_TEXT)
    _set(choosers.ExternalLinkChooserForm, link_text=LINK_TEXT)
    _set(choosers.PhoneLinkChooserForm, phone_number=_("Telephone number"), link_text=LINK_TEXT)
    _set(
        choosers.EmailLinkChooserForm,
        email_address=_("E-mail address"),
        link_text=LINK_TEXT,
        subject=_("Subject of the e-mail"),
        body=_("Text of the e-mail"),
    )


def _label_login() -> None:
    from wagtail.admin.forms.auth import LoginForm

    _set(LoginForm, username=_("User name or e-mail"), password=_("Password"), remember=_("Stay signed in"))


def _label_sites() -> None:
    from wagtail.models import Locale
    from wagtail.sites.views import IndexView

    for column in IndexView.columns:
        column.label = COLUMNS.get(column.name, column.label)
    Locale._meta.verbose_name = _("language")
    Locale._meta.verbose_name_plural = _("languages")


def _label_groups() -> None:
    from wagtail.users.forms import PagePermissionsForm

    _set(PagePermissionsForm, page=_("Page"), permissions=_("Permissions"))


def _set(form: Any, **labels: Any) -> None:
    for name, label in labels.items():
        form.base_fields[name].label = label
