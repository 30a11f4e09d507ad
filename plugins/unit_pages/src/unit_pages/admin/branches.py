"""Delegated creation: a coordinator's screens of units show and write the own branch only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from unit_pages.access.branches import Branches, branches_of
from unit_pages.access.references import GuardedModelForm

View = Callable[..., HttpResponse]
#: What leads to other addresses, or ends a unit: only the centre changes it, by its own actions.
CENTRAL_FIELDS = ("code", "slug", "kind", "starts_on", "ends_on")
#: Fields that no coordinator writes, not even of a new unit.
NEVER_FIELDS = ("approval", "site_state", "ends_on")


class BranchUnitForm(GuardedModelForm):
    """Offers a coordinator the units and kinds of the own branch, so that a forged one is refused at the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = branches_of(self.for_user) if self.for_user is not None else None
        if branches is None or branches.is_everything:
            return
        is_new = self.instance.pk is None
        self._limit(branches)
        for name in NEVER_FIELDS if is_new else (*CENTRAL_FIELDS, *NEVER_FIELDS):
            if name in self.fields:  # a disabled field keeps its value, whatever is sent
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Only the department changes this.")

    def _limit(self, branches: Branches) -> None:
        units = branches.units(with_heads=True)
        if self.instance.pk is not None:
            units = units.exclude(tree_path__startswith=self.instance.tree_path)
        parent = self.fields["parent"]
        self.fields["parent"] = forms.ModelChoiceField(
            queryset=units.order_by("tree_path"),
            label=parent.label,
            help_text=parent.help_text,
            empty_label=None,
            error_messages={"invalid_choice": _("Choose your own unit or one below it.")},
        )
        if self.instance.pk is None:
            self.initial["parent"] = branches.default_parent(None)
        kind = self.fields["kind"]
        if self.instance.pk is None:
            kind.queryset = branches.kinds()  # type: ignore[attr-defined]
        kind.error_messages["invalid_choice"] = _("You may not create units of this kind.")

    def clean(self) -> dict[str, Any]:
        """Refuse a unit without a superior one to everybody but the centre."""
        cleaned: dict[str, Any] = super().clean()
        branches = branches_of(self.for_user) if self.for_user is not None else None
        outside = branches is not None and not branches.is_everything and cleaned.get("parent") is None
        if outside and "parent" not in self.errors:
            raise ValidationError({"parent": _("Choose your own unit or one below it.")})
        return cleaned


class BranchFormMixin:
    """Gives the form of units the person for whom it is."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """Name the person."""
        return {**super().get_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]


class BranchViewSetMixin:
    """Lets in who may create units somewhere; answers 404 for a unit outside the own branch."""

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Wrap the view: the one place through which a viewset builds all of them."""
        view: View = super().construct_view(view_class, **kwargs)  # type: ignore[misc]

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            branches = branches_of(request.user)
            if branches is None:
                raise PermissionDenied
            if "pk" in kwargs and not branches.is_everything:
                pk = unquote(str(kwargs["pk"]))
                if not pk.isdigit() or not branches.units().filter(pk=pk).exists():
                    raise Http404
            return view(request, *args, **kwargs)

        return guarded
