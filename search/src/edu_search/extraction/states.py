"""What became of reading a file. Knows neither Django nor anything else: the reading process imports it."""

from __future__ import annotations

READ = "read"
EMPTY = "empty"
PASSWORD = "password"  # noqa: S105 - the name of a state
BROKEN = "broken"
TOO_LARGE = "too_large"
TOO_SLOW = "too_slow"
UNSUPPORTED = "unsupported"
NO_READER = "no_reader"
LOST = "lost"

#: States that say something of the file itself, so that the same file need not be read again.
LASTING = (READ, EMPTY, PASSWORD, BROKEN, TOO_LARGE, UNSUPPORTED)
