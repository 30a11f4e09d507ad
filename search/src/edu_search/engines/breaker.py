"""A circuit breaker of this process: who does not answer is not asked for a while."""

from __future__ import annotations

import time
from threading import Lock


class Breaker:
    """Opens after a few failures in a row; after a pause one probe at a time may try.

    Args:
        failures: how many in a row open it.
        pause: seconds until the first probe; doubled after each that fails, up to ``longest``.
        longest: seconds.
    """

    def __init__(self, failures: int = 2, pause: float = 5.0, longest: float = 60.0) -> None:
        self._lock = Lock()
        self._allowed_failures = failures
        self._first_pause = pause
        self._longest = longest
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self._failed = 0
            self._pause = self._first_pause
            self._closed_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the engine is left alone, or is only being probed."""
        return self._failed >= self._allowed_failures

    def may_ask(self) -> bool:
        """Whether to ask now; of an open breaker one caller in each pause hears yes."""
        with self._lock:
            if self._failed < self._allowed_failures:
                return True
            now = time.monotonic()
            if now < self._closed_at:
                return False
            self._closed_at = now + self._pause
            return True

    def succeeded(self) -> None:
        """The engine answered."""
        if self._failed:
            self.reset()

    def failed(self) -> None:
        """The engine did not answer."""
        with self._lock:
            self._failed += 1
            if self._failed > self._allowed_failures:
                self._pause = min(self._pause * 2, self._longest)
            if self._failed >= self._allowed_failures:
                self._closed_at = time.monotonic() + self._pause
