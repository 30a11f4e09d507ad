"""Every way in which something searchable changes, and the entries that follow in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from comms_plan.articles.models import Article, ArticleAttachment, ArticleTheme
from comms_plan.plans.themes import Theme
from edu_portal.search import renewal
from edu_search.entries.registry import forget_object
from edu_search.extraction.services import forget_files
from edu_search.extraction.signals import file_read
from edu_search.pins.services import rename_owner
from unit_pages.changes.signals import organisation_changed
from unit_pages.conf import get_settings
from unit_pages.models import (
    AbstractArticlePage,
    DocumentField,
    DocumentFile,
    DocumentKind,
    GalleryPicture,
    OfficialDocument,
    Unit,
    UnitFormerName,
    UnitHomePage,
    UnitSuccession,
)
from unit_pages.publications.signals import publication_changed
from unit_pages.subsites.states import site_state_changed
from unit_pages.units.signals import unit_moved

PAGE_SIGNALS = {"published": page_published, "unpublished": page_unpublished}
BRANCH_SIGNALS = {"slug": page_slug_changed, "moved": post_page_move}


def connect() -> None:
    """Connect the handlers once."""
    publication_changed.connect(on_publication_changed, dispatch_uid="search_publication")
    site_state_changed.connect(on_site_state_changed, dispatch_uid="search_site_state")
    organisation_changed.connect(on_organisation_changed, dispatch_uid="search_organisation")
    file_read.connect(on_file_read, dispatch_uid="search_file_read")
    unit_moved.connect(on_unit_moved, dispatch_uid="search_unit_moved")
    for name, signal in PAGE_SIGNALS.items():
        signal.connect(on_page_changed, dispatch_uid=f"search_page_{name}")
    for name, signal in BRANCH_SIGNALS.items():
        signal.connect(on_branch_changed, dispatch_uid=f"search_page_{name}")
    for model in renewal.PAGE_TYPES:
        post_save.connect(on_page_saved, sender=model, dispatch_uid=f"search_saved_{model.__name__}")
    for model in (*renewal.PAGE_TYPES, Unit, OfficialDocument):
        post_delete.connect(on_deleted, sender=model, dispatch_uid=f"search_deleted_{model.__name__}")
    _connect_parts()
    _connect_records()


def _connect_parts() -> None:
    parts: dict[Any, str] = {GalleryPicture: "gallery", ArticleAttachment: "article", ArticleTheme: "content_object"}
    for model, parent in parts.items():
        handler = _renew_parent(parent)
        for name, signal in {"saved": post_save, "deleted": post_delete}.items():
            uid = f"search_{name}_{model.__name__}"
            signal.connect(handler, sender=model, weak=False, dispatch_uid=uid)
    names: dict[Any, tuple[str, ...]] = {UnitFormerName: ("unit_id",), UnitSuccession: ("unit_id", "successor_id")}
    for model, fields in names.items():
        for name, signal in {"saved": post_save, "deleted": post_delete}.items():
            signal.connect(
                _renew_units(fields), sender=model, weak=False, dispatch_uid=f"search_{name}_{model.__name__}"
            )


def _connect_records() -> None:
    post_save.connect(on_unit_saved, sender=Unit, dispatch_uid="search_saved_Unit")
    m2m_changed.connect(on_levels_changed, sender=Unit.levels.through, dispatch_uid="search_levels")
    post_save.connect(on_document_saved, sender=OfficialDocument, dispatch_uid="search_saved_OfficialDocument")
    post_save.connect(on_file_saved, sender=DocumentFile, dispatch_uid="search_saved_DocumentFile")
    pre_delete.connect(before_file_deleted, sender=DocumentFile, dispatch_uid="search_before_DocumentFile")
    post_delete.connect(on_file_deleted, sender=DocumentFile, dispatch_uid="search_deleted_DocumentFile")
    post_save.connect(on_theme_saved, sender=Theme, dispatch_uid="search_saved_Theme")
    for term in (DocumentKind, DocumentField):
        post_save.connect(on_term_saved, sender=term, dispatch_uid=f"search_saved_{term.__name__}")
    for name, signal in {"saved": post_save, "deleted": post_delete}.items():
        signal.connect(on_page_restricted, sender=PageViewRestriction, dispatch_uid=f"search_restricted_{name}")
        signal.connect(on_files_restricted, sender=CollectionViewRestriction, dispatch_uid=f"search_files_{name}")


def on_publication_changed(sender: Any, page: AbstractArticlePage | None, **kwargs: Any) -> None:
    """Follow a publication that began, changed or ended."""
    if isinstance(page, Article):
        page.search_is_saving = False  # type: ignore[attr-defined]
        renewal.renew(Article, [page.pk])


def on_page_saved(sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Follow a page; drafts write single fields, and articles for everybody have their publications."""
    if raw or update_fields is not None:
        return
    if isinstance(instance, Article) and not instance.is_internal:
        # Its parts are saved next, one by one, and then its publication: that is the time to write the entry.
        instance.search_is_saving = instance.live  # type: ignore[attr-defined]
        return
    renewal.renew(sender, [instance.pk])


