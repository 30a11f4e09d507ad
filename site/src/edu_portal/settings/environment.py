"""The one place where the environment is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ

env = environ.Env()

#: Where data of a running portal lives; the working directory's ``var`` by default.
DATA_DIR = Path(env("DATA_DIR", default=str(Path.cwd() / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def database(variable: str, default: str) -> dict[str, Any]:
    """Return the database that a variable of the environment names, as Django wants it.

    PostgreSQL compiles no questions to machine code: ours take milliseconds, and compiling took most of the time
    of the page chooser at 2,000 units. ``?options=…`` in the address has the last word.
    """
    found: dict[str, Any] = env.db(variable, default=default)
    if found["ENGINE"].endswith("postgresql"):
        found.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return found
