"""The page that says what each role may do is the one that the data gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPT, PAGE = ROOT / "scripts" / "roles_reference.py", ROOT / "docs" / "reference" / "roles.md"


def test_the_page_is_up_to_date():
    done = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_every_post_of_the_pack():
    words = yaml.safe_load((ROOT / "site" / "packs" / "hai-phong" / "vocabulary.yaml").read_text(encoding="utf-8"))
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{post['code']}`" in text for post in words["posts"])
