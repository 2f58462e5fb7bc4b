"""The statement has changed since the last release, and its date has not.

Why
    The page says when it was last updated. With the old date it tells people that nothing is new
    (GDPR Art. 5(1)(a), 12(1)); WP260 rev.01 asks that a reader can see when it changed.

Mend
    Set `last_updated` in statement.yaml to the day of the change.

Limits
    Looks only where there is a release to compare with. A corrected translation needs no new date.
    A second version on the same day is taken for one whose date was forgotten, unless its changelog
    entry says under `emergency` why it could not wait.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.versions._release import NOTHING, Versions, told, versions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "{problem}"
REMEDY = "Set `last_updated` to the day of the change."


def check(context: Context) -> Iterator[Hit]:
    """Yield the date if it lies before the last release's, or people are told something new."""
    found = versions(context)
    if not found:
        return
    before, after = found.before, found.after
    if after.last_updated < before.last_updated:
        problem = f"the date is before that of {before.version}, {before.last_updated}"
    elif after.last_updated == before.last_updated and _is_new(context, found):
        problem = f"the statement has changed since {before.version}, and has the same date"
    else:
        return
    yield Hit("statement/last_updated", {"problem": problem})


def _is_new(context: Context, found: Versions) -> bool:
    """Whether people are told something new, and not in an emergency."""
    if found.diff.level in (NOTHING, "translation"):
        return False
    entry = told(context.policy) if found.is_new else None
    return not (entry and entry.emergency)
