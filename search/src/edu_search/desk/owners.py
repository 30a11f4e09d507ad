"""Whose pins and queries a person edits and sees; the host site knows, by ``EDU_SEARCH["OWNERS"]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import import_string

from edu_search import conf


@dataclass(frozen=True)
class Owned:
    """What somebody looks after.

    Args:
        everything: all owners and what stands on the whole site: its pins, all queries, abbreviations, the engine.
        names: for others, the owners' names by their codes; those of their own for who has everything, too.
    """

    everything: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether the screens are closed."""
        return not (self.everything or self.names)

    def holds(self, owner: str) -> bool:
        """Whether what belongs to an owner ("" for the whole site) may be edited."""
        return self.everything or (bool(owner) and owner in self.names)


def owned_by(user: Any) -> Owned:
    """Return what a person looks after today."""
    if not (user.is_authenticated and user.is_active):
        return Owned()
    found: Owned = import_string(conf.option("OWNERS"))(user)
    return found


def permitted(user: Any) -> Owned:
    """Whoever may change pinned results by Django's permissions looks after everything."""
    return Owned(everything=user.has_perm("edu_search.change_pin"))
