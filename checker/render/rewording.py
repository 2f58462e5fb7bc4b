"""Two wordings of one passage as one: which words were added, which were removed.

Words are compared with what marks them: emphasis, dates, addresses. Where links lead within the
page counts only if both wordings link, for the page itself decides which of its names are links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from checker.render.nodes import Run, Runs

INSERTED = "inserted"
DELETED = "deleted"

_MOST = 1_000_000
"""How many pairs are compared. A page of prose has fewer; what has more is changed as a whole."""

_KEPT = 1 / 3
"""The share of the shorter wording that must remain, or all of both is marked."""

_ALIKE = 1 / 2
"""The share of two wordings that they must have in common for one to be the other, changed."""

# Spaces, what stands before a word, and what stands after one. A space that does not break belongs
# to its word: "3 years" is one.
_STOPS = r".,;:!?…()\[\]\"“”„«»"
_BETWEEN = re.compile(rf"( +|(?<![^ ])[{_STOPS}]++|(?<![{_STOPS}])[{_STOPS}]++(?= |$))")


class Stretch(NamedTuple):
    """Items of two sequences that are the `same`, or stand in each other's place."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Word(NamedTuple):
    """A word, or what stands between two, and which run of its wording it is from."""

    run: Run
    of: int


def reworded(old: Runs, new: Runs, called: Callable[[str], str]) -> Runs:
    """The new words, and those that were removed where they stood.

    `called` says what a route of the old wording is called in the new one.
    """
    if old == new:
        return new
    before, after = _words(old), _words(new)
    written: list[_Word] = []
    for stretch in _stretches(before, after):
        was = before[stretch.old_start : stretch.old_end]
        now = after[stretch.new_start : stretch.new_end]
        if not stretch.same:
            written.extend(_deleted(was))
            written.extend(_inserted(now))
            continue
        for one, other in zip(was, now, strict=True):
            if _leads_elsewhere(one.run, other.run, called):
                written.extend((*_deleted((one,)), *_inserted((other,))))
            else:
                written.append(other)
    return _joined(written)


def removed(runs: Runs) -> Runs:
    """All of the words as removed: the places they were and what they led to are gone."""
    return tuple(_removed(run) for run in runs)


def alike(old: Runs, new: Runs) -> bool:
    """Whether two wordings have so much in common that one may be the other, changed."""
    before = Counter(word.run.text for word in _words(old))
    after = Counter(word.run.text for word in _words(new))
    common = sum(_size(word) * count for word, count in (before & after).items())
    every = sum(_size(word) * count for word, count in (before + after).items())
    return 2 * common >= every * _ALIKE


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """What two sequences have in common, and what stands in its place in each, in order."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    stop, new_stop = len(old) - end, len(new) - end
    if start:
        yield Stretch(True, 0, start, 0, start)
    if (stop - start) * (new_stop - start) > _MOST:
        yield Stretch(False, start, stop, start, new_stop)
    else:
        between = SequenceMatcher(None, old[start:stop], new[start:new_stop], autojunk=False)
        for tag, *bounds in between.get_opcodes():
            yield Stretch(tag == "equal", *(start + bound for bound in bounds))
    if end:
        yield Stretch(True, stop, len(old), new_stop, len(new))


def _stretches(before: Sequence[_Word], after: Sequence[_Word]) -> list[Stretch]:
    """What remains and what changes, without scraps of the old wording in the midst of a new one.

    Words that remain between two changes count as changed if they are fewer than what changes on
    either side of them.
    """
    old_sizes, new_sizes = _sizes(before), _sizes(after)

    def size(stretch: Stretch) -> int:
        _, a, b, c, d = stretch
        return max(old_sizes[b] - old_sizes[a], new_sizes[d] - new_sizes[c])

    found: list[Stretch] = []
    keys = [[_compared(word.run) for word in words] for words in (before, after)]
    for stretch in aligned(*keys):
        last = stretch
        while not last.same and len(found) > 1:
            first, scrap = found[-2:]
            if size(scrap) > min(size(first), size(last)):
                break
            del found[-2:]
            last = Stretch(False, first.old_start, last.old_end, first.new_start, last.new_end)
        found.append(last)
    kept = sum(size(stretch) for stretch in found if stretch.same)
    if kept < min(old_sizes[-1], new_sizes[-1]) * _KEPT:
        return [Stretch(False, 0, len(before), 0, len(after))]
    return found


def _sizes(words: Sequence[_Word]) -> list[int]:
    """How much stands before each word, and before the end."""
    sizes = [0]
    for word in words:
        sizes.append(sizes[-1] + _size(word.run.text))
    return sizes


def _size(word: str) -> int:
    return 0 if word.isspace() else len(word)


def _words(runs: Runs) -> list[_Word]:
    """The words one by one. The first of a run is its place; a date is one word."""
    words: list[_Word] = []
    for index, run in enumerate(runs):
        pieces = [run.text] if run.date else [one for one in _BETWEEN.split(run.text) if one]
        for piece in pieces:
            words.append(_Word(run._replace(text=piece), index))
            run = run._replace(route=None, anchor=None)  # noqa: PLW2901
    return words


def _compared(run: Run) -> Run:
    """What of a word must be the same for it to remain."""
    within = run.href is not None and run.href.startswith("ref:")
    return run._replace(href=None if within else run.href, route=None, anchor=None, name=False)


def _leads_elsewhere(old: Run, new: Run, called: Callable[[str], str]) -> bool:
    if old.href is None or new.href is None or old.href == new.href:
        return False
    return f"ref:{called(old.href.removeprefix('ref:'))}" != new.href


def _deleted(words: Iterable[_Word]) -> Iterator[_Word]:
    for word in words:
        yield word._replace(run=_removed(word.run))


def _inserted(words: Iterable[_Word]) -> Iterator[_Word]:
    for word in words:
        yield word._replace(run=word.run._replace(mark=INSERTED))


def _removed(run: Run) -> Run:
    within = run.href is not None and run.href.startswith("ref:")
    href = None if within else run.href
    return run._replace(href=href, route=None, anchor=None, mark=DELETED)


def _joined(words: Iterable[_Word]) -> Runs:
    """Neighbours from one run that had the same fate as one run again."""
    together = groupby(words, lambda word: (word.of, word.run.mark))
    return tuple(_whole([word.run for word in group]) for _, group in together)


def _whole(pieces: Sequence[Run]) -> Run:
    return pieces[0]._replace(text="".join(piece.text for piece in pieces))
