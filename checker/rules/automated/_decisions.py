"""Which decisions are those of GDPR Art. 22(1)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Activity, AutomatedDecision, Policy


def decisions(policy: Policy) -> Iterator[tuple[Activity, AutomatedDecision]]:
    """The decisions people must be told of: solely automated, with legal or similar effect."""
    for activity in policy.owing_notice():
        for decision in activity.automated_decisions:
            if decision.solely_automated and decision.effect != "none":
                yield activity, decision
