"""What changed, as Markdown for a pull request or a document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.changes import Change, Level
from checker.languages import ENGLISH
from checker.report.summary import code, inert
from checker.report.versions.comparison import LEVELS, Comparison, heads, reason


def markdown_diff(compared: Comparison) -> Iterator[str]:
    """The lines of what changed."""
    wording = compared.wording
    yield f"# {inert(compared.title())}"
    if compared.diff.level is Level.NONE:
        yield ""
        yield f"{inert(wording.say('nothing'))}."
    for level in LEVELS[:-1]:
        parts = compared.parts(level)
        if not parts:
            continue
        yield ""
        yield f"## {inert(wording.level(level))} ({sum(map(len, parts.values()))})"
        for part, changes in parts.items():
            yield ""
            yield f"### {inert(part)} ({', '.join(map(code, heads(changes)))})"
            yield ""
            for change in changes:
                yield from _change(compared, change)
    counts = compared.of_no_meaning()
    if counts:
        yield ""
        yield f"## {inert(wording.level(Level.NONE))} ({sum(counts.values())})"
        yield ""
        for said, number in counts.items():
            yield f"- {inert(said)}{f' ({number})' if number > 1 else ''}"


def _change(compared: Comparison, change: Change) -> Iterator[str]:
    wording = compared.wording
    said = inert(wording.sentence(change))
    if change.level is Level.TRANSLATION:
        said = f"{said} ({inert(wording.languages(change))})"
    yield f"- **{said}**" if change.level is Level.MATERIAL else f"- {said}"
    before, after = wording.words(change)
    if before != after:
        for label, words in (("was", before), ("is", after)):
            if words is not None:
                yield f"  - {wording.say(label)}: {inert(words)}"
    warning = wording.warning(change)
    if warning:
        yield f"  - {inert(warning)}"
    elif change.level is Level.MATERIAL and wording.language == ENGLISH:
        yield f"  - {inert(reason(change))}"
    yield f"  - {inert(wording.concerns(change))}"
    anchor = wording.anchor(change)
    places = filter(None, (compared.position(change), f"#{anchor}" if anchor else ""))
    place = ", ".join(map(code, places))
    if place:
        yield f"  - {place}"
