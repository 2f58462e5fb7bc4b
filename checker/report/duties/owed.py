"""What each duty asks of an activity, a sharing rule or the statement, and what would meet it.

A function for each duty of law/duties.yaml that a page can meet: it says why nothing is owed, or
names the points that are, each with the routes of which any one states it. Whether those stand on
the page is for `matrix` to ask. Nothing is judged here that a rule judges: how a point is stated,
and whether the law allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from checker import model as m


class Evidence(NamedTuple):
    """What states a point: a route of the source.

    `at` is where the page shows it, if it has no place there of its own; of a text, the words must
    stand there.
    """

    route: str
    at: str | None = None
    text: m.Text | None = None


class Point(NamedTuple):
    """Something that is owed: in words, the route where it belongs, and what may state it."""

    what: str
    route: str
    evidence: tuple[Evidence, ...]


Answer = str | tuple[Point, ...]
"""Why a duty does not apply, or the points it asks for."""


class Whole:
    """The policy, and what is asked of it for every activity."""

    def __init__(self, policy: m.Policy) -> None:
        self.policy = policy

    @cached_property
    def listed_channels(self) -> tuple[str, ...]:
        """The ids of the channels that a section of the page lists."""
        return tuple(
            name
            for block in self.policy.shown_blocks()
            if block.show == "channels"
            for name in block.only or self.policy.channels
        )

    @cached_property
    def cookies(self) -> dict[str, list[m.Cookie]]:
        """The cookies of each activity, by its id."""
        cookies: dict[str, list[m.Cookie]] = {}
        for cookie in self.policy.cookies.values():
            cookies.setdefault(cookie.activity, []).append(cookie)
        return cookies


class Case:
    """An activity or a sharing rule that owes people information."""

    def __init__(self, policy: m.Policy, owner: m.Activity | m.SharingRule) -> None:
        self.policy = policy
        self.owner = owner

    @cached_property
    def disclosures(self) -> tuple[m.Disclosure, ...]:
        """Its disclosures, an activity's group's among them."""
        if isinstance(self.owner, m.Activity):
            return self.policy.disclosures_of(self.owner)
        return self.owner.disclosures

    @cached_property
    def recipients(self) -> tuple[m.Recipient, ...]:
        """Everyone whom its data reach, through others as well."""
        reached: dict[str, m.Recipient] = {}
        pending = [disclosure.recipient for disclosure in reversed(self.disclosures)]
        while pending:
            recipient = self.policy.recipients.get(pending.pop())
            if recipient and recipient.id not in reached:
                reached[recipient.id] = recipient
                pending.extend(recipient.sub_recipients)
        return tuple(reached.values())

    @property
    def transfers(self) -> Iterator[m.Transfer]:
        """The transfers to everyone whom its data reach."""
        for recipient in self.recipients:
            yield from recipient.transfers

    @cached_property
    def consents_given(self) -> tuple[str, ...]:
        """The routes of what rests on consent: bases, and special categories of data."""
        grounds = [basis.route for basis in self.owner.bases if basis.article == "6(1)(a)"]
        if isinstance(self.owner, m.Activity):
            grounds += [one.route for one in self.owner.special_data if one.ground == "9(2)(a)"]
        return tuple(grounds)

    @property
    def may_be_objected_to(self) -> bool:
        """Whether GDPR Art. 21(1) or (2) gives the right to object."""
        return any(basis.article in ("6(1)(e)", "6(1)(f)") for basis in self.owner.bases) or any(
            purpose.direct_marketing for purpose in self.owner.purposes
        )

    def offered(self, right: str) -> Iterator[Evidence]:
        """Where a right is stated: among those of everyone, or for this activity."""
        for general in self.policy.rights:
            if general.right == right:
                yield Evidence(general.route)
        if isinstance(self.owner, m.Activity):
            for own in self.policy.rights_of(self.owner):
                if own.right == right:
                    yield Evidence(own.route)


# Of activities and sharing rules


def _purposes_and_bases(case: Case) -> Answer:
    owner = case.owner
    if not owner.purposes and isinstance(owner, m.SharingRule):
        return "it states no purposes of its own"
    if not owner.purposes:
        return (Point("the purposes", f"{owner.route}/purposes", ()),)
    points = []
    ours = case.policy.our_bases(owner)
    for purpose in owner.purposes:
        bases = [basis for basis in ours if not basis.purposes or purpose.id in basis.purposes]
        points.append(_shown(f"purpose {purpose.id}", purpose.route))
        points.append(
            Point(f"lawful basis of {purpose.id}", purpose.route, _any(one.route for one in bases))
        )
    return tuple(points)


def _legitimate_interests(case: Case) -> Answer:
    # What only the editor reads as a legitimate interest, the publisher has not called one.
    bases = [
        one for one in case.owner.bases if one.stated == "legitimate-interest" and not one.whose
    ]
    return _if_any(
        "no legitimate interest",
        [
            Point(f"interest of {basis.id}", basis.route, _any(n.route for n in basis.interests))
            for basis in bases
        ],
    )


def _recipients(case: Case) -> Answer:
    owner = case.owner
    if isinstance(owner, m.SharingRule):
        return _if_any("it names no recipients", _disclosed(owner.disclosures))
    if case.disclosures:
        return tuple(_disclosed(case.disclosures))
    group = case.policy.groups.get(owner.part_of or "")
    none = [one.route for one in (owner, group) if one and one.no_recipients]
    general = [
        disclosure.route
        for rule in ([] if none else case.policy.sharing_rules_for(owner))
        for disclosure in rule.disclosures
    ]
    evidence = _any((*(f"{route}/no_recipients" for route in none), *general))
    return (Point("who gets the data", f"{owner.route}/disclosures", evidence),)


def _disclosed(disclosures: Iterable[m.Disclosure]) -> Iterator[Point]:
    return (_shown(f"disclosure {one.id} to {one.recipient}", one.route) for one in disclosures)


def _transfers(case: Case) -> Answer:
    points = []
    for one in case.transfers:
        points.append(_shown(f"transfer {one.id}", one.route))
        if one.mechanism == "safeguards" and one.safeguards:
            copy = _words(one.copy, one.route)
            points.append(Point(f"copy of the safeguards of {one.id}", f"{one.route}/copy", copy))
    return _if_any("no transfer outside the EEA is stated", points)


def _withdrawal(case: Case) -> Answer:
    if not case.consents_given:
        return "nothing rests on consent"
    evidence = (*case.offered("withdraw-consent"), *_withdrawals(case))
    return (Point("the right to withdraw consent", case.consents_given[0], evidence),)


def _withdrawals(case: Case) -> Iterator[Evidence]:
    if isinstance(case.owner, m.Activity):
        for consent in case.policy.consents_of(case.owner):
            how = consent.withdrawal
            if how and (how.any_time or how.channels or how.text):
                yield Evidence(how.route)


def _easy_withdrawal(case: Case) -> Answer:
    if not case.consents_given:
        return "nothing rests on consent"
    how = [
        Evidence(right.route)
        for right in case.policy.rights
        if right.right == "withdraw-consent" and (right.channels or right.text)
    ]
    evidence = (*_withdrawals(case), *how)
    # Art. 7(3) asks that it be easy, not that the statement say how.
    if not evidence:
        return "the statement does not say how; seen where the consent is given"
    return (Point("how to withdraw", case.consents_given[0], evidence),)


def _objection(case: Case) -> Answer:
    if not case.may_be_objected_to:
        return "no legitimate interest, public task or direct marketing"
    evidence = tuple(case.offered("object"))
    return (Point("the right to object", "statement/rights/rights/object", evidence),)


def _binding_corporate_rules(case: Case) -> Answer:
    points = [
        Point(
            f"principles, rights and liability under {safeguard.id}",
            safeguard.route,
            tuple(
                evidence
                for text in (safeguard.text, transfer.copy, transfer.text)
                for evidence in _words(text, transfer.route)
            ),
        )
        for transfer in case.transfers
        for safeguard in transfer.safeguards
        if safeguard.tool == "binding-corporate-rules"
    ]
    return _if_any("no transfer rests on binding corporate rules", points)


_TOLD_DEROGATIONS = {
    "49(1)(a)": "the risks of",
    "49(1), second subparagraph": "the compelling interests of",
}


def _derogations(case: Case) -> Answer:
    points = [
        Point(
            f"{_TOLD_DEROGATIONS[one.derogation]} transfer {one.id}",
            one.route,
            _words(one.text, one.route),
        )
        for one in case.transfers
        if one.mechanism == "derogation" and one.derogation in _TOLD_DEROGATIONS
    ]
    return _if_any("no transfer rests on consent or on compelling interests", points)


# Of activities


def _controller(whole: Whole, activity: m.Activity) -> Answer:
    roles = [role for role in whole.policy.roles_of(activity) if role.role != "processor"]
    if not roles:
        return (Point("who is responsible", f"{activity.route}/roles", ()),)
    points = []
    for role in roles:
        points.append(_shown(f"role {role.id}", role.route))
        for who in role.who:
            entity = whole.policy.entities.get(who)
            if entity is None:
                continue
            points.append(_shown(f"who {who} is", entity.route))
            members = [
                whole.policy.entities[one] for one in entity.members if one in whole.policy.entities
            ]
            own = [channel for one in (entity, *members) for channel in one.channels]
            points.append(
                Point(
                    f"how to reach {who}",
                    f"{entity.route}/channels",
                    _any(_ways(whole.policy, (*own, *whole.listed_channels))),
                )
            )
    return tuple(dict.fromkeys(points))


_NO_CONTACT = ("unsubscribe-link", "site-control")
"""Channels by which no person can be reached."""


def _ways(policy: m.Policy, channels: Iterable[str]) -> Iterator[str]:
    """The routes of channels by which someone can be reached."""
    for name in channels:
        channel = policy.channels.get(name)
        if channel and channel.kind not in _NO_CONTACT:
            yield channel.route


def _elsewhere(whole: Whole, activity: m.Activity) -> str | tuple[m.Source, ...]:
    """The sources of data not obtained from the person, or why nothing is owed of such data."""
    stated = whole.policy.sources_of(activity)
    owed = tuple(one for one in whole.policy.owed_sources(activity) if one.from_elsewhere)
    if owed:
        return owed
    if not stated:
        return "where the data come from is not stated: see source"
    if any(one.from_elsewhere for one in stated):
        return claimed(activity)
    if all(one.data for one in stated):
        given = {category for one in stated for category in one.data}
        used = {use.category for use in whole.policy.data_of(activity)}
        exempt = [one.data for one in activity.exceptions]
        if used.difference(given, *exempt) and all(exempt):
            return "where some of the data come from is not stated: see source"
    if all(one.from_the_person for one in stated):
        return "all data come from the person"
    return "no data come from others"


def claimed(activity: m.Activity) -> str:
    """The exceptions from the duty to inform that an activity claims, in words."""
    articles = dict.fromkeys(f"GDPR {one.article}" for one in activity.exceptions)
    return f"exception claimed: {', '.join(articles)}"


def _categories(whole: Whole, activity: m.Activity) -> Answer:
    elsewhere = _elsewhere(whole, activity)
    if isinstance(elsewhere, str):
        return elsewhere
    same = activity.data_same_as
    points = [
        _shown(f"data {use.category}", same.route if same and use.inherited else use.route)
        for use in whole.policy.data_of(activity)
    ]
    named = _any(source.route for source in elsewhere if source.data)
    return tuple(points) or (Point("which data", f"{activity.route}/data", named),)


def _source(whole: Whole, activity: m.Activity) -> Answer:
    if not whole.policy.sources_of(activity):
        return (Point("where the data come from", f"{activity.route}/sources", ()),)
    elsewhere = _elsewhere(whole, activity)
    if isinstance(elsewhere, str):
        return elsewhere
    return tuple(
        Point(
            f"source {one.id}",
            one.route,
            (Evidence(one.route),) if one.kind == "public" or one.who or one.text else (),
        )
        for one in elsewhere
    )


def _provision(whole: Whole, activity: m.Activity) -> Answer:
    stated = whole.policy.sources_of(activity)
    if not stated:
        return "where the data come from is not stated: see source"
    if not any(one.kind == "provided" for one in stated):
        return "the person does not provide the data"
    if not any(one.kind == "provided" for one in whole.policy.owed_sources(activity)):
        return claimed(activity)
    points = []
    for one in activity.provision:
        points.append(_shown(f"provision {one.id}", one.route))
        if one.kind != "voluntary":
            evidence = _words(one.consequence, one.route)
            points.append(Point(f"consequence of {one.id}", f"{one.route}/consequence", evidence))
    return tuple(points) or (
        Point("whether data must be given", f"{activity.route}/provision", ()),
    )


def _retention(whole: Whole, activity: m.Activity) -> Answer:
    if activity.retention:
        return tuple(_shown(f"retention {one.id}", one.route) for one in activity.retention)
    general = _any(one.route for one in whole.policy.general_retention)
    return (Point("how long data are kept", f"{activity.route}/retention", general),)


def _automated_decisions(whole: Whole, activity: m.Activity) -> Answer:
    del whole
    points = []
    for one in activity.automated_decisions:
        if not one.solely_automated or one.effect == "none":
            continue
        owed = [("logic", one.logic), ("significance", one.significance)]
        if one.allowed_by != "22(2)(b)":
            owed.append(("safeguards", one.safeguards))
        for field, text in owed:
            evidence = _words(text, one.route)
            points.append(Point(f"{field} of {one.id}", f"{one.route}/{field}", evidence))
    return _if_any("no decision under GDPR Art. 22 is stated", points)


def _joint_controllers(whole: Whole, activity: m.Activity) -> Answer:
    roles = [one for one in whole.policy.roles_of(activity) if one.role == "joint-controller"]
    if not roles:
        return "no joint controllers"
    # One joint control may be stated twice, by the activity and by its group.
    by_parties: dict[frozenset[str], list[m.Role]] = {}
    for role in roles:
        by_parties.setdefault(frozenset(role.who), []).append(role)
    points = []
    for same in by_parties.values():
        told = [one.arrangement for one in same if one.arrangement]
        evidence = _any(
            one.route for one in told if one.essence or one.document or one.informs or one.answers
        )
        route = told[0].route if told else f"{same[0].route}/arrangement"
        points.append(Point(f"arrangement of {same[0].id}", route, evidence))
    return tuple(points)


def _special_categories(whole: Whole, activity: m.Activity) -> Answer:
    return _sensitive(whole, activity, "special-category", lambda one: bool(one.ground))


def _criminal_offences(whole: Whole, activity: m.Activity) -> Answer:
    return _sensitive(
        whole,
        activity,
        "criminal-offence",
        lambda one: bool(one.ground or one.provision or one.consent),
    )


_SENSITIVE = {
    "special-category": "special categories of data",
    "criminal-offence": "data on criminal offences",
    "national-id": "national identification numbers",
}


def _sensitive(
    whole: Whole, activity: m.Activity, nature: str, rests: Callable[[m.SpecialData], bool]
) -> Answer:
    """What such data rest on, for those that the statement itself says are of that nature."""
    words = _SENSITIVE[nature]
    stated = [one for one in activity.special_data if one.nature == nature]
    uses = {one.category: one.route for one in _of_nature(whole.policy, activity, nature)}
    grounded = [one for one in stated if rests(one)]
    points = [
        Point(f"ground of {one.id}", one.route, (Evidence(one.route),) if rests(one) else ())
        for one in stated
        # What a second entry adds about data that rest on something needs no ground of its own.
        if not one.inferred and (rests(one) or not _covered(grounded, one.data or (*uses,)))
    ]
    points += [
        Point(f"ground of {name}", route, ())
        for name, route in uses.items()
        if not _covered(stated, (name,))
    ]
    if not points and stated:
        return f"only the editor reads these as {words}"
    return _if_any(f"no {words}", points)


def _covered(entries: Iterable[m.SpecialData], data: Iterable[str]) -> bool:
    """Whether entries name all of some data; one that names none is for all of them."""
    entries = [*entries]
    if any(not one.data for one in entries):
        return True
    named = {name for one in entries for name in one.data}
    wanted = {*data}
    return bool(wanted) and wanted <= named


def _of_nature(policy: m.Policy, activity: m.Activity, nature: str) -> Iterator[m.DataUse]:
    """The uses of data that are of a nature, but for those that only the editor reads so."""
    for use in policy.data_of(activity):
        category = policy.categories.get(use.category)
        if category and category.nature == nature and not category.inferred:
            yield use


def _national_id(whole: Whole, activity: m.Activity) -> Answer:
    points = [
        _shown(f"use of {one.id}", one.route)
        for one in activity.special_data
        if one.nature == "national-id" and not one.inferred
    ]
    same = activity.data_same_as
    points += [
        _shown(f"data {use.category}", same.route if same and use.inherited else use.route)
        for use in _of_nature(whole.policy, activity, "national-id")
    ]
    return _if_any(f"no {_SENSITIVE['national-id']}", points)


def _children(whole: Whole, activity: m.Activity) -> Answer:
    subjects = [whole.policy.subjects.get(one) for one in whole.policy.subjects_of(activity)]
    if not any(one and one.children for one in subjects):
        return "it is not about children"
    consents = [one for one in whole.policy.consents_of(activity) if "basis" in one.effect]
    return _if_any(
        "nothing of children rests on consent",
        [
            Point(
                f"from which age {one.id} is enough, or who agrees for the child",
                one.route,
                (Evidence(one.route),) if one.from_age or one.parental else (),
            )
            for one in consents
        ],
    )


def _device_access(whole: Whole, activity: m.Activity) -> Answer:
    return _if_any(
        "nothing is stored on a device or read from it",
        [*_consents_to(whole, activity, "device-access"), *_cookies(whole, activity)],
    )


def _cookies(whole: Whole, activity: m.Activity) -> Iterator[Point]:
    for cookie in whole.cookies.get(activity.id, ()):
        yield _shown(f"cookie {cookie.id}", cookie.route)


def _electronic_marketing(whole: Whole, activity: m.Activity) -> Answer:
    return _if_any(
        "no consent to electronic marketing is stated",
        [*_consents_to(whole, activity, "electronic-marketing")],
    )


def _consents_to(whole: Whole, activity: m.Activity, effect: str) -> Iterator[Point]:
    for consent in whole.policy.consents_of(activity):
        if effect in consent.effect:
            yield _shown(f"consent {consent.id}", consent.route)


# Of the whole statement


def _representative(policy: m.Policy) -> Answer:
    stated = [one for one in policy.officers.values() if one.role == "representative"]
    if not stated:
        return "no representative is stated"
    controllers = {
        name
        for activity in policy.owing_notice()
        for role in policy.roles_of(activity)
        for who in (role.who if role.role != "processor" else ())
        for name in _members(policy, who)
    }
    return _if_any(
        "no representative is stated of a controller",
        [
            point
            for one in stated
            if not one.covers
            or any(name in controllers for who in one.covers for name in _members(policy, who))
            for point in _officer(policy, one)
        ],
    )


def _data_protection_officer(policy: m.Policy) -> Answer:
    return _if_any(
        "no data protection officer is stated",
        [
            point
            for one in policy.officers.values()
            if one.role == "data-protection-officer"
            for point in _officer(policy, one)
        ],
    )


def _officer(policy: m.Policy, officer: m.Officer) -> Iterator[Point]:
    yield _shown(f"officer {officer.id}", officer.route)
    ways = _any(_ways(policy, officer.channels))
    yield Point(f"how to reach {officer.id}", f"{officer.route}/channels", ways)


def _members(policy: m.Policy, who: str) -> tuple[str, ...]:
    """The ids that a legal entity's id means: its own and, of a set, those of its members."""
    entity = policy.entities.get(who)
    return (who, *entity.members) if entity else (who,)


