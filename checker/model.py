"""The policy as data protection law speaks of it.

Everything here is immutable and knows its route: the name made of ids and field names by which
waivers, links, fingerprints and findings refer to it. What is absent was not stated: `None` and
empty tuples never mean "no". What the publisher says is kept apart from how the editor classifies
it (`Basis.stated` and `Basis.classified`).

Named tuples rather than dataclasses: they are as frozen and as typed, and forty of them are made in
a fifth of the time, which every `klar check` would otherwise pay at its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from checker.source import Document, Path

REDACTED = "[…]"
"""What stands in a release where words were taken out of it because the law asked for it."""


def is_redacted(value: Any, path: Path) -> bool:
    """Whether the value at a path is of no form that it takes only because words were redacted."""
    if not isinstance(value, str) or path[-1:] not in (("address",), ("url",)):
        return False
    return REDACTED in value or quote(REDACTED) in value


class Text(NamedTuple):
    """A text in each language that has it: language code to CommonMark."""

    route: str
    languages: dict[str, str]


class Note(NamedTuple):
    """A sentence or phrase with an id of its own: a detail, an example, a trigger, an interest."""

    route: str
    id: str
    text: Text
    applies_in: tuple[str, ...] = ()
    qualifier: str | None = None


class Promise(NamedTuple):
    """What the statement promises to tell, and the routes that must exist for it to be kept."""

    route: str
    id: str
    text: Text | None
    kept_by: tuple[str, ...]


class Claim(NamedTuple):
    """What the statement says does not happen."""

    route: str
    id: str
    kind: str
    text: Text | None
    data: tuple[str, ...]
    recipients: tuple[str, ...]
    consent: str | None
    qualifier: str | None


class Arrangement(NamedTuple):
    """An arrangement between joint controllers, GDPR Art. 26."""

    route: str
    id: str
    parties: tuple[str, ...]
    since: str | None
    covers: tuple[str, ...]
    essence: Text | None
    informs: str | None
    answers: str | None
    document: str | None
    text: Text | None


class Agreement(NamedTuple):
    """A processing agreement, GDPR Art. 28(3)."""

    route: str
    id: str
    text: Text | None
    document: str | None


class Role(NamedTuple):
    """Who is `controller`, `joint-controller` or `processor`, and when."""

    route: str
    id: str
    role: str
    who: tuple[str, ...]
    qualifier: str | None
    on_behalf_of: Text | None
    text: Text | None
    condition: Text | None
    arrangement: Arrangement | None
    agreement: Agreement | None
    applies_in: tuple[str, ...]


class Source(NamedTuple):
    """Where data come from. `kind` settles whether GDPR Art. 13 or 14 applies to them."""

    route: str
    id: str
    kind: str
    data: tuple[str, ...]
    who: tuple[str, ...]
    text: Text | None
    qualifier: str | None

    @property
    def from_the_person(self) -> bool:
        """Whether these data are collected from the data subject (Art. 13)."""
        return self.kind in ("provided", "observed")

    @property
    def from_elsewhere(self) -> bool:
        """Whether these data have not been obtained from the data subject (Art. 14)."""
        return self.kind in ("third-party", "public")


class Withdrawal(NamedTuple):
    """How a consent is withdrawn, GDPR Art. 7(3)."""

    route: str
    any_time: bool | None
    channels: tuple[str, ...]
    text: Text | None


class Consent(NamedTuple):
    """A consent situation: to what, with which effects, given and withdrawn where."""

    route: str
    id: str
    effect: tuple[str, ...]
    subjects: tuple[str, ...]
    text: Text | None
    scope: Text | None
    document: str | None
    given: Text | None
    voluntary: bool | None
    conditional: bool
    refusal: Text | None
    from_age: int | None
    parental: Text | None
    withdrawal: Withdrawal | None
    applies_in: tuple[str, ...]


class Disclosure(NamedTuple):
    """Which data go to which recipient, in which role, under which condition. No data: all."""

    route: str
    id: str
    recipient: str
    role: str | None
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    consent: str | None
    condition: Text | None
    purpose: Text | None
    qualifier: str | None
    agreement: Text | None
    applies_in: tuple[str, ...]


class Retention(NamedTuple):
    """How long, in one of the forms of `kind`. Periods are ISO 8601 durations.

    One that `prolongs` only adds to other rules in the cases it names, and settles nothing itself.
    """

    route: str
    id: str
    kind: str
    period: str | None
    start: Text | None
    at_most: bool
    prolongs: bool
    while_: Text | None
    reason: Text | None
    until: Text | None
    law: Text | None
    document: str | None
    same_as: tuple[str, ...]
    depends_on: Text | None
    every: str | None
    by: Text | None
    kept: Text | None
    criterion: Text | None
    data: tuple[str, ...]
    subjects: tuple[str, ...]
    bases: tuple[str, ...]
    consent: str | None
    applies_in: tuple[str, ...]
    regime: str | None
    qualifier: str | None
    outcome: str | None
    text: Text | None


class Classified(NamedTuple):
    """The editor's reading of a lawful basis, as a point of Art. 6(1) such as `6(1)(f)`."""

    route: str
    article: str
    why: str


