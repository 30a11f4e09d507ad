"""Read a file in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import edu_search
from edu_search.entries.documents import LONGEST_TEXT
from edu_search.extraction import states

LARGEST = 64 * 1024 * 1024  # bytes
SECONDS = 60
MEGABYTES = 1_024


@dataclass(frozen=True)
class Outcome:
    """What reading a file gave: one of `states`, and its text."""

    state: str
    text: str = ""


def read_file(path: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES, largest: int = LARGEST) -> Outcome:
    """Return the text of a file on disk; never takes longer than ``seconds``, whatever the file is.

    Args:
        path: where it is.
        seconds: of the clock, after which the reading process is killed.
        megabytes: of memory that it may take.
        largest: bytes; a larger file is not opened.
    """
    try:
        if Path(path).stat().st_size > largest:
            return Outcome(states.TOO_LARGE)
    except OSError:
        return Outcome(states.LOST)
    command = [sys.executable, "-m", "edu_search.extraction.child", path]
    limits = [str(LONGEST_TEXT), str(seconds), str(megabytes)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the path is one argument, no shell
            [*command, *limits], capture_output=True, timeout=seconds, check=False, env=_environment(), cwd="/"
        )
    except subprocess.TimeoutExpired:
        return Outcome(states.TOO_SLOW)
    if done.returncode != 0:  # killed by a limit
        return Outcome(states.TOO_SLOW if done.returncode == -24 else states.TOO_LARGE)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return Outcome(states.BROKEN)
    return Outcome(found["state"], found["text"].replace("\x00", ""))


def _environment() -> dict[str, str]:
    """Return an environment without the secrets of the server."""
    ours = str(Path(edu_search.__file__).parent.parent)
    paths = [ours, *(path for path in sys.path if path)]
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