def on_page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Follow a page that went live or was taken down, the scheduler's and bulk actions among them."""
    if isinstance(instance, UnitHomePage):
        renewal.renew(Unit, [instance.unit_id])
    elif instance.live and isinstance(instance, Article) and not instance.is_internal:
        return  # its publication told already
    else:
        renewal.renew_page(instance)


def on_branch_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Follow a page that moved or has another address, with all below it."""
    renewal.renew_below(instance.path)


def on_page_restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page that became private is found by nobody, nor is what stands below it; and the other way round."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        for path in [page.path, *page.aliases.values_list("path", flat=True)]:
            renewal.renew_below(path)


def on_files_restricted(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """The words of files in a private collection are found by nobody."""
    below = instance.collection.path
    rows = OfficialDocument.objects.filter(file__collection__path__startswith=below)
    renewal.renew_rows(OfficialDocument, rows)


def on_unit_saved(sender: Any, instance: Unit, raw: bool = False, **kwargs: Any) -> None:
    """Follow a unit; when its code, address, kind, district or levels changed, all that is its own."""
    if raw:
        return
    before = renewal.kept(Unit, instance.pk)
    renewal.renew(Unit, [instance.pk])
    after = renewal.kept(Unit, instance.pk)
    if before is not None and after is not None and before != after:
        rename_owner(before[0], after[0])
        renewal.renew_unit(Unit.objects.get(pk=instance.pk))


def on_levels_changed(sender: Any, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    """Follow the levels of a unit."""
    if action.startswith("post_") and not reverse:
        on_unit_saved(Unit, instance)


def on_document_saved(sender: Any, instance: OfficialDocument, raw: bool = False, **kwargs: Any) -> None:
    """Follow an official document."""
    if not raw:
        renewal.renew(OfficialDocument, [instance.pk])


def on_file_saved(sender: Any, instance: DocumentFile, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    """Follow a file that was replaced, renamed or is only for staff now."""
    if not (raw or created):
        renewal.renew_users(renewal.users_of(instance))


def before_file_deleted(sender: Any, instance: DocumentFile, **kwargs: Any) -> None:
    """Remember who shows a file; afterwards nobody knows."""
    instance.search_users = renewal.users_of(instance)  # type: ignore[attr-defined]


def on_file_deleted(sender: Any, instance: DocumentFile, **kwargs: Any) -> None:
    """Follow a deleted file; its text goes with it."""
    forget_files(get_settings().private_storage, [str(instance.file.name)])
    renewal.renew_users(getattr(instance, "search_users", {}))


def on_file_read(sender: Any, storage: str, name: str, **kwargs: Any) -> None:
    """Let official documents be found by the text of their file."""
    if storage == get_settings().private_storage:
        renewal.renew_rows(OfficialDocument, OfficialDocument.objects.filter(file__file=name))


def on_theme_saved(sender: Any, instance: Theme, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    """Follow a theme that has another address: the facet's value is the address."""
    if raw or created:
        return
    articles = Article.objects.filter(theme_items__tag=instance)
    one = articles.filter(publications__ended_at__isnull=True).order_by().values_list("pk", flat=True).first()
    now = renewal.kept(Article, one) if one else None
    if now is not None and instance.slug not in now[2].get("theme", []):
        renewal.renew_rows(Article, articles)


def on_term_saved(sender: Any, instance: Any, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
    """Follow the name of a kind or matter of documents, which is among the words of each."""
    if not (raw or created):
        renewal.renew_rows(OfficialDocument, instance.documents.all())


def on_site_state_changed(sender: Any, unit: Unit, **kwargs: Any) -> None:
    """Let everything of the site be found, or nothing."""
    renewal.renew_unit(unit)


def on_unit_moved(sender: Any, unit: Unit, **kwargs: Any) -> None:
    """Let the staff above the new place find internal items, and no longer those above the old one."""
    renewal.renew_branch(unit)


def on_organisation_changed(units: set[int], pages: list[int], documents: list[int], **kwargs: Any) -> None:
    """Follow units that were renamed, merged, divided or ended, and all that is or was theirs."""
    for unit in Unit.objects.filter(pk__in=units).select_related("home"):
        renewal.renew_unit(unit)
    for model in renewal.PAGE_TYPES:
        renewal.renew_rows(model, model.objects.filter(pk__in=pages))
    renewal.renew(OfficialDocument, documents)


def on_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Remove the entry of a deleted object."""
    forget_object(sender, instance.pk)


def _renew_parent(name: str) -> Any:
    def handler(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        page = instance._state.fields_cache.get(name)
        if not (raw or getattr(page, "search_is_saving", False) or _is_followed(instance, page, name)):
            model: Any = sender._meta.get_field(name).related_model
            renewal.renew(model, [getattr(instance, f"{name}_id")])

    return handler


def _is_followed(instance: Any, page: Any, name: str) -> bool:
    """Whether the page is being saved and more of its parts come after this one."""
    relation = type(instance)._meta.get_field(name).remote_field.get_accessor_name()
    items = getattr(page, "_cluster_related_objects", {}).get(relation) or [instance]
    return items[-1] is not instance


def _renew_units(fields: tuple[str, ...]) -> Any:
    def handler(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            renewal.renew(Unit, [getattr(instance, name) for name in fields])

    return handler
