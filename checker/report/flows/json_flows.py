"""Flows as JSON, in a versioned shape."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from checker.engine import Result
from checker.flows.answer import Answer
from checker.flows.changes import TEXTS, Key
from checker.flows.facts import Use
from checker.graph import Edge
from checker.model import Basis, Disclosure, Purpose, Retention, SpecialData, Text, Transfer
from checker.report.flows.compared import Comparison, Named, differences
from checker.report.flows.words import Wording
from checker.report.summary import shown_path

FORMAT_VERSION = 2


def json_flows(
    answer: Answer, uses: dict[str, Use], wording: Wording, result: Result, root: str
) -> str:
    """The answer to a question as JSON text ending in a line feed.

    `uses` are the uses of data it is about, with what is stated of them; a path names the use it
    starts from. What is not stated is null or empty.
    """
    writer = Writer(wording, result, root)
    data = {
        "format_version": FORMAT_VERSION,
        "policy": writer.policy(),
        "as_of": result.as_of,
        "language": wording.language,
        "uses": [writer.use(uses[one.start]) for one in answer.found if one.start in uses],
        "paths": [
            {
                "use": found.start if found.start in uses else None,
                "from": found.start,
                "steps": [writer.step(edge) for edge in path],
            }
            for found in answer.found
            for path in found.paths
        ],
        "more": {"count": answer.paths_left, "exact": answer.exact, "uses": answer.starts_left},
        "without_country": sorted(answer.nowhere),
    }
    return _dumped(data)


def json_changes(compared: Comparison, before: Writer, after: Writer, as_of: str) -> str:
    """What changed as JSON text; the writers show places in either policy."""

    def flow(key: Key, uses: dict[Named, Use], writer: Writer) -> dict[str, Any]:
        route = key.disclosure or uses[key.activity, key.data].node.route
        return {**key._asdict(), **writer.place(route)}

    changed = compared.changes
    data = {
        "format_version": FORMAT_VERSION,
        "policy": after.policy(),
        "against": before.policy(),
        "as_of": as_of,
        "added": [
            {**flow(key, compared.uses_after, after), "states": _values(states)}
            for key, states in changed.added.items()
        ],
        "removed": [
            {**flow(key, compared.uses_before, before), "states": _values(states)}
            for key, states in changed.removed.items()
        ],
        "changed": [
            {
                **flow(key, compared.uses_after, after),
                "differences": [
                    {
                        "field": one.field,
                        "before": _value(one.field, one.before),
                        "after": _value(one.field, one.after),
                    }
                    for one in differences(*states)
                ],
            }
            for key, states in changed.changed.items()
        ],
    }
    return _dumped(data)


def _values(states: NamedTuple) -> dict[str, Any]:
    return {field: _value(field, value) for field, value in states._asdict().items()}


def _value(field: str, value: Any) -> Any:
    """A field of a flow: texts by language, safeguards and what has an id as objects."""
    if field in TEXTS:
        return dict(value)
    if field == "safeguards":
        return [{"tool": tool, "instrument": instrument} for tool, instrument in value]
    if isinstance(value, tuple):
        return [_values(one) if hasattr(one, "_asdict") else one for one in value]
    return value


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


class Writer:
    """What a policy states of flows as values for JSON, with places in its source."""

    def __init__(self, wording: Wording, result: Result, root: str) -> None:
        self._wording = wording
        self._result = result
        self._root = root

    def policy(self) -> dict[str, Any]:
        """Which statement, in which version."""
        statement = self._result.policy.statement
        return {
            "id": statement.id if statement else None,
            "version": statement.version if statement else None,
        }

    def place(self, route: str) -> dict[str, Any]:
        """A route, and where it leads."""
        span = self._result.routes.span(route) if route else None
        return {
            "route": route or None,
            "path": shown_path(self._root, span.path) if span else None,
            "line": span.line if span else None,
            "column": span.column if span else None,
        }

    def use(self, use: Use) -> dict[str, Any]:
        """A use of data and what is stated of it."""
        wording, activity = self._wording, use.activity
        categories = self._result.policy.categories
        category = categories.get(use.data.category) if use.data else None
        return {
            "use": use.node.id,
            "data": use.data.category if use.data else None,
            "title": self._text(category.title) if category else None,
            "natures": [*use.natures],
            "natures_of_some": [*use.unplaced],
            "qualifier": use.data.qualifier if use.data else None,
            "activity": {
                "id": activity.id,
                "title": self._text(activity.title),
                "public": activity.public,
                "processor_only": self._result.policy.is_processor_only(activity),
                "applies_in": [*activity.applies_in],
                **self.place(activity.route),
            },
            **self.place(use.node.route),
            "people": [
                {"id": one, "title": wording.subject(one), **self.place(route)}
                for one, route in use.people
            ],
            "purposes": [self._purpose(one) for one in use.purposes],
            "bases": [self._basis(one) for one in use.bases],
            "grounds": [self._ground(one) for one in use.grounds],
            "retention": [self._retention(one, use) for one in use.retention],
            "never_stored": [
                {"id": one.id, "qualifier": one.qualifier, **self.place(one.route)}
                for one in use.never_stored
            ],
        }

    def step(self, edge: Edge) -> dict[str, Any]:
        """A step of a path; `states` is what is stated of what it leads to, by its kind."""
        graph, wording = self._result.graph, self._wording
        node = graph.nodes[edge.target]
        return {
            "from": edge.source,
            "to": edge.target,
            "kind": edge.kind,
            "to_kind": node.kind,
            "label": wording.name(edge.target),
            **self.place(edge.route),
            "states": self._states(edge.target, node.kind),
        }

    def _states(self, name: str, kind: str) -> dict[str, Any] | None:
        policy, wording = self._result.policy, self._wording
        if kind == "disclosure":
            return self._disclosure(wording.disclosures[name])
        if kind == "transfer":
            return self._transfer(wording.transfers[name])
        if kind == "recipient":
            recipient = policy.recipients[name]
            return {"kind": recipient.kind, "within_group": recipient.within_group}
        if kind == "country":
            country = self._result.graph.nodes[name].name
            return {"outside_eea": wording.outside_eea(country)}
        if kind == "sharing-rule":
            rule = policy.sharing[name]
            return {
                "purposes": [self._purpose(one) for one in rule.purposes],
                "bases": [self._basis(one) for one in rule.bases],
            }
        return None

    def _text(self, text: Text | None) -> str | None:
        return self._wording.said(text)

    def _purpose(self, one: Purpose) -> dict[str, Any]:
        return {
            "id": one.id,
            "text": self._text(one.text),
            "qualifier": one.qualifier,
            **self.place(one.route),
        }

    def _basis(self, one: Basis) -> dict[str, Any]:
        return {
            "id": one.id,
            "stated": one.stated,
            "article": one.article,
            "classified": one.classified is not None,
            "qualifier": one.qualifier,
            "whose": [*one.whose],
            "consent": one.consent,
            "laws": [self._text(law.text) for law in one.laws],
            "interests": [self._text(interest.text) for interest in one.interests],
            "applies_in": [*one.applies_in],
            **self.place(one.route),
        }

    def _ground(self, one: SpecialData) -> dict[str, Any]:
        return {
            "id": one.id,
            "nature": one.nature,
            "ground": one.ground,
            "provision": self._text(one.provision),
            "consent": one.consent,
            "inferred": one.inferred,
            "qualifier": one.qualifier,
            "applies_in": [*one.applies_in],
            **self.place(one.route),
        }

    def _retention(self, one: Retention, use: Use) -> dict[str, Any]:
        return {
            "id": one.id,
            "kind": one.kind,
            "period": one.period,
            "at_most": one.at_most,
            "outcome": one.outcome,
            "prolongs": one.prolongs,
            "general": one not in use.activity.retention,
            "qualifier": one.qualifier,
            "words": self._wording.retention(one).words,
            "applies_in": [*one.applies_in],
            **self.place(one.route),
        }

    def _disclosure(self, one: Disclosure) -> dict[str, Any]:
        return {
            "recipient": one.recipient,
            "role": one.role,
            "condition": self._text(one.condition),
            "consent": one.consent,
            "purpose": self._text(one.purpose),
            "purposes": [*one.purposes],
            "qualifier": one.qualifier,
            "applies_in": [*one.applies_in],
        }

    def _transfer(self, one: Transfer) -> dict[str, Any]:
        return {
            "country": one.country,
            "mechanism": one.mechanism,
            "adequacy": one.adequacy,
            "decision": one.decision,
            "derogation": one.derogation,
            "safeguards": [
                {
                    "id": safeguard.id,
                    "tool": safeguard.tool,
                    "instrument": safeguard.instrument,
                    "qualifier": safeguard.qualifier,
                }
                for safeguard in one.safeguards
            ],
            "qualifier": one.qualifier,
            "applies_in": [*one.applies_in],
        }
