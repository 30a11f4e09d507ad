"""The form by which a file of units is loaded."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unit_pages.access.branches import Branches
from unit_pages.imports.mapping import LARGEST_MAPPING, Mapping, read_mapping
from unit_pages.imports.planning import Defaults
from unit_pages.imports.problems import FileError
from unit_pages.imports.tables import LARGEST_FILE
from unit_pages.units.history import find_unit
from unit_pages.units.models import Unit, UnitKind


class UploadForm(forms.Form):
    """A file, and what its rows leave out."""

    file = forms.FileField(
        label=gettext_lazy("File of units"),
        help_text=gettext_lazy(
            "An .xlsx workbook made from the template, or CSV in UTF-8; at most 50,000 rows and 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind of new units whose row names none"),
        queryset=UnitKind.objects.none(),
        required=False,
        empty_label=gettext_lazy("As the file says"),
    )
    parent = forms.CharField(
        label=gettext_lazy("Superior unit of new units whose row names none"),
        help_text=gettext_lazy("Code or address of the unit. Empty: your own unit, or the department."),
        required=False,
        max_length=80,
    )
    mapping = forms.FileField(
        label=gettext_lazy("Mapping file"),
        help_text=gettext_lazy(
            "Only for files that are not made from the template: a .yaml file that says which column is which."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        required=False,
    )

    def __init__(self, *args: Any, branches: Branches, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.branches = branches
        self.fields["kind"].queryset = branches.kinds()  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 20 MB. Divide it into several files."))
        if PurePath(file.name).suffix.lower() not in {".xlsx", ".csv", ".txt", ".tsv", ".xls"}:
            raise ValidationError(_("Only .xlsx and .csv files can be loaded."))
        return file

    def clean_mapping(self) -> Mapping:
        """Read the mapping file."""
        file = self.cleaned_data["mapping"]
        if not file:
            return Mapping()
        if file.size > LARGEST_MAPPING:
            raise ValidationError(_("The mapping file is too large."))
        try:
            return read_mapping(file.read())
        except FileError as error:
            raise ValidationError(str(error)) from error

    def clean_parent(self) -> Unit | None:
        """Find the superior unit; a foreign one is as unknown as one that does not exist."""
        text = self.cleaned_data["parent"]
        if not text:
            return None
        unit = find_unit(text)
        if unit is None or not self.branches.holds(unit):
            raise ValidationError(
                _("There is no unit “%(code)s” among those below which you may put units.") % {"code": text}
            )
        return unit

    @property
    def defaults(self) -> Defaults:
        """What empty cells mean."""
        return Defaults(kind=self.cleaned_data["kind"], parent=self.cleaned_data["parent"])
