"""Notices for who sends them: the list, the form, sending, who has read it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from unit_pages.admin.bases import DayColumn, FoldedSearchIndexView
from unit_pages.admin.menus import UNITS
from unit_pages.audit.admin import as_text
from unit_pages.days import local_day
from unit_pages.notices.forms import NoticeForm
from unit_pages.notices.models import StaffNotice
from unit_pages.notices.services import (
    NoticeError,
    readers_of,
    receivers,
    send_notice,
    sending_units,
    withdraw_notice,
)

View = Callable[..., HttpResponse]
SHOWN_NAMES = 40


def own_notices(user: Any) -> QuerySet[StaffNotice]:
    """Return the notices of the units in whose name ``user`` sends."""
    return StaffNotice.objects.filter(unit__in=sending_units(user)).select_related("unit")


def state_of(notice: StaffNotice) -> str:
    """Return the state in a word or two."""
    if notice.withdrawn_at:
        return gettext("Withdrawn")
    if not notice.is_sent:
        return gettext("Draft, not sent")
    return gettext("Stands") if notice.is_current_at(timezone.now()) else gettext("Its time is over")


class NoticeIndexView(FoldedSearchIndexView):
    """The notices of the person's units, with how many units have confirmed."""

    empty_text = _("No notice yet. A notice stands on the first page of all units that get it.")

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count recipients in the same query."""
        return own_notices(self.request.user).annotate(
            sent_to=Count("recipients"), confirmed=Count("recipients", filter=Q(recipients__confirmed_at__isnull=False))
        )


class SendNextMixin:
    """After saving a draft the person sees whom it will reach."""

    def get_success_url(self) -> str:
        """Lead to the page before sending; to the list when it was sent already."""
        notice: StaffNotice = self.object  # type: ignore[attr-defined]
        return reverse("notices:readers" if notice.is_sent else "notices:send", args=[notice.pk])


class NoticeCreateView(SendNextMixin, generic.CreateView):
    """A new draft."""


class NoticeEditView(SendNextMixin, generic.EditView):
    """A draft, or the time and the reminders of what was sent."""


def screen_of(notice: StaffNotice) -> str:
    """Return the address that a line of the list leads to."""
    return reverse("notices:readers" if notice.is_sent else "notices:edit", args=[notice.pk])


class NoticeViewSet(ModelViewSet):
    """Notices to staff."""

    model = StaffNotice
    name = "notices"
    icon = "mail"
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = NoticeIndexView
    add_view_class = NoticeCreateView
    edit_view_class = NoticeEditView
    search_fields: ClassVar[list[str]] = ["title"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Notice"), sort_key="title", get_url=screen_of),
        Column("unit", label=_("Sent by"), accessor="unit.short_name"),
        Column("state", label=_("State"), accessor=state_of),
        DayColumn("sent_at", label=_("Sent on"), accessor="sent_at", sort_key="sent_at"),
        Column("confirmed", label=_("Units that confirmed"), accessor=lambda row: f"{row.confirmed}/{row.sent_to}"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("unit"),
            FieldPanel("title", help_text=_("For example Nộp báo cáo truyền thông tháng 11 trước ngày 25.")),
            FieldPanel("body"),
            MultiFieldPanel(
                [FieldPanel("kinds", widget=forms.CheckboxSelectMultiple), FieldPanel("unit_codes")],
                heading=_("Recipients"),
            ),
            FieldRowPanel([FieldPanel("ends_at"), FieldPanel("remind_after_days")]),
        ],
        base_form_class=NoticeForm,
    )

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Let only senders in, and to their own units' notices only."""
        view: View = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not sending_units(request.user).exists():
                raise PermissionDenied
            if "pk" in kwargs and not own_notices(request.user).filter(pk=kwargs["pk"]).exists():
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    def get_urlpatterns(self) -> list[Any]:
        """Add sending, readers and withdrawing to Wagtail's addresses."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/send/", send_view, name="send"),
            path("<int:pk>/readers/", readers_view, name="readers"),
            path("<int:pk>/withdraw/", withdraw_view, name="withdraw"),
        ]


def _own_or_404(request: HttpRequest, pk: int) -> StaffNotice:
    return get_object_or_404(own_notices(request.user), pk=pk)


def send_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom a notice will reach; send it when that is confirmed."""
    notice = _own_or_404(request, pk)
    if request.method == "POST":
        try:
            count = send_notice(notice, by=request.user, now=timezone.now())
        except NoticeError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = ngettext("The notice went to %(count)d unit.", "The notice went to %(count)d units.", count)
            messages.success(request, text % {"count": count})
            return redirect("notices:readers", pk)
    units = receivers(notice, local_day())
    count = units.count()
    names = list(units.values_list("short_name", flat=True)[:SHOWN_NAMES])
    return render(
        request,
        "unit_pages/notices/send.html",
        {"notice": notice, "count": count, "names": names, "more": max(0, count - len(names))},
    )


def readers_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which units have confirmed, and who has opened the notice."""
    notice = _own_or_404(request, pk)
    readers = readers_of(notice)
    rows = [(row, readers.get(row.unit_id, [])) for row in notice.recipients.select_related("unit")]
    if request.GET.get("export") == "csv":
        return _readers_csv(notice, rows)
    missing = sum(1 for row, _readers in rows if row.confirmed_at is None)
    context = {"notice": notice, "rows": rows, "missing": missing, "state": capfirst(state_of(notice))}
    return render(request, "unit_pages/notices/readers.html", context)


def _readers_csv(notice: StaffNotice, rows: list[Any]) -> HttpResponse:
    """Return the list as a spreadsheet opens it: UTF-8 with a mark, no formulas."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="thong-bao-{notice.pk}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(
        [gettext("Code"), gettext("Unit"), gettext("Confirmed at"), gettext("Opened by"), gettext("Reminders")]
    )
    for row, readers in rows:
        moment = f"{timezone.localtime(row.confirmed_at):%d/%m/%Y %H:%M}" if row.confirmed_at else ""
        names = "; ".join(str(reader.person) for reader in readers)
        writer.writerow([as_text(row.unit.code), as_text(row.unit.name), moment, as_text(names), row.reminders])
    return answer


@require_POST
def withdraw_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice off all landing pages."""
    notice = _own_or_404(request, pk)
    try:
        withdraw_notice(notice, by=request.user, reason=request.POST.get("reason", ""), now=timezone.now())
    except NoticeError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, gettext("The notice was withdrawn."))
    return redirect("notices:readers", pk)


class SendersMenuItem(MenuItem):
    """Shown to who sends notices."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may send."""
        return sending_units(request.user).exists()


def notices_menu_item() -> MenuItem:
    """Return the entry in the group of units."""
    return SendersMenuItem(_("Notices to staff"), reverse("notices:index"), name="notices", icon_name="mail", order=80)


notices = NoticeViewSet()
MENU_HOOK = UNITS
