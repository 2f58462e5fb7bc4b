"""The data-flow graph: who gets what, and only that."""

from __future__ import annotations

import json

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.readwrite.json_graph import node_link_graph

from checker.flows.search import Query, Search
from checker.graph import NOT_STATED, Graph, Node, build_graph, country_id
from checker.report.graphs import FORMATS, dot, graph_json, graphml, mermaid
from tests.building import built

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


def test_networkx_reads_the_json_back_whole(graph: Graph) -> None:
    read = node_link_graph(json.loads(graph_json(graph, "da")), edges="edges")
    own = graph.to_networkx()
    assert set(read.nodes) == set(own.nodes)
    assert sorted(map(str, read.edges(data=True))) == sorted(map(str, own.edges(data=True)))


def test_graphml_is_read_back_by_networkx(graph: Graph) -> None:
    text = graphml(graph, "da")
    read = networkx.parse_graphml(text)
    assert set(read.nodes) == set(graph.nodes)
    assert read.nodes["cv"]["label"] == 'cv "og" <bilag>'


def test_labels_cannot_break_out_of_mermaid_or_dot(graph: Graph) -> None:
    assert 'cv "og"' not in mermaid(graph, "da")
    assert "#60;bilag#62;" in mermaid(graph, "da")
    assert r'"cv \"og\" <bilag>"' in dot(graph, "da")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_text_twice(graph: Graph, form: str) -> None:
    assert FORMATS[form](graph, "da") == FORMATS[form](build_graph(built(**FILES).policy), "da")


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
