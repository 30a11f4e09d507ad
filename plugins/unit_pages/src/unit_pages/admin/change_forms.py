"""Forms of organisation changes: one a kind, each asks for what that kind needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from unit_pages.admin.change_rights import units_to_change
from unit_pages.admin.choosers import unit_chooser
from unit_pages.changes.models import OrganisationChange
from unit_pages.enums import ChangeKind, PagesGo, PeopleGo
from unit_pages.units.models import Unit
from unit_pages.vietnamese import nfc

PARTS = 4
NAME_FIELDS = ("name", "short_name", "code", "slug")


def unit_field(user: Any, label: Any, *, with_heads: bool = False, **kwargs: Any) -> forms.ModelChoiceField:
    """Return a field for a unit: a search for administrators, the units of the own branch for others."""
    units = units_to_change(user, with_heads=with_heads).filter(ends_on__isnull=True)
    widget = unit_chooser.widget_class() if user.is_superuser else forms.Select()
    return forms.ModelChoiceField(queryset=units, label=label, widget=widget, **kwargs)


class ChangeForm(forms.Form):
    """Day and decision, which every change has."""

    kind: ChangeKind
    takes_over = False

    effective_on = forms.DateField(
        label=_("In force from"),
        widget=AdminDateInput(),
        help_text=_("The first day of the new state of things. A day to come: the change waits until then."),
    )
    decision_number = forms.CharField(
        label=_("Number of the decision"), max_length=60, required=False, help_text=_("For example 1675/NQ-UBTVQH15.")
    )
    decided_on = forms.DateField(label=_("Date of the decision"), widget=AdminDateInput(), required=False)

    def __init__(
        self, *args: Any, unit: Unit, user: Any, change: OrganisationChange | None = None, **kwargs: Any
    ) -> None:
        self.unit, self.user, self.change = unit, user, change
        if change is not None:
            kwargs["initial"] = self.initial_of(change)
        super().__init__(*args, **kwargs)
        self.add_fields()
        if self.takes_over:
            self._add_choices()

    def add_fields(self) -> None:
        """Add what this kind asks for."""

    def _add_choices(self) -> None:
        self.fields["pages"] = forms.ChoiceField(
            label=_("Pages"), choices=PagesGo.choices, initial=PagesGo.ARCHIVE, widget=forms.RadioSelect
        )
        self.fields["people"] = forms.ChoiceField(
            label=_("People"), choices=PeopleGo.choices, initial=PeopleGo.END, widget=forms.RadioSelect
        )

    def add_names(self, number: int, *, current: Unit | None = None, required: bool = False) -> None:
        """Add the four fields of a new name."""
        heading = "" if current else f" {number + 1}"
        specs: tuple[tuple[str, Any, int, Any], ...] = (
            ("name", _("New name"), 255, _("In full, for example Trường THPT Ngô Quyền.")),
            ("short_name", _("New short name"), 80, _("For lists, for example THPT Ngô Quyền.")),
            ("code", _("New code"), 60, _("The code in official lists, for example HP-THPT-01.")),
            ("slug", _("New address"), 80, _("Part of the address, for example thpt-ngo-quyen.")),
        )
        for name, label, length, help_text in specs:
            field = forms.SlugField if name == "slug" else forms.CharField
            self.fields[f"{name}_{number}"] = field(
                label=f"{label}{heading}",
                max_length=length,
                required=required and name != "short_name",
                help_text=help_text,
                initial=getattr(current, name) if current else None,
            )

    def names(self, number: int) -> dict[str, str]:
        """Return the new names that were typed, in composed Unicode."""
        typed = {name: nfc(self.cleaned_data.get(f"{name}_{number}", "") or "").strip() for name in NAME_FIELDS}
        return {name: value for name, value in typed.items() if value}

    def new_units(self) -> list[dict[str, str]]:
        """Return what goes into `OrganisationChange.new_units`."""
        numbers = [int(name.rpartition("_")[2]) for name in self.fields if name.startswith("name_")]
        return [names for names in map(self.names, numbers) if names]

    def initial_of(self, change: OrganisationChange) -> dict[str, Any]:
        """Return the values of a change that is edited again."""
        values: dict[str, Any] = {
            name: getattr(change, name)
            for name in ("effective_on", "decision_number", "decided_on", "pages", "people", "target")
        }
        for number, names in enumerate(change.new_units):
            values |= {f"{name}_{number}": value for name, value in names.items()}
        return values | {f"part_{number}": part for number, part in enumerate(change.parts.all())}

    def save(self) -> OrganisationChange:
        """Write the change as something that is being prepared."""
        change = self.change or OrganisationChange(kind=self.kind, unit=self.unit, made_by=self.user)
        data = self.cleaned_data
        for name in ("effective_on", "decision_number", "decided_on", "pages", "people", "target"):
            if name in data:
                setattr(change, name, data[name])
        change.new_units = self.new_units()
        change.save()
        change.parts.set([data[name] for name in self.fields if name.startswith("part_") and data.get(name)])
        return change


class RenameForm(ChangeForm):
    """A new name, code or address."""

    kind = ChangeKind.RENAME

    def add_fields(self) -> None:
        """Begin with the present names."""
        self.add_names(0, current=self.unit)

    def new_units(self) -> list[dict[str, str]]:
        """Keep what differs from the present names."""
        changed = {name: value for name, value in self.names(0).items() if value != getattr(self.unit, name)}
        return [changed] if changed else []


class EndForm(ChangeForm):
    """Ends without a successor: the site becomes an archive, appointments end."""

    kind = ChangeKind.END


class MoveForm(ChangeForm):
    """A new superior unit."""

    kind = ChangeKind.MOVE

    def add_fields(self) -> None:
        """Ask for the superior unit."""
        self.fields["target"] = unit_field(self.user, _("New superior unit"), with_heads=True)


class MergeForm(ChangeForm):
    """Further units, and into what they are merged."""

    kind = ChangeKind.MERGE
    takes_over = True

    def add_fields(self) -> None:
        """Ask for the other units and for the one that goes on."""
        for number in range(PARTS):
            label = _("Together with") if number == 0 else _("and with")
            self.fields[f"part_{number}"] = unit_field(self.user, label, required=False)
        self.fields["target"] = unit_field(
            self.user,
            _("Into this unit"),
            required=False,
            help_text=_("One of the units above, or another one. Empty: into a new unit with the names below."),
        )
        self.add_names(0)


class SplitForm(ChangeForm):
    """The units that take over; the first one gets pages and people."""

    kind = ChangeKind.SPLIT
    takes_over = True

    def add_fields(self) -> None:
        """Ask for up to three new units and for existing ones."""
        for number in range(2):
            label = _("Into the existing unit") if number == 0 else _("and into the existing unit")
            self.fields[f"part_{number}"] = unit_field(self.user, label, required=False)
        for number in range(3):
            self.add_names(number)


FORMS: dict[str, type[ChangeForm]] = {form.kind: form for form in (RenameForm, EndForm, MergeForm, SplitForm, MoveForm)}
