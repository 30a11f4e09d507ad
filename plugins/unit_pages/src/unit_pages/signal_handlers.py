"""What Wagtail tells this package; the handlers only call services."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.models.audit_log import BaseLogEntry
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move


def connect() -> None:
    """Connect the handlers once."""
    pre_delete.connect(end_publications_of_deleted_page, dispatch_uid="unit_pages_deleted")
    page_unpublished.connect(sync_unpublished_page, dispatch_uid="unit_pages_unpublished")
    post_page_move.connect(sync_moved_pages, dispatch_uid="unit_pages_moved")
    page_slug_changed.connect(sync_moved_pages, dispatch_uid="unit_pages_slug")
    for signal in (post_save, post_delete):
        signal.connect(sync_restricted_pages, sender=PageViewRestriction, dispatch_uid="unit_pages_restricted")
    from unit_pages.subsites.host_map import follow_unit, forget
    from unit_pages.subsites.hosts import UnitHost

    post_save.connect(write_unit_log, dispatch_uid="unit_pages_unit_log")
    from unit_pages.units.models import Unit

    for signal in (post_save, post_delete):
        signal.connect(forget, sender=UnitHost, dispatch_uid="unit_pages_hosts")
        signal.connect(follow_unit, sender=Unit, dispatch_uid="unit_pages_hosts_unit")
    from unit_pages.access import signal_handlers as access
    from unit_pages.review import signal_handlers as review

    access.connect()
    post_migrate.connect(
        ensure_workflow, sender=apps.get_app_config("unit_pages"), dispatch_uid="unit_pages_review_workflow"
    )
    review.connect()
    post_save.connect(refresh_media_of_saved, dispatch_uid="unit_pages_media_saved")
    pre_delete.connect(refresh_media_of_deleted, dispatch_uid="unit_pages_media_deleted")


def ensure_workflow(**kwargs: Any) -> None:
    """Give a portal that was made before the review its workflow; on the way back there is no table for it."""
    try:
        kwargs["apps"].get_model("unit_pages", "UnitReviewTask")
    except LookupError:
        return
    from unit_pages.review.workflow import ensure_workflow_of_portal

    ensure_workflow_of_portal()


def refresh_media_of_saved(sender: Any, instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Open or close the pictures and files of a record; saving a draft writes single fields and changes neither."""
    from wagtail.signal_handlers import reference_index_auto_update_disabled

    from unit_pages.media.public_use import refresh_source
    from unit_pages.publications.models import Publication

    # Who loads many records at once renews the index and the media afterwards; the services of publications
    # see to the few whose picture was chosen for them.
    if sender is not Publication and not (
        raw or update_fields or getattr(reference_index_auto_update_disabled, "value", False)
    ):
        refresh_source(instance)


def refresh_media_of_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Close the pictures and files that only a deleted record offered."""
    from unit_pages.media.public_use import forget_source

    forget_source(instance)


def write_unit_log(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Write the unit's log beside every entry of Wagtail's logs."""
    if not created or raw or not issubclass(sender, BaseLogEntry):
        return
    from unit_pages.audit.services import record

    record(instance)


def end_publications_of_deleted_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take a deleted page off every site; its publications stay as figures."""
    if not issubclass(sender, Page):
        return
    from unit_pages.publications.models import Publication
    from unit_pages.publications.services import end_publications

    rows = Publication.objects.filter(page_id=instance.pk, ended_at__isnull=True)
    end_publications(rows, page=None, now=timezone.now())


def sync_unpublished_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """End what Wagtail's scheduler and bulk actions take down: they save a plain `Page`, not the article."""
    from unit_pages.publications.models import AbstractArticlePage
    from unit_pages.publications.services import sync_publications

    if isinstance(instance, AbstractArticlePage):
        sync_publications(page=instance, now=timezone.now())


def sync_moved_pages(sender: Any, instance: Page, **kwargs: Any) -> None:
    """After a move or a new slug, give all articles below their new address and unit."""
    from unit_pages.media.public_use import refresh_pages_below
    from unit_pages.publications.services import refresh_publications_below

    refresh_pages_below(instance.path)

    refresh_publications_below(path=instance.path, now=timezone.now())


def sync_restricted_pages(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page that became private leaves all lists, its files too; one that became public comes back."""
    from unit_pages.media.public_use import refresh_pages_below
    from unit_pages.publications.services import refresh_publications_below

    refresh_pages_below(instance.page.path)

    refresh_publications_below(path=instance.page.path, now=timezone.now())
