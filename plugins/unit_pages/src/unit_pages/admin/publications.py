"""The gate from a unit to a superior unit's site: take an item over, take it off again.

Editors of the department have no rights over a school's pages, so they do not work in
the page tree: they have a list of what the units below published, and one screen an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page

from unit_pages.access.rights import PUBLISH, rights_of
from unit_pages.admin.bases import DayColumn, FoldedSearchIndexView
from unit_pages.admin.menus import WRITING
from unit_pages.enums import Origin, Place
from unit_pages.publications.models import AbstractArticlePage, Publication
from unit_pages.publications.services import accept_publication, withdraw_publication
from unit_pages.units.models import Unit


def may_publish_for(user: Any, unit: Unit) -> bool:
    """Whether ``user`` decides what appears on the site of ``unit``."""
    if user.is_superuser:
        return bool(user.is_active)
    return any(right.unit_id == unit.pk and right.actions >= PUBLISH for right in rights_of(user))


def superior_units(user: Any) -> QuerySet[Unit]:
    """Return the units with units below them for which ``user`` publishes; the highest first."""
    units = Unit.objects.filter(children__isnull=False)
    if not user.is_superuser:
        units = units.filter(pk__in=[right.unit_id for right in rights_of(user) if right.actions >= PUBLISH])
    elif user.is_active:
        units = units.filter(parent__isnull=True)
    return units.distinct().order_by("tree_path")


def units_above(page: AbstractArticlePage, user: Any) -> list[Unit]:
    """Return the units above the page's own for which ``user`` publishes; the nearest first."""
    ids = [int(part) for part in page.unit.tree_path.strip("/").split("/")[:-1]]
    if not user.is_superuser:
        ids = [pk for pk in ids if any(r.unit_id == pk and r.actions >= PUBLISH for r in rights_of(user))]
    return sorted(Unit.objects.filter(pk__in=ids), key=lambda unit: -len(unit.tree_path)) if ids else []


class PlaceForm(forms.Form):
    """Where on the superior site the item stands."""

    place = forms.ChoiceField(
        label=_("Place on the site"),
        choices=Place.choices,
        initial=Place.LATEST,
        widget=forms.RadioSelect,
        help_text=_("The lead story stands large on top until another one takes its place."),
    )


