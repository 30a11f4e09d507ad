"""What of a query may be kept at all."""

from __future__ import annotations

import re

from edu_search.analysis import Meaning
from edu_search.log.models import LONGEST

#: Phone numbers, numbers of identity cards and accounts; a school year (2025-2026) is shorter.
_LONG_NUMBER = re.compile(r"\d(?:[\s.,()/_-]{0,3}\d){8,}")
_SEVEN_IN_A_ROW = re.compile(r"\d{7,}")
_ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)


def loggable(meaning: Meaning) -> str:
    """Return the normalised query to keep, "" when it may hold something personal or is no query.

    Kept are words in lower case and one tone style. Whatever looks like an e-mail, a phone or
    identity number or a link is not kept at all, in no part; nor is a text longer than a query.
    """
    typed = meaning.typed
    if _ADDRESS.search(typed) or _LONG_NUMBER.search(typed) or _SEVEN_IN_A_ROW.search(typed):
        return ""
    return meaning.canon if len(meaning.canon) <= LONGEST else ""
