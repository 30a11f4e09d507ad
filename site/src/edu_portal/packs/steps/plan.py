"""The plan in its own words, and the calendar of the school year."""

from __future__ import annotations

import calendar
import datetime as dt

from django.core.exceptions import ValidationError

from comms_plan.plans.models import LegalBasis, Period, Plan, PlanPart
from comms_plan.plans.services import copy_plan
from comms_plan.plans.themes import Subtopic, Theme
from comms_plan.quotas.checking import check
from comms_plan.quotas.models import QuotaRule
from comms_plan.urging.models import Arrangement
from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Item
from edu_portal.packs.schema import EventEntry, PlanEntry, ThemeEntry
from edu_portal.packs.steps.run import Run
from unit_pages.models import CalendarEvent
from unit_pages.vietnamese import slugify_vi

DOUBT = "[?]"


def load(run: Run) -> None:
    """Write the plan with its parts and themes."""

    def write(data: PlanEntry, entry: PackEntry) -> None:
        plan = _write_record(run, data, entry)
        _write_parts(plan, data)
        if data.urging is not None:
            Arrangement.objects.update_or_create(plan=plan, defaults={"data": data.urging})
        for position, theme in enumerate(data.themes, start=1):
            _write_theme(plan, position, theme)
        _write_rules(plan, data)

    item = Item("plan.yaml", 0, run.pack.plan)
    run.ledger.each("plan", [item], lambda data: str(data.document.school_year), write)


def load_calendar(run: Run) -> None:
    """Write the events of the present school year."""
    start, _end = run.school_year(run.today)

    def write(data: EventEntry, entry: PackEntry) -> None:
        first = _day(start, data.month, data.day)
        last = _day(start, data.end_month, data.end_day or data.day) if data.end_month else None
        values = {
            "unit": run.units[data.unit],
            "title": data.title,
            "detail": data.detail,
            "starts_on": first,
            "ends_on": last,
        }
        merge(CalendarEvent, {"key": f"{data.key}-{start.year}"}, values, entry)

    run.ledger.each("event", run.pack.events, lambda data: f"{data.key}-{start.year}", write)


def copy_to_present_year(run: Run) -> Plan:
    """Return the plan in force; with sample content, a marked copy of the pack's plan (R3)."""
    start, end = run.school_year(run.today)
    original = Plan.objects.get(code=f"ke-hoach-{run.pack.plan.document.school_year}")
    wanted = run.pack.info.sample_plan
    if wanted is None or original.period.starts_on == start:
        return original
    period = _period(f"{start.year}-{end.year}", start, end)
    code = wanted.code.format(period=period.code)
    plan = Plan.objects.filter(code=code).first()
    if plan is not None:
        return plan
    plan = copy_plan(
        plan=original, period=period, code=code, title=wanted.title.format(period=period.code), is_sample=True
    )
    plan.themes.filter(code__in=wanted.priority).update(priority_from=run.today - dt.timedelta(days=30))
    return plan


def _write_record(run: Run, data: PlanEntry, entry: PackEntry) -> Plan:
    head = data.document
    year = int(head.school_year[:4])
    month, day = map(int, run.pack.info.school_year_starts.split("-"))
    period = _period(head.school_year, dt.date(year, month, day), dt.date(year + 1, month, day))
    values = {
        "unit": run.units[run.pack.info.root_unit],
        "period": period,
        "superior_body": head.superior_body,
        "issuer": head.issuer,
        "kind": head.kind,
        "title": head.title,
        "place": head.place,
        "number_raw": head.number_raw,
        "number_is_doubtful": DOUBT in head.number_raw,
        "date_raw": head.date_raw,
        "date_is_doubtful": DOUBT in head.date_raw,
        "signer_raw": head.signer_raw,
        "signer_is_doubtful": DOUBT in head.signer_raw,
        "signer_title": head.signer_title or "",
        "public_progress": data.public_progress,
    }
    return merge(Plan, {"code": f"ke-hoach-{head.school_year}"}, values, entry)


def _write_parts(plan: Plan, data: PlanEntry) -> None:
    """Replace the parts: they are the document's own words, which nobody edits."""
    plan.legal_bases.all().delete()
    LegalBasis.objects.bulk_create(
        LegalBasis(
            plan=plan,
            position=n,
            kind=basis.kind,
            number=basis.number,
            signed_on=basis.date,
            issuer=basis.issuer,
            subject=basis.subject,
        )
        for n, basis in enumerate(data.document.legal_bases)
    )
    section = PlanPart.Section
    sections = {
        section.PURPOSE: data.purposes,
        section.REQUIREMENT: data.requirements,
        section.OTHER_CONTENT: [data.other_content] if data.other_content else [],
        section.RESPONSIBLE_HEAD: data.responsible_heads,
        section.RECIPIENT: data.document.recipients,
        **{section(name): sentences for name, sentences in data.duties.items()},
    }
    plan.parts.all().delete()
    parts = [
        PlanPart(plan=plan, section=name, position=n, text=text)
        for name, sentences in sections.items()
        for n, text in enumerate(sentences)
    ]
    parts += [
        PlanPart(plan=plan, section=section.QUOTA, position=n, text=quota.text, rule=quota.rule)
        for n, quota in enumerate(data.quotas)
    ]
    PlanPart.objects.bulk_create(parts)


def _write_rules(plan: Plan, data: PlanEntry) -> None:
    """Write the quota rules of the plan; one that was amended in the admin stays as it is."""
    days = {
        "valid_from": plan.period.starts_on.isoformat(),
        "valid_to": (plan.period.ends_on - dt.timedelta(days=1)).isoformat(),
    }
    for position, quota in enumerate(data.quotas, start=1):
        if quota.rule is None:
            continue
        rows = QuotaRule.objects.filter(plan=plan, code=quota.rule["code"])
        if rows.count() > 1:
            continue
        row = rows.first() or QuotaRule(plan=plan)
        row.data = {**days, **quota.rule}
        errors = [finding for finding in check(row.rule, plan) if finding.is_error]
        if errors:
            where = ".".join(map(str, ("quotas", position, "rule", *errors[0].path)))
            raise ValidationError(f"{where}: {errors[0].message}")
        row.save()


def _write_theme(plan: Plan, position: int, data: ThemeEntry) -> None:
    theme, _created = Theme.objects.update_or_create(
        plan=plan,
        code=data.code,
        defaults={
            "position": position,
            "name": data.short,
            "slug": slugify_vi(data.short, max_length=100),
            "text": data.text,
            "keywords": ", ".join(data.keywords),
            "ends_on": data.ends_on,
        },
    )
    theme.subtopics.all().delete()
    Subtopic.objects.bulk_create(Subtopic(theme=theme, name=name, position=n) for n, name in enumerate(data.subtopics))


def _period(code: str, start: dt.date, end: dt.date) -> Period:
    period, _created = Period.objects.get_or_create(
        code=code, defaults={"name": f"Năm học {code}", "starts_on": start, "ends_on": end}
    )
    return period


def _day(start: dt.date, month: int, day: int) -> dt.date:
    """Return the day in the school year that begins at ``start``; 30/2 becomes the last of February."""
    year = start.year if month >= start.month else start.year + 1
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
