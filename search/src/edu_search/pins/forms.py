"""The form of a pin: queries as lines, the page by its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from edu_search.desk.owners import Owned, owned_by
from edu_search.entries.models import PUBLIC, Entry
from edu_search.pins.services import entries_of, key_of, set_queries

MOST_QUERIES = 20


class PinForm(WagtailAdminModelForm):
    """Checks that readers can open the page and that the queries hold words."""

    queries = forms.CharField(
        label=_("Queries"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        help_text=_("One a line, for example tuyển sinh lớp 10. Marks and capital letters do not matter."),
    )
    address = forms.CharField(
        label=_("Address of the pinned page"),
        max_length=2_000,
        help_text=_("Open the page, copy its address from the browser and paste it here."),
    )
    owner = forms.ChoiceField(label=_("Pinned where"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owned = owned_by(self.for_user) if self.for_user is not None else Owned()
        self.fields["owner"].choices = self._places()
        if self.instance.pk:
            self.initial["queries"] = "\n".join(self.instance.queries.values_list("text", flat=True))
            entry = entries_of([self.instance]).get(self.instance.pk)
            self.initial["address"] = entry.url_path if entry else ""

    def clean_queries(self) -> list[str]:
        """Return the queries that hold words."""
        lines = [line.strip() for line in self.cleaned_data["queries"].splitlines()]
        texts = [line for line in lines if key_of(line)]
        if not texts:
            raise ValidationError(_("Write a query of at least one word."))
        if len(texts) > MOST_QUERIES:
            raise ValidationError(_("Write at most %(most)d queries.") % {"most": MOST_QUERIES})
        return texts

    def clean_address(self) -> str:
        """Find the entry of the page.

        Raises:
            ValidationError: when no page that everybody finds has this address.
        """
        path = unquote(urlsplit(self.cleaned_data["address"].strip()).path)
        path = f"/{path.strip('/')}/" if path.strip("/") else "/"
        found = Entry.objects.in_time(timezone.now()).filter(url_path=path)
        entry = next((entry for entry in found if PUBLIC in entry.audience), None)
        if entry is None:
            raise ValidationError(
                _("Search knows no page with this address that everybody may read. Publish it first, or copy it anew.")
            )
        self.instance.point_at(entry)
        return path

    def clean_owner(self) -> str:
        """Refuse a place that is not the person's own."""
        owner: str = self.cleaned_data["owner"]
        if not self.owned.holds(owner):
            raise ValidationError(_("Choose one of your own places."))
        return owner

    def save(self, commit: bool = True) -> Any:
        """Save the pin with its queries."""
        self.instance.by = self.for_user
        pin = super().save(commit=commit)
        if commit:
            set_queries(pin, self.cleaned_data["queries"])
        return pin

    def _places(self) -> list[tuple[str, str]]:
        everywhere = [("", gettext("On the whole site"))] if self.owned.everything else []
        places = [*everywhere, *self.owned.names.items()]
        mine = self.instance.owner
        if self.instance.pk and mine and mine not in dict(places) and self.owned.holds(mine):
            places.append((mine, mine))
        return places
