"""Sample files of official documents: a small PDF that says that it is a sample."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from unit_pages.models import DocumentFile, OfficialDocument
from unit_pages.vietnamese import slugify_vi

WIDTH, HEIGHT, DPI = 827, 1170, 100  # A4


def sample_file(document: OfficialDocument) -> DocumentFile:
    """Make the file of a sample document."""
    name = f"{slugify_vi(document.number)}.pdf"
    file = DocumentFile(title=document.title[:255], unit=document.unit, collection=document.unit.collection)
    file.file = ContentFile(_pdf(document), name=name)
    file._set_document_file_metadata()
    file.save()
    return file


def _pdf(document: OfficialDocument) -> bytes:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=22)
    lines = [document.issuer or document.unit.name, document.number, "", *_wrapped(document.title), "", "VĂN BẢN MẪU"]
    for row, line in enumerate(lines):
        draw.text((90, 110 + row * 34), line, font=font, fill=0)
    output = io.BytesIO()
    page.convert("1").save(output, format="PDF", resolution=DPI, title=document.title)
    return output.getvalue()


def _wrapped(text: str, width: int = 52) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)
