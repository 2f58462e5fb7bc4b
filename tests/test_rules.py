"""Every rule, on small policies that break it and on near misses that do not.

`tests/rules/<rule>/fail…/` and `pass…/` hold only the files that differ from the starter of
`klar init`; see tests/policies.py. Where a finding must be is marked on its line in the YAML:

    kind: undefined  # expect: recipient-not-described

Several rules are parted by commas. Where no comment can stand, `expect.txt` in the fixture's folder
lists `path:line rule`, one a line. Exactly the findings marked must appear, and no others.
A fixture whose name ends in `-strict-dates` is checked with strict dates, one whose name ends in
`-as-of-2020-07-17` as of that day. A pass fixture may mark findings of other rules, where the near
miss cannot be had without them.

The rules of the family `versions` hold a policy against what was released last: for their fixtures
that is the starter, with what a folder `base/` in the fixture holds laid over it. A fixture of
another rule has a release before it only if it holds `base/`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from checker import catalogue
from checker.cli.drift import drifted_copies
from checker.cli.released import broken_releases, history_of
from checker.engine import compile_policy
from checker.finding import Finding, Severity
from checker.source import MAX_BYTES, MAX_PROBLEMS, MAX_VALUES, read
from tests.policies import (
    BREAKS,
    EXPECTATIONS,
    STARTER,
    base_of,
    copy_schemas,
    drift,
    files_of,
    overlay,
    unreadable,
)
from tests.releases import release
from tests.running import klar

AS_OF = "2026-11-01"
RULES = Path(__file__).parent / "rules"
FIXTURES = sorted(path for path in RULES.glob("*/*") if path.is_dir())

_DAY = re.compile(r"-as-of-(\d{4}-\d{2}-\d{2})$")
_MARK = re.compile(rb"#\s*expect:\s*([a-z0-9, -]+[a-z0-9])\s*$", re.MULTILINE)

Spot = tuple[str, int, str]
"""Path, line and rule."""


def expected(fixture: Path) -> Counter[Spot]:
    """The findings that a fixture marks."""
    spots: Counter[Spot] = Counter()
    for file in files_of(fixture):
        for number, line in enumerate((fixture / file).read_bytes().split(b"\n"), 1):
            mark = _MARK.search(line)
            if mark:
                rules = mark[1].decode().split(",")
                spots.update((file.as_posix(), number, rule.strip()) for rule in rules)
    listed = fixture / EXPECTATIONS
    for line_ in listed.read_text(encoding="utf-8").splitlines() if listed.exists() else ():
        place, rule = line_.split()
        path, _, number_ = place.rpartition(":")
        spots[path, int(number_), rule] += 1
    return spots


def day_of(fixture: Path) -> str:
    """The day as of which a fixture is checked."""
    found = _DAY.search(fixture.name)
    return found[1] if found else AS_OF


def spots_of(findings: tuple[Finding, ...]) -> Counter[Spot]:
    """Where findings are."""
    return Counter((f.span.path, f.span.line, f.rule.id) for f in findings if not f.waived)


def test_the_starter_has_no_findings() -> None:
    result = compile_policy(str(STARTER), AS_OF)
    assert result.findings == ()
    assert result.silenced == ()
    assert result.policy.waivers == ()


@pytest.mark.parametrize(
    "fixture", FIXTURES, ids=[path.relative_to(RULES).as_posix() for path in FIXTURES]
)
def test_exactly_the_findings_marked(fixture: Path, tmp_path: Path) -> None:
    marked = expected(fixture)
    strict = fixture.name.endswith("-strict-dates")
    policy = str(overlay(tmp_path, fixture))
    result = compile_policy(policy, day_of(fixture), strict_dates=strict, base=base_of(fixture))
    assert spots_of(result.findings) == marked
    rule = fixture.parent.name
    if fixture.name.startswith("fail"):
        assert rule in {name for _, _, name in marked}, "a fail fixture marks its own rule"
    else:
        assert fixture.name.startswith("pass")
        assert rule not in {name for _, _, name in marked}, "a pass fixture does not"
    for finding in result.findings:
        assert "{" not in finding.message + finding.remedy
        assert finding.span.column >= 1
        assert (finding.span.line, finding.span.column) <= (
            finding.span.end_line,
            finding.span.end_column,
        )


# What a fixture cannot hold; see BREAKS in tests/policies.py.


def test_file_too_large(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    BREAKS["file-too-large"](policy)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {("terms.yaml", 1, "file-too-large"): 1}


def test_too_many_values(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    BREAKS["too-many-values"](policy)
    too_many = (policy / "terms.yaml").read_bytes()
    assert read("terms.yaml", too_many.removesuffix(b"- a\n")).problems == ()
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {("terms.yaml", MAX_VALUES, "too-many-values"): 1}


def test_too_many_problems(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    terms = policy / "terms.yaml"
    terms.write_bytes(b"terms:\n" + b"- ~\n" * (MAX_PROBLEMS - 1))
    few = compile_policy(str(policy), AS_OF).findings
    assert spots_of(few) == {("terms.yaml", 2 + n, "empty-value"): 1 for n in range(99)}
    BREAKS["too-many-problems"](policy)
    many = compile_policy(str(policy), AS_OF).findings
    last = MAX_PROBLEMS + 1
    expects = {("terms.yaml", 2 + n, "empty-value"): 1 for n in range(MAX_PROBLEMS)}
    assert spots_of(many) == expects | {("terms.yaml", last, "too-many-problems"): 1}
    assert many[-1].rule.id == "too-many-problems"


def test_a_file_of_exactly_the_bound_is_not_too_large(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    terms = policy / "terms.yaml"
    text = terms.read_bytes()
    terms.write_bytes(text + b"#" * (MAX_BYTES - len(text)))
    assert compile_policy(str(policy), AS_OF).findings == ()


def test_not_a_plain_file(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    BREAKS["not-a-plain-file"](policy)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {("terms.yaml", 1, "not-a-plain-file"): 1}


def test_unsafe_file_name(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    BREAKS["unsafe-file-name"](policy)
    (finding,) = (
        f for f in compile_policy(str(policy), AS_OF).findings if f.rule.id == "unsafe-file-name"
    )
    assert finding.severity is Severity.ERROR
    assert finding.span.path == "sections/a\\x1bb.yaml"


def test_unreadable_file(tmp_path: Path) -> None:
    with unreadable("terms.yaml"):
        result = compile_policy(str(overlay(tmp_path)), AS_OF)
    assert spots_of(result.findings) == {("terms.yaml", 1, "unreadable-file"): 1}
    assert result.findings[0].message == "terms.yaml cannot be read: permission denied"


@pytest.mark.parametrize("folder", ["policy/schemas", "schemas"])
def test_schema_copy_drifted(folder: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    copies = tmp_path / folder
    copy_schemas(copies)
    assert drifted_copies(str(policy)) == []
    (copies / "house.schema.json").write_bytes(b"{}")
    (copies / "measures.schema.json").unlink()
    assert drifted_copies(str(policy)) == []
    drift(copies)
    shown = "schemas/terms.schema.json" if folder != "schemas" else "../schemas/terms.schema.json"
    findings = tuple(drifted_copies(str(policy)))
    assert spots_of(findings) == {(shown, 1, "schema-copy-drifted"): 1}
    assert findings[0].severity is Severity.WARNING
    # It is a matter of the editor's, not of the policy: only `klar check` looks.
    assert compile_policy(str(policy), AS_OF).findings == ()
    checked = klar("check", "-C", policy, "--as-of", AS_OF, "--format", "concise")
    assert checked.returncode == 0
    assert checked.stdout.endswith(" [schema-copy-drifted]\n")
    strict = klar("check", "-C", policy, "--rule", "schema-copy-drifted", "--fail-on", "warning")
    assert strict.returncode == 1


# What was released; see test_history.py


def broken(policy: Path, rule: str) -> tuple[Finding, ...]:
    """What is found of the releases of a policy once something has broken them."""
    assert broken_releases(history_of(str(policy))) == []
    BREAKS[rule](policy)
    assert {f.rule.id for f in compile_policy(str(policy), AS_OF).findings} == set()
    checked = klar("check", "-C", policy, "--as-of", AS_OF, "--rule", rule)
    assert checked.returncode == 1
    return tuple(broken_releases(history_of(str(policy))))


def test_release_altered(tmp_path: Path) -> None:
    findings = broken(overlay(tmp_path), "release-altered")
    place = ("releases/1.0.0/nb/statement.html", 1, "release-altered")
    assert spots_of(findings) == {place: 1}
    assert findings[0].severity is Severity.ERROR


def test_release_missing(tmp_path: Path) -> None:
    findings = broken(overlay(tmp_path), "release-missing")
    place = ("releases/1.0.0/sv/statement.html", 1, "release-missing")
    assert spots_of(findings) == {place: 1}


def test_a_version_that_is_not_listed_is_a_warning(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    release(policy)
    release(policy, "1.1.0", day="2026-02-01")
    sums = policy / "releases" / "SHA256SUMS"
    sums.write_text(sums.read_text().splitlines(True)[0])
    findings = broken_releases(history_of(str(policy)))
    assert spots_of(tuple(findings)) == {("releases/1.1.0", 1, "release-missing"): 1}
    assert findings[0].severity is Severity.WARNING
    # What nobody can have released is named by `klar history` alone.
    (policy / "releases" / "1.1.0").rename(policy / "releases" / "notes")
    assert broken_releases(history_of(str(policy))) == []


def test_release_out_of_line(tmp_path: Path) -> None:
    findings = broken(overlay(tmp_path), "release-out-of-line")
    assert spots_of(findings) == {("releases/SHA256SUMS", 1, "release-out-of-line"): 1}
    assert findings[0].message == (
        "releases/SHA256SUMS: 1.1.0 and 1.2.0 both follow 1.0.0: two branches both released"
    )


# What findings say


NOT_WAIVABLE = [
    "dangling-link",
    "duplicate-id",
    "emergency-correction",
    "text-missing-language",
    "text-with-markup",
    "unknown-reference",
]


def test_what_would_break_the_page_is_mended_not_waived() -> None:
    assert [rule.info.id for rule in catalogue.rules() if not rule.waivable] == NOT_WAIVABLE


@pytest.mark.parametrize("rule", NOT_WAIVABLE)
def test_a_waiver_for_what_cannot_be_waived(rule: str, tmp_path: Path) -> None:
    fixture = RULES / "waiver-for-unknown-rule" / f"fail-{rule}"
    result = compile_policy(str(overlay(tmp_path, fixture)), AS_OF)
    (waiver,) = result.policy.waivers
    about, flagged = sorted(result.findings, key=lambda f: f.rule.id != "waiver-for-unknown-rule")
    assert about.message == f"'{rule}' cannot be waived, only mended"
    assert (flagged.rule.id, flagged.route) == (rule, waiver.target), "else the fixture shows none"
    assert flagged.waived is None


def test_an_unused_waiver_suggests_the_route_that_was_meant(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / "waiver-unused" / "pass-used")
    waivers = policy / "waivers.yaml"
    waivers.write_text(waivers.read_text().replace("enquiries/retention", "enquiry/retention"))
    result = compile_policy(str(policy), AS_OF)
    (message,) = (f.message for f in result.findings if f.rule.id == "waiver-unused")
    assert message == (
        "nothing to waive: retention-not-stated does not flag enquiry/retention"
        "; did you mean 'enquiries/retention'?"
    )


def messages_of(tmp_path: Path, fixture: str) -> list[str]:
    """What a fixture's findings of its own rule say, in the order of the source."""
    result = compile_policy(str(overlay(tmp_path, RULES / fixture)), AS_OF)
    return [f.message for f in result.findings if f.rule.id == fixture.split("/", maxsplit=1)[0]]


