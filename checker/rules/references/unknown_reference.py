"""Something is referred to that does not exist.

Why
    The page and the graph would lack what the reference stands for, and no duty that hangs on it
    could be checked.

Mend
    Correct the id, or add what it names in the file for things of its kind.

Limits
    References to kinds of thing whose file cannot be read are not judged. What a changelog entry
    tells of, and where people were notified, is judged for a version that is higher than the one
    released last: what it tells of may be gone since, and earlier entries are history.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.nearest import did_you_mean
from checker.rules import Context, Hit
from checker.rules.versions._release import names_nothing, notice_places, versions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ()
NEEDS = ()
MESSAGE = "there is no {what} {target!r}{suggestion}"
REMEDY = "Correct the id, or add it to {file}."


_FILES = {
    "subject": "data-subjects.yaml",
    "category": "data-categories.yaml",
    "entity": "organisation.yaml",
    "officer": "organisation.yaml",
    "channel": "organisation.yaml",
    "recipient": "recipients.yaml",
    "measure": "measures.yaml",
    "document": "documents.yaml",
    "term": "terms.yaml",
    "right": "rights.yaml",
    "retention": "retention.yaml",
    "source": "sources.yaml",
    "sharing": "sharing.yaml",
    "activity": "activities/",
    "group": "groups/",
    "section": "sections/",
}
_NAMES = {
    "subject": "data subject",
    "category": "data category",
    "entity": "legal entity",
    "retention": "general retention rule",
    "source": "general source",
    "sharing": "sharing rule",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield every reference whose target is missing or is a thing of another kind."""
    policy = context.policy
    known: dict[tuple[str, ...], list[str]] = {}
    hints = 0
    for reference in policy.references:
        target, kinds = reference.target, reference.kinds
        if kinds in _BY_ROUTE:
            # A route may lead anywhere, so it is only judged where everything was read.
            what, field = _BY_ROUTE[kinds]
            if policy.unread or (field in f"{target}/" and context.routes.exists(target)):
                continue
            where = "the part of the source it should name"
            near = context.routes.near(target) if hints < _HINTS else None
            candidates = [near] if near and field in f"{near}/" else []
        elif policy.kind_of.get(target) in kinds or _unread(policy.unread, kinds):
            continue
        else:
            what = " or ".join(_NAMES.get(kind, kind) for kind in kinds)
            where = " or ".join(dict.fromkeys(_FILES[kind] for kind in kinds))
            if len(kinds) > _MANY:
                what, where = "part of the data flows", "the file where it belongs"
            if kinds not in known:
                known[kinds] = [name for name, kind in policy.kind_of.items() if kind in kinds]
            candidates = known[kinds]
        fields = {
            "what": what,
            "target": target,
            "suggestion": did_you_mean(target, candidates) if hints < _HINTS else "",
            "file": where,
        }
        hints += 1
        yield Hit(reference.route, fields)
    yield from _of_the_new_version(context)


def _of_the_new_version(context: Context) -> Iterator[Hit]:
    """Yield what the changelog's entries of a new version name that is not there, nor was."""
    found = versions(context)
    if not found or not found.is_new:
        return
    places = notice_places(found)
    for entry in context.policy.changes:
        if entry.version != found.after.version:
            continue
        for route in entry.tells:
            if names_nothing(context, found, route):
                near = context.routes.near(route)
                fields = {
                    "what": "part of the statement",
                    "target": route,
                    "suggestion": f"; did you mean {near!r}?" if near else "",
                    "file": "the part of the source it should name",
                }
                yield Hit(f"{entry.route}/tells/{route}", fields)
        for one in entry.notified:
            if one.place not in places:
                fields = {
                    "what": "notice place",
                    "target": one.place,
                    "suggestion": did_you_mean(one.place, places),
                    "file": "`notice_places` in changelog.yaml",
                }
                yield Hit(f"{one.route}/place", fields)


_MANY = 4
"""More kinds than that are not listed."""
_HINTS = 50
"""How many hits get a suggestion: a thousand slips need none."""
_BY_ROUTE = {
    ("route",): ("part of the statement", "/"),
    ("consent",): ("consent situation", "/consents/"),
}
"""References that are routes: what they name, and the field that must be in them."""


def _unread(unread: frozenset[str], kinds: tuple[str, ...]) -> bool:
    # A file in a folder is a kind of its own; what shares a file is of the file's kind.
    return any({kind, _FILES[kind].removesuffix(".yaml")} & unread for kind in kinds)
