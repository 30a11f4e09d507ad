"""The list of reminders, one of them, and the hour at which a person wants them."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from comms_plan.urging.models import Digest, MailHour, State
from comms_plan.urging.people import coordinators
from comms_plan.urging.preparing import standard
from comms_plan.urging.sending import SENT_AGAIN, send_again
from unit_pages.access.rights import rights_of
from unit_pages.days import local_day
from unit_pages.people.accounts import name_of

LINES_A_PAGE = 100


def is_coordinator(user: Any) -> bool:
    """Whether ``user`` sees the reminders of everybody."""
    if user.is_superuser:
        return True
    in_department = any(right.is_root for right in rights_of(user))
    return in_department and user.pk in coordinators(standard(), local_day())


def digests_for(user: Any) -> QuerySet[Digest]:
    """Return the digests that ``user`` may read: everybody the own ones, coordinators all."""
    rows = Digest.objects.select_related("person")
    return rows if is_coordinator(user) else rows.filter(person_id=user.pk)


def has_reminders(user: Any) -> bool:
    """Whether reminders can reach ``user``, or the list is theirs to look after."""
    return user.is_superuser or bool(rights_of(user))


class DigestFilterSet(WagtailFilterSet):
    """Days, state, and the name or code of a unit."""

    day = django_filters.DateFromToRangeFilter(label=gettext_lazy("Days"), widget=DateRangePickerWidget)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State of the mail"), choices=State.choices, empty_label=gettext_lazy("All states")
    )
    unit = django_filters.CharFilter(label=gettext_lazy("Name or code of a unit"), method="of_unit")

    class Meta:
        model = Digest
        fields: ClassVar[list[str]] = []

    def of_unit(self, rows: QuerySet[Digest], _name: str, words: str) -> QuerySet[Digest]:
        """Keep digests that speak of a unit with this code or these words in its name."""
        from unit_pages.models import Unit

        named = Unit.objects.filter(code__iexact=words) | Unit.objects.filter(name__icontains=words)
        return rows.filter(lines__unit__in=named.order_by().values("pk")).distinct()


class StateColumn(Column):
    """The state in words."""

    def get_value(self, instance: Digest) -> str:
        """Return the state's label."""
        return str(instance.get_state_display())


class MomentColumn(Column):
    """Day and time as officials write them."""

    def get_value(self, instance: Digest) -> str:
        """Return the local time, "" where there is none."""
        value = super().get_value(instance)
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


class DigestListView(ReportView):
    """What was sent to whom; a person sees the own mails only, a coordinator all."""

    model = Digest
    page_title = gettext_lazy("Reminders sent")
    header_icon = "mail"
    filterset_class = DigestFilterSet
    index_url_name = "comms_urging:list"
    index_results_url_name = "comms_urging:list_results"
    default_ordering: ClassVar[list[str]] = ["-day", "-pk"]
    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "day",
            label=gettext_lazy("Day of the mail"),
            width="16%",
            accessor=lambda row: f"{row.day:%d/%m/%Y}",
            get_url=lambda row: reverse("comms_urging:letter", args=[row.pk]),
        ),
        Column("person", label=gettext_lazy("Who gets the mail"), accessor=lambda row: name_of(row.person)),
        StateColumn("state", label=gettext_lazy("State of the mail")),
        Column("subject", label=gettext_lazy("Subject of the mail")),
        Column("units", label=gettext_lazy("Units named")),
        MomentColumn("sent_at", label=gettext_lazy("Went out at")),
    ]
    list_export: ClassVar[list[str]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show nothing to who holds no post."""
        if not has_reminders(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_base_queryset(self) -> QuerySet[Digest]:
        """Return the digests that the person may read."""
        rows = digests_for(self.request.user).defer("text", "html")
        return rows.annotate(units=Count("lines__unit", distinct=True)).order_by(*self.default_ordering)


@require_admin_access  # type: ignore[untyped-decorator]
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mail as it was sent, and all units it speaks of."""
    digest = get_object_or_404(digests_for(request.user), pk=pk)
    lines = digest.lines.select_related("unit", "rule").order_by("unit__name_key", "pk")
    context = {
        "digest": digest,
        "recipient": name_of(digest.person),
        "lines": Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("p")),
        "may_send": digest.state in SENT_AGAIN and is_coordinator(request.user),
        "page_title": _("Reminder"),
    }
    return render(request, "comms_urging/letter.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mail go out again that failed, or of which nobody knows; for coordinators."""
    if not is_coordinator(request.user):
        raise Http404
    digest = get_object_or_404(Digest.objects.select_related("person"), pk=pk)
    if send_again(digest, timezone.now()):
        messages.success(request, _("The mail goes out with the next run."))
    else:
        messages.error(
            request, _("This mail cannot be sent again: it went out, it waits, or the person has no e-mail address.")
        )
    return redirect("comms_urging:letter", pk)


class HourForm(forms.Form):
    """One of the hours outside the quiet ones."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the reminders"),
        coerce=int,
        help_text=gettext_lazy("One mail a day at most, only on days on which one of your units has to be reminded."),
    )

    def __init__(self, *args: Any, hours: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hour"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(hour, f"{hour:02}:00") for hour in hours]


@require_admin_access  # type: ignore[untyped-decorator]
def hour(request: HttpRequest) -> HttpResponse:
    """Let a person choose the hour of the digest."""
    if not has_reminders(request.user):
        raise Http404
    urging = standard()
    chosen = MailHour.objects.filter(person_id=request.user.pk).first()
    form = HourForm(
        request.POST or None,
        hours=urging.hours(),
        initial={"hour": chosen.hour if chosen else urging.hour},
    )
    if request.method == "POST" and form.is_valid():
        MailHour.objects.update_or_create(person_id=request.user.pk, defaults={"hour": form.cleaned_data["hour"]})
        messages.success(
            request, _("Reminders come at %(hour)s o'clock from now on.") % {"hour": form.cleaned_data["hour"]}
        )
        return redirect("comms_urging:hour")
    context = {"form": form, "page_title": _("Hour of the reminders")}
    return render(request, "comms_urging/hour.html", context)


app_name = "comms_urging"
urlpatterns = [
    path("", DigestListView.as_view(), name="list"),
    path("results/", DigestListView.as_view(results_only=True), name="list_results"),
    path("gio/", hour, name="hour"),
    path("<int:pk>/", letter, name="letter"),
    path("<int:pk>/gui-lai/", resend, name="resend"),
]