def _rights(policy: m.Policy) -> Answer:
    cases = [*_owing(policy)]
    if not cases:
        return "no activity owes people information"
    points = []
    for right in ("access", "rectification", "erasure", "restriction", "object", "portability"):
        needing = [case for case in cases if _applies(right, case)]
        if needing:
            points.append(
                Point(f"right {right}", f"statement/rights/rights/{right}", _by_all(needing, right))
            )
    return tuple(points)


def _applies(right: str, case: Case) -> bool:
    if right == "object":
        return case.may_be_objected_to
    if right == "portability":
        return any(basis.article in ("6(1)(a)", "6(1)(b)") for basis in case.owner.bases)
    return isinstance(case.owner, m.Activity)


def _complaint(policy: m.Policy) -> Answer:
    cases = [case for case in _owing(policy) if isinstance(case.owner, m.Activity)]
    if not cases:
        return "no activity owes people information"
    complaints = policy.complaints
    text = [Evidence(f"{complaints.route}/text")] if complaints and complaints.text else []
    evidence = (*text, *_by_all(cases, "complaint"))
    return (Point("the right to complain", "statement/rights/complaints", evidence),)


def _owing(policy: m.Policy) -> Iterator[Case]:
    return (Case(policy, owner) for owner in policy.owing_a_basis())


