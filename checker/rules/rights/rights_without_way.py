"""Rights are stated, and nothing says where to turn to use them, or not in every market.

Why
    Controllers make it easy for people to use their rights (GDPR Art. 12(2)); WP260 asks the
    statement to say how.

Mend
    Name the channels under `procedure` in rights.yaml.

Limits
    A judgement: counsel must weigh whether the general contact details are enough. `procedure`
    serves every right; else each right needs channels or a document of its own, apart from the
    right to complain and, where consents name their ways, to withdraw them. A channel serves the
    markets of its `applies_in`. Where `procedure` names channels, whether its words name others is
    not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Policy, Right
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "handling-requests"
LEGAL: tuple[str, ...] = ("GDPR 12(2)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "rights")
MESSAGE = "nothing says where to turn to use {rights}{where}"
REMEDY = (
    "Name channels for everybody under `procedure` in rights.yaml, or decide that the general "
    "contact details are enough."
)


_OWN_WAYS = ("complaint", "withdraw-consent")
"""Rights that are used elsewhere: with an authority, and as each consent says."""


def check(context: Context) -> Iterator[Hit]:
    """Yield once if rights have no way at all, or none in some market."""
    policy = context.policy
    if not any(policy.owing_notice()):
        return
    lacking = {market: _without_way(policy, market) for market in markets_of(policy) or ("",)}
    short = [market for market, rights in lacking.items() if rights]
    if short:
        rights = {right.id: right for market in short for right in lacking[market]}
        titles = [repr(context.words(right.title)) for right in rights.values()]
        every = all(right.id in rights for right in policy.rights if right.right not in _OWN_WAYS)
        fields = {
            "rights": "the rights" if every else listed(tuple(titles)),
            "where": f" in {listed(tuple(short))}" if len(short) < len(lacking) else "",
        }
        yield Hit("statement/rights/procedure/channels", fields)


def _without_way(policy: Policy, market: str) -> list[Right]:
    procedure = policy.procedure
    if procedure and (
        _serve(policy, procedure.channels, market) if procedure.channels else procedure.text
    ):
        return []
    return [
        right
        for right in policy.rights
        if right.right not in _OWN_WAYS
        and not right.documents
        and not _serve(policy, right.channels, market)
    ]


def _serve(policy: Policy, names: tuple[str, ...], market: str) -> bool:
    """Whether a channel among these serves a market. One that is not known may."""
    channels = [policy.channels.get(name) for name in names]
    return any(
        channel is None or not channel.applies_in or not market or market in channel.applies_in
        for channel in channels
    )
