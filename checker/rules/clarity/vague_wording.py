"""Words leave open what people must be told.

Why
    Purposes, recipients, transfers, periods and how machines decide must be told in clear and plain
    words (GDPR Art. 12(1)). WP260 names words that fail it: may, some, often, possibly, among
    others, "as long as necessary", "partners", "to improve our services".

Mend
    Say which data, who, when and for how long. If it is only so under a condition, state that.

Limits
    A judgement. Looks only at the texts of purposes, recipients, transfers, retention rules and
    automated decisions, never at rights; finds the phrases of checker/languages/, in each language
    of the statement, and reports a text once. "Partners", "improve our services" and, as the start
    or end of a period, "we need them" count only where the text holds nothing else; "some" does not
    count in purposes, nor "often" in the start or end of a period. "Etc." in the title of an act,
    or after its short name, is part of that name, and the names of laws (`law`) are not looked at.
    "Perhaps" soon after "to prevent that" does not count, nor do the regulation's own words, such
    as its "where applicable". Silent where a `qualifier` (mandatory-point-hedged) or `open`
    (open-clause) says the same, for recipients that are not described at all, and for retention
    without a period, which have rules of their own.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.finding import Certainty, Severity
from checker.languages import phrases
from checker.model import Group, Recipient, Text
from checker.rules import Context, Hit
from checker.rules.automated._decisions import decisions
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


class _Field(NamedTuple):
    """What a kind of text tells people, and which groups of words leave it open.

    Where the text holds nothing but `only` words, those leave it open as well.
    """

    what: str
    groups: tuple[str, ...]
    only: str = ""


_PURPOSE = _Field(
    "what data are used for",
    ("hedge", "some", "possible", "as-needed", "open-list"),
    "purpose-words",
)
_OPEN_PURPOSE = _PURPOSE._replace(groups=("hedge", "some", "possible", "as-needed"))
_RECIPIENT = _Field("who gets the data", ("hedge", "some", "certain", "open-list"))
_CATEGORY = _RECIPIENT._replace(only="recipient-words")
_TRANSFER = _Field(
    "whether and how data leave the EEA",
    ("hedge", "hedged-act", "some", "certain", "often", "possible", "as-needed", "open-list"),
)
_RETENTION = _Field(
    "how long data are kept",
    ("hedge", "some", "certain", "often", "possible", "open-list", "as-long-as-necessary"),
)
_CLAUSE = _RETENTION._replace(
    groups=tuple(group for group in _RETENTION.groups if group not in ("certain", "often")),
    only="necessity-words",
)
_LOGIC = _Field(
    "how the decision is made", ("hedge", "some", "certain", "possible", "as-needed", "open-list")
)
_SIGNIFICANCE = _Field("what the decision means for people", ("hedge", "open-list"))


def check(context: Context) -> Iterator[Hit]:
    """Yield each text with such words, in the first language of the statement that has them."""
    statement = context.policy.statement
    texts: dict[_Field, list[Text]] = {}
    for field, text in _texts(context):
        if text:
            texts.setdefault(field, []).append(text)
    for field, those in texts.items():
        reported: set[str] = set()
        for language in statement.languages if statement else ():
            vague = phrases(language, "vague")
            written = [text for text in those if language in text.languages]
            for text, phrase in _found(written, language, field, vague):
                if text.route not in reported:
                    reported.add(text.route)
                    place = context.routes.find(f"{text.route}/{language}")
                    yield Hit(
                        text.route,
                        {"phrase": phrase, "what": field.what},
                        place=place[0] if place else None,
                    )


def _found(
    texts: list[Text], language: str, field: _Field, vague: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Text, str]]:
    """The texts with vague words in one language, and the words."""
    lowered = [" ".join(text.languages[language].casefold().split()) for text in texts]
    # All texts in one string: a look for each phrase, not one for each phrase in each text.
    joined = "\n".join(lowered)
    for official in vague.get("official", ()):
        joined = joined.replace(official, _MASK * len(official))
    starts: list[int] = []
    at = 0
    for words in lowered:
        starts.append(at)
        at += len(words) + 1
    for group in field.groups:
        for phrase in vague.get(group, ()):
            at = joined.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                whole = not (joined[at - 1 : at].isalnum() or joined[end : end + 1].isalnum())
                number = bisect(starts, at) - 1
                before = joined[starts[number] : at]
                if whole and not _meant_plainly(before, phrase, group, vague):
                    yield texts[number], phrase
                at = joined.find(phrase, end)
    if field.only and field.only in vague:
        only = set(vague[field.only])
        for text, words in zip(texts, lowered, strict=True):
            if only.issuperset(_WORD.findall(words)):
                yield text, words


def _meant_plainly(
    before: str, phrase: str, group: str, vague: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether a phrase is part of an act's name, or hedges what shall not happen.

    `before` is what stands before it in its text.
    """
    sentence = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    if group == "open-list" and phrase in vague.get("act-tails", ()):
        named = sentence.rstrip().endswith(vague.get("act-endings", ()))
        return named or any(act in sentence for act in vague.get("acts", ()))
    if group == "hedge":
        for prevented in vague.get("prevented", ()):
            _, found, since = sentence.rpartition(prevented)
            if found and since.count(" ") <= _SOON:
                return True
    return False


_MASK = "\0"
_SOON = 4
"""So many words at most lie between what introduces what shall not happen and its hedge."""
_WORD = re.compile(r"\w+")


def _texts(context: Context) -> Iterator[tuple[_Field, Text | None]]:
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
    for _, decision in decisions(policy):
        yield _LOGIC, decision.logic
        yield _SIGNIFICANCE, decision.significance
    for recipient in context.told_recipients:
        yield from _of_recipient(recipient, recipient.id in hedged)
    for rule in policy.told_retention():
        if rule.kind not in WITHOUT_PERIOD and not rule.qualifier:
            for clause in (rule.start, rule.while_, rule.until):
                yield _CLAUSE, clause
            yield _RETENTION, rule.text


def _of_recipient(recipient: Recipient, hedged: bool) -> Iterator[tuple[_Field, Text | None]]:
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