def _by_all(cases: Iterable[Case], right: str) -> tuple[Evidence, ...]:
    """Where a right is stated, if it is for every case: in general, or for each of its own."""
    evidence: dict[Evidence, None] = {}
    for case in cases:
        offered = [*case.offered(right)]
        if not offered:
            return ()
        evidence.update(dict.fromkeys(offered))
    return tuple(evidence)


def _handling_requests(policy: m.Policy) -> Answer:
    if policy.procedure is None:
        return "the statement does not say how; owed when a request is made"
    return (_shown("how requests are handled", policy.procedure.route),)


def _free_of_charge(policy: m.Policy) -> Answer:
    procedure = policy.procedure
    if procedure is None or not (procedure.free or procedure.fee):
        return "no fee is spoken of"
    field = "fee" if procedure.fee else "free"
    return (_shown("what requests cost", f"{procedure.route}/{field}"),)


def _promises(policy: m.Policy) -> Answer:
    return _if_any(
        "nothing is promised that has a place of its own",
        [
            Point(f"promised: {target}", f"{promise.route}/kept_by/{target}", (kept,))
            for promise in policy.every_promise()
            for target in promise.kept_by
            if (kept := _kept(policy, target))
        ],
    )


def _kept(policy: m.Policy, target: str) -> Evidence | None:
    """What keeps a promise; nothing for documents, which the page names but does not hold."""
    head = target.partition("/")[0]
    kind = policy.kind_of.get(head)
    if kind == "document":
        return None
    # What an officer, a recipient or a right states has no place of its own below theirs.
    within = kind in (None, "activity", "group", "sharing", "section")
    return Evidence(target, None if within else head)


