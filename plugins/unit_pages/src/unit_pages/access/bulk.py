"""Bulk actions act on what is the person's; ids of others fall out before Wagtail reads them.

Wagtail lists “items you have no permission for” with their titles, and ``id=all`` means
the whole installation.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import index as wagtail_bulk_action
from wagtail.models import Page
from wagtail.permissions import policy_registry

from unit_pages.access.own_pages import ACTIONS, may_explore, may_meet_pages
from unit_pages.access.page_views import PAGE_FIELDS

WRITING = ACTIONS | {"delete"}


def rows_within_policy(model: type[Model], user: Any) -> QuerySet[Any]:
    """Return the rows of ``model`` that ``user`` may do something to; none without a policy."""
    policy = policy_registry.get_by_type(model, fallback=False)
    if policy is None:
        return model._default_manager.none()
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, WRITING)
    return rows


def own_ids(request: HttpRequest, model: type[Model]) -> list[int]:
    """Return the ids that the address names, ``all`` written out, without those of others."""
    rows = rows_within_policy(model, request.user)
    asked = request.GET.getlist("id")
    if "all" not in asked:
        return list(rows.filter(pk__in=[pk for pk in asked if pk.isdecimal()]).values_list("pk", flat=True))
    parent = request.GET.get("childOf", "")
    if parent and issubclass(model, Page):
        above = Page.objects.filter(pk=parent).first() if parent.isdecimal() else None
        rows = rows & Page.objects.child_of(above) if above else rows.none()
    elif parent and hasattr(model, "collection"):
        rows = rows.filter(collection_id=parent) if parent.isdecimal() else rows.none()
    return list(rows.values_list("pk", flat=True))


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Carry a bulk action out on the person's own rows.

    Raises:
        Http404: for an unknown model, when no row is the person's, or for a foreign destination.
    """
    if not request.user.is_superuser:
        narrow(request, app_label, model_name)
    response: HttpResponse = wagtail_bulk_action(request, app_label, model_name, action)
    return response


def narrow(request: HttpRequest, app_label: str, model_name: str) -> None:
    """Write the person's own ids into the address before Wagtail reads it.

    Raises:
        Http404: see `bulk_action`.
    """
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    parent = request.GET.get("childOf", "")
    if issubclass(model, Page) and parent and not (parent.isdecimal() and may_explore(request.user, int(parent))):
        raise Http404
    fields = [request.POST.get(field, "") for field in PAGE_FIELDS]
    if issubclass(model, Page) and not may_meet_pages(request.user, [int(pk) for pk in fields if pk.isdecimal()]):
        raise Http404
    ids = own_ids(request, model)
    if not ids:
        raise Http404
    query = request.GET.copy()
    query.setlist("id", [str(pk) for pk in ids])
    query.pop("childOf", None)
    request.GET = query  # type: ignore[assignment]
    request.META["QUERY_STRING"] = query.urlencode()
