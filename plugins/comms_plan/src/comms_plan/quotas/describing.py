"""A rule in sentences, for people who do not read data."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from comms_plan.articles.models import ArticleKind
from comms_plan.plans.models import Audience, ContentClass
from comms_plan.quotas.models import ExternalChannel
from comms_plan.quotas.rules import Condition, Rule
from unit_pages.models import EducationLevel, Post, Unit, UnitKind, UnitTag

PERIODS = {
    "week": pgettext_lazy("each", "week"),
    "month": pgettext_lazy("each", "month"),
    "quarter": pgettext_lazy("each", "quarter"),
    "term": pgettext_lazy("each", "term"),
    "school_year": pgettext_lazy("each", "school year"),
    "calendar_year": pgettext_lazy("each", "calendar year"),
    "custom": pgettext_lazy("each", "period of the rule"),
}
MEASURES = {
    "items": gettext_lazy("items"),
    "themes": gettext_lazy("different themes"),
    "units": gettext_lazy("different units written about"),
}
SITES = {
    "portal": gettext_lazy("on the department's portal"),
    "own": gettext_lazy("on the unit's own site"),
    "any": gettext_lazy("on any site"),
}
EVENTS = {
    "submitted": gettext_lazy("An item counts in the period in which it was offered to the editorial board."),
    "accepted": gettext_lazy("An item counts in the period in which the editorial board accepted it."),
    "published": gettext_lazy(
        "An item counts in the period in which it first appeared; taken down later, it stays counted."
    ),
    "live_at_close": gettext_lazy("An item counts if it still stands when the period ends."),
}
SHARES = {
    "full": gettext_lazy("What several units wrote counts in full for each of them."),
    "split": gettext_lazy("What several units wrote is shared equally among them."),
    "first": gettext_lazy("What several units wrote counts for the first of them only."),
}
PARTIAL = {
    "full": gettext_lazy("A period of which only a part is judged asks as much as a whole one."),
    "prorated": gettext_lazy("A period of which only a part is judged asks its share, rounded up."),
    "none": gettext_lazy("A period of which only a part is judged asks nothing."),
}


def sentences(rule: Rule) -> list[str]:
    """Return what a rule says, one sentence each; the queries do not grow with the rule."""
    return [*_who(rule), *_what(rule), *_when(rule), *_for_whom(rule), *_extras(rule)]


def number(value: Decimal) -> str:
    """Return a number without needless zeros."""
    return f"{value.normalize():f}"


def _names(model: Any, codes: Iterable[str], field: str = "name") -> str:
    """Return the names of codes; an unknown one stays as it is."""
    wanted = list(codes)
    known = dict(model._default_manager.filter(code__in=wanted).values_list("code", field)) if wanted else {}
    return ", ".join(str(known.get(code, code)) for code in wanted)


def _who(rule: Rule) -> Iterable[str]:
    subject = rule.subject
    parts = []
    if subject.unit_kinds:
        parts.append(_("of the kind %(names)s") % {"names": _names(UnitKind, subject.unit_kinds)})
    if subject.levels:
        parts.append(_("of the level %(names)s") % {"names": _names(EducationLevel, subject.levels)})
    if subject.tags:
        parts.append(_("with the tag %(names)s") % {"names": _names(UnitTag, subject.tags)})
    if subject.under:
        parts.append(_("directly below %(names)s") % {"names": _names(Unit, [subject.under], "short_name")})
    if subject.units:
        parts.append(_("named here: %(names)s") % {"names": _names(Unit, subject.units, "short_name")})
    words = _("Every unit %(which)s has at least %(minimum)s %(measure)s each %(period)s.")
    if subject.persons:
        words = _(
            "Every person named here, or in such a post (%(persons)s), in a unit %(which)s "
            "has at least %(minimum)s %(measure)s each %(period)s."
        )
    yield words % {
        "which": _(" and ").join(parts) or _("of any kind"),
        "persons": _names(Post, subject.persons),
        "minimum": number(rule.minimum),
        "measure": MEASURES[rule.measure],
        "period": PERIODS[rule.period.kind],
    }
    if rule.target is not None:
        yield _("The target is %(target)s.") % {"target": number(rule.target)}
    if rule.maximum is not None:
        yield _("More than %(maximum)s are not counted.") % {"maximum": number(rule.maximum)}


def _what(rule: Rule) -> Iterable[str]:
    known = dict(ArticleKind.objects.values_list("code", "name"))
    if rule.weights:
        parts = [f"{known.get(code, code)} {number(weight)}" for code, weight in rule.weights.items()]
        yield _("Counted are, with their weights: %(kinds)s.") % {"kinds": ", ".join(parts)}
    if rule.any_of:
        yield _("The content is %(one)s.") % {"one": _(" or ").join(map(_condition, rule.any_of))}
    for condition in rule.all_of:
        yield _("The content must be %(one)s.") % {"one": _condition(condition)}
    site = SITES.get(rule.channel.site) or _("on the site of %(name)s") % {
        "name": _names(Unit, [rule.channel.site], "short_name")
    }
    yield _("It stands %(site)s.") % {"site": site}
    if rule.channel.external:
        names = _names(ExternalChannel, rule.channel.external)
        yield _("What appeared on these channels outside and was entered by hand counts too: %(names)s.") % {
            "names": names
        }


def _condition(condition: Condition) -> str:
    parts = []
    if condition.content:
        parts.append(_names(ContentClass, condition.content))
    if condition.themes:
        parts.append(_("theme %(codes)s") % {"codes": ", ".join(condition.themes)})
    if condition.audiences:
        parts.append(_("for %(names)s") % {"names": _names(Audience, condition.audiences)})
    if condition.levels:
        parts.append(_("about the level %(names)s") % {"names": _names(EducationLevel, condition.levels)})
    return f"“{'; '.join(parts)}”"


def _when(rule: Rule) -> Iterable[str]:
    yield str(EVENTS[rule.counted_event])
    yield _("It is valid from %(first)s to %(last)s.") % {
        "first": date_format(rule.valid_from, "SHORT_DATE_FORMAT"),
        "last": date_format(rule.valid_to, "SHORT_DATE_FORMAT"),
    }
    for span in rule.period.free:
        yield _("From %(first)s to %(last)s of every year nothing is owed. %(reason)s") % {
            "first": f"{span.first[1]}/{span.first[0]}",
            "last": f"{span.last[1]}/{span.last[0]}",
            "reason": span.reason,
        }
    yield str(PARTIAL[rule.period.partial])


def _for_whom(rule: Rule) -> Iterable[str]:
    attribution = rule.attribution
    if attribution.to == "orderer":
        yield _("An item counts for the unit that ordered it.")
    else:
        yield str(SHARES[attribution.co_authors])
    yield (
        _("Items of other units that a unit took over count for it.")
        if attribution.taken_over
        else _("Items of other units that a unit took over do not count for it.")
    )
    if attribution.again:
        yield _("An item that appears again in a later period counts again.")


def _extras(rule: Rule) -> Iterable[str]:
    carry = rule.carry_over
    if carry.most > 0:
        words = ngettext(
            "Of what is above the target, at most %(most)s is taken to the next period.",
            "Of what is above the target, at most %(most)s is taken to the next %(n)d periods.",
            carry.periods,
        )
        yield words % {"most": number(carry.most), "n": carry.periods}
    else:
        yield _("What is above the target is not taken to the next period.")
    if rule.grace_days:
        yield _("What appears at most %(days)d days after the end still fills what lacks.") % {"days": rule.grace_days}
