"""Addresses of the portal as labels and paths, and absolute ones for feeds and cards."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class NavLink:
    """A word that leads somewhere.

    Args:
        label: the word.
        url: path or address.
        current: whether the reader is there.
    """

    label: str
    url: str
    current: bool = False


def absolute(path: str) -> str:
    """Return the canonical address of a path of the portal."""
    return path if path.startswith(("http://", "https://")) else f"{settings.PUBLIC_ORIGIN}{path}"


def is_current(url: str, path: str) -> bool:
    """Whether the menu item ``url`` is where ``path`` is, or above it."""
    return url == path or (url != "/" and url.endswith("/") and path.startswith(url))
