"""The indices behind the alias: made, recognised, swapped, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from elasticsearch import Elasticsearch

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch.connection import Address, translated
from edu_search.engines.elasticsearch.documents import index_body, mapping_hash

#: Nothing is found yet, so nothing is made ready for searching; parts are joined once, at the end (`join`).
PARTS = 2
WHILE_BUILDING: dict[str, Any] = {"refresh_interval": "-1", "merge.policy.segments_per_tier": 32}


class UnfitIndexError(EngineUnavailableError):
    """Raised when there is no index, or one that is not to be used; the message says what to do."""


class MissingIndexError(UnfitIndexError):
    """Raised when the alias leads nowhere."""


class OlderMappingError(UnfitIndexError):
    """Raised when another version of the portal made the index."""


class ForeignIndexError(UnfitIndexError):
    """Raised when another installation made the index."""


@dataclass(frozen=True)
class ConcreteIndex:
    """An index as the server describes it.

    Args:
        name: its own name.
        aliases: names that lead to it.
        meta: what we wrote into its mapping: ``installation``, ``mapping`` (the digest), and of an index
            that is being built ``last_pk``, ``beat_at``, ``writer``.
    """

    name: str
    aliases: frozenset[str]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def check(self, installation: str) -> None:
        """Let an index be used only by the portal and the version that made it.

        Raises:
            ForeignIndexError: for another portal's.
            OlderMappingError: for another version's.
        """
        owner = self.meta.get("installation")
        if owner != installation:
            raise ForeignIndexError(
                _(
                    "The index “%(name)s” belongs to another installation (%(owner)s). Give this portal an index "
                    "of its own (ELASTICSEARCH_INDEX), or delete that index if nobody uses it."
                )
                % {"name": self.name, "owner": owner or _("unknown installation")}
            )
        if self.meta.get("mapping") != mapping_hash():
            raise OlderMappingError(
                _(
                    "The index “%(name)s” was made by another version of the search. Run search_rebuild; "
                    "until then the database answers."
                )
                % {"name": self.name}
            )


class Indices:
    """Administration of the indices of one address."""

    def __init__(self, where: Address, client: Elasticsearch, installation: str) -> None:
        self.where = where
        self.client = client
        self.installation = installation

    def all(self) -> list[ConcreteIndex]:
        """Return the indices to which our two aliases lead, or that were left behind by us."""
        names = [self.where.index, self.where.building, f"{self.where.index}-2*"]
        with translated():
            answer = self.client.indices.get(
                index=names, features=["aliases", "mappings"], ignore_unavailable=True, allow_no_indices=True
            )
        return [
            ConcreteIndex(name, frozenset(found.get("aliases", {})), found.get("mappings", {}).get("_meta", {}))
            for name, found in answer.body.items()
        ]

    def live(self, known: Iterable[ConcreteIndex] | None = None) -> ConcreteIndex:
        """Return the index that is searched, after a check that it is ours.

        Raises:
            UnfitIndexError: when there is none or it is not to be used.
        """
        for found in self.all() if known is None else known:
            if self.where.index in {found.name, *found.aliases}:
                found.check(self.installation)
                return found
        raise MissingIndexError(
            _("There is no index “%(name)s”. Run search_rebuild; until then the database answers.")
            % {"name": self.where.index}
        )

    def building(self, known: Iterable[ConcreteIndex] | None = None) -> ConcreteIndex | None:
        """Return the index that a rebuild is filling, or None."""
        for found in self.all() if known is None else known:
            if self.where.building in found.aliases and found.meta.get("installation") == self.installation:
                return found
        return None

    def create(self) -> ConcreteIndex:
        """Make an empty index behind the alias for building."""
        name = f"{self.where.index}-{dt.datetime.now(dt.UTC):%Y%m%d%H%M%S%f}"
        meta = {"installation": self.installation, "mapping": mapping_hash(), "last_pk": 0}
        body = index_body()
        settings = {**body["settings"], **WHILE_BUILDING}
        with translated():
            self.client.options(request_timeout=30).indices.create(
                index=name,
                settings=settings,
                mappings={**body["mappings"], "_meta": meta},
                aliases={self.where.building: {}},
            )
        return ConcreteIndex(name, frozenset({self.where.building}), meta)

    def note(self, index: ConcreteIndex, **changes: Any) -> ConcreteIndex:
        """Write into the notes of an index; None takes a note away."""
        meta = {name: value for name, value in {**index.meta, **changes}.items() if value is not None}
        with translated():
            self.client.options(request_timeout=30).indices.put_mapping(index=index.name, meta=meta)
        return ConcreteIndex(index.name, index.aliases, meta)

    def publish(self, index: ConcreteIndex) -> None:
        """Let the alias lead to a filled index, in one step; the alias for building stays a moment longer."""
        patient, body = self.client.options(request_timeout=60), index_body()["settings"]
        usual = {**dict.fromkeys(WHILE_BUILDING), **{key: body[key] for key in WHILE_BUILDING if key in body}}
        with translated():
            patient.indices.put_settings(index=index.name, settings=usual)
            patient.indices.refresh(index=index.name)
            actions: list[dict[str, Any]] = []
            for old in self.all():
                if old.name == self.where.index:  # an index where the alias should be: somebody wrote past us
                    actions.append({"remove_index": {"index": old.name}})
                elif self.where.index in old.aliases and old.name != index.name:
                    actions.append({"remove": {"index": old.name, "alias": self.where.index}})
            actions.append({"add": {"index": index.name, "alias": self.where.index}})
            patient.indices.update_aliases(actions=actions)

    def join(self, index: ConcreteIndex) -> None:
        """Let the server join the parts of a filled index in its own time: few are searched faster than many."""
        with translated():
            self.client.options(request_timeout=30).indices.forcemerge(
                index=index.name, max_num_segments=PARTS, wait_for_completion=False
            )

    def finish(self, index: ConcreteIndex) -> None:
        """Forget that an index was being built."""
        with translated():
            self.client.options(request_timeout=30).indices.update_aliases(
                actions=[{"remove": {"index": index.name, "alias": self.where.building, "must_exist": False}}]
            )

    def reset(self) -> ConcreteIndex:
        """Let the alias lead to a new empty index at once and delete all others; return it."""
        index = self.create()
        self.publish(index)
        self.finish(index)
        for old in self.all():
            if old.name != index.name and old.meta.get("installation") in {None, self.installation}:
                self.drop(old)
        return index

    def drop(self, index: ConcreteIndex) -> None:
        """Delete an index."""
        with translated():
            self.client.options(request_timeout=30).indices.delete(index=index.name, ignore_unavailable=True)
