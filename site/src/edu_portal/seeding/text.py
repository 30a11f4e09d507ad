"""Made-up text, the same for the same seed."""

from __future__ import annotations

import json
import random
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words() -> dict[str, Any]:
    """Return the word lists."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    return found


def chance(*key: object) -> random.Random:
    """Return a source of chance that is the same for the same key on every machine."""
    return random.Random("-".join(map(str, key)))  # noqa: S311 - made-up text, no secret


def person_name(luck: random.Random) -> str:
    """Return a full name."""
    lists = words()
    return " ".join(luck.choice(lists[part]) for part in ("families", "middles", "givens"))


def headline(luck: random.Random) -> str:
    """Return a headline."""
    lists = words()
    return " ".join(luck.choice(lists[part]) for part in ("who", "deed", "when"))


def body(luck: random.Random) -> str:
    """Return the text of an article as its field stores it: three to six paragraphs."""
    sentences = words()["sentences"]
    paragraphs = ["".join(f"<p>{' '.join(luck.sample(sentences, 3))}</p>") for _n in range(luck.randint(3, 6))]
    value = [{"type": "paragraph", "value": text, "id": str(new_uuid(luck))} for text in paragraphs]
    return json.dumps(value, ensure_ascii=False)


def new_uuid(luck: random.Random) -> uuid.UUID:
    """Return a random identifier of this chance."""
    return uuid.UUID(int=luck.getrandbits(128), version=4)
