"""How data get to the recipients of recipients."""

from __future__ import annotations

from typing import NamedTuple

from checker.rules import Context


class Chain(NamedTuple):
    """A way of data: the disclosure it begins with, to whom, and each step of passing on."""

    disclosure: str
    first: str
    steps: tuple[str, ...]


class _Step(NamedTuple):
    """How data come to a recipient: from whom (nobody: from us), and where the way begins."""

    before: str
    route: str
    first: str
    disclosure: str


class Chains:
    """The shortest ways of data that people must be told of to recipients.

    They are looked for once for all recipients, and once for those of each market's data.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ways: dict[str | None, dict[str, _Step]] = {}

    def to(self, recipient: str, market: str | None) -> Chain | None:
        """A shortest way to a recipient, of all the data or of those from a market, if any.

        Of a long way only the last steps are given.
        """
        if market not in self._ways:
            self._ways[market] = self._found(market)
        ways = self._ways[market]
        last = ways.get(recipient)
        if last is None:
            return None
        steps: list[str] = []
        step = last
        while step.before and len(steps) < LONGEST:
            steps.append(step.route)
            step = ways[step.before]
        return Chain(last.disclosure, last.first, tuple(reversed(steps)))

    def _found(self, market: str | None) -> dict[str, _Step]:
        context = self._context
        ways: dict[str, _Step] = {}
        for one in context.policy.told_disclosures():
            markets = context.markets_of_disclosures.get(one.route, ())
            if market in markets or (market is None and markets):
                ways.setdefault(one.recipient, _Step("", "", one.recipient, one.route))
        pending = list(ways)
        for name in pending:
            recipient = context.policy.recipients.get(name)
            for other in recipient.sub_recipients if recipient else ():
                if other not in ways:
                    route = f"{name}/sub_recipients/{other}"
                    ways[other] = _Step(name, route, ways[name].first, ways[name].disclosure)
                    pending.append(other)
        return ways


LONGEST = 20
"""How many steps of a way are shown: nobody reads a chain of thousands."""
