"""`klar flows` and `klar graph`, run as their users run them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import networkx
import pytest
from jsonschema import Draft202012Validator
from networkx.readwrite.json_graph import node_link_graph

from checker.engine import compile_policy
from checker.flows import answer as answering
from checker.flows.answer import Question, answer, every_use, uses_for
from checker.flows.changes import flows_of
from checker.flows.facts import uses_of
from checker.flows.places import NATIONAL_IDS, OFFENCES, SPECIAL, Places
from checker.graph import build_graph
from checker.law.book import Book
from tests.building import built
from tests.running import ROOT, STATEMENT, klar

EXAMPLE = ROOT / "tests/example"
SCHEMA = json.loads((Path(__file__).parent / "flows-output.schema.json").read_text())
PLACE = re.compile(r"[\w./-]+\.yaml:(\d+):(\d+)")
WHOLE = [pytest.param(STATEMENT, id="the statement"), pytest.param(EXAMPLE, id="the example")]


def asked(*arguments: str | Path) -> Any:
    """The answer of `klar flows` as JSON, which fits its schema."""
    run = klar("flows", *arguments, "--format", "json")
    assert (run.returncode, run.stderr) == (0, "")
    data = json.loads(run.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    return data


def stated(data: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that has an id and a place."""
    if isinstance(data, dict):
        if "id" in data and "line" in data:
            yield data
        for value in data.values():
            yield from stated(value)
    elif isinstance(data, list):
        for value in data:
            yield from stated(value)


# What is told of a use of data


def test_who_gets_criminal_records_why_on_what_basis_and_for_how_long() -> None:
    run = klar("flows", "-C", EXAMPLE, "--from", "criminal-record", COLUMNS="200")
    for words in (
        "indholdet af attesten [criminal-record]\n  data on criminal offences (Art. 10)\n",
        "in     Attester om strafbare forhold [criminal-records]",
        "whose  jobansøgere [applicants]",
        "why    at vurdere, om du er egnet",
        "basis  consent (Art. 6(1)(a)); the consent criminal-records/consents/show-danish-record",
        'basis  legitimate interest (Art. 6(1)(f)); interest: "at børn er trygge hos os"; in SE',
        'kept   not stored; instead: "et notat om, at attesten er vist" [never-kept]',
        "sharing rule: Når en myndighed kræver oplysninger [orders-from-authorities]",
        'disclosure: as authority; when "loven forpligter os til det" [to-authorities]',
        "recipient: politi, domstole og skattemyndigheder [authorities]",
        "country: not stated",
    ):
        assert words in run.stdout
    assert run.stdout.endswith("\nAs of 2026-10-01: 2 paths from 1 use of data.\n")


