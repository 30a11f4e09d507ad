"""How the portal looks: name, marks, colours, footer; a front end needs them around every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field

from edu_portal.branding.models import Branding
from edu_portal.public.chrome import drawing_url
from unit_pages.api.addresses import public_address
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.parameters import OneQuery
from unit_pages.api.routing import ReadRouter

DRAWINGS = ("mark", "mark-white", "favicon", "lost", "empty")
router = ReadRouter(tags=["look"])


class Look(Resource):
    """The look of the portal."""

    name: str = Field(description=_("Name of the portal."))
    place: str = Field(description=_("Place; may be empty."))
    tokens: dict[str, str] = Field(description=_("Design tokens: names and colours."))
    drawings: dict[str, str] = Field(description=_("Absolute addresses of the drawings by name, as SVG."))
    skyline_svg: str = Field(description=_("The skyline as SVG for the page itself; may be empty."))
    footer_columns: list[Any] = Field(description=_("Columns of the footer: title and links."))
    boxes: list[Any] = Field(description=_("Ways to take part."))
    is_sample: bool = Field(description=_("Whether the portal holds sample content."))


@router.read("", response=Look, operation_id="getLook", summary=_("Name, marks, colours and footer of the portal"))
def look(request: HttpRequest, query: Query[OneQuery]) -> HttpResponse:
    """Answer with the look of the portal."""
    branding = Branding.objects.first() or Branding(name="", place="")
    values = {name: getattr(branding, name) for name in Look.model_fields if name != "drawings"}
    drawings = {name: public_address(drawing_url(branding, name)) for name in DRAWINGS}
    return answer_one(request, Look(**values, drawings=drawings), query.fields)
