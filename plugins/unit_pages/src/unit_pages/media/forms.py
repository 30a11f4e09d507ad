"""The picture form: Wagtail's, with our own look at the file itself."""

from __future__ import annotations

from typing import Any

from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from unit_pages.media.cleaning import LONGEST_SIDE, clean_picture, open_picture


class PictureFormField(WagtailImageField):
    """Looks at the file first: Wagtail's own field decodes it unasked; a cut-off one ends in a server error."""

    def to_python(self, data: Any) -> Any:
        """Return the upload.

        Raises:
            ValidationError: for a file that is no picture, is broken, or unpacks to a giant.
        """
        if data not in self.empty_values and (not self.max_upload_size or data.size <= self.max_upload_size):
            open_picture(data)
            data.seek(0)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Refuse what only looks like a picture, at the field and before anything is stored.

    Attributes:
        longest_side: in pixels; larger pictures are made smaller.
    """

    longest_side = LONGEST_SIDE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # the form of several uploads has none
            self.fields["file"].__class__ = PictureFormField

    def clean_file(self) -> Any:
        """Return the cleaned picture in place of the upload.

        Raises:
            ValidationError: see `unit_pages.media.cleaning.clean_picture`.
        """
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data or not upload:
            return upload
        cleaned = clean_picture(upload, self.longest_side)
        upload.file, upload.size, upload.name = cleaned.file, cleaned.size, cleaned.name
        upload.image = None
        self.instance.is_cleaned = True
        return upload
