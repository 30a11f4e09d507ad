"""Take made-up content away again: rows by the thousand, without loading them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from wagtail.models import Collection, Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from comms_plan.articles.models import Article
from edu_portal.page_cache import tags
from edu_portal.seeding.units import PREFIX, seeded_units
from edu_search.models import Entry
from unit_pages.models import Appointment, Publication, Unit, UnitHomePage
from unit_pages.subsites.provisioning import portal_page

BATCH = 20
PART = 900  # ids in one question; SQLite takes no more than a thousand


def delete_units() -> Iterable[int]:
    """Delete the made-up units, their sites and people; yield the number of units after each batch."""
    while units := list(seeded_units().select_related("home")[:BATCH]):
        with transaction.atomic():
            _delete(units)
            tags.purge({tags.SECTOR, tags.LOOK, tags.FRAME})  # the rows are erased without signals
        yield len(units)
    people = get_user_model()._default_manager.filter(username__startswith=PREFIX.lower(), appointments__isnull=True)
    erase(people.model, list(people.values_list("pk", flat=True)))


def _delete(units: list[Unit]) -> None:
    ids = [unit.pk for unit in units]
    homes = [unit.home.path for unit in units if isinstance(getattr(unit, "home", None), UnitHomePage)]
    pages = [pk for path in homes for pk in Page.objects.filter(path__startswith=path).values_list("pk", flat=True)]
    for rows in (Publication.objects.filter(unit__in=ids), Appointment.objects.filter(unit__in=ids)):
        erase(rows.model, list(rows.values_list("pk", flat=True)))
    _forget(Page, pages)
    _forget_entries(Article, pages)
    erase(Page, pages)
    if homes:
        Page.objects.filter(pk=portal_page().pk).update(numchild=F("numchild") - len(homes))
    _forget_entries(Unit, ids)
    ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Unit), object_id__in=[str(pk) for pk in ids]
    )._raw_delete("default")
    collections = [unit.collection_id for unit in units if unit.collection_id]
    erase(Unit, ids)
    erase(Collection, collections)
    root = Collection.get_first_root_node()
    Collection.objects.filter(pk=root.pk).update(numchild=F("numchild") - len(collections))


def erase(model: Any, ids: list[Any]) -> None:
    """Delete rows and what hangs on them, as the relations say, without signals.

    Raises:
        ProtectedError: never; a row that protects another one is an IntegrityError of the database.
    """
    for first in range(0, len(ids), PART):
        _erase_part(model, ids[first : first + PART])


def _erase_part(model: Any, ids: list[Any]) -> None:
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        if relation.on_delete is models.SET_NULL:
            rows.update(**{relation.field.name: None})
        elif relation.on_delete is models.CASCADE:
            found = list(rows.values_list("pk", flat=True))
            if found:
                erase(relation.related_model, found)
    model._base_manager.filter(pk__in=ids)._raw_delete("default")


def _forget(model: type[models.Model], ids: list[int]) -> None:
    """Delete what points to pages by content type and id."""
    content_types = [ct.pk for ct in ContentType.objects.all() if _is_a(ct, model)]
    base = ContentType.objects.get_for_model(model)
    for first in range(0, len(ids), PART):
        texts = [str(pk) for pk in ids[first : first + PART]]
        IndexEntry.objects.filter(content_type__in=content_types, object_id__in=texts)._raw_delete("default")
        ReferenceIndex.objects.filter(base_content_type=base, object_id__in=texts)._raw_delete("default")
        Revision.objects.filter(base_content_type=base, object_id__in=texts).delete()
        PageLogEntry.objects.filter(page__in=ids[first : first + PART])._raw_delete("default")


def _is_a(content_type: ContentType, model: type[models.Model]) -> bool:
    found = content_type.model_class()
    return found is not None and issubclass(found, model)


def _forget_entries(model: type[models.Model], ids: list[int]) -> None:
    content_type = ContentType.objects.get_for_model(model)
    for first in range(0, len(ids), PART):
        texts = [str(pk) for pk in ids[first : first + PART]]
        entries = Entry.objects.filter(content_type=content_type, object_id__in=texts)
        erase(Entry, list(entries.values_list("pk", flat=True)))
