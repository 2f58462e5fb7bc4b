"""Something people must be told is in the source, but on no page.

Why
    The duty to inform is met by what people can read (GDPR Art. 12(1), 13, 14), not by what the
    source holds. What no section shows is not published.

Mend
    For an activity, list it under `activities` of a block in sections/, or set `visibility:
    internal` if it is no part of the public statement. For the rest, add a block with `show`, or
    widen its `only`; and list the section in `contents` of statement.yaml.

Limits
    Looks at public activities, rights, the way to complain, sharing rules and data protection
    officers. Whether the words are easy to find on the page is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(1)", "GDPR 14(1)")
NEEDS = ("activity", "group", "organisation", "rights", "section", "sharing", "statement")
MESSAGE = "{what} {id!r} is on no page"
REMEDY = "{remedy}"

_ACTIVITY = "List it under `activities` of a block in sections/, or set `visibility: internal`."
_SHOW = "Add a block with `show: {show}` to a section of the contents, or widen its `only`."


def check(context: Context) -> Iterator[Hit]:
    """Yield what the sections that the contents reach do not show."""
    policy = context.policy
    placed: set[str] = set()
    shown: dict[str, set[str]] = {}
    whole: set[str] = set()
    for block in policy.shown_blocks():
        placed.update(block.activities)
        if block.show and block.only:
            shown.setdefault(block.show, set()).update(block.only)
        elif block.show:
            whole.add(block.show)
    for activity in policy.activities.values():
        if activity.public and activity.id not in placed:
            fields = {"what": "the activity", "id": activity.id, "remedy": _ACTIVITY}
            yield Hit(activity.route, fields)
    owed = [
        *(("the right", right.id, "rights") for right in policy.rights),
        *(("the sharing rule", rule.id, "sharing") for rule in policy.sharing.values()),
        *(
            ("the data protection officer", officer.id, "officers")
            for officer in policy.officers.values()
            if officer.role == "data-protection-officer"
        ),
    ]
    if policy.complaints:
        owed.append(("the way to complain", policy.complaints.id, "complaints"))
    for what, name, show in owed:
        if show not in whole and name not in shown.get(show, ()):
            yield Hit(name, {"what": what, "id": name, "remedy": _SHOW.format(show=show)})
