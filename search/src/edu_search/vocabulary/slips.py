"""Slips of the finger: which frequent word was meant by one that the documents do not have."""

from __future__ import annotations

from collections.abc import Iterator

from edu_search.vocabulary.models import Word

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Words of fewer letters are never corrected: everything is near to them.
SHORTEST = 3
#: From this length on two slips may be in a word.
TWO_SLIPS = 6
NEIGHBOUR, SWAPPED, DOUBLED, OTHER = 0.5, 0.5, 0.5, 1.0


def _keys() -> dict[str, str]:
    near = {}
    for row, letters in enumerate(ROWS):
        for at, letter in enumerate(letters):
            around = letters[max(at - 1, 0) : at + 2]
            for other in (row - 1, row + 1):
                if 0 <= other < len(ROWS):
                    around += ROWS[other][max(at - 1, 0) : at + 2]
            near[letter] = around.replace(letter, "")
    return near


#: Letters around a letter on the keyboard.
NEAR = _keys()


def candidates(word: str, least: int) -> dict[str, tuple[float, int]]:
    """Return what may have been meant: by word how much was wrong, and in how many documents it is.

    Args:
        word: without marks.
        least: documents that the word must be in.
    """
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return {}
    slips: dict[str, float] = {}
    for other, cost in _one_slip(word):
        slips[other] = min(cost, slips.get(other, cost))
    known = Word.objects.filter(fold__in=slips, documents__gte=least).values_list("fold", "documents")
    found = {fold: (slips[fold], documents) for fold, documents in known if fold != word}
    if not found and len(word) >= TWO_SLIPS:
        found = _two_slips(word, least)
    return found


def _one_slip(word: str) -> Iterator[tuple[str, float]]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in LETTERS:
            is_double = letter in {before[-1:], after[:1]}
            yield before + letter + after, DOUBLED if is_double else OTHER
            if after:
                yield before + letter + after[1:], NEIGHBOUR if letter in NEAR[after[0]] else OTHER
        if after:
            is_double = after[0] in {before[-1:], after[1:2]}
            yield before + after[1:], DOUBLED if is_double else OTHER
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], SWAPPED


def _two_slips(word: str, least: int) -> dict[str, tuple[float, int]]:
    """Return words of the same beginning with two letters wrong."""
    same = Word.objects.filter(fold__startswith=word[:2], documents__gte=least).order_by("-documents")
    found = {}
    for fold, documents in same.values_list("fold", "documents")[:400]:
        if abs(len(fold) - len(word)) <= 2 and distance(word, fold) == 2:
            found[fold] = (2 * OTHER, documents)
    return found


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out, changed or swapped with the next one."""
    older: list[int] = []
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, second in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != second))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == second:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        older, before = before, row
    return before[-1]