def test_places_are_where_the_ids_stand() -> None:
    data = asked("-C", EXAMPLE, "--limit", "9999")
    seen = 0
    for one in stated(data):
        lines = (ROOT / one["path"]).read_text(encoding="utf-8").splitlines()
        assert lines[one["line"] - 1][one["column"] - 1 :].startswith(one["id"])
        seen += 1
    assert seen > 500
    run = klar("flows", "-C", EXAMPLE, "--limit", "9999")
    assert PLACE.search(run.stdout)
    for found in PLACE.finditer(run.stdout):
        path, line, _ = found.group().rsplit(":", 2)
        assert int(line) <= len((ROOT / path).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("policy", WHOLE)
def test_paths_reach_whom_and_where_the_flows_reach(policy: Path) -> None:
    """Two ways of finding out who gets which data agree."""
    data = asked("-C", policy, "--limit", "99999")
    result = compile_policy(str(policy))
    assert data["more"] == {"count": 0, "exact": True, "uses": 0}
    expected = {
        (key.activity, key.data, key.disclosure, key.recipient)
        for key in flows_of(result.policy, result.graph)
        if key.recipient
    }
    countries = {
        (key.recipient, key.country) for key in flows_of(result.policy, result.graph) if key.country
    }
    uses = {one["use"]: one for one in data["uses"]}
    found = set()
    located = set()
    for path in data["paths"]:
        use = uses[path["use"]]
        disclosure = recipient = None
        for step in path["steps"]:
            if step["to_kind"] == "disclosure":
                disclosure = step["to"]
            elif step["to_kind"] == "recipient":
                recipient = step["to"]
                found.add((use["activity"]["id"], use["data"], disclosure, recipient))
            elif step["to_kind"] == "country":
                located.add((recipient, step["to"].removeprefix("country:")))
    assert found == expected
    assert located == countries
    assert set(uses) == every_use(result.graph)


@pytest.mark.parametrize("policy", WHOLE)
def test_no_path_is_the_beginning_of_another(policy: Path) -> None:
    paths = [
        (path["from"], *(step["to"] for step in path["steps"]))
        for path in asked("-C", policy, "--limit", "99999")["paths"]
    ]
    assert len(paths) == len(set(paths)) > 300
    begun = {path[:length] for path in paths for length in range(2, len(path))}
    assert not begun & set(paths)


def test_the_steps_of_a_path_follow_each_other() -> None:
    data = asked("-C", EXAMPLE, "--from", "name")
    assert {one["data"] for one in data["uses"]} == {"name"}
    for path in data["paths"]:
        assert path["use"] == path["from"] == path["steps"][0]["from"]
        for before, after in pairwise(path["steps"]):
            assert before["to"] == after["from"]


@pytest.mark.parametrize("policy", WHOLE)
def test_natures_are_those_that_the_phrases_mean(policy: Path) -> None:
    result = compile_policy(str(policy))
    places = Places(result.policy, result.graph, result.context.law, result.as_of)
    uses = uses_of(result.policy, result.graph)
    for phrase, nature in (
        (SPECIAL, "special-category"),
        (OFFENCES, "criminal-offence"),
        (NATIONAL_IDS, "national-id"),
    ):
        assert places.of(phrase) == frozenset(
            name for name, use in uses.items() if nature in (*use.natures, *use.unplaced)
        )


# Small policies

FILES = {
    "data_subjects": """
        subjects:
          - {id: visitors, title: {da: gæster}}
          - {id: owners, title: {da: ejere}}
    """,
    "data_categories": """
        categories:
          - {id: name, title: {da: navn}}
          - {id: email, title: {da: e-mail}}
    """,
    "recipients": """
        recipients:
          - {id: host, kind: named, name: Host, countries: [US], transfers:
             [{id: us, country: US, mechanism: adequacy, applies_in: [SE]}]}
          - {id: firm, kind: category, title: {da: firma}, sub_recipients: [firm, other]}
          - {id: other, kind: category, title: {da: andre}, sub_recipients: [firm]}
          - {id: place, kind: named, name: Place, countries: [GB]}
    """,
    "retention": """
        rules:
          - {id: general, kind: period, period: P1Y}
    """,
    "activities__visits": """
        id: visits
        title: {da: Besøg}
        visibility: internal
        subjects: [visitors, owners]
        purposes: [{id: greet, text: {da: at hilse}}, {id: sell, text: {da: at sælge}}]
        bases:
          - {id: interest, stated: legitimate-interest, purposes: [greet]}
          - {id: consent, stated: consent, purposes: [sell]}
          - {id: contract, stated: contract, subjects: [owners]}
        data:
          - {category: name, purposes: [greet], subjects: [visitors]}
          - {category: email}
        retention:
          - {id: longer, kind: event, until: {da: sagen slutter}, prolongs: true, data: [email]}
          - {id: soon, kind: period, period: P3M, data: [name]}
        disclosures:
          - {id: hosting, recipient: host, data: [name], applies_in: [DK]}
    """,
    "activities__round": """
        id: round
        title: {da: Rundt}
        data: [{category: name}]
        disclosures: [{id: to-firm, recipient: firm}]
    """,
    "activities__nowhere": """
        id: nowhere
        title: {da: Ingen}
    """,
    "activities__lost": """
        id: lost
        title: {da: Væk}
        data: [{category: name}]
        disclosures: [{id: to-nobody, recipient: nobody}]
    """,
}


def test_only_what_covers_a_use_is_told_of_it() -> None:
    policy, _ = built(**FILES)
    uses = uses_of(policy, build_graph(policy))
    name, email = uses["visits/data/name"], uses["visits/data/email"]
    assert [one.id for one in name.bases] == ["interest"]
    assert [one.id for one in email.bases] == ["interest", "consent", "contract"]
    assert [one.id for one in name.purposes] == ["greet"]
    assert name.people == (("visitors", "visits/data/name/subjects/visitors"),)
    assert email.people == (
        ("visitors", "visits/subjects/visitors"),
        ("owners", "visits/subjects/owners"),
    )
    assert [one.id for one in name.retention] == ["soon"]
    # What only prolongs leaves it to the general rule to say how long.
    assert [one.id for one in email.retention] == ["longer", "general"]
    assert uses["nowhere/data"].data is None


def test_the_basis_asked_for_is_the_one_that_is_told() -> None:
    policy, _ = built(**FILES)
    graph = build_graph(policy)
    places = Places(policy, graph, Book(), "2026-01-01")
    for basis in ("consent", "6(1)(f)", "contract"):
        assert places.on_basis(basis) == {
            name
            for name, use in uses_of(policy, graph).items()
            if any(basis in (one.stated, one.article) for one in use.bases)
        }


def test_a_path_ends_where_data_of_its_markets_end() -> None:
    policy, _ = built(**FILES)
    graph = build_graph(policy)
    found = answer(graph, Question(every_use(graph)), 100)
    ends = {one.start: [path[-1].target for path in one.paths] for one in found.found}
    assert ends == {
        # The transfer is for Swedish data, and these are Danish.
        "visits/data/name": ["host"],
        "visits/data/email": [],
        "round/data/name": ["firm", "other"],
        "nowhere/data": [],
        # Whoever gets these does not exist, but that does not mean that nobody does.
        "lost/data/name": ["lost/disclosures/to-nobody"],
    }


def test_people_and_categories_stand_for_the_uses_of_their_data() -> None:
    policy, _ = built(**FILES)
    graph = build_graph(policy)
    assert uses_for(graph, ["owners"]) == {"visits/data/email"}
    assert uses_for(graph, ["visitors", "host"]) == {
        "visits/data/name",
        "visits/data/email",
        "host",
    }
    assert uses_for(graph, ["visits/data"]) == {"visits/data/name", "visits/data/email"}
    assert uses_for(graph, ["name"]) == {"visits/data/name", "round/data/name", "lost/data/name"}


def test_paths_beyond_the_limit_are_counted_or_said_to_be_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy, _ = built(
        recipients="{recipients: ["
        + ", ".join(
            f"{{id: r{one}, kind: category, sub_recipients: [{', '.join(others)}]}}"
            for one in range(6)
            for others in [[f"r{other}" for other in range(6) if other != one]]
        )
        + "]}",
        activities__a="""
            id: a
            title: {da: A}
            disclosures: [{id: d, recipient: r0}]
        """,
    )
    graph = build_graph(policy)
    every = answer(graph, Question(every_use(graph)), 10_000)
    # From r0 to each of the others by way of any of the rest in any order, and r0 itself.
    total = 1 + 5 + 5 * 4 + 5 * 4 * 3 + 5 * 4 * 3 * 2 + 5 * 4 * 3 * 2
    assert (len(every.found[0].paths), every.paths_left, every.exact) == (total, 0, True)
    assert every.found[0].whole
    some = answer(graph, Question(every_use(graph)), 10)
    assert (len(some.found[0].paths), some.paths_left, some.exact) == (10, total - 10, True)
    assert not some.found[0].whole
    monkeypatch.setattr(answering, "COUNTED", 7)
    least = answer(graph, Question(every_use(graph)), 10)
    assert (least.paths_left, least.exact, least.gave_up) == (7, False, False)
    monkeypatch.setattr("checker.flows.search.STEPS", 20)
    assert answer(graph, Question(every_use(graph)), 10_000).gave_up


STATEMENT_FILES = {
    "statement": """
        id: small
        title: {da: Lille}
        version: 1.0.0
        last_updated: "2026-01-01"
        languages: [da]
        markets: [DK, SE]
        contents: [{section: about}]
    """,
    "organisation": """
        name: Lille A/S
        entities: [{id: company, kind: company, name: Lille A/S}]
    """,
}


def written(folder: Path, **files: str) -> Path:
    """The small policy as a folder, with other files in place of its own."""
    root = folder / "policy"
    for name, text in {**STATEMENT_FILES, **FILES, **files}.items():
        path = root / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return root


def test_what_is_not_stated_is_said_not_to_be(tmp_path: Path) -> None:
    root = written(tmp_path)
    run = klar("flows", "-C", root, COLUMNS="100")
    assert run.returncode == 0
    text = run.stdout
    for words in (
        "data not stated\n  in     Ingen [nowhere]",
        "whose  not stated",
        "why    not stated",
        "basis  not stated",
        "Besøg; internal, on no page [visits]",
        'kept   until "sagen slutter"; only prolongs what other rules say [longer]',
        "kept   1 year after a start that is not stated; a general rule [general]",
        "nobody is stated to get these data",
        "to nobody, who is unknown: run `klar check`",
    ):
        assert words in text
    others = klar("flows", "-C", root, "--from", "nowhere", "--format", "markdown").stdout
    assert "Nobody is stated to get these data." in others


# Questions


def test_special_data_outside_the_eea() -> None:
    data = asked("-C", EXAMPLE, "--special", "--outside-eea")
    assert data["paths"]
    for use in data["uses"]:
        assert {"special-category", "criminal-offence"} & {*use["natures"], *use["natures_of_some"]}
    for path in data["paths"]:
        assert path["steps"][-1]["states"] == {"outside_eea": True}
    # National identification numbers are neither of Art. 9 nor of Art. 10.
    every = asked("-C", EXAMPLE, "--special", "--limit", "9999")["uses"]
    assert "identity-number" not in {one["data"] for one in every}
    assert "criminal-record" in {one["data"] for one in every}


@pytest.mark.parametrize(("day", "outside"), [("2020-12-31", False), ("2022-01-01", True)])
def test_who_is_outside_the_eea_depends_on_the_day(tmp_path: Path, day: str, outside: bool) -> None:
    root = written(
        tmp_path,
        activities__visits="""
            id: visits
            title: {da: Besøg}
            data: [{category: name}]
            disclosures: [{id: hosting, recipient: place}]
        """,
    )
    data = asked("-C", root, "--outside-eea", "--as-of", day, "--from", "visits")
    assert data["as_of"] == day
    assert [path["steps"][-1]["to"] for path in data["paths"]] == ["country:GB"] * outside


def test_recipients_that_could_be_anywhere_are_named() -> None:
    run = klar("flows", "--from", "criminal-record-certificate", "--to", "US", COLUMNS="200")
    first, *second = run.stdout.splitlines()
    assert first == "As of 2020-04-20: no data are stated to take such a path."
    assert " ".join(second).startswith(
        "6 recipients have no country stated, and may be anywhere: entitled-parties, "
    )
    assert asked("-C", EXAMPLE, "--to", "auditors")["without_country"] == []


def test_a_basis_and_a_way_narrow_the_answer() -> None:
    data = asked("-C", EXAMPLE, "--basis", "6(1)(f)", "--via", "it-host", "--limit", "9999")
    assert data["paths"]
    for use in data["uses"]:
        assert "6(1)(f)" in {one["article"] for one in use["bases"]}
    for path in data["paths"]:
        assert "it-host" in [step["to"] for step in path["steps"]]
    people = asked("-C", EXAMPLE, "--from", "name", "--via", "applicants", "--limit", "9999")
    assert {one["data"] for one in people["uses"]} == {"name"}
    for use in people["uses"]:
        assert "applicants" in {one["id"] for one in use["people"]}


def test_from_a_recipient_there_is_no_use_to_tell_of() -> None:
    data = asked("-C", EXAMPLE, "--from", "it-host")
    assert data["uses"] == []
    assert {path["steps"][-1]["to"] for path in data["paths"]} == {
        "country:SE",
        "country:FI",
        "country:IN",
    }
    run = klar("flows", "-C", EXAMPLE, "--from", "it-host")
    assert run.stdout.startswith("from Exempel Drift AB [it-host]  tests/example/recipients.yaml:")
    assert run.stdout.endswith("\nAs of 2026-10-01: 3 paths.\n")


def test_a_sharing_rule_stands_for_its_disclosures_of_certain_data(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        sharing="""
            rules:
              - id: by-law
                title: {da: Lov}
                purposes: [{id: obey, text: {da: at adlyde}}]
                disclosures: [{id: names, recipient: place, data: [name]}]
        """,
    )
    paths = asked("-C", root, "--via", "by-law")["paths"]
    assert {path["use"] for path in paths} == {
        "visits/data/name",
        "round/data/name",
        "lost/data/name",
    }
    text = klar("flows", "-C", root, "--via", "by-law", COLUMNS="100").stdout
    assert 'under the sharing rule "Lov" (by-law)' in text
    assert "why: at adlyde [obey]" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "nmae"), "there is no 'nmae'. Did you mean 'name'?"),
        (("--to", "outside the EAA"), "Did you mean 'outside the EEA'?"),
        (("--via", "Narnia"), "there is no 'Narnia'."),
        (("--basis", "interest"), "'legitimate-interest', 'elsewhere', '6(1)(a)'"),
        (("--to", "name"), "'name' is where data come from: use --from or --via."),
        (("--to", "US", "--outside-eea"), "leave out --to"),
        (("--against", STATEMENT, "--special"), "--against compares all flows"),
        (("--against", STATEMENT, "--limit", "100"), "--against compares all flows"),
        (("--lang", "fi"), "the statement is in da, nb, sv."),
        (("--as-of", "tomorrow"), "'tomorrow' is no date"),
    ],
)
def test_wrong_usage_says_what_is_right(arguments: tuple[str, ...], words: str) -> None:
    run = klar("flows", *arguments, COLUMNS="300")
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr


