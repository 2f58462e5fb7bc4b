"""Pictures of flows: what is drawn, that nothing overlaps, and that everyone can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import source
from checker.build import build
from checker.flows.part import uses_of
from checker.graph import build_graph, country_id
from checker.law.book import Book
from checker.model import Policy
from checker.render.html import Pages, render
from checker.render.nodes import Tree, walk
from checker.render.phrases import load
from checker.render.pictures import model as p
from checker.render.pictures.draw import LEVELS, Painter
from checker.render.pictures.layout import Layout, lay_out
from checker.render.pictures.measure import width, wrapped
from checker.render.pictures.shapes import glyph
from checker.render.pictures.small import svg as small
from checker.render.pictures.svg import svg
from checker.render.tree import build_tree
from checker.render.words import Words
from checker.report import graphs
from tests.benchmarks.policies import write_policy
from tests.building import built
from tests.running import ROOT, STATEMENT, klar
from tests.test_pages import LANGUAGES, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

EXAMPLE = ROOT / "tests" / "example"
SVG = "{http://www.w3.org/2000/svg}"
ON = "2026-10-01"

FILES = {
    "data_subjects": """
        subjects:
          - {id: applicants, title: {da: ansøgere}}
          - {id: referees, title: {da: referencer}}
          - {id: guests, title: {da: gæster}}
          - {id: visitors, title: {da: besøgende}}
    """,
    "data_categories": """
        categories:
          - {id: name, title: {da: navn}}
          - {id: cv, title: {da: cv}}
          - {id: opinion, title: {da: udtalelse}}
          - {id: health, title: {da: helbred}, nature: special-category}
          - {id: guessed, title: {da: sport}, nature: special-category, inferred: true}
          - {id: record, title: {da: straffeattest}}
    """,
    "recipients": """
        recipients:
          - {id: firm, kind: category, title: {da: rekrutteringsfirma}, countries: [NO],
             sub_recipients: [host]}
          - {id: host, kind: named, name: Host Inc., within_group: true, countries: [US],
             transfers: [{id: us, country: US, mechanism: adequacy}], sub_recipients: [disk]}
          - {id: disk, kind: named, name: Disk AB, sub_recipients: [firm, deep]}
          - {id: deep, kind: named, name: Deep AB, countries: [DK, NO], sub_recipients: [deeper]}
          - {id: deeper, kind: named, name: Deeper AB}
          - {id: abroad, kind: category, title: {da: leverandører}, outside_eea: true}
          - {id: authority, kind: category, title: {da: myndighed}}
          - {id: nobody, kind: category, title: {da: ingen}}
    """,
    "sharing": """
        rules:
          - id: by-law
            title: {da: Efter loven}
            disclosures: [{id: authority, recipient: authority, role: authority}]
          - id: sale
            title: {da: Salg}
            applies_to: [visits]
            disclosures: [{id: buyer, recipient: abroad, condition: {da: et salg sker}}]
    """,
    "activities__applications": """
        id: applications
        title: {da: Ansøgninger}
        subjects: [applicants, referees]
        roles: [{id: us, role: joint-controller, who: [firm]}]
        data:
          - {category: name}
          - {category: cv, subjects: [applicants]}
          - {category: opinion, subjects: [referees]}
          - {category: record, subjects: [applicants]}
          - {category: guessed, subjects: [applicants]}
        special_data: [{id: record, nature: criminal-offence, data: [record]}]
        consents: [{id: share, effect: [sharing], text: {da: deling}}]
        disclosures:
          - {id: firm, recipient: firm, role: joint-controller, data: [name, cv],
             consent: applications/consents/share}
          - {id: firm-too, recipient: firm, role: processor, data: [cv],
             consent: applications/consents/share}
    """,
    "activities__visits": """
        id: visits
        title: {da: Besøg}
        subjects: [guests, visitors]
        applies_in: [DK]
        data: [{category: name}, {category: health}]
        disclosures:
          - {id: norway, recipient: firm, applies_in: [NO]}
    """,
    "activities__silence": """
        id: silence
        title: {da: Intet}
        visibility: internal
        special_data: [{id: any, nature: special-category}]
    """,
}


def painter(policy: Policy, language: str = "da", *, classified: bool = True) -> Painter:
    return Painter(policy, Words(load(language)), Book(), ON, classified=classified)


@pytest.fixture(scope="module")
def picture() -> p.Picture:
    return painter(built(**FILES).policy).whole()


def read(root: Path) -> Policy:
    documents = source.read_tree(str(root))
    return build({document.path: document for document in documents}, frozenset()).policy


POLICIES = {"statement": read(STATEMENT), "example": read(EXAMPLE)}
DRAWN = [(name, language) for name in POLICIES for language in LANGUAGES]


def lines(box: p.Box) -> list[str]:
    return [line.text for line in box.lines]


def arrows(picture: p.Picture, source: str) -> dict[str, tuple[str, ...]]:
    return {one.target: one.marks for one in picture.arrows if one.source == source}


# What is drawn


def test_an_activity_has_a_box_of_data_for_each_set_of_people(picture: p.Picture) -> None:
    row = next(row for row in picture.rows if row.box.id == "applications")
    assert [lines(box) for box in row.data] == [
        ["Navn"],
        ["Straffeattest", "Sport", "Cv"],
        ["Udtalelse"],
    ]
    together, applicants, referees = (box.id for box in row.data)
    assert set(arrows(picture, "applicants")) == {together, applicants}
    assert set(arrows(picture, "referees")) == {together, referees}
    for box in row.data:
        assert set(arrows(picture, box.id)) == {"applications"}


def test_people_with_the_same_data_share_a_box(picture: p.Picture) -> None:
    assert [lines(box) for box in picture.people] == [
        ["Ansøgere"],
        ["Referencer"],
        ["Gæster", "Besøgende"],
    ]


def test_what_law_protects_more_is_marked_and_stands_first(picture: p.Picture) -> None:
    marked = {
        line.text: line.marks
        for row in picture.rows
        for box in row.data
        for line in box.lines
        if line.marks
    }
    assert marked == {
        "Straffeattest": ("criminal-offence",),
        "Sport": ("special-category",),
        "Helbred": ("special-category",),
        "Særlige kategorier af personoplysninger": ("special-category",),
    }


def test_what_only_the_editor_reads_into_it_is_on_no_page() -> None:
    page = painter(built(**FILES).policy, classified=False).whole()
    (sport,) = [
        line for row in page.rows for box in row.data for line in box.lines if "Sport" in line.text
    ]
    assert sport.marks == ()


def test_an_arrow_says_as_what_of_what_and_when(picture: p.Picture) -> None:
    (arrow,) = [one for one in picture.arrows if one[:2] == ("applications", "firm")]
    assert arrow.marks == ("joint-controller", "consent", "part")
    assert arrow.notes == (
        "fælles dataansvarlig; Oplysninger: navn og cv; Kræver samtykke: deling",
        "databehandler; Oplysninger: cv; Kræver samtykke: deling",
    )


def test_a_market_apart_gets_no_arrow(picture: p.Picture) -> None:
    """Visits are in Denmark, and the firm gets data of visits in Norway alone."""
    assert set(arrows(picture, "visits")) == {"abroad"}


def test_a_sharing_rule_for_all_is_a_box_and_one_for_some_an_arrow(picture: p.Picture) -> None:
    assert [row.box.id for row in picture.rows if row.box.kind == "rule"] == ["by-law"]
    assert arrows(picture, "by-law") == {"authority": ()}
    (sale,) = [one for one in picture.arrows if one.target == "abroad"]
    assert (sale.source, sale.notes, sale.marks) == (
        "visits",
        ("Salg", "Når et salg sker"),
        ("condition",),
    )


def test_recipients_stand_by_how_far_off_they_are_and_circles_lead_back(
    picture: p.Picture,
) -> None:
    assert [[box.id for box in level] for level in picture.recipients] == [
        ["firm", "abroad", "authority"],
        ["host"],
        ["disk", "deep", "deeper"],
    ]
    assert len(picture.recipients) <= LEVELS
    assert set(arrows(picture, "disk")) == {"firm", "deep"}
    assert "nobody" not in {box.id for box in picture.boxes()}


def test_countries_are_named_and_those_outside_the_eea_marked(picture: p.Picture) -> None:
    assert {(box.lines[0].text, box.outside) for box in picture.countries} == {
        ("Danmark", False),
        ("Norge", False),
        ("USA", True),
        ("Uden for EØS, land ikke angivet", True),
    }
    assert arrows(picture, "abroad") == {country_id("not-stated"): ("outside-eea",)}
    said = list(p.flat(picture.said))
    assert any("Land: USA, uden for EØS" in line for line in said)
    assert any("Lande: Danmark; Norge" in line for line in said)


def test_the_legend_explains_the_marks_that_occur_and_no_others(picture: p.Picture) -> None:
    assert [mark for mark, _ in picture.legend] == [
        mark for mark in p.MARKS if mark != "national-id"
    ]


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_the_picture_claims_no_flow_that_the_graph_lacks(name: str, language: str) -> None:
    """Whoever a box leads to, can be reached in the graph from what the box stands for."""
    policy = POLICIES[name]
    graph = build_graph(policy)
    picture = painter(policy, language).whole()
    rows = {row.box.id: row for row in picture.rows}
    reached: dict[str, set[str]] = {}
    for arrow in picture.arrows:
        if arrow.target not in policy.recipients and not arrow.target.startswith("country:"):
            continue
        start = [arrow.source]
        if arrow.source in rows and rows[arrow.source].data:
            start = list(uses_of(graph, [arrow.source]))
        if arrow.source not in reached:
            reached[arrow.source] = graph.reachable(start)
        assert arrow.target in reached[arrow.source], arrow


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_every_use_and_every_disclosure_of_an_activity_is_drawn(name: str, language: str) -> None:
    policy = POLICIES[name]
    picture = painter(policy, language).whole()
    drawn = {(one.source, one.target) for one in picture.arrows}
    for activity in policy.activities.values():
        uses = {use.category for use in policy.data_of(activity)}
        for one in policy.disclosures_of(activity):
            if not one.data or uses & set(one.data):
                assert (activity.id, one.recipient) in drawn
    assert len([row for row in picture.rows if row.data]) == len(policy.activities)


def test_a_picture_can_be_of_some_uses_alone() -> None:
    found = built(**FILES).policy
    graph = build_graph(found)
    one = painter(found).whole(uses_of(graph, categories=["cv"]))
    assert {box.id for box in one.people} == {"applicants"}
    assert [row.box.id for row in one.rows] == ["applications", "by-law"]
    assert [lines(box) for box in one.rows[0].data] == [["Cv"]]
    # The firm gets the data that are drawn, so it gets no part of them.
    assert arrows(one, "applications") == {"firm": ("joint-controller", "consent")}
    none = painter(found).whole(uses_of(graph, categories=["opinion"]))
    assert arrows(none, "applications") == {}


def test_a_picture_of_a_part_is_named_after_it() -> None:
    found = POLICIES["example"]
    uses = uses_of(build_graph(found), ["courses"], ["health-needs", "name"])
    one = painter(found, "sv").whole(uses, ("courses", "health-needs", "name"))
    assert one.title == "Uppgifternas väg: Kurser för barn, Uppgifter om barnets hälsa, Namn"
    assert "Integritetspolicy" in one.subtitle


def test_the_picture_of_an_activity_names_the_rules_for_all() -> None:
    policy = built(**FILES).policy
    one = painter(policy).single(policy.activities["visits"])
    assert [row.box.id for row in one.rows] == ["visits", "by-law"]
    assert arrows(one, "by-law") == {}


# What it says in words


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_the_text_says_all_that_is_drawn(name: str, language: str) -> None:
    picture = painter(POLICIES[name], language).whole()
    said = "\n".join(p.flat(picture.said)).casefold()
    for box in picture.boxes():
        for line in box.lines:
            assert line.text.casefold() in said
    for arrow in picture.arrows:
        for note in arrow.notes:
            assert note.casefold() in said
    assert ".." not in said.replace("...", "")


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_the_words_are_those_of_the_language(name: str, language: str) -> None:
    """No word of klar's own is left in English, and none stands for another language's text."""
    picture = painter(POLICIES[name], language).whole()
    drawn = svg(picture)
    for word in ("not stated", "outside the EEA", "Recipients", "only with", 'not-stated"<'):
        assert word not in drawn
    assert picture.language == language
    assert f'lang="{language}"' in drawn


# Room


@given(
    st.text(alphabet="abc mWÅ-/·漢", max_size=80),
    st.floats(min_value=30, max_value=300),
    st.booleans(),
)
def test_lines_fit_their_room_and_keep_every_character(text: str, room: float, bold: bool) -> None:
    rows = wrapped(text, room, 13, bold=bold)
    assert all(width(row, 13, bold=bold) <= room + 0.01 for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def overlapping(layout: Layout) -> Iterator[tuple[str, str]]:
    columns: dict[float, list[tuple[float, float, str]]] = {}
    for spot in layout.spots:
        columns.setdefault(spot.x, []).append((spot.y, spot.y + spot.height, spot.id))
    for column in columns.values():
        for (_, end, one), (start, _, other) in pairwise(sorted(column)):
            if start < end + 1:
                yield one, other
    edges = sorted({(spot.x, spot.x + spot.width) for spot in layout.spots})
    for (_, right), (left, _) in pairwise(edges):
        if left < right + 20:
            yield f"column to {right}", f"column from {left}"


def in_its_box(layout: Layout) -> bool:
    return all(
        text.x + width(text.text, text.size, bold=text.bold) <= spot.filled.width - 4
        and text.y - text.size * 0.8 > 0
        and text.y + text.size * 0.3 < spot.filled.height <= spot.height
        for spot in layout.spots
        if spot.filled
        for text in spot.filled.texts
    )


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_no_box_meets_another_and_no_word_leaves_its_box(name: str, language: str) -> None:
    layout = lay_out(painter(POLICIES[name], language).whole(), 24, 0)
    assert list(overlapping(layout)) == []
    assert in_its_box(layout)
    assert layout.width <= 1460


SOME_MARKS = [(), ("special-category",), ("special-category", "national-id")]
LONG = st.text(alphabet="aåmW -", min_size=1, max_size=300)


@given(st.lists(LONG, min_size=1, max_size=12), st.data())
def test_nothing_overlaps_in_any_picture(words: list[str], data: st.DataObject) -> None:
    def boxes(kind: str) -> tuple[p.Box, ...]:
        return tuple(
            p.Box(f"{kind}{number}", kind, (p.Line(text, data.draw(st.sampled_from(SOME_MARKS))),))
            for number, text in enumerate(words)
        )

    people, given_, activities = boxes("people"), boxes("data"), boxes("activity")
    near, far, countries = boxes("recipient"), boxes("further"), boxes("country")
    some = st.sampled_from([box.id for box in (*near, *far, *countries)])
    ends = [(box.id, other) for box in (*activities, *near, *far)
            for other in data.draw(st.lists(some, max_size=4, unique=True))
            if other != box.id]  # fmt: skip
    drawn = p.Picture(
        "da", "", "", dict.fromkeys(
            ("people", "data", "activities", "recipients", "onward", "countries"), "x"
        ), people, tuple(p.Row((one,), box) for one, box in zip(given_, activities, strict=True)),
        (near, far), countries,
        tuple(p.Arrow(*end) for end in (
            *((one.id, other.id) for one, other in zip(people, reversed(given_), strict=True)),
            *((one.id, other.id) for one, other in zip(given_, activities, strict=True)),
            *ends,
        )),
        (), "", (),
    )  # fmt: skip
    layout = lay_out(drawn, 24, 0)
    assert list(overlapping(layout)) == []
    assert in_its_box(layout)
    checked(svg(drawn))


def test_the_work_grows_with_the_policy(tmp_path: Path) -> None:
    """Twice the activities make twice the file, and lines keep to a bounded number of tracks."""
    sizes = []
    for activities in (100, 200):
        write_policy(tmp_path / str(activities), activities)
        drawn = painter(read(tmp_path / str(activities))).whole()
        sizes.append(len(svg(drawn)))
        assert lay_out(drawn, 0, 0).width < 1600
    assert 1.8 < sizes[1] / sizes[0] < 2.2


def test_a_long_chain_of_recipients_is_drawn() -> None:
    chain = "".join(
        f"\n          - {{id: r-{n}, kind: named, name: R{n}, sub_recipients: [r-{n + 1}]}}"
        for n in range(2000)
    )
    files = {
        "recipients": f"recipients:{chain}\n          - {{id: r-2000, kind: named, name: End}}",
        "activities__one": """
            id: one
            title: {da: En}
            disclosures: [{id: first, recipient: r-0}]
        """,
    }
    policy = built(**files).policy
    drawn = painter(policy).whole()
    assert len(drawn.recipients) == LEVELS
    checked(svg(drawn))
    assert "R1999" in small(painter(policy).single(policy.activities["one"]), "x")


# The file

HOSTILE = "</text><script>alert(1)</script>&lt; \"' ]]> <![CDATA[ {{7*7}} %%{init}%% ;x-->y"


def hostile() -> Policy:
    quoted = HOSTILE.replace("'", "''")
    files = dict(FILES)
    for name, text in files.items():
        files[name] = re.sub(r"\{da: [^}]*\}", lambda _: "{da: '" + quoted + "'}", text)
        files[name] = re.sub(r"name: \w+ (Inc\.|AB)", lambda _: f"name: '{quoted}'", files[name])
    return built(**files).policy


ALLOWED = {"svg", "title", "desc", "style", "rect", "g", "text", "path", "circle"}
ATTRIBUTES = {
    "class", "lang", "role", "aria-labelledby", "aria-describedby", "width", "height", "viewBox",
    "id", "x", "y", "d", "fill", "stroke", "rx", "cx", "cy", "r", "transform", "font-size",
}  # fmt: skip


def checked(drawn: str) -> ElementTree.Element:
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert set(element.attrib) <= ATTRIBUTES
        assert "url(" not in "".join(element.attrib.values())
    assert "@import" not in drawn
    assert "url(" not in drawn
    return root


def test_nothing_in_a_text_becomes_part_of_the_file() -> None:
    policy = hostile()
    drawn = painter(policy).whole()
    root = checked(svg(drawn))
    shown = "".join("".join(root.itertext()).split())
    assert "".join(HOSTILE.split()) in shown
    for activity in policy.activities.values():
        one = checked(small(painter(policy).single(activity), "x"))
        assert "".join(HOSTILE.split()) in "".join("".join(one.itertext()).split())


@pytest.mark.parametrize(("name", "language"), DRAWN)
def test_the_file_needs_nothing_and_names_itself(name: str, language: str) -> None:
    root = checked(svg(painter(POLICIES[name], language).whole()))
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    title, text = ids[root.get("aria-labelledby")], ids[root.get("aria-describedby")]
    assert title.tag == f"{SVG}title"
    assert text.tag == f"{SVG}desc"
    assert len(text.text or "") > 1000
    assert root[0] is title


def test_several_pictures_can_stand_in_one_page() -> None:
    policy = POLICIES["example"]
    graph = build_graph(policy)
    every = [
        svg(painter(policy, language).whole(uses))
        for language in LANGUAGES
        for uses in (None, uses_of(graph, ["orders"]), uses_of(graph, ["trips"]))
    ]
    ids = [one for drawn in every for one in re.findall(r' id="([^"]+)"', drawn)]
    assert len(ids) == len(set(ids)) == 2 * len(every)
    for rule in re.findall(r"^(\S.*)\{", every[0], re.MULTILINE):
        for selector in rule.removeprefix("@media screen and (prefers-color-scheme:dark)").split(
            ","
        ):
            assert not selector or selector.startswith(".klar-flows")


def test_marks_differ_in_shape_and_not_by_colour_alone() -> None:
    shapes = {re.sub(r' class="[^"]*"', "", glyph(mark, 10, 10)) for mark in p.MARKS}
    assert len(shapes) == len(p.MARKS)


def test_the_same_policy_gives_the_same_bytes() -> None:
    seen = {
        klar("graph", "-C", EXAMPLE, "--format", "svg", PYTHONHASHSEED=seed, TZ=zone).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"))
    }
    assert len(seen) == 1
    assert seen.pop().startswith("<svg ")


# Mermaid

_LINE = re.compile(
    r"flowchart LR"
    r'|  n\d+(\(\["T"\]\)|\["T"\]|\[\["T"\]\]|\[/"T"/\]|\("T"\)|\{\{"T"\}\})(:::(marked|outside))?'
    r'|  n\d+ (-->|-\.->)(\|"T"\|)? n\d+'
    r"|  classDef (marked|outside) [a-z0-9:,\- ]+".replace("T", r"(?:[^\W_]|[ .,:·-]|#\d+;|<br/>)+")
)
"""All that we write of Mermaid's grammar. Texts hold letters, digits and what cannot end them."""


