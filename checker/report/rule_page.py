"""A rule's page for a terminal: what, why, how to mend, its limits, duty and law, an example."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from checker import resources
from checker.finding import RuleInfo
from checker.law.book import Book
from checker.report.text import Style, plain

EXAMPLE_WIDTH = 60
"""How wide the examples are that ship with klar; narrower is no terminal of today."""

_CAVEATS = {
    "secondary": " (checked against a secondary source)",
    "unverified": " (not yet verified)",
}


def rule_page(info: RuleInfo, book: Book, style: Style = plain, width: int = 80) -> Iterator[str]:
    """The lines of a rule's page. Its paragraphs fit the width; its example is as it ships."""
    severity = style(info.severity, info.severity.value)
    yield f"{style(info.id, 'bold')} ({severity}, {info.certainty})"
    yield ""
    summary, *sections = info.page.strip().split("\n\n")
    yield from _wrapped(summary, width)
    for section in sections:
        if section.startswith(" "):
            # One more paragraph of the section before.
            yield ""
            yield from _wrapped(section, width, "    ")
        else:
            title, text = section.split("\n", 1)
            yield from _section(title, _wrapped(text, width, "    "), style)
    duty = next(duty for duty in book.duties() if duty.id == info.duty)
    yield from _section("Duty", _wrapped(f"{duty.title} ({duty.id})", width, "    "), style)
    if info.legal:
        law = (line for text in _law(info, book) for line in _wrapped(text, width, "    ", "  "))
        yield from _section("Law", law, style)
    margin = " " * max(0, min(4, width - EXAMPLE_WIDTH))
    lines = resources.read_bytes(f"examples/{info.id}.txt").decode().splitlines()
    example = (f"{margin}{line}".rstrip() for line in lines)
    yield from _section("Example", example, style)


def _section(title: str, lines: Iterable[str], style: Style) -> Iterator[str]:
    yield ""
    yield style(title, "bold")
    yield from lines


def _law(info: RuleInfo, book: Book) -> Iterator[str]:
    """What the rule rests on, with titles; a title that several points share stands once."""
    references: dict[str, list[str]] = {}
    for reference in info.legal:
        caveat = _CAVEATS.get(book.verification(reference) or "", "")
        references.setdefault(f"{book.title(reference)}{caveat}", []).append(reference)
    for title, several in references.items():
        yield f"{', '.join(several)}: {title}"


def _wrapped(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        max(40, width),
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
