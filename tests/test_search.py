"""The search for paths: every path that is asked for, once, and no blow-up on the way."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from checker.flows.search import ENDS, Query, Search
from checker.graph import Graph, Node

NODES = st.integers(0, 6).map(str)
SETS = st.sets(NODES, max_size=3)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=16, unique=True)
MARKETS = st.dictionaries(NODES, st.sampled_from([("DK",), ("SE",), ("DK", "NO")]), max_size=3)


def made(edges: list[tuple[str, str]], markets: dict[str, tuple[str, ...]] | None = None) -> Graph:
    """A graph of recipients that pass data on to each other."""
    graph = Graph()
    for name in dict.fromkeys(name for edge in [*edges, *pairwise("0123456")] for name in edge):
        own = (markets or {}).get(name, ())
        graph.add_node(Node(name, "recipient", "", None, name, "", own))
    for source, target in edges:
        graph.add_edge(source, target, "passes-on", "")
    return graph


def nodes_of(search: Search) -> list[tuple[str, ...]]:
    """The paths of a search, each as the nodes it passes."""
    return [(path[0].source, *(edge.target for edge in path)) for path in search.paths()]


def expected(graph: Graph, query: Query) -> list[tuple[str, ...]]:
    """What networkx finds, and of that what the query asks for."""
    found = []
    own = graph.to_networkx()
    for start in query.starts:
        for end in query.ends:
            for path in networkx.all_simple_paths(own, start, end) if start != end else ():
                sets = [set(graph.nodes[one].markets) for one in path if graph.nodes[one].markets]
                if (
                    all(set(path) & set(one) for one in query.through)
                    and not set(path) & set(query.avoid)
                    and (not sets or set.intersection(*sets))
                ):
                    found.append(tuple(path))
    return sorted(found)


@given(EDGES, SETS, SETS, st.lists(SETS, max_size=2), SETS, MARKETS)
def test_paths_are_those_that_networkx_finds(
    edges: list[tuple[str, str]],
    starts: set[str],
    ends: set[str],
    through: list[set[str]],
    avoid: set[str],
    markets: dict[str, tuple[str, ...]],
) -> None:
    graph = made(edges, markets)
    query = Query(starts, ends, tuple(through), avoid)
    search = Search(graph, query)
    found = nodes_of(search)
    assert sorted(found) == expected(graph, query)
    assert search.complete
    assert search.count in (None, len(found))
    assert [len(path) for path in found] == sorted(len(path) for path in found)


@given(EDGES, SETS, SETS, SETS)
def test_last_steps_are_those_by_which_an_end_is_first_met(
    edges: list[tuple[str, str]], starts: set[str], ends: set[str], avoid: set[str]
) -> None:
    graph = made(edges)
    ends = ends - starts
    query = Query(starts, ends, (), avoid)
    first: dict[tuple[str, ...], int] = {}
    for nodes in expected(graph, query):
        if not set(nodes[1:-1]) & ends:
            first[nodes[-2:]] = min(first.get(nodes[-2:], len(nodes)), len(nodes))
    steps = Search(graph, query).last_steps()
    assert {(edge.source, edge.target): len(path) + 1 for edge, path in steps.items()} == first
    for edge, path in steps.items():
        assert path[-1] is edge
        assert path[0].source in starts


@given(EDGES, SETS, MARKETS)
def test_the_furthest_paths_begin_no_other_and_leave_nothing_out(
    edges: list[tuple[str, str]], starts: set[str], markets: dict[str, tuple[str, ...]]
) -> None:
    graph = made(edges, markets)
    every = {str(number) for number in range(7)}
    search = Search(graph, Query(starts, every, furthest=True))
    found = nodes_of(search)
    everything = expected(graph, Query(starts, every))
    assert set(found) <= set(everything)
    assert search.count in (None, len(found))
    # Whoever is on some path is on one of the furthest from the same start.
    assert {(p[0], node) for p in everything for node in p} == {
        (p[0], node) for p in found for node in p
    }
    assert search.leading() == {path[0] for path in found}
    for start in starts:
        own = [(p[0].source, *(edge.target for edge in p)) for p in search.paths(start)]
        assert sorted(own) == sorted(path for path in found if path[0] == start)
    if search.count is not None:
        begun = {path[:length] for path in everything for length in range(2, len(path))}
        assert not begun & set(found)


def test_a_path_into_a_circle_ends_with_each_that_is_on_it() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "c"), ("b", "e"), ("e", "f")]
    search = Search(made(edges), Query(["a"], ["b", "c", "d", "e", "f"], furthest=True))
    assert sorted("".join(path) for path in nodes_of(search)) == ["abc", "abcd", "abef"]


def test_a_count_needs_no_search_where_nothing_goes_round() -> None:
    """Forty layers of two: a million million paths."""
    edges = [(f"{layer}{one}", f"{layer + 1}{other}")
             for layer in range(40) for one in "ab" for other in "ab"]  # fmt: skip
    search = Search(made(edges), Query(["0a"], ["40a", "40b"]))
    assert search.count == 2**40
    assert len(list(islice(search.paths(), 100))) == 100


def test_a_dense_graph_full_of_circles_answers() -> None:
    """10,000 recipients, each of which passes data on to ten others, round and round."""
    edges = [(f"r{one}", f"r{(one * 7 + other * other + 1) % 10_000}")
             for one in range(10_000) for other in range(10)]  # fmt: skip
    search = Search(made(edges), Query(["r0"], ["r5000"]))
    assert search.count is None
    paths = list(islice(search.paths(), 100))
    assert len(paths) == 100
    for path in paths:
        passed = [path[0].source, *(edge.target for edge in path)]
        assert len(passed) == len(set(passed))
    assert Search(made(edges), Query(["r0"], ["r5000"])).last_steps()


def test_of_a_very_long_path_to_a_last_step_both_ends_are_kept() -> None:
    number = 30_000
    edges = [(f"r{one}", f"r{one + 1}") for one in range(number)]
    ends = [f"{one}-end" for one in range(number)]
    ways = [(f"r{one}", end) for one, end in enumerate(ends)]
    steps = Search(made(edges + ways), Query(["r0"], ends)).last_steps()
    found = {edge.target: [one.target for one in path] for edge, path in steps.items()}
    assert len(found) == number
    whole = 2 * ENDS
    assert found[f"{whole - 1}-end"] == [*(f"r{n}" for n in range(1, whole)), f"{whole - 1}-end"]
    far = [f"r{n}" for n in (*range(1, ENDS + 1), *range(number - ENDS + 1, number))]
    assert found[ends[-1]] == [*far, ends[-1]]


def test_markets_that_matter_no_more_do_not_multiply_the_work() -> None:
    """A thousand activities, each with markets of its own, before a long chain."""
    starts = [f"s{one}" for one in range(1000)]
    chain = [(f"r{one}", f"r{one + 1}") for one in range(2000)]
    markets = {name: tuple(f"M{n}" for n in range(10) if one >> n & 1) or ("M0",)
               for one, name in enumerate(starts)}  # fmt: skip
    graph = made([*((one, "r0") for one in starts), *chain, ("r2000", "end")], markets)
    search = Search(graph, Query(starts, ["end"]))
    assert search.count == 1000
    assert len(search._order) < 4000


def test_a_crowd_that_leads_nowhere_is_left_alone() -> None:
    """Three hundred who pass data on to each other, and whose only way out is the way in."""
    crowd = [(f"c{one}", f"c{other}") for one in range(300) for other in range(300)]
    gates = [("gate", f"c{one}") for one in range(300)]
    back = [(f"c{one}", "gate") for one in range(300)]
    search = Search(
        made([("start", "gate"), ("gate", "end"), *gates, *crowd, *back]), Query(["start"], ["end"])
    )
    assert nodes_of(search) == [("start", "gate", "end")]
    assert search.complete
