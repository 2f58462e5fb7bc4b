"""A flow assertion, or a part of it, matches nothing, whatever the data.

Why
    Who reads an assertion believes that each check proves it (GDPR Art. 5(2)). One that speaks of
    no data, or of an end that no path can have, proves nothing; a part that no path can meet says
    something else than it seems to.

Mend
    Name what was meant: where data start under `from`, where they may end up under `to`, what lies
    between under `via`, `unless` or `passes`. Or remove what matches nothing.

Limits
    Asks what can be, not what is: a path can pass data subjects or categories, then uses of data,
    sharing rules, disclosures, recipients, transfers and countries, in this order. Finds `from`
    that no data in the statement fit; names under `from` and `to` at which no such path can start
    or end, such as a group of data subjects as the end; names under `via`, `unless` and `passes`
    that none can pass, such as a country on the way to a recipient; `via` that nothing fits; paths
    that are all excused, because `unless` or `passes` names their start or their end; and routes of
    what data do not flow through, such as a title. A place that no data reach today, such as
    outside the EEA, is a guard for tomorrow and no finding; nor is a consent on which nothing
    depends today, or a legal entity that is no recipient. What names an id that does not exist is
    unknown-reference alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.finding import Certainty, Severity
from checker.flows.places import ANY_CONSENT, ANY_RECIPIENT, WITHOUT_ADEQUACY
from checker.graph import Graph
from checker.rules import Context, Hit
from checker.rules.flows import _assertions
from checker.rules.flows._assertions import Asserted

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(2)",)
NEEDS = _assertions.NEEDS
MESSAGE = "the flow assertion {assertion!r} {why}"
REMEDY = "Name what was meant, or remove what matches nothing: it proves nothing."

_ORDER = (
    ("data-subject", "data-category"),
    ("people",),
    ("data-use",),
    ("all-data",),
    ("sharing-rule",),
    ("disclosure",),
    ("recipient", "legal-entity"),
    ("transfer",),
    ("country",),
)
"""The kinds of node in the order in which a path can pass them.

A legal entity may be a recipient tomorrow. Names stand for no nodes of other kinds.
"""
_RANK = {kind: rank for rank, kinds in enumerate(_ORDER) for kind in kinds}
_RECIPIENT, _LAST = _RANK["recipient"], _RANK["country"]


def check(context: Context) -> Iterator[Hit]:
    """Yield each assertion that no path can break, and each name that none can meet."""
    for one in _assertions.asserted(context, context.statement_date):
        assertion = one.assertion
        for place, why in _unknown(context, one) if one.unknown else _idle(context.graph, one):
            route = f"{assertion.route}/{assertion.kind}/{place}"
            yield Hit(route, {"assertion": assertion.id, "why": why})


def _unknown(context: Context, one: Asserted) -> Iterator[tuple[str, str]]:
    """Routes of something else; what is not there at all is unknown-reference."""
    for field, name in one.unknown:
        if "/" in name and context.routes.exists(name):
            yield f"{field}/{name}", f"proves nothing: data do not flow through {name!r}"


def _idle(graph: Graph, one: Asserted) -> Iterator[tuple[str, str]]:
    """The part that rules all paths out, or else every name that none of them can meet."""
    never, assertion = "can never be broken: ", one.assertion
    settled = "unless" if assertion.kind == "never" else "passes"
    excused = frozenset(assertion.unless)
    ends = assertion.to or (ANY_RECIPIENT,)
    can = _Can(graph, one)
    if not one.starts:
        yield "from", never + "no data in the statement are these"
    elif assertion.from_ and not any(can.meet(name, can.go_on) for name in assertion.from_):
        yield "from", never + "no path leads on from there"
    elif not any(can.meet(name, can.end) for name in ends):
        field = "to" if assertion.to else "from"
        yield field, never + "no path can lead there from where these data start"
    elif assertion.via and not one.via:
        yield "via", never + "nothing in the statement is this"
    elif assertion.via and not any(can.meet(name, can.be_passed) for name in assertion.via):
        yield "via", never + "no path from there to there can pass this"
    elif assertion.from_ and excused.issuperset(assertion.from_):
        yield settled, never + "every path starts at what excuses it"
    elif excused.issuperset(ends):
        yield settled, never + "every path ends at what excuses it"
    else:
        parts = {"from": (can.start, "start at"), "to": (can.end, "end at")}
        for field, names in assertion.fields.items():
            possible, verb = parts.get(field, (can.be_passed, "pass"))
            for name in names:
                if not can.meet(name, possible):
                    yield f"{field}/{name}", f"names what no such path can {verb}: {name!r}"


class _Can:
    """What the kinds of nodes let a path from some of them to others do."""

    def __init__(self, graph: Graph, one: Asserted) -> None:
        self._graph = graph
        self._one = one
        first = [0 for name in one.assertion.from_ if self._varies(name)]
        last = [_LAST for name in one.assertion.to if self._varies(name)]
        self._first = min([*first, *map(self._rank, one.starts)], default=_LAST)
        # Where nothing is the end today, anything may be tomorrow.
        self._last = max([*last, *map(self._rank, one.ends)], default=_LAST)

    def _rank(self, name: str) -> int:
        return _RANK[self._graph.nodes[name].kind]

    def meet(self, name: str, possible: Callable[[str], bool]) -> bool:
        """Whether something is possible for what a name stands for, today or tomorrow."""
        nodes = self._one.named[name]
        return self._varies(name) or not nodes or any(map(possible, nodes))

    def _varies(self, name: str) -> bool:
        """Whether a name may stand for one kind of node today and for another tomorrow.

        Like what takes place on a consent: a use, a disclosure, or both.
        """
        consent = "/" in name and name not in self._graph.nodes
        return consent or name in (ANY_CONSENT, WITHOUT_ADEQUACY)

    def go_on(self, name: str) -> bool:
        """Whether any path can start at a node, wherever it leads."""
        return self._rank(name) < _LAST

    def start(self, name: str) -> bool:
        """Whether a path can start at a node and then come to one of the ends."""
        return _before(self._rank(name), self._last)

    def end(self, name: str) -> bool:
        """Whether a path that started at one of the starts can come to a node."""
        return _before(self._first, self._rank(name))

    def be_passed(self, name: str) -> bool:
        """Whether a path can have a node as its start, its end, or in between."""
        begun = name in self._one.starts or self.end(name)
        return begun and (name in self._one.ends or self.start(name))


def _before(first: int, then: int) -> bool:
    """Whether a node of a rank can come before one of another on a path."""
    return first < then or first == then == _RECIPIENT
