"""The comment on a change: complete, in order of weight, never too long, and nobody's markup."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker.report.review.fitting import Section, Unit, fitted
from checker.report.review.markdown import LIMIT
from checker.report.summary import inert, printable
from tests.changing import Edit, Values, changed, item, values_of, write
from tests.policies import STARTER, overlay
from tests.releases import release, relist, rewrite_record
from tests.repositories import committed
from tests.running import ROOT, STATEMENT, TODAY, klar

if TYPE_CHECKING:
    from markdown_it.token import Token

EXAMPLE = ROOT / "tests/example"
SCHEMA = json.loads((Path(__file__).parent / "review-output.schema.json").read_text("utf-8"))
NOTHING = re.compile(r"Nothing has changed in meaning since `[^`]+`\.\n")
PARSER = MarkdownIt("commonmark").enable("table")


def review(after: Path, *arguments: str | Path, before: Path | str = EXAMPLE) -> str:
    """What `klar review` prints of a change."""
    run = klar("review", before, "-C", after, "--as-of", TODAY, *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout


def sections(text: str) -> dict[str, str]:
    """What stands under each heading."""
    parts = re.split(r"(?m)^## (.+)\n\n", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def reviewed(tmp_path: Path, *edits: Edit, before: Path = EXAMPLE) -> dict[str, str]:
    """The sections of the review of edits."""
    return sections(review(changed(before, tmp_path / "after", *edits), before=before))


def kept_longer(values: Values) -> None:
    values["activities/customer-offers"]["retention"][0]["period"] = "P5Y"


# What it says


def test_nothing_changed_is_one_line(tmp_path: Path) -> None:
    assert NOTHING.fullmatch(review(EXAMPLE))
    # In other lines and another order, the same is stated; and nothing was stamped or not.
    values = values_of(EXAMPLE)
    values["recipients"]["recipients"].reverse()
    assert NOTHING.fullmatch(review(write(values, tmp_path / "after", width=40)))


def test_a_change_of_meaning_is_told_with_whom_and_why_and_where(tmp_path: Path) -> None:
    found = reviewed(tmp_path, kept_longer)
    told = found["Material changes"]
    assert "- **Data are kept longer\\: 5 years (before\\: 2 years)**\n" in told
    assert "\n  - For\\: kunder" in told
    assert "GDPR 5(1)(e)" in told
    assert re.search(r"\n  - `.+after/activities/customer-offers\.yaml:\d+:\d+`\n", told)
    assert "How people are told of 1 material change" in found["To decide"]
    assert "klar notice" in found["To decide"]


def test_the_verdict_has_level_versions_date_and_findings(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        kept_longer(values)
        values["statement"].update(version="3.0.0", last_updated="2026-11-20")
        values["statement"]["effective"][0]["from"] = "2027-01-01"
        values["activities/newsletter"].pop("bases")

    first = review(changed(EXAMPLE, tmp_path / "after", edit)).splitlines()[2]
    assert first.startswith(
        "**Material changes, version `2.1.0` to `3.0.0`, takes effect 2027-01-01, 1 new error, "
    )
    assert "no new date" not in first


def test_findings_are_told_when_they_come_and_when_they_go(tmp_path: Path) -> None:
    broken = changed(EXAMPLE, tmp_path / "broken", lambda v: v["activities/courses"].pop("bases"))
    came = sections(review(broken))
    finding = came["New findings"]
    assert finding.startswith("- **error** `purpose-without-lawful-basis`: ")
    assert "\n  - Mend: " in finding
    assert "\n  - Law: GDPR 13(1)(c)" in finding
    whole = changed(
        broken,
        tmp_path / "whole",
        lambda v: v["activities/courses"].update(
            bases=values_of(EXAMPLE)["activities/courses"]["bases"]
        ),
    )
    went = sections(review(whole, before=broken))
    assert "New findings" not in went
    assert "- `purpose-without-lawful-basis`: " in went["Fixed findings"]


def test_the_heaviest_findings_come_first(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        values["activities/newsletter"].pop("bases")
        values["activities/camera"].pop("retention")
        values["activities/courses"]["purposes"][0]["text"]["da"] += ", mv."

    found = reviewed(tmp_path, edit)["New findings"]
    order = re.findall(r"(?m)^- \*\*(error|warning|note)\*\*", found)
    assert order == sorted(order, key=("error", "warning", "note").index)
    assert len(set(order)) > 1


def test_a_new_waiver_is_told_apart_and_an_old_one_is_not(tmp_path: Path) -> None:
    waiver = {
        "rule": "purpose-without-lawful-basis",
        "route": "courses/bases",
        "kind": "to-mend",
        "reason": "The basis is being settled with the instructors.",
        "owner": "Kari Nordmann",
        "until": "2027-06-30",
    }

    def broken(values: Values) -> None:
        values["activities/courses"].pop("bases")

    before = changed(EXAMPLE, tmp_path / "before", broken)
    findings = json.loads(klar("check", "-C", before, "--format", "json", "--as-of", TODAY).stdout)[
        "findings"
    ]
    waiver["route"] = next(one["route"] for one in findings if one["rule"] == waiver["rule"])

    def waived(values: Values) -> None:
        values["waivers"] = {"waivers": [waiver]}

    after = changed(before, tmp_path / "after", waived)
    found = sections(review(after, before=before))
    assert "being settled with the instructors" in found["Newly waived findings"]
    assert "Whether to accept `purpose-without-lawful-basis`" in found["To decide"]
    # Nothing is fixed by a waiver.
    assert "Fixed findings" not in found
    again = changed(after, tmp_path / "again", kept_longer)
    assert "Newly waived findings" not in sections(review(again, before=after))


def test_what_counsel_must_weigh_is_listed_to_decide(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        basis = item(values["activities/newsletter"]["bases"], "sign-up-consent")
        basis["stated"] = "legitimate-interest"
        words = {"da": "at holde kurser", "nb": "å holde kurs", "sv": "att hålla kurser"}
        values["activities/courses"]["purposes"][0]["text"] = words

    points = reviewed(tmp_path, edit)["To decide"].strip().splitlines()
    assert all(point.startswith("- [ ] ") for point in points)
    assert any("usually not permitted" in point for point in points)
    assert any("A purpose has been reworded" in point for point in points)


def stale(values: Values) -> None:
    values["activities/newsletter"]["title"]["sv"] += " med mera"


def test_translations_that_are_stale_are_told_with_a_lock(tmp_path: Path) -> None:
    values = values_of(EXAMPLE)
    stale(values)
    found = sections(review(write(values, tmp_path / "after")))
    assert found["Translations now stale"] == (
        "- `newsletter/title`: changed in sv, not in da, nb\n"
    )
    # Told once: not as a finding beside it.
    assert "translation-stale" not in "".join(found.values())
    assert "- The translation has changed (Swedish)\n" in found["Translation changes"]
    assert "  - Now: Nyhetsbrev med mera\n" in found["Translation changes"]


def test_translations_that_are_stale_are_told_without_a_lock(tmp_path: Path) -> None:
    before = changed(EXAMPLE, tmp_path / "before", lambda _: None)
    found = reviewed(tmp_path, stale, before=before)
    assert found["Translations now stale"].startswith("- `newsletter/title`: changed in sv")


def test_a_translation_that_was_stale_before_is_not_told(tmp_path: Path) -> None:
    values = values_of(EXAMPLE)
    stale(values)
    before = write(values, tmp_path / "before")
    kept_longer(values)
    after = write(values, tmp_path / "after")
    assert "Translations now stale" not in sections(review(after, before=before))


def test_flows_are_counted_and_listed(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        values["activities/newsletter"]["disclosures"].append(
            {"id": "to-counsel", "recipient": "counsel", "role": "controller"}
        )

    found = reviewed(tmp_path, edit)["Flows"]
    assert re.match(r"\d+ flows? added, 0 removed, 0 changed\.\n", found)
    assert re.search(r"(?m)^- Added: .+newsletter.+\n  - to: .+counsel", found)


def test_quotes_are_in_the_language_asked_for(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", kept_longer)
    for language, people in (("da", "kunder"), ("sv", "kunder"), ("nb", "kunder")):
        title = values_of(EXAMPLE)["activities/customer-offers"]["title"][language]
        text = review(after, "--lang", language)
        assert f"**{inert(title)}** (`customer-offers`)" in text
        assert people in text
    assert (
        "the statement is in da, nb, sv"
        in klar("review", EXAMPLE, "-C", after, "--lang", "en").stderr
    )


def test_the_json_is_whole_and_fits_its_schema(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        kept_longer(values)
        stale(values)
        values["activities/courses"].pop("bases")

    after = changed(EXAMPLE, tmp_path / "after", edit)
    document = json.loads(review(after, "--format", "json"))
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert document["level"] == "material"
    assert "retention-longer" in [change["kind"] for change in document["changes"]]
    assert "purpose-without-lawful-basis" in [one["rule"] for one in document["findings"]["new"]]
    assert document["starts"] == [{"markets": [], "day": None}]
    assert document["stale"] == [
        {"route": "newsletter/title", "changed": ["sv"], "behind": ["da", "nb"]}
    ]


def test_the_same_change_gives_the_same_bytes(tmp_path: Path) -> None:
    after = changed(EXAMPLE, tmp_path / "after", kept_longer, stale)
    runs = [
        klar("review", EXAMPLE, "-C", after, "--as-of", TODAY, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


# Where the base comes from


def test_the_base_is_a_directory_a_release_or_a_git_ref(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    before = changed(EXAMPLE, tmp_path / "before", lambda _: None)
    release(policy)
    committed(tmp_path)
    values = values_of(policy)
    kept_longer(values)
    file = policy / "activities/customer-offers.yaml"
    file.write_bytes(
        (write(values, tmp_path / "after") / "activities/customer-offers.yaml").read_bytes()
    )
    texts = {base: review(policy, before=base) for base in (str(before), "2.1.0", "main")}
    said = {text.replace(f"with `{base}`", "with `BASE`") for base, text in texts.items()}
    assert len(said) == 1
    assert "Data are kept longer" in said.pop()


def test_what_a_new_version_needs_is_told_against_the_last_release(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    release(policy)
    committed(tmp_path)
    file = policy / "activities/customer-offers.yaml"
    file.write_text(file.read_text("utf-8").replace("period: P2Y", "period: P5Y"), "utf-8")
    found = sections(review(policy, before="main"))
    assert "`version-not-raised`" in found["What a new version needs"]
    assert "version-not-raised" not in found.get("New findings", "")
    # On a branch from there it is nothing new, whatever else that changes.
    committed(tmp_path)
    (policy / "terms.yaml").write_text((policy / "terms.yaml").read_text("utf-8") + "\n")
    assert NOTHING.fullmatch(review(policy, before="main"))


def test_what_is_weighed_as_a_change_is_no_finding_to_decide(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    release(policy)
    values = values_of(policy)
    basis = item(values["activities/newsletter"]["bases"], "sign-up-consent")
    basis["stated"] = "legitimate-interest"
    del basis["consent"]
    file = "activities/newsletter.yaml"
    (policy / file).write_bytes((write(values, tmp_path / "after") / file).read_bytes())
    found = sections(review(policy, before="2.1.0"))
    assert "`consent-replaced-by-another-basis`" in found["What a new version needs"]
    assert found["To decide"].count("usually not permitted") == 1


def test_a_release_in_the_change_asks_nothing_of_what_was_there_before(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    release(policy)
    committed(tmp_path)
    file = policy / "activities/customer-offers.yaml"
    file.write_text(file.read_text("utf-8").replace("period: P2Y", "period: P5Y"), "utf-8")
    release(policy, "3.0.0", day="2026-11-20")
    found = sections(review(policy, before="main"))
    assert "Data are kept longer" in found["Material changes"]
    assert "Fixed findings" not in found


def test_a_release_that_was_altered_is_told(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    (release(policy) / "da/statement.html").write_text("no longer what was published")
    found = sections(review(policy, before=EXAMPLE))
    assert "**error** `release-altered`" in found["What a new version needs"]


def test_a_release_that_the_base_has_stays_as_it_was(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "policy", lambda _: None)
    folder = release(policy)
    committed(tmp_path)
    assert NOTHING.fullmatch(review(policy, before="main"))
    # Another release of the same version, chained and listed as it must be.
    rewrite_record(folder, generator="klar 9.9.9")
    relist(policy)
    needs = sections(review(policy, before="main"))["What a new version needs"]
    assert needs.startswith("- **error** `release-altered`: ")
    assert "main has another 2.1.0" in needs
    shutil.rmtree(policy / "releases")
    needs = sections(review(policy, before="main"))["What a new version needs"]
    assert needs.startswith("- **error** `release-missing`: ")
    assert "main has this release, and it is gone" in needs
    assert needs.count("**error**") == 1


def test_a_base_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run = klar("review", "main", "-C", policy)
    assert (run.returncode, run.stdout) == (3, "")
    committed(policy)
    run = klar("review", "nowhere", "-C", policy)
    assert (run.returncode, run.stdout) == (2, "")
    assert NOTHING.fullmatch(review(policy, before="main"))


def test_a_policy_that_cannot_be_read_is_no_review(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "rights.yaml").write_text("rights:\n\t- x\n")
    run = klar("review", STARTER, "-C", policy)
    assert (run.returncode, run.stdout) == (3, "")
    assert "rights.yaml:2:1" in run.stderr


# Its size


UNITS = st.lists(
    st.builds(
        lambda text, head: Unit(f"- {text}\n", head),
        st.text(max_size=300),
        st.sampled_from(["", "**One**", "**Two æøå**"]),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(st.lists(UNITS, max_size=6), st.integers(2000, 20_000))
def test_a_fitted_document_is_never_too_long_and_counts_what_it_cuts(
    units: list[list[Unit]], limit: int
) -> None:
    parts = [Section(f"Part {at}", "thing", some, "Lead.") for at, some in enumerate(units)]
    text = fitted("# Opening\n", parts, limit)
    assert len(text.encode()) <= limit
    assert text.startswith("# Opening\n")
    whole = fitted("# Opening\n", parts, 10**9)
    if len(whole.encode()) + 80 * len(parts) <= limit:
        assert text == whole
    for part in parts:
        assert f"\n## {part.heading}\n\nLead.\n" in text


def test_room_that_a_section_does_not_need_goes_to_the_others() -> None:
    many = [Unit(f"- {'x' * 96}\n")] * 100
    text = fitted("", [Section("Few", "thing", many[:1]), Section("Many", "thing", many)], 5000)
    assert text.count("- x") > 44
    assert re.search(r"\n- and \d\d more things\n$", text)


def test_a_review_of_everything_is_at_most_64_kib(tmp_path: Path) -> None:
    """A tree that is new from end to end, in the longest of words."""

    def edit(values: Values) -> None:
        wide = "\N{PERSON BOWING DEEPLY}@#" * 150
        recipients = [
            {
                "id": f"recipient-{at}",
                "title": dict.fromkeys(("da", "nb", "sv"), f"{wide} {at}"),
                "kind": "category",
                "outside_eea": True,
            }
            for at in range(400)
        ]
        values["recipients"]["recipients"].extend(recipients)
        values["activities/newsletter"]["disclosures"].extend(
            {"id": one["id"], "recipient": one["id"], "role": "processor"} for one in recipients
        )
        for name, value in values.items():
            if name.startswith("activities/"):
                value.pop("bases", None)
                value["title"] = dict.fromkeys(("da", "nb", "sv"), wide)

    after = changed(EXAMPLE, tmp_path / "after", edit)
    text = review(after)
    assert LIMIT - 2_000 < len(text.encode()) <= LIMIT
    cut = re.findall(r"(?m)^- and (\d+) more ([a-z]+)$", text)
    assert {noun for _, noun in cut} >= {"findings", "changes"}
    told = sections(text)["Material changes"]
    listed = len(re.findall(r"(?m)^- \*\*", told))
    (more,) = re.findall(r"(?m)^- and (\d+) more changes$", told)
    document = json.loads(review(after, "--format", "json"))
    material = [one for one in document["changes"] if one["level"] == "material"]
    assert listed + int(more) == len(material)


# Nobody's markup

ATTACK = "- 1. <b>|*x* #12 @all ![a](http://x) `y` GH-7 https://a.b www.c.dk d@e.dk 0123abcdef &lt;"
REFERENCES = re.compile(
    r"@\w|#\d|GH-\d|https?://|www\.|(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE
)


def inline(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in token.children or ()]


def words(text: str) -> str:
    return "".join(token.content for token in inline(PARSER.parse(text)) if token.type == "text")


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.sampled_from("-+*=#>.1234567890abcdefGH @:/w|`<>!&;[]()_~$\\\n\téæ\N{GRINNING FACE}"),
        max_size=60,
    )
)
def test_inert_words_are_words_and_nothing_else(text: str) -> None:
    for before in ("", "- ", "- [ ] ", "**a**: "):
        tokens = PARSER.parse(f"{before}{inert(text)}\n")
        assert {one.type for one in inline(tokens)} <= {
            "text",
            "html_inline",
            "strong_open",
            "strong_close",
        }
        assert {one.content for one in inline(tokens) if one.type == "html_inline"} <= {"<!-- -->"}
        blocks = [one.type for one in tokens if one.nesting == 1]
        assert blocks in (
            [],
            ["paragraph_open"],
            ["bullet_list_open", "list_item_open"],
            ["bullet_list_open", "list_item_open", "paragraph_open"],
        )
        for one in inline(tokens):
            if one.type == "text":
                assert not REFERENCES.search(one.content)
    assert words(f"a: {inert(text)}").removeprefix("a:").strip() == printable(text).strip()


def test_nothing_of_the_data_is_markup_or_a_mention(tmp_path: Path) -> None:
    languages = ("da", "nb", "sv")

    def attacked(values: Values) -> None:
        for name in ("activities/newsletter", "activities/courses"):
            values[name]["title"] = dict.fromkeys(languages, ATTACK)
        people = item(values["data-subjects"]["subjects"], "subscribers")
        people["title"] = dict.fromkeys(languages, ATTACK)
        item(values["recipients"]["recipients"], "counsel")["title"] = dict.fromkeys(
            languages, ATTACK
        )

    def edit(values: Values) -> None:
        values["activities/newsletter"]["purposes"].append(
            {"id": "attack", "text": dict.fromkeys(languages, ATTACK)}
        )
        values["activities/newsletter"]["disclosures"].append(
            {"id": "to-counsel", "recipient": "counsel", "role": "controller"}
        )
        values["activities/courses"].pop("bases")
        values["activities/courses"]["purposes"][0]["text"]["da"] = ATTACK

    before = changed(EXAMPLE, tmp_path / "before", attacked)
    text = review(changed(before, tmp_path / "after", edit), before=before)
    tokens = PARSER.parse(text)
    seen = {token.type for token in (*tokens, *inline(tokens))}
    assert not {one for one in seen if one.startswith(("link", "image", "html_block", "table"))}
    assert not seen & {
        "code_block",
        "fence",
        "hr",
        "ordered_list_open",
        "blockquote_open",
        "em_open",
    }
    assert {one.content for one in inline(tokens) if one.type == "html_inline"} == {"<!-- -->"}
    for token in inline(tokens):
        if token.type == "text":
            assert not REFERENCES.search(token.content), token.content
    headings = {
        tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"
    }
    assert headings <= {"Review of the privacy statement", *sections(text)}
    assert all(re.fullmatch("[A-Z][a-z ]+", heading) for heading in headings)


@pytest.mark.parametrize("language", ["da", "nb", "sv"])
def test_it_works_on_the_real_statement(language: str, tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        customers: dict[str, Any] = values["activities/customers"]
        item(customers["retention"], "customer-relationship")["period"] = "P5Y"

    text = review(
        changed(STATEMENT, tmp_path / "after", edit), "--lang", language, before=STATEMENT
    )
    assert "5 years (before\\: 3 years)" in text
