"""Pictures, files and uploads named in an address: foreign ones answer like missing ones.

Wagtail's screens of pictures and files are plain views that load the object first and
then say “no permission”, which tells that it exists. Pages have `page_views`.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile
from wagtail.permissions import policy_registry

Question = Callable[[Any, str], bool]


def may_meet_picture(user: Any, pk: str) -> bool:
    """Whether ``user`` may choose or change the picture with this key."""
    return _may_meet(get_image_model(), user, pk)


def may_meet_file(user: Any, pk: str) -> bool:
    """Whether ``user`` may choose or change the document file with this key."""
    return _may_meet(get_document_model(), user, pk)


def is_own_upload(user: Any, pk: str) -> bool:
    """Whether ``user`` made the unfinished upload with this key."""
    return bool(UploadedFile.objects.filter(pk=pk, uploaded_by_user=user).exists())


#: Pattern of an address's name, the part of the address that holds a key, the question.
QUESTIONS: tuple[tuple[str, str, Question], ...] = (
    ("wagtailimages*", "image_id", lambda user, pk: may_meet_picture(user, pk)),
    ("wagtailimages_chooser:*", "pk", lambda user, pk: may_meet_picture(user, pk)),
    ("wagtaildocs:*", "document_id", lambda user, pk: may_meet_file(user, pk)),
    ("wagtaildocs:*", "doc_id", lambda user, pk: may_meet_file(user, pk)),
    ("wagtaildocs_chooser:*", "pk", lambda user, pk: may_meet_file(user, pk)),
    ("wagtail*", "uploaded_file_id", lambda user, pk: is_own_upload(user, pk)),
)


def is_within_reach(user: Any, view_name: str, kwargs: dict[str, Any]) -> bool:
    """Whether all objects that the address names are ones that ``user`` may meet."""
    return all(
        question(user, str(kwargs[part]))
        for pattern, part, question in QUESTIONS
        if part in kwargs and fnmatchcase(view_name, pattern)
    )


def _may_meet(model: Any, user: Any, pk: str) -> bool:
    if not pk.isdecimal():
        return False
    policy = policy_registry.get_by_type(model)
    mine = policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"])
    return bool(mine.filter(pk=pk).exists())