def test_a_link_to_what_is_on_no_page_says_so(tmp_path: Path) -> None:
    assert messages_of(tmp_path, "dangling-link/fail-on-no-page") == [
        f"the link to {target!r} leads to something that is on no page (nb)"
        for target in ("orders/purposes", "complaint-guidance", "security")
    ]


def test_lists_that_are_too_deep_or_in_a_phrase_are_called_so(tmp_path: Path) -> None:
    deep = messages_of(tmp_path / "deep", "text-with-markup/fail-list-inside-three-others")
    assert set(deep) == {"the text holds a list inside three others (nb)"}
    phrases = messages_of(tmp_path / "phrase", "text-with-markup/fail-list-in-a-phrase")
    assert set(phrases) == {f"the text holds a list in a phrase ({c})" for c in ("nb", "da", "sv")}


def test_only_a_near_language_is_suggested(tmp_path: Path) -> None:
    messages = messages_of(tmp_path, "text-in-undeclared-language/fail-english")
    assert set(messages) == {f"the statement has no language {code!r}" for code in ("en", "no")}


def test_a_route_that_is_no_consent_is_called_so(tmp_path: Path) -> None:
    assert messages_of(tmp_path, "unknown-reference/fail-route-that-is-no-consent") == [
        "there is no consent situation 'newsletter/purposes/news'"
    ]