ARTICLE_OF = {
    "consent": "6(1)(a)",
    "contract": "6(1)(b)",
    "legal-obligation": "6(1)(c)",
    "vital-interests": "6(1)(d)",
    "public-task": "6(1)(e)",
    "legitimate-interest": "6(1)(f)",
}
"""The point of GDPR Art. 6(1) that a stated lawful basis names."""


class Basis(NamedTuple):
    """A lawful basis as stated, what it covers, and the editor's classification if it differs."""

    route: str
    id: str
    stated: str
    classified: Classified | None
    text: Text | None
    qualifier: str | None
    purposes: tuple[str, ...]
    data: tuple[str, ...]
    subjects: tuple[str, ...]
    whose: tuple[str, ...]
    interests: tuple[Note, ...]
    consent: str | None
    laws: tuple[Note, ...]
    document: str | None
    applies_in: tuple[str, ...]

    @property
    def article(self) -> str | None:
        """The point of Art. 6(1): the editor's reading, or else the one the stated name means."""
        return self.classified.article if self.classified else ARTICLE_OF.get(self.stated)


class Purpose(NamedTuple):
    """Why data are processed."""

    route: str
    id: str
    text: Text
    direct_marketing: bool
    data: tuple[str, ...]
    qualifier: str | None


class DataUse(NamedTuple):
    """One data category as one activity uses it. `inherited` if it came by `data_same_as`."""

    route: str
    category: str
    qualifier: str | None
    subjects: tuple[str, ...]
    purposes: tuple[str, ...]
    text: Text | None
    inherited: bool = False


class SameAs(NamedTuple):
    """Takes over another activity's data categories, with exceptions."""

    route: str
    activity: str
    except_: tuple[str, ...]


class SpecialData(NamedTuple):
    """Art. 9, Art. 10 or Art. 87 data in an activity, with the ground per market."""

    route: str
    id: str
    nature: str
    data: tuple[str, ...]
    inferred: bool
    qualifier: str | None
    ground: str | None
    provision: Text | None
    consent: str | None
    text: Text | None
    applies_in: tuple[str, ...]


class Provision(NamedTuple):
    """Whether people must give the data, GDPR Art. 13(2)(e)."""

    route: str
    id: str
    kind: str
    obliged: bool | None
    data: tuple[str, ...]
    consequence: Text | None
    text: Text | None


class OfferedRight(NamedTuple):
    """A right as an activity offers it, beyond the general ones."""

    route: str
    id: str
    right: str
    subjects: tuple[str, ...]
    any_time: bool | None
    channels: tuple[str, ...]
    text: Text | None
    exception: Text | None


class AutomatedDecision(NamedTuple):
    """A decision by automated means, GDPR Art. 22 and 13(2)(f)."""

    route: str
    id: str
    solely_automated: bool
    effect: str
    allowed_by: str | None
    data: tuple[str, ...]
    logic: Text | None
    significance: Text | None
    safeguards: Text | None


class Profiling(NamedTuple):
    """Profiling that is no decision of its own, GDPR Art. 4(4)."""

    route: str
    id: str
    data: tuple[str, ...]
    text: Text


class Exemption(NamedTuple):
    """An exception from the duty to inform that is claimed, with its reason."""

    route: str
    id: str
    article: str
    data: tuple[str, ...]
    reason: str