class GateView(WagtailAdminTemplateMixin, FormView):
    """Asks before one item appears on, or leaves, the site of one superior unit."""

    template_name = "unit_pages/admin/gate.html"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who publishes for the superior unit; others learn nothing about the item."""
        if not may_publish_for(request.user, self.site_unit):
            raise PermissionDenied
        if f"/{self.site_unit.pk}/" not in self.article.unit.tree_path or self.article.unit_id == self.site_unit.pk:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def site_unit(self) -> Unit:
        """The unit on whose site the item appears."""
        return get_object_or_404(Unit, pk=self.kwargs["unit_id"])

    @cached_property
    def article(self) -> AbstractArticlePage:
        """The item, which readers see; a draft is its own unit's business alone."""
        page = get_object_or_404(Page, pk=self.kwargs["page_id"], live=True).specific
        if not isinstance(page, AbstractArticlePage):
            raise Http404
        return page

    @cached_property
    def accepted(self) -> Publication | None:
        """The item's present publication on the superior site."""
        return Publication.objects.filter(
            page_id=self.article.pk, site_unit=self.site_unit, origin=Origin.ACCEPTED, ended_at__isnull=True
        ).first()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("unit_pages_gate"), "label": _("Items of the units")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the item and where it stands now."""
        return super().get_context_data(
            article=self.article,
            site_unit=self.site_unit,
            accepted=self.accepted,
            next=get_valid_next_url_from_request(self.request),
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, say so and go back to where the person came from."""
        try:
            self.carry_out(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(get_valid_next_url_from_request(self.request) or "unit_pages_gate")

    def carry_out(self, form: forms.Form) -> None:
        """Call the service and tell the person."""
        raise NotImplementedError


class AcceptView(GateView):
    """Take the item over."""

    form_class = PlaceForm

    def get_page_title(self) -> str:
        """Say what happens."""
        return _("Show on %(site)s") % {"site": self.site_unit.short_name}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the place where the item stands now."""
        return {"place": self.accepted.place} if self.accepted else {}

    def carry_out(self, form: forms.Form) -> None:
        """Accept, or change the place."""
        accept_publication(
            page=self.article,
            site_unit=self.site_unit,
            by=self.request.user,
            now=timezone.now(),
            place=form.cleaned_data["place"],
        )
        messages.success(
            self.request,
            _("“%(title)s” is on %(site)s now.") % {"title": self.article.title, "site": self.site_unit.short_name},
        )


class WithdrawView(GateView):
    """Take the item off again."""

    form_class = forms.Form
    header_icon = "download"

    def get_page_title(self) -> str:
        """Say what happens."""
        return _("Take off %(site)s") % {"site": self.site_unit.short_name}

    def carry_out(self, form: forms.Form) -> None:
        """Withdraw."""
        withdraw_publication(page=self.article, site_unit=self.site_unit, by=self.request.user, now=timezone.now())
        messages.success(
            self.request,
            _("“%(title)s” is no longer on %(site)s. It stays on the unit's own site.")
            % {"title": self.article.title, "site": self.site_unit.short_name},
        )


def gate_url(page_id: int, unit_id: int, *, accepted: bool) -> str:
    """Return the address that takes an item over, or off when it is there."""
    return reverse("unit_pages_withdraw" if accepted else "unit_pages_accept", args=[page_id, unit_id])


class GateColumn(Column):
    """The step that can be taken with an item."""

    cell_template_name = "unit_pages/admin/gate_cell.html"

    def __init__(self, name: str, *, unit: Unit, next_path: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.unit = unit
        self.next_path = next_path

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the addresses of the steps."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        query = "?" + urlencode({"next": self.next_path})
        context["accept_url"] = gate_url(instance.page_id, self.unit.pk, accepted=False) + query
        context["withdraw_url"] = gate_url(instance.page_id, self.unit.pk, accepted=True) + query
        return context


def place_label(row: Any) -> str:
    """Say where the item stands on the superior site, empty when it does not."""
    return str(Place(row.accepted_place).label) if row.accepted_place else ""


class GateIndexView(FoldedSearchIndexView):
    """What the units below published on their own sites, the newest first."""

    model = Publication
    page_title = _("Items of the units")
    header_icon = "upload"
    any_permission_required = None
    index_url_name = "unit_pages_gate"
    index_results_url_name = "unit_pages_gate_results"
    results_template_name = "unit_pages/admin/index_results.html"
    paginate_by = 25
    default_ordering = "-starts_at"
    related = ("unit",)
    search_fields: ClassVar[list[str]] = ["headline", "unit__name", "unit__short_name"]
    slug_field = "url_path"
    empty_text = _("The units have not published anything yet.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who publishes for a unit with units below it."""
        if self.site_unit is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def site_unit(self) -> Unit | None:
        """The highest unit for which the person publishes."""
        return superior_units(self.request.user).first()

    @cached_property
    def columns(self) -> list[Column]:
        """Title, unit, date, place and step."""
        assert self.site_unit is not None
        return [
            TitleColumn("headline", label=_("Title"), sort_key="headline", get_url=lambda row: row.url_path),
            Column("unit", label=_("Unit"), accessor="unit.short_name", sort_key="unit__name_key"),
            DayColumn("starts_at", label=_("Published"), sort_key="starts_at"),
            Column("place", label=_("On %(site)s") % {"site": self.site_unit.short_name}, accessor=place_label),
            GateColumn("step", label=_("Action"), unit=self.site_unit, next_path=self.request.get_full_path()),
        ]

    def get_base_queryset(self) -> QuerySet[Publication]:
        """Own publications of the units below, with their place above, in one query."""
        assert self.site_unit is not None
        above = Publication.objects.filter(
            page_id=OuterRef("page_id"), site_unit=self.site_unit, origin=Origin.ACCEPTED, ended_at__isnull=True
        )
        below = Q(unit__tree_path__startswith=self.site_unit.tree_path) & ~Q(unit=self.site_unit)
        rows = super().get_base_queryset().filter(below, origin=Origin.OWN, ended_at__isnull=True, page__isnull=False)
        return rows.annotate(accepted_place=Subquery(above.values("place")[:1]))

    def get_edit_url(self, instance: Any) -> None:
        """Rows lead to the published item, not to a form."""
        return


class GateMenuItem(MenuItem):
    """Shown to who publishes for a unit with units below it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has such a unit."""
        return bool(request.user.is_superuser) or superior_units(request.user).exists()


@hooks.register("register_admin_urls")
def gate_urls() -> list[URLPattern]:
    """Return the addresses of this room."""
    return [
        path("publications/", GateIndexView.as_view(), name="unit_pages_gate"),
        path("publications/results/", GateIndexView.as_view(results_only=True), name="unit_pages_gate_results"),
        path("publications/<int:page_id>/<int:unit_id>/accept/", AcceptView.as_view(), name="unit_pages_accept"),
        path("publications/<int:page_id>/<int:unit_id>/withdraw/", WithdrawView.as_view(), name="unit_pages_withdraw"),
    ]


@hooks.register(WRITING)
def gate_menu_item() -> MenuItem:
    """Put the list into the group of writing."""
    return GateMenuItem(_("Items of the units"), reverse("unit_pages_gate"), name="gate", icon_name="upload", order=40)


@hooks.register("register_page_header_buttons")
def gate_header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[HeaderButton]:
    """Offer the gate on the screens of a live article."""
    if not page.live or not issubclass(page.cached_content_type.model_class() or Page, AbstractArticlePage):
        return
    article = page.specific
    units = units_above(article, user)
    shown = (
        set(
            Publication.objects.filter(page_id=page.pk, origin=Origin.ACCEPTED, ended_at__isnull=True).values_list(
                "site_unit_id", flat=True
            )
        )
        if units
        else set()
    )
    for unit in units:
        yield _gate_button(article, unit, accepted=unit.pk in shown, button=HeaderButton)


@hooks.register("register_page_listing_more_buttons")
def gate_listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Offer the gate in the page tree too; superusers alone meet others' articles there."""
    is_article = issubclass(page.cached_content_type.model_class() or Page, AbstractArticlePage)
    if not (user.is_superuser and page.live and is_article):
        return
    yield Button(
        _("Show on a superior site"),
        url=reverse("unit_pages_gate") + f"?q={page.slug}",
        icon_name="upload",
        priority=25,
    )


def _gate_button(
    article: AbstractArticlePage, unit: Unit, *, accepted: bool, button: type[HeaderButton]
) -> HeaderButton:
    label = _("Take off %(site)s") if accepted else _("Show on %(site)s")
    edit_url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return button(
        label % {"site": unit.short_name},
        url=f"{gate_url(article.pk, unit.pk, accepted=accepted)}?next={edit_url}",
        icon_name="download" if accepted else "upload",
        priority=12,
    )
