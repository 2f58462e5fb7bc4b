"""A joint arrangement leaves out a joint controller, or leaves open who informs or who answers.

Why
    What joint controllers must settle between them is above all who gives people the information
    of GDPR Art. 13 and 14 and who answers when they use their rights (Art. 26(1)). An essence
    (Art. 26(2)) that names neither hardly helps anybody. Whoever controls jointly must be a party.

Mend
    Under `arrangement`, name the party that `informs` and the one that `answers`, and every joint
    controller under `parties`.

Limits
    Guidance. Of sets of companies the known members are looked for among the parties, where any are
    named. On who informs and answers it is silent where a document is named in which the
    arrangement can be read. Where the essence is told in words, they may say who informs and who
    answers: that is for counsel to see. Naming either of them is then enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Arrangement, Role
from checker.rules import Context, Hit
from checker.rules.controller._joint import joint_roles, members_of, names_of

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "joint-controllers"
LEGAL: tuple[str, ...] = ("GDPR 26(1)", "GDPR 26(2)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "the arrangement between the joint controllers {names!r} does not name {what}"
REMEDY = "If the arrangement covers it, name the party under `{fields}`."


def check(context: Context) -> Iterator[Hit]:
    """Yield arrangements without all their parties, or with too little of who does what."""
    for role in joint_roles(context):
        one = role.arrangement
        if one is None:
            continue
        left_out = _left_out(context, role, one)
        if left_out:
            what = f"{left_out} among its parties"
            fields = {"names": names_of(context, role), "what": what, "fields": "parties"}
            yield Hit(f"{one.route}/parties", fields)
        if one.document:
            continue
        if one.essence and not (one.informs or one.answers):
            missing = ("who informs people and who answers them", "informs` and `answers")
        elif one.essence or bool(one.informs) == bool(one.answers):
            continue
        elif one.informs:
            missing = ("who answers people", "answers")
        else:
            missing = ("who informs people", "informs")
        fields = {"names": names_of(context, role), "what": missing[0], "fields": missing[1]}
        yield Hit(one.route, fields)


def _left_out(context: Context, role: Role, arrangement: Arrangement) -> str:
    """The joint controllers that are no party, in words; nothing where no party is named."""
    if not arrangement.parties:
        return ""
    policy = context.policy
    parties = members_of(policy, arrangement.parties)
    names: list[str] = []
    for name in sorted(members_of(policy, role.who) - parties):
        entity, recipient = policy.entities.get(name), policy.recipients.get(name)
        if entity and entity.kind != "set":
            names.append(repr(str(context.name(entity))))
        elif recipient and not recipient.entity:
            names.append(repr(str(context.name(recipient))))
    return ", ".join(names)
