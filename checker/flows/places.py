"""The words by which one asks for parts of the data-flow graph: ids, routes and phrases."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checker.graph import NOT_STATED, Graph, country_id
from checker.law.adequacy import in_force, is_third_country, possible_decisions, rests_on_adequacy
from checker.law.book import Book
from checker.model import Activity, Basis, DataUse, Policy, Purpose

SPECIAL = "special categories of data"
OFFENCES = "data on criminal offences"
NATIONAL_IDS = "national identification numbers"
CHILDREN = "data on children"
OUTSIDE_EEA = "outside the EEA"
WITHOUT_ADEQUACY = "without adequacy"
WITHIN_GROUP = "within the group"
ANY_RECIPIENT = "any recipient"
ANY_CONSENT = "any consent"
PHRASES = (
    SPECIAL,
    OFFENCES,
    NATIONAL_IDS,
    CHILDREN,
    OUTSIDE_EEA,
    WITHOUT_ADEQUACY,
    WITHIN_GROUP,
    ANY_RECIPIENT,
    ANY_CONSENT,
)
"""What can be asked for besides ids. Ids have no spaces, so that none can be mistaken for them."""

_NATURES = {
    SPECIAL: "special-category",
    OFFENCES: "criminal-offence",
    NATIONAL_IDS: "national-id",
}


class Places:
    """What names and phrases stand for in a graph, as of a day (ISO 8601)."""

    def __init__(self, policy: Policy, graph: Graph, law: Book, on: str) -> None:
        self._policy = policy
        self._graph = graph
        self._law = law
        self._on = on

    def of(self, name: str) -> frozenset[str] | None:
        """The nodes that a phrase, an id, a route or a country's code stands for.

        An activity stands for its uses of data, a group for those of its activities, a purpose for
        the uses that serve it, a consent for what takes place only on it, a legal entity for the
        recipients that are it, a sharing rule also for its disclosures of certain data. None if
        there is no such thing; a country that no data reach, or a phrase that nothing fits, is an
        empty set.
        """
        if name in PHRASES:
            return frozenset(self._phrase(name))
        policy, graph = self._policy, self._graph
        if name in policy.activities:
            return frozenset(self._uses(policy.activities[name]))
        if name in policy.groups:
            members = (one for one in policy.activities.values() if one.part_of == name)
            return frozenset(use for one in members for use in self._uses(one))
        if name in policy.entities:
            same = (one.id for one in policy.recipients.values() if one.entity == name)
            return frozenset((name, *same))
        if name in policy.sharing:
            limited = (one.route for one in policy.sharing[name].disclosures if one.data)
            return frozenset((name, *limited))
        if name in graph.nodes:
            node = graph.nodes[name]
            return frozenset(self._serving(name) if node.kind == "purpose" else (name,))
        if country_id(name) in graph.nodes:
            return frozenset((country_id(name),))
        if any(consent.route == name for consent in policy.every_consent()):
            return frozenset(self._on_consent(name))
        if len(name) == 2 and name.isalpha() and name.isupper():
            return frozenset()
        return None

    def on_basis(self, basis: str) -> frozenset[str]:
        """The uses that rest on a lawful basis: its name, or its point of Art. 6(1)."""
        return frozenset(
            use
            for activity in self._policy.activities.values()
            for use, data_use in self._uses(activity).items()
            for one in bases_of(self._policy, activity, data_use)
            if basis in (one.stated, one.article)
        )

    def _phrase(self, phrase: str) -> Iterator[str]:
        policy = self._policy
        if phrase in _NATURES:
            yield from self._of_nature(_NATURES[phrase])
        elif phrase == CHILDREN:
            children = {one.id for one in policy.subjects.values() if one.children}
            for activity in policy.activities.values() if children else ():
                for use, data_use in self._uses(activity).items():
                    if not children.isdisjoint(people_of(policy, activity, data_use)):
                        yield use
        elif phrase == OUTSIDE_EEA:
            for node in self._graph.nodes.values():
                if node.kind == "country" and self._is_third(node.name):
                    yield node.id
        elif phrase == WITHOUT_ADEQUACY:
            yield from self._without_adequacy()
        elif phrase == ANY_CONSENT:
            yield from self._on_consent(None)
        else:
            for one in policy.recipients.values():
                if one.within_group or phrase == ANY_RECIPIENT:
                    yield one.id

    def _uses(self, activity: Activity) -> dict[str, DataUse | None]:
        """The nodes of an activity's uses, each with the use; None where no data are stated."""
        uses: dict[str, DataUse | None] = {
            use.route: use
            for use in self._policy.data_of(activity)
            if use.route in self._graph.nodes
        }
        return uses or {f"{activity.id}/data": None}

    def _of_nature(self, nature: str) -> Iterator[str]:
        """The uses of such data: by their category, or by what the activity says of them.

        An entry that names no data speaks of the categories of that nature, or else of all.
        """
        policy = self._policy
        categories = {one.id for one in policy.categories.values() if one.nature == nature}
        for activity in policy.activities.values():
            entries = [one for one in activity.special_data if one.nature == nature]
            if not entries and not categories:
                continue
            named = categories.union(*(one.data for one in entries))
            uses = self._uses(activity)
            found = [
                use for use, data_use in uses.items() if data_use and data_use.category in named
            ]
            yield from found or (uses if any(not one.data for one in entries) else ())

    def _is_third(self, country: str) -> bool:
        return country == NOT_STATED or is_third_country(self._law, country, self._on)

    def _without_adequacy(self) -> Iterator[str]:
        """Transfers to third countries that no decision covers; recipients there without one.

        A decision with a scope covers a transfer only if the statement says that it rests on it.
        """
        for recipient in self._policy.recipients.values():
            for transfer in recipient.transfers:
                if transfer.country and not self._is_third(transfer.country):
                    continue
                decisions = in_force(possible_decisions(self._law, transfer), self._on)
                if not any(not one.scope or rests_on_adequacy(transfer) for one in decisions):
                    yield transfer.route
            covered = {transfer.country for transfer in recipient.transfers}
            bare = any(
                self._is_third(country)
                and all(one.scope for one in self._law.adequacy(country, self._on))
                for country in recipient.countries
                if country not in covered
            )
            if bare or (recipient.outside_eea and not recipient.transfers):
                yield recipient.id

    def _on_consent(self, consent: str | None) -> Iterator[str]:
        """What takes place only on a consent, or on any: disclosures, and uses of data."""
        policy = self._policy
        disclosures = (
            *(one for activity in policy.activities.values() for one in activity.disclosures),
            *(one for group in policy.groups.values() for one in group.disclosures),
            *(one for rule in policy.sharing.values() for one in rule.disclosures),
        )
        for disclosure in disclosures:
            if disclosure.consent and consent in (None, disclosure.consent):
                yield disclosure.route
        for activity in policy.activities.values():
            for use, data_use in self._uses(activity).items():
                bases = bases_of(policy, activity, data_use)
                if bases and all(
                    one.article == "6(1)(a)" and consent in (None, one.consent) for one in bases
                ):
                    yield use

    def _serving(self, purpose: str) -> Iterator[str]:
        activity = self._policy.activities[self._graph.nodes[purpose].activity]
        one = next(one for one in activity.purposes if one.route == purpose)
        for use, data_use in self._uses(activity).items():
            if serves(one, data_use):
                yield use


