"""The nearest known word, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

MANY = 200
LONGEST = 100
SHORTEST = 4


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, or None if none is near (`cutoff` from 0 to 1)."""
    words = list(known)
    if word in words:
        return word
    if len(word) >= SHORTEST:
        longer = [one for one in words if one.startswith(word)]
        if longer:
            # Who breaks off a word means the shortest that goes on.
            return min(longer, key=lambda one: (len(one), one))
    from difflib import get_close_matches

    if len(words) > MANY:
        # Comparing with every word of a large policy would cost more than the check itself. Who
        # mistypes a word seldom gets its first letter wrong or its length by much.
        length = len(word)
        words = [w for w in words if w[:1] == word[:1] and abs(len(w) - length) <= 3][:MANY]
    found = get_close_matches(word[:LONGEST], words, n=1, cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """`; did you mean 'retention'?` for the end of a message, or nothing."""
    found = nearest(word, known, cutoff)
    return f"; did you mean {found!r}?" if found else ""
