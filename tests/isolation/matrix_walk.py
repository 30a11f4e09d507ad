"""All addresses of the installation, from the resolver itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver.

    Args:
        name: ``namespace:name``; the route where the pattern has no name.
        template: the path with ``%(parameter)s``; unnamed groups are ``_0``, ``_1`` …
        parameters: their names, in the order of the path.
        model: the model of the rows that a viewset's ``pk`` names, if any.
    """

    name: str
    template: str
    parameters: tuple[str, ...]
    model: type[Model] | None

    @property
    def is_admin(self) -> bool:
        """Whether the address is one of the admin's."""
        return self.template.startswith("admin/")


def addresses() -> list[Address]:
    """Return every address once."""
    found = {(a.name, a.template): a for a in _walk(get_resolver(), "", (), ())}
    models = {_namespace(a): a.model for a in found.values() if a.model and ":" in a.name}
    return [a if a.model else replace(a, model=models.get(_namespace(a))) for a in found.values()]


def _namespace(address: Address) -> str:
    """A viewset's own views have the viewset's namespace; those without a model are about its rows too."""
    return address.name.rpartition(":")[0]


def _walk(resolver: URLResolver, prefix: str, names: tuple[str, ...], parameters: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        part, inner = _normal(entry)
        path, taken = prefix + part, (*parameters, *inner)
        if isinstance(entry, URLResolver):
            below = (*names, entry.namespace) if entry.namespace else names
            yield from _walk(entry, path, below, taken)
        elif isinstance(entry, URLPattern):
            name = ":".join((*names, entry.name)) if entry.name else path
            yield Address(name, path, taken, _model_of(entry.callback))


def _normal(entry: URLPattern | URLResolver) -> tuple[str, tuple[str, ...]]:
    """Return the pattern as a path with named places, as Django itself does to build addresses."""
    regex = entry.pattern.regex.pattern
    part, parameters = normalize(regex)[0]
    return part, tuple(parameters)


def _model_of(callback: Callable[..., Any] | None) -> type[Model] | None:
    """Return the model behind a viewset's view, through all decorators."""
    view: Any = callback
    while view is not None:
        owner = getattr(view, "__self__", None)
        model = getattr(view, "view_initkwargs", {}).get("model") or getattr(owner, "model", None)
        model = model or getattr(getattr(view, "view_class", None), "model", None)
        if model is not None:
            return model if isinstance(model, type) else None
        view = getattr(view, "__wrapped__", None)
    return None
