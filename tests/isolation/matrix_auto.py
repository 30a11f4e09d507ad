"""Bait in models that no builder knows: a new model is filled from its fields, or named as missing."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from matrix_side import Side

#: Models whose rows belong to no unit, or that hold nothing of their own.
SHARED = {
    "branding.Branding", "branding.Drawing", "packs.PackEntry",
    "unit_pages.UnitColour", "unit_pages.EducationLevel", "unit_pages.UnitTag", "unit_pages.UnitKind",
    "unit_pages.Post", "unit_pages.DocumentKind", "unit_pages.DocumentField",
    "comms_plans.Period", "comms_plans.Audience", "comms_plans.ThemeMapping", "comms_articles.ArticleKind",
    # The plan is the department's and public.
    "comms_plans.Plan", "comms_plans.LegalBasis", "comms_plans.PlanPart", "comms_plans.Theme", "comms_plans.Subtopic",
    "comms_plans.ContentClass", "comms_gate.ReturnReason", "comms_quotas.QuotaRule",
    # The index of the public search and the stored addresses of videos hold what is public.
    "edu_search.Entry", "edu_search.IndexRow", "edu_search.Abbreviation",
    # The name of this database in an index.
    "edu_search.Installation",
    # Texts of files by their digest; what they say is found by the entries that show the files.
    "edu_search.FileText", "edu_search.FileSource",
    # How reminders of a plan go out, and when the command ran.
    "comms_urging.Arrangement", "comms_urging.Run",
    # Newspapers and broadcasters are known to everybody.
    "comms_quotas.ExternalChannel",
    # A unit's own host is an address for everybody, and would take the unit's pages away from their paths.
    "unit_pages.UnitHost",
}  # fmt: skip
OURS = ("unit_pages.", "comms_plan.", "edu_portal.", "edu_search.")


def bait_the_rest(side: Side, first: int) -> list[str]:
    """Fill every model of ours that has no row of the side yet, whose ids begin with ``first``; return what failed."""
    missing = []
    for model in apps.get_models():
        if not model.__module__.startswith(OURS) or model._meta.label in SHARED or _has_bait(model, first):
            continue
        try:
            with transaction.atomic():
                row = model(**_values(side, model))
                row.save()
        except (DatabaseError, ValidationError, ValueError, TypeError, AttributeError) as error:
            missing.append(f"{model._meta.label}: {error!r}")
        else:
            side.keep(f"auto {model._meta.label}", row)
    return missing


def _has_bait(model: type[models.Model], first: int) -> bool:
    return any(str(pk).isdigit() and int(pk) >= first for pk in model._base_manager.values_list("pk", flat=True))


def _values(side: Side, model: type[models.Model]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            value = _value(side, model, field)
            if value is not None:
                values[field.name] = value
    return values


def _value(side: Side, model: type[models.Model], field: Any) -> Any:
    """Return a value that holds the model's word where the field takes one."""
    if field.is_relation:
        return side.row_of(field.related_model) or (None if field.null else field.related_model._base_manager.first())
    if field.choices or (field.has_default() and not field.blank):
        return field.get_default() if field.has_default() else field.choices[0][0]
    word = f"{model._meta.model_name}{field.name.replace('_', '')}"
    kind = field.get_internal_type()
    if field.name == "address":
        return f"/{side.word(word)}/"
    if kind in {"CharField", "TextField", "SlugField"}:
        return side.word(word)[: field.max_length or 255]
    later = dt.timedelta(days=7 if field.name.startswith(("end", "until", "expire", "valid")) else 0)
    makers: dict[str, Any] = {
        "EmailField": lambda: f"{side.word(word)}@example.vn",
        "DateField": lambda: timezone.localdate() + later,
        "DateTimeField": lambda: timezone.now() + later,
        "JSONField": lambda: [{"name": side.word(word)}] if field.default is list else {"text": side.word(word)},
        "BooleanField": lambda: False,
        "UUIDField": uuid4,
        "FileField": lambda: f"{side.word(word)}.txt",
    }
    if kind in makers:
        return makers[kind]()
    return 1 if "Integer" in kind or kind == "DecimalField" else None
