"""Something people must be told is in the source, but on no page.

Why
    The duty to inform is met by what people can read (GDPR Art. 12(1), 13, 14), not by what the
    source holds. What no section shows is not published.

Mend
    For an activity, list it under `activities` of a block in sections/, or set `visibility:
    internal` if it is no part of the public statement. For the rest, add a block with `show`, or
    widen its `only`; and list the section in `contents` of statement.yaml.

Limits
    Looks at public activities, rights and how to use them, the way to complain, sharing rules, data
    protection officers, general rules on retention and sources, what is promised of changes, and
    the controllers in general; those of an activity stand with it. A company that a text on the
    page names is taken to be told of. Whether the words are easy to find is not judged. Silent
    while the contents or a section name something that does not exist (unknown-reference).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import LegalEntity, Policy
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(1)", "GDPR 14(1)")
NEEDS = (
    "activity",
    "changelog",
    "group",
    "organisation",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
)
MESSAGE = "{what} {id!r} is on no page"
REMEDY = "{remedy}"

_ACTIVITY = "List it under `activities` of a block in sections/, or set `visibility: internal`."
_SHOW = "Add a block with `show: {show}` to a section of the contents, or widen its `only`."


def check(context: Context) -> Iterator[Hit]:
    """Yield what the sections that the contents reach do not show."""
    policy = context.policy
    if context.misspelt("statement/contents", *policy.sections):
        return
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
    owed = [*_owed(policy)]
    if "controllers" not in whole and "controllers" not in shown:
        # Whichever entities the list is limited to, it begins with the roles and who has them.
        owed += [("the controller", one.id, "controllers") for one in _controllers(policy)]
    for what, name, show in owed:
        if show not in whole and name not in shown.get(show, ()):
            yield Hit(name, {"what": what, "id": name, "remedy": _SHOW.format(show=show)})


def _owed(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """What must be in a built list: what it is, its id, and the list."""
    for right in policy.rights:
        yield "the right", right.id, "rights"
    for rule in policy.sharing.values():
        yield "the sharing rule", rule.id, "sharing"
    for officer in policy.officers.values():
        if officer.role == "data-protection-officer":
            yield "the data protection officer", officer.id, "officers"
    for retention in policy.general_retention:
        yield "the general retention rule", retention.id, "retention"
    for source in policy.general_sources:
        yield "the general source", source.id, "sources"
    if policy.procedure:
        yield "the way to use one's rights", policy.procedure.id, "procedure"
    if policy.complaints:
        yield "the way to complain", policy.complaints.id, "complaints"
    changes = policy.change_policy
    if changes and (changes.notice or changes.notice_places):
        yield "what is promised of changes", changes.id, "changes"


def _controllers(policy: Policy) -> Iterator[LegalEntity]:
    """The controllers that only the organisation's roles name, unless a text on the page does."""
    organisation = policy.organisation
    general = organisation.roles if organisation else ()
    if not any(policy.roles_of(activity) is general for activity in policy.owing_notice()):
        return
    texts = [block.text for block in policy.shown_blocks() if block.text]
    texts += [note.text for note in policy.statement.intro] if policy.statement else []
    words = "\n".join(words for text in texts for words in text.languages.values())
    for name in dict.fromkeys(w for one in general if one.role != "processor" for w in one.who):
        entity = policy.entities.get(name)
        if entity and not (entity.name and entity.name in words):
            yield entity
