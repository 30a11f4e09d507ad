"""The main menu by what people do: Wagtail's own items find their place in our groups."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.documents.wagtail_hooks import DocumentsMenuItem
from wagtail.images.wagtail_hooks import ImagesMenuItem

from unit_pages.admin.menus import FILES, WRITING

#: Names of Wagtail's items that stand in our groups now, or lead to pages in English.
MOVED = frozenset({"explorer", "images", "documents", "help", "snippets", "forms"})
#: Reports that show the work of other units.
CENTRAL_REPORTS = frozenset({"site-history", "page-types-usage", "aging-pages"})


class TreeMenuItem(ExplorerMenuItem):
    """The pages as a plain link; Wagtail's sliding panel works on the first level only."""

    def render_component(self, request: HttpRequest) -> object:
        """Render a link to the highest page that the person may see."""
        return MenuItem.render_component(self, request)


@hooks.register(WRITING)
def page_tree_item() -> MenuItem:
    """Return the page tree."""
    return TreeMenuItem(
        _("Pages of the site"),
        reverse("wagtailadmin_explore_root"),
        name="tree",
        icon_name="folder-open-inverse",
        order=30,
    )


@hooks.register(FILES)
def pictures_item() -> MenuItem:
    """Return the pictures."""
    return ImagesMenuItem(_("Pictures"), reverse("wagtailimages:index"), name="pictures", icon_name="image", order=10)


@hooks.register(FILES)
def files_item() -> MenuItem:
    """Return the files for download."""
    return DocumentsMenuItem(
        _("Files"), reverse("wagtaildocs:index"), name="files-list", icon_name="doc-full-inverse", order=20
    )


@hooks.register("construct_main_menu")
def leave_out_moved(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out what stands in a group, and Wagtail's help, which is in English."""
    items[:] = [item for item in items if item.name not in MOVED]


@hooks.register("construct_reports_menu")
def leave_out_central_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep reports about all units for administrators of the installation."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in CENTRAL_REPORTS]
