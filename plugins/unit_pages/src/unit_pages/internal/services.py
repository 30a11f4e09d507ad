"""Who may read an internal item, and noting that they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from unit_pages.access.rights import rights_of
from unit_pages.internal.models import ReadReceipt
from unit_pages.units.models import Unit

if TYPE_CHECKING:
    from unit_pages.publications.models import AbstractArticlePage


def readable_units(user: Any) -> QuerySet[Unit]:
    """Return the units whose internal items ``user`` reads: the own ones, those above and those below."""
    if user.is_superuser:
        return Unit.objects.all()
    own = Unit.objects.filter(pk__in=[right.unit_id for right in rights_of(user)])
    condition = Q(pk__in=[])
    for path in own.values_list("tree_path", flat=True):
        above = [int(part) for part in path.strip("/").split("/")]
        condition |= Q(pk__in=above) | Q(tree_path__startswith=path)
    return Unit.objects.filter(condition)


def may_read(user: Any, page: AbstractArticlePage) -> bool:
    """Whether ``user`` may read this internal item today."""
    if not user.is_authenticated or not user.is_active:
        return False
    return readable_units(user).filter(pk=page.unit_id).exists()


def refuse_or_note(page: AbstractArticlePage, request: HttpRequest) -> HttpResponse | None:
    """Send a stranger to the sign-in page, note the reading of staff.

    Raises:
        Http404: for signed-in people of other branches, who must not learn that the item exists.
    """
    if getattr(request, "is_preview", False):
        return None
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
    if not may_read(user, page):
        raise Http404
    ReadReceipt.objects.get_or_create(page_id=page.pk, person=user, defaults={"read_at": timezone.now()})
    return None
