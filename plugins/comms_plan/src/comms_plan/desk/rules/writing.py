"""A rule is written or amended as text; what it would change is shown before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.desk.rules.rights import coordinators_only
from comms_plan.plans.models import Plan
from comms_plan.quotas.checking import Finding, check
from comms_plan.quotas.deciding import Preview, beginnings, change, create, preview
from comms_plan.quotas.models import QuotaRule
from comms_plan.quotas.periods import DAY
from comms_plan.quotas.source import Line, Source, SourceError, read, write
from unit_pages.days import local_day

NEW = """\
code: tin-bai-hang-thang
name: "Ít nhất 02 tin, bài mỗi tháng"
source: "Mục III.2"
subject: {unit_kinds: []}
period: {kind: month}
minimum: 2
valid_from: %(first)s
valid_to: %(last)s
examples:
  - says: "Tin đăng trên cổng của Sở"
    item: {kind: tin, site: portal}
    counts: true
"""
#: Units named in a preview.
SHOWN = 40


@dataclass
class Draft:
    """A text with what is said about it.

    Args:
        text: as the person wrote it.
        first: first day from which it is to hold, None for a new rule.
        errors: what is wrong, with lines.
        warnings: what the person should know.
        seen: what would change.
    """

    text: str
    first: dt.date | None = None
    errors: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seen: Preview | None = None
    source: Source | None = None

    def check(self, plan: Plan, quota: QuotaRule | None) -> None:
        """Read the text and find out what it would change."""
        fixed: dict[str, Any] = {}
        if quota is not None:
            fixed = {"code": quota.code, "valid_from": (self.first or quota.valid_from).isoformat()}
        try:
            self.source = read(self.text, **fixed)
        except SourceError as error:
            self.errors = error.lines
            return
        findings = check(self.source.rule, plan)
        self.errors = [self._line(finding) for finding in findings if finding.is_error]
        self.warnings = [finding.message for finding in findings if not finding.is_error]
        if not self.errors:
            self.seen = preview(plan=plan, rule=self.source.rule, quota=quota, now=timezone.now())

    def _line(self, finding: Finding) -> Line:
        assert self.source is not None
        return Line(self.source.line_of(finding.path), ".".join(map(str, finding.path)), finding.message)


@coordinators_only
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write a rule that the plan does not have yet."""
    plan = get_object_or_404(Plan.objects.select_related("period"), pk=plan_id, unit__parent__isnull=True)
    days = {"first": plan.period.starts_on.isoformat(), "last": (plan.period.ends_on - DAY).isoformat()}
    draft = Draft(request.POST.get("text", NEW % days))
    if request.method == "POST":
        draft.check(plan, None)
        if not draft.errors and draft.source and "save" in request.POST:
            try:
                quota = create(plan=plan, data=draft.source.data, by=request.user, now=timezone.now())
            except ValidationError as error:
                draft.errors = [Line(0, "", message) for message in error.messages]
            else:
                messages.success(request, _("The rule was saved, and counted for all units."))
                return redirect("comms_rules:show", quota.pk)
    return _form(request, plan, draft)


@coordinators_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule from the first day of a period on."""
    quota = get_object_or_404(QuotaRule.objects.select_related("plan__period"), pk=pk)
    days = beginnings(quota)
    draft = Draft(request.POST.get("text", write(quota.rule)), _chosen(request, days))
    if request.method == "POST":
        draft.check(quota.plan, quota)
        if draft.first is None or request.POST.get("first", "") not in ("", draft.first.isoformat()):
            draft.errors = [Line(0, "", _("Choose the first day of a period that is not closed.")), *draft.errors]
        if not draft.errors and draft.source and draft.first and "save" in request.POST:
            try:
                changed = change(
                    quota=quota, data=draft.source.data, first=draft.first, by=request.user, now=timezone.now()
                )
            except ValidationError as error:
                draft.errors = [Line(0, "", message) for message in error.messages]
            else:
                messages.success(request, _("The rule was saved, and counted for all units."))
                return redirect("comms_rules:show", changed.pk)
    return _form(request, quota.plan, draft, quota, days)


def _chosen(request: HttpRequest, days: list[dt.date]) -> dt.date | None:
    """Return the day chosen; else the first day of the running or next period."""
    asked = request.POST.get("first", "")
    found = next((day for day in days if day.isoformat() == asked), None)
    today = local_day()
    return found or next((day for day in reversed(days) if day <= today), days[0] if days else None)


def _form(
    request: HttpRequest,
    plan: Plan,
    draft: Draft,
    quota: QuotaRule | None = None,
    days: list[dt.date] | None = None,
) -> HttpResponse:
    context = {
        "plan": plan,
        "quota": quota,
        "draft": draft,
        "days": days or [],
        "rows": max(14, draft.text.count("\n") + 3),
        "changes": draft.seen.changes[:SHOWN] if draft.seen else [],
        "more": max(0, len(draft.seen.changes) - SHOWN) if draft.seen else 0,
        "current": "rules",
    }
    return render(request, "comms_desk/rules/form.html", context, status=422 if draft.errors else 200)
