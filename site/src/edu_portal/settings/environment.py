"""The one place where the environment is read."""

from __future__ import annotations

from pathlib import Path

import environ

env = environ.Env()

#: Where data of a running portal lives; the working directory's ``var`` by default.
DATA_DIR = Path(env("DATA_DIR", default=str(Path.cwd() / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
