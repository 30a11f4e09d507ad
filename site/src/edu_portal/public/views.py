"""Public pages that are no Wagtail pages: themes, the plan, the site map."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.plans.figures import plan_figures
from comms_plan.plans.models import Plan, PlanPart
from comms_plan.plans.themes import Theme, lineage
from edu_portal.page_cache.pieces import SECTOR, keep
from edu_portal.public.cards import card_rows, make_cards
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from edu_portal.public.paging import page_of
from edu_portal.public.theme_figures import plan_in_force, theme_lines
from unit_pages.enums import Origin
from unit_pages.models import MenuLink, Publication, Unit, UnitKind


def theme_index(request: HttpRequest) -> HttpResponse:
    """Show the themes of the plan in force."""
    plan = present_plan(request)
    context = {
        "plan": plan,
        "themes": theme_lines(request, plan, timezone.localdate()),
        "breadcrumb": [NavLink(_("Home"), "/")],
        "meta": Meta(title=_("Key themes"), description=plan.title, canonical=absolute(request.path)),
    }
    return render(request, "comms_plans/theme_index.html", context)


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one theme: the plan's words and the newest items of all units."""
    theme = find_theme(slug)
    today = timezone.localdate()
    line = next(line for line in theme_lines(request, theme.plan, today) if line.pk == theme.pk)
    line.subtopics = [subtopic.name for subtopic in theme.subtopics.all()]
    shown, pager = page_of(request, card_rows(theme_publications(theme)), field="starts_at")
    feed_url = f"/rss/chu-de/{theme.slug}/"
    context = {
        "theme": line,
        "plan": theme.plan,
        "rows": make_cards(shown),
        "pager": pager,
        "feed_url": feed_url,
        "plan_url": "/ke-hoach/",
        "breadcrumb": [NavLink(_("Home"), "/"), NavLink(_("Key themes"), "/chu-de/")],
        "meta": Meta(
            title=theme.name,
            description=theme.text[:300],
            canonical=absolute(request.path),
            feeds=[NavLink(theme.name, feed_url)],
        ),
    }
    return render(request, "comms_plans/theme_detail.html", context)


def present_plan(request: HttpRequest) -> Plan:
    """Return the department's plan of today.

    Raises:
        Http404: when no plan is loaded.
    """
    plan = plan_in_force(request, timezone.localdate())
    if plan is None:
        raise Http404
    return plan


def find_theme(slug: str) -> Theme:
    """Return the theme of the plan in force with this address, else of the newest plan that has it.

    Raises:
        Http404: when no plan has such a theme.
    """
    themes = list(Theme.objects.filter(slug=slug).select_related("plan__period").order_by("-plan__period__starts_on"))
    current = Plan.objects.in_force(timezone.localdate())
    theme = next((theme for theme in themes if theme.plan == current), themes[0] if themes else None)
    if theme is None:
        raise Http404
    return theme


def theme_publications(theme: Theme) -> Any:
    """Return the live items of a theme, of all units, with those of the themes it goes on from."""
    pages = Publication.objects.live_at(timezone.now()).filter(origin=Origin.OWN)
    return pages.filter(page__article__theme_items__tag_id__in=lineage(theme)).distinct()


