"""What is stated of uses of data and of the steps they take, in English words.

The statement's own words are quoted in the language asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.durations import in_words
from checker.engine import Result
from checker.flows.facts import Use
from checker.graph import NOT_STATED
from checker.law.adequacy import is_third_country
from checker.model import (
    Basis,
    Claim,
    Purpose,
    Recipient,
    Retention,
    SpecialData,
    Text,
    Transfer,
)
from checker.render.inline import phrase
from checker.render.words import plain
from checker.report.flows.steps import Step

NATURES = {
    "special-category": "special category of data (Art. 9)",
    "criminal-offence": "data on criminal offences (Art. 10)",
    "national-id": "national identification number (Art. 87)",
}
_PLURALS = {
    "special-category": "special categories of data (Art. 9)",
    "criminal-offence": "data on criminal offences (Art. 10)",
    "national-id": "national identification numbers (Art. 87)",
}
_ROLES = {
    "processor": "as processor",
    "controller": "as controller",
    "joint-controller": "as joint controller",
    "authority": "as authority",
}
_OUTCOMES = {
    "erase": "then erased",
    "anonymise": "then anonymised",
    "erase-or-anonymise": "then erased or anonymised",
}


class Line(NamedTuple):
    """One thing stated, or said not to be: `id` and `route` are empty where there is none."""

    label: str
    words: str
    id: str = ""
    route: str = ""
    warns: bool = False


class Wording:
    """The words for what a policy states, as of the day of its result."""

    def __init__(self, result: Result, language: str) -> None:
        self._policy = result.policy
        self.graph = result.graph
        self._law = result.context.law
        self.on = result.as_of
        self.language = language
        groups, activities = self._policy.groups.values(), self._policy.activities.values()
        self.disclosures = {
            one.route: one
            for several in (
                *(owner.disclosures for owner in groups),
                *(owner.disclosures for owner in activities),
                *(owner.disclosures for owner in self._policy.sharing.values()),
            )
            for one in several
        }
        self.transfers = {
            one.route: one
            for recipient in self._policy.recipients.values()
            for one in recipient.transfers
        }

    # What things are called

    def said(self, text: Text | None) -> str | None:
        """A text without marks; None where there is none or the language lacks it."""
        words = text.languages.get(self.language) if text else None
        return None if words is None else plain(phrase(words))

    def text(self, text: Text) -> str:
        """A text without marks; where the language lacks it, that it does."""
        words = self.said(text)
        return f"no text in {self.language}" if words is None else words

    def name(self, node: str) -> str:
        """What a node that data pass or reach is called."""
        if node in self._policy.recipients or node in self._policy.entities:
            return self.party(node)
        found = self.graph.nodes[node]
        if found.kind == "country":
            return "not stated" if found.name == NOT_STATED else found.name
        return self.text(found.text) if found.text else found.name

    def category(self, use: Use) -> str:
        """What data a use is of."""
        if use.data is None:
            return "data not stated"
        category = self._policy.categories.get(use.data.category)
        return self.text(category.title) if category else f"{use.data.category}, which is unknown"

    def subject(self, name: str) -> str:
        """What a group of data subjects is called."""
        subject = self._policy.subjects.get(name)
        return self.text(subject.title) if subject else f"{name}, which are unknown"

    def party(self, name: str) -> str:
        """What a recipient or a legal entity is called."""
        thing = self._policy.recipients.get(name) or self._policy.entities.get(name)
        if isinstance(thing, Recipient) and not (thing.name or thing.title):
            thing = self._policy.entities.get(thing.entity or "", thing)
        if thing is None:
            return f"{name}, which is unknown"
        return thing.name or (self.text(thing.title) if thing.title else thing.id)

    def outside_eea(self, country: str) -> bool:
        """Whether a country is a third one; one that is not stated is taken to be."""
        return country == NOT_STATED or is_third_country(self._law, country, self.on)

    # Uses

    def natures(self, use: Use) -> str:
        """The special natures of the data."""
        category = self._policy.categories.get(use.data.category) if use.data else None
        words = [NATURES[one] for one in use.natures]
        if category and category.inferred and category.nature in use.natures:
            words.append("which the editor infers")
        if use.unplaced:
            among = " and ".join(_PLURALS[one] for one in use.unplaced)
            words.append(f"among the data here are {among}, not stated which")
        return "; ".join(words)

    def activity(self, use: Use) -> Line:
        """The activity of a use, and where that states it."""
        words = self.text(use.activity.title)
        if not use.activity.public:
            words += "; internal, on no page"
        if self._policy.is_processor_only(use.activity):
            words += "; as processor only, on behalf of others"
        if use.activity.applies_in:
            words += f"; {_markets(use.activity.applies_in)}"
        if use.data and use.data.qualifier:
            words += f"; these data {_qualifier(use.data.qualifier)}"
        return Line("in", words, use.activity.id, use.node.route)

    def facts(self, use: Use) -> Iterator[Line]:
        """Whose data they are, why they are used, on what basis and how long they are kept."""
        yield from _or(
            "whose",
            (Line("whose", self.subject(one), one, route) for one, route in use.people),
        )
        yield from _or("why", (self.purpose(one) for one in use.purposes))
        yield from _or("basis", (self.basis(one) for one in use.bases))
        grounds = (self.ground(one) for one in use.grounds)
        yield from _or("ground", grounds) if use.natures or use.grounds else ()
        kept = (self.retention(one, use) for one in use.retention)
        claims = (self._never(one) for one in use.never_stored)
        yield from _or("kept", (*kept, *claims))
        if use.retention and all(one.prolongs for one in use.retention) and not use.never_stored:
            yield Line("kept", "how long otherwise is not stated", warns=True)

    def purpose(self, purpose: Purpose) -> Line:
        """Why data are used."""
        words = [self.text(purpose.text)]
        if purpose.qualifier:
            words.append(_qualifier(purpose.qualifier))
        return Line("why", "; ".join(words), purpose.id, purpose.route)

    def basis(self, basis: Basis) -> Line:
        """A lawful basis as stated, and the point of Art. 6(1) it names or is read as."""
        name = basis.stated.replace("-", " ")
        if basis.stated == "elsewhere":
            name = "described elsewhere"
        article = f"Art. {basis.article}" if basis.article else "no point of Art. 6(1)"
        words = [f"{name} ({article}{', as the editor reads it' if basis.classified else ''})"]
        if basis.qualifier:
            words.append(_qualifier(basis.qualifier))
        if basis.whose:
            words.append(f"of {_row(self.party(one) for one in basis.whose)}")
        words += [f'law: "{self.text(one.text)}"' for one in basis.laws]
        words += [f'interest: "{self.text(one.text)}"' for one in basis.interests]
        if basis.consent:
            words.append(f"the consent {basis.consent}")
        if basis.applies_in:
            words.append(_markets(basis.applies_in))
        return Line("basis", "; ".join(words), basis.id, basis.route)

    def ground(self, entry: SpecialData) -> Line:
        """What allows data of Art. 9, 10 or 87 to be used."""
        words = [f"Art. {entry.ground}"] if entry.ground else []
        if entry.provision:
            words.append(f'"{self.text(entry.provision)}"')
        if entry.consent:
            words.append(f"the consent {entry.consent}")
        if not words:
            words.append("not stated")
        if entry.qualifier:
            words.append(_qualifier(entry.qualifier))
        if entry.inferred:
            words.append("that these are such data is what the editor infers")
        if entry.applies_in:
            words.append(_markets(entry.applies_in))
        return Line("ground", "; ".join(words), entry.id, entry.route)

    def retention(self, rule: Retention, use: Use | None = None) -> Line:
        """How long data are kept; `use` is whose rule it is taken for, to say if it is general."""
        words = [self._kept(rule)]
        if rule.qualifier:
            words.append(_qualifier(rule.qualifier))
        if rule.outcome:
            words.append(_OUTCOMES[rule.outcome])
        if rule.prolongs:
            words.append("only prolongs what other rules say")
        if rule.subjects:
            words.append(f"for {_row(map(self.subject, rule.subjects))}")
        if rule.bases:
            words.append(f"for the basis {_row(rule.bases)}")
        if rule.consent and rule.kind != "consent-text":
            words.append(f"only with the consent {rule.consent}")
        if rule.applies_in:
            words.append(_markets(rule.applies_in))
        if use and rule not in use.activity.retention:
            words.append("a general rule")
        return Line("kept", "; ".join(words), rule.id, rule.route)

    def _never(self, claim: Claim) -> Line:
        words = ["said never to be stored"]
        if claim.qualifier:
            words.append(_qualifier(claim.qualifier))
        return Line("kept", "; ".join(words), claim.id, claim.route)

    def _kept(self, rule: Retention) -> str:
        def quoted(text: Text | None) -> str:
            return f'"{self.text(text)}"' if text else "what is not stated"

        most = "at most " if rule.at_most else ""
        period = most + in_words(rule.period) if rule.period else ""
        match rule.kind:
            case "period":
                start = quoted(rule.start) if rule.start else "a start that is not stated"
                return f"{period} after {start}"
            case "relationship":
                words = f"as long as {quoted(rule.while_)} lasts"
                words += f", and {period} after" if period else ""
                return words + (f", {quoted(rule.reason)}" if rule.reason else "")
            case "event":
                return f"until {quoted(rule.until)}"
            case "law":
                named = f": {quoted(rule.law)}" if rule.law else ", which is not named"
                return f"as long as the law requires{named}"
            case "consent-text":
                return "as the text of the consent says" + (
                    f" ({rule.consent})" if rule.consent else ""
                )
            case "document":
                return f"as the document {rule.document or 'that is not named'} says"
            case "same-as":
                activities = (self._activity(one) for one in rule.same_as)
                return f"by the same rules as in {_row(activities)}"
            case "routine":
                depends = f", which depend on {quoted(rule.depends_on)}" if rule.depends_on else ""
                return f"by routines that the statement does not give{depends}"
            case "review":
                by = f" by {quoted(rule.by)}" if rule.by else ""
                return f"reviewed every {in_words(rule.every or '')}{by}"
            case "never":
                return "not stored" + (f"; instead: {quoted(rule.kept)}" if rule.kept else "")
            case "told-on-site":
                return "told where the data are collected"
            case _:
                return f"depends on {quoted(rule.criterion)}" if rule.criterion else "not stated"

    def _activity(self, name: str) -> str:
        known = self._policy.activities.get(name) or self._policy.groups.get(name)
        return f'"{self.text(known.title)}" ({name})' if known else name

    # Steps

    def start(self, name: str) -> Line:
        """Where paths begin that begin with no use of data."""
        return self._node(name)._replace(route=self.graph.nodes[name].route)

    def step(self, step: Step) -> Line:
        """A step of a path: what it leads to and under which conditions; its label is the kind."""
        edge = step.edge
        line = self._node(edge.target)._replace(route=edge.route)
        if self.graph.nodes[edge.target].kind == "country" and edge.source in (
            self._policy.recipients
        ):
            country = self.graph.nodes[edge.target].name
            if self.outside_eea(country):
                return line._replace(words=f"{line.words}; no transfer is stated")
        return line._replace(words=f"{line.words}; as above") if step.told else line

    def beside(self, step: Step) -> Iterator[Line]:
        """What is stated of a step besides: why and on what basis a rule shares data."""
        name = step.edge.target
        rule = self._policy.sharing.get(name)
        if step.told:
            return
        if rule is None:
            disclosure = self.disclosures.get(name)
            owner = name.split("/", 1)[0]
            limited = disclosure and disclosure.data
            rule = self._policy.sharing.get(owner) if limited else None
        # One without purposes of its own shares for those of the activities, and on their bases.
        if rule and (rule.purposes or rule.bases):
            yield from (self.purpose(one) for one in rule.purposes)
            yield from _or("basis", (self.basis(one) for one in rule.bases))

    def end(self, name: str) -> Line | None:
        """What is not stated of where a path ends."""
        recipient = self._policy.recipients.get(name)
        if recipient and not (recipient.countries or recipient.transfers or recipient.outside_eea):
            return Line("country", "not stated")
        return None

    def _node(self, name: str) -> Line:
        node = self.graph.nodes[name]
        if node.kind == "country":
            outside = self.outside_eea(node.name)
            return Line("country", self.name(name) + ", outside the EEA" * outside, warns=outside)
        if node.kind == "disclosure":
            return Line("disclosure", self.disclosed(name), node.name)
        if node.kind == "transfer":
            return Line("transfer", self._transferred(self.transfers[name]), node.name)
        recipient = self._policy.recipients.get(name)
        group = "; within the group" if recipient and recipient.within_group else ""
        return Line(node.kind.replace("-", " "), self.name(name) + group, name)

    def disclosed(self, route: str) -> str:
        """In which role, when and why data are disclosed."""
        disclosure = self.disclosures[route]
        words = [_ROLES.get(disclosure.role or "", "role not stated")]
        if disclosure.recipient not in self._policy.recipients:
            words.append(f"to {disclosure.recipient}, who is unknown: run `klar check`")
        owner = self._policy.sharing.get(disclosure.route.split("/", 1)[0])
        if owner and disclosure.data:
            words.append(f'under the sharing rule "{self.text(owner.title)}" ({owner.id})')
        if disclosure.condition:
            words.append(f'when "{self.text(disclosure.condition)}"')
        if disclosure.consent:
            words.append(f"only with the consent {disclosure.consent}")
        if disclosure.purpose:
            words.append(f'for "{self.text(disclosure.purpose)}"')
        if disclosure.purposes:
            words.append(f"for the purpose {_row(disclosure.purposes)}")
        if disclosure.qualifier:
            words.append(_qualifier(disclosure.qualifier))
        if disclosure.applies_in:
            words.append(_markets(disclosure.applies_in))
        return "; ".join(words)

    def _transferred(self, transfer: Transfer) -> str:
        words = []
        if transfer.mechanism == "adequacy":
            words.append("on an adequacy decision")
        elif transfer.mechanism == "safeguards":
            words.append("on safeguards")
        elif transfer.mechanism == "derogation":
            words.append(
                "on a derogation" + ("" if transfer.derogation else ", which is not named")
            )
        else:
            words.append("what it rests on is not stated")
        if transfer.decision:
            words.append(f"decision {transfer.decision}")
        if transfer.derogation:
            words.append(f"Art. {transfer.derogation}")
        for one in transfer.safeguards:
            tool = one.tool.replace("-", " ")
            tool += f" ({one.instrument})" if one.instrument else ""
            words.append(tool + (f", {_qualifier(one.qualifier)}" if one.qualifier else ""))
        if transfer.mechanism == "safeguards" and not transfer.safeguards:
            words.append("which is not stated")
        if transfer.adequacy and transfer.mechanism != "adequacy":
            there = "an" if transfer.adequacy == "exists" else "no"
            words.append(f"{there} adequacy decision is said to exist")
        if transfer.qualifier:
            words.append(_qualifier(transfer.qualifier))
        if transfer.applies_in:
            words.append(_markets(transfer.applies_in))
        return "; ".join(words)


def _or(label: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, or one that says that nothing is stated."""
    found = False
    for line in lines:
        found = True
        yield line
    if not found:
        yield Line(label, "not stated", warns=True)


def _markets(markets: tuple[str, ...]) -> str:
    return f"in {_row(markets)}"


def _qualifier(qualifier: str) -> str:
    return qualifier.replace("-", " ")


def _row(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
