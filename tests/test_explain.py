"""`klar explain`: every rule has an example, and it is what klar says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import catalogue
from checker.finding import Certainty, RuleInfo, Severity
from checker.law.book import Book
from checker.report.rule_page import EXAMPLE_WIDTH, rule_page
from tests.examples import EXAMPLES, MOST, ROOT, example, excerpt, fixture_of
from tests.policies import BREAKS, overlay
from tests.running import klar
from tests.test_rules import AS_OF, expected

EVERY_RULE = catalogue.every_rule()
WITH_FIXTURE = sorted(set(EVERY_RULE) - set(BREAKS) - {"unreadable-file"})


def shipped(rule: str) -> str:
    """The example of a rule as it ships."""
    return (EXAMPLES / f"{rule}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_an_example_is_what_klar_says_today(rule: str, tmp_path: Path) -> None:
    today = example(rule, tmp_path)
    assert shipped(rule) == today, "run `make examples` and look at what changed"
    assert f"[{rule}]:" in today
    assert "expect:" not in today
    # A route is never broken, so that it can be copied.
    lines = [line for line in today.splitlines() if not line.lstrip().startswith("= route: ")]
    assert max(map(len, lines)) <= EXAMPLE_WIDTH


def test_every_example_is_of_a_rule() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {f"{rule}.txt" for rule in EVERY_RULE}


@pytest.mark.parametrize("rule", WITH_FIXTURE)
def test_an_example_is_of_a_finding_its_fixture_marks(rule: str) -> None:
    (place,) = re.findall(rf"^ *--> {ROOT}/(.+):(\d+):\d+$", shipped(rule), re.MULTILINE)
    assert (place[0], int(place[1]), rule) in expected(fixture_of(rule))


@pytest.mark.parametrize("rule", ["dpo-without-contact", "one-way-of-contact", "waiver-twice"])
def test_an_example_is_what_the_command_prints(rule: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path, fixture_of(rule))
    policy.rename(tmp_path / ROOT)
    run = klar("check", "--as-of", AS_OF, cwd=tmp_path, COLUMNS=str(EXAMPLE_WIDTH))
    printed = re.sub(r" +# expect: .*", "", run.stdout)
    finding = re.sub(r"\A.+\n\n(    .*\n)+\n", "", shipped(rule))
    assert finding.startswith(f"{EVERY_RULE[rule].severity}[{rule}]: ")
    assert finding in printed


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("info", EVERY_RULE.values(), ids=lambda info: info.id)
def test_a_page_fits_and_has_its_sections(info: RuleInfo, width: int) -> None:
    lines = list(rule_page(info, Book(), width=width))
    assert lines[0] == f"{info.id} ({info.severity}, {info.certainty})"
    page = "\n".join(lines)
    assert [line for line in lines if line in TITLES] == [
        title for title in TITLES if title != "Law" or info.legal
    ]
    # Ids and routes are never broken, so that they can be copied.
    wrapped = [line for line in lines[1:] if not line.lstrip().startswith("= route: ")]
    assert max(map(len, wrapped)) <= width
    assert " ".join(info.page.split()) in " ".join(page.split())
    assert f"({info.duty})" in page
    assert f"{info.severity}[{info.id}]:" in page


TITLES = ("Why", "Mend", "Limits", "Duty", "Law", "Example")


def test_the_law_stands_with_its_titles_each_once_and_how_well_it_is_verified() -> None:
    page = "\n".join(rule_page(EVERY_RULE["change-notice-not-promised"], Book(), width=200))
    law = page.split("\nLaw\n")[1].split("\n\n")[0].splitlines()
    assert [line.split(":")[0].strip() for line in law] == [
        "GDPR 13(3)",
        "GDPR 14(4)",
        "WP260 rev.01",
    ]
    assert law[0].endswith(Book().title("GDPR 13(3)") or "no title")
    assert law[2].endswith(" (checked against a secondary source)")
    several = "\n".join(rule_page(EVERY_RULE["joint-arrangement-incomplete"], Book(), width=200))
    assert "    GDPR 26(1), GDPR 26(2): Joint controllers\n" in several


def test_a_section_may_have_several_paragraphs() -> None:
    page = "It is so.\n\nWhy\n    One.\n\n    Two.\n\nMend\n    Three.\n\nLimits\n    None."
    info = RuleInfo("unused-id", Severity.NOTE, Certainty.FACT, (), "m", "r", page, "exceptions")
    text = "\n".join(rule_page(info, Book()))
    assert "It is so.\n\nWhy\n    One.\n\n    Two.\n\nMend\n    Three.\n" in text


def test_a_page_is_coloured_on_request_only() -> None:
    plain = klar("explain", "unused-id")
    assert plain.returncode == 0
    assert "\x1b" not in plain.stdout
    coloured = klar("explain", "unused-id", "--color", "always").stdout
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain.stdout


# Excerpts

FILE = """\
# yaml-language-server: $schema=x
id: visitors
title:
  da: En
  sv: Två
roles:
  - id: first
    kind: a

  - id: second
    kind: b
    text:
      da: Tre
      sv: Fyra
    countries: [SE]
"""


def shown(text: str, start: str) -> str:
    """The excerpt around the line that starts so."""
    lines = text.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.strip().startswith(start))
    return "\n".join(excerpt(lines, at)) + "\n"


def test_a_line_with_content_is_shown_with_it_and_the_key_above() -> None:
    second = "    kind: b\n    text:\n      da: Tre\n      sv: Fyra\n    countries: [SE]\n"
    assert shown(FILE, "- id: second") == f"roles:\n  …\n  - id: second\n{second}"
    assert shown(FILE, "- id: first") == "roles:\n  - id: first\n    kind: a\n"


def test_a_line_without_content_is_shown_in_what_it_belongs_to() -> None:
    assert shown(FILE, "kind: a") == "roles:\n  - id: first\n    kind: a\n"
    assert shown(FILE, "da: Tre") == "- id: second\n  …\n  text:\n    da: Tre\n    sv: Fyra\n"


def test_what_lies_deeper_is_folded_where_it_is_long() -> None:
    names = ("first", "second", "third", "fourth")
    longer = FILE + "".join(f"  - id: {name}\n    kind: c\n" for name in names[2:])
    roles = "".join(f"  - id: {name} …\n" for name in names)
    assert shown(longer, "id: visitors") == f"id: visitors\ntitle: …\nroles:\n{roles}"
    longest = FILE + "".join(f"  - id: x{n}\n    kind: c\n" for n in range(9))
    assert shown(longest, "id: visitors") == "id: visitors\ntitle: …\nroles: …\n"
    items = "".join(f"  - id: x{n}\n    text:\n      da: {n}\n      sv: {n}\n" for n in range(5))
    assert shown(f"terms:\n{items}", "terms") == "terms:\n" + "".join(
        f"  - id: x{n}\n    text: …\n" for n in range(5)
    )


def test_of_what_cannot_be_folded_the_nearest_lines_are_shown() -> None:
    text = "list:\n" + "".join(f"  - item {n}.\n" for n in range(500))
    lines = shown(text, "- item 250.").splitlines()
    assert "- item 250." in lines
    assert len(lines) <= MOST
