"""What became of an item since the board accepted it, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.compare import FieldComparison, ForeignObjectComparison, StreamFieldComparison, TextFieldComparison
from wagtail.models import Revision

from comms_plan.desk.board.queue import boards_of
from comms_plan.gate.models import State, Submission
from unit_pages.models import AbstractArticlePage

#: What readers see of an item, with Wagtail's comparison of such a field.
COMPARED: dict[str, type[FieldComparison]] = {
    "title": TextFieldComparison,
    "lead": TextFieldComparison,
    "body": StreamFieldComparison,
    "main_picture": ForeignObjectComparison,
    "picture_caption": TextFieldComparison,
    "event_on": FieldComparison,
}


@dataclass(frozen=True)
class Change:
    """A field that differs: its name and both texts in one, with what went and what came marked."""

    label: str
    html: Any


def changes_of(before: Any, after: Any) -> list[Change]:
    """Return the fields that readers see and that differ between two states of an article."""
    found = []
    for name, kind in COMPARED.items():
        if not any(field.name == name for field in after._meta.get_fields()):
            continue
        comparison = kind(after._meta.get_field(name), before, after)
        if comparison.has_changed():
            found.append(Change(str(comparison.field_label()), comparison.htmldiff()))
    return found


@require_admin_access  # type: ignore[untyped-decorator]
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed in an accepted item since the board looked at it; there it is kept or taken down."""
    submission = (
        Submission.objects.filter(pk=pk, board__in=boards_of(request.user), state=State.ACCEPTED)
        .select_related("unit", "page", "publication")
        .first()
    )
    page = submission.page.specific if submission and submission.page else None
    if submission is None or not isinstance(page, AbstractArticlePage):
        raise Http404
    seen = Revision.objects.filter(pk=submission.seen_revision_id).first() if submission.seen_revision_id else None
    live = page.live_revision
    context = {
        "submission": submission,
        "article": page,
        "changes": changes_of(seen.as_object(), live.as_object() if live else page) if seen else [],
        "why_unknown": "" if seen else _("The earlier state of the item is no longer kept. Read the item as it is."),
        "current": "board",
    }
    return render(request, "comms_desk/changes.html", context)
