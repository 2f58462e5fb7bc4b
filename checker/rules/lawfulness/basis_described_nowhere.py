"""A lawful basis is said to be described elsewhere, and nothing says where.

Why
    People must be told the legal basis (GDPR Art. 13(1)(c), 14(1)(c)). A notice may be layered, but
    then it must lead to the next layer (Art. 12(1)).

Mend
    State the basis here, or name the document that describes it, with its address.

Limits
    A `text` of the basis may say where, and is taken to do so. Whether the document does describe
    the basis is not checked. Somebody else's basis (`whose`) is theirs to describe.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 12(1)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the lawful basis of {name!r} is described elsewhere, and nothing says where"
REMEDY = "State the basis here, or name the `document` that describes it."


def check(context: Context) -> Iterator[Hit]:
    """Yield bases stated as `elsewhere` without a document or a text."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        for basis in policy.our_bases(owner):
            if basis.stated == "elsewhere" and not basis.document and not basis.text:
                yield Hit(basis.route, {"name": context.words(owner.title)})
