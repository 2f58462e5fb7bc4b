"""`klar duties`: what the statement owes its readers, and where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from checker import catalogue
from checker.engine import Result, compile_policy
from checker.law.book import Book
from checker.model import anchor
from checker.render.site import render_files
from checker.report.duties import owed
from checker.report.duties.html import html_matrix
from checker.report.duties.json_matrix import json_matrix
from checker.report.duties.markdown import markdown_matrix
from checker.report.duties.matrix import Cell, Matrix, State, build_matrix
from checker.report.duties.text import text_matrix
from checker.source import read
from tests.policies import STARTER, overlay
from tests.running import STATEMENT, TODAY, klar
from tests.test_pages import browser
from tests.test_rules import FIXTURES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

DUTIES = Book().duties()
BY_ID = {duty.id: duty for duty in DUTIES}
SCHEMA = json.loads((Path(__file__).parent / "duties-output.schema.json").read_text())


def matrix_of(policy: Path, as_of: str = TODAY, *, with_waivers: bool = True) -> Matrix:
    return build_matrix(compile_policy(str(policy), as_of, with_waivers=with_waivers))


def cell(matrix: Matrix, duty: str, column: str | None) -> Cell:
    (found,) = (
        one
        for one in matrix.cells
        if one.duty.id == duty and (one.column.id if one.column else None) == column
    )
    return found


def anchors(result: Result) -> set[str]:
    """The anchors of the published page."""
    files = render_files(result.policy, (), draft=False)
    (first, *_) = json.loads(files["manifest.json"])["languages"]
    return {str(one) for one in first["anchors"]}


# The duties

CHECKLIST = {
    "13(1)(a)": "controller",
    "13(1)(b)": "data-protection-officer",
    "13(1)(c)": "purposes-and-bases",
    "13(1)(d)": "legitimate-interests",
    "13(1)(e)": "recipients",
    "13(1)(f)": "transfers",
    "13(2)(a)": "retention",
    "13(2)(b)": "rights",
    "13(2)(c)": "withdrawal",
    "13(2)(d)": "complaint",
    "13(2)(e)": "provision",
    "13(2)(f)": "automated-decisions",
    "13(3)": "new-purposes",
    "13(4)": "exceptions",
    "14(1)(a)": "controller",
    "14(1)(b)": "data-protection-officer",
    "14(1)(c)": "purposes-and-bases",
    "14(1)(d)": "categories",
    "14(1)(e)": "recipients",
    "14(1)(f)": "transfers",
    "14(2)(a)": "retention",
    "14(2)(b)": "legitimate-interests",
    "14(2)(c)": "rights",
    "14(2)(d)": "withdrawal",
    "14(2)(e)": "complaint",
    "14(2)(f)": "source",
    "14(2)(g)": "automated-decisions",
    "14(3)": "timing",
    "14(4)": "new-purposes",
    "14(5)": "exceptions",
    "12(1)": "clear-language",
    "12(2)": "handling-requests",
    "12(3)": "handling-requests",
    "12(4)": "handling-requests",
    "12(5)": "free-of-charge",
    "12(7)": "icons",
    "26(2)": "joint-controllers",
    "27": "representative",
    "21(4)": "objection",
    "7(3)": "easy-withdrawal",
    "7(2)": "separate-consent",
    "77": "complaint",
    "78": "remedies",
    "79": "remedies",
    "82": "remedies",
    "8": "children",
    "9(2)": "special-categories",
    "10": "criminal-offences",
    "87": "national-id",
    "19": "notification",
    "22(3)": "automated-decisions",
    "28(3)": "processor-contracts",
    "30(1)": "records",
    "37(7)": "data-protection-officer",
    "47(2)(g)": "binding-corporate-rules",
    "49(1)": "derogations",
    "49(1)(a)": "derogations",
}
"""The points of the law that ask for information, and the duty in which each is found."""


@pytest.mark.parametrize("point", CHECKLIST)
def test_every_point_of_the_law_has_its_row(point: str) -> None:
    duty = BY_ID[CHECKLIST[point]]
    assert f"GDPR {point}" in duty.references
    if point.startswith("13("):
        assert f"GDPR {point}" in duty.collected
    if point.startswith("14("):
        assert f"GDPR {point}" in duty.obtained


def test_art_13_asks_for_no_source_and_no_categories_and_art_14_for_no_provision() -> None:
    assert not BY_ID["source"].collected
    assert not BY_ID["categories"].collected
    assert not BY_ID["provision"].obtained


def test_ids_are_given_once_and_every_reference_resolves() -> None:
    assert len(BY_ID) == len(DUTIES)
    for duty in DUTIES:
        for reference in duty.references:
            assert Book().title(reference), reference


def test_a_duty_has_a_function_unless_no_page_can_show_it() -> None:
    of_activities = {*owed.OF_PROCESSING, *owed.OF_ACTIVITIES}
    assert not owed.OF_PROCESSING.keys() & owed.OF_ACTIVITIES.keys()
    shown = {duty.id for duty in DUTIES if not duty.not_shown}
    assert shown == of_activities | owed.OF_THE_STATEMENT.keys()
    for duty in DUTIES:
        assert (duty.concerns == "activity") == (duty.id in of_activities), duty.id


def test_every_rule_serves_a_duty_that_has_a_row() -> None:
    for info in catalogue.every_rule().values():
        assert info.duty in BY_ID, info.id


# Whole policies

SERVED = {info.duty for info in catalogue.every_rule().values()}
"""The duties for which there is a rule."""


@pytest.mark.parametrize("with_waivers", [True, False], ids=["waived", "unwaived"])
@pytest.mark.parametrize("policy", [STARTER, STATEMENT], ids=["starter", "statement"])
def test_what_is_stated_is_on_the_page_and_what_is_missing_has_a_finding(
    policy: Path, with_waivers: bool
) -> None:
    result = compile_policy(str(policy), TODAY, with_waivers=with_waivers)
    page = anchors(result)
    for one in build_matrix(result).cells:
        assert bool(one.why) == (one.state is State.NOT_APPLICABLE)
        for place in one.stated:
            assert place.anchor in page
            assert place.span
            assert result.routes.exists(place.route)
        for place in one.lacking:
            assert place.anchor is None
        if one.state is State.STATED:
            assert one.stated
        if one.state is State.MISSING and one.duty.id in SERVED:
            assert one.findings, (one.duty.id, one.column and one.column.id, one.lacking)
        if one.state is State.WAIVED:
            assert any(finding.waived for finding in one.findings)


def test_the_starter_lacks_nothing() -> None:
    states = {one.state for one in matrix_of(STARTER).cells}
    assert states == {State.STATED, State.NOT_APPLICABLE}


def test_the_statement_has_a_column_for_each_activity() -> None:
    columns = matrix_of(STATEMENT).columns
    files = {path.stem for path in (STATEMENT / "activities").glob("*.yaml")}
    assert {one.id for one in columns if one.kind == "activity"} == files
    assert len(files) == 31


RULES = {rule.info.id for rule in catalogue.rules()}
FLAWED = [path for path in FIXTURES if path.parent.name in RULES and path.name.startswith("fail-")]


@pytest.mark.parametrize("fixture", FLAWED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_finding_stands_in_a_cell_of_its_duty(fixture: Path, tmp_path: Path) -> None:
    result = compile_policy(str(overlay(tmp_path, fixture)), TODAY)
    assert result.complete
    rows = {row.duty.id: row for row in build_matrix(result).rows}
    for finding in result.findings:
        assert any(finding in one.findings for one in rows[finding.rule.duty].cells), finding


# Nothing is stated that the page does not show


def edit(policy: Path, file: str, change: Callable[[Any], object]) -> None:
    path = policy / file
    value = read(file, path.read_bytes()).value
    change(value)
    path.write_text(json.dumps(value))


def without(*path: str | int) -> Callable[[Any], object]:
    """Removes what stands at a path."""

    def change(value: Any) -> None:
        for step in path[:-1]:
            value = value[step]
        del value[path[-1]]

    return change


REMOVALS = [
    ("controller", "newsletter", "organisation.yaml", ("roles",)),
    ("data-protection-officer", None, "organisation.yaml", ("officers", 0, "channels")),
    ("purposes-and-bases", "enquiries", "activities/enquiries.yaml", ("purposes",)),
    ("purposes-and-bases", "enquiries", "activities/enquiries.yaml", ("bases",)),
    ("legitimate-interests", "leads", "activities/leads.yaml", ("bases", 0, "interests")),
    ("transfers", "newsletter", "recipients.yaml", ("recipients", 2, "transfers")),
    ("transfers", "newsletter", "recipients.yaml", ("recipients", 2, "transfers", 0, "copy")),
    ("retention", "leads", "activities/leads.yaml", ("retention",)),
    ("rights", None, "rights.yaml", ("rights", 2)),
    ("objection", "enquiries", "rights.yaml", ("rights", 4)),
    ("complaint", None, "rights.yaml", ("complaints",)),
    ("provision", "enquiries", "activities/enquiries.yaml", ("provision",)),
    ("source", "leads", "activities/leads.yaml", ("sources",)),
]


@pytest.mark.parametrize(
    ("duty", "column", "file", "path"), REMOVALS, ids=lambda value: str(value).replace("/", "-")
)
def test_what_is_removed_is_missing_and_gone_from_the_page(
    duty: str, column: str | None, file: str, path: tuple[str | int, ...], tmp_path: Path
) -> None:
    policy = overlay(tmp_path)
    before = compile_policy(str(policy), TODAY)
    stated = cell(build_matrix(before), duty, column)
    assert stated.state is State.STATED
    edit(policy, file, without(*path))
    after = compile_policy(str(policy), TODAY)
    assert after.complete
    gone = cell(build_matrix(after), duty, column)
    assert gone.state is State.MISSING
    assert gone.lacking or gone.findings
    page = anchors(after)
    removed = [place for place in stated.stated if not after.routes.exists(place.route)]
    assert removed or not gone.lacking or duty == "data-protection-officer"
    for place in removed:
        if place.anchor == anchor(place.route):
            assert place.anchor not in page


def test_categories_are_told_as_data_or_by_their_sources(tmp_path: Path) -> None:
    policy = overlay(tmp_path)

    def name_no_data(value: Any) -> None:
        del value["data"]
        for source in value["sources"]:
            source.pop("data", None)

    edit(policy, "activities/leads.yaml", name_no_data)
    found = cell(matrix_of(policy), "categories", "leads")
    assert found.state is State.MISSING
    assert [one.rule.id for one in found.findings] == ["categories-not-stated"]


def test_recipients_are_told_at_the_activity_or_by_a_sharing_rule(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "activities/enquiries.yaml", without("disclosures"))
    general = cell(matrix_of(policy), "recipients", "enquiries")
    assert [place.route for place in general.stated] == [
        "duty-to-hand-over/disclosures/to-authorities"
    ]

    def narrow(value: Any) -> None:
        value["rules"][0]["applies_to"] = ["leads"]

    edit(policy, "sharing.yaml", narrow)
    found = cell(matrix_of(policy), "recipients", "enquiries")
    assert found.state is State.MISSING
    assert [one.rule.id for one in found.findings] == ["recipients-not-stated"]


def test_what_no_section_shows_is_missing(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    for file in (policy / "sections").glob("*.yaml"):

        def hide(value: Any) -> None:
            value["content"] = [
                block for block in value["content"] if block.get("show") not in HIDDEN
            ] or [{"id": "nothing", "text": value["title"]}]

        edit(policy, f"sections/{file.name}", hide)
    result = compile_policy(str(policy), TODAY)
    assert result.complete
    matrix = build_matrix(result)
    for duty, column in (("rights", None), ("complaint", None), ("objection", "enquiries")):
        found = cell(matrix, duty, column)
        assert found.state is State.MISSING
        assert all(place.on_no_page and place.span for place in found.lacking)
    officer = cell(matrix, "data-protection-officer", None)
    assert officer.state is State.MISSING
    assert officer.lacking[0].on_no_page


HIDDEN = ("rights", "complaints", "officers")


def test_an_activity_in_no_section_is_missing_throughout(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    for file in (policy / "sections").glob("*.yaml"):

        def hide(value: Any) -> None:
            for block in value["content"]:
                if "enquiries" in block.get("activities", ()):
                    block["activities"].remove("enquiries")
                    if not block["activities"]:
                        value["content"].remove(block)
            value["content"] = value["content"] or [{"id": "nothing", "text": value["title"]}]

        edit(policy, f"sections/{file.name}", hide)
    matrix = matrix_of(policy)
    for duty in ("purposes-and-bases", "legitimate-interests", "retention", "provision"):
        found = cell(matrix, duty, "enquiries")
        assert found.state is State.MISSING
        assert all(place.on_no_page for place in found.lacking)


def test_words_that_the_page_leaves_out_are_no_evidence(tmp_path: Path) -> None:
    """A copy route is text inside its transfer: the transfer alone does not state it."""
    policy = overlay(tmp_path)
    found = cell(matrix_of(policy), "transfers", "newsletter")
    (place,) = (one for one in found.stated if one.route.endswith("/copy"))
    assert place.anchor == "mail-service--transfers--australia"

    def say_nothing(value: Any) -> None:
        for language in ("da", "nb", "sv"):
            value["recipients"][2]["transfers"][0]["copy"][language] = "…"

    edit(policy, "recipients.yaml", say_nothing)
    assert cell(matrix_of(policy), "transfers", "newsletter").state is State.MISSING


# States and reasons


@pytest.mark.parametrize(
    ("duty", "column", "why"),
    [
        ("provision", "leads", "the person does not provide the data"),
        ("categories", "newsletter", "all data come from the person"),
        ("withdrawal", "leads", "nothing rests on consent"),
        ("transfers", "leads", "no transfer outside the EEA is stated"),
        ("joint-controllers", "leads", "no joint controllers"),
    ],
)
def test_what_does_not_apply_says_why(duty: str, column: str, why: str) -> None:
    found = cell(matrix_of(STARTER), duty, column)
    assert (found.state, found.why) == (State.NOT_APPLICABLE, why)


def test_data_without_a_source_are_not_said_to_come_from_the_person(tmp_path: Path) -> None:
    policy = overlay(tmp_path)

    def forget(value: dict[str, Any]) -> None:
        value["sources"][0]["data"].remove("name")

    edit(policy, "activities/orders.yaml", forget)
    found = cell(matrix_of(policy), "categories", "orders")
    assert found.why == "where some of the data come from is not stated: see source"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"visibility": "internal"}, "internal: not in the public statement"),
        (
            {"roles": [{"id": "us", "role": "processor", "who": ["fjordlys"]}]},
            "processor only: the controller informs",
        ),
        (
            {"exceptions": [{"id": "law", "article": "14(5)(c)", "reason": "The act says so."}]},
            "exception claimed: GDPR 14(5)(c)",
        ),
    ],
    ids=["internal", "processor", "exception"],
)
def test_what_owes_nothing_says_why(change: dict[str, Any], why: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "activities/leads.yaml", lambda value: value.update(change))
    for duty in ("purposes-and-bases", "retention", "categories"):
        found = cell(matrix_of(policy), duty, "leads")
        assert (found.state, found.why) == (State.NOT_APPLICABLE, why)


def test_a_finding_on_what_is_shared_concerns_those_that_use_it_only() -> None:
    matrix = matrix_of(STATEMENT, with_waivers=False)
    for rule, duty, named in (
        ("retention-document-unknown", "retention", "cookie-statement"),
        ("recipient-not-described", "recipients", "cookie-recipients"),
    ):
        users = {
            one.column.id
            for one in matrix.cells
            if one.duty.id == duty
            and one.column
            and any(f.rule.id == rule and f.route.split("/")[0] == named for f in one.findings)
        }
        assert users == {
            "analytics-cookies",
            "functional-cookies",
            "marketing-cookies",
            "necessary-cookies",
        }


WAIVER = """\
waivers:
  - rule: dpo-without-contact
    route: dpo/channels
    kind: to-mend
    reason: The officer's address is being set up.
    owner: Chief Privacy Officer
    until: 2027-03-31
