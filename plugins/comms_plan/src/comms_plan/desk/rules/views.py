"""The rules of a plan, one rule in words with its examples, and its exemptions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from comms_plan.desk.rules.rights import coordinators_only
from comms_plan.plans.models import Plan
from comms_plan.quotas.checking import check
from comms_plan.quotas.counting import owing
from comms_plan.quotas.describing import sentences
from comms_plan.quotas.examples import judged_examples
from comms_plan.quotas.exempting import end_exemption, exempt
from comms_plan.quotas.explaining import sentence
from comms_plan.quotas.models import Exemption, QuotaRule
from comms_plan.quotas.problems import RuleError
from unit_pages.days import local_day
from unit_pages.models import Unit


class ExemptionForm(forms.Form):
    """A unit, days and a reason."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label=gettext_lazy("Exempted unit"))
    first = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=gettext_lazy("Last day of it"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("Reason of the exemption"), max_length=255)

    def __init__(self, *args: Any, quota: QuotaRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = owing(quota.rule, quota.rule.days()).order_by("name_key")
        field.label_from_instance = lambda unit: unit.short_name


@coordinators_only
def index(request: HttpRequest) -> HttpResponse:
    """List the rules of the department's plans, those in force first."""
    today = local_day()
    plans = (
        Plan.objects.filter(unit__parent__isnull=True).select_related("period").order_by("-period__starts_on", "-pk")
    )
    rules: dict[int, list[QuotaRule]] = {}
    for quota in QuotaRule.objects.filter(plan__in=plans).order_by("code", "-valid_from"):
        rules.setdefault(quota.plan_id, []).append(quota)
    shown = [
        {
            "plan": plan,
            "rules": [(quota, _state(quota, today)) for quota in rules.get(plan.pk, [])],
            "is_now": plan.period.starts_on <= today < plan.period.ends_on,
        }
        for plan in plans
    ]
    return render(request, "comms_desk/rules/index.html", {"plans": shown, "current": "rules"})


def _state(quota: QuotaRule, today: Any) -> str:
    if quota.valid_from > today:
        return _("begins later")
    return _("in force") if today <= quota.valid_to else _("ended")


@coordinators_only
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a rule in words, its examples with their verdicts, and who is exempt."""
    quota = get_object_or_404(QuotaRule.objects.select_related("plan__period"), pk=pk)
    return _shown(request, quota, ExemptionForm(quota=quota))


def _shown(request: HttpRequest, quota: QuotaRule, form: ExemptionForm) -> HttpResponse:
    versions = list(QuotaRule.objects.filter(plan=quota.plan_id, code=quota.code).order_by("valid_from"))
    exemptions = Exemption.objects.filter(rule__in=versions).select_related("unit", "decided_by")
    try:
        examples = [
            (judged, sentence(judged.verdict.reason, {}) if judged.verdict and judged.verdict.reason else "")
            for judged in judged_examples(quota.rule)
        ]
    except RuleError:
        examples = []
    context = {
        "quota": quota,
        "sentences": sentences(quota.rule),
        "examples": examples,
        "findings": check(quota.rule, quota.plan),
        "versions": versions,
        "is_newest": versions[-1].pk == quota.pk,
        "exemptions": exemptions.order_by("-first", "unit__name_key"),
        "form": form,
        "owing": owing(quota.rule, quota.rule.days()).count(),
        "current": "rules",
    }
    return render(request, "comms_desk/rules/show.html", context, status=422 if form.errors else 200)


@coordinators_only
@require_POST
def add_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Excuse a unit for some days."""
    quota = get_object_or_404(QuotaRule.objects.select_related("plan__period"), pk=pk)
    form = ExemptionForm(request.POST, quota=quota)
    if form.is_valid():
        try:
            row = exempt(quota=quota, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, [message for message in error.messages])
        else:
            messages.success(request, _("%(unit)s is exempt in these days.") % {"unit": row.unit.short_name})
            return redirect("comms_rules:show", pk)
    return _shown(request, quota, form)


@coordinators_only
@require_POST
def remove_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exemption back."""
    row = get_object_or_404(Exemption.objects.select_related("rule", "unit"), pk=pk)
    end_exemption(exemption=row, by=request.user)
    messages.success(request, _("The exemption of %(unit)s was taken back.") % {"unit": row.unit.short_name})
    return redirect("comms_rules:show", row.rule_id)
