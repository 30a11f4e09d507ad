"""The form of a notice: units are named by their codes, as official lists name them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from unit_pages.access.references import GuardedModelForm
from unit_pages.days import local_day
from unit_pages.notices.services import sending_units
from unit_pages.units.models import Unit

SENT_FIELDS = ("ends_at", "remind_after_days")


class UnitCodesField(forms.CharField):
    """Codes of units, one in a line or parted by commas; cleaned to a list of units."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[Unit]:
        """Return the units.

        Raises:
            ValidationError: naming the codes that no unit of today has.
        """
        codes = [code.strip() for code in str(value or "").replace(",", "\n").splitlines() if code.strip()]
        found = {unit.code: unit for unit in Unit.objects.active_on(local_day()).filter(code__in=codes)}
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise ValidationError(
                _("No unit of today has the code %(codes)s. Check it in the list of units.")
                % {"codes": ", ".join(unknown[:10])}
            )
        return list(found.values())


class NoticeForm(GuardedModelForm):
    """A draft can be changed wholly; a notice that was sent keeps its words and its recipients."""

    unit_codes = UnitCodesField(
        required=False,
        label=_("Only these units"),
        help_text=_("Codes from the list of units, one in a line. No kind and no code: all units below the sender."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_sent:
            for name in [name for name in self.fields if name not in SENT_FIELDS]:
                del self.fields[name]
            return
        units = sending_units(self.for_user)
        self.fields["unit"] = forms.ModelChoiceField(
            queryset=units, label=_("Sent by"), empty_label=None, initial=units.order_by(Length("tree_path")).first()
        )
        self.fields["kinds"].required = False
        if self.instance.pk:
            self.initial["unit_codes"] = "\n".join(self.instance.units.values_list("code", flat=True))

    def clean(self) -> dict[str, Any]:
        """Refuse recipients that do not stand below the sender."""
        cleaned: dict[str, Any] = super().clean()
        sender = cleaned.get("unit")
        foreign = [
            unit.code
            for unit in cleaned.get("unit_codes") or []
            if sender and not (unit.tree_path.startswith(sender.tree_path) and unit.pk != sender.pk)
        ]
        if foreign and sender:
            self.add_error(
                "unit_codes",
                _("Not below %(unit)s: %(codes)s.") % {"unit": sender.name, "codes": ", ".join(foreign[:10])},
            )
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "unit_codes" in self.cleaned_data:
            self.instance.units.set(self.cleaned_data["unit_codes"])
