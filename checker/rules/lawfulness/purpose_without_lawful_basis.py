"""A purpose has no lawful basis.

Why
    People must be told the purposes and the legal basis of the processing (GDPR Art. 13(1)(c),
    14(1)(c)); without one of the points of Art. 6(1) there is no lawful processing at all.

Mend
    Add the basis under `bases`. If there are several purposes, say under `purposes` which of them
    it covers.

Limits
    A basis that names no purposes covers all of them. Somebody else's (`whose`) covers none of
    ours, unless it names a company of organisation.yaml. Silent where a basis names a purpose that
    does not exist: that is unknown-reference. Where only a market lacks a basis, that is
    purpose-without-lawful-basis-in-market. Activities in which we are processor only, and internal
    ones, owe no notice here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 6(1)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the purpose {purpose!r} has no lawful basis"
REMEDY = "Add the lawful basis of this purpose under `bases`, or correct what the bases cover."


def check(context: Context) -> Iterator[Hit]:
    """Yield purposes that no basis covers, in activities and in sharing rules."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        ours = policy.our_bases(owner)
        known = {purpose.id for purpose in owner.purposes}
        if any(name not in known for basis in ours for name in basis.purposes):
            continue
        for purpose in owner.purposes:
            if not any(not one.purposes or purpose.id in one.purposes for one in ours):
                yield Hit(purpose.route, {"purpose": context.words(purpose.text)})
