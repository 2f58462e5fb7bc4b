"""Which retention rules say how long."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Activity, Policy, Retention

WITHOUT_PERIOD = ("criterion", "routine", "told-on-site")
"""The kinds that give neither a period nor an event."""


def settling(rules: Iterable[Retention]) -> tuple[Retention, ...]:
    """The rules that do more than prolong what others say."""
    return tuple(rule for rule in rules if not rule.prolongs)


def give_a_period(rules: Iterable[Retention]) -> bool:
    """Whether any of the rules settles a period or an event."""
    return any(rule.kind not in WITHOUT_PERIOD for rule in settling(rules))


def settles(policy: Policy, activity: Activity) -> bool:
    """Whether an activity's rules settle anything: not where each only points round in a circle.

    What points to a group or to nothing known is taken to settle it.
    """
    seen = {activity.id}
    pending = [activity]
    while pending:
        for rule in settling(pending.pop().retention):
            if rule.kind != "same-as":
                return True
            for name in rule.same_as:
                other = policy.activities.get(name)
                if other is None or not settling(other.retention):
                    return True
                if name not in seen:
                    seen.add(name)
                    pending.append(other)
    return False
