"""The examples of `klar explain`: for each rule, what breaks it and what klar says.

`python -m tests.examples` (`make examples`) writes checker/examples/, one file for each rule, and
the README's picture of flows. An example is made of one of the rule's own failing fixtures, the
plainest: the lines around the first finding, with what lies deeper folded, and the finding as
`klar check` prints it. Where the defect is in no line (a file that is too large), the finding says
it all.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from checker import catalogue, resources
from checker.cli.drift import drifted_copies
from checker.cli.released import broken_releases, history_of
from checker.engine import Result, compile_policy
from checker.finding import Finding
from checker.report.rule_page import EXAMPLE_WIDTH
from checker.report.summary import printable, shown_path
from checker.report.text import text_report
from tests.policies import BREAKS, base_of, files_of, overlay, unreadable
from tests.running import ROOT as HOME
from tests.running import klar
from tests.test_rules import AS_OF, FIXTURES, day_of, expected

EXAMPLES = Path(resources.path("examples"))
PICTURE = HOME / ".github" / "images" / "flows.svg"
"""The picture of flows in the README, of an activity of the complete example."""
ROOT = "privacy_policy"
"""What the policy directory is called in the examples."""
MOST = 12
"""How many lines an example shows before it folds what lies deeper."""

_MARK = re.compile(rb"[ \t]*#\s*expect:[^\n]*")
_IN_A_LANGUAGE = re.compile(r"(da|nb|sv): ")


def example(rule: str, folder: Path) -> str:
    """The example of a rule, as its file holds it; `folder` is an empty one to work in."""
    result = _broken(rule, folder)
    finding = next(one for one in result.findings if one.rule.id == rule and not one.waived)
    parts = [_source(result, finding)] if _is_in_lines(result, finding) else []
    report = list(text_report(result._replace(findings=(finding,)), ROOT, width=EXAMPLE_WIDTH))
    # The report's last two lines count findings: of a policy, not of a rule.
    parts.append("\n".join(report[:-2]))
    return "\n\n".join(parts) + "\n"


def fixture_of(rule: str) -> Path:
    """The failing fixture that an example is made of: the one with the fewest findings."""
    own = [one for one in FIXTURES if one.parent.name == rule and one.name.startswith("fail")]
    # A plain case is soon named: of those alike it has the shortest name.
    return min(own, key=lambda one: (expected(one).total(), len(one.name), one.name))


def _broken(rule: str, folder: Path) -> Result:
    if rule == "unreadable-file":
        policy = overlay(folder)
        with unreadable("terms.yaml"):
            return compile_policy(str(policy), AS_OF)
    if rule in BREAKS:
        policy = overlay(folder)
        BREAKS[rule](policy)
        result = compile_policy(str(policy), AS_OF)
        beside = (*drifted_copies(str(policy)), *broken_releases(history_of(str(policy))))
        return result._replace(findings=(*result.findings, *beside))
    fixture = fixture_of(rule)
    policy = overlay(folder, fixture)
    for file in files_of(fixture):
        if (policy / file).exists():
            (policy / file).write_bytes(_MARK.sub(b"", (policy / file).read_bytes()))
    strict = fixture.name.endswith("-strict-dates")
    base = base_of(fixture)
    return compile_policy(str(policy), day_of(fixture), strict_dates=strict, base=base)


def _is_in_lines(result: Result, finding: Finding) -> bool:
    span = finding.span
    if (span.line, span.column) == (span.end_line, span.end_column):
        return False
    return bool(result.documents[span.path].lines[span.line - 1].strip())


def _source(result: Result, finding: Finding) -> str:
    span = finding.span
    lines = result.documents[span.path].lines
    shown = "\n".join(f"    {line}" for line in excerpt(lines, span.line - 1))
    day = "" if result.as_of == AS_OF else f", checked as of {result.as_of}"
    return f"{shown_path(ROOT, span.path)}{day}\n\n{shown}"


def excerpt(lines: list[str], at: int) -> list[str]:
    """The few lines of a file that show what the line with index `at` is about.

    These are what belongs to it, or if nothing does, what it belongs to; and the key above.
    """
    kept = [
        number
        for number, line in enumerate(lines)
        if number == at or (line.strip() and not line.startswith("# yaml-language-server"))
    ]
    texts = [printable(lines[number]) for number in kept]
    start, end = _block(texts, kept.index(at))
    shown = min(_folds(texts, start, end, kept.index(at)), key=lambda one: max(len(one), MOST))
    above = _above(texts, start)
    if above is not None:
        gap = ["…"] if above < start - 1 else []
        shown = [texts[above], *(" " * _indent(texts[start]) + one for one in gap), *shown]
    outer = min(_indent(line) for line in shown)
    return [_cut(line[outer:]) for line in shown]


def _block(texts: list[str], at: int) -> tuple[int, int]:
    """Where what belongs to a line starts and ends, or, if nothing does, what the line is in."""
    end = _end(texts, at)
    if end > at + 1:
        return at, end
    above = _above(texts, at)
    return (0, len(texts)) if above is None else (above, _end(texts, above))


def _folds(texts: list[str], start: int, end: int, at: int) -> Iterator[list[str]]:
    """The lines from `start` to `end` with ever more of them folded away, but never line `at`."""
    block = range(start, end)
    yield texts[start:end]
    own = {at} | {number for number in block if _above(texts, number) in {at, _above(texts, at)}}
    unread = {n for n in block if _IN_A_LANGUAGE.match(texts[n].lstrip())} - own
    yield _folded(texts, block, unread)
    for depth in sorted({_indent(texts[number]) for number in block}, reverse=True):
        deeper = {number for number in block if _indent(texts[number]) > depth} - own
        yield _folded(texts, block, unread | deeper)
    near = range(max(start, at - MOST // 4), min(end, at + MOST // 4))
    yield texts[near.start : near.stop]


def _folded(texts: list[str], block: range, hidden: set[int]) -> list[str]:
    shown: list[str] = []
    for number in block:
        if number not in hidden:
            shown.append(texts[number])
        elif not shown[-1].endswith("…"):
            shown[-1] += " …"
    return shown


def _end(texts: list[str], at: int) -> int:
    """The first line after `at` that does not belong to it."""
    later = range(at + 1, len(texts))
    return next((n for n in later if _indent(texts[n]) <= _indent(texts[at])), len(texts))


def _above(texts: list[str], at: int) -> int | None:
    """The line that line `at` belongs to."""
    earlier = range(at - 1, -1, -1)
    return next((n for n in earlier if _indent(texts[n]) < _indent(texts[at])), None)


def picture() -> str:
    """The picture that the README shows, as klar draws it."""
    options = ("--format", "svg", "--lang", "nb", "--activity", "invoice-purchase")
    return klar("graph", "-C", HOME / "tests" / "example", *options).stdout


def _indent(text: str) -> int:
    # A tab where an indent should be shows as a middle dot.
    return len(text) - len(text.lstrip(" \N{MIDDLE DOT}"))


def _cut(line: str) -> str:
    room = EXAMPLE_WIDTH - 4
    return line if len(line) <= room else f"{line[: room - 1].rstrip()}…"


def main() -> None:
    """Write every example anew, and remove those of rules that are gone."""
    EXAMPLES.mkdir(exist_ok=True)
    for old in EXAMPLES.iterdir():
        old.unlink()
    for rule in catalogue.every_rule():
        with tempfile.TemporaryDirectory() as folder:
            text = example(rule, Path(folder))
        (EXAMPLES / f"{rule}.txt").write_text(text, encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
