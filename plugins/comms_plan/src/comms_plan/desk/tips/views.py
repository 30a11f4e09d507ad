"""Any member of staff proposes a story; the board reads, answers, or orders it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from comms_plan.desk.board.queue import boards_of
from comms_plan.desk.current_unit import choose_place
from comms_plan.desk.landing.queries import landing_places
from comms_plan.gate.models import Tip, TipState

SHOWN = 50


class TipForm(forms.ModelForm):
    """What, where, when, whom to ask."""

    class Meta:
        model = Tip
        fields = ["what", "where", "when", "contact"]
        labels = {
            "what": gettext_lazy("What is worth telling?"),
            "where": gettext_lazy("Where?"),
            "when": gettext_lazy("When?"),
            "contact": gettext_lazy("Whom can the board ask? Name and telephone"),
        }
        help_texts = {"what": gettext_lazy("One or two sentences are enough.")}
        widgets = {"what": forms.Textarea(attrs={"rows": 4})}


@require_admin_access  # type: ignore[untyped-decorator]
def box(request: HttpRequest) -> HttpResponse:
    """Show the form and the person's own tips with their answers; ``unit`` names one of the person's units."""
    places = landing_places(request.user)
    place = choose_place(request, places)
    if place is None:
        raise Http404
    form = TipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.unit, form.instance.proposed_by = place.unit, request.user
        form.instance.proposed_at = timezone.now()
        form.save()
        messages.success(request, _("Thank you. The editorial board reads your tip."))
        return redirect("comms_tips:box")
    own = Tip.objects.filter(proposed_by_id=request.user.pk)[:SHOWN]
    return render(request, "comms_desk/tips.html", {"place": place, "places": places, "form": form, "tips": own})


def tips_for(user: Any) -> Any:
    """Return the tips of the units of the person's boards.

    Raises:
        Http404: when the person decides for no board.
    """
    below = Q(pk__in=[])
    for board in boards_of(user):
        below |= Q(unit__tree_path__startswith=board.tree_path)
    return Tip.objects.filter(below)


@require_admin_access  # type: ignore[untyped-decorator]
def received(request: HttpRequest) -> HttpResponse:
    """Show the board what was proposed, what waits for an answer first."""
    tips = tips_for(request.user).select_related("unit", "proposed_by", "answered_by").prefetch_related("orders")
    context = {
        "waiting": tips.filter(state=TipState.NEW).order_by("proposed_at", "pk")[:SHOWN],
        "settled": tips.exclude(state=TipState.NEW)[:SHOWN],
        "current": "board",
    }
    return render(request, "comms_desk/tips_received.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a tip in words that its proposer reads."""
    tip = get_object_or_404(tips_for(request.user), pk=pk)
    words = request.POST.get("answer", "").strip()[:1000]
    if not words:
        messages.error(request, _("Write the answer in a sentence."))
    else:
        tip.answer, tip.answered_by, tip.answered_at = words, request.user, timezone.now()
        tip.state = TipState.ANSWERED if tip.state == TipState.NEW else tip.state
        tip.save(update_fields=["answer", "answered_by", "answered_at", "state"])
        messages.success(request, _("The answer was sent to who proposed it."))
    return redirect("comms_tips:received")
