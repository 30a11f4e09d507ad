"""What is done to a picture before it is stored: turned upright, stripped, bounded.

A phone writes the place where a photo was taken into the file. The original is
private, but renditions copy EXIF too, so nothing personal may enter the store.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 4000  # pixels; a print on A4 at 300 dpi needs 3508
MAX_PIXELS = 60_000_000
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}


def clean_picture(source: File, longest_side: int = LONGEST_SIDE) -> ContentFile:
    """Return the picture upright, without EXIF, GPS or other tags.

    Args:
        source: an open file of any length; only its content counts, not its name.
        longest_side: in pixels; a larger picture is made smaller.

    Raises:
        ValidationError: for a file that is no picture, is broken, or unpacks to a giant.
    """
    picture = open_picture(source)
    image_format = str(picture.format)
    colour_profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode == "P" and "transparency" in upright.info:
        upright = upright.convert("RGBA")  # the palette's transparency lives in the tags that go
    upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    options: dict[str, object] = {"quality": 90} if image_format in {"JPEG", "WEBP", "AVIF"} else {}
    if colour_profile:
        options["icc_profile"] = colour_profile
    upright.info = {}
    upright.save(output, format=image_format, **options)
    stem = PurePosixPath(source.name or "picture").stem
    return ContentFile(output.getvalue(), name=stem + FORMATS[image_format])


def open_picture(source: File) -> Image.Image:
    """Return the decoded picture of a file.

    Raises:
        ValidationError: see `clean_picture`.
    """
    source.seek(0)
    picture = _open(source.read())
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This picture is damaged. Save it again and upload the new file.")) from error
    return picture


def _open(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(_("This file is not a picture. Choose a JPEG, PNG, WebP or AVIF file.")) from error
    if picture.format not in FORMATS:
        raise ValidationError(_("This file is not a picture. Choose a JPEG, PNG, WebP or AVIF file."))
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large()
    return picture


def _too_large() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels (more than %(million)d million). Make it smaller and upload it again.")
        % {"million": MAX_PIXELS // 1_000_000}
    )