@pytest.mark.parametrize("policy", [*POLICIES.values(), hostile()], ids=[*POLICIES, "hostile"])
def test_mermaid_is_of_its_grammar_and_small_enough(policy: Policy) -> None:
    text = "\n".join(graphs._mermaid(painter(policy).whole()))
    for line in text.splitlines():
        assert _LINE.fullmatch(line), line
    numbers = re.findall(r"^  (n\d+)\W", text, re.MULTILINE)
    assert {end for line in re.findall(r"^  (n\d+) .* (n\d+)$", text, re.M) for end in line} <= set(
        numbers
    )
    assert len(text) < 15_000 < graphs.MERMAID_CHARACTERS
    assert len(re.findall(r"-->|-\.->", text)) < 300 < graphs.MERMAID_EDGES


def test_mermaid_says_in_words_what_the_drawing_marks(picture: p.Picture) -> None:
    text = "\n".join(graphs._mermaid(picture))
    assert "Straffeattest #40;oplysninger om straffedomme og lovovertrædelser#41;" in text
    assert '-->|"fælles dataansvarlige, kun med samtykke, kun nogle af oplysningerne"|' in text
    assert '{{"USA #40;uden for EØS#41;"}}:::outside' in text


def test_mermaid_that_github_would_not_draw_is_refused_with_the_way_out(tmp_path: Path) -> None:
    write_policy(tmp_path / "policy", 120)
    run = klar("graph", "-C", tmp_path / "policy")
    assert (run.returncode, run.stdout) == (2, "")
    message = " ".join(run.stderr.split())
    assert re.search(r"has \d{5,} characters and \d{3,} edges, .* at most 50000 and 500", message)
    assert "--activity or --category" in message
    one = klar("graph", "-C", tmp_path / "policy", "--activity", "activity-7")
    assert one.returncode == 0
    assert len(one.stdout) < 3000


