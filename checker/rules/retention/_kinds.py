"""Which retention rules say how long."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Retention

WITHOUT_PERIOD = ("criterion", "routine", "told-on-site")
"""The kinds that give neither a period nor an event."""


def settling(rules: Iterable[Retention]) -> tuple[Retention, ...]:
    """The rules that do more than prolong what others say."""
    return tuple(rule for rule in rules if not rule.prolongs)


def give_a_period(rules: Iterable[Retention]) -> bool:
    """Whether any of the rules settles a period or an event."""
    return any(rule.kind not in WITHOUT_PERIOD for rule in settling(rules))
