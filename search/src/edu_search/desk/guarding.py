"""Every view of the desk is entered here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from edu_search.desk.owners import owned_by

View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """Let in who looks after something."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if owned_by(request.user).is_nothing:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def for_everything(view: View) -> View:
    """Let in who looks after everything."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not owned_by(request.user).everything:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class GuardedViewSetMixin:
    """Asks the policy in every view: Wagtail's own ask for the permission to the model only."""

    model: type[Model]
    policy_class: type[ModelPermissionPolicy]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """Return the policy of the rows."""
        return self.policy_class(self.model)

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Wrap the view: the one place through which a viewset builds all of them.

        Raises:
            PermissionDenied: for who has nothing to do here.
            Http404: for somebody else's row.
        """
        view: View = super().construct_view(view_class, **kwargs)  # type: ignore[misc]
        policy = self.permission_policy

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not policy.user_has_permission(request.user, "change"):
                raise PermissionDenied
            if "pk" in kwargs:
                rows = policy.instances_user_has_any_permission_for(request.user, {"change"})
                if not rows.filter(pk=unquote(str(kwargs["pk"]))).exists():
                    raise Http404
            return view(request, *args, **kwargs)

        return guarded


class OwnRowsIndexView(generic.IndexView):
    """A list of the rows that the person edits."""

    def get_base_queryset(self) -> Any:
        """Leave out what others keep."""
        policy = self.permission_policy
        return policy.instances_user_has_any_permission_for(self.request.user, {"change"})
