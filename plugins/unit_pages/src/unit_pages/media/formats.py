"""The two formats in which readers get pictures, and how well they are kept, for pages and API alike."""

from __future__ import annotations

#: Wagtail's words for a format, by its name.
FORMATS = {"webp": "format-webp|webpquality-74", "jpeg": "format-jpeg|jpegquality-80"}


def in_format(size: str, name: str) -> str:
    """Return Wagtail's name of a picture of a size, e.g. ``fill-400x267``, in a format of `FORMATS`."""
    return f"{size}|{FORMATS[name]}"
