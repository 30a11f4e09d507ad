"""Records that belong to a unit: staff see and change their own unit's, nobody else's.

A permission policy alone does not do it: Wagtail's lists, edit, delete, history and
usage views ask for the model's permission only. So the lists are filtered, every view
of one record is wrapped, and the form offers the person's own units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from unit_pages.access.references import GuardedModelForm
from unit_pages.access.rights import WRITE, appointments_with, holders_of, rights_of
from unit_pages.days import local_day
from unit_pages.units.models import Unit

View = Callable[..., HttpResponse]


def unit_ids_to_write(user: Any) -> list[int]:
    """Return the ids of the units for which ``user`` writes today."""
    return sorted({right.unit_id for right in rights_of(user) if right.actions & WRITE})


def units_to_write(user: Any) -> QuerySet[Unit]:
    """Return the units for which ``user`` writes today; all of them for a superuser."""
    if user.is_superuser and user.is_active:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=unit_ids_to_write(user))


def own_records(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Keep the rows of a unit-owned model that concern ``user``."""
    if user.is_superuser and user.is_active:
        return rows
    return rows.filter(unit_id__in=unit_ids_to_write(user))


class UnitOwnedPolicy(ModelPermissionPolicy):
    """The role group says what may be done, appointments say to whose records."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` to the records of some unit."""
        allowed = bool(super().user_has_permission(user, action))
        return allowed and (user.is_superuser or bool(unit_ids_to_write(user)))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` to the records of some unit."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this record."""
        mine = user.is_superuser or instance.unit_id in unit_ids_to_write(user)
        return mine and self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` to this record."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the records to which ``user`` may do one of ``actions``."""
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()  # type: ignore[no-any-return]
        return own_records(self.model._default_manager.all(), user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the people who may do one of ``actions`` to the records of some unit."""
        return self._among(super().users_with_any_permission(actions), Q())

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        """Return the people who may do one of ``actions`` to this record."""
        return self._among(super().users_with_any_permission(actions), Q(unit=instance.unit_id))

    def _among(self, people: QuerySet[Any], place: Q) -> QuerySet[Any]:
        """Keep of those whose role groups allow it the ones whose posts allow it at ``place``."""
        today = local_day()
        holders = holders_of(appointments_with(WRITE, today).filter(place), today, include_superusers=True)
        return people.filter(pk__in=holders.values("pk"))


class UnitOwnedViewSetMixin:
    """Answers 404 for a record of a foreign unit in every view of a viewset."""

    model: type[Model]

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Wrap the view: the one place through which a viewset builds all of them."""
        view: View = super().construct_view(view_class, **kwargs)  # type: ignore[misc]

        @wraps(view)
        def only_own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                rows = own_records(self.model._default_manager.all(), request.user)
                if not rows.filter(pk=unquote(str(kwargs["pk"]))).exists():
                    raise Http404
            return view(request, *args, **kwargs)

        return only_own


class UnitOwnedForm(GuardedModelForm):
    """Offers the person's own units, so that a forged unit is refused at the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "unit" not in self.fields or user is None or user.is_superuser:
            return
        units = units_to_write(user)
        self.fields["unit"] = forms.ModelChoiceField(
            queryset=units,
            label=self.fields["unit"].label,
            empty_label=None,
            initial=units.first(),
            error_messages={"invalid_choice": _("Choose one of your own units.")},
        )
