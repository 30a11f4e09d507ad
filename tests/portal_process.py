"""Make the database of a portal where there is none, then serve it: one process, threads, no reloading.

Usage: DATA_DIR=… PUBLIC_ORIGIN=http://127.0.0.1:PORT python portal_process.py PACK PORT
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "browser_settings")


def main(pack: Path, port: int) -> None:
    """Load, then serve until the process is ended."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.servers import basehttp

    from edu_portal.settings.environment import DATA_DIR

    marker = DATA_DIR / "loaded"
    call_command("migrate", verbosity=0)
    if not marker.exists():
        load(pack)
        marker.touch()
    if os.environ.get("BROWSER_STATIC_COMPRESSED"):
        call_command("collectstatic", interactive=False, verbosity=0)
    application = basehttp.get_internal_wsgi_application()
    print(f"ready on {port}", flush=True)
    basehttp.run("127.0.0.1", port, application, threading=True)


def load(pack: Path) -> None:
    """Load the pack and the demo's log-ins."""
    from django.test.utils import override_settings

    from edu_portal.packs.services import load_pack
    from edu_portal.people.demo import make_demo_logins

    today = dt.date.today()
    load_pack(pack, today=today)
    with override_settings(DEBUG=True):
        make_demo_logins(today)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
