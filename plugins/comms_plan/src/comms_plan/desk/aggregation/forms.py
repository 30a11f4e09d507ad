"""A rule as the board writes it: boxes to tick in place of codes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comms_plan.articles.models import ArticleKind
from comms_plan.desk.naming import named_units
from comms_plan.gate.models import AggregationRule
from comms_plan.plans.models import ContentClass
from comms_plan.plans.themes import Theme
from unit_pages.enums import Place
from unit_pages.models import Unit, UnitKind
from unit_pages.vietnamese import slugify_vi

LISTS = ("unit_kinds", "units", "article_kinds", "themes", "content")


def _ticks(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class RuleForm(forms.ModelForm):
    """All of a rule; the lists hold codes, the screen shows names.

    Args:
        board: for whose site the rule is.
    """

    unit_kinds = _ticks(gettext_lazy("Kinds of units whose items are taken"))
    units = forms.CharField(
        label=gettext_lazy("Single units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Name or official code, one unit on a line. Leave empty for all units of the kinds."),
    )
    article_kinds = _ticks(gettext_lazy("Kinds of items that are taken"))
    themes = _ticks(gettext_lazy("Themes of the plan that are taken"))
    content = _ticks(gettext_lazy("Content classes that are taken"))
    place = forms.ChoiceField(label=gettext_lazy("Place on the portal"), choices=Place.choices)

    is_active = forms.BooleanField(label=gettext_lazy("The rule is in force"), required=False)

    class Meta:
        model = AggregationRule
        fields = ["name", *LISTS, "after_approval", "place", "is_active"]

    def __init__(self, *args: Any, board: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.board = board
        names: dict[str, Any] = {
            "unit_kinds": UnitKind.objects.filter(pk__in=Unit.objects.below(board).values("kind")).values_list(
                "code", "name"
            ),
            "article_kinds": ArticleKind.objects.values_list("code", "name"),
            "themes": Theme.objects.order_by("plan__period__starts_on").values_list("code", "name"),
            "content": ContentClass.objects.values_list("code", "name"),
        }
        for name, rows in names.items():
            known = dict(rows)  # of a theme with the same code in several plans the newest name
            known |= {code: code for code in map(str, getattr(self.instance, name)) if code not in known}
            self.fields[name].choices = sorted(known.items()) if name == "themes" else list(known.items())  # type: ignore[attr-defined]
        self.initial["units"] = "\n".join(map(str, self.instance.units))

    def clean_units(self) -> list[str]:
        """Return the codes of the units that are named.

        Raises:
            ValidationError: names the lines that are no unit below the board's.
        """
        below = Unit.objects.below(self.instance.board)
        return [unit.code for unit in named_units(self.cleaned_data["units"], below)]

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that would take everything."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in LISTS):
            raise ValidationError(_("The rule would take every item of every unit. Choose at least one condition."))
        return data

    def digest(self) -> str:
        """Return what tells whether the conditions are those that were tried; call it on a valid form."""
        said = {name: self.cleaned_data[name] for name in (*LISTS, "after_approval")}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def save(self, commit: bool = True) -> AggregationRule:
        """Give a new rule a code that nobody has."""
        if not self.instance.code:
            code = slugify_vi(self.instance.name, max_length=50) or "quy-tac"
            taken = AggregationRule.objects.filter(code__startswith=code).count()
            self.instance.code = f"{code}-{taken + 1}" if taken else code
        return super().save(commit)  # type: ignore[no-any-return]