# The table


OF_PROCESSING: dict[str, Callable[[Case], Answer]] = {
    "purposes-and-bases": _purposes_and_bases,
    "legitimate-interests": _legitimate_interests,
    "recipients": _recipients,
    "transfers": _transfers,
    "withdrawal": _withdrawal,
    "easy-withdrawal": _easy_withdrawal,
    "objection": _objection,
    "binding-corporate-rules": _binding_corporate_rules,
    "derogations": _derogations,
}
"""Duties of activities and of sharing rules, which have purposes and recipients of their own."""

OF_ACTIVITIES: dict[str, Callable[[Whole, m.Activity], Answer]] = {
    "controller": _controller,
    "categories": _categories,
    "retention": _retention,
    "provision": _provision,
    "source": _source,
    "automated-decisions": _automated_decisions,
    "joint-controllers": _joint_controllers,
    "special-categories": _special_categories,
    "criminal-offences": _criminal_offences,
    "national-id": _national_id,
    "children": _children,
    "device-access": _device_access,
    "electronic-marketing": _electronic_marketing,
}

OF_THE_STATEMENT: dict[str, Callable[[m.Policy], Answer]] = {
    "representative": _representative,
    "data-protection-officer": _data_protection_officer,
    "rights": _rights,
    "complaint": _complaint,
    "handling-requests": _handling_requests,
    "free-of-charge": _free_of_charge,
    "promises": _promises,
}


def _shown(what: str, route: str) -> Point:
    """A point that is stated where it belongs."""
    return Point(what, route, (Evidence(route),))


def _words(text: m.Text | None, at: str) -> tuple[Evidence, ...]:
    """A text that the page shows at the place of what it belongs to."""
    return (Evidence(text.route, at, text),) if text else ()


def _any(routes: Iterable[str]) -> tuple[Evidence, ...]:
    return tuple(Evidence(route) for route in dict.fromkeys(routes))


def _if_any(otherwise: str, points: Iterable[Point]) -> Answer:
    return tuple(points) or otherwise