class Group(NamedTuple):
    """What several activities have in common.

    Its roles, consents, disclosures, rights and claims hold for each of them beside their own; its
    data subjects and sources for those that state none.
    """

    route: str
    id: str
    title: Text
    intro: Text | None
    subjects: tuple[str, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]
    consents: tuple[Consent, ...]
    disclosures: tuple[Disclosure, ...]
    no_recipients: bool
    rights: tuple[OfferedRight, ...]
    claims: tuple[Claim, ...]
    promises: tuple[Promise, ...]
    details: tuple[Note, ...]
    open: tuple[str, ...]


class Activity(NamedTuple):
    """A processing activity, as its own file states it. For what its group adds, ask the Policy."""

    route: str
    id: str
    title: Text
    intro: Text | None
    public: bool
    audience: tuple[str, ...]
    applies_in: tuple[str, ...]
    part_of: str | None
    subjects: tuple[str, ...]
    roles: tuple[Role, ...]
    purposes: tuple[Purpose, ...]
    combine_bases: str | None
    bases: tuple[Basis, ...]
    data: tuple[DataUse, ...]
    data_same_as: SameAs | None
    special_data: tuple[SpecialData, ...]
    sources: tuple[Source, ...]
    provision: tuple[Provision, ...]
    consents: tuple[Consent, ...]
    disclosures: tuple[Disclosure, ...]
    no_recipients: bool
    retention: tuple[Retention, ...]
    combine_retention: str | None
    automated_decisions: tuple[AutomatedDecision, ...]
    profiling: tuple[Profiling, ...]
    rights: tuple[OfferedRight, ...]
    measures: tuple[str, ...]
    documents: tuple[str, ...]
    exceptions: tuple[Exemption, ...]
    claims: tuple[Claim, ...]
    promises: tuple[Promise, ...]
    details: tuple[Note, ...]
    open: tuple[str, ...]


class Channel(NamedTuple):
    """A way to get in touch."""

    route: str
    id: str
    kind: str
    title: Text | None
    address: str | None
    lines: tuple[str, ...]
    country: str | None
    attention: Text | None
    text: Text | None
    alternative_to: str | None
    applies_in: tuple[str, ...]


class LegalEntity(NamedTuple):
    """A `company`, a `set` of them, or an `unspecified` one the statement does not name."""

    route: str
    id: str
    name: str | None
    title: Text | None
    kind: str
    country: str | None
    register_number: str | None
    members: tuple[str, ...]
    members_known: bool
    channels: tuple[str, ...]
    text: Text | None


class Officer(NamedTuple):
    """Someone appointed: a data protection officer, a representative, the organisation's own."""

    route: str
    id: str
    role: str
    title: Text | None
    covers: tuple[str, ...]
    text: Text | None
    channels: tuple[str, ...]


class Organisation(NamedTuple):
    """Who stands behind the statement."""

    route: str
    name: str
    headquarters: tuple[str | None, str] | None
    description: tuple[Note, ...]
    roles: tuple[Role, ...]
    entities: tuple[LegalEntity, ...]
    officers: tuple[Officer, ...]
    channels: tuple[Channel, ...]


class DataSubject(NamedTuple):
    """A group of people whose data are processed."""

    route: str
    id: str
    title: Text
    children: bool
    text: Text | None


class DataCategory(NamedTuple):
    """A kind of personal data. `nature` is set for Art. 9, Art. 10 and Art. 87 data."""

    route: str
    id: str
    title: Text
    nature: str | None
    inferred: bool
    text: Text | None


class Safeguard(NamedTuple):
    """One of the appropriate safeguards of GDPR Art. 46 and 47."""

    route: str
    id: str
    tool: str
    instrument: str | None
    qualifier: str | None
    text: Text | None


class Transfer(NamedTuple):
    """A transfer to a third country and what it rests on.

    `decision` is the number of an adequacy decision; `scope` says why the recipient is within it.
    """

    route: str
    id: str
    country: str | None
    mechanism: str | None
    adequacy: str | None
    decision: str | None
    scope: Text | None
    safeguards: tuple[Safeguard, ...]
    derogation: str | None
    copy: Text | None
    text: Text | None
    qualifier: str | None
    applies_in: tuple[str, ...]


class Recipient(NamedTuple):
    """Who gets data: `named`, a `category`, or `undefined`. `documents` list who that is."""

    route: str
    id: str
    name: str | None
    title: Text | None
    kind: str
    within_group: bool
    entity: str | None
    countries: tuple[str, ...]
    outside_eea: bool
    transfers: tuple[Transfer, ...]
    sub_recipients: tuple[str, ...]
    text: Text | None
    documents: tuple[str, ...]


