"""The home page of a unit; the department's own home is the portal."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable, Page
from wagtail.url_routing import RouteResult

from unit_pages.subsites.addresses import validate_address
from unit_pages.subsites.base import UnitPageMixin
from unit_pages.subsites.lookup import public_path
from unit_pages.units.models import Unit


class Link(Orderable):
    """A word and where it leads: a page of ours or an address."""

    label = models.CharField(_("label"), max_length=60)
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    address = models.CharField(
        _("or address"),
        max_length=255,
        blank=True,
        validators=[validate_address],
        help_text=_("For example /don-vi/ or https://moet.gov.vn/."),
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def href(self) -> str:
        """Address for the reader."""
        return public_path(self.page.url_path) if self.page else self.address

    def clean(self) -> None:
        """A link needs a target."""
        super().clean()
        if not self.page_id and not self.address:
            raise ValidationError({"address": _("Choose a page or write an address.")})


class UnitHomePage(UnitPageMixin, Page):
    """Home of a unit's subsite. Made by `unit_pages.subsites.provisioning.provision`."""

    unit = models.OneToOneField(
        Unit, editable=False, on_delete=models.PROTECT, related_name="home", verbose_name=_("unit")
    )
    hero_picture = models.ForeignKey(
        "unit_pages.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("large picture"),
    )
    notice_tag = models.CharField(_("state"), max_length=40, blank=True, help_text=_("For example Đang nhận hồ sơ."))
    notice_title = models.CharField(_("title"), max_length=120, blank=True)
    notice_text = models.CharField(_("text"), max_length=255, blank=True)
    notice_deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    notice_fact_label = models.CharField(_("second fact: what"), max_length=30, blank=True)
    notice_fact_value = models.CharField(_("second fact: value"), max_length=80, blank=True)
    notice_button = models.CharField(_("button"), max_length=60, blank=True)
    notice_button_address = models.CharField(
        _("address of the button"), max_length=255, blank=True, validators=[validate_address]
    )
    notice_link = models.CharField(_("link"), max_length=60, blank=True)
    notice_link_address = models.CharField(
        _("address of the link"), max_length=255, blank=True, validators=[validate_address]
    )
    notice_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    notice_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    disclosure_text = models.CharField(_("text"), max_length=255, blank=True)
    disclosure_address = models.CharField(_("address"), max_length=255, blank=True, validators=[validate_address])
    owner_lines = models.TextField(
        _("owner's block in the footer"),
        blank=True,
        help_text=_("One line each: governing body, who answers for the content (the post, not the name), address."),
    )

    served_with = ("unit__kind", "unit__colour", "unit__emblem", "hero_picture")
    parent_page_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("notice_tag"),
                FieldPanel("notice_title"),
                FieldPanel("notice_text"),
                FieldPanel("notice_deadline"),
                FieldRowPanel([FieldPanel("notice_fact_label"), FieldPanel("notice_fact_value")]),
                FieldRowPanel([FieldPanel("notice_button"), FieldPanel("notice_button_address")]),
                FieldRowPanel([FieldPanel("notice_link"), FieldPanel("notice_link_address")]),
                FieldRowPanel([FieldPanel("notice_from"), FieldPanel("notice_until")]),
            ],
            heading=_("Notice"),
            help_text=_("Stands first on the home page, from and until the times below; it ends by itself."),
        ),
        FieldPanel("hero_picture"),
        InlinePanel("quick_links", heading=_("Quick links"), label=_("Quick link"), max_num=6),
    ]
    identity_panels = [
        InlinePanel("menu_links", heading=_("Menu"), label=_("Menu item"), max_num=7),
        MultiFieldPanel(
            [
                FieldPanel("disclosure_text"),
                FieldPanel("disclosure_address"),
                InlinePanel("figures", label=_("Figure")),
            ],
            heading=_("Public disclosure"),
        ),
        FieldPanel("owner_lines"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Home page")),
            ObjectList(identity_panels, heading=_("Menu and footer")),
            ObjectList(Page.promote_panels, heading=_("For search engines")),
        ]
    )

    class Meta:
        verbose_name = _("home page of a unit")
        verbose_name_plural = _("home pages of units")

    @property
    def template(self) -> str:
        """The department's home and a unit's home are two templates of one type."""
        return "unit_pages/root_home_page.html" if self.depth == 2 else "unit_pages/unit_home_page.html"

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the template; see `template`."""
        return self.template

    def get_site_unit(self) -> Unit:
        """Return the unit itself, with what every page shows of it."""
        if not UnitHomePage.unit.is_cached(self):
            self.unit = Unit.objects.with_identity().select_related("emblem").get(pk=self.unit_id)
        return self.unit

    def has_notice(self, moment: dt.datetime) -> bool:
        """Whether the notice slot is filled and its time is now."""
        begun = self.notice_from is None or self.notice_from <= moment
        over = self.notice_until is not None and self.notice_until <= moment
        return bool(self.notice_title and begun and not over)

    def clean(self) -> None:
        """A notice must begin before it ends."""
        super().clean()
        if self.notice_from and self.notice_until and self.notice_until <= self.notice_from:
            raise ValidationError({"notice_until": _("The notice must end after it begins.")})

    def notice_turns(self) -> list[dt.datetime]:
        """Return the moments at which the notice comes or goes by itself."""
        return [moment for moment in (self.notice_from, self.notice_until) if moment is not None]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page of any subsite by its stored address: two queries at any depth.

        Wagtail asks twice for each level. Falls back to Wagtail's own way for
        addresses that a page type answers below itself.
        """
        if path_components and self.depth == 2:
            page = page_at(f"{self.url_path}{'/'.join(path_components)}/")
            if page is not None:
                result: RouteResult = page.route(request, [])
                return result
        found: RouteResult = super().route(request, path_components)
        return found


