"""Two wordings of one passage as one: which words were added, which were removed.

Words are compared with what marks them: emphasis, dates, addresses. Where links lead within the
page counts only if both wordings link, for the page itself decides which of its names are links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby, zip_longest
from typing import NamedTuple

from checker.render.nodes import Run, Runs

INSERTED = "inserted"
DELETED = "deleted"

_MOST = 1_000_000
"""How many pairs are compared. Prose has fewer; of what has more only both ends may be the same."""

_KEPT = 1 / 5
"""The share of the shorter wording that must remain, or all of both is marked."""

_ALIKE = 1 / 2
"""The share of two wordings that they must have in common for one to be the other, changed."""

# Spaces, what stands before a word, and what stands after one. A space that does not break belongs
# to its word: "3 years" is one.
_STOPS = r".,;:!?…()\[\]\"“”„«»"
_BETWEEN = re.compile(rf"( +|(?<![^ ])[{_STOPS}]++|(?<![{_STOPS}])[{_STOPS}]++(?= |$))")


_Key = tuple[str, Hashable]


class Stretch(NamedTuple):
    """Items of two sequences that are the `same`, or stand in each other's place."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Word(NamedTuple):
    """A word, or what stands between two, and which run of its wording it is from."""

    text: str
    of: int


class _Piece(NamedTuple):
    """A word as it is written: from which run, with which mark."""

    run: Run
    of: int
    mark: str | None
    text: str


def reworded(old: Runs, new: Runs, called: Callable[[str], str]) -> Runs:
    """The new words, and those that were removed where they stood.

    `called` says what a route of the old wording is called in the new one.
    """
    if old == new:
        return new
    before, after = _words(old), _words(new)
    pieces: list[_Piece] = []

    def write(was: Iterable[_Word], now: Iterable[_Word], mark: str | None) -> None:
        pieces.extend(_Piece(old[of], of, DELETED, text) for text, of in was)
        pieces.extend(_Piece(new[of], of, mark, text) for text, of in now)

    for stretch in _stretches(_keys(old, before), _keys(new, after)):
        was = before[stretch.old_start : stretch.old_end]
        now = after[stretch.new_start : stretch.new_end]
        if not stretch.same:
            write(was, now, INSERTED)
            continue
        for one, other in zip(was, now, strict=True):
            if _leads_elsewhere(old[one.of], new[other.of], called):
                write((one,), (other,), INSERTED)
            else:
                write((), (other,), None)
    return _joined(pieces)


def removed(runs: Runs) -> Runs:
    """All of the words as removed: the places they were and what they led to are gone."""
    return tuple(_removed(run) for run in runs)


def alike(old: Runs, new: Runs) -> bool:
    """Whether two wordings have so much in common that one may be the other, changed."""
    before, after = (Counter(word.text for word in _words(runs)) for runs in (old, new))
    common = sum(_size(word) * count for word, count in (before & after).items())
    every = sum(_size(word) * count for word, count in (before + after).items())
    return 2 * common >= every * _ALIKE


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """What two sequences have in common, and what stands in its place in each, in order."""
    if len(old) * len(new) <= _MOST:
        matcher = SequenceMatcher(None, old, new)
        for tag, *bounds in matcher.get_opcodes():
            yield Stretch(tag == "equal", *bounds)
        return
    start, end, shorter = 0, 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield Stretch(True, 0, start, 0, start)
    yield Stretch(False, start, len(old) - end, start, len(new) - end)
    yield Stretch(True, len(old) - end, len(old), len(new) - end, len(new))


def _stretches(before: Sequence[_Key], after: Sequence[_Key]) -> list[Stretch]:
    """What remains and what changes, without scraps of the old wording in the midst of a new one.

    Words that remain between two changes count as changed if they are fewer than what changes on
    either side of them.
    """
    old_sizes, new_sizes = _sizes(before), _sizes(after)

    def size(stretch: Stretch) -> int:
        _, a, b, c, d = stretch
        return max(old_sizes[b] - old_sizes[a], new_sizes[d] - new_sizes[c])

    found: list[Stretch] = []
    for stretch in _late([*aligned(before, after)], before, after):
        last = stretch
        if found and found[-1].same == last.same:
            last = _both(found.pop(), last)
        while not last.same and len(found) > 1:
            first, scrap = found[-2:]
            if size(scrap) > min(size(first), size(last)):
                break
            del found[-2:]
            last = _both(first, last)
        found.append(last)
    kept = sum(size(stretch) for stretch in found if stretch.same)
    if kept < min(old_sizes[-1], new_sizes[-1]) * _KEPT:
        return [Stretch(False, 0, len(before), 0, len(after))]
    return found


def _both(first: Stretch, last: Stretch) -> Stretch:
    """From the beginning of one stretch to the end of the other."""
    return last._replace(old_start=first.old_start, new_start=first.new_start)


def _late(
    stretches: Sequence[Stretch], before: Sequence[_Key], after: Sequence[_Key]
) -> Iterator[Stretch]:
    """The stretches with each addition and removal as late as the words around it allow.

    Of "One. New. Two." the sentence "New. " is added then, and not ". New".
    """
    by = 0
    for stretch, following in zip_longest(stretches, stretches[1:]):
        same, a, b, c, d = stretch
        if same:
            yield Stretch(True, a + by, b, c + by, d)
            by = 0
        elif following is None or (a < b and c < d):
            yield stretch
        else:
            words, start, end = (after, c, d) if a == b else (before, a, b)
            room = following.old_end - following.old_start
            while by < room and words[start + by] == words[end + by]:
                by += 1
            yield Stretch(True, a, a + by, c, c + by)
            yield Stretch(False, a + by, b + by, c + by, d + by)


def _sizes(words: Sequence[_Key]) -> list[int]:
    """How much stands before each word, and before the end."""
    return [0, *accumulate(_size(text) for text, _ in words)]


def _size(word: str) -> int:
    return 0 if word.isspace() else len(word)


def _words(runs: Runs) -> list[_Word]:
    """The words one by one. A date is one word."""
    return [
        _Word(text, of)
        for of, run in enumerate(runs)
        for text in ([run.text] if run.date else _BETWEEN.split(run.text))
        if text
    ]


def _keys(runs: Runs, words: Sequence[_Word]) -> list[_Key]:
    """What of each word must be the same for it to remain: itself, and what marks it."""
    marks = [
        (None if _is_within(run) else run.href, run.strong, run.emphasis, run.date) for run in runs
    ]
    return [(text, marks[of]) for text, of in words]


def _is_within(run: Run) -> bool:
    """Whether words lead to another part of the page."""
    return run.href is not None and run.href.startswith("ref:")


def _leads_elsewhere(old: Run, new: Run, called: Callable[[str], str]) -> bool:
    if old.href is None or new.href is None or old.href == new.href:
        return False
    return f"ref:{called(old.href.removeprefix('ref:'))}" != new.href


def _removed(run: Run) -> Run:
    href = None if _is_within(run) else run.href
    return run._replace(href=href, route=None, anchor=None, mark=DELETED)


def _joined(pieces: Iterable[_Piece]) -> Runs:
    """Neighbours from one run with one mark as one run again; the first is the run's place."""
    runs: list[Run] = []
    placed: set[int] = set()
    for (of, mark), group in groupby(pieces, lambda piece: (piece.of, piece.mark)):
        same = [*group]
        run = same[0].run._replace(text="".join(piece.text for piece in same), mark=mark)
        if mark == DELETED:
            run = _removed(run)
        elif of in placed:
            run = run._replace(route=None, anchor=None)
        else:
            placed.add(of)
        runs.append(run)
    return tuple(runs)