class Measure(NamedTuple):
    """A security measure, GDPR Art. 32; `assessed` if it is only said to be considered."""

    route: str
    id: str
    kind: str
    assessed: bool
    title: Text
    text: Text | None


class Right(NamedTuple):
    """A right of data subjects as the statement names it."""

    route: str
    id: str
    right: str
    title: Text
    text: Text | None
    any_time: bool | None
    channels: tuple[str, ...]
    documents: tuple[str, ...]


class Procedure(NamedTuple):
    """How rights are used, GDPR Art. 12. `within` is an ISO 8601 duration."""

    route: str
    id: str
    channels: tuple[str, ...]
    within: str | None
    start: Text | None
    free: bool
    fee: Text | None
    text: Text | None
    exception: Text | None
    identity: Text | None
    details: tuple[Note, ...]


class Complaints(NamedTuple):
    """Where to complain, GDPR Art. 77. `authorities` are countries."""

    route: str
    id: str
    authorities: tuple[str, ...]
    text: Text | None
    documents: tuple[str, ...]


class Cookie(NamedTuple):
    """One cookie, for the cookie table."""

    route: str
    id: str
    name: str
    activity: str
    necessary: bool | None
    provider: str | None
    purpose: Text | None
    data: tuple[str, ...]
    period: str | None
    session: bool


class Address(NamedTuple):
    """Where a document is, for a language or market where that matters."""

    route: str
    id: str
    url: str
    language: str | None
    country: str | None


class ExternalDocument(NamedTuple):
    """A document the reader is sent to. No addresses: the target is not known."""

    route: str
    id: str
    kind: str
    title: Text
    urls: tuple[Address, ...]
    owner: str | None
    country: str | None


class SharingRule(NamedTuple):
    """A rule for sharing that cuts across activities. No `applies_to`: all of them."""

    route: str
    id: str
    title: Text
    text: Text | None
    applies_to: tuple[str, ...]
    triggers: tuple[Note, ...]
    purposes: tuple[Purpose, ...]
    bases: tuple[Basis, ...]
    disclosures: tuple[Disclosure, ...]
    claims: tuple[Claim, ...]
    promises: tuple[Promise, ...]
    details: tuple[Note, ...]
    open: tuple[str, ...]


class Term(NamedTuple):
    """A word the statement explains."""

    route: str
    id: str
    term: Text
    aliases: tuple[Note, ...]
    meaning: Text | None
    examples: tuple[Note, ...]


class Block(NamedTuple):
    """A block of a section: a paragraph, activities, a group and its activities, a built list."""

    route: str
    id: str
    text: Text | None
    documents: tuple[str, ...]
    applies_in: tuple[str, ...]
    activities: tuple[str, ...]
    group: str | None
    show: str | None
    only: tuple[str, ...]


class Section(NamedTuple):
    """A section of the statement."""

    route: str
    id: str
    title: Text
    content: tuple[Block, ...]
    promises: tuple[Promise, ...]


class Entry(NamedTuple):
    """A section's place in the order, with those below it."""

    route: str
    section: str
    sections: tuple[Entry, ...]


class Effective(NamedTuple):
    """From when the statement is in force, where that differs by market."""

    route: str
    id: str
    start: str
    applies_in: tuple[str, ...]


class Redirect(NamedTuple):
    """An id that was renamed."""

    route: str
    old: str
    new: str


class Statement(NamedTuple):
    """The statement as a whole. Dates are ISO 8601."""

    route: str
    id: str
    title: Text
    other_titles: tuple[Note, ...]
    version: str
    last_updated: str
    effective: tuple[Effective, ...]
    languages: tuple[str, ...]
    markets: tuple[str, ...]
    intro: tuple[Note, ...]
    promises: tuple[Promise, ...]
    contents: tuple[Entry, ...]
    cite_law: bool
    flow_pictures: bool
    redirects: tuple[Redirect, ...]

    def start_in(self, market: str) -> str:
        """The first day on which it is in force in a market: where none is stated, its update."""
        general = self.last_updated
        for one in self.effective:
            if market in one.applies_in:
                return one.start
            if not one.applies_in:
                general = one.start
        return general


