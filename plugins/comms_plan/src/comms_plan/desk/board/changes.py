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
        if kind is StreamFieldComparison:
            match_blocks(getattr(before, name), getattr(after, name))
        comparison = kind(after._meta.get_field(name), before, after)
        if comparison.has_changed():
            found.append(Change(str(comparison.field_label()), comparison.htmldiff()))
    return found


def match_blocks(before: Any, after: Any) -> None:
    """Give blocks of a text that were written anew the identity of those whose place they took.

    The quick editor makes all blocks anew, and Wagtail compares blocks by identity: without this an
    untouched paragraph is told as removed and as added. The texts are compared, never saved.

    Args:
        before, after: values of the same stream field.
    """
    free = {child.id: child for child in before}
    fresh = [child for child in after if free.pop(child.id, None) is None]
    for is_same in (_says_the_same, _is_of_its_kind):
        for child in fresh[:]:
            twin = next((old for old in free.values() if is_same(old, child)), None)
            if twin is not None:
                child.id = twin.id
                del free[twin.id]
                fresh.remove(child)


def _is_of_its_kind(one: Any, other: Any) -> bool:
    return bool(one.block_type == other.block_type)


def _says_the_same(one: Any, other: Any) -> bool:
    return _is_of_its_kind(one, other) and one.block.get_prep_value(one.value) == other.block.get_prep_value(
        other.value
    )


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
