"""What changed in the flows between two policies, as data.

A flow is a data category of an activity that reaches a recipient by a disclosure, and there a
country where one is stated. It is known by its ids alone: what things are called, how texts are
wrapped, in which order and in which files they stand makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from checker.flows.facts import Use, uses_of
from checker.graph import NOT_STATED, Graph
from checker.model import (
    Basis,
    Disclosure,
    Policy,
    Recipient,
    Retention,
    SharingRule,
    SpecialData,
    Text,
    Transfer,
)

Words = tuple[tuple[str, str], ...]
"""A text by language, as far as its words go."""


class Key(NamedTuple):
    """What a flow is known by. No data: not stated which. No recipient: nobody is stated.

    `disclosure` is a route. A country that a transfer leads to is not-stated if it is not named.
    """

    activity: str
    data: str | None
    disclosure: str | None
    recipient: str | None
    country: str | None


class BasisState(NamedTuple):
    """A lawful basis, as far as its change is one of the flow."""

    id: str
    stated: str
    article: str | None
    qualifier: str | None
    consent: str | None
    markets: tuple[str, ...]


class GroundState(NamedTuple):
    """What allows data of Art. 9, 10 or 87 to be used."""

    id: str
    nature: str
    ground: str | None
    provision: Words
    consent: str | None
    markets: tuple[str, ...]


class RetentionState(NamedTuple):
    """How long data are kept; `words` are those that settle it where no period does."""

    id: str
    kind: str
    period: str | None
    at_most: bool
    prolongs: bool
    words: Words
    same_as: tuple[str, ...]
    document: str | None
    every: str | None
    qualifier: str | None
    outcome: str | None
    markets: tuple[str, ...]


class TransferState(NamedTuple):
    """What a transfer rests on. Safeguards: tool and number of the decision that holds it."""

    id: str
    mechanism: str | None
    adequacy: str | None
    decision: str | None
    derogation: str | None
    safeguards: tuple[tuple[str, str | None], ...]
    markets: tuple[str, ...]


class Flow(NamedTuple):
    """What is stated of a flow. The first part is that of the use of data, the rest of the way.

    `through` are the recipients that pass the data on, by the shortest chain; `markets` those whose
    data flow so, all if none are named. `rule_bases` and `rule_purposes` are a sharing rule's.
    """

    natures: tuple[str, ...]
    qualifier: str | None
    people: tuple[str, ...]
    purposes: tuple[str, ...]
    bases: tuple[BasisState, ...]
    grounds: tuple[GroundState, ...]
    retention: tuple[RetentionState, ...]
    never_stored: tuple[str, ...]
    public: bool
    role: str | None = None
    consent: str | None = None
    condition: Words = ()
    reservation: str | None = None
    rule_purposes: tuple[str, ...] = ()
    rule_bases: tuple[BasisState, ...] = ()
    through: tuple[str, ...] = ()
    transfers: tuple[TransferState, ...] = ()
    markets: tuple[str, ...] = ()


TEXTS = ("condition", "provision", "words")
"""The fields that are texts, of a flow and of what is stated of it."""
USE = Flow._fields.index("role")
"""How many of a flow's fields are those of the use, alike in all flows of it."""


class Changes(NamedTuple):
    """Flows that are only after, only before, or in both and not the same: before and after."""

    added: dict[Key, Flow]
    removed: dict[Key, Flow]
    changed: dict[Key, tuple[Flow, Flow]]


def changes(before: dict[Key, Flow], after: dict[Key, Flow]) -> Changes:
    """What changed from one set of flows to another."""
    return Changes(
        {key: flow for key, flow in after.items() if key not in before},
        {key: flow for key, flow in before.items() if key not in after},
        {
            key: (before[key], flow)
            for key, flow in after.items()
            if key in before and before[key] != flow
        },
    )


def flows_of(policy: Policy, graph: Graph) -> dict[Key, Flow]:
    """Every flow of a policy, in the order of its source.

    A use of data that reaches nobody is a flow without a recipient.
    """
    reach = _Reach(policy, graph)
    found: dict[Key, Flow] = {}
    for use in uses_of(policy, graph).values():
        stated = _stated(use)
        category = use.data.category if use.data else None
        activity = use.activity
        nobody = True
        for disclosure, rule in _disclosures(policy, use):
            markets = _common(activity.applies_in, disclosure.applies_in)
            if markets is None:
                continue
            for recipient, through in reach.of(disclosure.recipient):
                for country, transfers in reach.places(recipient, markets):
                    nobody = False
                    key = Key(activity.id, category, disclosure.route, recipient, country)
                    found[key] = stated._replace(
                        role=disclosure.role,
                        consent=disclosure.consent,
                        condition=_words(disclosure.condition),
                        reservation=disclosure.qualifier,
                        rule_purposes=_ids(rule.purposes) if rule else (),
                        rule_bases=_sorted(map(_basis, rule.bases)) if rule else (),
                        through=through,
                        transfers=transfers,
                        markets=markets,
                    )
        if nobody:
            found[Key(activity.id, category, None, None, None)] = stated
    return found


