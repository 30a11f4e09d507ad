"""Notices for who gets them: the panel on the landing page, the list, the notice itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from unit_pages.admin.menus import WRITING
from unit_pages.notices.models import NoticeReceipt
from unit_pages.notices.services import (
    NoticeError,
    confirm_notice,
    notices_for,
    open_notice,
    standing_notices,
    units_of,
)

MENU_HOOK = WRITING
PER_PAGE = 30


class NoticesPanel(Component):
    """What the department wants everybody to know; it stands first and cannot be hidden."""

    name = "notices"
    template_name = "unit_pages/notices/panel.html"
    order = 40

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Fetch what stands today."""
        return {"lines": standing_notices(parent_context["request"].user, timezone.now())}


def notice_list(request: HttpRequest) -> HttpResponse:
    """Show all notices that ever went to the person's units."""
    page = Paginator(notices_for(request.user), PER_PAGE).get_page(request.GET.get("p"))
    done = NoticeReceipt.objects.filter(person_id=request.user.pk, notice__in=list(page), confirmed_at__isnull=False)
    context = {"page": page, "confirmed": set(done.values_list("notice_id", flat=True)), "now": timezone.now()}
    return render(request, "unit_pages/notices/list.html", context)


def notice_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice, note that it was opened, and take the confirmation."""
    notice = get_object_or_404(notices_for(request.user), pk=pk)
    now = timezone.now()
    if request.method == "POST":
        try:
            confirm_notice(notice, person=request.user, now=now)
        except NoticeError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, gettext("Your confirmation is noted."))
        return redirect("staff_notice", pk)
    receipt = open_notice(notice, person=request.user, now=now)
    context = {"notice": notice, "receipt": receipt, "is_current": notice.is_current_at(now)}
    return render(request, "unit_pages/notices/notice.html", context)


class ReadersMenuItem(MenuItem):
    """Shown to who holds a post somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether notices can reach the person."""
        return bool(units_of(request.user))


def reading_menu_item() -> MenuItem:
    """Return the entry in the group of writing."""
    return ReadersMenuItem(
        _("Notices from above"), reverse("staff_notices"), name="staff-notices", icon_name="mail", order=80
    )


def reading_urls() -> list[Any]:
    """Return the addresses of the readers' screens, below the admin's."""
    return [
        path("staff-notices/", notice_list, name="staff_notices"),
        path("staff-notices/<int:pk>/", notice_view, name="staff_notice"),
    ]
