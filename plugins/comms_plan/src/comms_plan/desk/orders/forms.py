"""An order as its writer fills it in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comms_plan.desk.naming import named_units
from comms_plan.desk.orders.access import units_asked_by
from comms_plan.plans.themes import Theme
from unit_pages.models import Unit, UnitKind


class OrderForm(forms.Form):
    """What, by when, and from whom.

    Args:
        asker: the unit in whose name is ordered.
        day: today.
    """

    title = forms.CharField(
        label=gettext_lazy("What should the item be about?"),
        max_length=255,
        help_text=gettext_lazy("For example Ngày hội đọc sách của các trường THPT."),
    )
    text = forms.CharField(
        label=gettext_lazy("What must it say?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Points, figures, whom to ask; leave empty when the unit decides."),
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme of the plan"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=gettext_lazy("No certain theme"),
    )
    due_on = forms.DateField(
        label=gettext_lazy("By which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kinds = forms.ModelMultipleChoiceField(
        label=gettext_lazy("All units of these kinds"),
        queryset=UnitKind.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.CharField(
        label=gettext_lazy("And these units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Name or official code, one unit on a line."),
    )

    def __init__(self, *args: Any, asker: Unit, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = units_asked_by(asker, day)
        self.fields["theme"].queryset = Theme.objects.filter(  # type: ignore[attr-defined]
            plan__period__starts_on__lte=day, plan__period__ends_on__gt=day
        ).order_by("position")
        self.fields["kinds"].queryset = UnitKind.objects.filter(pk__in=self.among.values("kind"))  # type: ignore[attr-defined]

    def clean_units(self) -> list[Unit]:
        """Return the units that are named.

        Raises:
            ValidationError: names the lines that are no unit that may be asked.
        """
        return named_units(self.cleaned_data["units"], self.among)

    def clean(self) -> dict[str, Any]:
        """Refuse an order to nobody."""
        data = super().clean() or {}
        if not self.errors and not data["kinds"] and not data["units"]:
            raise ValidationError(_("Choose at least one unit."))
        return data

    def asked(self) -> list[Unit]:
        """Return all units that are asked; call it on a valid form."""
        of_kinds = self.among.filter(kind__in=self.cleaned_data["kinds"])
        return [*self.cleaned_data["units"], *of_kinds]
