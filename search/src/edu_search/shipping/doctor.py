"""Look at everything, and mend what a program can."""

from __future__ import annotations

from dataclasses import dataclass, field

from edu_search.engines import database
from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine
from edu_search.shipping.comparing import Drift, compare
from edu_search.shipping.comparing import mend as mend_drift
from edu_search.shipping.drain import drain
from edu_search.shipping.health import Problem, as_problem, lift_blocks, problems
from edu_search.shipping.rebuild import RebuildRunningError, rebuild

#: What a new index mends.
BY_REBUILD = {"missing", "older", "half", "red"}


@dataclass
class Findings:
    """What the doctor found, after mending when it was to mend.

    Args:
        problems: of the engine.
        drift: between entries and index, or None when they could not be compared.
        database: sentences about the database engine's own index.
        mended: how many documents were mended.
    """

    problems: list[Problem] = field(default_factory=list)
    drift: Drift | None = None
    database: list[str] = field(default_factory=list)
    mended: int = 0

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to do; what waits in the outbox or was set aside is told and not counted."""
        return not self.problems and not self.database and not (self.drift and self.drift.count)


def examine(engine: ElasticsearchEngine | None, *, mend: bool = False) -> Findings:
    """Return what is wrong with search.

    Args:
        engine: the configured one, or None.
        mend: lift blocks, make a missing or old index anew, ship what is missing, remove what is too much.
    """
    findings = Findings(database=check_database(mend=mend))
    if engine is None:
        return findings
    engine.forget_trust()
    findings.problems = problems(engine)
    try:
        if mend:
            findings.problems = _mend_index(engine, findings.problems)
        if not any(problem.stops for problem in findings.problems):
            findings.drift = compare(engine)
            if mend:
                _mend_documents(engine, findings)
    except EngineUnavailableError as error:
        findings.problems = [*findings.problems, as_problem(error, engine)]
    return findings


def check_database(*, mend: bool) -> list[str]:
    """Return what the database engine says of its own rows, after mending when it was to mend."""
    engine = database.engine()
    found = engine.check(mend=mend)
    return engine.check() if mend and found else found


def _mend_index(engine: ElasticsearchEngine, found: list[Problem]) -> list[Problem]:
    codes = {problem.code for problem in found}
    if "blocked" in codes:
        lift_blocks(engine)
    if codes & BY_REBUILD:
        try:
            rebuild(engine, resume=True)
        except RebuildRunningError:
            return found
    indices = engine.indices
    if "left" in codes and not codes & BY_REBUILD:
        used = {engine.where.index, engine.where.building}
        for old in indices.all():
            if not used & old.aliases and old.meta.get("installation") == indices.installation:
                indices.drop(old)
    return problems(engine)


def _mend_documents(engine: ElasticsearchEngine, findings: Findings) -> None:
    drift = findings.drift
    assert drift is not None
    findings.mended = drift.count
    mend_drift(engine, drift)
    drain(engine=engine)
    findings.drift = compare(engine)
