"""The data-flow graph: who gets what, and only that; and what other tools read of it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import networkx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from networkx.readwrite.json_graph import node_link_graph

from checker.cli.graph import command
from checker.engine import Result
from checker.flows.part import part_of, uses_of
from checker.flows.search import Query, Search
from checker.graph import NOT_STATED, Graph, Node, build_graph, country_id
from checker.law.book import Book
from checker.report.graphs import FORMATS, View, dot, graph_json, graphml, label, to_networkx
from checker.rules import Context
from tests.building import built
from tests.running import STATEMENT, klar
from tests.test_pages import needed

FILES = {
    "data_subjects": """
        subjects:
          - {id: applicants, title: {da: ansøgere}}
    """,
    "data_categories": """
        categories:
          - {id: name, title: {da: navn}}
          - {id: cv, title: {da: 'cv "og" <bilag>'}}
          - {id: criminal-record, title: {da: straffeattest}, nature: criminal-offence}
    """,
    "recipients": """
        recipients:
          - {id: firm, kind: category, title: {da: rekrutteringsfirma}, sub_recipients: [host]}
          - {id: host, kind: named, name: Host Inc., countries: [US],
             transfers: [{id: us, country: US, mechanism: adequacy}]}
          - {id: authority, kind: category, title: {da: myndighed}}
    """,
    "sharing": """
        rules:
          - id: by-law
            title: {da: Myndigheder}
            disclosures: [{id: authority, recipient: authority, role: authority}]
    """,
    "groups__recruitment": """
        id: recruitment
        title: {da: Rekruttering}
        subjects: [applicants]
        disclosures: [{id: firm, recipient: firm, role: processor, data: [name, cv]}]
    """,
    "activities__applications": """
        id: applications
        title: {da: Ansøgninger}
        part_of: recruitment
        purposes: [{id: assess, text: {da: at vurdere}}]
        data: [{category: name}, {category: cv}]
    """,
    "activities__checks": """
        id: checks
        title: {da: Kontrol}
        part_of: recruitment
        data: [{category: name}, {category: criminal-record}]
    """,
    "activities__searches": """
        id: searches
        title: {da: Søgning}
        part_of: recruitment
    """,
}


@pytest.fixture
def graph() -> Graph:
    return build_graph(built(**FILES).policy)


def steps(graph: Graph, start: str, end: str, *via: str) -> list[list[str]]:
    search = Search(graph, Query([start], [end], (via,) if via else ()))
    return [[start, *(edge.target for edge in path)] for path in search.paths()]


def test_a_path_leads_from_data_through_use_and_disclosure_to_the_country(graph: Graph) -> None:
    assert steps(graph, "cv", country_id("US")) == [
        [
            "cv",
            "applications/data/cv",
            "recruitment/disclosures/firm",
            "firm",
            "host",
            "host/transfers/us",
            "country:US",
        ]
    ]


def test_data_that_a_disclosure_does_not_name_do_not_reach_its_recipient(graph: Graph) -> None:
    assert steps(graph, "criminal-record", "firm") == []
    assert len(steps(graph, "name", "firm")) == 2


def test_via_an_activity_keeps_the_paths_through_its_uses(graph: Graph) -> None:
    assert steps(graph, "name", "firm", "checks/data/name") == [
        ["name", "checks/data/name", "recruitment/disclosures/firm", "firm"]
    ]


def test_a_sharing_rule_opens_a_path_for_all_activities(graph: Graph) -> None:
    assert steps(graph, "criminal-record", "authority") == [
        ["criminal-record", "checks/data/criminal-record", "checks/data", "by-law",
         "by-law/disclosures/authority", "authority"]
    ]  # fmt: skip


def test_an_activity_without_stated_data_still_has_a_use(graph: Graph) -> None:
    assert graph.nodes["searches/data"].name == NOT_STATED
    assert [
        "applicants",
        "searches/subjects",
        "searches/data",
        "by-law",
        "by-law/disclosures/authority",
        "authority",
    ] in (steps(graph, "applicants", "authority"))


def test_every_edge_has_a_place_in_the_source() -> None:
    found = built(**FILES)
    for edge in build_graph(found.policy).edges:
        assert found.routes.span(edge.route) is not None, edge


# What other tools read


def view(files: dict[str, str], uses: frozenset[str] | None = None, language: str = "da") -> View:
    found = built(**files)
    context = Context(found.policy, found.routes, Book(), "2026-01-01")
    result = Result(found.policy, found.routes, (), {}, (), True, context)
    return View(result, "policy", language, uses)


MULTIPLE = dict(FILES)
MULTIPLE["activities__checks"] += """
        roles:
          - {id: alone, role: joint-controller, who: [firm]}
          - {id: together, role: joint-controller, who: [firm, host]}
          - {id: other, role: processor, who: [firm]}
    """
MULTIPLE["activities__searches"] += """
        applies_in: [DK, NO]
    """


def whole(graph: Any) -> tuple[dict[str, Any], list[Any]]:
    """Everything in a graph but the keys by which networkx tells parallel edges apart."""
    edges = (
        (source, target, sorted((k, v) for k, v in data.items() if k != "id"))
        for source, target, data in graph.edges(data=True)
    )
    return {**graph.nodes}, sorted(edges, key=str)


def test_there_are_parallel_edges_to_be_lost() -> None:
    graph = to_networkx(view(MULTIPLE))
    assert graph.number_of_edges("checks", "firm") == 3
    assert graph.number_of_edges() == sum(1 for _ in view(MULTIPLE).graph.edges)


def test_networkx_reads_the_json_back_whole() -> None:
    read = node_link_graph(json.loads(graph_json(view(MULTIPLE))), edges="edges")
    assert whole(read) == whole(to_networkx(view(MULTIPLE)))


def test_networkx_reads_the_graphml_back_whole() -> None:
    read = networkx.parse_graphml(graphml(view(MULTIPLE)), force_multigraph=True)
    assert whole(read) == whole(to_networkx(view(MULTIPLE)))
    assert read.nodes["cv"]["label"] == 'cv "og" <bilag>'


def test_graphviz_reads_the_dot_back_whole() -> None:
    run = subprocess.run(
        [needed("dot"), "-Tjson0"], input=dot(view(MULTIPLE)), text=True, capture_output=True,
        check=True,
    )  # fmt: skip
    read = json.loads(run.stdout)
    own = to_networkx(view(MULTIPLE))
    named = {thing["_gvid"]: thing for thing in read["objects"]}
    for thing in named.values():
        data = own.nodes[thing["name"]]
        # Graphviz leaves out what is empty.
        assert {key: thing.get(key, "") for key in data} == {key: str(data[key]) for key in data}
    assert len(named) == len(own)
    edges = [
        (named[edge["tail"]]["name"], named[edge["head"]]["name"], edge["kind"], edge["route"])
        for edge in read["edges"]
    ]
    assert sorted(edges) == sorted((*edge[:4],) for edge in view(MULTIPLE).graph.edges)


def test_each_node_and_edge_says_where_it_stands_in_the_source() -> None:
    graph = to_networkx(view(MULTIPLE))
    for name, data in graph.nodes(data=True):
        assert ("line" in data) == (data["kind"] != "country"), name
    assert graph.nodes["searches"]["path"] == "policy/activities/searches.yaml"
    assert graph.nodes["searches/data"]["markets"] == "DK NO"
    for _, _, data in graph.edges(data=True):
        assert data["path"].startswith("policy/")
        assert data["line"] >= 1
        assert data["column"] >= 1


def test_labels_cannot_break_out_of_dot() -> None:
    assert r'label="cv \"og\" <bilag>"' in dot(view(FILES))


@pytest.mark.parametrize(
    ("language", "country", "data"),
    [
        ("da", "USA", "ikke angivet"),
        ("nb", "USA", "ikke oppgitt"),
        ("sv", "USA", "inte angivet"),
        ("fi", "US", NOT_STATED),
    ],
)
def test_countries_and_what_is_not_stated_are_said_in_the_language(
    graph: Graph, language: str, country: str, data: str
) -> None:
    assert label(graph, graph.nodes[country_id("US")], language) == country
    assert label(graph, graph.nodes["searches/data"], language) == data


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_text_twice(form: str) -> None:
    assert FORMATS[form](view(FILES)) == FORMATS[form](view(FILES))


# Parts of it


def test_the_part_of_an_activity_holds_its_own_flows_alone(graph: Graph) -> None:
    part = part_of(graph, uses_of(graph, activities=["checks"]))
    kinds: dict[str, set[str]] = {}
    for node in part.nodes.values():
        kinds.setdefault(node.kind, set()).add(node.id)
    assert kinds["activity"] == {"checks"}
    assert kinds["data-category"] == {"name", "criminal-record"}
    assert kinds["data-use"] == {"checks/data/name", "checks/data/criminal-record"}
    assert kinds["data-subject"] == {"applicants"}
    assert kinds["recipient"] == {"firm", "host", "authority"}
    assert set(part.edges) <= set(graph.edges)


def test_the_part_of_a_category_leaves_out_who_does_not_get_it(graph: Graph) -> None:
    part = part_of(graph, uses_of(graph, categories=["criminal-record"]))
    assert {node.id for node in part.nodes.values() if node.kind == "recipient"} == {"authority"}
    assert "checks/data/name" not in part.nodes
    assert "applications" not in part.nodes


def test_both_filters_leave_what_fits_both(graph: Graph) -> None:
    assert uses_of(graph, ["applications", "checks"], ["name"]) == {
        "applications/data/name",
        "checks/data/name",
    }
    assert uses_of(graph, ["applications"], ["criminal-record"]) == set()


def test_a_part_keeps_to_the_markets_of_its_data() -> None:
    files = dict(FILES)
    files["recipients"] = files["recipients"].replace(
        "mechanism: adequacy", "mechanism: adequacy, applies_in: [SE]"
    )
    files["activities__applications"] += """
        applies_in: [DK]
    """
    graph = build_graph(built(**files).policy)
    assert country_id("US") not in part_of(graph, uses_of(graph, ["applications"])).nodes
    assert country_id("US") in part_of(graph, uses_of(graph, ["checks"])).nodes


@pytest.mark.parametrize("form", FORMATS)
def test_a_filter_holds_for_every_format(form: str) -> None:
    chosen = uses_of(view(FILES).graph, categories=["criminal-record"])
    text = FORMATS[form](view(FILES, chosen))
    assert "straffeattest" in text.casefold()
    assert "myndighed" in text.casefold()
    for left_out in ("rekrutteringsfirma", "host inc", "bilag"):
        assert left_out not in text.casefold()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--activity", "vistors"], "no activity 'vistors'. Did you mean 'visitors'?"),
        (["--category", "nmae"], "no category 'nmae'. Did you mean 'name'?"),
        (["--activity", "name"], "no activity 'name'."),
        (
            ["--activity", "visitors", "--category", "request"],
            "no activity visitors uses request.",
        ),
    ],
)
def test_a_filter_that_names_nothing_is_wrong_usage(arguments: list[str], words: str) -> None:
    run = klar("graph", "-C", STATEMENT, *arguments)
    assert run.returncode == 2
    assert words in " ".join(run.stderr.split())
    assert run.stdout == ""


def test_help_names_every_format() -> None:
    assert "|".join(FORMATS) in CliRunner().invoke(command, ["--help"]).output


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16, unique=True)


@given(EDGES, st.integers(0, 7), st.booleans())
def test_what_can_be_reached_is_what_networkx_says(
    edges: list[tuple[int, int]], start: int, backwards: bool
) -> None:
    graph = Graph()
    for number in range(8):
        graph.add_node(Node(str(number), "recipient", "", None, str(number)))
    for source, target in edges:
        graph.add_edge(str(source), str(target), "passes-on", "")
    own = graph.to_networkx()
    look = networkx.ancestors if backwards else networkx.descendants
    assert graph.reachable([str(start)], backwards=backwards) == look(own, str(start)) | {
        str(start)
    }


def test_data_never_turn_into_other_data_on_their_way(graph: Graph) -> None:
    """Every use on a path is of the category the path starts from."""
    for category in ("name", "cv", "criminal-record"):
        for path in Search(graph, Query([category], list(graph.nodes))).paths():
            uses = [graph.nodes[e.target] for e in path if graph.nodes[e.target].kind == "data-use"]
            assert {use.name for use in uses} == {category}


def test_a_joint_controller_is_no_way_into_other_data() -> None:
    files = dict(FILES)
    files["activities__checks"] += """
        roles: [{id: joint, role: joint-controller, who: [firm]}]
    """
    graph = build_graph(built(**files).policy)
    assert steps(graph, "cv", "checks/data/criminal-record") == []
    assert steps(graph, "checks", "firm")[0] == ["checks", "firm"]
