"""The right to object stands among the other rights and nowhere apart from them.

Why
    The right to object must be brought to people's attention explicitly, clearly and separately
    from other information (GDPR Art. 21(4)). In the list of all rights it is easily overlooked.

Mend
    Give it a section of its own: a block with `show: rights` and the right under `only`, or a
    paragraph that links to it. Or offer it under `rights` of each activity it applies to.

Limits
    Asked for where something rests on Art. 6(1)(e) or (f) or is direct marketing. Apart means in a
    section that shows or links to no other right, or at the activity itself. A statement without
    the right is the business of right-not-stated. What people see at the first contact, and in
    which size, cannot be seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Block, SharingRule
from checker.rules import Context, Hit
from checker.rules.rights._scope import applies

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "objection"
LEGAL: tuple[str, ...] = ("GDPR 21(4)",)
NEEDS = ("activity", "group", "organisation", "rights", "section", "sharing", "statement")
MESSAGE = "the right to object is shown only among the other rights"
REMEDY = (
    "People must meet it clearly and apart from everything else. Give it a section of its own as "
    "well, with a block that has `show: rights` and `only: [{id}]`, or a paragraph that links to "
    "`ref:{id}`."
)

_LINK = re.compile(r"\]\(\s*<?ref:(?:statement/rights/rights/)?([^)>\s]*)")


def check(context: Context) -> Iterator[Hit]:
    """Yield once if the right is stated, applies to something and has no section of its own."""
    policy = context.policy
    objecting = {right.id for right in policy.rights if right.right == "object"}
    if not objecting or context.misspelt("statement/contents", *policy.sections):
        return
    needing = next((owner for owner in policy.owing_a_basis() if _lacks(context, owner)), None)
    if needing is None:
        return
    every = frozenset(right.id for right in policy.rights)
    shown: Block | None = None
    for entry in policy.entries():
        section = policy.sections.get(entry.section)
        blocks = section.content if section else ()
        named = [(block, _rights_in(block, every)) for block in blocks]
        told = frozenset[str]().union(*(rights for _, rights in named))
        if told and told <= objecting:
            return
        if shown is None:
            shown = next((b for b, rights in named if b.show and rights & objecting), None)
    if shown:
        name = min(objecting)
        related = ((needing.route, "it applies to this, for one"),)
        yield Hit(shown.route, {"id": name}, related)


def _lacks(context: Context, owner: Activity | SharingRule) -> bool:
    """Whether the right applies, and is not offered on the spot."""
    if not applies("object", owner):
        return False
    offered = context.policy.rights_of(owner) if isinstance(owner, Activity) else ()
    return not any(right.right == "object" for right in offered)


def _rights_in(block: Block, every: frozenset[str]) -> frozenset[str]:
    """The rights that a block shows or links to."""
    if block.show == "rights":
        return every.intersection(block.only) if block.only else every
    words = block.text.languages.values() if block.text else ()
    return every.intersection(_LINK.findall(" ".join(words)))
