"""What stands in for a lock of ours while the matrix must see the leak: agrees to everything, returns everything."""

from __future__ import annotations

from typing import Any


def yes(*args: Any, **kwargs: Any) -> bool:
    """Agree to everything."""
    return True


def nothing(*args: Any, **kwargs: Any) -> None:
    """Do nothing."""


def first(rows: Any, *args: Any, **kwargs: Any) -> Any:
    """Return the rows unfiltered."""
    return rows


def all_tags(model: Any, user: Any) -> Any:
    """Return every tag."""
    return model._default_manager.all()


def all_rows(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Return every row of a policy's model."""
    return self.model._default_manager.all()


def every_page_right(self: Any, user: Any) -> Any:
    """Return all rights over the root of the tree."""
    from wagtail.models import Page

    from unit_pages.access.pages import PageRight

    root = Page.objects.get(depth=1)
    return [PageRight(root, f"{action}_page") for action in ("add", "change", "publish", "lock", "unlock")]


def every_unit(user: Any) -> Any:
    """Return every unit."""
    from unit_pages.models import Unit

    return Unit.objects.all()


def every_notice(user: Any) -> Any:
    """Return the notices to all units."""
    from unit_pages.models import StaffNotice

    return StaffNotice.objects.all()


def every_log_entry(user: Any) -> Any:
    """Return the log of all units."""
    from unit_pages.audit.models import UnitLogEntry

    return UnitLogEntry.objects.select_related("content_type")


def every_import(self: Any) -> Any:
    """Return the imports of all people."""
    from unit_pages.imports.models import UnitImport

    return UnitImport.objects.select_related("by", "parent", "kind")


def every_unit_to_change(user: Any, **kwargs: Any) -> Any:
    """Return every unit."""
    return every_unit(user)


def every_draft(user: Any, unit: Any) -> Any:
    """Return what everybody in every unit is writing."""
    from comms_plan.articles.models import Article

    return Article.objects.filter(live=False).select_related("latest_revision__user").order_by("-pk")


def every_place(user: Any) -> Any:
    """Return every unit as a place to write."""
    from comms_plan.articles.places import Place, _news_sections
    from unit_pages.models import Unit

    units = list(Unit.objects.select_related("home", "kind", "colour"))
    sections = _news_sections(units)
    return [Place(unit=unit, home_id=unit.home.pk, section_id=sections.get(unit.pk)) for unit in units]


def all_page_ids() -> Any:
    from django.db.models import CharField
    from django.db.models.functions import Cast
    from wagtail.models import Page

    return Page.objects.annotate(key=Cast("pk", CharField())).values_list("key", flat=True)
