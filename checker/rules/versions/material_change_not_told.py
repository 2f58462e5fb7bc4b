"""The changelog entry of a new version does not tell of a material change.

Why
    Changes that matter must reach people and be explained to them (GDPR Art. 12(1), 13(3), 14(4));
    WP260 rev.01 asks for a message that is about them. What the entry leaves out is told nowhere.

Mend
    Tell of the change in the entry's text, and name it under `tells`: by its own route, or by the
    route of what it is part of, such as the activity.

Limits
    Looks only where there is a release to compare with and the version has been raised. What counts
    as material is settled by a table with its reasons; where counsel disagrees, the finding can be
    waived as disputed. While a route under `tells` leads nowhere, only that is reported. That the
    text tells of what `tells` names is for its author to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._release import (
    covers,
    in_words,
    names_nothing,
    place,
    told,
    versions,
)

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(3)", "GDPR 14(4)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "the entry of {version} does not tell of a material change in {head!r}: {change}{more}"
REMEDY = "Tell of it in the entry's text, and add {route} to `tells`, or {head} for all of it."


def check(context: Context) -> Iterator[Hit]:
    """Yield the entry once for each part of the statement of which it leaves something out."""
    found, entry = versions(context), told(context.policy)
    if not found or not entry:
        return
    if any(names_nothing(context, found, route) for _, route in entry.tells):
        # It may be misspelt for just what is missed here.
        return
    untold: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for change in found.material:
        if not any(covers(route, change) for _, route in entry.tells):
            head = change.route.partition("/")[0]
            untold.setdefault(head, []).append(place(change))
            words.setdefault(head, in_words(change))
    for head, routes in untold.items():
        fields = {
            "version": found.after.version,
            "head": head,
            "change": Words(words[head]),
            "more": Words(f" and {len(routes) - 1} more" if len(routes) > 1 else ""),
            "route": Words(routes[0]),
        }
        related = tuple((route, "what has changed") for route in routes[:_MOST])
        yield Hit(entry.entry.route, fields, related)


_MOST = 10
"""How many places of changes are shown beside the entry."""
