"""Write ``docs/reference/roles.md`` from the posts of the pack and the permissions of the role groups.

python scripts/roles_reference.py            write the file
python scripts/roles_reference.py --check    exit code 1 when the file is not up to date
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "roles.md"
VOCABULARY = ROOT / "site" / "packs" / "hai-phong" / "vocabulary.yaml"
POWERS = ("can_write", "can_publish", "can_administer", "can_create_units", "is_leader", "is_public")

HEAD = """# Roles, and what each may do

*Written by `python scripts/roles_reference.py` from the posts of the Hải Phòng pack and from the role groups in the
code; a test keeps it up to date. Another province's posts are those of its own pack.*

Rights over a unit come from **appointments** and from nothing else: who holds which post in which unit, from 00:00 of
the first day (Asia/Ho_Chi_Minh) until the day given as the end, which is the first day without the post. No job has to
run: the rights are computed from the appointments of the day. A **deputy** has the rights of a post while its holder is
away, with dates. Without an appointment of today, in one's own right or as a deputy, nobody enters the admin;
administrators of the installation (superusers) always do.

## Posts
"""
TABLE = """
"Publishes" means without asking: a post that only writes sends its items to the leader of the unit, unless the unit
(or its kind) needs no approval; then it publishes too. In a unit whose site is archived nobody writes or publishes.
A department-wide shared library (the department's own collection) is chosen from by everybody who writes for a unit,
and changed by the department's people.

## Who manages people
"""
PEOPLE = """
- A post with "manages people" invites by e-mail, gives posts of the own unit and ends them. It gives and ends only
  posts that permit no more than its holder's own posts in that unit, never a post of another unit, never a superuser's.
- The posts to choose from are those of the kind of unit:

{kinds}
- One person at a time is the leader in charge of a unit; the database refuses a second one.
- The holder of a post names a deputy for it; an administrator of the unit does so for posts within the own rights.

## Role groups
What somebody may do at all (enter the admin, add a document) stands in three groups of the whole installation, which
follow the appointments. They say nothing about *whose* pages, pictures, documents or people: a membership that is out
of date gives no right over any unit and does not open the admin. `manage.py unit_doctor --fix` brings them in step.

"""


def roles_page() -> str:
    """Return the text of the page."""
    from unit_pages.access.roles import Role, permissions_of, roles_of

    words = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))
    posts = [_post(entry) for entry in words["posts"]]
    rows = [
        "| Post | writes | publishes | manages people | creates units below | leads | public | role groups |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {post.name} (`{post.code}`) | {_marks(post)} | {_code(r.value for r in roles_of(post))} |"
            for post in posts
        ),
    ]
    names = {post.code: post.name for post in posts}
    kinds = [
        f"  - {kind['name']}: {', '.join(names[code] for code in kind.get('posts', [])) or 'all posts'}"
        for kind in words["kinds"]
    ]
    groups = ["| Group | Permissions |", "|---|---|"]
    groups += [f"| `{role.value}` | {_code(permissions_of([role]))} |" for role in Role]
    body = "\n".join(rows) + "\n" + TABLE + PEOPLE.format(kinds="\n".join(kinds)) + "\n".join(groups)
    return f"{HEAD}\n{body}\n"


def _code(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _post(entry: dict[str, Any]) -> Any:
    defaults = {**dict.fromkeys(POWERS, False), "is_public": True}
    return SimpleNamespace(**{**defaults, **entry})


def _marks(post: Any) -> str:
    # Whoever publishes writes too.
    values = [post.can_write or post.can_publish, *(getattr(post, name) for name in POWERS[1:])]
    return " | ".join("●" if value else "" for value in values)


def main() -> int:
    """Write or check the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edu_portal.settings.test")
    import django

    django.setup()
    text = roles_page()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print("docs/reference/roles.md is not up to date: run python scripts/roles_reference.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
