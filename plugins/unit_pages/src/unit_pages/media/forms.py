"""The picture form: Wagtail's, with our own look at the file itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from unit_pages.media.cleaning import clean_picture


class PictureForm(BaseImageForm):
    """Refuse what only looks like a picture, at the field and before anything is stored."""

    def clean_file(self) -> Any:
        """Return the cleaned picture in place of the upload.

        Raises:
            ValidationError: see `unit_pages.media.cleaning.clean_picture`.
        """
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        cleaned = clean_picture(upload)
        upload.file, upload.size, upload.name = cleaned.file, cleaned.size, cleaned.name
        upload.image = None
        self.instance.is_cleaned = True
        if not upload.size:
            raise ValidationError("")
        return upload
