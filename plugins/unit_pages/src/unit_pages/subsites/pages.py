"""Pages below a unit's home: sections, standard pages, lists, galleries, contact."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page

from unit_pages.subsites.base import UnitPageMixin
from unit_pages.subsites.blocks import BodyField
from unit_pages.subsites.documents import OfficialDocument

HOME = "unit_pages.UnitHomePage"
STANDARD = "unit_pages.StandardPage"


class SectionPage(UnitPageMixin, Page):
    """A list of articles: those below it, or all that appears on the unit's site."""

    intro = models.CharField(_("intro"), max_length=255, blank=True)
    shows_all = models.BooleanField(
        _("show everything that appears on this site"),
        default=False,
        help_text=_("Otherwise the section lists only the articles written below it."),
    )

    parent_page_types = [HOME, "unit_pages.SectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("shows_all")]

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")


class StandardPage(UnitPageMixin, Page):
    """A page of text: about us, organisation, rules."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = BodyField(verbose_name=_("text"), blank=True)

    parent_page_types = [HOME, STANDARD]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class DocumentListPage(RoutablePageMixin, UnitPageMixin, Page):
    """The official documents of the unit, each with an address below the list."""

    parent_page_types = [HOME]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("document list")
        verbose_name_plural = _("document lists")

    @path("<int:pk>-<slug:number>/", name="detail")
    def detail(self, request: HttpRequest, pk: int, number: str) -> HttpResponse:
        """Show one document."""
        found = get_object_or_404(
            OfficialDocument.objects.select_related("kind", "field", "file", "unit"),
            pk=pk,
            is_public=True,
            unit__home__path__in=[self.path[: Page.steplen * 2], self.path[: Page.steplen * 3]],
        )
        if found.slug != f"{pk}-{number}":
            raise Http404
        request.official_document = found  # type: ignore[attr-defined]  # for the context hook
        return self.render(
            request, template="unit_pages/document_detail.html", context_overrides={"official_document": found}
        )


class CalendarPage(UnitPageMixin, Page):
    """The events of the unit, month by month."""

    parent_page_types = [HOME]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")


class GalleryIndexPage(UnitPageMixin, Page):
    """The galleries of the unit."""

    parent_page_types = [HOME]
    subpage_types = ["unit_pages.GalleryPage"]

    class Meta:
        verbose_name = _("list of galleries")
        verbose_name_plural = _("lists of galleries")


class GalleryPage(UnitPageMixin, Page):
    """Pictures of one occasion."""

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    taken_on = models.DateField(_("day"), null=True, blank=True)

    parent_page_types = ["unit_pages.GalleryIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("taken_on"),
        InlinePanel("pictures", heading=_("Pictures"), label=_("Picture"), min_num=1),
    ]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")


class GalleryPicture(Orderable):
    """A picture of a gallery."""

    gallery = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        "unit_pages.Picture", on_delete=models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    caption = models.CharField(_("caption"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a gallery")
        verbose_name_plural = _("pictures of a gallery")

    def __str__(self) -> str:
        return self.caption or str(self.picture)


class ContactPage(UnitPageMixin, Page):
    """Address, ways to reach the unit, and who holds which post."""

    intro = models.TextField(_("intro"), max_length=500, blank=True)
    map_address = models.URLField(
        _("address of a map"), blank=True, help_text=_("A plain link; no map of others is loaded into the page.")
    )

    parent_page_types = [HOME]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("map_address")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")


PAGE_TYPES: dict[str, Any] = {
    "section": SectionPage,
    "standard": StandardPage,
    "documents": DocumentListPage,
    "calendar": CalendarPage,
    "galleries": GalleryIndexPage,
    "contact": ContactPage,
}
