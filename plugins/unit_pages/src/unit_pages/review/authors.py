"""Who wrote what a page says now: the last person who changed its content."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Revision

#: What a revision stores besides the content: places, states, dates, locks and remarks.
BOOKKEEPING = frozenset(
    {
        "pk", "id", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type",
        "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
        "latest_revision", "latest_revision_created_at", "draft_title", "owner", "locked", "locked_at",
        "locked_by", "expired", "go_live_at", "expire_at", "alias_of", "wagtail_admin_comments", "unit",
        "sort_order",
    }
)  # fmt: skip
#: How far back a text of somebody else is looked for.
LOOK_BACK = 30


def is_own_content(user: Any, page: Page) -> bool:
    """Whether ``user`` is the last person who changed the content of ``page``.

    Saving the text of somebody else as it stands changes nothing: what another person
    has saved or sent in exactly these words is not the own text.
    """
    if user is None or user.pk is None or author_id(page) != user.pk:
        return False
    revisions = Revision.objects.for_instance(page).order_by("-created_at", "-pk")
    own = revisions.values_list("content", flat=True).first()
    if own is None:
        return True
    others = revisions.exclude(user_id=user.pk).values_list("content", flat=True)
    said = content_of(own)
    return all(content_of(other) != said for other in others[:LOOK_BACK])


def author_id(page: Page) -> int | None:
    """Return the id of the account that saved the newest text, else of the page's owner."""
    newest = Revision.objects.for_instance(page).order_by("-created_at", "-pk").values_list("user_id").first()
    return newest[0] if newest else page.owner_id


def content_of(stored: Any) -> Any:
    """Return the stored content without what is no content, rows of child objects included."""
    if isinstance(stored, dict):
        return {key: content_of(value) for key, value in stored.items() if key not in BOOKKEEPING}
    if isinstance(stored, list):
        return [content_of(value) for value in stored]
    return stored
