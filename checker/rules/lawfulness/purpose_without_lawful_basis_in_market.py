"""A purpose has a lawful basis in some markets and none in another.

Why
    Whoever reads the statement in a market must be told the legal basis that holds there (GDPR
    Art. 13(1)(c), 14(1)(c)); without one of the points of Art. 6(1) the processing is not lawful.

Mend
    Add the basis that holds in that market, or widen or drop `applies_in` of one there is. If
    nothing is processed in that market, say so by `applies_in` of the activity. If only this
    purpose does not arise there, make it an activity of its own with `applies_in`.

Limits
    The markets are those of the activity, or else those of the statement; those of a sharing rule
    are the markets of the activities it applies to, as far as its disclosures are made there. A
    basis that names a consent holds only where the consent does. A purpose with no basis at all is
    purpose-without-lawful-basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Basis, Policy, SharingRule
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 6(1)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the purpose {purpose!r} has no lawful basis in {markets}"
REMEDY = (
    "Add a basis that holds there, or correct `applies_in` of the bases, of the consents that they "
    "name, of the activity or of a sharing rule's disclosures. What is only done elsewhere belongs "
    "in an activity of its own."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield purposes whose bases leave out a market."""
    policy = context.policy
    given_in = {consent.route: consent.applies_in for consent in policy.every_consent()}
    for owner in policy.owing_a_basis():
        markets = _markets(policy, owner)
        ours = policy.our_bases(owner)
        for purpose in owner.purposes:
            covering = [one for one in ours if not one.purposes or purpose.id in one.purposes]
            if covering:
                told = {market for one in covering for market in _held_in(one, given_in, markets)}
                missing = [market for market in markets if market not in told]
                if missing:
                    fields = {
                        "purpose": context.words(purpose.text),
                        "markets": ", ".join(missing),
                    }
                    yield Hit(purpose.route, fields)


def _markets(policy: Policy, owner: Activity | SharingRule) -> tuple[str, ...]:
    """The markets in which the purposes of an activity or a sharing rule are pursued."""
    everywhere = policy.statement.markets if policy.statement else ()
    if isinstance(owner, Activity):
        return owner.applies_in or everywhere
    concerned = {
        market
        for activity in policy.owing_notice()
        if not owner.applies_to or activity.id in owner.applies_to
        for market in activity.applies_in or everywhere
    }
    scopes = [disclosure.applies_in for disclosure in owner.disclosures]
    if scopes and all(scopes):
        concerned.intersection_update(market for scope in scopes for market in scope)
    return tuple(market for market in everywhere if market in concerned)


def _held_in(
    basis: Basis, given_in: dict[str, tuple[str, ...]], markets: tuple[str, ...]
) -> Iterator[str]:
    """The markets in which a basis holds, and with it the consent that it names."""
    consent = given_in.get(basis.consent, ()) if basis.consent else ()
    for market in basis.applies_in or markets:
        if not consent or market in consent:
            yield market
