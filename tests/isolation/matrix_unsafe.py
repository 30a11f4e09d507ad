"""Requests that change something: what a superuser is offered at an address, sent by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from matrix_ask import Answer, Asker
from matrix_fill import Filled
from matrix_forms import forms_in
from matrix_world import World

#: Sent where the superuser is offered no form.
BARE: dict[str, Any] = {"confirm": "1", "action": "delete", "is_editing": "1"}


@dataclass(frozen=True)
class Sending:
    """A request to send: ``filled`` is the address that it goes to."""

    method: str
    filled: Filled
    data: Any

    @property
    def sent(self) -> str:
        """The words of the body."""
        values = ((key, value if isinstance(value, list) else [value]) for key, value in self.data.items())
        return " ".join(f"{key} {each}" for key, found in values for each in found)


class Offers:
    """What a superuser is offered; asked once for all roles."""

    def __init__(self, world: World) -> None:
        self._asker = Asker(world.superuser)
        self._kept: dict[Filled, list[Sending]] = {}
        self._answers: dict[str, Answer] = {}

    def page(self, filled: Filled) -> str:
        """Return what the superuser reads at an address."""
        return self._answer(filled).html

    def _answer(self, filled: Filled) -> Answer:
        if filled.url not in self._answers:
            self._answers[filled.url] = replace(self._asker.ask("GET", filled.url), context=None)
        return self._answers[filled.url]

    def at(self, filled: Filled) -> list[Sending]:
        """Return what can be sent from an address: each form by each of its buttons."""
        if filled not in self._kept:
            self._kept[filled] = list(self._read(filled))
        return self._kept[filled]

    def _read(self, filled: Filled) -> Iterator[Sending]:
        answer = self._answer(filled)
        seen = set()
        for form in forms_in(answer, filled.url):
            parts = urlsplit(form.action)
            target = Filled(filled.name, parts.path, filled.mode, parts.query)
            for button in {name: (name, value) for name, value in form.buttons}.values() or [None]:
                data = form.data(button)
                key = (target, urlencode({k: v for k, v in data.items() if isinstance(v, list)}, doseq=True))
                if key not in seen:
                    seen.add(key)
                    yield Sending("POST", target, data)
        if not seen:
            yield Sending("POST", filled, BARE)
