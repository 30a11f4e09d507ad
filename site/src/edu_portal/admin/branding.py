"""How the portal looks: one record, so its list leads straight to the form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.views import generic

from edu_portal.admin.line_fields import BoxesField, FooterField, TokensField
from edu_portal.branding.models import Branding
from edu_portal.branding.services import refresh_theme
from unit_pages.access.references import GuardedModelForm
from unit_pages.admin.bases import CentralViewSet
from unit_pages.admin.menus import LOOK


class BrandingForm(GuardedModelForm):
    """Colours, footer and boxes as lines of text."""

    tokens = TokensField(
        required=False,
        label=_("Colours"),
        help_text=_("One a line, for example sea-700: #0B4A76. What is left out keeps the portal's own value."),
    )
    footer_columns = FooterField(
        required=False,
        label=_("Columns of the footer"),
        help_text=_("A heading on its own line, below it one link a line, for example Văn bản | /van-ban/."),
    )
    boxes = BoxesField(
        required=False,
        label=_("Ways to take part"),
        help_text=_(
            "One box a line: title | text | button | address. A * at the beginning marks the chief one, for example "
            "* Hỏi và góp ý | Nơi nhận góp ý của Sở. | Gửi câu hỏi | /hoi-va-gop-y/"
        ),
    )


class BrandingIndexView(generic.IndexView):
    """Not a list: goes to the one record, or to the form that makes it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect."""
        record = Branding.objects.first()
        return redirect(self.get_edit_url(record) if record else self.get_add_url())


class BrandingCreateView(generic.CreateView):
    """Makes the record once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the record when there is one."""
        if Branding.objects.exists() and request.user.is_superuser:
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> Branding:
        """Save and give the stylesheet its address."""
        branding: Branding = super().save_instance()
        refresh_theme(branding)
        return branding


class BrandingEditView(generic.EditView):
    """Changes the record; it cannot be deleted."""

    can_delete = False

    def save_instance(self) -> Branding:
        """Save and give the stylesheet a new address when it changed."""
        branding: Branding = super().save_instance()
        refresh_theme(branding)
        return branding


class BrandingDeleteView(generic.DeleteView):
    """The portal cannot be without its look."""

    permission_required = "delete"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to the form."""
        return redirect(self.index_url_name)


class BrandingViewSet(CentralViewSet):
    """Name, colours, footer and boxes of the portal."""

    model = Branding
    name = "branding"
    icon = "view"
    menu_hook = LOOK
    menu_order = 10
    menu_label = _("Name, colours, footer")
    index_view_class = BrandingIndexView
    add_view_class = BrandingCreateView
    edit_view_class = BrandingEditView
    delete_view_class = BrandingDeleteView
    name_panels: ClassVar[list[Any]] = [
        FieldRowPanel(
            [
                FieldPanel("name", help_text=_("For example Sở Giáo dục và Đào tạo.")),
                FieldPanel("place", help_text=_("Second line of the head, for example Thành phố Hải Phòng.")),
            ]
        ),
        FieldPanel("footer_columns"),
        FieldPanel("boxes"),
        FieldPanel("is_sample", help_text=_("Shows on every page that the content is a sample.")),
    ]
    look_panels: ClassVar[list[Any]] = [
        FieldPanel("tokens"),
        FieldPanel(
            "skyline_svg",
            help_text=_("The silhouette above the footer: SVG of plain shapes, without scripts, styles and pictures."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(name_panels, heading=_("Name and footer")),
            ObjectList(look_panels, heading=_("Colours and skyline")),
        ],
        base_form_class=BrandingForm,
    )


branding = BrandingViewSet()