# In the page


def page_of(policy: Policy, language: str, *, pictures: bool) -> tuple[Tree, Pages]:
    assert policy.statement
    statement = policy.statement._replace(flow_pictures=pictures)
    phrases = load(language)
    tree = build_tree(policy._replace(statement=statement), language, phrases)
    return tree, render(tree, phrases, False)


@pytest.mark.parametrize("name", POLICIES)
def test_the_page_has_a_picture_only_if_it_is_asked_for(name: str) -> None:
    assert "<svg" not in page_of(POLICIES[name], "da", pictures=False)[1].page
    tree, pages = page_of(POLICIES[name], "da", pictures=True)
    drawn = [node for node in walk(tree.sections) if node.kind == "picture"]
    assert len(drawn) > 10
    assert all(node.derived and node.picture and node.nodes for node in drawn)
    assert pages.page.count("<svg") == pages.fragment.count("<svg") == len(drawn)


def test_pictures_change_nothing_else_on_the_page() -> None:
    _, without = page_of(POLICIES["example"], "sv", pictures=False)
    _, drawn = page_of(POLICIES["example"], "sv", pictures=True)
    for before, after in zip(without, drawn, strict=True):
        assert re.sub(r"<figure>.*?</figure>\n", "", after, flags=re.DOTALL) == before