def _disclosures(policy: Policy, use: Use) -> Iterator[tuple[Disclosure, SharingRule | None]]:
    """The disclosures that concern a use, each with the sharing rule that it belongs to."""
    every: list[tuple[Disclosure, SharingRule | None]] = [
        (one, None) for one in policy.disclosures_of(use.activity)
    ]
    for rule in policy.sharing_rules_for(use.activity):
        every.extend((one, rule) for one in rule.disclosures)
    for disclosure, owner in every:
        if not disclosure.data or (use.data and use.data.category in disclosure.data):
            yield disclosure, owner


Places = list[tuple[str | None, tuple[TransferState, ...]]]


class _Reach:
    """Whom a recipient passes data on to, and where each processes them; each found out once."""

    def __init__(self, policy: Policy, graph: Graph) -> None:
        self._policy = policy
        self._graph = graph
        self._chains: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._places: dict[tuple[str, tuple[str, ...]], Places] = {}

    def of(self, first: str) -> list[tuple[str, tuple[str, ...]]]:
        """A recipient and all it leads to, each with the shortest chain of those before it.

        Of several the first by their names, so that no order of the source matters.
        """
        if first not in self._chains:
            chains = {first: tuple[str, ...]()}
            pending = [first]
            for name in pending:
                for edge in sorted(self._graph.out.get(name, ()), key=lambda one: one.target):
                    if edge.kind == "passes-on" and edge.target not in chains:
                        chains[edge.target] = (*chains[name], name)
                        pending.append(edge.target)
            self._chains[first] = list(chains.items())
        return self._chains[first]

    def places(self, name: str, markets: tuple[str, ...]) -> Places:
        """The countries where a recipient has the data of some markets; None if none is stated."""
        key = (name, markets)
        if key not in self._places:
            recipient = self._policy.recipients.get(name)
            found = _places(recipient, markets) if recipient else {}
            self._places[key] = [
                (country, _sorted(map(_transfer, transfers)))
                for country, transfers in found.items()
            ] or [(None, ())]
        return self._places[key]


def _places(recipient: Recipient, markets: tuple[str, ...]) -> dict[str, list[Transfer]]:
    covered = {one.country or NOT_STATED for one in recipient.transfers}
    found: dict[str, list[Transfer]] = {
        country: [] for country in recipient.countries if country not in covered
    }
    if recipient.outside_eea and not recipient.transfers:
        found[NOT_STATED] = []
    for one in recipient.transfers:
        if _common(markets, one.applies_in) is not None:
            found.setdefault(one.country or NOT_STATED, []).append(one)
    return found


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    """The markets that two scopes have in common; an empty scope is all, None is no market."""
    if not (one and other):
        return tuple(sorted(one or other))
    return tuple(sorted(set(one).intersection(other))) or None


# What a change of counts, of each thing that is stated


def _stated(use: Use) -> Flow:
    return Flow(
        natures=tuple(sorted({*use.natures, *use.unplaced})),
        qualifier=use.data.qualifier if use.data else None,
        people=tuple(sorted(one for one, _ in use.people)),
        purposes=_ids(use.purposes),
        bases=_sorted(map(_basis, use.bases)),
        grounds=_sorted(map(_ground, use.grounds)),
        retention=_sorted(map(_retention, use.retention)),
        never_stored=_ids(use.never_stored),
        public=use.activity.public,
    )


def _basis(one: Basis) -> BasisState:
    return BasisState(
        one.id, one.stated, one.article, one.qualifier, one.consent, _set(one.applies_in)
    )


def _ground(one: SpecialData) -> GroundState:
    provision = _words(one.provision)
    return GroundState(one.id, one.nature, one.ground, provision, one.consent, _set(one.applies_in))


def _retention(one: Retention) -> RetentionState:
    texts = (one.start, one.while_, one.until, one.law, one.depends_on, one.kept, one.criterion)
    return RetentionState(
        one.id,
        one.kind,
        one.period,
        one.at_most,
        one.prolongs,
        _words(*texts),
        _set(one.same_as),
        one.document,
        one.every,
        one.qualifier,
        one.outcome,
        _set(one.applies_in),
    )


def _transfer(one: Transfer) -> TransferState:
    safeguards = sorted({(s.tool, s.instrument or "") for s in one.safeguards})
    return TransferState(
        one.id,
        one.mechanism,
        one.adequacy,
        one.decision,
        one.derogation,
        tuple((tool, instrument or None) for tool, instrument in safeguards),
        _set(one.applies_in),
    )


def _words(*texts: Text | None) -> Words:
    """The words of texts by language, those that there are in a row."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for language, words in text.languages.items() if text else ():
            found.setdefault(language, []).extend(words.split())
    return tuple((language, " ".join(found[language])) for language in sorted(found))


def _set(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_State = TypeVar("_State", bound=_Identified)


def _ids(things: Iterable[_Identified]) -> tuple[str, ...]:
    return tuple(sorted(one.id for one in things))


def _sorted(states: Iterable[_State]) -> tuple[_State, ...]:
    return tuple(sorted(states, key=lambda one: one.id))
