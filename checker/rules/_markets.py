"""In which countries something holds."""

from __future__ import annotations

from checker.model import Policy


def markets_of(policy: Policy, *scopes: tuple[str, ...]) -> tuple[str, ...]:
    """The markets of the first scope that names any, or else those of the whole statement."""
    for scope in scopes:
        if scope:
            return scope
    return policy.statement.markets if policy.statement else ()


def markets_in_common(policy: Policy, *scopes: tuple[str, ...]) -> tuple[str, ...]:
    """The markets that are in every scope; one that names none is for all of them."""
    first, *others = [scope for scope in scopes if scope] or [markets_of(policy)]
    return tuple(market for market in first if all(market in other for other in others))


def of_markets(legal: tuple[str, ...], markets: tuple[str, ...]) -> tuple[str, ...]:
    """References without those to the acts of other countries."""
    return tuple(one for one in legal if one.startswith("GDPR ") or one[:2] in markets)


def listed(markets: tuple[str, ...]) -> str:
    """Markets in a row: `DK, NO and SE`."""
    *others, last = markets
    return f"{', '.join(others)} and {last}" if others else last
