"""What the portal offers while somebody types, besides titles: units by their names, themes of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comms_plan.plans.models import Plan
from edu_search.analysis import folded_words
from edu_search.public.suggesting import Group, Wanted, register_group


def register_groups() -> None:
    """Register the portal's groups, in the order in which they are shown."""
    register_group(Group("units", _("Schools and units"), types=("unit",)))
    register_group(Group("themes", _("Key themes"), find=themes))


def themes(wanted: Wanted) -> Sequence[tuple[str, str]]:
    """Return the themes of the plan in force that have all words, the last one by its beginning."""
    plan = Plan.objects.in_force(timezone.localdate())
    if plan is None:
        return []
    *whole, last = wanted.meaning.fold.split()
    return [
        (theme.name, f"/chu-de/{theme.slug}/")
        for theme in plan.themes.all()
        if _has(folded_words(theme.name).split(), whole, last)
    ]


def _has(words: list[str], whole: list[str], last: str) -> bool:
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)