def version_number(version: str) -> tuple[int, ...]:
    """A version, major.minor.patch, as what can be compared with others."""
    return tuple(int(part) for part in version.split("."))


class Notified(NamedTuple):
    """Where and on which day (ISO 8601) people were told of a change, or will be.

    `place` is one of the places that the statement promises.
    """

    route: str
    place: str
    on: str


class Emergency(NamedTuple):
    """Why a change had to take effect at once, and who decided that."""

    route: str
    reason: str
    by: str


class ChangeEntry(NamedTuple):
    """An entry of the changelog. `tells` are the routes of what it tells of."""

    route: str
    id: str
    version: str
    date: str
    text: Text
    tells: tuple[str, ...]
    notified: tuple[Notified, ...]
    emergency: Emergency | None


class ChangePolicy(NamedTuple):
    """What the statement promises about its own changes.

    `notice_before` is how long before a change takes effect people are told, an ISO 8601 duration.
    """

    route: str
    id: str
    text: Text | None
    notice: Text | None
    notice_before: str | None
    notice_places: tuple[Note, ...]


class Waiver(NamedTuple):
    """A finding accepted in the open: rule and route, why, by whom, until which day."""

    route: str
    rule: str
    target: str
    kind: str
    reason: str
    owner: str
    until: str
    place: Place


