"""Official documents and calendar events: each unit keeps its own."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from unit_pages.access.unit_owned import UnitOwnedForm, UnitOwnedViewSetMixin, own_records
from unit_pages.admin.bases import DayColumn, FoldedSearchIndexView
from unit_pages.admin.file_notes import FileNotePanel
from unit_pages.admin.menus import RECORDS
from unit_pages.subsites.documents import DocumentField, DocumentKind, OfficialDocument
from unit_pages.subsites.events import CalendarEvent


class OwnIndexView(FoldedSearchIndexView):
    """The records of the person's units."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out what belongs to other units."""
        return own_records(super().get_base_queryset(), self.request.user)


class UnitOwnedViewSet(UnitOwnedViewSetMixin, ModelViewSet):
    """Records that belong to a unit."""

    menu_hook = RECORDS
    list_per_page = 50


class DocumentIndexView(OwnIndexView):
    """Documents, the newest first."""

    related = ("unit", "kind", "field")
    folded_field = "search_text"
    empty_text = _("No document yet. A document has a number, a date and a file.")


class DocumentFilterSet(WagtailFilterSet):
    """Kind, matter and what readers see."""

    kind = django_filters.ModelMultipleChoiceFilter(
        label=_("Kind of document"), queryset=DocumentKind.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    field = django_filters.ModelMultipleChoiceFilter(
        label=_("Matter"), queryset=DocumentField.objects.all(), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = OfficialDocument
        fields: ClassVar[list[str]] = ["issued_on", "is_public", "in_force"]


class OfficialDocumentViewSet(UnitOwnedViewSet):
    """Official documents."""

    model = OfficialDocument
    name = "official_documents"
    icon = "doc-full"
    menu_order = 10
    index_view_class = DocumentIndexView
    filterset_class = DocumentFilterSet
    search_fields: ClassVar[list[str]] = ["number", "title"]
    list_display: ClassVar[list[Any]] = [
        "number",
        Column("title", label=_("Subject"), accessor="title", sort_key="title"),
        DayColumn("issued_on", label=_("Date of issue"), accessor="issued_on", sort_key="issued_on"),
        Column("kind", label=_("Kind"), accessor="kind", sort_key="kind__position"),
        Column("unit", label=_("Unit"), accessor="unit.short_name", sort_key="unit__name_key"),
        BooleanColumn("is_public", label=_("Public"), sort_key="is_public"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("unit"),
            FieldRowPanel(
                [
                    FieldPanel("number"),
                    FieldPanel("issued_on", help_text=_("For example 21/5/2022.")),
                ]
            ),
            FieldPanel(
                "title",
                heading=_("Subject"),
                help_text=_("As in the document, for example Về việc tổ chức kỳ thi tuyển sinh vào lớp 10."),
            ),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("field")]),
            FieldRowPanel(
                [
                    FieldPanel("issuer", help_text=_("For example Sở Giáo dục và Đào tạo.")),
                    FieldPanel("signer", help_text=_("Name and post, as signed.")),
                ]
            ),
            FieldPanel("summary"),
            FieldPanel("file"),
            FileNotePanel(),
            FieldRowPanel(
                [
                    FieldPanel("is_public", help_text=_("Untick to keep it from the readers' list.")),
                    FieldPanel("in_force"),
                ]
            ),
        ],
        base_form_class=UnitOwnedForm,
    )


class EventIndexView(OwnIndexView):
    """Events, the latest day first."""

    related = ("unit",)
    empty_text = _("No event yet. An event has a name and a day, for example Họp cha mẹ học sinh.")


class EventFilterSet(WagtailFilterSet):
    """A stretch of days."""

    class Meta:
        model = CalendarEvent
        fields: ClassVar[list[str]] = ["starts_on"]


class CalendarEventViewSet(UnitOwnedViewSet):
    """Calendar events."""

    model = CalendarEvent
    name = "calendar_events"
    icon = "calendar-alt"
    menu_order = 20
    ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
    index_view_class = EventIndexView
    filterset_class = EventFilterSet
    search_fields: ClassVar[list[str]] = ["title", "detail"]
    list_display: ClassVar[list[Any]] = [
        "title",
        DayColumn("starts_on", label=_("From"), accessor="starts_on", sort_key="starts_on"),
        DayColumn("ends_on", label=_("Last day"), accessor="ends_on", sort_key="ends_on"),
        Column("unit", label=_("Unit"), accessor="unit.short_name", sort_key="unit__name_key"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("unit"),
            FieldPanel("title", help_text=_("For example Họp cha mẹ học sinh đầu năm.")),
            FieldPanel("detail", help_text=_("Hour and place, for example 8 giờ, hội trường tầng 2.")),
            FieldRowPanel(
                [
                    FieldPanel("starts_on", help_text=_("For example 21/5/2022.")),
                    FieldPanel("ends_on", help_text=_("Only for an event of several days.")),
                ]
            ),
        ],
        base_form_class=UnitOwnedForm,
    )


documents = OfficialDocumentViewSet()
events = CalendarEventViewSet()
