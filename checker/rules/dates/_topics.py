"""Which changes of the law concern a policy, by the topics of law/acts.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.law.adequacy import is_covered, rests_on_adequacy
from checker.law.book import Act
from checker.model import Consent, Purpose, Retention
from checker.rules import Context
from checker.rules.transfers._clauses import STANDARD_CLAUSES, lapsed_clauses
from checker.rules.transfers._decisions import lapses
from checker.rules.transfers._places import told_transfers

TRANSFERS = "transfers-"
"""How topics on transfers start: `transfers-us` to a place, `transfers-clauses` by clauses."""


def concerning(context: Context, acts: tuple[Act, ...]) -> Iterator[Act]:
    """Of some changes of the law those that concern what the policy holds, in its markets.

    Changes that a rule on transfers reports where the transfer stands are left out.
    """
    statement = context.policy.statement
    markets = statement.markets if statement else ()
    known: dict[str, bool] = {}
    for act in acts:
        if markets and act.country not in (None, *markets):
            continue
        if act.topic not in known:
            if act.topic.startswith(TRANSFERS):
                known.update(dict.fromkeys(_transfer_topics(context), True))
                known.setdefault(act.topic, False)
            else:
                known[act.topic] = TOPICS[act.topic](context)
        if known[act.topic]:
            yield act


def _transfer_topics(context: Context) -> set[str]:
    """The topics on transfers that concern the policy: where data go, and under which tools."""
    law, then = context.law, context.statement_date
    places: set[str | None] = set()
    uncovered: set[str | None] = set()
    clauses = False
    for recipient, transfer in told_transfers(context):
        if transfer.country is None:
            # It is for every country of the recipient.
            places.update(recipient.countries)
        decision = context.law.decision(transfer.decision) if transfer.decision else None
        places.update((transfer.country, decision.territory if decision else None))
        if rests_on_adequacy(transfer) and not is_covered(law, transfer, then):
            uncovered.add(transfer.country)
        clauses |= any(one.tool == STANDARD_CLAUSES for one in transfer.safeguards)
    places -= uncovered
    places.difference_update(lapse.transfer.country for lapse in lapses(context))
    topics = {f"{TRANSFERS}{place.lower()}" for place in places if place}
    if clauses and not any(lapsed_clauses(context)):
        topics.add(f"{TRANSFERS}clauses")
    return topics


def _consents(context: Context) -> Iterator[Consent]:
    for activity in context.policy.owing_notice():
        yield from context.policy.consents_of(activity)


def _purposes(context: Context) -> Iterator[Purpose]:
    for owner in context.policy.owing_a_basis():
        yield from owner.purposes


def _retention(context: Context) -> Iterator[Retention]:
    yield from context.policy.general_retention
    for activity in context.policy.owing_notice():
        yield from activity.retention


def _uses_devices(context: Context) -> bool:
    return bool(context.policy.cookies) or any(
        "device-access" in consent.effect for consent in _consents(context)
    )


def _markets(context: Context) -> bool:
    return any(purpose.direct_marketing for purpose in _purposes(context)) or any(
        "electronic-marketing" in consent.effect for consent in _consents(context)
    )


def _asks_children(context: Context) -> bool:
    policy = context.policy
    children = {subject.id for subject in policy.subjects.values() if subject.children}
    for activity in policy.owing_notice():
        consents = policy.consents_of(activity)
        if any(consent.from_age is not None or consent.parental for consent in consents):
            return True
        if consents and children.intersection(policy.subjects_of(activity)):
            return True
    return False


def _names_an_authority_as_before(context: Context) -> bool:
    """Whether some text calls an authority of a market by the name it has lost since."""
    statement = context.policy.statement
    lapsed: set[str] = set()
    for market in statement.markets if statement else ():
        then = context.law.authority(market, context.statement_date)
        now = context.law.authority(market, context.as_of)
        if then and now and then.name != now.name:
            lapsed.add(then.name)
    texts = context.policy.texts if lapsed else ()
    return any(
        name in words for text in texts for words in text.languages.values() for name in lapsed
    )


def _under(regime: str) -> Callable[[Context], bool]:
    def keeps(context: Context) -> bool:
        return any(rule.regime == regime for rule in _retention(context))

    return keeps


def _of(nature: str) -> Callable[[Context], bool]:
    def uses(context: Context) -> bool:
        policy = context.policy
        of_nature = {one.id for one in policy.categories.values() if one.nature == nature}
        return any(
            any(use.category in of_nature for use in policy.data_of(activity))
            or any(one.nature == nature for one in activity.special_data)
            for activity in policy.owing_notice()
        )

    return uses


TOPICS: dict[str, Callable[[Context], bool]] = {
    "accounting": _under("accounting"),
    "authority-name": _names_an_authority_as_before,
    "camera-surveillance": _under("camera-surveillance"),
    "child-consent": _asks_children,
    "credit-information": _under("credit-information"),
    "criminal-offence": _of("criminal-offence"),
    "device-access": _uses_devices,
    "direct-marketing": _markets,
    "electronic-marketing": _markets,
    "gdpr": lambda _: True,
    "money-laundering": _under("money-laundering"),
    "national-id": _of("national-id"),
    "special-category": _of("special-category"),
    "whistleblowing": _under("whistleblowing"),
}
"""For each topic that is not about transfers, whether a policy has anything to do with it."""
