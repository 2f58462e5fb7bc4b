"""Flow assertions, as an editor meets them: in assertions.yaml and in what `klar check` says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checker.engine import compile_policy
from checker.flows.places import PHRASES, Places
from checker.flows.search import Query, Search
from checker.model import Assertion
from checker.rules import Context, Hit
from checker.rules.flows import flow_assertion_broken, flow_assertion_matches_nothing
from tests.policies import overlay
from tests.running import klar

HEAD = "# yaml-language-server: $schema=schemas/assertions.schema.json\nassertions:\n"


def findings(tmp_path: Path, assertions: str) -> list[dict[str, Any]]:
    """What a check of the starter says with these assertions."""
    root = overlay(tmp_path)
    (root / "assertions.yaml").write_text(HEAD + assertions, encoding="utf-8")
    run = klar("check", "-C", root.name, "--format", "json", cwd=tmp_path)
    found: list[dict[str, Any]] = json.loads(run.stdout)["findings"]
    return found


def test_a_broken_one_shows_the_whole_path_on_the_edge_that_breaks_it(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never get to the data centre.\n"
        "    promised_by: [enquiries/purposes/answer]\n"
        "    never: {from: [message], to: [data-centre]}\n",
    )
    assert (found["rule"], found["severity"]) == ("flow-assertion-broken", "error")
    assert found["legal"] == ["GDPR 5(1)(a)", "GDPR 5(2)"]
    assert found["route"] == "it-host/sub_recipients/data-centre"
    line = (tmp_path / found["path"]).read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line.strip() == "sub_recipients: [data-centre]"
    assert found["message"].endswith(" → Eksempel Drift AB → Eksempel Datasali Oy")
    assert "Messages never get to the data centre." in found["message"]
    steps = [one["message"] for one in found["related"]]
    assert steps[0].startswith("from ")
    assert steps[-4:] == [
        "to Eksempel Drift AB",
        "to Eksempel Datasali Oy",
        "the assertion",
        "what the statement promises",
    ]
    for one in found["related"]:
        assert (tmp_path / one["path"]).is_file()


def test_a_start_and_an_end_without_a_name_of_their_own_are_told(tmp_path: Path) -> None:
    def path(where: str, flow: str) -> str:
        text = f"  - id: stays\n    says: It is not like that.\n    never: {{{flow}}}\n"
        (found,) = findings(tmp_path / where, text)
        message: str = found["message"]
        assert "to " not in [one["message"] for one in found["related"]]
        return message.partition("(It is not like that.): ")[2]

    steps = path("a", "from: [enquiries/disclosures/hosting], to: [data-centre]").split(" → ")
    assert steps == ["enquiries/disclosures/hosting", "Eksempel Drift AB", "Eksempel Datasali Oy"]
    assert path("b", "to: [without adequacy]").endswith("Eksempel Mail Pty Ltd → a transfer to AU")
    from_all = path("c", "from: [enquiries/data], to: [it-host]")
    assert from_all == "the data of Henvendelser → Eksempel Drift AB"


def test_a_long_chain_of_recipients_answers_and_shows_where_steps_are_left_out(
    tmp_path: Path,
) -> None:
    root = overlay(tmp_path)
    number = 3000
    lines = [
        f"  - {{id: r{one}, name: R{one}, kind: named, countries: [US], "
        f"sub_recipients: [r{one + 1}]}}"
        for one in range(number)
    ]
    path = root / "recipients.yaml"
    text = path.read_text(encoding="utf-8").replace("[data-centre]", "[data-centre, r0]")
    more = "\n".join((*lines, f"  - {{id: r{number}, name: Last, kind: named, countries: [US]}}"))
    path.write_text(f"{text}{more}\n", encoding="utf-8")
    (root / "assertions.yaml").write_text(
        f"{HEAD}  - id: stays\n    says: Messages never go there.\n"
        "    never: {from: [message], to: [US]}\n",
        encoding="utf-8",
    )
    found = compile_policy(str(root), only=["flow-assertion-broken"]).findings
    assert len(found) == number + 1
    last = next(one for one in found if one.route == f"r{number}/countries/US")
    assert f" → R10 → R11 → R12 → R13 → R14 → R15 → … → R{number - 18} → " in last.message
    assert last.message.endswith(" → Last → US")
    assert max(len(one.related) for one in found) < 50


def test_every_edge_that_breaks_it_is_a_finding_of_its_own(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        "  - id: stays\n    says: Messages get to nobody at all.\n    never: {from: [message]}\n",
    )
    assert {one["route"] for one in found} == {
        "enquiries/disclosures/hosting/recipient",
        "duty-to-hand-over/disclosures/to-authorities/recipient",
    }
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_a_corrected_title_makes_no_new_finding(tmp_path: Path) -> None:
    text = "  - id: stays\n    says: {}\n    never: {{from: [message], to: [it-host]}}\n"
    (one,) = findings(tmp_path / "a", text.format("Messages never get to the host."))
    (other,) = findings(tmp_path / "b", text.format("No message ever gets to our host."))
    assert one["fingerprint"] == other["fingerprint"]


def test_a_misspelt_id_is_found_with_what_was_meant(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never get to the host.\n"
        "    never: {from: [mesage], to: [it-host]}\n",
    )
    assert found["rule"] == "unknown-reference"
    assert "did you mean 'message'?" in found["message"]


def test_a_consent_that_does_not_exist_is_found(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages get to the host on consent only.\n"
        "    always: {from: [message], to: [it-host], passes: [newsletter/consents/sing-up]}\n",
    )
    assert found["rule"] == "unknown-reference"
    assert "did you mean 'newsletter/consents/sign-up'?" in found["message"]


def test_a_misspelt_route_is_found_on_its_own_line(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never get to Australia.\n    promised_by:\n"
        "      - enquiries/purposes/answer\n      - enquiries/purpose/answer\n"
        "    never: {from: [message], to: [AU]}\n",
    )
    assert (found["rule"], found["line"]) == ("unknown-reference", 7)
    assert "did you mean 'enquiries/purposes/answer'?" in found["message"]


def test_a_route_of_what_is_no_data_makes_no_silent_assertion(tmp_path: Path) -> None:
    """One that cannot be judged must not look as if it held."""
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never get to the host.\n"
        "    never: {from: [message], to: [it-host], unless: [enquiries/title]}\n",
    )
    assert found["rule"] == "flow-assertion-matches-nothing"
    assert "'enquiries/title'" in found["message"]


def test_a_path_from_a_disclosure_names_it(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: What the host gets stays there.\n"
        "    never: {from: [enquiries/disclosures/hosting], to: [data-centre]}\n",
    )
    path = "enquiries/disclosures/hosting → Eksempel Drift AB → Eksempel Datasali Oy"
    assert found["message"].endswith(f": {path}")
    assert found["related"][0]["message"] == "from enquiries/disclosures/hosting"


def test_a_path_to_a_transfer_names_it(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Data for the newsletter go where they are safe.\n"
        "    never: {from: [newsletter], to: [without adequacy]}\n",
    )
    assert found["route"] == "mail-service/transfers/australia"
    assert found["message"].endswith(" → Eksempel Mail Pty Ltd → a transfer to AU")


def test_recipients_that_pass_data_round_end_no_search(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    recipients = (root / "recipients.yaml").read_text(encoding="utf-8")
    (root / "recipients.yaml").write_text(
        recipients.replace("countries: [FI]\n", "countries: [FI]\n    sub_recipients: [it-host]\n"),
        encoding="utf-8",
    )
    (root / "assertions.yaml").write_text(
        f"{HEAD}  - id: no-way-back\n    says: The host gets nothing back that it passed on.\n"
        "    never: {from: [it-host], to: [it-host], via: [data-centre]}\n"
        "  - id: stays\n    says: Messages never get to the data centre.\n"
        "    never: {from: [message], to: [data-centre]}\n",
        encoding="utf-8",
    )
    found = compile_policy(str(root)).findings
    assert {(one.message.split("'")[1], one.route) for one in found} == {
        ("no-way-back", "data-centre/sub_recipients/it-host"),
        ("stays", "it-host/sub_recipients/data-centre"),
    }


def test_a_misspelt_phrase_is_refused_on_its_line(tmp_path: Path) -> None:
    (found,) = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never leave the EEA.\n"
        "    never:\n      from: [message]\n      to: [outside EEA]\n",
    )
    assert (found["rule"], found["line"]) == ("invalid-value", 7)
    assert "outside EEA" in found["message"]


def test_never_and_always_do_not_go_together(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        "  - id: stays\n    says: Messages never leave the EEA.\n"
        "    never: {from: [message]}\n    always: {passes: [any consent]}\n",
    )
    assert [one["severity"] for one in found] == ["error"]


def test_what_is_only_asserted_of_a_thing_does_not_use_it(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    (root / "recipients.yaml").write_text(
        (root / "recipients.yaml").read_text(encoding="utf-8")
        + "  - {id: nobody, name: Nobody AS, kind: named, countries: ['NO']}\n",
        encoding="utf-8",
    )
    (root / "assertions.yaml").write_text(
        f"{HEAD}  - {{id: stays, says: Nobody gets anything., never: {{to: [nobody]}}}}\n",
        encoding="utf-8",
    )
    found = compile_policy(str(root)).findings
    assert [one.rule.id for one in found] == ["unused-id"]


def test_what_hangs_on_a_thing_only_asserted_is_no_finding_of_its_own(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    (root / "recipients.yaml").write_text(
        (root / "recipients.yaml").read_text(encoding="utf-8")
        + "  - id: nobody\n    name: Nobody AS\n    kind: named\n    countries: ['NO']\n"
        "    sub_recipients: [nobody-else]\n"
        "  - {id: nobody-else, name: Nobody Else AS, kind: named, countries: ['NO']}\n",
        encoding="utf-8",
    )
    before = compile_policy(str(root)).findings
    (root / "assertions.yaml").write_text(
        f"{HEAD}  - {{id: stays, says: Nobody gets anything., never: {{to: [nobody]}}}}\n",
        encoding="utf-8",
    )
    found = compile_policy(str(root)).findings
    assert [one.rule.id for one in found] == [one.rule.id for one in before] == ["unused-id"]


STARTER = compile_policy(str(Path(__file__).parent.parent / "checker" / "starter"))
NAMES = [
    *PHRASES,
    *(node.id for node in STARTER.graph.nodes.values() if ":" not in node.id),
    *(consent.route for consent in STARTER.policy.every_consent()),
    *STARTER.policy.groups,
    "AU",
    "NO",
    "US",
]
NAME = st.sampled_from(NAMES)
SOME = st.lists(NAME, max_size=3, unique=True).map(tuple)


def judged(check: Callable[[Context], Iterator[Hit]], assertion: Assertion) -> list[Hit]:
    """What a rule says of the starter with one assertion."""
    policy = STARTER.policy._replace(assertions={assertion.id: assertion})
    return list(check(Context(policy, STARTER.routes, STARTER.context.law, STARTER.as_of)))


@given(NAME, NAME, NAME)
def test_one_is_broken_exactly_when_a_path_is_found(start: str, end: str, unless: str) -> None:
    """Whatever the names: what the rule says is what the search says."""
    places = Places(STARTER.policy, STARTER.graph, STARTER.context.law, STARTER.as_of)
    starts, ends, avoid = (places.of(name) or frozenset() for name in (start, end, unless))
    assertion = Assertion("a", "a", "says", (), "never", (start,), (end,), (), (unless,))
    paths = Search(STARTER.graph, Query(sorted(starts), ends - starts, (), avoid)).paths()
    if not starts & ends:
        found = judged(flow_assertion_broken.check, assertion)
        assert bool(found) == (next(paths, None) is not None)


@given(st.sampled_from(("never", "always")), SOME, SOME, SOME, SOME)
def test_what_is_said_to_match_nothing_matches_nothing(
    kind: str,
    start: tuple[str, ...],
    end: tuple[str, ...],
    via: tuple[str, ...],
    but: tuple[str, ...],
) -> None:
    """No path breaks what can never be broken, and no name said to be idle changes what breaks."""
    assertion = Assertion("a", "a", "says", (), kind, start, end, via, but)
    edges = {hit.route for hit in judged(flow_assertion_broken.check, assertion)}
    for hit in judged(flow_assertion_matches_nothing.check, assertion):
        if "can never be broken" in str(hit.fields["why"]):
            assert not edges
            continue
        field, name = hit.route.removeprefix(f"a/{kind}/").split("/", 1)
        field = {"from": "from_", "passes": "unless"}.get(field, field)
        left = tuple(one for one in getattr(assertion, field) if one != name)
        if left or field == "unless":
            change: dict[str, Any] = {field: left}
            less = assertion._replace(**change)
            assert {hit.route for hit in judged(flow_assertion_broken.check, less)} == edges
