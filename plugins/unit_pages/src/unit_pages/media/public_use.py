"""Which pictures and files readers may see: those that something public refers to.

The answer is stored (``is_referred``), so that serving a file asks nothing. It is brought
in step whenever a page goes live, is taken down, moves or becomes private, and when a
record that refers to files is saved. A picture that nothing public shows any more loses
its sizes: addresses that were copied from the page lead nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex

from unit_pages.access.references import Target, references_of
from unit_pages.media.models import DocumentFile, Picture
from unit_pages.subsites.lookup import public_among

MEDIA: tuple[type[Model], ...] = (Picture, DocumentFile)
BATCH = 500
#: For each kind of record that shows pictures or files to readers, the rows that readers see.
_sources: dict[type[Model], Callable[[QuerySet[Any]], QuerySet[Any]]] = {}


def register_public_source(model: type[Model], public_rows: Callable[[QuerySet[Any]], QuerySet[Any]]) -> None:
    """Let records of ``model`` make the pictures and files public that they refer to.

    Args:
        model: a model with foreign keys or texts that refer to pictures or files.
        public_rows: keeps the rows that readers see.
    """
    _sources[model] = public_rows


def public_sources() -> dict[type[Model], Callable[[QuerySet[Any]], QuerySet[Any]]]:
    """Return pages, official documents, units with their emblems, publications, and what was registered."""
    from unit_pages.models import OfficialDocument, Publication, Unit

    own = {
        Page: public_among,
        OfficialDocument: lambda rows: rows.public(),
        Unit: lambda rows: rows,
        # Only where editors of a superior site chose a picture themselves; else the page's own use decides.
        Publication: lambda rows: rows.filter(ended_at__isnull=True).exclude(own_fields=[]),
    }
    return {**own, **_sources}


def refresh_source(instance: Model) -> None:
    """Bring what ``instance`` refers to, or referred to until now, in step.

    Reads the instance itself: Wagtail's index may be renewed in the background, later.
    """
    source = next((model for model in public_sources() if isinstance(instance, model)), None)
    if source is None:
        return
    if isinstance(instance, Page):  # Wagtail's scheduler saves a plain one; the text stands in the page's own type
        instance = instance.specific
    rows = public_sources()[source](source._default_manager.filter(pk=instance.pk))
    now = {target for target in references_of(instance) if target[0] in MEDIA} if rows.exists() else set()
    before = _indexed(source, [instance.pk])
    touched = now | before
    if touched:
        _store(touched, now | _referred(touched, leave_out=(source, instance.pk)))


def forget_source(instance: Model) -> None:
    """Bring what a record that is being deleted refers to in step."""
    source = next((model for model in public_sources() if isinstance(instance, model)), None)
    if source is not None and (touched := _indexed(source, [instance.pk])):
        _store(touched, _referred(touched, leave_out=(source, instance.pk)))


def refresh_pages_below(path: str) -> None:
    """Bring in step what the pages at and below a place in the tree refer to, after a move or a restriction."""
    pages = Page.objects.filter(path__startswith=path).values_list("pk", flat=True)
    if touched := _indexed(Page, pages):
        _store(touched, _referred(touched))


def refresh_records_of(unit_id: int) -> None:
    """Bring in step what the official documents of a unit refer to, after its site opened or closed."""
    from unit_pages.models import OfficialDocument

    records = OfficialDocument.objects.filter(unit_id=unit_id).values_list("pk", flat=True)
    if touched := _indexed(OfficialDocument, records):
        _store(touched, _referred(touched))


def refresh_pictures(keys: Iterable[int]) -> None:
    """Bring pictures in step that something stopped showing; nothing is asked when there are none."""
    touched: set[Target] = {(Picture, str(pk)) for pk in keys}
    if touched:
        _store(touched, _referred(touched))


def refresh_all() -> int:
    """Bring all pictures and files in step, from Wagtail's index; return how many changed."""
    changed = 0
    for model in MEDIA:
        keys = list(model._default_manager.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            touched: set[Target] = {(model, str(pk)) for pk in keys[start : start + BATCH]}
            changed += _store(touched, _referred(touched))
    return changed


def _media_rows() -> QuerySet[ReferenceIndex]:
    types = ContentType.objects.get_for_models(*MEDIA).values()
    return ReferenceIndex.objects.filter(to_content_type__in=types)


def _indexed(source: type[Model], keys: Iterable[Any]) -> set[Target]:
    """Return the pictures and files to which these records refer by the index."""
    about = ContentType.objects.get_for_model(source)
    rows = _media_rows().filter(base_content_type=about, object_id__in=[str(key) for key in keys])
    return {(_model(kind), pk) for kind, pk in rows.values_list("to_content_type", "to_object_id")}


def _referred(targets: set[Target], leave_out: tuple[type[Model], Any] | None = None) -> set[Target]:
    """Return those of ``targets`` to which something public refers; one question for each kind of source."""
    users: dict[int, dict[str, set[Target]]] = defaultdict(lambda: defaultdict(set))
    for model in MEDIA:
        keys = [pk for kind, pk in targets if kind is model]
        rows = _media_rows().filter(to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=keys)
        for source, user, pk in rows.values_list("base_content_type", "object_id", "to_object_id"):
            users[source][user].add((model, pk))
    found: set[Target] = set()
    for source, public_rows in public_sources().items():
        by_user = users.get(ContentType.objects.get_for_model(source).pk, {})
        skipped = str(leave_out[1]) if leave_out and leave_out[0] is source else None
        keys = [key for key in by_user if key != skipped]
        for key in public_rows(source._default_manager.filter(pk__in=keys)).values_list("pk", flat=True):
            found |= by_user[str(key)]
    return found


@transaction.atomic
def _store(touched: set[Target], referred: set[Target]) -> int:
    changed = 0
    for model in MEDIA:
        rows: QuerySet[Any] = model._default_manager.filter(pk__in=[pk for kind, pk in touched if kind is model])
        shown = [pk for kind, pk in referred if kind is model]
        hidden = list(rows.filter(is_referred=True).exclude(pk__in=shown).values_list("pk", flat=True))
        changed += rows.filter(is_referred=False, pk__in=shown).update(is_referred=True)
        changed += rows.filter(pk__in=hidden).update(is_referred=False)
        if model is Picture and hidden:
            drop_renditions(hidden)
    return changed


def drop_renditions(picture_ids: Iterable[int]) -> None:
    """Delete the public sizes of pictures; the next ones get new names that nobody knows."""
    from unit_pages.media.models import PictureRendition

    PictureRendition.objects.filter(image__in=picture_ids).delete()


def _model(content_type_id: int) -> type[Model]:
    return next(model for model in MEDIA if ContentType.objects.get_for_model(model).pk == content_type_id)
