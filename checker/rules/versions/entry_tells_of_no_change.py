"""The changelog entry of a new version names a part of the statement in which nothing changed.

Why
    What is told must be so (GDPR Art. 5(1)(a)); and where a route names the wrong part, the change
    that was meant is told nowhere.

Mend
    Name what has changed under `tells`, and see that the entry's text tells of it.

Limits
    Looks only where there is a release to compare with and the version has been raised. A route may
    also name the activity or the people whom a change elsewhere concerns. A route that leads
    nowhere is unknown-reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.finding import Certainty, Severity
from checker.nearest import did_you_mean
from checker.rules import Context, Hit
from checker.rules.versions._release import NOTHING, place, told, touches, versions

if TYPE_CHECKING:
    from checker.changes import Change

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = ("changelog", "statement")
MESSAGE = "nothing has changed in {route!r} since {before}{suggestion}"
REMEDY = "Name what has changed instead, or remove this."


def check(context: Context) -> Iterator[Hit]:
    """Yield each route in the new version's entry that no change has to do with."""
    found, entry = versions(context), told(context.policy)
    if not found or not found.is_new or not entry:
        return
    changes = [one for one in found.diff.changes if one.level != NOTHING]
    concerned = _concerned(context, changes)
    for of, route in entry.tells:
        known = context.routes.exists(route) and route not in concerned
        if known and not any(touches(change, route) for change in changes):
            fields = {
                "route": route,
                "before": found.before.version,
                "suggestion": did_you_mean(route, dict.fromkeys(map(place, changes))),
            }
            yield Hit(f"{of.route}/tells/{route}", fields)


def _concerned(context: Context, changes: list[Change]) -> set[str]:
    """The activities and the data subjects whom some changes concern, all if they are general."""
    policy = context.policy
    ids: set[str] = set()
    for change in changes:
        if change.level in ("material", "substantive"):
            ids.update(change.activities or policy.activities)
            ids.update(change.subjects or policy.subjects)
    return ids
