"""The further units of an item: those that wrote it too, and those that it is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log
from wagtail.models import Page

from comms_plan.desk.naming import named_units
from comms_plan.desk.writers import writes_for
from comms_plan.quotas.attributing import set_units
from comms_plan.quotas.models import ItemUnit
from unit_pages.models import AbstractArticlePage, Unit

ROLES = {"co_writers": ItemUnit.Role.CO_WRITER, "about": ItemUnit.Role.ABOUT}


class ItemUnitsForm(forms.Form):
    """Units, one on a line.

    Args:
        page: the item; its own unit is not named again.
    """

    co_writers = forms.CharField(
        label=gettext_lazy("Units that wrote it together with yours"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Name or official code, one unit on a line."),
    )
    about = forms.CharField(
        label=gettext_lazy("Units that it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Name or official code, one unit on a line. Some rules count how many units you wrote of."
        ),
    )

    def __init__(self, *args: Any, page: AbstractArticlePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        named = ItemUnit.objects.filter(page_key=page.pk).order_by("position", "pk")
        rows = list(named.values_list("role", "unit__name"))
        for field, role in ROLES.items():
            self.initial[field] = "\n".join(name for of, name in rows if of == role)

    def clean_co_writers(self) -> list[Unit]:
        """Return the units that wrote it too.

        Raises:
            ValidationError: names the lines that are no other unit.
        """
        return named_units(self.cleaned_data["co_writers"], Unit.objects.exclude(pk=self.page.unit_id))

    def clean_about(self) -> list[Unit]:
        """Return the units that it is about.

        Raises:
            ValidationError: names the lines that are no unit.
        """
        return named_units(self.cleaned_data["about"], Unit.objects.all())

    @transaction.atomic
    def save(self, by: Any) -> None:
        """Write the units down and count again; call it on a valid form."""
        for field, role in ROLES.items():
            set_units(page_id=self.page.pk, role=role, units=self.cleaned_data[field])
        named = {field: [unit.code for unit in self.cleaned_data[field]] for field in ROLES}
        log(instance=self.page, action="comms_quotas.units", user=by, data=named)


@require_admin_access  # type: ignore[untyped-decorator]
def item_units(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask which further units an own item concerns."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, AbstractArticlePage) or not writes_for(request.user, page.unit_id):
        raise Http404
    form = ItemUnitsForm(request.POST if request.method == "POST" else None, page=page)
    after = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
    if form.is_valid():
        form.save(request.user)
        messages.success(request, _("The units of “%(title)s” are written down.") % {"title": page.title})
        return redirect(after)
    return render(request, "comms_desk/item_units.html", {"form": form, "page": page, "next": after, "current": "home"})
