"""Pictures, their renditions and document files, each owned by a unit.

Originals and documents stand in a private storage; only renditions are public,
under names that nobody can guess (128 random bits).
"""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, get_upload_to

from unit_pages.conf import get_settings
from unit_pages.media.cleaning import clean_picture


def private_storage() -> Storage:
    """Return the storage of originals and documents, which no web server may serve."""
    return storages[get_settings().private_storage]


def random_name(filename: str) -> str:
    """Return a name of 128 random bits with the extension of ``filename``."""
    return secrets.token_hex(16) + PurePosixPath(filename).suffix.lower()[:6]


class Picture(AbstractImage):
    """A picture of a unit.

    ``description`` is the alternative text: who does what, where, in one sentence.
    """

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    unit = models.ForeignKey(
        "unit_pages.Unit",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pictures",
        verbose_name=_("unit"),
    )
    is_referred = models.BooleanField(_("shown to readers"), default=False, editable=False)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who took or drew the picture, for example Tổ Ngữ văn.")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_cleaned = False

    def get_upload_to(self, filename: str) -> str:
        """Store the original under a random name."""
        return f"original_images/{random_name(filename)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean a new file whatever way it came in, and take the unit from the collection."""
        if self.file and not self.file._committed and not self.is_cleaned:
            self._replace_file()
        if self.unit_id is None and self.collection_id:
            self.unit = getattr(self.collection, "unit", None)
        super().save(*args, **kwargs)
        self.is_cleaned = False

    def _replace_file(self) -> None:
        cleaned = clean_picture(self.file)
        focal_point = self.get_focal_point()
        self.file = cleaned
        self._set_image_file_metadata()
        if focal_point:
            self.set_focal_point(focal_point)


class PictureRendition(AbstractRendition):
    """A public size of a picture."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    def get_upload_to(self, filename: str) -> str:
        """Store the size under a random name: Wagtail's own keeps only a few letters of the original's."""
        return f"images/{random_name(filename)}"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="picture_rendition_once")
        ]
        verbose_name = _("rendition")


def document_path(instance: DocumentFile, filename: str) -> str:
    """Store a document under a random name; its title and file name are kept in the database."""
    return f"documents/{random_name(filename)}"


class DocumentFile(AbstractDocument):
    """A file for download that belongs to a unit."""

    file = models.FileField(verbose_name=_("file"), upload_to=document_path, storage=private_storage)
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    unit = models.ForeignKey(
        "unit_pages.Unit",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="document_files",
        verbose_name=_("unit"),
    )
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Untick to keep the file for signed-in staff of the unit.")
    )
    is_referred = models.BooleanField(_("offered to readers"), default=False, editable=False)

    admin_form_fields = ("title", "file", "is_public", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document file")
        verbose_name_plural = _("document files")
        permissions = [("choose_document", "Can choose document")]

    @property
    def filename(self) -> str:
        """Name under which the file is downloaded."""
        return self.original_name or PurePosixPath(self.file.name or "").name

    @property
    def file_type(self) -> str:
        """Short kind of file for lists, e.g. ``PDF``."""
        return PurePosixPath(self.file.name or "").suffix.lstrip(".").upper()

    def clean(self) -> None:
        """Check the extension; of several uploads the file was checked when it came and stands not in the form."""
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Remember the name of the upload and take the unit from the collection."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self.original_name = PurePosixPath(self.file.name or "").name[:255]
        if self.unit_id is None and self.collection_id:
            self.unit = getattr(self.collection, "unit", None)
        super().save(*args, **kwargs)
