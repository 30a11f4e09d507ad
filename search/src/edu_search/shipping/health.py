"""What can be wrong with an index, in sentences that say what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine
from edu_search.engines.elasticsearch.connection import EngineRefusedError, translated
from edu_search.engines.elasticsearch.indices import (
    ForeignIndexError,
    MissingIndexError,
    OlderMappingError,
    UnfitIndexError,
)

BLOCKS = ("read_only_allow_delete", "read_only", "write")


@dataclass(frozen=True)
class Problem:
    """Something that keeps the engine from its work.

    Args:
        code: ``unreachable``, ``login``, ``missing``, ``older``, ``foreign``, ``blocked``, ``half``, ``left``, ``red``.
        text: what it is and what to do.
        stops: whether the entries cannot be compared before it is mended.
    """

    code: str
    text: str
    stops: bool = True


def problems(engine: ElasticsearchEngine) -> list[Problem]:
    """Return what is wrong with the index of an engine, nothing when all is well."""
    try:
        return list(_look(engine))
    except EngineUnavailableError as error:
        return [as_problem(error, engine)]


def as_problem(error: EngineUnavailableError, engine: ElasticsearchEngine) -> Problem:
    """Return an error as a sentence for an administrator."""
    if isinstance(error, UnfitIndexError):
        kinds = {MissingIndexError: "missing", OlderMappingError: "older", ForeignIndexError: "foreign"}
        return Problem(kinds.get(type(error), "unfit"), str(error))
    names = {"url": engine.where.url, "index": engine.where.index, "error": error}
    if isinstance(error, EngineRefusedError) and error.is_login:
        text = _(
            "Elasticsearch at %(url)s refuses our log-in (%(error)s). Check ELASTICSEARCH_API_KEY, or "
            "ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, and their rights on “%(index)s*”."
        )
        return Problem("login", text % names)
    if isinstance(error, EngineRefusedError) and error.is_blocked:
        return _blocked(engine.where.index)
    text = _(
        "Elasticsearch at %(url)s does not answer (%(error)s). Readers get the answers of the database; changes wait "
        "in the outbox. Start the server, then run search_drain."
    )
    return Problem("unreachable", text % names)


def lift_blocks(engine: ElasticsearchEngine) -> None:
    """Let the indices be written again.

    Raises:
        EngineUnavailableError: when the server does not answer or refuses.
    """
    with translated():
        engine.client.options(request_timeout=10).indices.put_settings(
            index=[found.name for found in engine.indices.all()],
            settings={f"index.blocks.{name}": None for name in BLOCKS},
        )


def _look(engine: ElasticsearchEngine) -> list[Problem]:
    found: list[Problem] = []
    indices = engine.indices
    known = indices.all()
    half = indices.building(known)
    if half is not None:
        text = _("A rebuild stopped after entry %(pk)s or is at work. If it stopped: search_rebuild --resume.")
        found.append(Problem("half", text % {"pk": half.meta.get("last_pk", 0)}, stops=False))
    live = indices.live(known)
    for old in known:
        if old not in (live, half) and old.meta.get("installation") == indices.installation:
            text = _("The index “%(name)s” is used by nobody any more and can be deleted.") % {"name": old.name}
            found.append(Problem("left", text, stops=False))
    client = engine.client.options(request_timeout=10)
    with translated():
        settings = client.indices.get_settings(index=live.name, flat_settings=True)[live.name]["settings"]
        health = client.cluster.health(index=live.name)["status"]
    if any(str(settings.get(f"index.blocks.{name}")) == "true" for name in BLOCKS):
        found.append(_blocked(live.name))
    if health == "red":
        text = _("The index “%(name)s” has lost data (red). Run search_rebuild.") % {"name": live.name}
        found.append(Problem("red", text))
    return found


def _blocked(name: str) -> Problem:
    text = _(
        "The index “%(name)s” takes no changes: it is read-only, usually because the server's disk is full. Make room; "
        "then Elasticsearch lifts the block by itself, or search_doctor --mend does."
    )
    return Problem("blocked", text % {"name": name}, stops=False)
