"""What a rule says of the rest of the installation: does it select anybody, are its codes known, does it overlap?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comms_plan.articles.models import ArticleKind
from comms_plan.plans.models import Audience, ContentClass, Plan
from comms_plan.quotas.counting import owing
from comms_plan.quotas.examples import judged_examples
from comms_plan.quotas.explaining import sentence
from comms_plan.quotas.models import ExternalChannel, QuotaRule
from comms_plan.quotas.problems import RuleError
from comms_plan.quotas.rules import Rule
from unit_pages.models import EducationLevel, Post, Unit, UnitKind, UnitTag

Path = tuple[str | int, ...]
#: What `Channel.site` may be beside the code of a unit.
SITES = ("portal", "own", "any")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a rule, or that its author should know.

    Args:
        path: where it stands in the rule, as pydantic names places.
        message: a sentence that says what to do.
        is_error: the rule cannot be saved.
    """

    path: Path
    message: str
    is_error: bool = True


def check(rule: Rule, plan: Plan) -> list[Finding]:
    """Return what is to be said about a rule of a plan, errors first; the queries do not grow with the units."""
    found = [*_codes(rule, plan), *_sources(rule), *_examples(rule), *_subjects(rule), *_overlaps(rule, plan)]
    return sorted(found, key=lambda finding: not finding.is_error)


def _codes(rule: Rule, plan: Plan) -> Iterator[Finding]:
    """Every code must be known here: a typing error would select nothing and count nothing."""
    subject, channel = rule.subject, rule.channel
    themes = set(plan.themes.values_list("code", flat=True))
    classes = _all(ContentClass)
    yield from _known(("subject", "unit_kinds"), subject.unit_kinds, _all(UnitKind))
    units = {*subject.units, *([subject.under] if subject.under else [])}
    site = {channel.site} - set(SITES)
    known = set(Unit.objects.filter(code__in=units | site).values_list("code", flat=True))
    yield from _known(("subject", "units"), subject.units, known)
    yield from _known(("subject", "under"), [subject.under] if subject.under else [], known)
    yield from _known(("channel", "site"), site, known)
    yield from _known(("subject", "levels"), subject.levels, _all(EducationLevel))
    yield from _known(("subject", "tags"), subject.tags, _all(UnitTag))
    people = get_user_model()
    named = people._default_manager.filter(**{f"{people.USERNAME_FIELD}__in": subject.persons})
    unknown = set(subject.persons) - set(named.values_list(people.USERNAME_FIELD, flat=True))
    yield from _known(("subject", "persons"), sorted(unknown), _all(Post) if unknown else set())
    yield from _known(("weights",), rule.weights, _all(ArticleKind))
    yield from _known(("channel", "external"), channel.external, _all(ExternalChannel))
    for name, conditions in (("any_of", rule.any_of), ("all_of", rule.all_of)):
        for number, condition in enumerate(conditions):
            yield from _known((name, number, "themes"), condition.themes, themes)
            yield from _known((name, number, "content"), condition.content, classes)
            yield from _known((name, number, "audiences"), condition.audiences, _all(Audience))
            yield from _known((name, number, "levels"), condition.levels, _all(EducationLevel))


def _all(model: Any) -> set[str]:
    return set(model._default_manager.values_list("code", flat=True))


def _known(path: Path, codes: Iterable[str], known: set[str]) -> Iterator[Finding]:
    for code in codes:
        if code not in known:
            choices = ", ".join(sorted(known)[:12]) or "–"
            yield Finding(
                path, _("The code “%(code)s” is unknown. Known are: %(choices)s.") % {"code": code, "choices": choices}
            )


def _sources(rule: Rule) -> Iterator[Finding]:
    if rule.carry_over.most > 0 and rule.maximum is not None and rule.maximum <= rule.goal:
        yield Finding(
            ("carry_over", "most"),
            _("Nothing is ever carried over: the maximum lets nothing stand above the target."),
            is_error=False,
        )


def _examples(rule: Rule) -> Iterator[Finding]:
    for number, example in enumerate(rule.examples):
        try:
            judged = next(judged_examples(rule.model_copy(update={"examples": (example,)})))
        except RuleError as error:
            yield Finding(("examples", number, "item"), str(error))
            continue
        if not judged.agrees:
            reason = judged.verdict.reason if judged.verdict else None
            says = _("it counts.") if judged.counts else (sentence(reason, {}) if reason else _("it falls nowhere."))
            yield Finding(
                ("examples", number, "counts"),
                _("The example “%(says)s” is not what the rule decides: %(found)s")
                % {"says": example.says, "found": says},
            )


def _subjects(rule: Rule) -> Iterator[Finding]:
    if not owing(rule, rule.days()).exists():
        yield Finding(("subject",), _("No unit meets the conditions in these days. Check kinds, codes and days."))


def _overlaps(rule: Rule, plan: Plan) -> Iterator[Finding]:
    """Two rules for one unit in the same days are allowed, but seldom meant."""
    others = QuotaRule.objects.filter(plan=plan, valid_from__lte=rule.valid_to, valid_to__gte=rule.valid_from)
    mine = owing(rule, rule.days()).values("pk")
    for other in others.exclude(code=rule.code):
        both = owing(other.rule, other.rule.days()).filter(pk__in=mine).count()
        if both:
            words = ngettext(
                "%(n)d unit owes by the rule “%(rule)s” in the same days too.",
                "%(n)d units owe by the rule “%(rule)s” in the same days too.",
                both,
            )
            yield Finding(("subject",), words % {"n": both, "rule": other}, is_error=False)
