"""``fields=``: parts of an item for readers who need no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from unit_pages.api.answers import json_answer
from unit_pages.api.problems import bad_parameter


def _all_may_be_left_out(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


class Resource(BaseModel):
    """An item of a collection. ``fields=`` may leave out each of its fields, so none is required."""

    model_config = ConfigDict(json_schema_extra=_all_may_be_left_out)


def chosen_fields(model: type[BaseModel], text: str | None) -> set[str] | None:
    """Return the fields that ``text`` names; None for all.

    Raises:
        Problem: 400 for a field that the model does not have.
    """
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    known = [*model.model_fields, *model.model_computed_fields]
    unknown = sorted(set(names) - set(known))
    if unknown:
        detail = _("Unknown: %(unknown)s. Known are: %(known)s.") % {
            "unknown": ", ".join(unknown),
            "known": ", ".join(known),
        }
        raise bad_parameter("fields", detail, code="unknown-field")
    return set(names) or None


def dump(item: BaseModel, fields: set[str] | None) -> dict[str, Any]:
    """Return the chosen fields of an item, ready for JSON."""
    return item.model_dump(mode="json", include=fields)


def answer_one(request: HttpRequest, item: BaseModel, fields: str | None) -> HttpResponse:
    """Answer with one item."""
    return json_answer(request, dump(item, chosen_fields(type(item), fields)))


def answer_few(
    request: HttpRequest, items: Iterable[BaseModel], model: type[BaseModel], fields: str | None
) -> HttpResponse:
    """Answer with a whole list that is short by nature."""
    chosen = chosen_fields(model, fields)
    return json_answer(request, {"items": [dump(item, chosen) for item in items], "next": None})
