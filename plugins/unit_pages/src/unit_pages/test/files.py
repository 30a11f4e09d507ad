"""Small files for tests, made on the spot: good pictures, and some that only look like one."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

GPS_INFO, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
SECRET_WORDS = b"Secret Photographer"
ROTATED = 6  # EXIF: the camera was held upright, the picture lies on its side


def picture_bytes(image_format: str = "JPEG", size: tuple[int, int] = (80, 60), *, from_phone: bool = False) -> bytes:
    """Return a picture whose left half is red and whose right half is blue.

    Args:
        image_format: a name that Pillow knows.
        size: width and height in pixels.
        from_phone: with EXIF that says who took it, where, and that it must be turned.
    """
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    options: dict[str, Any] = {}
    if from_phone:
        exif = Image.Exif()
        exif[ORIENTATION] = ROTATED
        exif[ARTIST] = SECRET_WORDS.decode()
        exif.get_ifd(GPS_INFO).update({1: "N", 2: (20.0, 51.0, 54.0), 3: "E", 4: (106.0, 41.0, 1.0)})
        options["exif"] = exif
    output = io.BytesIO()
    picture.save(output, format=image_format, **options)
    return output.getvalue()


def bomb_bytes(side: int = 50_000) -> bytes:
    """Return a PNG of a few hundred bytes that claims to be ``side`` × ``side`` pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 4096)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PDF_BYTES = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG_WITH_SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
