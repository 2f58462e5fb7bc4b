"""What the rules on adequacy decisions share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.law.adequacy import in_force, is_covered, possible_decisions, rests_on_adequacy
from checker.law.book import EVER, Book, Decision
from checker.model import Recipient, Transfer
from checker.rules import Context
from checker.rules.transfers._places import told_transfers

COMPELLING_INTERESTS = "49(1), second subparagraph"
"""The derogation of last resort, which is told with safeguards and a copy of them."""


def is_for_organisation(law: Book, transfer: Transfer) -> bool:
    """Whether the decision a transfer names is for an international organisation."""
    decision = law.decision(transfer.decision) if transfer.decision else None
    return decision is not None and len(decision.territory) != 2


def claim_route(transfer: Transfer) -> str:
    """The route of what says that an adequacy decision covers a transfer."""
    if transfer.decision:
        return f"{transfer.route}/decision"
    return f"{transfer.route}/{'adequacy' if transfer.mechanism != 'adequacy' else 'mechanism'}"


def next_to(decisions: tuple[Decision, ...], on: str) -> tuple[Decision, ...]:
    """Of decisions in order of their start, the last to end before a day, the first after it."""
    before = [one for one in decisions if (one.until or EVER) < on]
    after = [one for one in decisions if one.start > on]
    return (*before[-1:], *after[:1])


def weakest(decisions: Iterable[Decision]) -> str:
    """How well it is verified when some decisions are in force."""
    unverified = any(one.verification == "unverified" for one in decisions)
    return "unverified" if unverified else "secondary"


def named(decision: Decision) -> str:
    """A decision as messages name it: `EU-US Privacy Shield (2016/1250)`."""
    return f"{decision.name} ({decision.number})"


def end_of(decision: Decision) -> str:
    """When and by what a decision ended: `ended on 2020-07-16 (Court of Justice, C-311/18)`."""
    by = f" ({decision.ended_by})" if decision.ended_by else ""
    return f"ended on {decision.until}{by}"


class Lapse(NamedTuple):
    """A transfer that an adequacy decision covered at the statement's date but not at the check's.

    `decisions` are those it could rest on when the statement was made.
    """

    recipient: Recipient
    transfer: Transfer
    decisions: tuple[Decision, ...]


def lapses(context: Context) -> Iterator[Lapse]:
    """The transfers whose adequacy decision is in force at the statement's date alone."""
    law, then, now = context.law, context.statement_date, context.as_of
    for recipient, transfer in told_transfers(context) if then != now else ():
        if (
            rests_on_adequacy(transfer)
            and is_covered(law, transfer, then)
            and not is_covered(law, transfer, now)
        ):
            yield Lapse(recipient, transfer, in_force(possible_decisions(law, transfer), then))
