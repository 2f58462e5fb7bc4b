"""The complete example: whole, clean under every rule, and showing each thing the law knows.

What it must show is asserted on the model, so that no later edit loses it unnoticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker import model as m
from checker import resources
from checker.cli import klar
from checker.engine import compile_policy
from checker.schema import kind_of
from checker.source import read_tree
from tests.policies import STARTER, files_of
from tests.running import ROOT

EXAMPLE = ROOT / "tests" / "example"
SCHEMAS = Path(resources.path("schemas"))
AS_OF = "2026-11-24"
MARKETS = {"DK", "NO", "SE"}


@pytest.fixture(scope="module")
def policy() -> m.Policy:
    return compile_policy(str(EXAMPLE), AS_OF).policy


def markets(things: Iterator[Any]) -> set[str]:
    """The markets that things scoped by market hold in, each named expressly."""
    return {country for thing in things for country in thing.applies_in}


# Clean


@pytest.mark.parametrize("strict", [False, True])
def test_it_has_no_findings_and_no_waivers(strict: bool) -> None:
    result = compile_policy(str(EXAMPLE), AS_OF, strict_dates=strict)
    assert [(one.rule.id, one.route, one.message) for one in result.findings] == []
    assert result.complete
    assert result.policy.waivers == ()


def test_it_leaves_nothing_open(policy: m.Policy) -> None:
    """No hedge, no open list, nobody undefined, no document that cannot be found."""
    for document in read_tree(str(EXAMPLE)):
        assert not re.search(r"(?m)^\s*(?:- )?(?:qualifier|open):", document.text), document.path
    assert {one.kind for one in policy.recipients.values()} == {"named", "category"}
    assert all(one.text for one in policy.recipients.values() if one.kind == "category")
    assert all(one.urls for one in policy.documents.values())
    for activity in policy.owing_notice():
        for rule in activity.retention:
            assert rule.kind in {"period", "relationship", "event", "never"}, rule.route
            assert rule.kind != "period" or rule.start, rule.route


def test_nobody_real_is_in_it() -> None:
    text = "\n".join(document.text for document in read_tree(str(EXAMPLE)))
    authorities = {"www.datatilsynet.dk", "www.datatilsynet.no", "www.imy.se"}
    hosts = set(re.findall(r"https?://([^/\s)]+)", text)) - authorities
    assert all(host == "example.com" or host.endswith(".example.com") for host in hosts), hosts
    assert set(re.findall(r"@([\w.-]+)", text)) == {"example.com"}
    # Danish and Norwegian numbers never begin with 0; Sweden has set this range aside for fiction.
    numbers = re.findall(r"address: (\+\d[\d ]+)", text)
    assert numbers
    assert all(re.match(r"\+4[57] 00 |\+46 31 390 06 ", number) for number in numbers), numbers
    names = re.findall(r"(?m)^\s+(?:- )?name: (.+)$", text)
    companies = [name for name in names if " " in name]
    assert companies
    fictitious = r"E(?:ks|x)emp(?:el|lo)|Example|Esimerkki|Ejemplo"
    assert all(re.search(fictitious, name) for name in companies), companies


def test_facts_are_not_typed_into_texts(policy: m.Policy) -> None:
    """Periods, dates and names stand in fields; only citations of law carry numbers."""
    names = [one.name for one in policy.entities.values()]
    names += [one.name for one in policy.recipients.values()]
    for text in policy.texts:
        cites = "/laws/" in text.route or text.route.endswith("/provision")
        for words in text.languages.values():
            assert cites or not re.search(r"[0-9]", words), words
            assert not any(name and name in words for name in names), words


# What it shows: who and where


def test_the_group_and_how_to_reach_it(policy: m.Policy) -> None:
    assert policy.organisation
    assert policy.organisation.headquarters
    assert policy.organisation.headquarters[1] == "DK"
    assert policy.statement
    assert set(policy.statement.markets) == MARKETS
    assert set(policy.statement.languages) == {"da", "nb", "sv"}
    assert (policy.statement.last_updated, policy.statement.cite_law) == ("2026-10-01", True)
    controllers = [role for role in policy.organisation.roles if role.role == "controller"]
    assert markets(iter(controllers)) == MARKETS
    for role in controllers:
        for who in role.who:
            kinds = {policy.channels[one].kind for one in policy.entities[who].channels}
            assert kinds == {"email", "phone", "post"}
    (dpo,) = policy.officers.values()
    assert dpo.role == "data-protection-officer"
    assert dpo.title is None
    assert set(dpo.covers) == {who for role in controllers for who in role.who}
    assert len(dpo.channels) >= 2


def test_joint_controllers(policy: m.Policy) -> None:
    roles = [role for group in policy.groups.values() for role in group.roles]
    (arrangement,) = [role.arrangement for role in roles if role.role == "joint-controller"]
    assert arrangement
    assert arrangement.essence
    assert arrangement.document
    assert len(arrangement.parties) == 3
    assert arrangement.informs in arrangement.parties
    assert arrangement.answers in arrangement.parties


def test_activities_of_each_kind(policy: m.Policy) -> None:
    told = list(policy.owing_notice())
    assert 14 <= len(told) <= 18
    processor = [one for one in policy.activities.values() if policy.is_processor_only(one)]
    internal = [one for one in policy.activities.values() if not one.public]
    assert (len(processor), len(internal)) == (1, 1)
    assert processor[0].roles[0].on_behalf_of
    assert processor[0].roles[0].agreement


# Bases, purposes, interests


def test_lawful_bases_each_with_its_scope(policy: m.Policy) -> None:
    told = list(policy.owing_notice())
    articles = {basis.article for one in told for basis in one.bases}
    assert articles == {f"6(1)({point})" for point in "abcdf"}
    assert any(basis.purposes for one in told for basis in one.bases)
    assert any(basis.data for one in told for basis in one.bases)
    assert any(basis.subjects for one in told for basis in one.bases)
    for one in told:
        for basis in one.bases:
            assert basis.interests or basis.article != "6(1)(f)"
            assert basis.laws or basis.article != "6(1)(c)"
            assert basis.consent or basis.article != "6(1)(a)"


def test_special_categories(policy: m.Policy) -> None:
    grounds: dict[str, set[str | None]] = {}
    for one in policy.owing_notice():
        for special in one.special_data:
            grounds.setdefault(special.nature, set()).add(special.ground)
            if special.ground == "9(2)(a)":
                assert special.consent
            elif special.nature == "special-category" and special.ground != "9(2)(c)":
                assert special.provision
    assert grounds["special-category"] == {"9(2)(a)", "9(2)(b)", "9(2)(c)", "9(2)(g)"}


@pytest.mark.parametrize(
    ("activity", "nature"),
    [
        ("criminal-records", "criminal-offence"),
        ("camera", "criminal-offence"),
        ("whistleblowing", "criminal-offence"),
        ("invoice-purchase", "national-id"),
    ],
)
def test_protected_data_by_market(policy: m.Policy, activity: str, nature: str) -> None:
    special = [one for one in policy.activities[activity].special_data if one.nature == nature]
    assert [one.applies_in for one in special] == [("DK",), ("NO",), ("SE",)]
    assert all(one.provision for one in special)


def test_criminal_records_rest_on_consent_in_denmark_only(policy: m.Policy) -> None:
    activity = policy.activities["criminal-records"]
    articles = {basis.applies_in: basis.article for basis in activity.bases}
    assert articles == {("DK",): "6(1)(a)", ("NO",): "6(1)(c)", ("SE",): "6(1)(f)"}
    assert [one.applies_in for one in activity.special_data if one.consent] == [("DK",)]
    assert "never-stored" in {claim.kind for claim in activity.claims}


# Transfers


def test_transfers_on_each_kind_of_ground(policy: m.Policy) -> None:
    transfers = [
        (one, transfer) for one in policy.recipients.values() for transfer in one.transfers
    ]
    decisions = {
        (transfer.country, transfer.decision)
        for _, transfer in transfers
        if transfer.mechanism == "adequacy"
    }
    assert decisions == {
        ("US", "2023/1795"),
        ("US", None),
        ("GB", "2021/1772"),
        ("JP", "2019/419"),
        ("KR", "2022/254"),
        ("BR", "2026/179"),
    }
    for _, transfer in transfers:
        assert transfer.adequacy == ("exists" if transfer.mechanism == "adequacy" else "absent")
        if transfer.mechanism == "adequacy":
            assert transfer.scope or transfer.country == "GB"
        if transfer.safeguards:
            assert transfer.copy
        if transfer.country == "US":
            (fallback,) = transfer.safeguards
            assert fallback.instrument == "2021/914"
    tools = {s.tool: (s, t) for _, t in transfers for s in t.safeguards if t.country != "US"}
    assert set(tools) == {"standard-contractual-clauses", "binding-corporate-rules"}
    assert tools["standard-contractual-clauses"][0].instrument == "2021/914"
    assert tools["binding-corporate-rules"][0].text
    (derogation,) = [t for _, t in transfers if t.mechanism == "derogation"]
    assert derogation.derogation == "49(1)(b)"
    assert derogation.text


def test_a_chain_that_crosses_borders(policy: m.Policy) -> None:
    host = policy.recipients["it-host"]
    countries = {policy.recipients[one].countries for one in host.sub_recipients}
    assert host.countries == ("SE",)
    assert countries == {("FI",), ("IN",)}
    assert not host.transfers


# People and their choices


def test_an_automated_decision_and_profiling(policy: m.Policy) -> None:
    decisions = [d for one in policy.owing_notice() for d in one.automated_decisions]
    (decision,) = decisions
    assert (decision.solely_automated, decision.effect) == (True, "similar")
    assert decision.allowed_by == "22(2)(a)"
    assert decision.logic
    assert decision.significance
    assert decision.safeguards
    activity = policy.activities[decision.route.split("/", maxsplit=1)[0]]
    assert "6(1)(b)" in {basis.article for basis in activity.bases}
    assert "automated-decisions" in {right.right for right in policy.rights}
    profiled = [one for one in policy.owing_notice() if one.profiling]
    assert len(profiled) == 2


def test_a_service_for_children(policy: m.Policy) -> None:
    consents = policy.activities["science-club"].consents
    ages = {consent.applies_in: consent.from_age for consent in consents}
    assert ages == {("DK",): 15, ("NO",): 13, ("SE",): 13}
    assert all(consent.parental for consent in consents)
    assert any(policy.subjects[one].children for one in policy.activities["science-club"].subjects)


def test_every_consent_is_free_and_can_be_withdrawn(policy: m.Policy) -> None:
    effects: set[str] = set()
    for one in policy.owing_notice():
        for consent in policy.consents_of(one):
            effects.update(consent.effect)
            assert consent.voluntary
            assert consent.refusal
            assert consent.given
            assert not consent.conditional
            assert consent.withdrawal
            assert consent.withdrawal.any_time
            assert consent.withdrawal.channels
    every = {"basis", "sharing", "longer-storage", "device-access", "electronic-marketing"}
    assert effects == every


def test_cookies(policy: m.Policy) -> None:
    assert {cookie.necessary for cookie in policy.cookies.values()} == {True, False}
    for cookie in policy.cookies.values():
        assert cookie.purpose
        assert cookie.provider
        assert cookie.period or cookie.session
        if not cookie.necessary:
            consents = policy.activities[cookie.activity].consents
            assert any("device-access" in consent.effect for consent in consents)


def test_direct_marketing_and_the_right_to_object(policy: m.Policy) -> None:
    marketing = [
        one
        for one in policy.owing_notice()
        if any(purpose.direct_marketing for purpose in one.purposes)
    ]
    assert len(marketing) == 3
    effects = {effect for one in marketing for c in one.consents for effect in c.effect}
    assert "electronic-marketing" in effects
    offered = {one.id: {right.right for right in policy.rights_of(one)} for one in marketing}
    assert all("object" in rights for rights in offered.values())
    assert any("opt-out" in rights for rights in offered.values())
    alone = [block.only for block in policy.shown_blocks() if block.show == "rights"]
    assert ("object",) in alone
    assert not any("object" in only and len(only) > 1 for only in alone)


def test_rights_procedure_and_complaints(policy: m.Policy) -> None:
    general = {"access", "rectification", "erasure", "restriction", "object", "portability"}
    rights = {right.right for right in policy.rights}
    assert rights == general | {"withdraw-consent", "automated-decisions"}
    assert policy.procedure
    assert (policy.procedure.within, policy.procedure.free) == ("P1M", True)
    assert policy.procedure.channels
    assert policy.complaints
    assert set(policy.complaints.authorities) == MARKETS
    assert policy.complaints.text
    assert policy.change_policy
    assert policy.change_policy.notice
    assert policy.change_policy.notice_places
    assert policy.statement
    assert policy.changes[0].version == policy.statement.version


# Where data come from, where they go, how long they stay


def test_every_category_is_covered(policy: m.Policy) -> None:
    for one in policy.owing_notice():
        used = {use.category for use in policy.data_of(one)}
        assert used
        sources = policy.sources_of(one)
        assert _covered(used, [source.data for source in sources]), one.id
        for market in MARKETS:
            rules = [r.data for r in one.retention if not r.applies_in or market in r.applies_in]
            assert _covered(used, rules), (one.id, market)
        provided = [source for source in sources if source.kind == "provided"]
        given = {data for source in provided for data in source.data or used}
        assert not given or _covered(given, [rule.data for rule in one.provision]), one.id
        assert one.disclosures, one.id


def _covered(used: set[str], scopes: list[tuple[str, ...]]) -> bool:
    return any(not scope for scope in scopes) or used <= {data for s in scopes for data in s}


def test_sources_and_provision_of_each_kind(policy: m.Policy) -> None:
    told = list(policy.owing_notice())
    kinds = {source.kind for one in told for source in policy.sources_of(one)}
    assert kinds == {"provided", "observed", "derived", "third-party", "public"}
    for one in told:
        for source in policy.sources_of(one):
            assert source.who or source.text or not source.from_elsewhere
    provision = {(rule.kind, rule.obliged) for one in told for rule in one.provision}
    assert provision >= {("statutory", True), ("contractual", False), ("voluntary", False)}
    assert all(rule.consequence for one in told for rule in one.provision)


def test_a_claimed_exception_with_its_reason(policy: m.Policy) -> None:
    claimed = [one for activity in policy.owing_notice() for one in activity.exceptions]
    (exception,) = claimed
    assert exception.article == "14(5)(c)"
    assert exception.data
    assert len(exception.reason) > 50


@pytest.mark.parametrize(
    ("activity", "regime", "periods"),
    [
        ("accounting", "accounting", {"DK": "P5Y", "NO": "P5Y", "SE": "P7Y"}),
        ("camera", "camera-surveillance", {"DK": "P30D", "NO": "P7D", "SE": "P7D"}),
        ("whistleblowing", "whistleblowing", {"DK": "P1Y", "NO": "P1Y", "SE": "P2Y"}),
    ],
)
def test_retention_by_market(
    policy: m.Policy, activity: str, regime: str, periods: dict[str, str]
) -> None:
    rules = [one for one in policy.activities[activity].retention if one.regime == regime]
    assert {market: one.period for one in rules for market in one.applies_in} == periods


def test_whistleblowing_stays_out_of_the_group(policy: m.Policy) -> None:
    recipients = {one.recipient for one in policy.activities["whistleblowing"].disclosures}
    assert not any(policy.recipients[one].within_group for one in recipients)


def test_claims_and_promises(policy: m.Policy) -> None:
    claims = {claim.kind for one in policy.activities.values() for claim in one.claims}
    claims |= {claim.kind for group in policy.groups.values() for claim in group.claims}
    expected = {"never-stored", "only-shared-with", "not-without-consent", "no-other-purpose"}
    assert claims == expected | {"no-automated-decisions"}
    assert policy.statement
    of_sections = [promise for one in policy.sections.values() for promise in one.promises]
    promises = [*policy.statement.promises, *of_sections]
    assert len(promises) >= 2
    routes = compile_policy(str(EXAMPLE), AS_OF).routes
    assert all(promise.kept_by for promise in promises)
    assert all(routes.exists(route) for promise in promises for route in promise.kept_by)


# Written out


def test_init_writes_it_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(klar, ["init", "--example", "company"])
    assert result.exit_code == 0, result.output
    assert "klar check -C company\n" in result.stdout
    written = {file.as_posix(): (tmp_path / "company" / file).read_bytes()
               for file in files_of(tmp_path / "company")}  # fmt: skip
    example = {file.as_posix(): (EXAMPLE / file).read_bytes() for file in files_of(EXAMPLE)}
    schemas = {f"schemas/{path.name}": path.read_bytes() for path in SCHEMAS.iterdir()}
    assert written == example | schemas
    arguments = ["check", "-C", "company", "--as-of", AS_OF, "--fail-on", "note"]
    checked = CliRunner().invoke(klar, [*arguments, "--strict-dates"])
    assert checked.exit_code == 0, checked.output
    assert checked.stdout == "no findings\n"
    again = CliRunner().invoke(klar, ["init", "--example", "company"])
    assert again.exit_code == 2
    assert "company is there already and is not an empty directory" in again.stderr


def test_init_takes_one_of_its_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(klar, ["init", "--example", "--schemas-only"])
    assert result.exit_code == 2
    assert "do not go together" in result.stderr
    assert not list(tmp_path.iterdir())


def test_it_renders_in_all_languages(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    result = CliRunner().invoke(klar, ["render", "-C", str(EXAMPLE), "--out", str(out)])
    assert result.exit_code == 0, result.output
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    anchors = {tuple(one["anchors"]) for one in manifest["languages"]}
    assert [one["lang"] for one in manifest["languages"]] == ["da", "nb", "sv"]
    assert len(anchors) == 1
    page = (out / "sv" / "statement.html").read_text(encoding="utf-8")
    assert re.search(r"artikel\s6.1\sf i dataskyddsförordningen", page)


# Every field of every schema has an example


UNUSED = {
    # What only a statement with gaps states, as the one of this repository may one day.
    "common.schema.json#claim/qualifier",
    "common.schema.json#transfer/qualifier",
    "rights.schema.json/procedure/fee",
    "sharing.schema.json/rules/open",
    # What the example would have to bend its facts for.
    "activity.schema.json/no_recipients",
    "assertions.schema.json/assertions/always/via",
    "changelog.schema.json/entries/emergency",
    "changelog.schema.json/entries/emergency/by",
    "changelog.schema.json/entries/emergency/reason",
    "common.schema.json#retention/law",
    "common.schema.json#transfer/applies_in",
    "group.schema.json/no_recipients",
    "group.schema.json/sources",
    "sharing.schema.json/rules/applies_to",
    "sharing.schema.json/rules/promises",
    "statement.schema.json/effective/applies_in",
}
"""Fields that neither the example, the starter nor the statement of this repository uses."""


def test_every_field_is_used_somewhere() -> None:
    schemas = {path.name: json.loads(path.read_bytes()) for path in SCHEMAS.iterdir()}
    used: set[str] = set()
    for root in (EXAMPLE, STARTER, ROOT / "privacy_policy"):
        for document in read_tree(str(root)):
            name = f"{kind_of(document.path)}.schema.json"
            used.update(_fields(schemas, name, schemas[name], name, document.value))
    every = {field for name in schemas for field in _every_field(name, schemas[name])}
    assert every - used == UNUSED


def _every_field(where: str, schema: dict[str, Any]) -> Iterator[str]:
    """Every field of a schema and of its definitions, as a path of names."""
    for name, definition in schema.get("$defs", {}).items():
        yield from _every_field(f"{where}#{name}", definition)
    for name, field in schema.get("properties", {}).items():
        yield f"{where}/{name}"
        yield from _every_field(f"{where}/{name}", field)
    for option in schema.get("oneOf", ()):
        yield from _every_field(where, option)
    if "items" in schema:
        yield from _every_field(where, schema["items"])


def _fields(
    schemas: dict[str, Any], file: str, schema: dict[str, Any], where: str, value: Any
) -> Iterator[str]:
    """The fields of the schemas that a value uses, in the same form."""
    if "$ref" in schema:
        target, _, name = schema["$ref"].partition("#/$defs/")
        file = target or file
        yield from _fields(schemas, file, schemas[file]["$defs"][name], f"{file}#{name}", value)
    elif isinstance(value, list):
        for item in value:
            yield from _fields(schemas, file, schema.get("items", {}), where, item)
    elif isinstance(value, dict):
        fitting = [
            one for one in schema.get("oneOf", ()) if value.keys() <= set(one.get("properties", {}))
        ]
        fields = {name: field for one in (schema, *fitting) for name, field in
                  one.get("properties", {}).items()}  # fmt: skip
        for name, item in value.items():
            if name in fields:
                yield f"{where}/{name}"
                yield from _fields(schemas, file, fields[name], f"{where}/{name}", item)