def page_at(url_path: str) -> Page | None:
    """Return the page with a stored address in its own type, with what its template needs: two queries."""
    rows = Page.objects.filter(slug=url_path.rstrip("/").rpartition("/")[2], url_path=url_path)
    found = rows.order_by().values_list("pk", "content_type_id")[:1]
    for pk, type_id in found:
        model = ContentType.objects.get_for_id(type_id).model_class() or Page
        return cast(Page, model._default_manager.select_related(*getattr(model, "served_with", ())).get(pk=pk))
    return None


class MenuLink(Link):
    """An item of a subsite's menu."""

    home = ParentalKey(UnitHomePage, on_delete=models.CASCADE, related_name="menu_links")

    class Meta(Link.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")


class QuickLink(Link):
    """A task that readers come for, with an icon and one line of state."""

    class Icon(models.TextChoices):
        """Icons of the portal's set."""

        SCHOOL = "school", _("School")
        CALENDAR = "calendar", _("Calendar")
        DOCUMENT = "document", _("Document")
        MAP = "map", _("Map")
        CHAT = "chat", _("Questions")
        CHART = "chart", _("Results")
        BELL = "bell", _("Notices")
        USER = "user", _("People")
        INFO = "info", _("Information")

    class State(models.TextChoices):
        """States that the portal computes, so that they are never stale."""

        NONE = "", _("The text below")
        DOCUMENTS = "documents", _("Documents of this week")
        UNITS = "units", _("Number of units")
        EVENT = "event", _("The next event")

    home = ParentalKey(UnitHomePage, on_delete=models.CASCADE, related_name="quick_links")
    icon = models.CharField(_("icon"), max_length=12, choices=Icon, default=Icon.INFO)
    live_state = models.CharField(_("line of state"), max_length=12, choices=State, blank=True)
    state = models.CharField(_("text of the line"), max_length=60, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("icon")]),
        FieldRowPanel([FieldPanel("page"), FieldPanel("address")]),
        FieldRowPanel([FieldPanel("live_state"), FieldPanel("state")]),
    ]

    class Meta(Link.Meta):
        verbose_name = _("quick link")
        verbose_name_plural = _("quick links")


class HomeFigure(Orderable):
    """A figure of the public disclosure, e.g. ``1.512`` học sinh."""

    home = ParentalKey(UnitHomePage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("figure"), max_length=20)
    label = models.CharField(_("what it counts"), max_length=80)

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"
