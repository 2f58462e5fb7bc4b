"""A flow assertion can never be broken, whatever the data.

Why
    Who reads an assertion believes that each check proves it (GDPR Art. 5(2)). One that speaks of
    no data, or of an end that no path can have, proves nothing.

Mend
    Name what was meant: where data start under `from`, where they may end up under `to`. Or remove
    the assertion.

Limits
    Finds names of what is no part of the flows, such as a retention rule: an assertion with one is
    not looked at further. Then `from` that no data in the statement fit; `to` and `via` in which no
    path from there can end or pass, such as a group of data subjects as the end; `via` that nothing
    fits; and paths that are all excused, because `unless` or `passes` names their start or their
    end. A place that no data reach today, such as outside the EEA, is a guard for tomorrow and no
    finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.finding import Certainty, Severity
from checker.graph import Graph
from checker.model import Assertion
from checker.rules import Context, Hit
from checker.rules.flows import _assertions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(2)",)
NEEDS = _assertions.NEEDS
MESSAGE = "the flow assertion {assertion!r} can never be broken: {why}"
REMEDY = "Name what was meant, or remove the assertion: as it stands it proves nothing."

_ORDER = (
    ("data-subject", "data-category", "activity", "purpose", "legal-entity"),
    ("people",),
    ("data-use",),
    ("all-data",),
    ("sharing-rule",),
    ("disclosure",),
    ("recipient",),
    ("transfer",),
    ("country",),
)
"""The kinds of node in the order in which a path can pass them."""
_RANK = {kind: rank for rank, kinds in enumerate(_ORDER) for kind in kinds}
_RECIPIENT = _RANK["recipient"]


def check(context: Context) -> Iterator[Hit]:
    """Yield each assertion that no path can break, on the part that rules them all out."""
    graph = context.graph
    for assertion, field, name in _assertions.beside(context):
        why = f"{name!r} is no part of the data flows"
        yield Hit(_place(assertion, field), {"assertion": assertion.id, "why": why})
    for one in _assertions.asserted(context, context.statement_date):
        assertion = one.assertion
        settled = _assertions.settling(assertion)
        if not one.starts:
            field, why = "from", "no data in the statement are these"
        elif one.ends and not _can_follow(graph, one.starts, one.ends):
            field, why = "to", "no path can lead there from where these data start"
        elif assertion.via and not one.via:
            field, why = "via", "nothing in the statement is this"
        elif assertion.via and not (
            _can_follow(graph, one.starts, one.via) or one.via & one.starts
        ):
            field, why = "via", "no path can pass this after its start"
        elif one.starts <= one.unless:
            field, why = settled, "every path starts at what excuses it"
        elif one.ends and one.ends <= one.unless:
            field, why = settled, "every path ends at what excuses it"
        else:
            continue
        yield Hit(_place(assertion, field), {"assertion": assertion.id, "why": why})


def _place(assertion: Assertion, field: str) -> str:
    return f"{assertion.route}/{assertion.kind}/{field}"


def _can_follow(graph: Graph, first: Iterable[str], then: Iterable[str]) -> bool:
    """Whether by their kinds some node of the second can come after one of the first."""
    lowest = min(_RANK[graph.nodes[name].kind] for name in first)
    highest = max(_RANK[graph.nodes[name].kind] for name in then)
    return lowest < highest or lowest == highest == _RECIPIENT
