"""Messages to people about changes: to whom, of what, from when, and only what is stated."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from checker.changes import diff
from checker.changes.notice import Choice, Draft, Start, drafts, starts
from checker.engine import compile_policy
from checker.languages import data
from checker.languages.foreign import Foreign
from checker.law.book import Book
from checker.model import Policy
from tests.changing import Edit, Values, changed, item, without
from tests.policies import STARTER
from tests.releases import release
from tests.repositories import committed
from tests.running import ROOT, STATEMENT, klar

EXAMPLE = ROOT / "tests/example"
SCHEMA = json.loads((Path(__file__).parent / "notice-output.schema.json").read_text("utf-8"))
LAW = Book()
NEW_PURPOSE = {
    "id": "statistics",
    "text": {"da": "at føre statistik", "nb": "å føre statistikk", "sv": "att föra statistik"},
}


def policy_of(root: Path) -> Policy:
    return compile_policy(str(root), only=("text-missing-language",)).policy


def drafted(tmp_path: Path, *edits: Edit, substantive: bool = False) -> list[Draft]:
    """The drafts for edits of the complete example."""
    after = changed(EXAMPLE, tmp_path / "after", *edits)
    return drafts(diff(policy_of(EXAMPLE), policy_of(after), LAW), substantive=substantive)


def notice(after: Path, *arguments: str | Path, before: Path = EXAMPLE) -> str:
    """What `klar notice` prints of a change."""
    run = klar("notice", before, "-C", after, *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout


def phrase(key: str, language: str = "da", **fields: str) -> str:
    words: str = data(language, "changes")["notice"][key]
    return words.format_map(fields)


def kinds(draft: Draft) -> list[str]:
    return [change.kind for change in draft.changes]


# Edits


def new_purpose(values: Values) -> None:
    values["activities/newsletter"]["purposes"].append(NEW_PURPOSE)


def kept_longer(values: Values) -> None:
    values["activities/customer-offers"]["retention"][0]["period"] = "P5Y"


def right_gone(values: Values) -> None:
    without(values["rights"]["rights"], "portability")


def purpose_gone(values: Values) -> None:
    values["activities/courses"]["purposes"].pop()


def dated(
    version: str, updated: str, *effective: tuple[str, list[str]], markets: Any = None
) -> Edit:
    """An edit of the dates of a statement: `effective` are days and the markets they are for."""

    def edit(values: Values) -> None:
        statement = values["statement"]
        statement.pop("effective", None)
        statement.update(version=version, last_updated=updated)
        if markets:
            statement["markets"] = markets
        if effective:
            statement["effective"] = [
                {"id": f"start-{at}", "from": day} | ({"applies_in": where} if where else {})
                for at, (day, where) in enumerate(effective)
            ]

    return edit


# To whom


def test_a_change_is_told_to_those_it_concerns(tmp_path: Path) -> None:
    (draft,) = drafted(tmp_path, new_purpose)
    assert draft.subjects == ("subscribers",)
    assert kinds(draft) == ["purpose-added"]
    assert draft.others == ()


def test_people_with_the_same_changes_get_one_message(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        values["activities/newsletter"]["subjects"] = ["subscribers", "customers"]

    both = changed(EXAMPLE, tmp_path / "both", edit)
    after = changed(both, tmp_path / "after", new_purpose)
    found = drafts(diff(policy_of(both), policy_of(after), LAW))
    assert [draft.subjects for draft in found] == [("customers", "subscribers")]


def test_what_concerns_everyone_is_told_to_everyone_and_to_those_with_more(tmp_path: Path) -> None:
    own, general = drafted(tmp_path, new_purpose, right_gone)
    assert (own.subjects, kinds(own)) == (("subscribers",), ["purpose-added", "right-removed"])
    assert (general.subjects, kinds(general)) == ((), ["right-removed"])
    assert general.others == ("subscribers",)


def test_who_comes_to_an_activity_is_told_and_who_was_there_is_not(tmp_path: Path) -> None:
    (draft,) = drafted(
        tmp_path, lambda v: v["activities/newsletter"]["subjects"].append("customers")
    )
    assert draft.subjects == ("customers",)
    after = tmp_path / "after"
    text = notice(after, "--lang", "da")
    # It is all new to them: purpose, basis, data, period.
    for fact in ("Formål: ", "Retsgrundlag: Samtykke", "Opbevaring: "):
        assert f"\n  {fact}" in text
    assert notice(after, "--for", "subscribers") == ""


def test_only_material_changes_are_told_unless_all_are_asked_for(tmp_path: Path) -> None:
    assert drafted(tmp_path, purpose_gone) == []
    (draft,) = drafted(tmp_path, purpose_gone, new_purpose)
    assert kinds(draft) == ["purpose-added"]
    found = drafted(tmp_path, purpose_gone, new_purpose, substantive=True)
    assert {kind for one in found for kind in kinds(one)} == {"purpose-added", "purpose-removed"}
    text = notice(tmp_path / "after", "--all", "--lang", "da")
    assert phrase("other") in text.splitlines()


def test_nothing_to_tell_is_said_and_nothing_is_printed(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", purpose_gone)
    run = klar("notice", EXAMPLE, "-C", after)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.startswith("No change is material")
    document = json.loads(notice(after, "--format", "json"))
    assert document["messages"] == []


def test_one_group_can_be_asked_for(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", new_purpose, right_gone)
    own = notice(after, "--for", "subscribers", "--lang", "da")
    assert own.splitlines()[2] == phrase("to", people="modtagere af nyhedsbrevet")
    # Who has no message of their own gets the one to everyone.
    assert notice(after, "--for", "pupils", "--lang", "da").splitlines()[2] == phrase("to_everyone")
    wrong = klar("notice", EXAMPLE, "-C", after, "--for", "subscriber")
    assert wrong.returncode == 2
    assert "Did you mean 'subscribers'?" in wrong.stderr


# From when

BEFORE = dated("1.0.0", "2026-01-01", ("2026-02-01", []))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(
            dated("2.0.0", "2026-05-01", ("2026-06-01", [])),
            [Start((), "2026-06-01")],
            id="one day everywhere",
        ),
        pytest.param(
            dated("2.0.0", "2026-05-01"), [Start((), "2026-05-01")], id="the statement's own date"
        ),
        pytest.param(
            dated("2.0.0", "2026-05-01", ("2026-06-01", ["DK"])),
            [Start(("DK",), "2026-06-01"), Start(("NO", "SE"), "2026-05-01")],
            id="another day in one market",
        ),
        pytest.param(
            dated("2.0.0", "2026-05-01", ("2026-06-01", ["DK"]), ("2026-07-01", [])),
            [Start(("DK",), "2026-06-01"), Start(("NO", "SE"), "2026-07-01")],
            id="a market's own day goes before that of all",
        ),
        pytest.param(
            dated("2.0.0", "2026-05-01", ("2026-02-01", [])),
            [Start((), None)],
            id="the day of the version before is no day of this one",
        ),
        pytest.param(dated("2.0.0", "2026-01-01"), [Start((), None)], id="no new date"),
        pytest.param(
            dated("2.0.0", "2026-01-01", ("2026-09-01", [])),
            [Start((), "2026-09-01")],
            id="a new day alone",
        ),
    ],
)
def test_from_when_is_what_the_statement_says(
    after: Edit, expected: list[Start], tmp_path: Path
) -> None:
    before = changed(EXAMPLE, tmp_path / "before", BEFORE)
    found = diff(policy_of(before), policy_of(changed(before, tmp_path / "after", after)), LAW)
    assert list(starts(found)) == expected


def test_days_of_other_markets_are_left_out(tmp_path: Path) -> None:
    before = changed(EXAMPLE, tmp_path / "before", BEFORE)
    after = changed(
        before, tmp_path / "after", dated("2.0.0", "2026-05-01", ("2026-06-01", ["DK"]))
    )
    found = diff(policy_of(before), policy_of(after), LAW)
    assert list(starts(found, ("DK",))) == [Start((), "2026-06-01")]


def test_a_date_that_is_not_stated_is_a_gap(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", new_purpose)
    run = klar("notice", EXAMPLE, "-C", after, "--lang", "nb")
    assert phrase("from", "nb", date=phrase("date", "nb")) in run.stdout.splitlines()
    assert "Fill in from when the changes apply" in run.stderr
    assert "Fill in the address of the statement" in run.stderr
    (message,) = json.loads(notice(after, "--lang", "nb", "--format", "json"))["messages"]
    assert message["gaps"] == ["date", "address"]


def test_a_date_that_is_stated_is_in_the_subject_line(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", new_purpose, dated("3.0.0", "2027-01-15"))
    first = notice(after, "--lang", "sv").splitlines()[0]
    assert first == phrase(
        "subject_from", "sv", statement="Integritetspolicy", date="15 januari 2027"
    )


# What they can do


def choices(found: list[Draft]) -> dict[str, Choice]:
    (draft,) = found
    return {choice.kind: choice for choice in draft.choices}


def test_people_can_object_where_the_basis_is_a_legitimate_interest(tmp_path: Path) -> None:
    found = choices(drafted(tmp_path, kept_longer))
    assert set(found) == {"object", "object_marketing"}
    assert found["object"].routes == ("customer-offers",)
    assert found["object"].channels == ("joint-email", "unsubscribe")


def test_people_can_withdraw_a_consent_as_it_is_stated(tmp_path: Path) -> None:
    found = choices(drafted(tmp_path, new_purpose))
    withdraw = found["withdraw"]
    assert withdraw.routes == ("newsletter/consents/sign-up",)
    assert withdraw.any_time
    consent = policy_of(EXAMPLE).activities["newsletter"].consents[0]
    assert consent.withdrawal
    assert withdraw.channels == consent.withdrawal.channels
    assert "object" not in found


def test_what_is_not_stated_is_not_said(tmp_path: Path) -> None:
    def bare(values: Values) -> None:
        rights = values["rights"]
        rights["rights"] = [one for one in rights["rights"] if one["right"] == "access"]
        rights.pop("procedure")
        rights.pop("complaints")
        values["activities/newsletter"]["consents"][0].pop("withdrawal")
        values["groups/marketing"].pop("rights")

    before = changed(EXAMPLE, tmp_path / "before", bare)
    after = changed(before, tmp_path / "after", new_purpose)
    (draft,) = drafts(diff(policy_of(before), policy_of(after), LAW))
    assert draft.choices == ()
    assert draft.authorities == ()
    text = notice(after, "--lang", "da", before=before)
    for key in ("object", "object_marketing", "withdraw", "any_time"):
        assert phrase(key) not in text
    assert phrase("complain", authorities="") not in text
    assert phrase("rights", rights="Indsigt") in text


def test_the_other_rights_and_the_ways_to_reach_us_are_those_of_the_statement(
    tmp_path: Path,
) -> None:
    (draft,) = drafted(tmp_path, new_purpose)
    assert draft.channels == ("joint-email", "danish-phone", "norwegian-phone", "swedish-phone")
    assert [right.right for right in draft.rights] == [
        "access",
        "rectification",
        "erasure",
        "restriction",
        "portability",
        "automated-decisions",
    ]
    assert draft.authorities == ("DK", "NO", "SE")
    text = notice(tmp_path / "after", "--lang", "nb")
    assert re.search(r"(?m)^  .+: \+45[\d ]+ \(Danmark\)$", text)


def test_a_change_in_one_market_says_so_and_names_its_authority(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        values["activities/newsletter"]["disclosures"].append(
            {
                "id": "to-counsel",
                "recipient": "counsel",
                "role": "controller",
                "applies_in": ["SE"],
            }
        )

    (draft,) = drafted(tmp_path, edit)
    assert draft.authorities == ("SE",)
    assert draft.channels == ("joint-email", "swedish-phone")
    text = notice(tmp_path / "after", "--lang", "sv")
    assert f"  {phrase('only_in', 'sv', markets='Sverige')}" in text.splitlines()


def test_what_a_new_transfer_rests_on_is_told(tmp_path: Path) -> None:
    text = notice(_edited(tmp_path), "--lang", "nb", "--for", "contact-persons", before=STATEMENT)
    told = text.split("\nExample Mail Inc.\n- ")[1]
    assert told.splitlines()[1] == "  Skjer med nødvendige garantier: standardavtalevilkår"


def test_a_sentence_among_what_belongs_to_a_fact_ends_as_one(tmp_path: Path) -> None:
    told = notice(changed(EXAMPLE, tmp_path / "after", kept_longer), "--lang", "da")
    assert "sletter vi oplysningerne. Siger du nej" in told
    assert ".;" not in told


def test_consent_replaced_by_legitimate_interest_warns_whoever_sends_it(tmp_path: Path) -> None:
    after = changed(
        EXAMPLE,
        tmp_path / "after",
        lambda v: item(v["activities/newsletter"]["bases"], "sign-up-consent").update(
            stated="legitimate-interest"
        ),
    )
    run = klar("notice", EXAMPLE, "-C", after, "--lang", "da")
    assert "Before you send this: newsletter/bases/sign-up-consent: " in run.stderr
    assert "usually not permitted" in run.stderr
    assert "not permitted" not in run.stdout


# Words


def _edited(tmp_path: Path) -> Path:
    """The real statement with a longer period, a purpose, a recipient and people more."""
    recipient = {
        "id": "mail-service",
        "name": "Example Mail Inc.",
        "kind": "named",
        "countries": ["US"],
        "transfers": [
            {
                "id": "united-states",
                "country": "US",
                "mechanism": "safeguards",
                "safeguards": [{"id": "clauses", "tool": "standard-contractual-clauses"}],
            }
        ],
    }

    def edit(values: Values) -> None:
        customers = values["activities/customers"]
        item(customers["retention"], "customer-relationship")["period"] = "P5Y"
        customers["purposes"].append(NEW_PURPOSE)
        customers["disclosures"] = [{"id": "mail-service", "recipient": "mail-service"}]
        values["recipients"]["recipients"].append(recipient)
        values["activities/visitors"]["subjects"].append("contact-persons")

    return changed(STATEMENT, tmp_path / "edited", edit, dated("2.0.0", "2020-06-01"))


@pytest.mark.parametrize("language", ["da", "nb", "sv"])
def test_a_message_is_in_one_language(language: str, tmp_path: Path) -> None:
    text = notice(_edited(tmp_path), "--lang", language, "--all", before=STATEMENT)
    assert len(text) > 2000
    assert [stray.word for stray in Foreign(language).strays(text)] == []
    assert not re.search(r"\{[a-z]+\}", text)


def test_without_a_language_there_is_a_message_in_each(tmp_path: Path) -> None:
    document = json.loads(notice(_edited(tmp_path), "--format", "json", before=STATEMENT))
    languages = [message["language"] for message in document["messages"]]
    groups = len(languages) // 3
    assert languages == ["da"] * groups + ["nb"] * groups + ["sv"] * groups
    wrong = klar("notice", EXAMPLE, "--lang", "en")
    assert wrong.returncode == 2
    assert "the statement is in da, nb, sv" in wrong.stderr


def test_the_formats_say_the_same(tmp_path: Path) -> None:
    after = _edited(tmp_path)
    text = notice(after, before=STATEMENT)
    document = json.loads(notice(after, "--format", "json", before=STATEMENT))
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    rule = f"\n{'=' * 72}\n\n"
    assert text == rule.join(message["text"] for message in document["messages"])
    parsed = MarkdownIt("commonmark").parse(notice(after, "--format", "markdown", before=STATEMENT))
    said = [one.content for token in parsed for one in token.children or () if one.type == "text"]
    for message in document["messages"]:
        for line in (message["subject"], message["to"], *message["opening"]):
            assert line in said
        for change in message["changes"]:
            assert change["words"] in said


def test_nothing_of_the_data_is_markup(tmp_path: Path) -> None:
    attack = "1. <b>|*x* #1 @all ![a](http://x) `y` - [ ] z"

    def edit(values: Values) -> None:
        values["organisation"]["name"] = attack
        title = values["activities/newsletter"]["title"]
        title.update(dict.fromkeys(title, attack))
        purpose = {"id": "attack", "text": dict.fromkeys(("da", "nb", "sv"), f"- {attack}")}
        values["activities/newsletter"]["purposes"].append(purpose)
        people = item(values["data-subjects"]["subjects"], "subscribers")["title"]
        people.update(dict.fromkeys(people, f"# {attack}"))

    before = changed(EXAMPLE, tmp_path / "before", edit)
    after = changed(before, tmp_path / "after", new_purpose)
    parsed = MarkdownIt("commonmark").parse(
        notice(after, "--lang", "da", "--format", "markdown", before=before)
    )
    tokens = [one.type for token in parsed for one in (token, *(token.children or ()))]
    allowed = ("heading", "paragraph", "bullet_list", "list_item")
    for token in tokens:
        assert token in ("inline", "text") or token.startswith(allowed), token
    headings = [one for token in parsed if token.type == "heading_open" for one in [token.tag]]
    assert headings == ["h1", "h2", "h3", "h2"]


# Where versions come from


def test_versions_are_directories_releases_and_git_refs(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    release(policy)
    committed(tmp_path)
    changed_policy = changed(policy, tmp_path / "changed", new_purpose)
    expected = notice(changed_policy, before=policy)
    assert expected
    (policy / "activities/newsletter.yaml").write_bytes(
        (changed_policy / "activities/newsletter.yaml").read_bytes()
    )
    for base in ("2.1.0", "main"):
        run = klar("notice", base, "-C", policy)
        assert (run.returncode, run.stdout) == (0, expected), run.stderr
    assert notice(policy, "--to", "main", before=policy) == ""


@pytest.mark.parametrize(("arguments", "code"), [(("nowhere",), 2), (("-x",), 2), ((), 2)])
def test_a_base_that_is_not_there_is_wrong_usage(
    arguments: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    committed(changed(STARTER, tmp_path / "policy", lambda _: None))
    run = klar("notice", "-C", tmp_path / "policy", *arguments)
    assert (run.returncode, run.stdout) == (code, "")


def test_a_policy_in_no_repository_cannot_be_read_at_a_ref(tmp_path: Path) -> None:
    policy = changed(STARTER, tmp_path / "policy", lambda _: None)
    run = klar("notice", "main", "-C", policy)
    assert (run.returncode, run.stdout) == (3, "")
    assert "is in no git repository" in run.stderr


def test_the_same_change_gives_the_same_bytes(tmp_path: Path) -> None:
    after = _edited(tmp_path)
    runs = [
        klar("notice", STATEMENT, "-C", after, "--all", PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