def legal_of(tmp_path: Path, fixture: str) -> set[tuple[str, ...]]:
    """What a fixture's findings of its own rule rest on."""
    policy = overlay(tmp_path, RULES / fixture)
    result = compile_policy(str(policy), day_of(RULES / fixture))
    return {f.legal for f in result.findings if f.rule.id == fixture.split("/", maxsplit=1)[0]}


def test_findings_cite_article_13_or_14_by_the_source_of_the_data(tmp_path: Path) -> None:
    # Data from the person, and data from elsewhere; a rule that all share cites both.
    assert legal_of(tmp_path / "13", "retention-not-stated/fail-none") == {("GDPR 13(2)(a)",)}
    assert legal_of(tmp_path / "both", "dpo-without-contact/fail-no-channels") == {
        ("GDPR 13(1)(b)", "GDPR 14(1)(b)", "GDPR 37(7)")
    }


def test_findings_cite_the_acts_of_their_own_markets(tmp_path: Path) -> None:
    (legal,) = legal_of(
        tmp_path, "retention-shorter-than-law/fail-one-countrys-period-in-all-markets"
    )
    assert [one for one in legal if not one.startswith("GDPR ")] == [
        "SE bokföringslagen 7 kap. 2 §"
    ]


def test_a_code_of_no_country_is_refused_without_a_list_of_them_all(tmp_path: Path) -> None:
    assert messages_of(tmp_path, "invalid-value/fail-country-codes") == [
        "'no' is the code of no country; did you mean 'NO'?",
        "'EL' is the code of no country; did you mean 'GR'?",
        "'XX' is the code of no country",
        "'UK' is the code of no country; did you mean 'GB'?",
        "'sverige' is the code of no country",
    ]


