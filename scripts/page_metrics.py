#!/usr/bin/env python
"""Bytes, layout shift and largest paint of the public pages on a phone, against the design's budgets.

Starts the portal as in production (compressed files, page cache) with the Hải Phòng pack and
opens each page in Chromium with an empty cache, a slow 4G line and a processor four times slower.
Exit code 1 when a page is over its budget.

    .venv/bin/python scripts/page_metrics.py                  # loads the pack first: a minute or two
    .venv/bin/python scripts/page_metrics.py --data /tmp/x    # keeps the loaded portal for the next time
    .venv/bin/python scripts/page_metrics.py --url http://127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "site" / "packs" / "hai-phong"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KB = 1024
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
CPU_TIMES_SLOWER = 4
KINDS = {"Document": "html", "Stylesheet": "css", "Font": "fonts", "Script": "js", "Image": "pictures"}

#: Section 9 of the design, in KB; the marks in head and foot are pictures of every page.
COMMON = {"css": 15.0, "fonts": 70.0, "js": 10.0}
HOME = {**COMMON, "html": 20.0, "pictures": 80.0, "total": 195.0}
ARTICLE = {**COMMON, "html": 15.0, "pictures": 90.0, "total": 200.0}
LIST = {**COMMON, "html": 20.0, "js": 15.0, "pictures": 3.0, "total": 130.0}
LARGEST_PAINT, LAYOUT_SHIFT = 2.5, 0.05  # seconds, score

OBSERVE = """
window.__shift = 0; window.__paint = 0;
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.__shift += e.value })
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) window.__paint = e.startTime })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""


@dataclass
class Visit:
    """What one first visit cost.

    Args:
        requests: number of requests.
        sizes: bytes on the line by kind, headers included.
        paint: largest contentful paint in seconds.
        shift: cumulative layout shift.
    """

    requests: int = 0
    sizes: Counter[str] = field(default_factory=Counter)
    paint: float = 0.0
    shift: float = 0.0


def main() -> int:
    """Measure, print the table, tell what is over its budget."""
    options = arguments()
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        print("Chromium is not installed: apt install chromium, or set CHROMIUM=/path/to/it.", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with portal(options) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        measured = {}
        for name, (path, budget) in pages(origin).items():
            get(origin + path)  # the first reader ever waits for the sizes of pictures; the second does not
            measured[name] = (
                median([visit(browser, origin + path, options.scale) for _ in range(options.runs)]),
                budget,
            )
        browser.close()
    return report(measured)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="measure a portal that runs already")
    parser.add_argument("--data", type=Path, help="folder in which the loaded portal is kept")
    parser.add_argument("--pack", type=Path, default=PACK, help="pack to load")
    parser.add_argument("--runs", type=int, default=3, help="visits of each page; the median counts")
    parser.add_argument("--scale", type=float, default=2, help="device pixels for one CSS pixel")
    return parser.parse_args()


def pages(origin: str) -> dict[str, tuple[str, dict[str, float]]]:
    """Return the measured pages with their budgets; article and subsite are those of the unit that wrote last."""
    article = json.loads(get(f"{origin}/api/v1/articles?limit=1&level=thpt"))["items"][0]
    return {
        "home": ("/", HOME),
        "subsite home": (article["unit"]["url"], HOME),
        "article": (article["url"], ARTICLE),
        "directory": ("/don-vi/", LIST),
        "plan": ("/ke-hoach/", LIST),
        "search": ("/tim-kiem/?q=tuyen+sinh", LIST),
    }


def visit(browser: Any, address: str, scale: float) -> Visit:
    """Open ``address`` once with an empty cache and do not scroll."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=scale, is_mobile=True, locale="vi-VN"
    )
    page = context.new_page()
    page.add_init_script(OBSERVE)
    found, kinds = Visit(), {}
    line = context.new_cdp_session(page)
    line.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda event: _add(found, kinds.get(event["requestId"], ""), event["encodedDataLength"]),
    )
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": CPU_TIMES_SLOWER})
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_timeout(600)
    found.paint = page.evaluate("window.__paint") / 1000
    found.shift = page.evaluate("window.__shift")
    context.close()
    return found


def _add(found: Visit, kind: str, size: int) -> None:
    found.requests += 1
    found.sizes[KINDS.get(kind, "other")] += size
    found.sizes["total"] += size


def median(visits: list[Visit]) -> Visit:
    """Return the last visit with the median paint; the worst shift counts."""
    found = visits[-1]
    found.paint = statistics.median(one.paint for one in visits)
    found.shift = max(one.shift for one in visits)
    return found


def report(measured: dict[str, tuple[Visit, dict[str, float]]]) -> int:
    """Print the table; return the exit code."""
    columns = ("html", "css", "fonts", "js", "pictures", "other", "total")
    print(
        f"{'page':<14}{'requests':>9}"
        + "".join(f"{name:>10}" for name in columns)
        + f"{'shift':>8}{'paint s':>9}   (KB on the line)"
    )
    over = []
    for name, (found, budget) in measured.items():
        sizes = "".join(f"{found.sizes[kind] / KB:>10.1f}" for kind in columns)
        print(f"{name:<14}{found.requests:>9}{sizes}{found.shift:>8.3f}{found.paint:>9.2f}")
        over += [
            f"{name}: {kind} {found.sizes[kind] / KB:.1f} KB, budget {most:g} KB"
            for kind, most in budget.items()
            if found.sizes[kind] / KB > most
        ]
        if found.paint > LARGEST_PAINT:
            over.append(f"{name}: largest paint {found.paint:.2f} s, budget {LARGEST_PAINT} s")
        if found.shift > LAYOUT_SHIFT:
            over.append(f"{name}: layout shift {found.shift:.3f}, budget {LAYOUT_SHIFT}")
    print(
        "\n".join(["", "Over budget:", *(f"  {line}" for line in over)])
        if over
        else "\nEvery page is within its budget."
    )
    return 1 if over else 0


@contextmanager
def portal(options: argparse.Namespace) -> Iterator[str]:
    """Give the origin of a running portal; start one where none is named."""
    if options.url:
        yield options.url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as temporary, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        origin = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "DATA_DIR": str((options.data or Path(temporary)).resolve()),
            "PUBLIC_ORIGIN": origin,
            "DJANGO_SETTINGS_MODULE": "browser_settings",
            "BROWSER_STATIC_COMPRESSED": "1",
        }
        command = [sys.executable, str(ROOT / "tests" / "portal_process.py"), str(options.pack), str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait(origin, process)
            yield origin
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait(origin: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the portal answers.

    Raises:
        RuntimeError: when its process ended.
    """
    while True:
        if process.poll() is not None:
            raise RuntimeError("The portal did not start; try tests/portal_process.py by hand.")
        try:
            get(f"{origin}/readyz")
            return
        except urllib.error.URLError:
            time.sleep(0.5)


def get(address: str) -> bytes:
    """Return what an address answers."""
    with urllib.request.urlopen(address, timeout=180) as answer:
        content: bytes = answer.read()
        return content


if __name__ == "__main__":
    sys.exit(main())
