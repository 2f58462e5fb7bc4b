"""Words leave open what people must be told.

Why
    Purposes, recipients, transfers and periods must be told in clear and plain words (GDPR Art.
    12(1)). WP260 names words that fail it: may, some, often, possibly, among others, "as long as
    necessary", "partners", "to improve our services".

Mend
    Say which data, who, when and for how long. If it is only so under a condition, state that.

Limits
    A judgement. Looks only at the texts of purposes, recipients, transfers and retention rules,
    never at rights (how machines decide is automated-decision-left-open); finds the phrases of
    checker/languages/, in each language of the statement, and reports a text once. "Partners",
    "improve our services" and, as the start or end of a period, "we need them" count only where the
    text holds nothing else; "some" does not count in purposes, nor "often" in the start or end of a
    period. "Etc." in the title of an act, or after its short name, is part of that name, and the
    names of laws (`law`) are not looked at. "Perhaps" soon after "to prevent that" does not count,
    nor do the regulation's own words, such as its "where applicable". Silent where a `qualifier`
    (mandatory-point-hedged) or `open` (open-clause) says the same, for recipients that are not
    described at all, and for retention without a period, which have rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Group, Recipient, Text
from checker.rules import Context, Hit
from checker.rules._vague import Field, left_open
from checker.rules.retention._kinds import WITHOUT_PERIOD

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "recipients", "retention", "sharing", "statement")
MESSAGE = "{phrase!r} leaves open {what}"
REMEDY = (
    "Say it exactly, or state the condition. Counsel must decide whether it can be left open, and "
    "be able to show why."
)


_PURPOSE = Field(
    "what data are used for",
    ("hedge", "some", "possible", "as-needed", "open-list"),
    "purpose-words",
)
_OPEN_PURPOSE = _PURPOSE._replace(groups=("hedge", "some", "possible", "as-needed"))
_RECIPIENT = Field("who gets the data", ("hedge", "some", "certain", "open-list"))
_CATEGORY = _RECIPIENT._replace(only="recipient-words")
_TRANSFER = Field(
    "whether and how data leave the EEA",
    ("hedge", "hedged-act", "some", "certain", "often", "possible", "as-needed", "open-list"),
)
_RETENTION = Field(
    "how long data are kept",
    ("hedge", "some", "certain", "often", "possible", "open-list", "as-long-as-necessary"),
)
_CLAUSE = _RETENTION._replace(
    groups=tuple(group for group in _RETENTION.groups if group not in ("certain", "often")),
    only="necessity-words",
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each text with such words, in the first language of the statement that has them."""
    yield from left_open(context, _texts(context))


def _texts(context: Context) -> Iterator[tuple[Field, Text | None]]:
    """The texts that must leave nothing open, apart from those reserved by a qualifier."""
    policy = context.policy
    hedged: set[str] = set()
    for owner in policy.told():
        if not isinstance(owner, Group):
            field = _OPEN_PURPOSE if "purposes" in owner.open else _PURPOSE
            for purpose in owner.purposes:
                if not purpose.qualifier:
                    yield field, purpose.text
        for disclosure in owner.disclosures:
            if disclosure.qualifier:
                hedged.add(disclosure.recipient)
            else:
                yield _PURPOSE, disclosure.purpose
    for recipient in context.told_recipients:
        yield from _of_recipient(recipient, recipient.id in hedged)
    for rule in policy.told_retention():
        if rule.kind not in WITHOUT_PERIOD and not rule.qualifier:
            for clause in (rule.start, rule.while_, rule.until):
                yield _CLAUSE, clause
            yield _RETENTION, rule.text


def _of_recipient(recipient: Recipient, hedged: bool) -> Iterator[tuple[Field, Text | None]]:
    if recipient.kind != "undefined":
        unspecific = recipient.kind == "category" and not (recipient.text or recipient.within_group)
        field = _CATEGORY if unspecific else _RECIPIENT
        yield (field._replace(groups=()) if hedged else field), recipient.title
        if not hedged:
            yield _RECIPIENT, recipient.text
    for transfer in recipient.transfers:
        if not transfer.qualifier:
            yield _TRANSFER, transfer.text
            yield _TRANSFER, transfer.scope
        for safeguard in transfer.safeguards:
            if not (safeguard.qualifier or transfer.qualifier):
                yield _TRANSFER, safeguard.text
