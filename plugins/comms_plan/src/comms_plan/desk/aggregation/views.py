"""The board's rules: a list, a form with its trial, a switch."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import log

from comms_plan.desk.aggregation.forms import RuleForm
from comms_plan.desk.board.queue import boards_of
from comms_plan.gate.aggregation.services import TRIAL_DAYS, what_it_would_take
from comms_plan.gate.models import AggregationRule

SHOWN = 30


@require_admin_access  # type: ignore[untyped-decorator]
def index(request: HttpRequest) -> HttpResponse:
    """Show the rules of the person's boards and how much each took."""
    rules = AggregationRule.objects.filter(board__in=boards_of(request.user)).select_related("board")
    context = {"rules": rules.annotate(number=Count("submissions")), "current": "board"}
    return render(request, "comms_desk/rules.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a rule; it is saved only after its writer saw what it would have taken."""
    boards = boards_of(request.user)
    rule = get_object_or_404(AggregationRule, pk=pk, board__in=boards) if pk else None
    board = rule.board if rule else boards.order_by("tree_path")[0]
    form = RuleForm(request.POST or None, instance=rule, board=board)
    trial = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("action") == "save" and request.POST.get("tried") == form.digest():
            saved = form.save()
            log(instance=saved, action="wagtail.edit" if pk else "wagtail.create", user=request.user)
            messages.success(request, _("The rule “%(name)s” was saved.") % {"name": saved.name})
            return redirect("comms_aggregation:index")
        rows = what_it_would_take(form.instance, timezone.now()).select_related("unit")
        trial = {"number": rows.count(), "rows": rows[:SHOWN], "digest": form.digest()}
    context = {"form": form, "rule": rule, "board": board, "trial": trial, "days": TRIAL_DAYS, "current": "board"}
    return render(request, "comms_desk/rule.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a rule in force, or out of it; what it took stays."""
    rule = get_object_or_404(AggregationRule, pk=pk, board__in=boards_of(request.user))
    rule.is_active = not rule.is_active
    rule.save(update_fields=["is_active"])
    log(instance=rule, action="wagtail.edit", user=request.user)
    words = (
        _("The rule “%(name)s” is in force from now on.")
        if rule.is_active
        else _("The rule “%(name)s” takes nothing any more. What it took stays on the portal.")
    )
    messages.success(request, words % {"name": rule.name})
    return redirect("comms_aggregation:index")