def people_of(policy: Policy, activity: Activity, use: DataUse | None) -> tuple[str, ...]:
    """The data subjects of a use of data: its own, or else all of the activity's."""
    return (use.subjects if use else ()) or policy.subjects_of(activity)


def bases_of(policy: Policy, activity: Activity, use: DataUse | None) -> tuple[Basis, ...]:
    """The lawful bases of a use of data: those that cover its data, purposes and people.

    As far as these are stated: what a basis says nothing of, it does not exclude.
    """
    purposes = {one.id for one in activity.purposes if serves(one, use)}
    people = people_of(policy, activity, use)
    return tuple(
        one
        for one in activity.bases
        if covers(one, use) and _meet(one.purposes, purposes) and _meet(one.subjects, people)
    )


def _meet(limit: Collection[str], stated: Collection[str]) -> bool:
    return not limit or not stated or any(one in stated for one in limit)


def covers(basis: Basis, use: DataUse | None) -> bool:
    """Whether a lawful basis covers a use of data: all of them if it names none."""
    return not basis.data or (use is not None and use.category in basis.data)


def serves(purpose: Purpose, use: DataUse | None) -> bool:
    """Whether a use of data serves a purpose, as far as either names the other."""
    if use is None:
        return True
    return (not purpose.data or use.category in purpose.data) and (
        not use.purposes or purpose.id in use.purposes
    )
