"""In which section of the page each text stands.

The page itself is written by a later stage, which no rule may ask. This follows the same order:
what a section's blocks show stands there; what is told where the page first names it (a recipient,
a category of data, a channel) stands in the first section that leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.model import Block, Entry, Policy, Section, Text


class Placed(NamedTuple):
    """A section with its number, as `2.1`, and the texts in it; no section: before the first."""

    section: Section | None
    number: str
    texts: tuple[Text, ...]


def placed(policy: Policy) -> tuple[Placed, ...]:
    """The texts on the page by their sections, which are in the order of the page.

    Titles are among them, but not those of documents, which stand wherever they are named. What is
    on no page is left out.
    """
    if policy.statement is None:
        return ()
    sections = _sections(policy, policy.statement.contents)
    texts: dict[str, list[Text]] = {name: [] for name in ("", *sections)}
    places = _places(policy, policy.statement.route, [one for one, _ in sections.values()])
    for text in policy.texts:
        name = places.get(_part(text.route, places))
        if name is not None:
            texts[name].append(text)
    nowhere: tuple[Section | None, str] = (None, "")
    return tuple(
        Placed(*(sections.get(name, nowhere)), tuple(those)) for name, those in texts.items()
    )


def _sections(policy: Policy, contents: Iterable[Entry]) -> dict[str, tuple[Section, str]]:
    """The sections with their numbers, by id, in the order of the page."""
    found: dict[str, tuple[Section, str]] = {}

    def add(entries: Iterable[Entry], above: str) -> None:
        known = (entry for entry in entries if entry.section in policy.sections)
        for place, entry in enumerate(known, 1):
            number = f"{above}{place}"
            found.setdefault(entry.section, (policy.sections[entry.section], number))
            add(entry.sections, f"{number}.")

    add(contents, "")
    return found


def _places(policy: Policy, statement: str, sections: list[Section]) -> dict[str, str]:
    """The id of the section in which each thing with texts is told, by route; "": before them."""
    places = {statement: ""}
    for section in sections:
        places.setdefault(section.route, section.id)
        for block in section.content:
            for route in _shown(policy, block):
                places.setdefault(route, section.id)
    named: dict[str, list[str]] = {}
    for reference in policy.references:
        part = _part(reference.route, places)
        field = reference.route.removeprefix(f"{part}/").removesuffix(f"/{reference.target}")
        # Of a part of an activity or group, such as a consent, the people are only named.
        if field == "subjects" or field.rpartition("/")[2] in _TELLS:
            named.setdefault(part, []).append(reference.target)
    for cookie in policy.cookies.values():
        named.setdefault(cookie.activity, []).append(cookie.id)
    for first, name in list(places.items()):
        pending = [first]
        while pending:
            for target in named.get(pending.pop(), ()):
                if target not in places:
                    places[target] = name
                    pending.append(target)
    return places


_TELLS = frozenset(
    [
        "category",
        "channels",
        "entity",
        "measures",
        "part_of",
        "provider",
        "recipient",
        "sub_recipients",
        "who",
    ]
)
"""The fields that tell all of what they name, if nothing does before; the others only name it."""


def _shown(policy: Policy, block: Block) -> Iterator[str]:
    """The routes of what a block tells in full."""
    for name in block.activities:
        activity = policy.activities.get(name)
        if activity and activity.public:
            yield name
    if block.group:
        yield block.group
    if block.show:
        for name in _listed(policy, block.show):
            if not block.only or "/" in name or name in block.only:
                yield name


def _listed(policy: Policy, show: str) -> Iterable[str]:
    """What a built list holds: ids, and the routes of what comes with it in any case."""
    if show == "controllers":
        return (*policy.entities, "statement/organisation/roles")
    if show == "retention":
        return (*(one.id for one in policy.general_retention), "statement/retention")
    if show == "sources":
        return (*(one.id for one in policy.general_sources), "statement/sources")
    if show == "procedure":
        return [policy.procedure.id] if policy.procedure else []
    if show == "complaints":
        return [policy.complaints.id] if policy.complaints else []
    if show == "changes":
        told = [policy.change_policy.id] if policy.change_policy else []
        return [*told, *(one.id for one in policy.changes)]
    if show == "rights":
        return [one.id for one in policy.rights]
    lists: dict[str, Iterable[str]] = {
        "officers": policy.officers,
        "channels": policy.channels,
        "terms": policy.terms,
        "sharing": policy.sharing,
        "measures": policy.measures,
    }
    return lists[show]


def _part(route: str, places: Mapping[str, str]) -> str:
    """The nearest part of the statement that holds a route and has a place, or else its head."""
    while route not in places and "/" in route:
        route = route.rpartition("/")[0]
    return route
