"""What changed in the flows between two policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.build import build
from checker.flows.answer import Question, answer, every_use
from checker.flows.changes import Flow, Key, changes, flows_of
from checker.graph import build_graph
from checker.model import Policy
from checker.source import read
from tests.repositories import committed
from tests.running import ROOT, klar
from tests.test_flows import SCHEMA, written

EXAMPLE = ROOT / "tests/example"

# Policies

DATA = ("name", "email")
PARTIES = ("host", "firm", "bank")
MARKETS = st.sampled_from([[], ["DK"], ["SE"]])


def some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True)


def fields(of: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(of)


RECIPIENTS = st.lists(
    fields(
        {
            "id": st.sampled_from(PARTIES),
            "kind": st.just("category"),
            "countries": some(("DK", "US")),
            "sub_recipients": some(PARTIES),
            "outside_eea": st.booleans(),
            "transfers": st.lists(
                fields(
                    {
                        "id": st.sampled_from(("one", "two")),
                        "country": st.sampled_from(("US", "IN")),
                        "mechanism": st.sampled_from(("adequacy", "safeguards")),
                        "applies_in": MARKETS,
                    }
                ),
                max_size=2,
                unique_by=lambda one: one["id"],
            ),
        }
    ),
    max_size=3,
    unique_by=lambda one: one["id"],
)
DISCLOSURES = st.lists(
    fields(
        {
            "id": st.sampled_from(("first", "second")),
            "recipient": st.sampled_from(PARTIES),
            "role": st.sampled_from(("processor", "controller")),
            "data": some(DATA),
            "applies_in": MARKETS,
        }
    ),
    max_size=2,
    unique_by=lambda one: one["id"],
)
ACTIVITIES = st.lists(
    fields(
        {
            "id": st.sampled_from(("visits", "orders")),
            "title": fields({"da": st.sampled_from(("Besøg", "Ordrer"))}),
            "applies_in": MARKETS,
            "data": st.lists(
                fields({"category": st.sampled_from(DATA)}),
                max_size=2,
                unique_by=lambda one: one["category"],
            ),
            "bases": st.lists(
                fields(
                    {
                        "id": st.just("basis"),
                        "stated": st.sampled_from(("consent", "contract")),
                    }
                ),
                max_size=1,
            ),
            "retention": st.lists(
                fields(
                    {
                        "id": st.just("kept"),
                        "kind": st.just("period"),
                        "period": st.sampled_from(("P1Y", "P2Y")),
                        "data": some(DATA),
                    }
                ),
                max_size=1,
            ),
            "disclosures": DISCLOSURES,
        }
    ),
    max_size=2,
    unique_by=lambda one: one["id"],
)
RULES = st.lists(
    fields(
        {
            "id": st.just("by-law"),
            "title": st.just({"da": "Lov"}),
            "applies_to": st.sampled_from([[], ["visits"]]),
            "disclosures": DISCLOSURES,
        }
    ),
    max_size=1,
)
POLICIES = fields({"recipients": RECIPIENTS, "activities": ACTIVITIES, "rules": RULES})


def policy_of(parts: dict[str, Any]) -> Policy:
    """A policy of these parts. Lists and flags that are empty are left out, as an editor would."""

    def stated(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: stated(one) for key, one in value.items()}
            return {key: one for key, one in kept.items() if one not in ([], False)}
        return [stated(one) for one in value] if isinstance(value, list) else value

    files: dict[str, Any] = {
        "recipients.yaml": {"recipients": parts["recipients"]},
        "sharing.yaml": {"rules": parts["rules"]},
        "data-categories.yaml": {
            "categories": [{"id": name, "title": {"da": name}} for name in DATA]
        },
        **{f"activities/{one['id']}.yaml": one for one in parts["activities"]},
    }
    documents = {
        path: read(path, json.dumps(stated(value), ensure_ascii=False).encode())
        for path, value in files.items()
    }
    return build(documents, frozenset()).policy


def flows(parts: dict[str, Any]) -> dict[Key, Flow]:
    policy = policy_of(parts)
    return flows_of(policy, build_graph(policy))


@settings(max_examples=150)
@given(POLICIES, POLICIES)
def test_to_swap_the_policies_inverts_what_changed(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = flows(before), flows(after)
    there, back = changes(old, new), changes(new, old)
    assert there.added == back.removed
    assert there.removed == back.added
    assert there.changed == {key: (was, is_) for key, (is_, was) in back.changed.items()}
    changed = {key: pair[1] for key, pair in there.changed.items()}
    kept = {key: flow for key, flow in old.items() if key not in there.removed}
    assert {**kept, **changed, **there.added} == new
    assert not any(was == is_ for was, is_ in there.changed.values())


@settings(max_examples=100)
@given(POLICIES)
def test_order_and_titles_change_nothing(parts: dict[str, Any]) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(one) for key, one in reversed(value.items())}
        return [turned(one) for one in reversed(value)] if isinstance(value, list) else value

    other = turned(parts)
    for one in other["activities"]:
        one["title"] = {"da": "Noget andet"}
    assert not any(changes(flows(parts), flows(other)))


@settings(max_examples=150)
@given(POLICIES)
def test_flows_are_what_the_paths_reach(parts: dict[str, Any]) -> None:
    policy = policy_of(parts)
    graph = build_graph(policy)
    found = set()
    for one in answer(graph, Question(every_use(graph)), 100_000).found:
        nobody = True
        for path in one.paths:
            disclosure = recipient = None
            for edge in path:
                node = graph.nodes[edge.target]
                if node.kind == "disclosure":
                    disclosure = node.id
                elif node.kind in ("recipient", "country"):
                    recipient = node.id if node.kind == "recipient" else recipient
                    country = node.name if node.kind == "country" else None
                    found.add((one.start, disclosure, recipient, country))
                    nobody = False
        if nobody:
            found.add((one.start, None, None, None))
    uses = {
        (node.activity, None if node.id.endswith("/data") else node.name): node.id
        for node in graph.nodes.values()
        if node.kind == "data-use"
    }
    expected = set()
    for key in flows_of(policy, graph):
        if key.recipient in (None, *policy.recipients):
            use = uses[key.activity, key.data]
            expected.add((use, key.disclosure, key.recipient, key.country))
            # A path to a country passes the recipient, and is a flow to it alone as well.
            if key.recipient:
                expected.add((use, key.disclosure, key.recipient, None))
        else:
            found = {one for one in found if one[0] != uses[key.activity, key.data] or one[1]}
    assert found == expected


# What counts as a change


def replaced(folder: Path, file: str, old: str, new: str) -> Path:
    """The small policy of the other tests with something else in one of its files."""
    root = written(folder)
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "activities/visits.yaml",
            "period: P3M",
            "period: P6M",
            "kept: soon: period was 3 months, is 6 months",
        ),
        (
            "activities/visits.yaml",
            "stated: consent",
            "stated: contract",
            "basis: consent: stated was consent, is contract; article was 6(1)(a), is 6(1)(b)",
        ),
        (
            "activities/visits.yaml",
            "recipient: host,",
            "recipient: host, role: processor,",
            "role: was not stated, is processor",
        ),
        (
            "activities/visits.yaml",
            "recipient: host,",
            "recipient: host, condition: {da: 'du  er her'},",
            'condition: was not stated, is "du er her"',
        ),
        (
            "activities/round.yaml",
            "recipient: firm}",
            "recipient: firm, applies_in: [SE]}",
            "markets: was everywhere, is SE",
        ),
        (
            "activities/visits.yaml",
            "visibility: internal",
            "visibility: public",
            "on the page: was no, is yes",
        ),
        (
            "activities/visits.yaml",
            "subjects: [visitors, owners]",
            "subjects: [visitors]",
            "whose: no longer owners",
        ),
        (
            "retention.yaml",
            "period: P1Y",
            "period: P2Y",
            "kept: general: period was 1 year, is 2 years",
        ),
    ],
)
def test_a_change_is_told_where_it_is_made(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    before = written(tmp_path / "before")
    after = replaced(tmp_path / "after", file, old, new)
    run = klar("flows", "-C", after, "--against", before, cwd=tmp_path, COLUMNS="200")
    assert run.returncode == 0
    said = " ".join(run.stdout.split())
    assert words in said
    assert f"after/policy/{file}:" in said
    assert "flows added, 0 removed, " in said
    data = json.loads(klar("flows", "-C", after, "--against", before, "--format", "json").stdout)
    assert (data["added"], data["removed"]) == ([], [])
    assert data["changed"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("activities/visits.yaml", "title: {da: Besøg}", "title: {da: Gæster}"),
        ("activities/visits.yaml", "{da: at hilse}", "{da: 'at  hilse'}"),
        ("activities/visits.yaml", "da: sagen slutter", "da: 'sagen\n   slutter'"),
        ("activities/visits.yaml", "[visitors, owners]", "[owners, visitors]"),
        ("recipients.yaml", "name: Host", "name: Vært"),
    ],
)
def test_titles_order_and_wrapping_change_nothing(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    before = written(tmp_path / "before")
    after = replaced(tmp_path / "after", file, old, new)
    run = klar("flows", "-C", after, "--against", before)
    assert (run.returncode, run.stdout) == (0, "No flow has changed.\n")


def test_new_data_tell_all_that_is_stated_of_them(tmp_path: Path) -> None:
    before = written(tmp_path / "before")
    after = replaced(
        tmp_path / "after",
        "activities/round.yaml",
        "data: [{category: name}]",
        "data: [{category: name}, {category: email}]",
    )
    text = klar("flows", "-C", after, "--against", before, COLUMNS="200").stdout
    assert text.startswith("New uses of data\n\ne-mail [email]\n  in     Rundt [round]")
    assert (
        "Added\n  Rundt [round]: e-mail [email]\n    to: firma (firm), country not stated: role"
        in text
    )
    assert "to: andre (other), country not stated, passed on by firma" in text
    assert text.endswith("\n2 flows added, 0 removed, 0 changed.\n")
    back = klar("flows", "-C", before, "--against", after, COLUMNS="200").stdout
    assert back.startswith("Uses of data that are gone\n\ne-mail [email]\n")
    assert back.endswith("\n0 flows added, 2 removed, 0 changed.\n")
    marked = klar("flows", "-C", after, "--against", before, "--format", "markdown").stdout
    assert "\n## New uses of data\n\n### e-mail (`email`)\n" in marked
    assert "\n## Added\n\n- Rundt \\[round\\]\\: e-mail \\[email\\]\n  - to: firma (firm)" in marked


def test_a_recipient_that_gets_a_country_is_not_gone(tmp_path: Path) -> None:
    before = written(tmp_path / "before")
    after = replaced(
        tmp_path / "after", "activities/visits.yaml", "applies_in: [DK]", "applies_in: [DK, SE]"
    )
    text = klar("flows", "-C", after, "--against", before, COLUMNS="200").stdout
    assert (
        "Added\n  Besøg [visits]: navn [name]\n    to: Host (host) in US, outside the EEA" in text
    )
    assert "Removed\n  Besøg [visits]: navn [name]\n    to: Host (host), country not stated" in text


def test_the_first_recipient_takes_the_place_of_nobody(tmp_path: Path) -> None:
    before = written(tmp_path / "before")
    after = replaced(
        tmp_path / "after",
        "activities/nowhere.yaml",
        "title: {da: Ingen}",
        "title: {da: Ingen}\ndisclosures: [{id: sent, recipient: place}]",
    )
    data = json.loads(klar("flows", "-C", after, "--against", before, "--format", "json").stdout)
    assert [one["recipient"] for one in data["added"]] == ["place"]
    assert [one["recipient"] for one in data["removed"]] == [None]
    text = klar("flows", "-C", after, "--against", before).stdout
    assert "Removed\n  Ingen [nowhere]: data not stated\n    to: nobody is stated to get" in text


def test_json_of_what_changed_fits_its_schema(tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    for policy, other in ((EXAMPLE, ROOT / "privacy_policy"), (EXAMPLE, written(tmp_path))):
        run = klar("flows", "-C", policy, "--against", other, "--format", "json")
        assert (run.returncode, run.stderr) == (0, "")
        Draft202012Validator(SCHEMA).validate(json.loads(run.stdout))


def test_another_policy_that_cannot_be_read_is_no_answer(tmp_path: Path) -> None:
    broken = written(tmp_path)
    (broken / "terms.yaml").write_text("\tterms: []\n")
    run = klar("flows", "--against", broken)
    assert (run.returncode, run.stdout) == (3, "")
    assert "cannot be read" in run.stderr
    assert "terms.yaml:1:1" in run.stderr


def test_the_flows_of_a_git_ref(tmp_path: Path) -> None:
    policy = written(tmp_path)
    committed(policy.parent)
    file = policy / "activities/round.yaml"
    words = file.read_text(encoding="utf-8").replace(
        "data: [{category: name}]", "data: [{category: name}, {category: email}]"
    )
    file.write_text(words, encoding="utf-8")
    data = json.loads(klar("flows", "-C", policy, "--against", "main", "--format", "json").stdout)
    assert {one["data"] for one in data["added"]} == {"email"}
    assert data["removed"] == []
    committed(policy.parent)
    text = klar("flows", "-C", policy, "--against", "HEAD~1", COLUMNS="200").stdout
    assert text.endswith("\n2 flows added, 0 removed, 0 changed.\n")
    gone = klar("flows", "-C", policy, "--against", "no-such-ref")
    assert (gone.returncode, gone.stdout) == (2, "")