class Assertion(NamedTuple):
    """What must hold of every path that data take from one place to another.

    `from_`, `to`, `via` and `unless` are ids, routes, countries or phrases, any of which will do;
    none means all data, any recipient, and no more conditions. `kind` is `never`, for what no path
    may do unless it passes one of `unless`, or `always`, for what every path has to pass.
    """

    route: str
    id: str
    says: str
    promised_by: tuple[str, ...]
    kind: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    via: tuple[str, ...]
    unless: tuple[str, ...]

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The names in each of its fields, as these are called in the source."""
        settled = "unless" if self.kind == "never" else "passes"
        return {"from": self.from_, "to": self.to, "via": self.via, settled: self.unless}


class Place(NamedTuple):
    """Where a value stands in the source."""

    document: Document
    path: Path


class Reference(NamedTuple):
    """An id or route that one part of the policy uses for another, and what kinds it may name."""

    route: str
    target: str
    kinds: tuple[str, ...]


class Duplicate(NamedTuple):
    """An id that stands twice where it may stand once."""

    id: str
    route: str
    first: Place
    second: Place


class Parts(NamedTuple):
    """The parts of a policy. What could not be read is absent, and its kind is in `unread`.

    `stamps` are the lines of the translation lock by the routes of the texts; `locked` says whether
    the policy has such a file; `redacted` whether words were taken out of it after its release.
    """

    statement: Statement | None
    organisation: Organisation | None
    subjects: dict[str, DataSubject]
    categories: dict[str, DataCategory]
    entities: dict[str, LegalEntity]
    officers: dict[str, Officer]
    channels: dict[str, Channel]
    recipients: dict[str, Recipient]
    measures: dict[str, Measure]
    documents: dict[str, ExternalDocument]
    terms: dict[str, Term]
    cookies: dict[str, Cookie]
    rights: tuple[Right, ...]
    procedure: Procedure | None
    complaints: Complaints | None
    general_retention: tuple[Retention, ...]
    general_sources: tuple[Source, ...]
    promises: tuple[Promise, ...]
    sharing: dict[str, SharingRule]
    groups: dict[str, Group]
    activities: dict[str, Activity]
    sections: dict[str, Section]
    change_policy: ChangePolicy | None
    changes: tuple[ChangeEntry, ...]
    waivers: tuple[Waiver, ...]
    assertions: dict[str, Assertion]
    stamps: dict[str, str]
    locked: bool
    texts: tuple[Text, ...]
    references: tuple[Reference, ...]
    duplicates: tuple[Duplicate, ...]
    kind_of: dict[str, str]
    unread: frozenset[str]
    redacted: bool = False


class Policy(Parts):
    """The whole policy, and what follows from its parts together.

    What nearly every rule asks for is worked out once. What an activity's group states, as Group
    says, holds for the activity too.
    """

    def subjects_of(self, activity: Activity) -> tuple[str, ...]:
        """The data subjects of an activity: its own, or else its group's."""
        group = self.group_of(activity)
        return activity.subjects or (group.subjects if group else ())

    def roles_of(self, activity: Activity) -> tuple[Role, ...]:
        """The roles in an activity, its group's first; or else the organisation's general ones."""
        group = self.group_of(activity)
        roles = (*group.roles, *activity.roles) if group else activity.roles
        return roles or (self.organisation.roles if self.organisation else ())

    def sources_of(self, activity: Activity) -> tuple[Source, ...]:
        """The sources of an activity's data: its own, or else its group's."""
        group = self.group_of(activity)
        return activity.sources or (group.sources if group else ())

    def consents_of(self, activity: Activity) -> tuple[Consent, ...]:
        """The consent situations of an activity, its group's first."""
        group = self.group_of(activity)
        return (*group.consents, *activity.consents) if group else activity.consents

    def disclosures_of(self, activity: Activity) -> tuple[Disclosure, ...]:
        """The disclosures of an activity, its group's first."""
        group = self.group_of(activity)
        return (*group.disclosures, *activity.disclosures) if group else activity.disclosures

    def rights_of(self, activity: Activity) -> tuple[OfferedRight, ...]:
        """The rights an activity offers beyond the general ones, its group's first."""
        group = self.group_of(activity)
        return (*group.rights, *activity.rights) if group else activity.rights

    def sharing_rules_for(self, activity: Activity) -> Iterator[SharingRule]:
        """The sharing rules that cut across an activity."""
        for rule in self.sharing.values():
            if not rule.applies_to or activity.id in rule.applies_to:
                yield rule

    def data_of(self, activity: Activity) -> tuple[DataUse, ...]:
        """The data of an activity: what it takes over from another, then its own.

        What that other has taken over itself comes along; a circle ends where it began.
        """
        chain = [activity]
        seen = {activity.id}
        while (same := chain[-1].data_same_as) and same.activity not in seen:
            other = self.activities.get(same.activity)
            if other is None:
                break
            seen.add(other.id)
            chain.append(other)
        uses: dict[str, DataUse] = {}
        left_out = _left_out(chain)
        for distance, one in reversed(list(enumerate(chain))):
            for use in one.data:
                if distance == 0:
                    uses.pop(use.category, None)
                    uses[use.category] = use
                elif use.category not in left_out[distance]:
                    route = f"{activity.route}/data_same_as/{use.category}"
                    uses[use.category] = use._replace(
                        route=route, subjects=(), purposes=(), inherited=True
                    )
        return tuple(uses.values())

    def owed_sources(self, activity: Activity) -> tuple[Source, ...]:
        """The sources of an activity about whose data people must be told.

        Those with data for which an exception from the duty to inform is claimed are left out: GDPR
        Art. 13(4) for data from the person, Art. 14(5) for data from elsewhere.
        """
        sources = self.sources_of(activity)
        if not activity.exceptions:
            return sources
        everything = tuple(use.category for use in self.data_of(activity))
        return tuple(
            source for source in sources if not _exempt(source, everything, activity.exceptions)
        )

    def is_processor_only(self, activity: Activity) -> bool:
        """Whether we only act on others' behalf here, so that the duties to inform are theirs."""
        roles = self.roles_of(activity)
        return bool(roles) and all(role.role == "processor" for role in roles)

    def owing_notice(self) -> tuple[Activity, ...]:
        """The activities in which GDPR Art. 13 and 14 bind us: public ones, not as processor.

        Those for all of whose data an exception is claimed are left out.
        """
        return self._owing_notice

    @cached_property
    def _owing_notice(self) -> tuple[Activity, ...]:
        owing: list[Activity] = []
        for activity in self.activities.values():
            # What a group that does not exist would add is not known: that is mended first.
            known_group = activity.part_of is None or activity.part_of in self.groups
            if activity.public and known_group and not self.is_processor_only(activity):
                # Where no source is known, an exception that names no data is for all of them.
                known = self.sources_of(activity)
                for_all = not known and any(not one.data for one in activity.exceptions)
                if not for_all and (not known or self.owed_sources(activity)):
                    owing.append(activity)
        return tuple(owing)

    def owing_a_basis(self) -> tuple[Activity | SharingRule, ...]:
        """Whatever has purposes that need a lawful basis of ours."""
        return self._owing_a_basis

    @cached_property
    def _owing_a_basis(self) -> tuple[Activity | SharingRule, ...]:
        ids = {activity.id for activity in self._owing_notice}
        rules = (
            rule
            for rule in self.sharing.values()
            if not rule.applies_to or ids.intersection(rule.applies_to)
        )
        return (*self._owing_notice, *rules)

    def our_bases(self, owner: Activity | SharingRule) -> list[Basis]:
        """The lawful bases that are ours: nobody else's, or those of a company behind us."""
        return [basis for basis in owner.bases if not basis.whose or self._ours(basis.whose)]

    def _ours(self, names: tuple[str, ...]) -> bool:
        for name in names:
            recipient = self.recipients.get(name)
            if name in self.entities or (recipient and recipient.entity in self.entities):
                return True
        return False

    def entries(self) -> Iterator[Entry]:
        """The entries of the statement's contents, in the order of the page."""
        pending = list(reversed(self.statement.contents)) if self.statement else []
        while pending:
            entry = pending.pop()
            yield entry
            pending.extend(reversed(entry.sections))

    def shown_blocks(self) -> Iterator[Block]:
        """The blocks of every section that the statement's contents reach, in their order."""
        for entry in self.entries():
            if entry.section in self.sections:
                yield from self.sections[entry.section].content

    def told(self) -> tuple[Activity | Group | SharingRule, ...]:
        """Whatever states what people must be told: activities, their groups, sharing rules."""
        return self._told

    @cached_property
    def _told(self) -> tuple[Activity | Group | SharingRule, ...]:
        groups: dict[str, Group] = {}
        for activity in self._owing_notice:
            group = self.group_of(activity)
            if group:
                groups[group.id] = group
        rules = (owner for owner in self._owing_a_basis if isinstance(owner, SharingRule))
        return (*self._owing_notice, *groups.values(), *rules)

    def told_disclosures(self) -> Iterator[Disclosure]:
        """Every disclosure that people must be told of, as it is stated, once."""
        for owner in self.told():
            yield from owner.disclosures

    def told_retention(self) -> Iterator[Retention]:
        """Every retention rule that people must be told of, the general ones last."""
        for activity in self.owing_notice():
            yield from activity.retention
        yield from self.general_retention

    def every_consent(self) -> Iterator[Consent]:
        """The consent situations of all groups and activities."""
        for group in self.groups.values():
            yield from group.consents
        for activity in self.activities.values():
            yield from activity.consents

    def every_promise(self) -> Iterator[Promise]:
        """What the statement promises, wherever it does."""
        if self.statement:
            yield from self.statement.promises
        yield from self.promises
        for kind in (self.sections, self.groups, self.activities, self.sharing):
            for owner in kind.values():
                yield from owner.promises

    def group_of(self, activity: Activity) -> Group | None:
        """The group an activity is part of."""
        return self.groups.get(activity.part_of) if activity.part_of else None


