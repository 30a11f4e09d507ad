"""Plain registers: words of the province and the units' history; superusers keep them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from unit_pages.admin.bases import Register
from unit_pages.admin.json_fields import ReadableJSONField, WordLinesField
from unit_pages.admin.menus import RECORDS, UNITS
from unit_pages.subsites.documents import DocumentField, DocumentKind
from unit_pages.subsites.pages import PAGE_TYPES
from unit_pages.units.appointments import Post
from unit_pages.units.history import UnitFormerName, UnitSuccession
from unit_pages.units.identity import UnitColour
from unit_pages.units.models import EducationLevel, UnitKind, UnitTag

CODE_HELP = _("A short code without diacritics that is not changed later, for example {code}.")
POSITION_HELP = _("Lists follow this number, the smallest first.")


def term_panels(*, code: str, name: Any, **more: Any) -> list[Any]:
    """Return the panels of a word of a list: name, code and position.

    Args:
        code: an example of a code.
        name: the help text of the name.
        more: further panels by any name, between code and position.
    """
    return [
        FieldPanel("name", help_text=name),
        FieldPanel("code", help_text=format_lazy(CODE_HELP, code=code)),
        *more.values(),
        FieldPanel("position", help_text=POSITION_HELP),
    ]


class UnitKindForm(WagtailAdminModelForm):
    """Checks the pages of a new site before a unit is made from them."""

    name_prefixes = WordLinesField(
        label=_("Words before the proper name"),
        required=False,
        help_text=_("One a line, for example Trường THPT. They are left out in alphabetical order."),
    )
    subsite = ReadableJSONField(
        label=_("Pages of a new site"),
        required=False,
        help_text=_(
            'In the order of the menu, for example [{"type": "section", "slug": "tin-tuc", "title": "Tin tức", '
            '"in_menu": true}]. Types: section, standard, documents, calendar, galleries, contact.'
        ),
    )

    def clean_subsite(self) -> list[dict[str, Any]]:
        """Refuse a page without type, address or title."""
        entries = self.cleaned_data["subsite"] or []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValidationError(_("Write a list of pages in square brackets."))
        for number, entry in enumerate(entries, start=1):
            if entry.get("type") not in PAGE_TYPES or not entry.get("slug") or not entry.get("title"):
                raise ValidationError(_("Page %(number)d needs a known type, a slug and a title.") % {"number": number})
        return entries


class UnitKindRegister(Register):
    """Kinds of unit."""

    model = UnitKind
    menu_hook = UNITS
    menu_order = 30
    menu_icon = "list-ul"
    base_url_path = "unit-kinds"
    list_display = ("name", "code", "is_school", "is_office", "position")
    list_filter = ("is_school",)
    search_fields = ("name", "code")
    empty_text = _("No kind of unit yet. Kinds are for example Trường THPT, Phòng GD&ĐT.")
    edit_handler = ObjectList(
        term_panels(
            code="thpt",
            name=_("For example Trường THPT."),
            plural=FieldPanel("plural_name", help_text=_("Heading of a list, for example Các trường THPT.")),
            school=FieldPanel("is_school"),
            office=FieldPanel("is_office"),
            posts=FieldPanel("posts", widget=forms.CheckboxSelectMultiple),
            approval=FieldRowPanel([FieldPanel("needs_approval"), FieldPanel("two_people")]),
            prefixes=FieldPanel("name_prefixes"),
            subsite=FieldPanel("subsite"),
        ),
        base_form_class=UnitKindForm,
    )


class EducationLevelRegister(Register):
    """Education levels."""

    model = EducationLevel
    menu_hook = UNITS
    menu_order = 40
    menu_icon = "list-ol"
    base_url_path = "education-levels"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No education level yet. Levels are for example Mầm non, Tiểu học, THCS, THPT.")
    panels: ClassVar[list[Any]] = term_panels(code="tieu-hoc", name=_("For example Tiểu học."))


class UnitTagRegister(Register):
    """Tags of units."""

    model = UnitTag
    menu_hook = UNITS
    menu_order = 45
    menu_icon = "tag"
    base_url_path = "unit-tags"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No tag yet. Tags are for example Trường ở đảo, Trường thực hiện chuyển đổi số.")
    panels: ClassVar[list[Any]] = term_panels(code="truong-dao", name=_("For example Trường ở đảo."))


class UnitColourRegister(Register):
    """Colours from which units choose."""

    model = UnitColour
    menu_hook = UNITS
    menu_order = 60
    menu_icon = "view"
    base_url_path = "unit-colours"
    list_display = ("name", "swatch", "unit", "dark", "tint", "position")
    search_fields = ("name", "code")
    empty_text = _("No colour yet. Units choose theirs from this list.")
    panels: ClassVar[list[Any]] = term_panels(
        code="xanh-bien",
        name=_("For example Xanh biển."),
        shades=MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("unit", help_text=_("Menu and buttons, for example #0B4A76.")),
                        FieldPanel("dark", help_text=_("Names and the footer, for example #0A2D47.")),
                        FieldPanel("tint", help_text=_("Grounds, for example #EEF4F7.")),
                    ]
                )
            ],
            heading=_("Shades"),
            help_text=_("The contrast is checked: white on the colour and the colour on its tint 4.5, dark on tint 7."),
        ),
    )

    def swatch(self, colour: UnitColour) -> SafeString:
        """Show the three shades side by side."""
        box = '<span style="display:inline-block;width:2rem;height:1.5rem;background:{}"></span>'
        return format_html(box * 3, colour.unit, colour.dark, colour.tint)

    swatch.short_description = _("Shades")  # type: ignore[attr-defined]


class PostRegister(Register):
    """Posts and what they permit."""

    model = Post
    menu_hook = UNITS
    menu_order = 50
    menu_icon = "key"
    base_url_path = "posts"
    list_display = ("name", "can_write", "can_publish", "can_administer", "is_leader", "is_public", "position")
    search_fields = ("name", "code")
    empty_text = _("No post yet. Posts are for example Cán bộ truyền thông, Lãnh đạo phụ trách.")
    panels: ClassVar[list[Any]] = term_panels(
        code="can-bo-truyen-thong",
        name=_("For example Cán bộ truyền thông."),
        rights=MultiFieldPanel(
            [
                FieldPanel("can_write", help_text=_("Writes and changes items, documents, events and pictures.")),
                FieldPanel("can_publish", help_text=_("Publishes too, and takes items of lower units over.")),
                FieldPanel("can_administer"),
                FieldPanel("can_create_units"),
                FieldPanel("is_leader", help_text=_("One person at a time leads a unit's communication.")),
                FieldPanel("is_public"),
            ],
            heading=_("What the post permits"),
        ),
    )


class FormerNameRegister(Register):
    """Former names of units."""

    model = UnitFormerName
    menu_hook = UNITS
    menu_order = 70
    menu_icon = "history"
    base_url_path = "former-names"
    list_display = ("name", "unit", "code", "slug", "until_on")
    list_select_related = ("unit",)
    list_filter = ("until_on",)
    search_fields = ("name", "code", "slug", "unit__name")
    ordering = ("-until_on",)
    empty_text = _("No former name yet. Enter one when a unit is renamed: its old address keeps working.")
    panels: ClassVar[list[Any]] = [
        FieldPanel("unit"),
        FieldPanel("name", help_text=_("The name until that day, for example Trường PTTH Ngô Quyền.")),
        FieldRowPanel(
            [
                FieldPanel("code", help_text=_("The code until that day.")),
                FieldPanel(
                    "slug", help_text=_("The old address, for example ptth-ngo-quyen; it leads to the new one.")
                ),
            ]
        ),
        FieldPanel("until_on", help_text=_("The first day with the new name.")),
    ]


class SuccessionRegister(Register):
    """Units that merged, split or were renamed."""

    model = UnitSuccession
    menu_hook = UNITS
    menu_order = 80
    menu_icon = "resubmit"
    base_url_path = "successions"
    list_display = ("unit", "kind", "successor", "on")
    list_select_related = ("unit", "successor")
    list_filter = ("kind",)
    search_fields = ("unit__name", "successor__name")
    ordering = ("-on",)
    empty_text = _("No succession yet. Enter one when a unit ended and another one goes on with its duties.")
    panels: ClassVar[list[Any]] = [
        FieldPanel("unit"),
        FieldPanel("kind", widget=forms.RadioSelect),
        FieldPanel("successor"),
        FieldPanel("on", help_text=_("The first day of the successor.")),
    ]


class DocumentKindRegister(Register):
    """Kinds of official document."""

    model = DocumentKind
    menu_hook = RECORDS
    menu_order = 30
    menu_icon = "list-ul"
    base_url_path = "document-kinds"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No kind of document yet. Kinds are for example Công văn, Quyết định, Kế hoạch.")
    panels: ClassVar[list[Any]] = term_panels(code="cong-van", name=_("For example Công văn."))


class DocumentFieldRegister(Register):
    """Matters of official documents."""

    model = DocumentField
    menu_hook = RECORDS
    menu_order = 40
    menu_icon = "tag"
    base_url_path = "document-matters"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No matter yet. Matters are for example Thi và tuyển sinh, Chuyên môn, Tổ chức cán bộ.")
    panels: ClassVar[list[Any]] = term_panels(code="tuyen-sinh", name=_("For example Thi và tuyển sinh."))


REGISTERS = (
    UnitKindRegister,
    EducationLevelRegister,
    UnitTagRegister,
    PostRegister,
    UnitColourRegister,
    FormerNameRegister,
    SuccessionRegister,
    DocumentKindRegister,
    DocumentFieldRegister,
)
