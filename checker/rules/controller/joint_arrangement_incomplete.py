"""The essence of a joint arrangement leaves open who informs or who answers.

Why
    What joint controllers must settle between them is above all who gives people the information
    of GDPR Art. 13 and 14 and who answers when they use their rights (Art. 26(1)). An essence
    (Art. 26(2)) that names neither hardly helps anybody.

Mend
    Under `arrangement`, name the party that `informs` and the one that `answers`.

Limits
    Guidance. Silent where a document is named in which the arrangement can be read. Where the
    essence is told in words, they may say who informs and who answers: that is for counsel to see.
    Naming either of them is then enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._joint import joint_roles, names_of

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "joint-controllers"
LEGAL: tuple[str, ...] = ("GDPR 26(1)", "GDPR 26(2)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "the arrangement between the joint controllers {names!r} does not name who {what}"
REMEDY = "If the arrangement settles it, name the party under `{fields}`."


def check(context: Context) -> Iterator[Hit]:
    """Yield arrangements told without a document that name too little of who does what."""
    for role in joint_roles(context):
        one = role.arrangement
        if one is None or one.document:
            continue
        if one.essence and not (one.informs or one.answers):
            missing = ("informs people and who answers them", "informs` and `answers")
        elif one.essence or bool(one.informs) == bool(one.answers):
            continue
        elif one.informs:
            missing = ("answers people", "answers")
        else:
            missing = ("informs people", "informs")
        fields = {"names": names_of(context, role), "what": missing[0], "fields": missing[1]}
        yield Hit(one.route, fields)