def _exempt(source: Source, everything: tuple[str, ...], exceptions: tuple[Exemption, ...]) -> bool:
    """Whether exceptions are claimed for all the data that a source gives."""
    article = "14(5)" if source.from_elsewhere else "13(4)"
    fitting = [one for one in exceptions if one.article.startswith(article)]
    if any(not one.data for one in fitting):
        return True
    data = source.data or everything
    return bool(data) and set(data) <= {name for one in fitting for name in one.data}


def _left_out(chain: list[Activity]) -> list[frozenset[str]]:
    """For each activity of a chain of `data_same_as`, what the first does not take over from it."""
    left_out: list[frozenset[str]] = [frozenset()]
    for one in chain[:-1]:
        own = one.data_same_as.except_ if one.data_same_as else ()
        left_out.append(left_out[-1] | frozenset(own))
    return left_out


KeyedValue = dict[str, Any]
"""A set of fields as the reader gives it, already known to fit its schema."""


def item_key(item: Any) -> str:
    """The name of a list's item in a route: its id, or the id it refers to."""
    if isinstance(item, dict):
        for field in ("id", "category", "section", "from", "place"):
            name = item.get(field)
            if isinstance(name, str):
                return name
        return f"{item.get('rule')}@{item.get('route')}"
    return str(item)


def anchor(route: str) -> str:
    """The page's anchor for a route: the route with `--` for each `/`.

    Ids hold no double hyphen, so no two routes share an anchor, and an id is its own anchor.
    """
    return route.replace("/", "--")