def test_a_limit_says_how_much_more_there_is() -> None:
    every = asked("-C", EXAMPLE, "--limit", "9999")
    some = asked("-C", EXAMPLE, "--limit", "20")
    assert len(some["paths"]) == 20
    assert some["more"] == {
        "count": len(every["paths"]) - 20,
        "exact": True,
        "uses": len(every["uses"]) - len(some["uses"]),
    }
    assert some["paths"] == every["paths"][:20]
    run = klar("flows", "-C", EXAMPLE, "--limit", "20", COLUMNS="200")
    count, uses = some["more"]["count"], some["more"]["uses"]
    last = run.stdout.splitlines()[-1]
    assert last.endswith(f", and {count} more; {uses} more uses of data are not shown.")
    one = klar("flows", "--from", "trust-center", "--limit", "1").stdout
    assert "\n    and more\n\n" in one


# How it is shown


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_lines_fit_the_terminal(width: str) -> None:
    run = klar("flows", "-C", EXAMPLE, "--limit", "9999", COLUMNS=width)
    longest = min(int(width), 100)
    for line in run.stdout.splitlines():
        # Only what is never broken may stick out: a place, or a single long word.
        assert len(line) <= longest or " " not in line.strip()


def test_colour_is_for_terminals() -> None:
    plain = klar("flows", "-C", EXAMPLE, "--from", "criminal-record").stdout
    coloured = klar("flows", "-C", EXAMPLE, "--from", "criminal-record", "--color", "always").stdout
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_labels_come_in_the_language_asked_for() -> None:
    run = klar("flows", "-C", EXAMPLE, "--from", "criminal-record", "--lang", "sv", COLUMNS="200")
    assert "in     Registerutdrag om brott [criminal-records]" in run.stdout
    assert "jobansøgere" not in run.stdout