def test_every_picture_in_the_page_has_a_name_and_a_text_of_its_own() -> None:
    page = page_of(POLICIES["example"], "nb", pictures=True)[1].page
    pictures = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    named: set[str | None] = set()
    for one in pictures:
        root = checked(one)
        assert root.find("style") is None
        ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        assert ids[root.get("aria-labelledby")]
        assert ids[root.get("aria-describedby")]
        named.update(ids)
    assert len(named) == 2 * len(pictures)
    assert all(name and "_flows-" in name for name in named), "no anchor has an underscore"


# In a browser

_OUTSIDE = """
[...document.querySelectorAll("g.box")].flatMap(box => {
  const room = box.querySelector("rect").getBBox();
  return [...box.querySelectorAll("text")].filter(text => {
    const one = text.getBBox();
    return one.x < room.x || one.y < room.y || one.x + one.width > room.x + room.width
      || one.y + one.height > room.y + room.height + 1;
  }).map(text => text.textContent);
})
"""
_CONTRAST = """
(() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const of = (element, name) => getComputedStyle(element)[name];
  const paper = of(document.querySelector(".paper"), "fill");
  const poor = [];
  for (const text of document.querySelectorAll("text")) {
    const box = text.closest("g.box");
    const ground = box ? of(box.querySelector("rect"), "fill") : paper;
    if (ratio(of(text, "fill"), ground) < 4.5) poor.push(text.textContent);
  }
  for (const line of document.querySelectorAll(".line, .joined, .box:not(.data) rect"))
    if (ratio(of(line, "stroke"), paper) < 3) poor.push(line.outerHTML);
  const marks = ".special-category, .criminal-offence, .national-id";
  for (const mark of document.querySelectorAll(marks)) {
    const box = mark.closest("g.box");
    const ground = box ? of(box.querySelector("rect"), "fill") : paper;
    if (ratio(of(mark, "fill"), ground) < 3) poor.push(mark.outerHTML);
  }
  return poor;
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
@pytest.mark.parametrize("name", POLICIES)
def test_a_browser_shows_every_word_inside_its_box_with_contrast(
    browser: Browser, name: str, font: str, scheme: str
) -> None:
    for language in LANGUAGES:
        drawn = svg(painter(POLICIES[name], language).whole())
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.set_content(f"<!doctype html><body style='margin:0'>{drawn}")
        page.add_style_tag(content=f'.klar-flows, .klar-flows text {{font-family: "{font}"}}')
        assert page.evaluate(_OUTSIDE) == []
        assert page.evaluate(_CONTRAST) == []
        assert page.evaluate("document.querySelectorAll('text').length") > 100
        page.close()
