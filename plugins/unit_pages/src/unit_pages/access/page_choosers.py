"""The page chooser: own pages in any state, and what the department publishes for all.

Links to the live pages of other units go by their address, which the link dialog takes too.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.models import Page

from unit_pages.access.own_pages import own_pages
from unit_pages.subsites.lookup import ROOT_DEPTH, department_pages, public_among


def choosable_pages(pages: QuerySet[Page], user: Any, *, for_search: bool = False) -> QuerySet[Page]:
    """Keep the pages that ``user`` may link to by choosing.

    Args:
        pages: pages to choose from.
        user: who chooses.
        for_search: whether Wagtail's search goes on from the answer. It reads plain conditions only, so the
            department's pages then come from a sub-query; else the database reads the few pages asked for.
    """
    if user.is_superuser:
        return pages
    # The chooser shows the title of the draft, which is nobody else's while it differs.
    for_all = public_among(department_pages()).filter(draft_title=F("title"))
    shared = pages.filter(pk__in=for_all.values("pk")) if for_search else pages & for_all
    return (pages & own_pages(user)) | shared


def filter_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Filter what browsing and searching show; for the hook ``construct_page_chooser_queryset``."""
    match = request.resolver_match
    return choosable_pages(pages, request.user, for_search=match is not None and "search" in (match.url_name or ""))


class UnitBrowseView(BrowseView):
    """Browses what may be chosen, from the department's home on; Wagtail has no hook for the parent."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the children of a page.

        Raises:
            Http404: for a parent that the person may not choose.
        """
        if request.user.is_superuser:
            return super().get(request, parent_page_id)
        portal = Page.objects.filter(depth=ROOT_DEPTH, unithomepage__isnull=False).values_list("pk", flat=True).first()
        parent = parent_page_id or portal
        if parent != portal and not choosable_pages(Page.objects.filter(pk=parent), request.user).exists():
            raise Http404
        return super().get(request, parent)


class UnitChosenMultipleView(ChosenMultipleView):
    """Answers for the chosen pages that may be chosen, and is silent about others."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Leave foreign ids out of the address before Wagtail reads it."""
        ids = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
        allowed = choosable_pages(Page.objects.filter(pk__in=ids), request.user).values_list("pk", flat=True)
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in allowed])
        request.GET = query  # type: ignore[assignment]
        return super().get(request)
