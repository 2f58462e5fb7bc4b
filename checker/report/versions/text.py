"""What changed, for a terminal: what matters most first, each change with its place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from checker.changes import Change, Level
from checker.languages import ENGLISH
from checker.report.summary import printable
from checker.report.text import Style
from checker.report.versions.comparison import LEVELS, Comparison, heads, reason

_STYLES = {Level.MATERIAL: "error", Level.SUBSTANTIVE: "warning", Level.EDITORIAL: "note"}


def text_diff(compared: Comparison, style: Style, width: int) -> Iterator[str]:
    """The lines of what changed."""
    wording = compared.wording
    yield style(printable(compared.title()), "bold")
    yield ""
    if compared.diff.level is Level.NONE:
        yield wording.say("nothing")
    for level in LEVELS[:-1]:
        parts = compared.parts(level)
        if not parts:
            continue
        number = sum(map(len, parts.values()))
        yield style(f"{wording.level(level)} ({number})", _STYLES.get(level, "bold"))
        yield ""
        for part, changes in parts.items():
            ids = " ".join(heads(changes))
            yield f"{style(printable(part), 'bold')} {style(printable(f'[{ids}]'), 'dim')}"
            for change in changes:
                yield from _change(compared, change, style, width)
            yield ""
    counts = compared.of_no_meaning()
    if counts:
        yield style(f"{wording.level(Level.NONE)} ({sum(counts.values())})", "dim")
        for said, number in counts.items():
            yield from _wrapped(f"{said} ({number})" if number > 1 else said, 2, width)


def _change(compared: Comparison, change: Change, style: Style, width: int) -> Iterator[str]:
    wording = compared.wording
    said = wording.sentence(change)
    if change.level is Level.TRANSLATION:
        said = f"{said} ({wording.languages(change)})"
    yield from _wrapped(said, 2, width)
    before, after = wording.words(change)
    if before != after:
        yield from (style(line, "error") for line in _wrapped(before, 4, width, "- "))
        yield from (style(line, "good") for line in _wrapped(after, 4, width, "+ "))
    warning = wording.warning(change)
    if warning:
        yield from _wrapped(warning, 4, width, "! ")
    elif change.level is Level.MATERIAL and wording.language == ENGLISH:
        yield from _wrapped(reason(change), 4, width)
    yield from _wrapped(wording.concerns(change), 4, width)
    anchor = wording.anchor(change)
    place = "  ".join(filter(None, (compared.position(change), f"#{anchor}" if anchor else "")))
    if place:
        yield style(f"    {printable(place)}", "dim")


def _wrapped(text: str | None, indent: int, width: int, mark: str = "") -> Iterator[str]:
    if text is None:
        return
    first = " " * indent + mark
    yield from textwrap.wrap(
        printable(text),
        max(width, indent + 20),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )
