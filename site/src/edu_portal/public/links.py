"""Addresses of the portal as labels and paths, and absolute ones for feeds and cards."""

from __future__ import annotations

from dataclasses import dataclass

from unit_pages.subsites.host_map import canonical_address


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
    """Return the canonical address of a path of the portal: its unit's own host, if it has one."""
    return canonical_address(path)


def is_current(url: str, path: str) -> bool:
    """Whether the menu item ``url`` is where ``path`` is, or above it."""
    return url == path or (url != "/" and url.endswith("/") and path.startswith(url))
