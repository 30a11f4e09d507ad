"""Every page screen of the admin asks first whether its objects are the person's.

Wagtail routes all of them through the viewset of the page's type, so one wrapper closes
them, also those that ask no permission at all or ask it for one object and act on another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.pages.choose_parent import ChooseParentView, GenericChooseParentView
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from unit_pages.access.own_pages import may_explore, may_meet_pages
from unit_pages.review.views import ReviewCreateView, ReviewEditView

View = Callable[..., HttpResponse]
PAGE_PARTS = ("page_id", "pk", "page_pk", "page_to_move_id", "destination_id")
#: Form fields of copying, moving and choosing where to write.
PAGE_FIELDS = ("new_parent_page", "parent_page", "chooser")


def belongs_to_page(page_id: int, kwargs: dict[str, Any]) -> bool:
    """Whether revision, workflow and task state in an address are those of the page in it.

    Wagtail 8.0.1 asks the permission for the page and then acts on the task state.
    """
    about_pages = ContentType.objects.get_for_model(Page)
    of_page = {"base_content_type": about_pages, "object_id": str(page_id)}
    checks: dict[str, QuerySet[Any]] = {
        "revision_id": Revision.objects.filter(**of_page),
        "workflow_state_id": WorkflowState.objects.filter(**of_page),
        "task_state_id": TaskState.objects.filter(
            workflow_state__base_content_type=about_pages, workflow_state__object_id=str(page_id)
        ),
    }
    return all(rows.filter(pk=kwargs[part]).exists() for part, rows in checks.items() if part in kwargs)


def is_allowed(request: HttpRequest, kwargs: dict[str, Any], *, explores: bool) -> bool:
    """Whether everything that the address and the form name is the person's.

    Args:
        request: its form may name the page to copy or move to.
        kwargs: parts of the address.
        explores: whether the view lists children, which the pages above one's own allow too.
    """
    user = request.user
    ids = [int(kwargs[part]) for part in PAGE_PARTS if part in kwargs]
    ids += [int(value) for field in PAGE_FIELDS if (value := request.POST.get(field, "")).isdecimal()]
    parent = kwargs.get("parent_page_id")
    if parent is not None and explores and not may_explore(user, parent):
        return False
    if parent is not None and not explores:
        ids.append(parent)
    if not may_meet_pages(user, ids):
        return False
    page_id = kwargs.get("page_id", kwargs.get("pk"))
    return page_id is None or belongs_to_page(page_id, kwargs)


def only_own(view: View, *, explores: bool = False) -> View:
    """Wrap a page view: foreign objects answer 404, exactly like missing ones."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser and not is_allowed(request, kwargs, explores=explores):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class UnitPageFilterSet(GenericPageFilterSet):
    """The filters of page lists without the names of all people and sites."""

    owner = None
    edited_by = None
    site = None

    class Meta(GenericPageFilterSet.Meta):
        pass


class OwnParents:
    """Offers as places for a new page what the person may add to.

    Wagtail's view takes a right over the department's home for one over all below it.
    """

    def get_valid_parent_pages(self, user: Any) -> QuerySet[Page]:
        """Return the possible parents among the person's own pages."""
        parents: QuerySet[Page] = super().get_valid_parent_pages(user)  # type: ignore[misc]
        own = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
        return parents.filter(pk__in=own.values("pk"))


class UnitChooseParentView(OwnParents, ChooseParentView):
    """Where to write, for lists of one type."""


class UnitGenericChooseParentView(OwnParents, GenericChooseParentView):
    """Where to write, for any type."""


class UnitPageViewSet(PageViewSet):
    """The screens of all page types; a viewset for one type inherits from it."""

    filterset_class = UnitPageFilterSet
    add_view_class = ReviewCreateView
    edit_view_class = ReviewEditView
    choose_parent_view_class = UnitGenericChooseParentView

    def construct_view(self, view_class: type, **kwargs: Any) -> View:
        """Wrap the view: the one place through which a viewset builds all of them."""
        view = super().construct_view(view_class, **kwargs)
        return only_own(view, explores=view_class is self.index_view_class)


page_views = UnitPageViewSet()
