"""Data go to a recipient that the statement does not describe.

Why
    People must be told the recipients or the categories of recipients (GDPR Art. 13(1)(e),
    14(1)(e)). "Others" is neither.

Mend
    Name the recipient, or say what kind it is: activity, sector, place (WP260). Then change its
    `kind` to named or category. Or name the document that lists them under `documents`, and give it
    its address.

Limits
    Looks at recipients that some disclosure names: those marked `kind: undefined`, those that
    should be `named` and have neither name nor title, and categories of which nothing is said.
    Whether a category is specific enough, and what a document with an address lists, is not judged
    here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Policy, Recipient
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = ("activity", "documents", "group", "organisation", "recipients", "sharing")
MESSAGE = "data go to {name!r}, and the statement does not say who that is"
REMEDY = (
    "Name the recipient under `name`, or say under `title` what kind of recipients they are (what "
    "they do, in which sector and where), and set `kind` to named or category. If a document lists "
    "them, name it under `documents` and give it its address."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield recipients that nothing tells of and that get data, with the first disclosure."""
    policy = context.policy
    first: dict[str, str] = {}
    for disclosure in policy.told_disclosures():
        first.setdefault(disclosure.recipient, disclosure.route)
    for recipient in policy.recipients.values():
        if recipient.id in first and not _described(policy, recipient):
            name = context.name(recipient)
            related = ((first[recipient.id], "gets data here"),)
            yield Hit(recipient.route, {"name": name}, related=related)


def _described(policy: Policy, recipient: Recipient) -> bool:
    if recipient.kind == "undefined":
        listed_in = (policy.documents.get(name) for name in recipient.documents)
        return any(document.urls for document in listed_in if document)
    named = recipient.name or recipient.title or recipient.entity
    return bool(named or (recipient.kind == "category" and recipient.text))
