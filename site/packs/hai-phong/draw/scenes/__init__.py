"""The scenes: each module registers functions that return the inside of an SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from random import Random

W, H = 1800, 1200
HERO = (2100, 1200)
PORTRAIT = (1200, 1500)
MODULES = (
    "harbour",
    "opening",
    "country",
    "lessons",
    "reading",
    "training",
    "sport",
    "outings",
    "sea",
    "river",
    "nursery",
    "canteen",
    "exams",
    "offices",
    "health",
    "road",
    "events",
    "visitors",
    "care",
    "portraits",
)


@dataclass(frozen=True)
class Scene:
    """One picture with what the portal must know about it."""

    name: str
    alt: str
    focal: tuple[int, int, int, int]
    size: tuple[int, int]
    draw: Callable[[Random], str]


SCENES: dict[str, Scene] = {}


def scene(
    name: str, alt: str, focal: tuple[int, int, int, int], size: tuple[int, int] = (W, H)
) -> Callable[[Callable[[Random], str]], Callable[[Random], str]]:
    """Register a scene; focal is the middle, width and height of its subject in pixels."""

    def keep(draw: Callable[[Random], str]) -> Callable[[Random], str]:
        SCENES[name] = Scene(name, alt, focal, size, draw)
        return draw

    return keep


def load() -> dict[str, Scene]:
    """Import all modules and return the scenes in their order."""
    for module in MODULES:
        import_module(f"draw.scenes.{module}")
    return SCENES
