"""Says what is wrong with an answer: foreign words, foreign ids, foreign files, foreign rows changed or referred to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from matrix_ask import Answer
from matrix_bands import is_foreign
from matrix_fill import Filled
from matrix_public import is_expected, is_linkable, is_public
from matrix_world import World

DENIED = (401, 403, 404, 405)
OWN_ID = re.compile(r"\b3\d{6}\b")
#: Made by looking at a picture; whether somebody may look, its words and its file tell.
DERIVED = {"unit_pages_picturerendition"}


@dataclass(frozen=True)
class Finding:
    """One thing that leaked or was changed."""

    role: str
    method: str
    filled: Filled
    status: int
    what: str

    def __str__(self) -> str:
        asked = f"{self.role:13} {self.method:5} {self.filled.name} {self.filled.url} [{self.filled.mode}]"
        return f"{asked} {self.status}: {self.what}"


def judge(world: World, role: str, method: str, filled: Filled, answer: Answer, sent: str = "") -> list[Finding]:
    """Return all findings of one request. ``sent`` is what the request itself said besides its address."""
    said = world.found_in(unquote_plus(filled.url)) | world.found_in(unquote_plus(sent))
    problems = [*_read(world, filled, answer, said), *_written(world, answer)]
    if answer.status >= 500 and not is_expected(filled, answer.error):
        problems.append(f"the server failed: {answer.error}")
    return [Finding(role, method, filled, answer.status, problem) for problem in problems]


def _read(world: World, filled: Filled, answer: Answer, said: set[str]) -> Iterator[str]:
    if answer.status in DENIED and answer.size < 200:
        return
    for found in sorted(world.found_in(answer.text) - said):
        if not is_public(world, filled, found):
            yield f"shows '{found}' ({world.what(found)}) {_around(answer.text, found)}"
    if answer.status == 200 and filled.mode != "own" and answer.content_type.startswith(("image/", "application/pdf")):
        yield f"sends a file ({answer.content_type}, {answer.size} bytes)"


def _around(text: str, found: str) -> str:
    at = text.lower().find(found)
    return "… " + " ".join(text[max(0, at - 50) : at + len(found) + 25].split()) + " …"


def _written(world: World, answer: Answer) -> Iterator[str]:
    if answer.rows is None:
        return
    before = world.at_first
    for key in before.keys() - answer.rows.keys():
        if is_foreign(key[1]) and key[0] in answer.tables:
            yield f"deletes {key[0]} {key[1]}"
    for key, row in answer.rows.items():
        old = before.get(key)
        if row == old or key[0] in DERIVED:
            continue
        if is_foreign(key[1]):
            yield f"changes {key[0]} {key[1]}{_difference(old, row)}"
        else:
            yield from _references(world, key, old, row)


def _difference(old: tuple[object, ...] | None, row: tuple[object, ...]) -> str:
    pairs = [(a, b) for a, b in zip(old or row, row, strict=True) if a != b]
    return ": " + "; ".join(f"{str(a)[:30]!r} → {str(b)[:30]!r}" for a, b in pairs[:3])


def _references(
    world: World, key: tuple[str, object], old: tuple[object, ...] | None, row: tuple[object, ...]
) -> Iterator[str]:
    """Find foreign ids that an own or new row did not hold before."""
    had = world.found_in(" ".join(map(str, old))) if old else set()
    new = {found for found in world.found_in(" ".join(map(str, row))) if found.isdigit()} - had
    new = {found for found in new if not is_linkable(world, found)}
    for found in sorted(new):
        yield f"{key[0]} {key[1]} now refers to {world.what(found)} {found}"


def refers_anew(world: World, answer: Answer, sent: dict[str, str]) -> bool:
    """Whether a request stored one of the ids of the own unit that it sent."""
    ids = set(OWN_ID.findall(" ".join(sent.values())))
    for key, row in (answer.rows or {}).items():
        old = world.at_first.get(key)
        if row != old and ids & (set(OWN_ID.findall(str(row))) - set(OWN_ID.findall(str(old)))):
            return True
    return False


def report(findings: Iterable[Finding]) -> str:
    """Return the findings with one line for each address, role and problem, the first of its kind."""
    lines: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        key = (finding.role, finding.method, finding.filled.name, finding.what.partition("…")[0])
        lines.setdefault(key, finding)
    return "\n" + "\n".join(map(str, lines.values()))
