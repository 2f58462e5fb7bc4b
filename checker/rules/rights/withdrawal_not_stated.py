"""Consent is the basis, and nothing says that it can be withdrawn at any time.

Why
    Where processing rests on consent, people must be told that they can withdraw it at any time
    (GDPR Art. 13(2)(c), 14(2)(d), 7(3)).

Mend
    Add the right `withdraw-consent` in rights.yaml, or `withdrawal` to the consent situation.

Limits
    Looks at bases under Art. 6(1)(a) and grounds under Art. 9(2)(a). The general right in
    rights.yaml is enough for all, and a right that an activity or its group offers for all that
    rests on consent there; else each consent must say it. `any_time: false` says that it is not so.
    Words, or a way to withdraw, count without `any_time` too: what words say is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.rights._withdrawals import untold

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "withdrawal"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(c)", "GDPR 14(2)(d)", "GDPR 7(3)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "{name!r} rests on consent, and nothing says that it can be withdrawn at any time"
REMEDY = "State the right to withdraw consent in rights.yaml, or how this consent is withdrawn."


def check(context: Context) -> Iterator[Hit]:
    """Yield consents, or what names none, without a word on withdrawal."""
    for route, (owner, ground, consent) in untold(context.policy).items():
        fields: dict[str, str] = {"name": context.words(owner.title)}
        if consent is None:
            yield Hit(route, fields)
        else:
            place = f"{route}/withdrawal" if consent.withdrawal else route
            yield Hit(place, fields, ((ground, "this rests on the consent"),))
