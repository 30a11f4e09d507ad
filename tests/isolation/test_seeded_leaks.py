"""Each closing is switched off in turn: the matrix must turn red, or it would not see the leak."""

from __future__ import annotations

import pytest
from matrix_ask import Asker
from matrix_fill import fill
from matrix_forged import forgeries
from matrix_judge import judge, report
from matrix_queries import queries, selections
from matrix_seeds import SEEDS
from matrix_walk import addresses
from test_forged import screens


def asked(world, seed, offers):
    """The addresses at which the leak must show."""
    for mode in seed.modes:
        for address in addresses():
            if address.name.startswith(seed.at):
                yield from fill(address, world, mode)
        for filled in (*queries(world, mode, offers), *selections(world, mode)):
            if filled.name.startswith(seed.at):
                yield filled


def findings_of(world, seed, offers):
    asker = Asker(world.person(seed.role))
    if seed.how == "forge":
        for filled, form, offered in screens(asker, world, seed.at):
            for foreign in forgeries(form, world.foreign, offered.data()):
                answer = asker.ask("POST", offered.action, offered.data() | foreign.data)
                yield from judge(world, seed.role, "FORGE", filled, answer, " ".join(foreign.data.values()))
        return
    for filled in asked(world, seed, offers):
        if seed.how == "read":
            yield from judge(world, seed.role, "GET", filled, asker.ask("GET", filled.url))
        for sending in offers.at(filled) if seed.how == "send" else ():
            answer = asker.ask(sending.method, sending.filled.url, sending.data)
            yield from judge(world, seed.role, sending.method, sending.filled, answer, sending.sent)


@pytest.mark.parametrize("name", SEEDS)
def test_the_matrix_sees_the_leak(sector, offers, monkeypatch, tally, name):
    seed = SEEDS[name]
    for lock, replacement in seed.locks.items():
        monkeypatch.setattr(lock, replacement)
    findings = list(findings_of(sector, seed, offers))
    assert findings, [filled.url for filled in asked(sector, seed, offers)]
    tally(**{"closings switched off in turn": 1})
    assert any(seed.finds in finding.what for finding in findings), report(findings)
