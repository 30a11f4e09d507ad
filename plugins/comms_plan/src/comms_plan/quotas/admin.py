"""Items on channels outside, entered by hand by the unit that counts them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from comms_plan.quotas.models import ExternalChannel, ExternalItem
from unit_pages.access.unit_owned import UnitOwnedForm
from unit_pages.admin.bases import DayColumn, Register
from unit_pages.admin.menus import RECORDS
from unit_pages.admin.records import OwnIndexView, UnitOwnedViewSet
from unit_pages.admin.registers import term_panels


class ExternalChannelRegister(Register):
    """Newspapers, broadcasters and social networks."""

    model = ExternalChannel
    menu_hook = RECORDS
    menu_order = 70
    menu_icon = "globe"
    base_url_path = "external-channels"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No channel yet. Channels are for example Báo Hải Phòng, Đài PT-TH Hải Phòng.")
    panels: ClassVar[list[Any]] = term_panels(code="bao-hai-phong", name=_("For example Báo Hải Phòng."))


class ExternalItemIndexView(OwnIndexView):
    """Items of the person's units, the latest day first."""

    related = ("unit", "channel", "kind")
    empty_text = _("No item yet. Enter what newspapers, broadcasters or social networks carried from your unit.")


class CountedOnceMixin:
    """The item is counted when it is whole: with its themes and content, in one transaction."""

    def save_instance(self) -> Any:
        """Save the item together with what it is about."""
        with transaction.atomic():
            if not self.form.instance.pk:  # type: ignore[attr-defined]
                self.form.instance.entered_by = self.request.user  # type: ignore[attr-defined]
            return super().save_instance()  # type: ignore[misc]


class ExternalItemCreateView(CountedOnceMixin, generic.CreateView):
    """A new item."""


class ExternalItemEditView(CountedOnceMixin, generic.EditView):
    """An item as it was entered."""


class ExternalItemViewSet(UnitOwnedViewSet):
    """Items on channels outside."""

    model = ExternalItem
    name = "external_items"
    icon = "globe"
    menu_order = 60
    copy_view_enabled = False
    ordering: ClassVar[list[str]] = ["-published_on", "-pk"]
    index_view_class = ExternalItemIndexView
    add_view_class = ExternalItemCreateView
    edit_view_class = ExternalItemEditView
    search_fields: ClassVar[list[str]] = ["title"]
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("channel", label=_("Channel outside"), accessor="channel", sort_key="channel__position"),
        DayColumn("published_on", label=_("Day of appearance"), accessor="published_on", sort_key="published_on"),
        Column("kind", label=_("Kind"), accessor="kind", sort_key="kind__position"),
        Column("unit", label=_("Unit"), accessor="unit.short_name", sort_key="unit__name_key"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("unit"),
            FieldRowPanel([FieldPanel("channel"), FieldPanel("kind")]),
            FieldPanel("title", help_text=_("As it appeared, for example Học sinh Ngô Quyền làm thuyền chạy nắng.")),
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("url")]),
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple, classname="tick-boxes"),
            FieldPanel("content_classes", widget=forms.CheckboxSelectMultiple, classname="tick-boxes"),
        ],
        base_form_class=UnitOwnedForm,
    )


external_items = ExternalItemViewSet()
