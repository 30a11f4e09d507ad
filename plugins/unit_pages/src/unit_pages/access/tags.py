"""Suggestions of tags: a unit is offered the words that it used itself.

Wagtail's address offers every tag of the installation, drafts' tags included, for any
model of tags that is named in it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import CommonGenericTaggedItemBase, ItemBase, Tag, TagBase
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from unit_pages.access.bulk import rows_within_policy
from unit_pages.access.own_pages import own_pages

SHOWN = 10


def own_tags(model: type[TagBase], user: Any) -> QuerySet[Any]:
    """Return the tags of ``model`` that stand on something that ``user`` works on."""
    tags: QuerySet[Any] = model._default_manager.all()
    if user.is_superuser:
        return tags
    used = Q(pk__in=[])
    for relation in model._meta.related_objects:
        through: Any = relation.related_model
        if issubclass(through, ItemBase):
            used |= Q(pk__in=_own_items(through, user).values("tag"))
    return tags.filter(used)


def _own_items(through: Any, user: Any) -> QuerySet[Any]:
    """Return the rows of a table of tags that hang on something of the person's."""
    rows: QuerySet[Any] = through._default_manager.all()
    if not issubclass(through, CommonGenericTaggedItemBase):
        target = through._meta.get_field("content_object").related_model
        return rows.filter(content_object__in=_own_rows(target, user).values("pk"))
    mine = Q(pk__in=[])
    for target in (get_image_model(), get_document_model()):
        about = ContentType.objects.get_for_model(target)
        mine |= Q(content_type=about, object_id__in=_own_rows(target, user).values("pk"))
    return rows.filter(mine)


def _own_rows(model: type[Model], user: Any) -> QuerySet[Any]:
    return own_pages(user) if issubclass(model, Page) else rows_within_policy(model, user)


def autocomplete(request: HttpRequest, app_name: str | None = None, model_name: str | None = None) -> HttpResponse:
    """Return up to ten tags that begin with ``term``, in place of Wagtail's view.

    Raises:
        Http404: for a model that holds no tags.
    """
    term = request.GET.get("term", "")
    try:
        model = apps.get_model(app_name, model_name) if app_name and model_name else Tag
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, TagBase):
        raise Http404
    found = (
        own_tags(model, request.user).filter(name__istartswith=term).order_by("name") if term else model.objects.none()
    )
    return JsonResponse(list(found.values_list("name", flat=True)[:SHOWN]), safe=False)
