"""A gunicorn of its own for a measurement, and what a page costs it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WARM = 5  # requests before those that count


@dataclass
class Figures:
    """What requests of one page cost, over all rounds.

    Args:
        seconds: how long the server took for each request.
        cpu: milliseconds of CPU a request, one figure a round.
        size: bytes of the last answer on the line.
    """

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def cpu_ms(self) -> float:
        """Return the milliseconds of CPU a request: the median of the rounds."""
        return statistics.median(self.cpu)

    def percentile(self, percent: int) -> float:
        """Return the milliseconds within which ``percent`` of the requests were answered."""
        return statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000


@dataclass(frozen=True)
class Server:
    """A running server with one worker.

    Args:
        port: on the loopback address.
        worker: process id of the worker, whose CPU time counts.
    """

    port: int
    worker: int

    def measure(self, paths: Sequence[str], into: Figures, *, warm: str) -> None:
        """Ask for ``paths``, one after the other, and add what it cost; ``warm`` is asked for before.

        Raises:
            SystemExit: when an answer is not 200.
        """
        for _number in range(WARM):
            self.ask(warm)
        before = _cpu(self.worker)
        for path in paths:
            begun = time.perf_counter()
            into.size = len(self.ask(path))
            into.seconds.append(time.perf_counter() - begun)
        into.cpu.append((_cpu(self.worker) - before) * 1000 / len(paths))

    def ask(self, path: str) -> bytes:
        """Return the body of an answer as it came over the line.

        Raises:
            SystemExit: when the answer is not 200.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        return body


@contextmanager
def running(application: str, env: dict[str, str], folder: Path, ready: str) -> Iterator[Server]:
    """Run a WSGI application in gunicorn with one worker while the block runs.

    Args:
        application: dotted name of the module with ``application``.
        env: environment of the server.
        folder: its working folder.
        ready: path that answers 200 once the server is there.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["-w", "1", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", application, *options]
    process = subprocess.Popen(command, env=env, cwd=folder, start_new_session=True)
    try:
        _wait(port, ready)
        yield Server(port, _child(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _cpu(pid: int) -> float:
    """Return the CPU seconds that a process has used, with those of the kernel for it; to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _child(pid: int) -> int:
    for _attempt in range(100):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.1)
    raise SystemExit("The server has no worker.")


def _wait(port: int, path: str) -> None:
    for _attempt in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")
