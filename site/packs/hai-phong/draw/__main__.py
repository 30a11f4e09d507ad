# /// script
# requires-python = ">=3.11"
# dependencies = ["resvg-py>=0.2", "pillow>=10"]
# ///
"""Write the pictures of the pack: `uv run draw/__main__.py [name ...]`, see README.md."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from random import Random
from zlib import crc32

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import resvg_py  # noqa: E402
from PIL import Image  # noqa: E402

from draw import emblems, theme  # noqa: E402
from draw.palette import LEAF3  # noqa: E402
from draw.scenes import Scene, load  # noqa: E402

SAMPLE = HERE.parent / "sample"
THEME = HERE.parent / "theme"
LIMIT = 90_000
CREDIT = "Tranh minh họa của cổng"
COLUMNS = ("name", "file", "alt", "credit", "focal_x", "focal_y", "focal_width", "focal_height")


def svg(scene: Scene) -> str:
    """Whole SVG document of a scene."""
    w, h = scene.size
    inner = scene.draw(Random(crc32(scene.name.encode())))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" '
        f'width="{w}" height="{h}"><rect width="{w}" height="{h}" fill="{LEAF3}"/>{inner}</svg>'
    )


def raster(text: str, width: int | None = None) -> Image.Image:
    """Rasterise an SVG document."""
    data = resvg_py.svg_to_bytes(svg_string=text, width=width) if width else resvg_py.svg_to_bytes(svg_string=text)
    return Image.open(io.BytesIO(bytes(data)))


def write_pictures(scenes: dict[str, Scene], only: list[str]) -> None:
    """Write the WebP pictures, all or only the named ones, and the list of all."""
    folder = SAMPLE / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for scene in scenes.values():
        if only and scene.name not in only:
            continue
        target = folder / f"{scene.name}.webp"
        picture = raster(svg(scene)).convert("RGB")
        for quality in range(82, 40, -4):
            picture.save(target, quality=quality, method=6)
            if target.stat().st_size <= LIMIT:
                break
        print(f"{target.name}: {target.stat().st_size // 1024} KB")
    with (SAMPLE / "pictures.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for scene in scenes.values():
            out.writerow([scene.name, f"{scene.name}.webp", scene.alt, CREDIT, *scene.focal])


def write_marks() -> None:
    """Write the vector art of the theme and the emblems."""
    THEME.mkdir(exist_ok=True)
    for name, text in theme.files().items():
        (THEME / name).write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {len(text.encode())} bytes")
    folder = SAMPLE / "emblems"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in emblems.files().items():
        (folder / f"{name}.svg").write_text(text + "\n", encoding="utf-8")
        raster(text, 400).quantize(64).save(folder / f"{name}.png", optimize=True)


def main(arguments: list[str]) -> None:
    """Draw everything, or only the named pictures; `marks` draws only the vector art."""
    if not arguments or "marks" in arguments:
        write_marks()
    if arguments != ["marks"]:
        write_pictures(load(), arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
