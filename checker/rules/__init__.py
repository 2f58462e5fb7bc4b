"""The rules: one file each, in a folder for each family.

A rule is a module with a docstring (its page in `klar explain`), the constants SEVERITY, CERTAINTY,
DUTY (its row in `klar duties`, an id of law/duties.yaml), LEGAL, NEEDS, MESSAGE and REMEDY, and a
function `check(context)` that yields a Hit for each defect. Its id is its file's name in
kebab-case. It reads no file and asks no clock. `WAIVABLE = False` is for what would make the page
lack or break something: that is mended, not accepted. `STRICT` is the severity under
--strict-dates, for what only the calendar has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from checker.finding import Words
from checker.graph import Graph, build_graph
from checker.languages.facts import Stated, read_facts, read_links, with_facts
from checker.languages.formats import formats
from checker.languages.prose import Reading, readings
from checker.languages.written import Written
from checker.law.book import Book
from checker.model import LegalEntity, Place, Policy, Recipient, Text
from checker.routes import Routes
from checker.rules._markets import markets_in_common
from checker.translations import State, states

if TYPE_CHECKING:
    from checker.changes import Diff


class Hit(NamedTuple):
    """A defect: the route of what must change, the message's fields, and other routes it involves.

    `place` says where, for the few defects that a route cannot tell apart. `verification` is that
    of the fact in checker/law/ on which the defect rests: on an unverified one no error can rest.
    `legal` is the law it rests on, where that is not all that the rule's LEGAL names. `word` is the
    one within a text that must change: the finding is placed on it.
    """

    route: str
    fields: dict[str, str]
    related: tuple[tuple[str | Place, str], ...] = ()
    place: Place | None = None
    verification: str = "official"
    legal: tuple[str, ...] = ()
    word: str = ""


class Context:
    """What a rule may look at."""

    def __init__(
        self,
        policy: Policy,
        routes: Routes,
        law: Book,
        as_of: str,
        before: Callable[[], Policy | None] | None = None,
    ) -> None:
        self.policy = policy
        self.routes = routes
        self.law = law
        self.as_of = as_of
        """The day of the check, ISO 8601."""
        self._before = before

    @cached_property
    def diff(self) -> Diff | None:
        """What has changed in meaning since the last release; None where that is not known.

        It is not while a file cannot be read, or an id stands twice or names nothing; and there is
        nothing to know while each file says what was released.
        """
        policy = self.policy
        if not self._before or not policy.statement or policy.unread or policy.duplicates:
            return None
        before = self._before()
        if before is None or not before.statement or self._unresolved():
            return None
        from checker.changes import diff

        return diff(before, policy, self.law)

    def _unresolved(self) -> bool:
        """Whether anything refers to what does not exist."""
        routes = (("route",), ("consent",))
        return bool(self._misspelt) or any(
            reference.kinds in routes and not self.routes.exists(reference.target)
            for reference in self.policy.references
        )

    @cached_property
    def graph(self) -> Graph:
        """The data-flow graph, built when the first rule asks for it."""
        return build_graph(self.policy)

    @cached_property
    def translations(self) -> tuple[State, ...]:
        """How the texts stand in their languages, where the policy keeps account of that."""
        return tuple(states(self.policy)) if self.policy.locked else ()

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """How the page reads in each language that klar can measure."""
        return readings(self.policy)

    @cached_property
    def told_recipients(self) -> tuple[Recipient, ...]:
        """The recipients that people must be told of, directly or through other recipients."""
        reached = self.graph.reachable(d.recipient for d in self.policy.told_disclosures())
        return tuple(one for one in self.policy.recipients.values() if one.id in reached)

    @cached_property
    def markets_of_disclosures(self) -> dict[str, set[str]]:
        """The markets whose data go out by each disclosure people must be told of, by its route."""
        policy = self.policy
        markets: dict[str, set[str]] = {}
        for activity in policy.owing_notice():
            rules = policy.sharing_rules_for(activity)
            for disclosure in (
                *policy.disclosures_of(activity),
                *(disclosure for rule in rules for disclosure in rule.disclosures),
            ):
                own = markets_in_common(policy, activity.applies_in, disclosure.applies_in)
                markets.setdefault(disclosure.route, set()).update(own)
        return markets

    @cached_property
    def markets_of_recipients(self) -> dict[str, tuple[str, ...]]:
        """From which markets data reach each recipient that people must be told of."""
        policy = self.policy
        everywhere = policy.statement.markets if policy.statement else ()
        reached: dict[str, set[str]] = {}
        for disclosure in policy.told_disclosures():
            own = self.markets_of_disclosures.get(disclosure.route, ())
            reached.setdefault(disclosure.recipient, set()).update(own)
        pending = list(reached)
        while pending:
            name = pending.pop()
            recipient = policy.recipients.get(name)
            for other in recipient.sub_recipients if recipient else ():
                known = reached.setdefault(other, set())
                if not reached[name] <= known:
                    known.update(reached[name])
                    pending.append(other)
        return {
            name: tuple(
                market
                for market in (*everywhere, *sorted(markets.difference(everywhere)))
                if market in markets
            )
            for name, markets in reached.items()
        }

    @cached_property
    def written(self) -> dict[str, Written]:
        """All texts in each language of the statement, in which words are soon found."""
        texts = self.policy.texts
        statement = self.policy.statement
        return {
            language: Written([text.languages.get(language, "") for text in texts])
            for language in (statement.languages if statement else ())
        }

    @cached_property
    def facts(self) -> tuple[tuple[Text, dict[str, Stated]], ...]:
        """The texts that hold facts, and what they say in each language whose formats are known."""
        texts = self.policy.texts
        known = {language: one for language in self.written if (one := formats(language))}
        facts: set[int] = set()
        links: set[int] = set()
        for language, one in known.items():
            found = with_facts(self.written[language], one)
            facts |= found[0]
            links |= found[1]
        return tuple(
            (
                texts[at],
                {
                    language: read_facts(words, known[language])
                    if at in facts
                    else read_links(words)
                    for language, words in texts[at].languages.items()
                    if language in known
                },
            )
            for at in sorted(facts | links)
        )

    @cached_property
    def used(self) -> frozenset[str]:
        """The ids that something refers to; what is only asserted of a thing does not use it."""
        policy = self.policy
        return frozenset(
            reference.target.split("/", 1)[0]
            for reference in policy.references
            if reference.route.split("/", 1)[0] not in policy.assertions
        )

    def misspelt(self, *parts: str) -> bool:
        """Whether some part of the source, by its route, names an id that does not exist.

        That is one finding (unknown-reference): what else hangs on the id is not known until then.
        """
        return not self._misspelt.isdisjoint(parts)

    @cached_property
    def _misspelt(self) -> frozenset[str]:
        """The routes of references to ids that do not exist, and of all that holds them."""
        parts: set[str] = set()
        for reference in self.policy.references:
            known = self.policy.kind_of.get(reference.target) in reference.kinds
            if not known and reference.kinds not in (("route",), ("consent",)):
                route = reference.route
                while route and route not in parts:
                    parts.add(route)
                    route = route.rpartition("/")[0]
        return frozenset(parts)

    @property
    def statement_date(self) -> str:
        """The day the statement was last updated, or else the day of the check; ISO 8601."""
        statement = self.policy.statement
        return statement.last_updated if statement else self.as_of

    def name(self, thing: LegalEntity | Recipient) -> Words:
        """What the editor calls a recipient or a legal entity: its name, its title or its id.

        A recipient that is one of the organisation's legal entities has that one's name.
        """
        if not (thing.name or thing.title) and isinstance(thing, Recipient):
            thing = self.policy.entities.get(thing.entity or "", thing)
        return Words(thing.name or (self.words(thing.title) if thing.title else thing.id))

    def words(self, text: Text) -> Words:
        """A text as the editor knows it: in the statement's first language, shortened."""
        statement = self.policy.statement
        languages = statement.languages if statement else ()
        for language in (*languages, *sorted(text.languages)):
            if language in text.languages:
                words = " ".join(text.languages[language].split())
                return Words(words if len(words) <= 60 else f"{words[:59].rstrip()}…")
        return Words("")
