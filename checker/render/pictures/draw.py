"""From the policy to the picture: who is in it, what each box holds, and which arrows there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from checker import model as m
from checker.graph import NOT_STATED, country_id
from checker.law.adequacy import is_third_country
from checker.law.book import Book
from checker.render.pictures import model as p
from checker.render.pictures.wording import Wording
from checker.render.words import Words

LEVELS = 3
"""How many columns of recipients there are at most; who is further off stands in the last."""

_NOT_ALWAYS = ("possibly", "in-some-cases", "where-applicable", "exceptionally")


class Painter:
    """Makes pictures of one policy in one language, as of a day (ISO 8601).

    With `classified` what the editor reads into the statement is drawn too, as the page never does.
    """

    def __init__(
        self, policy: m.Policy, words: Words, law: Book, on: str, *, classified: bool
    ) -> None:
        self.policy = policy
        self.wording = Wording(policy, words)
        self.classified = classified
        self._law = law
        self._on = on
        self._rules: dict[str, list[m.SharingRule]] = {}
        for rule in policy.sharing.values():
            for one in rule.applies_to:
                self._rules.setdefault(one, []).append(rule)

    def whole(self, uses: Collection[str] | None = None, chosen: Iterable[str] = ()) -> p.Picture:
        """All activities in the order of the page, or only some uses of data.

        Uses are named as the graph names them; `chosen` are the activities and categories by which
        they were, for the title. Only what an activity leads to is drawn.
        """
        policy, wording = self.policy, self.wording
        names = [self._chosen(one) for one in chosen]
        below = []
        if policy.organisation:
            below.append(policy.organisation.name)
        if policy.statement:
            title = wording.title(policy.statement.title, policy.statement.id)
            below.extend((*([title] if names else ()), wording.dated(policy.statement)))
            names = names or [title]
        drawing = _Drawing(self)
        for activity in in_page_order(policy):
            drawing.add_activity(activity, uses)
        drawing.add_rules(limited=uses is not None)
        return drawing.picture(_titled(wording, names), " · ".join(below))

    def _chosen(self, one: str) -> str:
        activity = self.policy.activities.get(one)
        return self.wording.title(activity.title, one) if activity else self.wording.name(one)

    def single(self, activity: m.Activity) -> p.Picture:
        """One activity; sharing rules for all activities are only named."""
        wording = self.wording
        drawing = _Drawing(self)
        drawing.add_activity(activity, None)
        drawing.name_rules()
        return drawing.picture(_titled(wording, [self._chosen(activity.id)]), "")

    def disclosures(
        self, activity: m.Activity
    ) -> Iterator[tuple[m.Disclosure, m.SharingRule | None]]:
        """What an activity discloses, also by the sharing rules made for it and others."""
        for disclosure in self.policy.disclosures_of(activity):
            yield disclosure, None
        for rule in self._rules.get(activity.id, ()):
            for disclosure in rule.disclosures:
                yield disclosure, rule

    def is_outside(self, country: str) -> bool:
        """Whether a country is outside the EEA; one that is not stated is drawn only if so."""
        return country == NOT_STATED or is_third_country(self._law, country, self._on)


def in_page_order(policy: m.Policy) -> Iterator[m.Activity]:
    """Every activity: those on the page in its order, then the others."""
    shown = (name for block in policy.shown_blocks() for name in block.activities)
    for name in dict.fromkeys((*shown, *policy.activities)):
        if name in policy.activities:
            yield policy.activities[name]


def _titled(wording: Wording, names: Sequence[str]) -> str:
    title = wording.say("picture.title")
    return f"{title}: {', '.join(names)}" if names else title


class _Drawing:
    """A picture while it is being made."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._policy = painter.policy
        self._wording = painter.wording
        self._rows: list[p.Row] = []
        self._arrows: list[p.Arrow] = []
        self._said: list[p.Said] = []
        self._people: dict[str, list[str]] = {}
        self._reached: dict[str, None] = {}
        self._shown: set[str] = set()

    def add_activity(self, activity: m.Activity, uses: Collection[str] | None) -> None:
        """A row for an activity, unless none of its uses of data are asked for."""
        stated = self._policy.data_of(activity)
        shown = [use for use in stated if uses is None or use.route in uses]
        if uses is not None and not shown and (stated or f"{activity.id}/data" not in uses):
            return
        whole = len(shown) == len(stated)
        groups = self._grouped(activity, shown, whole)
        categories = [use.category for use in shown]
        self._shown.update(categories)
        data: list[p.Box] = []
        below: list[p.Said] = []
        for number, (subjects, lines) in enumerate(groups):
            name = f"{activity.id}/data/{number}"
            data.append(p.Box(name, "data", tuple(lines)))
            known = [one for one in subjects if one in self._policy.subjects]
            for one in known:
                self._people.setdefault(one, []).append(name)
            words = "; ".join(self._in_words(line) for line in lines).replace(":; ", ": ")
            who = self._wording.listed(known)
            below.append(p.Said(f"{who}: {words}" if who else words))
        box = p.Box(activity.id, "activity", tuple(self._about(activity)))
        self._rows.append(p.Row(tuple(data), box))
        self._arrows.extend(p.Arrow(one.id, box.id) for one in data)
        flows = [
            (disclosure, rule)
            for disclosure, rule in self._painter.disclosures(activity)
            if not disclosure.data or not set(disclosure.data).isdisjoint(categories)
            if _meet(disclosure.applies_in, activity.applies_in)
        ]
        below.extend(self._disclose(box.id, flows, categories))
        title, *captions = (line.text for line in box.lines)
        words = f"{title} ({', '.join(captions)})" if captions else title
        self._said.append(p.Said(words, tuple(below)))

    def add_rules(self, *, limited: bool) -> None:
        """A row for each sharing rule for all activities; if `limited`, for the data drawn."""
        for rule in self._common():
            flows = [
                (one, None)
                for one in rule.disclosures
                if not (limited and one.data) or not self._shown.isdisjoint(one.data)
            ]
            if not flows:
                continue
            box = self._rule(rule)
            self._rows.append(p.Row((), box))
            below = self._disclose(box.id, flows, sorted(self._shown) if limited else None)
            title, caption = (line.text for line in box.lines)
            self._said.append(p.Said(f"{title} ({caption})", tuple(below)))

    def name_rules(self) -> None:
        """A box for each sharing rule for all activities, without its recipients."""
        for rule in self._common():
            if any(
                not one.data or not self._shown.isdisjoint(one.data) for one in rule.disclosures
            ):
                box = self._rule(rule)
                self._rows.append(p.Row((), box))
                self._said.append(p.Said(f"{box.lines[0].text} ({box.lines[1].text})"))

    def _common(self) -> Iterator[m.SharingRule]:
        return (rule for rule in self._policy.sharing.values() if not rule.applies_to)

    def _rule(self, rule: m.SharingRule) -> p.Box:
        caption = p.Line(self._wording.say("picture.all_activities"), faint=True)
        title = p.Line(self._wording.title(rule.title, rule.id))
        return p.Box(rule.id, "rule", (title, caption))

    # Boxes

    def _grouped(
        self, activity: m.Activity, shown: Sequence[m.DataUse], whole: bool
    ) -> list[tuple[tuple[str, ...], list[p.Line]]]:
        """The data of an activity for each set of people: what law protects more on lines first."""
        wording = self._wording
        everyone = self._policy.subjects_of(activity)
        marked: dict[tuple[str, ...], list[p.Line]] = {}
        rest: dict[tuple[str, ...], list[str]] = {}
        found: set[str] = set()
        for use in shown:
            subjects = use.subjects or everyone
            natures = self._natures(activity, use.category)
            found.update(natures)
            name = wording.qualified(use.qualifier, use.category)
            marked.setdefault(subjects, [])
            if natures:
                marked[subjects].append(p.Line(name, natures))
            else:
                rest.setdefault(subjects, []).append(name)
        if whole:
            for entry in activity.special_data:
                if self._counts(entry) and not entry.data and entry.nature not in found:
                    found.add(entry.nature)
                    name = wording.nature(entry.nature, entry.qualifier)
                    marked.setdefault(everyone, []).append(p.Line(name, (entry.nature,)))
        if not marked:
            marked[everyone] = [p.Line(wording.say("picture.not_stated"), faint=True)]
        groups = []
        for subjects, lines in marked.items():
            if subjects in rest:
                lines.append(p.Line("\u00a0· ".join(rest[subjects])))
            groups.append((subjects, lines))
        group = self._policy.group_of(activity)
        _, first = groups[0]
        if "data" in activity.open and shown:
            first.insert(0, p.Line(wording.say("open.data"), faint=True))
        if "subjects" in (*activity.open, *(group.open if group else ())):
            first.append(p.Line(wording.say("picture.open_subjects"), faint=True))
        return groups

    def _natures(self, activity: m.Activity, category: str) -> tuple[str, ...]:
        known = self._policy.categories.get(category)
        found = {
            entry.nature
            for entry in activity.special_data
            if category in entry.data and self._counts(entry)
        }
        if known and known.nature and self._counts(known):
            found.add(known.nature)
        return tuple(one for one in p.NATURES if one in found)

    def _counts(self, classified: m.SpecialData | m.DataCategory) -> bool:
        return self._painter.classified or not classified.inferred

    def _about(self, activity: m.Activity) -> Iterator[p.Line]:
        policy, wording = self._policy, self._wording
        group = policy.group_of(activity)
        yield p.Line(wording.title(activity.title, activity.id))
        captions = []
        if not activity.public:
            captions.append(wording.say("picture.internal"))
        if policy.is_processor_only(activity):
            captions.append(wording.say("role.processor"))
        captions.extend(wording.markets(activity.applies_in))
        if activity.no_recipients or (group and group.no_recipients):
            captions.append(wording.say("picture.no_recipients"))
        if "disclosures" in (*activity.open, *(group.open if group else ())):
            captions.append(wording.say("picture.open_recipients"))
        joint = [role for role in policy.roles_of(activity) if role.role == p.JOINT]
        if joint:
            yield p.Line(wording.joint(joint), (p.JOINT,), faint=True)
        for caption in captions:
            yield p.Line(caption, faint=True)

    # Arrows

    def _disclose(
        self,
        source: str,
        flows: Iterable[tuple[m.Disclosure, m.SharingRule | None]],
        categories: Sequence[str] | None,
    ) -> list[p.Said]:
        """One arrow to each recipient, and the same in words.

        `categories` are the data that leave the source, None if they are those of all activities.
        """
        by_recipient: dict[str, list[tuple[m.Disclosure, m.SharingRule | None]]] = {}
        for disclosure, rule in flows:
            if disclosure.recipient in self._policy.recipients:
                by_recipient.setdefault(disclosure.recipient, []).append((disclosure, rule))
        said = []
        for recipient, several in by_recipient.items():
            self._reached[recipient] = None
            notes: dict[str, None] = {}
            for disclosure, rule in several:
                lines = self._wording.disclosure(disclosure)
                if rule:
                    lines.insert(0, self._wording.title(rule.title, rule.id))
                # What goes for one of several must not be read as said of another.
                notes.update(dict.fromkeys(lines if len(several) == 1 else ["; ".join(lines)]))
            marks = tuple(_marks([disclosure for disclosure, _ in several], categories))
            self._arrows.append(p.Arrow(source, recipient, tuple(notes), marks))
            below = tuple(p.Said(note) for note in notes)
            said.append(p.Said(self._wording.name(recipient), below))
        return [p.Said(self._wording.say("fact.disclosures"), tuple(said))] if said else []

    def _levels(self) -> list[list[str]]:
        """The recipients by how many steps data take to them."""
        recipients = self._policy.recipients
        levels: list[list[str]] = []
        seen = dict.fromkeys(self._reached)
        level = list(seen)
        while level:
            if len(levels) < LEVELS:
                levels.append(level)
            else:
                levels[-1].extend(level)
            further: dict[str, None] = {}
            for name in level:
                for other in recipients[name].sub_recipients:
                    if other in recipients and other not in seen:
                        further[other] = seen[other] = None
            level = list(further)
        return levels

    def _countries_of(self, recipient: m.Recipient) -> dict[str, list[str]]:
        """Where a recipient gets or has data, and what a transfer there rests on."""
        found: dict[str, list[str]] = {}
        for transfer in recipient.transfers:
            lines = found.setdefault(transfer.country or NOT_STATED, [])
            lines.extend(self._wording.transfer(transfer))
        for country in recipient.countries:
            found.setdefault(country, [])
        if recipient.outside_eea and not recipient.transfers:
            found.setdefault(NOT_STATED, [])
        return found

    def picture(self, title: str, subtitle: str) -> p.Picture:
        """The whole, once all its rows are there."""
        wording, recipients = self._wording, self._policy.recipients
        people = self._share_people()
        levels = self._levels()
        countries: dict[str, p.Box] = {}
        said = []
        for name in (one for level in levels for one in level):
            recipient = recipients[name]
            below = [p.Said(line.text) for line in self._recipient(recipient).lines[1:]]
            where: list[p.Said] = []
            for country, notes in self._countries_of(recipient).items():
                outside = self._painter.is_outside(country)
                label = wording.country(country)
                box = p.Box(country_id(country), "country", (p.Line(p.begun(label)),), outside)
                countries.setdefault(country, box)
                marks = (p.OUTSIDE,) if outside else ()
                self._arrows.append(p.Arrow(name, box.id, tuple(notes), marks))
                words = self._outside(label) if outside and country != NOT_STATED else label
                where.append(p.Said(words, tuple(p.Said(note) for note in notes)))
            if where:
                one_or_more = "note.country" if len(where) == 1 else "picture.countries"
                below.append(p.Said(wording.say(one_or_more), tuple(where)))
            others = [one for one in recipient.sub_recipients if one in recipients and one != name]
            for other in others:
                self._arrows.append(p.Arrow(name, other))
            if others:
                label = wording.say("note.sub_recipients")
                below.append(p.Said(f"{label} {wording.listed(others)}"))
            if below:
                said.append(p.Said(wording.name(name), tuple(below)))
        boxes = tuple(tuple(self._recipient(recipients[name]) for name in one) for one in levels)
        picture = p.Picture(
            language=wording.language,
            title=title,
            subtitle=subtitle,
            headings={
                "people": wording.say("fact.subjects"),
                "data": wording.say("fact.data"),
                "activities": wording.say("picture.activities"),
                "recipients": wording.say("fact.disclosures"),
                "onward": wording.say("picture.onward"),
                "countries": wording.say("picture.countries"),
            },
            people=people,
            rows=tuple(self._rows),
            recipients=boxes,
            countries=tuple(countries.values()),
            arrows=tuple(self._arrows),
            legend=(),
            footnote=wording.say("picture.footnote"),
            said=(*self._said, *said),
        )
        return picture._replace(legend=tuple(self._legend(picture)))

    def _share_people(self) -> tuple[p.Box, ...]:
        """People with the same data in the same activities share a box."""
        together: dict[tuple[str, ...], list[str]] = {}
        for subject, data in self._people.items():
            together.setdefault(tuple(data), []).append(subject)
        boxes = []
        for boxes_of_data, subjects in together.items():
            lines = tuple(p.Line(self._wording.name(one)) for one in subjects)
            boxes.append(p.Box(subjects[0], "people", lines))
            self._arrows.extend(p.Arrow(subjects[0], one) for one in boxes_of_data)
        return tuple(boxes)

    def _recipient(self, recipient: m.Recipient) -> p.Box:
        lines = [p.Line(self._wording.name(recipient.id))]
        if recipient.within_group:
            lines.append(p.Line(self._wording.say("recipient.within_group"), faint=True))
        return p.Box(recipient.id, "recipient", tuple(lines))

    def _outside(self, country: str) -> str:
        return f"{country}, {self._wording.say('picture.outside_eea')}"

    def _in_words(self, line: p.Line) -> str:
        every = (self._wording.say(f"nature.{one}") for one in line.marks)
        natures = [one for one in every if one.casefold() not in line.text.casefold()]
        return f"{line.text} ({', '.join(natures)})" if natures else line.text

    def _legend(self, picture: p.Picture) -> Iterator[tuple[str, str]]:
        """The marks that occur, and what they mean."""
        used = {mark for arrow in picture.arrows for mark in arrow.marks}
        used.update(mark for box in picture.boxes() for line in box.lines for mark in line.marks)
        for mark in p.MARKS:
            if mark not in used:
                continue
            if mark in p.NATURES:
                words = self._wording.say(f"nature.{mark}")
            elif mark == p.JOINT:
                words = self._wording.say("role.joint-controller")
            else:
                words = self._wording.say(f"picture.{mark.replace('-', '_')}")
            yield mark, words


def _marks(several: Sequence[m.Disclosure], categories: Sequence[str] | None) -> Iterator[str]:
    """What must be seen at a glance of data that one recipient gets from one source."""
    if any(one.role == p.JOINT for one in several):
        yield p.JOINT
    if all(one.consent for one in several):
        yield p.CONSENT
    elif all(one.consent or one.condition or one.qualifier in _NOT_ALWAYS for one in several):
        yield p.CONDITION
    whole = any(not one.data for one in several)
    together = {category for one in several for category in one.data}
    if not whole and (categories is None or not together.issuperset(categories)):
        yield p.PART


def _meet(markets: Collection[str], others: Collection[str]) -> bool:
    return not markets or not others or not set(markets).isdisjoint(others)
