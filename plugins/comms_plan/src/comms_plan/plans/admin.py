"""Screens of the plan: its record, its themes and the words that go with them."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column

from comms_plan.plans.models import Audience, Period, Plan
from comms_plan.plans.themes import Theme, ThemeMapping
from unit_pages.admin.bases import CentralViewSet, DayColumn, FoldedSearchIndexView, Register
from unit_pages.admin.menus import PLANS
from unit_pages.admin.registers import term_panels


def in_doubt(raw: str, flag: str, help_text: Any) -> FieldRowPanel:
    """Return a field as it was read beside its mark of doubt."""
    return FieldRowPanel([FieldPanel(raw, help_text=help_text), FieldPanel(flag)])


class PlanIndexView(FoldedSearchIndexView):
    """All plans, the newest period first."""

    related = ("unit", "period")
    slug_field = "code"
    empty_text = _("No plan yet. Enter the period first, then the plan, then its themes.")


class PlanViewSet(CentralViewSet):
    """Plans with their legal bases and parts."""

    model = Plan
    name = "plans"
    icon = "clipboard-list"
    menu_hook = PLANS
    menu_order = 10
    index_view_class = PlanIndexView
    list_filter: ClassVar[list[str]] = ["period", "is_sample"]
    search_fields: ClassVar[list[str]] = ["title", "number_raw", "unit__name"]
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("period", label=_("Period"), accessor="period", sort_key="period__starts_on"),
        Column("unit", label=_("Issuing unit"), accessor="unit.short_name", sort_key="unit__name_key"),
        Column("number_raw", label=_("Number"), accessor="number_raw"),
        DayColumn("signed_on", label=_("Date"), accessor="signed_on", sort_key="signed_on"),
    ]
    record_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "title",
            help_text=_("For example Truyền thông về giáo dục và đào tạo năm học 2021-2022."),
        ),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("period")]),
        FieldRowPanel(
            [
                FieldPanel("code", help_text=_("Part of the address, for example ke-hoach-2021-2022.")),
                FieldPanel("kind", help_text=_("For example KẾ HOẠCH.")),
            ]
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("superior_body", help_text=_("For example Ủy ban nhân dân thành phố Hải Phòng.")),
                        FieldPanel("issuer", help_text=_("For example Sở Giáo dục và Đào tạo.")),
                    ]
                ),
                in_doubt("number_raw", "number_is_doubtful", _("As on the document, for example 2959/KH-SGDĐT.")),
                in_doubt(
                    "date_raw", "date_is_doubtful", _("As on the document, for example ngày 29 tháng 10 năm 2021.")
                ),
                FieldRowPanel(
                    [
                        FieldPanel("signed_on", help_text=_("Only when known for sure.")),
                        FieldPanel("place", heading=_("Place of issue")),
                    ]
                ),
                in_doubt("signer_raw", "signer_is_doubtful", _("Name as signed.")),
                FieldPanel("signer_title", help_text=_("For example Phó Giám đốc.")),
            ],
            heading=_("Head of the document"),
            help_text=_("What cannot be read for sure is entered as read and marked doubtful; it is never guessed."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("parent"), FieldPanel("copied_from")]),
                FieldPanel("is_sample"),
                FieldPanel("public_progress"),
            ],
            heading=_("Where the plan comes from"),
        ),
    ]
    basis_panels: ClassVar[list[Any]] = [
        InlinePanel(
            "legal_bases",
            heading=_("Legal bases"),
            label=_("Legal basis"),
            help_text=_("In the order of the plan."),
            panels=[
                FieldRowPanel(
                    [
                        FieldPanel("kind", help_text=_("For example Chỉ thị.")),
                        FieldPanel("number", help_text=_("For example 800/CT-BGDĐT.")),
                    ]
                ),
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("signed_on")]),
                FieldPanel("subject"),
            ],
        )
    ]
    part_panels: ClassVar[list[Any]] = [
        InlinePanel(
            "parts",
            heading=_("Sentences of the plan"),
            label=_("Sentence"),
            help_text=_("Word for word, below the heading where they stand."),
            panels=[FieldPanel("section"), FieldPanel("text")],
        )
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(record_panels, heading=_("Plan")),
            ObjectList(basis_panels, heading=_("Legal bases")),
            ObjectList(part_panels, heading=_("Text")),
        ]
    )


class ThemeFilterSet(WagtailFilterSet):
    """Which plan."""

    plan = django_filters.ModelMultipleChoiceFilter(
        label=_("Plan"), queryset=Plan.objects.select_related("period"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Theme
        fields: ClassVar[list[str]] = []


class ThemeIndexView(FoldedSearchIndexView):
    """Themes of all plans, the newest plan first."""

    related = ("plan__period",)
    slug_field = "slug"
    empty_text = _("No theme yet. Enter the key themes of the plan in its order.")


class ThemeViewSet(CentralViewSet):
    """Key themes with their sub-topics."""

    model = Theme
    name = "themes"
    icon = "tag"
    menu_hook = PLANS
    menu_order = 20
    ordering: ClassVar[list[str]] = ["-plan__period__starts_on", "plan", "position"]
    index_view_class = ThemeIndexView
    filterset_class = ThemeFilterSet
    search_fields: ClassVar[list[str]] = ["name", "text", "code"]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("position", label=_("No."), accessor="position", sort_key="position"),
        Column("period", label=_("Plan"), accessor="plan.period", sort_key="plan__period__starts_on"),
        DayColumn("priority_from", label=_("Priority from"), accessor="priority_from", sort_key="priority_from"),
        DayColumn("ends_on", label=_("Ended on"), accessor="ends_on", sort_key="ends_on"),
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("name", help_text=_("For menus and tick boxes, for example Thi và tuyển sinh.")),
        FieldPanel("text", help_text=_("Word for word, as in the plan.")),
        FieldPanel("keywords"),
        FieldPanel("plan"),
        FieldRowPanel(
            [
                FieldPanel("position", heading=_("No."), help_text=_("Its place in the plan, for example 5.")),
                FieldPanel("code", help_text=_("For example T05.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("slug", help_text=_("Part of the address; keep that of the last year's theme.")),
            ]
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("priority_from"),
                        FieldPanel("priority_until", help_text=_("The first day without priority.")),
                    ]
                )
            ],
            heading=_("Priority"),
        ),
        FieldPanel("ends_on", help_text=_("From this day on new items cannot carry it; older ones keep it.")),
        InlinePanel(
            "subtopics",
            heading=_("Sub-topics"),
            label=_("Sub-topic"),
            panels=[FieldPanel("name", help_text=_("For example Tuyển sinh lớp 10."))],
        ),
    ]


class ThemeOfPlanField(forms.ModelChoiceField):
    """Themes under the name of their period, since names repeat from year to year."""

    def label_from_instance(self, obj: Theme) -> str:
        """Show the period first."""
        return f"{obj.plan.period}: {obj}"


def theme_field(label: Any, help_text: Any) -> ThemeOfPlanField:
    """Return a choice among the themes of all plans, the newest first."""
    themes = Theme.objects.select_related("plan__period").order_by("-plan__period__starts_on", "plan", "position")
    return ThemeOfPlanField(queryset=themes, label=label, help_text=help_text)


class ThemeMappingForm(WagtailAdminModelForm):
    """Two themes of two plans."""

    newer = theme_field(_("Theme"), _("The theme of the newer plan."))
    older = theme_field(_("Goes on from"), _("The theme of an older plan; figures of several years follow it."))

    def clean(self) -> dict[str, Any]:
        """Refuse two themes of one plan."""
        data: dict[str, Any] = super().clean()
        newer, older = data.get("newer"), data.get("older")
        if newer and older and newer.plan_id == older.plan_id:
            self.add_error("older", _("Choose a theme of another plan."))
        return data


class ThemeMappingRegister(Register):
    """Which theme goes on from which."""

    model = ThemeMapping
    menu_hook = PLANS
    menu_order = 30
    menu_icon = "link"
    base_url_path = "theme-mappings"
    menu_label = _("Themes from year to year")
    list_display = ("newer", "newer_period", "older", "older_period")
    list_select_related = ("newer__plan__period", "older__plan__period")
    search_fields = ("newer__name", "older__name")
    ordering = ("-newer__plan__period__starts_on", "newer__position")
    empty_text = _("No mapping yet. Copying a plan to the next year makes them by itself.")
    edit_handler = ObjectList([FieldPanel("newer"), FieldPanel("older")], base_form_class=ThemeMappingForm)

    def newer_period(self, mapping: ThemeMapping) -> str:
        """Show the period of the newer plan."""
        return str(mapping.newer.plan.period)

    def older_period(self, mapping: ThemeMapping) -> str:
        """Show the period of the older plan."""
        return str(mapping.older.plan.period)

    newer_period.short_description = _("Period")  # type: ignore[attr-defined]
    older_period.short_description = _("Earlier period")  # type: ignore[attr-defined]


class PeriodRegister(Register):
    """School years and other periods."""

    model = Period
    menu_hook = PLANS
    menu_order = 40
    menu_icon = "calendar"
    base_url_path = "periods"
    list_display = ("name", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    ordering = ("-starts_on",)
    empty_text = _("No period yet. A period is for example Năm học 2021-2022.")
    panels: ClassVar[list[Any]] = [
        FieldPanel("name", help_text=_("For example Năm học 2021-2022.")),
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldRowPanel(
            [
                FieldPanel("starts_on", help_text=_("For example 1/8/2021.")),
                FieldPanel("ends_on", help_text=_("The first day after it, for example 1/8/2022.")),
            ]
        ),
    ]


class AudienceRegister(Register):
    """Whom items are for."""

    model = Audience
    menu_hook = PLANS
    menu_order = 50
    menu_icon = "group"
    base_url_path = "audiences"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No audience yet. Audiences are for example Học sinh, Cha mẹ học sinh, Giáo viên.")
    panels: ClassVar[list[Any]] = term_panels(code="cha-me-hoc-sinh", name=_("For example Cha mẹ học sinh."))


plans = PlanViewSet()
themes = ThemeViewSet()
REGISTERS = (ThemeMappingRegister, PeriodRegister, AudienceRegister)
