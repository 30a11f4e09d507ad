"""Nobody of one unit sees, changes or refers to anything of another; the addresses are the resolver's own."""

from __future__ import annotations

import pytest
from matrix_ask import Asker
from matrix_fill import fill
from matrix_judge import DENIED, judge, report
from matrix_queries import queries, selections
from matrix_walk import addresses
from matrix_world import ROLES

MODES = ("own", "mixed", "foreign")
#: Who changes things; a deputy has the rights of the holder, whoever left or is not signed in has none.
WRITERS = ("officer", "leader", "administrator")
#: The public site tells nobody apart but staff, people without a post and readers.
SITE_ROLES = ("officer", "former", "reader")
PARAMETER_ROLES = ("officer", "reader")
#: A deputy's own screens are those of the holder.
COMBINATIONS = [(role, mode) for role in ROLES for mode in MODES if (role, mode) != ("deputy", "own")]


def _asking(filled):
    """Who asks an address; the public interface asks nobody who they are."""
    if filled.path.startswith("/admin/"):
        return ROLES
    return PARAMETER_ROLES if filled.name == "api-1:query" else SITE_ROLES


def targets(world, mode):
    """All addresses with the values of one mode, and the bulk actions of chosen rows."""
    for address in addresses():
        yield from fill(address, world, mode)
    yield from selections(world, mode)


@pytest.mark.parametrize(("role", "mode"), COMBINATIONS)
def test_no_address_shows_anything_foreign(sector, tally, offers, role, mode):
    asker, findings, count, closed = Asker(sector.person(role)), [], 0, set()
    for filled in (*targets(sector, mode), *queries(sector, mode, offers)):
        if filled.query and filled.path in closed:
            continue  # the name of an address closes it, whatever is asked of it
        if role not in _asking(filled):
            continue
        count += 1
        answer = asker.ask("GET", filled.url)
        if not filled.query and (answer.status in DENIED or "/login/" in answer.location):
            closed.add(filled.path)
        findings += judge(sector, role, "GET", filled, answer)
    tally(**{"requests by GET": count})
    assert not findings, report(findings)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", WRITERS)
def test_no_form_changes_anything_foreign(sector, tally, offers, role, mode):
    asker, findings, count = Asker(sector.person(role)), [], 0
    for filled in targets(sector, mode):
        if not filled.path.startswith("/admin/") and role != WRITERS[0]:
            continue
        for sending in offers.at(filled):
            count += 1
            answer = asker.ask(sending.method, sending.filled.url, sending.data)
            findings += judge(sector, role, sending.method, sending.filled, answer, sending.sent)
    tally(**{"requests that would change something": count})
    assert not findings, report(findings)
