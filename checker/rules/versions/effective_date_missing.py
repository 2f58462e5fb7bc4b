"""A material change has no effective date.

Why
    People must be told of changes that matter well before they take effect (GDPR Art. 12(1); WP260
    rev.01). Without a date they cannot see how long they have to act, and the page says that it
    holds from the day it was updated.

Mend
    State under `effective` in statement.yaml from when the version holds. Counsel must decide how
    long people need.

Limits
    A judgement: the law names no period. Looks only where there is a release to compare with and
    the version has been raised. Nothing is said in an emergency, or where the changelog says that
    people were told before the statement's date; told too late is notice-too-late.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import is_dated
from checker.rules.versions._notice import notice as notice_of
from checker.rules.versions._release import in_words, told, versions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(3)", "GDPR 14(4)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "a material change takes effect on the day of the update, {date}: {change}"
REMEDY = (
    "Under `effective` in statement.yaml, state with an `id` and `from` the day from which it "
    "holds; counsel must decide how long before that people need to be told."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the statement's date if a material change takes effect on it, unannounced."""
    found, entry, notice = versions(context), told(context.policy), notice_of(context)
    if not found or (entry and entry.emergency):
        return
    undated = [change for change in found.material if not is_dated(found, change)]
    if not undated:
        return
    date = found.after.last_updated
    if notice and (notice.is_late or (notice.last and notice.last.on < date)):
        return
    yield Hit("statement/last_updated", {"date": date, "change": Words(in_words(undated[0]))})