def plan_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show a plan in its own words, and where its themes stand."""
    key = f"plan-page:{code}:{timezone.localdate()}"
    context = keep(request, SECTOR, key, lambda: _plan_context(request, code))
    return render(request, "comms_plans/plan_page.html", context)


def _plan_context(request: HttpRequest, code: str) -> dict[str, Any]:
    plan = Plan.objects.select_related("period").filter(code=code).first() if code else present_plan(request)
    if plan is None:
        raise Http404
    shows_progress = plan.public_progress and plan == plan_in_force(request, timezone.localdate())
    others = Plan.objects.filter(parent__isnull=True).exclude(pk=plan.pk).select_related("period")
    return {
        "plan": plan_record(plan, shows_progress=shows_progress),
        "themes": theme_lines(request, plan, timezone.localdate()),
        "other_plans": [NavLink(str(other.period), f"/ke-hoach/{other.code}/") for other in others],
        "breadcrumb": [NavLink(_("Home"), "/")],
        "meta": Meta(title=plan.title, description=plan.issuer, canonical=absolute(request.path)),
    }


def plan_record(plan: Plan, *, shows_progress: bool = False) -> SimpleNamespace:
    """Return the plan as its page shows it, doubtful parts marked and nothing invented.

    Args:
        plan: the plan.
        shows_progress: lead to the page that tells how far the sector has come.
    """
    section = PlanPart.Section
    parts: dict[str, list[str]] = {}
    for part in plan.parts.all():
        parts.setdefault(part.section, []).append(part.text)
    duties = (section.OFFICE, section.PROFESSIONAL_OFFICES, section.DISTRICTS_AND_UNITS)
    return SimpleNamespace(
        title=plan.title,
        progress_url=reverse("plan_progress") if shows_progress else "",
        school_year=plan.period.code,
        figures=figure_lines(plan),
        number_raw=plan.number_raw,
        number_doubtful=plan.number_is_doubtful,
        date_raw=plan.date_raw,
        date_doubtful=plan.date_is_doubtful,
        issuer=plan.issuer,
        superior_body=plan.superior_body,
        place=plan.place,
        kind=plan.kind,
        legal_bases=[
            {"kind": b.kind, "number": b.number, "date": b.signed_on, "issuer": b.issuer, "subject": b.subject}
            for b in plan.legal_bases.all()
        ],
        purposes=parts.get(section.PURPOSE, []),
        requirements=parts.get(section.REQUIREMENT, []),
        other_content=parts.get(section.OTHER_CONTENT, []),
        recipients=parts.get(section.RECIPIENT, []),
        heads=parts.get(section.RESPONSIBLE_HEAD, []),
        duties=[{"title": str(key.label), "items": parts[key]} for key in duties if key in parts],
        quotas=parts.get(section.QUOTA, []),
        signer_raw=plan.signer_raw,
        signer_doubtful=plan.signer_is_doubtful,
        signer_title=plan.signer_title,
        is_sample_copy=plan.is_sample,
        copied_from=plan.copied_from,
        child_plans=list(plan.child_plans.select_related("unit")),
    )


def figure_lines(plan: Plan) -> list[dict[str, Any]]:
    """Return the four figures of a plan's period."""
    found = plan_figures(plan, timezone.localdate())
    return [
        {"value": found["items"], "label": _("items published in the period")},
        {"value": f"{found['units_published']} / {found['units']}", "label": _("units have published")},
        {
            "value": f"{found['themes_this_month']} / {found['themes_open']}",
            "label": _("themes have items this month"),
        },
        {"value": found["items_accepted"], "label": _("items taken over to the department's portal")},
    ]


def site_map(request: HttpRequest) -> HttpResponse:
    """Show what the portal holds, on one page (L4)."""
    menu = [NavLink(link.label, link.href) for link in MenuLink.objects.filter(home__depth=2).select_related("page")]
    kinds = UnitKind.objects.filter(units__in=Unit.objects.with_open_site()).distinct()
    plan = Plan.objects.in_force(timezone.localdate())
    themes = [NavLink(theme.name, f"/chu-de/{theme.slug}/") for theme in plan.themes.all()] if plan else []
    portal = Unit.objects.with_open_site().filter(kind__is_school=False, parent__isnull=False, ends_on__isnull=True)
    groups = [
        {"title": _("Portal"), "links": menu},
        {"title": _("Key themes"), "links": themes},
        {"title": _("Units by kind"), "links": [NavLink(str(k), f"/don-vi/?loai={k.code}") for k in kinds]},
        {"title": _("Offices"), "links": [NavLink(unit.name, unit.url_path) for unit in portal[:60]]},
        {
            "title": _("For machines"),
            "links": [
                NavLink("RSS", "/rss/"),
                NavLink(_("Data (API)"), "/api/v1/docs"),
                NavLink("sitemap.xml", "/sitemap.xml"),
            ],
        },
    ]
    context = {
        "groups": [group for group in groups if group["links"]],
        "breadcrumb": [NavLink(_("Home"), "/")],
        "meta": Meta(title=_("Site map"), canonical=absolute(request.path)),
    }
    return render(request, "portal/site_map.html", context)
