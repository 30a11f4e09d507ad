"""Internal items in the admin: what staff may read, and for the writers who has read it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, get_page_models

from unit_pages.access.rights import rights_of
from unit_pages.admin.menus import WRITING
from unit_pages.internal.models import ReadReceipt
from unit_pages.internal.services import readable_units
from unit_pages.subsites.lookup import public_path

MENU_HOOK = WRITING
PER_PAGE = 30


def internal_items(user: Any) -> QuerySet[Page]:
    """Return the published internal items that ``user`` may read, the newest first."""
    units = readable_units(user)
    ids: list[QuerySet[Any]] = [
        model._default_manager.filter(is_internal=True, live=True, unit__in=units).order_by().values("pk")
        for model in get_page_models()
        if _can_be_internal(model)
    ]
    if not ids:
        return Page.objects.none()
    mine = ReadReceipt.objects.filter(page_id=OuterRef("pk"), person=user.pk)
    found = ids[0].union(*ids[1:]) if len(ids) > 1 else ids[0]
    return (
        Page.objects.filter(pk__in=found)
        .annotate(is_read=Exists(mine), readers=Count("read_receipts"))
        .order_by("-first_published_at", "-pk")
    )


def _can_be_internal(model: type[Page]) -> bool:
    try:
        return bool(model._meta.get_field("is_internal"))
    except FieldDoesNotExist:
        return False


def item_list(request: HttpRequest) -> HttpResponse:
    """Show the internal items, the unread marked."""
    page = Paginator(internal_items(request.user), PER_PAGE).get_page(request.GET.get("p"))
    rows = [(item, public_path(item.url_path), _writes(request.user, item)) for item in page]
    return render(request, "unit_pages/internal/list.html", {"page": page, "rows": rows})


def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has read an internal item to those who may change it."""
    item = get_object_or_404(internal_items(request.user), pk=pk)
    if not _writes(request.user, item):
        raise Http404
    receipts = ReadReceipt.objects.filter(page=item).select_related("person")
    return render(request, "unit_pages/internal/readers.html", {"item": item, "receipts": receipts})


def _writes(user: Any, item: Page) -> bool:
    return bool(item.permissions_for_user(user).can_edit())


class StaffMenuItem(MenuItem):
    """Shown to who holds a post somewhere, and to superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there can be something to read."""
        return bool(request.user.is_superuser or rights_of(request.user))


def internal_menu_item() -> MenuItem:
    """Return the entry in the group of writing."""
    return StaffMenuItem(
        _("Internal items"), reverse("internal_items"), name="internal-items", icon_name="lock", order=70
    )


def internal_urls() -> list[Any]:
    """Return the addresses of the screens, below the admin's."""
    return [
        path("internal-items/", item_list, name="internal_items"),
        path("internal-items/<int:pk>/readers/", readers, name="internal_item_readers"),
    ]
