"""A text states another fact in one language than in the others.

Why
    Whoever reads the statement in one language must be told what the others are told: in a form
    that is clear (GDPR Art. 12(1)). Thirty days here and a month there are two promises, and only
    one of them can be meant.

Mend
    See which language is right, and correct the other. Better still, put the fact into a field: the
    page writes it in each language by itself.

Limits
    Compares the languages of one text: numbers, percentages, lengths of time, dates, e-mail
    addresses, telephone numbers, addresses of pages, links, references to articles, and how many
    items its lists have. Each is read in the format of its language, so that 1.000 and 1 000 are
    one number, as are "tre måneder" and "3 månader". Not compared: currencies, the sections and
    numbers of national acts, which each market has its own of, and addresses that tell by their
    domain or path that they are those of another language or country. Numbers in words count before
    a unit of time or per cent; elsewhere small ones may be words in one language and digits in
    another. What differs by market stands in parts of its own (`applies_in`), and each is compared
    with itself. One finding for each language that differs from most of the others, or else from
    the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.languages.facts import Fact, Stated, difference
from checker.rules import Context, Hit
from checker.rules.references._links import lead, shown_sections

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement",)
MESSAGE = "the languages disagree: {theirs} ({others}), but {own} ({language})"
REMEDY = (
    "See which is right, and correct the other; a fact that a field can hold belongs there, so "
    "that the page writes it in each language by itself."
)

_NAMED = ("items", "law")
"""What is told by its name, not as it is written."""


def check(context: Context) -> Iterator[Hit]:
    """Yield each language of a text that states other facts than most of its languages."""
    shown = shown_sections(context.policy)
    for text, readings in context.facts:
        apart = _apart(readings)
        for language, (reference, missing, more) in apart.items():
            links = [value for kind, value in (*missing, *more) if kind == "link"]
            if any(lead(context, link.removeprefix("ref:"), shown) for link in links):
                # A link that leads nowhere is mended first.
                continue
            others = [one for one in readings if one not in apart]
            yield Hit(
                f"{text.route}/{language}",
                {
                    "theirs": _listed(missing, readings[reference]),
                    "others": ", ".join(others),
                    "own": _listed(more, readings[language]),
                    "language": language,
                },
                ((f"{text.route}/{reference}", f"this is what it says in {reference}"),),
            )


def _apart(readings: dict[str, Stated]) -> dict[str, tuple[str, list[Fact], list[Fact]]]:
    """The languages that differ: from which one, what they lack, and what they have instead."""
    first, *rest = readings.values()
    if all(reading.facts == first.facts for reading in rest):
        return {}
    differing = {
        one: {
            other: (one, *found)
            for other in readings
            if other != one and any(found := difference(readings[one], readings[other]))
        }
        for one in readings
    }
    # The first of those that fewest others differ from.
    return min(differing.values(), key=len)


def _listed(facts: list[Fact], reading: Stated) -> str:
    named = (
        reading.written[fact] if fact[0] in _NAMED else repr(reading.written[fact])
        for fact in facts
    )
    return ", ".join(dict.fromkeys(named)) or "nothing"