def test_markdown_holds_the_same_and_nothing_of_the_data_is_markup(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        data_categories="""
            categories:
              - {id: name, title: {da: "<b>|*x* #1 @all ![a](http://x) $y$ www.z.dk"}}
              - {id: email, title: {da: e-mail}}
        """,
    )
    run = klar("flows", "-C", root, "--format", "markdown")
    assert run.returncode == 0
    titles = [line for line in run.stdout.splitlines() if line.startswith("## ")]
    assert (
        titles[0].replace("<!-- -->", "") == r"## \<b\>\|x \#1 \@all \!a \$y\$ www\.z.dk (`name`)"
    )
    # After a backslash alone a forge would still link to an issue and tell everybody of it.
    assert r"\@<!-- -->all" in titles[0]
    text = klar("flows", "-C", EXAMPLE, "--from", "criminal-record", "--format", "markdown").stdout
    assert "## indholdet af attesten (`criminal-record`)\n\n**Data on criminal offences" in text
    assert "\n    - recipient: politi, domstole og skattemyndigheder (`authorities`), `" in text


def test_what_follows_a_rule_is_told_once() -> None:
    run = klar("flows", "--from", "trust-center", COLUMNS="200").stdout
    assert run.count("recipient: offentlige myndigheder [public-authorities]") == 1
    assert run.count("Videregivelse til myndigheder og andre berettigede parter; as above") == 2


