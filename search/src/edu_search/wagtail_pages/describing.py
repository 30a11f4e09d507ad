"""What search says of a page: what its own ``search_fields`` name, as Wagtail's search would read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site, get_page_models
from wagtail.search.index import RelatedFields, SearchField

from edu_search.entries.documents import Document
from edu_search.entries.facets import Facet

#: Name of the facet that tells types of pages apart.
PAGE_TYPE = "page_type"


def page_document(page: Page) -> Document | None:
    """Return what readers may find of a page; None for one that they may not open.

    Everything is read from the database: the object in hand may hold a draft.
    """
    stored = Page.objects.filter(pk=page.pk, live=True).first()
    parts = stored.get_url_parts() if stored else None
    if stored is None or parts is None or stored.get_view_restrictions().exists():
        return None
    specific = stored.specific
    _site, root_url, path = parts
    return Document(
        type="page",
        title=specific.title,
        # A page of a further site has another host; with one site the path is enough on every host.
        url_path=path if len(Site.get_site_root_paths()) == 1 else f"{root_url}{path}",
        summary=specific.search_description,
        text="\n".join(texts(specific, specific.get_search_fields())),
        published_at=stored.first_published_at or stored.last_published_at,
        language=stored.locale.language_code,
        facets={PAGE_TYPE: [stored.specific_class._meta.label_lower if stored.specific_class else "wagtailcore.page"]},
        visible_from=stored.go_live_at,
        visible_until=stored.expire_at,
    )


def pages() -> QuerySet[Page]:
    """Return the pages that are to have an entry."""
    found: QuerySet[Page] = Page.objects.live().filter(depth__gt=1)
    return found


def texts(instance: Model, fields: Iterable[Any]) -> Iterator[str]:
    """Yield the words of an object's search fields except its title, those of related objects too."""
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from texts(related, field.fields)
        elif isinstance(field, SearchField) and field.field_name != "title":
            yield from _strings(field.get_value(instance))


def page_type_facet() -> Facet:
    """Return the facet by types of pages."""
    return Facet(PAGE_TYPE, _("Kind of page"), _type_names)


def _type_names(values: Sequence[str]) -> Mapping[str, str]:
    known = {model._meta.label_lower: str(model._meta.verbose_name) for model in get_page_models()}
    return {value: known[value][:1].upper() + known[value][1:] for value in values if value in known}


def _related(value: Any) -> Iterable[Model]:
    if value is None:
        return ()
    if isinstance(value, Manager | QuerySet):
        return value.all()
    return (value,)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)
