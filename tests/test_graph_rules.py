"""What the rules that follow data through the graph show, and how far they go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given

from checker.engine import compile_policy
from checker.finding import Finding
from checker.flows.search import Query
from checker.graph import Graph, Node
from checker.rules.recipients._reach import reached
from checker.rules.transfers._chains import LONGEST
from tests.policies import overlay
from tests.test_rules import AS_OF, RULES
from tests.test_search import EDGES, MARKETS, expected

THROUGH = "third-country-through-sub-recipient"


# What data reach


@given(EDGES, MARKETS)
def test_reached_is_what_a_path_with_a_market_in_common_leads_to(
    edges: list[tuple[str, str]], markets: dict[str, tuple[str, ...]]
) -> None:
    graph = Graph()
    for name in "0123456":
        kind = "data-use" if name in "01" else "recipient"
        graph.add_node(Node(name, kind, "", None, name, "", markets.get(name, ())))
    for source, target in edges:
        graph.add_edge(source, target, "passes-on", "")
    paths = expected(graph, Query("01", "23456"))
    assert reached(graph) == {path[-1] for path in paths}


# Chains of recipients


def findings_of(
    tmp_path: Path, recipients: list[dict[str, Any]], disclosures: list[dict[str, Any]]
) -> list[Finding]:
    """The onward transfers without a ground, where enquiries have these disclosures too."""
    policy = overlay(tmp_path)
    activity = policy / "activities" / "enquiries.yaml"
    listed = "".join(f"  - {json.dumps(one)}\n" for one in disclosures)
    text = activity.read_text(encoding="utf-8").replace("retention:\n", f"{listed}retention:\n")
    activity.write_text(text, encoding="utf-8")
    file = policy / "recipients.yaml"
    lines = (f"  - {json.dumps({'kind': 'named', 'name': 'X', **one})}\n" for one in recipients)
    file.write_text(file.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
    return list(compile_policy(str(policy), AS_OF, only=[THROUGH]).findings)


def shown(finding: Finding, tmp_path: Path) -> list[str]:
    """The lines that a finding points to besides its own, as far as they say which they are."""
    found = []
    for one in finding.related:
        file = tmp_path / "policy" / one.span.path
        line = file.read_text(encoding="utf-8").split("\n")[one.span.line - 1]
        found.append(line[one.span.column - 1 : one.span.end_column - 1].strip('"'))
    return found


TO_FAR = {"id": "to-far", "recipient": "far", "role": "processor"}
TO_NEAR = {"id": "to-near", "recipient": "near", "role": "processor"}
AT_SEA: dict[str, Any] = {"id": "at-sea", "countries": ["US"]}


def test_the_shortest_chain_is_shown_from_the_disclosure_to_the_end(tmp_path: Path) -> None:
    recipients = [
        {"id": "far", "sub_recipients": ["farther"]},
        {"id": "farther", "sub_recipients": ["middle"]},
        {"id": "near", "sub_recipients": ["middle"]},
        {"id": "middle", "sub_recipients": ["at-sea"]},
        AT_SEA,
    ]
    (finding,) = findings_of(tmp_path, recipients, [TO_FAR, TO_NEAR])
    assert shown(finding, tmp_path) == ["to-near", "middle", "at-sea"]


def test_the_chain_is_one_of_the_data_that_lack_a_transfer(tmp_path: Path) -> None:
    transfer = {
        "id": "danish",
        "country": "US",
        "mechanism": "derogation",
        "derogation": "49(1)(a)",
        "applies_in": ["DK"],
    }
    recipients = [
        {"id": "near", "sub_recipients": ["at-sea"]},
        {"id": "far", "sub_recipients": ["farther"]},
        {"id": "farther", "sub_recipients": ["at-sea"]},
        AT_SEA | {"transfers": [transfer]},
    ]
    disclosures = [TO_NEAR | {"applies_in": ["DK"]}, TO_FAR | {"applies_in": ["SE"]}]
    (finding,) = findings_of(tmp_path, recipients, disclosures)
    assert finding.message.endswith("no transfer is stated for data from SE")
    assert shown(finding, tmp_path) == ["to-far", "farther", "at-sea"]


def test_where_all_the_data_are_covered_in_their_markets_nothing_is_found(tmp_path: Path) -> None:
    transfer = {"id": "danish", "country": "US", "mechanism": "derogation", "applies_in": ["DK"]}
    recipients = [
        {"id": "near", "sub_recipients": ["at-sea"]},
        AT_SEA | {"transfers": [transfer]},
    ]
    assert not findings_of(tmp_path / "dk", recipients, [TO_NEAR | {"applies_in": ["DK"]}])
    assert findings_of(tmp_path / "all", recipients, [TO_NEAR])


def test_a_long_circle_answers_and_shows_the_last_steps(tmp_path: Path) -> None:
    """Three thousand in a circle, all outside the EEA: every one is found, with a short way."""
    number = 3000
    recipients = [
        {"id": f"r{one}", "countries": ["US"], "sub_recipients": [f"r{(one + 1) % number}"]}
        for one in range(number)
    ]
    start = {"id": "to-r0", "recipient": "r0", "role": "processor"}
    findings = findings_of(tmp_path, recipients, [start])
    assert len(findings) == number - 1
    assert {len(finding.related) for finding in findings} == set(range(2, LONGEST + 2))
    last = next(one for one in findings if one.route == f"r{number - 1}/countries/US")
    assert shown(last, tmp_path) == ["to-r0", *(f"r{number - n}" for n in range(LONGEST, 0, -1))]


# One finding, however many activities


def test_a_disclosure_names_few_of_many_and_its_fingerprint_is_the_disclosures(
    tmp_path: Path,
) -> None:
    rule = "joint-controller-of-another-activity"
    result = compile_policy(str(overlay(tmp_path, RULES / rule / "fail-rule-for-all")), AS_OF)
    (finding,) = result.findings
    assert finding.message.startswith(
        "'transportører' gets data of 'Henvendelser', 'Kontakt med bedrifter', 'Nyhetsbrev' as"
    )
    group = RULES / "association-data-disclosed" / "fail-taken-over-in-a-group"
    (found,) = compile_policy(str(overlay(tmp_path / "group", group)), AS_OF).findings
    assert "'helseopplysninger' of 'Kontakt med bedrifter'" in found.message
    assert [one.span.path for one in found.related] == ["activities/leads.yaml"]


def test_where_only_some_markets_are_concerned_they_are_named(tmp_path: Path) -> None:
    fixture = RULES / "association-data-disclosed" / "fail-in-one-market"
    (found,) = compile_policy(str(overlay(tmp_path, fixture)), AS_OF).findings
    assert found.message.endswith("without consent in NO")


def test_findings_cite_what_concerns_their_data_and_markets(tmp_path: Path) -> None:
    rule = "disclosure-beyond-consent"
    danish = RULES / rule / "fail-criminal-record-in-denmark"
    (found,) = compile_policy(str(overlay(tmp_path, danish)), AS_OF).findings
    assert found.legal == ("GDPR 4(11)", "GDPR 10", "DK databeskyttelsesloven § 8, stk. 4")
    health = RULES / rule / "fail-health"
    (found,) = compile_policy(str(overlay(tmp_path / "health", health)), AS_OF).findings
    assert found.legal == ("GDPR 4(11)", "GDPR 9(2)(a)")
    everything = RULES / "general-rule-discloses-special-data" / "fail-entry-of-the-activity"
    (found,) = compile_policy(str(overlay(tmp_path / "all", everything)), AS_OF).findings
    assert found.legal == ("GDPR 87", "GDPR 13(1)(e)", "GDPR 14(1)(e)")
