"""Lists and a chooser of Wagtail whose filters name people or tags of everybody, without those filters."""

from __future__ import annotations

from typing import Any

from taggit.models import Tag
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentsIndexView
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageChooserViewSet, ImageChooseView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImagesIndexView

from unit_pages.access.tags import SHOWN, own_tags


class UnitLockedPagesFilterSet(LockedPagesReportFilterSet):
    """Filters of locked pages without the names of all who locked something."""

    locked_by = None

    class Meta(LockedPagesReportFilterSet.Meta):
        fields = ("locked_at", "live")


class UnitLockedPagesView(LockedPagesView):
    """The locked pages of the own unit."""

    filterset_class = UnitLockedPagesFilterSet


class NoTags(BaseMediaFilterSet):
    """Leaves out the ten most used tags, which are those of all units."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class UnitImagesFilterSet(NoTags, ImagesFilterSet):
    """Filters of pictures."""

    class Meta(ImagesFilterSet.Meta):
        pass


class UnitDocumentsFilterSet(NoTags, DocumentsFilterSet):
    """Filters of files."""

    class Meta(DocumentsFilterSet.Meta):
        pass


class UnitImagesIndexView(ImagesIndexView):
    """The pictures of the own unit."""

    filterset_class = UnitImagesFilterSet


class UnitDocumentsIndexView(DocumentsIndexView):
    """The files of the own unit."""

    filterset_class = UnitDocumentsFilterSet


class UnitImageChooseView(ImageChooseView):
    """The chooser of pictures with the tags of the own unit."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer own tags where Wagtail offers the ten most used of all units."""
        return {**super().get_context_data(**kwargs), "popular_tags": own_tags(Tag, self.request.user)[:SHOWN]}


class UnitImageChooserViewSet(ImageChooserViewSet):
    """Wagtail's chooser with our first step."""

    choose_view_class = UnitImageChooseView


image_chooser = UnitImageChooserViewSet("wagtailimages_chooser", model=get_image_model(), url_prefix="images/chooser")
