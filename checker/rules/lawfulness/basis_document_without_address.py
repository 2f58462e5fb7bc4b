"""A lawful basis is described in a document that has no address.

Why
    People must be able to learn the legal basis easily (GDPR Art. 12(1), 13(1)(c), 14(1)(c)). Where
    the statement leaves it to a document, the document must be within their reach.

Mend
    Add the document's address in documents.yaml, or state the basis here.

Limits
    A document may reach people without an address, as an annex to a contract does: counsel must
    say. Somebody else's basis (`whose`) is theirs to describe.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 12(1)")
NEEDS = ("activity", "documents", "group", "organisation", "recipients", "sharing")
MESSAGE = "the lawful basis of {name!r} is left to {document!r}, which has no address"
REMEDY = (
    "Add the document's address, or state the basis here; counsel must say whether people get the"
    " document in another way."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield bases stated as `elsewhere` in a document whose place is not known."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        for basis in policy.our_bases(owner):
            document = policy.documents.get(basis.document) if basis.document else None
            if basis.stated == "elsewhere" and document and not document.urls:
                fields: dict[str, str] = {
                    "name": context.words(owner.title),
                    "document": context.words(document.title),
                }
                yield Hit(f"{basis.route}/document", fields, ((document.route, "the document"),))
