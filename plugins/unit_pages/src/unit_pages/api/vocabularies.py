"""The closed lists that filters use: kinds, levels, districts, matters."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field

from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.parameters import OneQuery
from unit_pages.api.parts import Term
from unit_pages.api.routing import ReadRouter
from unit_pages.days import local_day
from unit_pages.subsites.documents import DocumentField, DocumentKind
from unit_pages.units.models import EducationLevel, Unit, UnitKind

router = ReadRouter(tags=["vocabularies"])


class CountedTerm(Term):
    """A word of a closed list with the number of units that have it."""

    count: int = Field(description=_("Units of the directory that have it."))


class CountedKind(CountedTerm):
    """A kind of unit."""

    plural_name: str = Field(description=_("Name in the plural; may be empty."))
    is_school: bool = Field(description=_("Whether units of this kind are schools."))


class Vocabularies(Resource):
    """All closed lists."""

    unit_kinds: list[CountedKind] = Field(description=_("Kinds of unit, in order."))
    levels: list[CountedTerm] = Field(description=_("Education levels, in order."))
    districts: list[str] = Field(description=_("Districts that units name."))
    document_kinds: list[Term] = Field(description=_("Kinds of official document."))
    document_fields: list[Term] = Field(description=_("Matters of official documents."))


@router.read(
    "",
    response=Vocabularies,
    operation_id="getVocabularies",
    summary=_("Words for filters"),
    description=_("Kinds, levels, districts and matters with their codes."),
)
def vocabularies(request: HttpRequest, query: Query[OneQuery]) -> HttpResponse:
    """Answer with all closed lists."""
    units = Unit.objects.active_on(local_day()).filter(home__live=True)
    districts = units.exclude(district="").order_by("district").values_list("district", flat=True).distinct()
    found = Vocabularies(
        unit_kinds=[
            CountedKind(**_counted(kind), plural_name=kind.plural_name, is_school=kind.is_school)
            for kind in UnitKind.objects.filter(units__in=units).annotate(count=Count("units")).order_by("position")
        ],
        levels=[
            CountedTerm(**_counted(level))
            for level in EducationLevel.objects.filter(units__in=units)
            .annotate(count=Count("units"))
            .order_by("position")
        ],
        districts=list(districts),
        document_kinds=[Term(code=kind.code, name=kind.name) for kind in DocumentKind.objects.all()],
        document_fields=[Term(code=field.code, name=field.name) for field in DocumentField.objects.all()],
    )
    return answer_one(request, found, query.fields)


def _counted(row: Any) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "count": row.count}