def test_messages_say_what_the_editor_wrote_and_not_what_it_is_called(tmp_path: Path) -> None:
    told = messages_of(tmp_path, "mandatory-point-hedged/fail-each-point-of-an-activity")
    assert told[0] == (
        "the purpose 'å tilby bedrifter lampene våre' is stated with the reservation 'possibly'"
    )
    assert "the role 'with-directory' is stated with the reservation 'in some cases'" in told


def test_a_recipient_that_is_a_legal_entity_has_its_name(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    recipients = policy / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    named = "name: Eksempel Drift AB"
    assert named in text
    recipients.write_text(text.replace(named, "entity: fjordlys"), encoding="utf-8")
    context = compile_policy(str(policy), AS_OF).context
    assert context.name(context.policy.recipients["it-host"]) == "Fjordlys Eksempel AS"


def test_a_field_that_is_missing_is_explained_and_a_constant_written_as_in_yaml(
    tmp_path: Path,
) -> None:
    policy = overlay(tmp_path)
    rights = policy / "rights.yaml"
    text = rights.read_text(encoding="utf-8")
    rights.write_text(text.replace("  within: P1M\n", "  within: P1M\n  free: false\n"), "utf-8")
    organisation = policy / "organisation.yaml"
    text = organisation.read_text(encoding="utf-8")
    organisation.write_text(
        text.replace("  city: Bergen\n  country: NO", "  city: Bergen"), "utf-8"
    )
    told = {f.rule.id: f for f in compile_policy(str(policy), AS_OF).findings}
    assert told["invalid-value"].message == "false is not true"
    assert "Write true where" in told["invalid-value"].remedy
    assert told["missing-field"].remedy == "Add `country`. The country."
