"""How the statement reads in each language: its sections, and the texts hardest to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from checker.engine import Result
from checker.languages.lix import Counts, length
from checker.languages.prose import Part, Passage, Reading
from checker.report.summary import counted, escaped, position, printable, shown_path
from checker.report.text import Style, plain

FORMAT_VERSION = 1
_SHORT = "(too short)"
_NONE = "(no prose)"
_BEFORE = "(before the first section)"


class _Row(NamedTuple):
    """A section or the whole. Without a band there are too few words to judge it by."""

    number: str
    title: str
    counts: Counts
    band: str | None
    longest: int


def text_readability(
    result: Result, root: str, readings: Sequence[Reading], texts: int, style: Style = plain
) -> Iterator[str]:
    """The lines of the report, with so many texts for each language."""
    for number, reading in enumerate(readings):
        if number:
            yield ""
        whole = _whole(reading)
        yield style(_heading(reading, whole), "bold")
        yield ""
        rows = _rows(reading)
        width = max(len(_band(row)) for row in rows)
        yield style(f"  LIX  {'':{width}}  words  sentences  longest", "dim")
        for row in rows:
            words, sentences, _ = row.counts
            yield (
                f"  {_lix(row):>3}  {_band(row):{width}}  {words:>5}  {sentences:>9}"
                f"  {row.longest:>7}  {printable(_named(row))}"
            )
        hardest = _hardest(reading)[:texts]
        if hardest:
            yield ""
            yield style("Hardest to read", "bold")
        for passage in hardest:
            counts = passage.counts
            size = f"{counts.words} words in {counted(counts.sentences, 'sentence')}"
            yield f"  {counts.lix:>3}  {_position(result, root, passage, reading)}  {size}"


def markdown_readability(result: Result, root: str, readings: Sequence[Reading], texts: int) -> str:
    """The report as Markdown text ending in a line feed."""
    lines = ["# Readability", ""]
    lines.append("LIX measures sentences and long words, not meaning. Only prose is counted.")
    for reading in readings:
        lines += ["", f"## {escaped(_heading(reading, _whole(reading)))}", ""]
        lines += _table(
            ("Section", "LIX", "Band", "Words", "Sentences", "Longest sentence"),
            (
                (
                    escaped(_named(row)),
                    _lix(row),
                    escaped(_band(row)),
                    str(row.counts.words),
                    str(row.counts.sentences),
                    str(row.longest),
                )
                for row in _rows(reading)
            ),
        )
        hardest = _hardest(reading)[:texts]
        if hardest:
            lines += ["", "Hardest to read:", ""]
            lines += _table(
                ("Text", "LIX", "Words", "Sentences"),
                (
                    (
                        f"`{_position(result, root, passage, reading)}`",
                        str(passage.counts.lix),
                        str(passage.counts.words),
                        str(passage.counts.sentences),
                    )
                    for passage in hardest
                ),
            )
    return "\n".join(lines) + "\n"


def json_readability(result: Result, root: str, readings: Sequence[Reading], texts: int) -> str:
    """The report as JSON text ending in a line feed."""
    statement = result.policy.statement
    report = {
        "format_version": FORMAT_VERSION,
        "policy": {
            "id": statement.id if statement else None,
            "version": statement.version if statement else None,
        },
        "languages": [
            {
                "language": reading.language,
                **_measures(_whole(reading)),
                "sections": [
                    {
                        "id": part.section.id if part.section else None,
                        "number": row.number or None,
                        "title": row.title if part.section else None,
                        **_measures(row),
                    }
                    for part, row in zip(reading.parts, _rows(reading), strict=True)
                ],
                "texts": [
                    _text_values(result, root, passage, reading)
                    for passage in _hardest(reading)[:texts]
                ],
            }
            for reading in readings
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _heading(reading: Reading, whole: _Row) -> str:
    counts = whole.counts
    lix = f"LIX {counts.lix}, {_band(whole)}" if counts.words else _NONE
    size = f"{counted(counts.words, 'word')} in {counted(counts.sentences, 'sentence')}"
    return f"{reading.language}: {lix}; {size}"


def _whole(reading: Reading) -> _Row:
    passages = [passage for part in reading.parts for passage in part.passages]
    return _row(reading, "", "", reading.counts, passages)


def _rows(reading: Reading) -> list[_Row]:
    return [
        _row(reading, part.number, _title(part, reading.language), part.counts, part.passages)
        for part in reading.parts
    ]


def _row(
    reading: Reading, number: str, title: str, counts: Counts, passages: Iterable[Passage]
) -> _Row:
    known, lix = reading.plain, counts.lix
    band = known.band(lix) if lix is not None and counts.words >= known.least["section"] else None
    longest = max((length(passage.longest) for passage in passages), default=0)
    return _Row(number, title, counts, band, longest)


def _named(row: _Row) -> str:
    return f"{row.number} {row.title}".strip()


def _lix(row: _Row) -> str:
    return "–" if row.counts.lix is None else str(row.counts.lix)


def _band(row: _Row) -> str:
    if not row.counts.words:
        return _NONE
    return _SHORT if row.band is None else row.band


def _title(part: Part, language: str) -> str:
    if part.section is None:
        return _BEFORE
    return " ".join(part.section.title.languages.get(language, part.section.id).split())


def _hardest(reading: Reading) -> list[Passage]:
    """The texts with enough words to be compared, the hardest first."""
    least = reading.plain.least["text"]
    found = [
        (-(counts.lix or 0), passage.text.route, passage)
        for part in reading.parts
        for passage in part.passages
        if (counts := passage.counts).words >= least
    ]
    return [passage for _, _, passage in sorted(found, key=lambda one: one[:2])]


def _position(result: Result, root: str, passage: Passage, reading: Reading) -> str:
    span = result.routes.span(f"{passage.text.route}/{reading.language}")
    return position(root, span)


def _measures(row: _Row) -> dict[str, Any]:
    return {
        "lix": row.counts.lix,
        "band": row.band,
        "words": row.counts.words,
        "sentences": row.counts.sentences,
        "long_words": row.counts.long_words,
        "longest_sentence": row.longest,
    }


def _text_values(result: Result, root: str, passage: Passage, reading: Reading) -> dict[str, Any]:
    span = result.routes.span(f"{passage.text.route}/{reading.language}")
    counts = passage.counts
    return {
        "route": passage.text.route,
        "path": shown_path(root, span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "lix": counts.lix,
        "words": counts.words,
        "sentences": counts.sentences,
        "long_words": counts.long_words,
        "longest_sentence": length(passage.longest),
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
