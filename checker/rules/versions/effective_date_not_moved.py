"""A version with a material change is said to hold from a day before it was written.

Why
    The page would say that people have been subject to the change since then, though nobody could
    read of it (GDPR Art. 5(1)(a), 12(1), 13(3)).

Mend
    Under `effective` in statement.yaml, state from when this version holds.

Limits
    Looks only where there is a release to compare with and the version has been raised, and only at
    dates of markets that a material change concerns: that other words hold from the same day as
    before is nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import starts
from checker.rules.versions._release import in_words, place, versions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)", "GDPR 13(3)", "GDPR 14(4)")
NEEDS = ("changelog", "statement")
MESSAGE = (
    "{version}, updated on {date}, is said to hold from {start}, with a material change: {change}"
)
REMEDY = "State the day from which {version} holds."


def check(context: Context) -> Iterator[Hit]:
    """Yield each effective date that lies before a material change was written."""
    found = versions(context)
    if not found:
        return
    date = found.after.last_updated
    seen: set[str] = set()
    for change in found.material:
        for one in starts(found, change):
            if one.start < date and one.route not in seen:
                seen.add(one.route)
                fields = {
                    "version": found.after.version,
                    "date": date,
                    "start": one.start,
                    "change": Words(in_words(change)),
                }
                yield Hit(f"{one.route}/from", fields, ((place(change), "what has changed"),))
