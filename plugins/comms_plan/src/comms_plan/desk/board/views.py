"""The queue and the board's decisions."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from comms_plan.desk.board.presenting import AcceptForm
from comms_plan.desk.board.queue import boards_of, queue_of
from comms_plan.desk.coverage.asking import number_asked
from comms_plan.gate import services
from comms_plan.gate.models import ReturnReason, State, Submission
from unit_pages.enums import Place
from unit_pages.models import UnitKind


class ReturnForm(forms.Form):
    """Why an item is returned."""

    reason = forms.ModelChoiceField(queryset=ReturnReason.objects.all(), required=False)
    text = forms.CharField(max_length=1000, required=False)


@require_admin_access  # type: ignore[untyped-decorator]
def board(request: HttpRequest) -> HttpResponse:
    """Show the queue.

    ``?cua-toi=1`` shows what is assigned to me, ``?loai=`` units of one kind, ``?tim=`` a headline or a unit's name.
    """
    boards = boards_of(request.user)
    mine = request.user if request.GET.get("cua-toi") else None
    kind, words = request.GET.get("loai", ""), request.GET.get("tim", "")[:100]
    now = timezone.now()
    offering = Submission.objects.filter(board__in=boards, state=State.OFFERED).values("unit__kind")
    queue = queue_of(boards, now, mine=mine, unit_kind=kind, words=words, page=number_asked(request, "trang"))
    context = {
        "queue": queue,
        "page": queue.page,
        "words": words,
        "asked": _asked(request),
        "reasons": ReturnReason.objects.all(),
        "places": Place.choices,
        "kinds": UnitKind.objects.filter(pk__in=offering),
        "kind": kind,
        "mine": bool(mine),
        "current": "board",
    }
    return render(request, "comms_desk/board.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept the chosen items; those that somebody decided meanwhile are named."""
    chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdigit()][:100]
    found = Submission.objects.filter(pk__in=chosen, board__in=boards_of(request.user)).order_by("offered_at", "pk")
    accepted = 0
    for submission in found:
        try:
            services.accept(submission=submission, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, f"{submission.headline}: {error.messages[0]}")
        else:
            accepted += 1
    if accepted:
        messages.success(
            request,
            ngettext("%(n)d item is on the portal now.", "%(n)d items are on the portal now.", accepted)
            % {"n": accepted},
        )
    elif not chosen:
        messages.error(request, _("Choose at least one item."))
    return _back_to_queue(request)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def decide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one of the board's steps with a submission."""
    submission = Submission.objects.filter(pk=pk, board__in=boards_of(request.user)).first()
    if submission is None or step not in STEPS:
        raise Http404
    try:
        words = STEPS[step](request, submission)
    except ValidationError as error:
        messages.error(request, f"{submission.headline}: {error.messages[0]}")
    else:
        messages.success(request, words % {"title": submission.headline})
    return _back_to_queue(request)


def _back_to_queue(request: HttpRequest) -> HttpResponse:
    """Return to the list as it was narrowed before."""
    return redirect(reverse("comms_board:queue") + _asked(request))


def _asked(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _accept(request: HttpRequest, submission: Submission) -> str:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    services.accept(submission=submission, by=request.user, now=timezone.now(), **form.cleaned_data)
    return _("“%(title)s” was accepted for the portal.")


def _give_back(request: HttpRequest, submission: Submission) -> str:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    services.give_back(submission=submission, by=request.user, now=timezone.now(), **form.cleaned_data)
    return _("“%(title)s” was returned to the unit.")


def _take_down(request: HttpRequest, submission: Submission) -> str:
    text = request.POST.get("text", "")[:1000]
    services.take_down(submission=submission, by=request.user, now=timezone.now(), text=text)
    return _("“%(title)s” was taken off the portal.")


def _keep(request: HttpRequest, submission: Submission) -> str:
    services.keep(submission=submission, by=request.user, now=timezone.now())
    return _("“%(title)s” stays on the portal.")


def _take_on(request: HttpRequest, submission: Submission) -> str:
    services.assign(submission=submission, to=request.user, by=request.user, now=timezone.now())
    return _("“%(title)s” is yours now.")


def _hand_back(request: HttpRequest, submission: Submission) -> str:
    services.assign(submission=submission, to=None, by=request.user, now=timezone.now())
    return _("“%(title)s” is free for others.")


STEPS: dict[str, Callable[[HttpRequest, Submission], str]] = {
    "nhan": _accept,
    "tra-lai": _give_back,
    "go": _take_down,
    "giu": _keep,
    "cua-toi": _take_on,
    "nha-ra": _hand_back,
}