def test_deep_paths_stay_readable(tmp_path: Path) -> None:
    chain = ", ".join(
        f"{{id: r{one}, kind: category, title: {{da: r}}, sub_recipients: [r{one + 1}]}}"
        for one in range(2000)
    )
    root = written(
        tmp_path,
        recipients=f"""
            recipients: [{chain}, {{id: r2000, kind: category, title: {{da: r}}}}]
        """,
        activities__visits="""
            id: visits
            title: {da: Besøg}
            data: [{category: name}]
            disclosures: [{id: hosting, recipient: r0}]
        """,
    )
    run = klar("flows", "-C", root, "--from", "visits")
    assert run.returncode == 0
    assert "step 2002: recipient: r [r2000]" in run.stdout
    indents = {len(line) - len(line.lstrip()) for line in run.stdout.splitlines()}
    assert max(indents) < 40


def test_criminal_records_of_the_real_statement_stay_criminal_records() -> None:
    for path in asked("--from", "criminal-record-certificate")["paths"]:
        uses = [step["to"] for step in path["steps"] if "/data/" in step["to"]]
        assert path["use"].endswith("/criminal-record-certificate")
        assert uses == []


@pytest.mark.parametrize("form", ["mermaid", "dot", "graphml", "json"])
def test_every_format_of_the_real_graph_is_read_by_its_reader(form: str) -> None:
    run = klar("graph", "-C", STATEMENT, "--format", form, "--lang", "sv")
    assert run.returncode == 0
    if form == "json":
        assert len(node_link_graph(json.loads(run.stdout), edges="edges")) > 50
    elif form == "graphml":
        assert len(networkx.parse_graphml(run.stdout)) > 50
    elif form == "dot":
        import subprocess

        from tests.test_pages import needed

        command = [needed("dot"), "-Tplain"]
        done = subprocess.run(command, input=run.stdout, text=True, capture_output=True, check=True)
        assert done.stdout.count("\nnode ") > 50
    else:
        assert run.stdout.startswith("flowchart LR\n")


def test_labels_come_in_a_language_of_the_statement_only() -> None:
    run = klar("graph", "-C", STATEMENT, "--lang", "fi")
    assert run.returncode == 2
    assert "da, nb, sv" in run.stderr


def test_a_word_broken_off_finds_the_one_that_goes_on() -> None:
    run = klar("flows", "-C", STATEMENT, "--from", "criminal-record")
    assert run.returncode == 2
    assert "Did you mean 'criminal-record-certificate'?" in run.stderr
