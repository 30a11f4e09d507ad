"""Orders given, and the answers of the units that were asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from comms_plan.desk.orders.access import ordering_units
from comms_plan.desk.orders.forms import OrderForm
from comms_plan.desk.orders.panel import to_hand_in
from comms_plan.desk.tips.views import tips_for
from comms_plan.desk.writers import writes_for
from comms_plan.gate import services as gate
from comms_plan.gate.models import LineState, OrderLine, Tip, WritingOrder
from comms_plan.gate.orders import services
from comms_plan.gate.orders.models import PENDING
from unit_pages.days import local_day
from unit_pages.models import Unit

SHOWN = 50


def _given(user: Any) -> Any:
    return WritingOrder.objects.filter(asked_by__in=ordering_units(user)).select_related("asked_by", "theme")


@require_admin_access  # type: ignore[untyped-decorator]
def index(request: HttpRequest) -> HttpResponse:
    """Show what the person's offices ordered, and how far it has come; ``?qua-han=1`` the overdue ones."""
    if not ordering_units(request.user).exists():
        raise Http404
    day = local_day()
    pending = Q(lines__state__in=PENDING)
    orders = _given(request.user).annotate(
        asked=Count("lines"),
        done=Count("lines", filter=Q(lines__state=LineState.DONE)),
        declined=Count("lines", filter=Q(lines__state=LineState.DECLINED)),
        pending=Count("lines", filter=pending),
    )
    overdue = bool(request.GET.get("qua-han"))
    if overdue:
        orders = orders.filter(due_on__lt=day, pending__gt=0)
    context = {"orders": orders[:SHOWN], "overdue": overdue, "today": day, "current": "orders"}
    return render(request, "comms_desk/orders.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def new(request: HttpRequest) -> HttpResponse:
    """Write an order; ``?tin=`` names a tip that becomes one."""
    askers = list(ordering_units(request.user).order_by("tree_path"))
    if not askers:
        raise Http404
    asked = request.POST.get("asker") or request.GET.get("asker") or ""
    asker = next((unit for unit in askers if unit.slug == asked), askers[0])
    tip = _tip(request)
    form = OrderForm(request.POST or None, asker=asker, day=local_day(), initial=_from_tip(tip))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.order(
                asked_by=asker,
                units=form.asked(),
                title=data["title"],
                text=data["text"],
                theme=data["theme"],
                due_on=data["due_on"],
                by=request.user,
                now=timezone.now(),
                tip=tip,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            number = made.lines.count()
            words = ngettext("%(n)d unit was asked for the item.", "%(n)d units were asked for the item.", number)
            messages.success(request, words % {"n": number})
            return redirect("comms_orders:detail", made.pk)
    context = {"form": form, "askers": askers, "asker": asker, "tip": tip, "current": "orders"}
    return render(request, "comms_desk/order_new.html", context)


def _tip(request: HttpRequest) -> Tip | None:
    """Return the tip that the address names; only members of a board see tips."""
    key = request.POST.get("tin") or request.GET.get("tin") or ""
    return get_object_or_404(tips_for(request.user), pk=key) if key.isdigit() else None


def _from_tip(tip: Tip | None) -> dict[str, Any]:
    if tip is None:
        return {}
    about = {_("Where:"): tip.where, _("When:"): tip.when, _("Ask:"): tip.contact}
    text = "\n".join([tip.what, *(f"{label} {value}" for label, value in about.items() if value)])
    return {"title": tip.what[:120], "text": text, "units": tip.unit.name}


@require_admin_access  # type: ignore[untyped-decorator]
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one order, unit by unit."""
    order = get_object_or_404(_given(request.user), pk=pk)
    lines = order.lines.select_related("unit", "answered_by", "page").order_by("state", "unit__name_key")
    context = {
        "order": order,
        "lines": lines,
        "is_open": any(line.state in PENDING for line in lines),
        "is_overdue": order.due_on < local_day(),
        "pending": PENDING,
        "current": "orders",
    }
    return render(request, "comms_desk/order.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an order from the units that have not handed in."""
    order = get_object_or_404(_given(request.user), pk=pk)
    services.cancel(order=order, by=request.user, now=timezone.now())
    messages.success(request, _("The order was withdrawn. What was handed in stays."))
    return redirect("comms_orders:detail", order.pk)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one of the steps of a unit that was asked; others learn nothing of the order."""
    line = OrderLine.objects.select_related("order", "unit").filter(pk=pk).first()
    if line is None or step not in STEPS or not writes_for(request.user, line.unit_id):
        raise Http404
    try:
        words = STEPS[step](request, line)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, words % {"title": line.order.title})
    return redirect(reverse("wagtailadmin_home"))


def _take_on(request: HttpRequest, line: OrderLine) -> str:
    services.take_on(line=line, by=request.user, now=timezone.now())
    return _("Your unit writes the item “%(title)s”.")


def _decline(request: HttpRequest, line: OrderLine) -> str:
    reason = request.POST.get("reason", "")[:500]
    services.decline(line=line, by=request.user, now=timezone.now(), reason=reason)
    return _("The orderer reads why your unit does not write “%(title)s”.")


def _hand_in(request: HttpRequest, line: OrderLine) -> str:
    key = request.POST.get("page", "")
    row = to_hand_in(line.unit).filter(page_id=key).first() if key.isdigit() else None
    if row is None or row.page is None:
        raise ValidationError(_("Choose an item that your unit has published."))
    board = Unit.objects.root()
    gate.offer(page=row.page.specific, board=board, by=request.user, now=timezone.now(), order_line=line)
    return _("The item was sent to the editorial board for the order “%(title)s”.")


STEPS: dict[str, Callable[[HttpRequest, OrderLine], str]] = {
    "nhan": _take_on,
    "tu-choi": _decline,
    "nop": _hand_in,
}