"""


def test_a_gap_is_waived_if_all_that_is_found_there_is(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "organisation.yaml", without("officers", 0, "channels"))
    (policy / "waivers.yaml").write_text(WAIVER)
    found = cell(matrix_of(policy), "data-protection-officer", None)
    assert found.state is State.WAIVED
    assert [one.waived.until for one in found.findings if one.waived] == ["2027-03-31"]
    shown = cell(matrix_of(policy, with_waivers=False), "data-protection-officer", None)
    assert shown.state is State.MISSING


def test_a_gap_that_no_finding_explains_is_never_waived(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "organisation.yaml", without("officers", 0, "channels"))
    (policy / "waivers.yaml").write_text(WAIVER)
    for file in (policy / "sections").glob("*.yaml"):

        def hide(value: Any) -> None:
            value["content"] = [
                block for block in value["content"] if block.get("show") != "officers"
            ] or [{"id": "nothing", "text": value["title"]}]

        edit(policy, f"sections/{file.name}", hide)
    found = cell(matrix_of(policy), "data-protection-officer", None)
    assert found.state is State.MISSING


# Formats

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "| **fat** | [link](javascript:alert(1)) `code` <!-- -->",
    "{{ 7 * 7 }} {% raw %} {# #}",
    "x" * 3000,
    "a very long title " * 200,
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "</style></title></td></table>",
]


class Elements(HTMLParser):
    """The elements of a page, and whether each that must be closed is, in order."""

    VOID = ("meta", "br", "link", "img")

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser.seen


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_breaks_a_format(title: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)

    def rename(value: Any) -> None:
        value["title"] = dict.fromkeys(("da", "nb", "sv"), title)
        del value["retention"]

    edit(policy, "activities/leads.yaml", rename)
    result = compile_policy(str(policy), TODAY)
    matrix = build_matrix(result)
    root = str(policy)
    page = html_matrix(matrix, result, root, "https://example.com/")
    names = {name for name, _ in elements(page)}
    assert not names & {"script", "img", "b-x"}
    assert "49" not in {text.strip() for text in re.findall(r">([^<]*)<", page)}
    document = json.loads(json_matrix(matrix, result, root))
    jsonschema.validate(document, SCHEMA)
    for table in re.findall(r"(?m)(?:^\|.*\n)+", markdown_matrix(matrix, result, root)):
        rows = table.splitlines()
        cells = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
        assert len(set(cells)) == 1, rows
        assert not any(re.search(r"(?<!\\)<(?!br>|!-- -->)", row) for row in rows)
    for line in text_matrix(matrix, root, in_full=True):
        assert "\n" not in line
        assert line.isprintable()


def test_the_json_of_the_statement_fits_its_schema_and_counts_every_cell() -> None:
    run = klar("duties", "-C", STATEMENT, "--as-of", TODAY, "--format", "json")
    assert run.returncode == 0
    document = json.loads(run.stdout)
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    cells = [one for duty in document["duties"] for one in duty["cells"]]
    assert sum(document["summary"].values()) == len(cells)
    columns = len(document["columns"])
    for duty in document["duties"]:
        assert len(duty["cells"]) == (columns if duty["concerns"] == "activity" else 1)
    assert document["format_version"] == 1


def test_the_text_fits_a_terminal_and_names_every_gap() -> None:
    run = klar("duties", "-C", STATEMENT, "--as-of", TODAY, "--no-waivers")
    assert run.returncode == 0
    for line in run.stdout.splitlines():
        # Only what cannot be broken, a path, is ever longer.
        assert len(line) <= 80 or " " not in line.strip().split(": ")[-1], line
    assert "\x1b[" not in run.stdout
    words = " ".join(run.stdout.split())
    for one in matrix_of(STATEMENT, with_waivers=False).cells:
        if one.state is State.MISSING and one.column:
            assert re.search(rf"\b{one.column.id}\b", words)


def test_one_activity_and_one_duty_are_shown_in_full() -> None:
    run = klar("duties", "-C", STARTER, "--activity", "leads", "--duty", "source")
    assert run.returncode == 0
    assert "leads: stated" in run.stdout
    assert "activities/leads.yaml:" in run.stdout
    assert "#leads--sources--company-registers" in run.stdout
    assert "[retention]" not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--activity", "leeds"), "there is no activity or sharing rule 'leeds'. Did you mean"),
        (("--duty", "sauce"), "there is no duty 'sauce'. Did you mean 'source'?"),
        (("--page", "javascript:alert(1)"), "http"),
        (("--as-of", "yesterday"), "no date"),
    ],
)
def test_a_slip_is_wrong_usage(arguments: tuple[str, str], says: str) -> None:
    run = klar("duties", "-C", STARTER, *arguments)
    assert run.returncode == 2
    assert says in " ".join(run.stderr.split())


def test_a_policy_that_cannot_be_read_has_no_matrix(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "rights.yaml").write_text("\t")
    run = klar("duties", "-C", policy)
    assert (run.returncode, run.stdout) == (3, "")
    assert "run `klar check`" in run.stderr


def test_a_page_has_headers_for_its_cells_and_links_to_the_published_one() -> None:
    result = compile_policy(str(STATEMENT), TODAY)
    matrix = build_matrix(result)
    page = html_matrix(matrix, result, str(STATEMENT), "https://example.com/privacy")
    seen = elements(page)
    assert all(
        attributes.get("scope") in ("row", "col") for name, attributes in seen if name == "th"
    )
    ids = [attributes["id"] for _, attributes in seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    published = anchors(result)
    for name, attributes in seen:
        if name == "a":
            address = attributes["href"] or ""
            base, _, target = address.partition("#")
            assert base in ("", "https://example.com/privacy")
            assert target in (published if base else ids)
    assert any(name == "a" and "example.com" in (a["href"] or "") for name, a in seen)
    assert "<script" not in page


CONTRAST = """() => {
  const channel = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => channel(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const low = [];
  for (const element of document.querySelectorAll('h1,h2,p,li,th,td,a,code,b,.law,.state')) {
    const ink = light(getComputedStyle(element).color);
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (ratio < 4.5) low.push(element.outerHTML.slice(0, 80));
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_readable_on_any_screen(
    browser: Browser, width: int, scheme: Any, tmp_path: Path
) -> None:
    result = compile_policy(str(STATEMENT), TODAY)
    file = tmp_path / "duties.html"
    file.write_text(html_matrix(build_matrix(result), result, str(STATEMENT), None))
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.scripts.length") == 0
    assert asked == [file.as_uri()]
    assert page.evaluate(CONTRAST) == []
    page.close()
