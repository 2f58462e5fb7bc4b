"""How much of what editors break klar finds: the complete example, broken on purpose, duty by duty.

Each `tests/mutations/<duty>.yaml` lists ways in which a statement comes to neglect that duty, at
most three mutants for each, with what the law asks klar to find. The expectations were written from
the law before klar was run on them. What klar misses stays in the table, with the reason under
`missed`, and lowers the share that the README prints.

    duty: purposes-and-bases
    asks: What the duty asks for, in a sentence.
    ways:
      - way: removed
        mutants:
          - what: The basis of the newsletter is gone.
            file: activities/newsletter.yaml
            old: |2
              bases:
                - id: consent
                  stated: consent
            new: ""
            expect:
              - rule: purpose-without-lawful-basis
                article: GDPR 13(1)(c)
                file: activities/newsletter.yaml
                line: "- id: news"

`old` stands exactly once in the file and `new` in its place; `edits` holds several such changes;
`as_of` and `strict_dates` are those of the check; with `released: true` the example as it was has
been released. `line` is the line the finding must be on, without its indentation. `cascade` lists
findings that follow from the same break and are right to appear beside it (`rule` and `file` are
enough). Nothing else may be found.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checker.engine import compile_policy
from checker.finding import Finding
from tests.policies import as_released
from tests.running import ROOT, TODAY

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "example"
README = ROOT / "README.md"
BEGIN, END = "<!-- mutations: begin -->\n", "<!-- mutations: end -->\n"


class Mutant(NamedTuple):
    """One break. `edits` are file, old and new text; `missed` is why klar does not find it.

    `released` says that the example as it was has been released.
    """

    name: str
    duty: str
    edits: tuple[tuple[str, str, str], ...]
    expect: tuple[dict[str, str], ...]
    cascade: tuple[dict[str, str], ...]
    as_of: str
    strict_dates: bool
    released: bool
    missed: str | None


def tables() -> list[dict[str, Any]]:
    """The table of each duty, by the names of their files."""
    loader = yaml.BaseLoader
    files = sorted(HERE.glob("*.yaml"))
    return [yaml.load(file.read_text(encoding="utf-8"), loader) for file in files]  # noqa: S506


def mutants() -> Iterator[Mutant]:
    """Every mutant of every table."""
    for table in tables():
        for way in table["ways"]:
            for number, one in enumerate(way["mutants"], 1):
                edits = one.get("edits") or [one]
                yield Mutant(
                    f"{table['duty']}-{way['way']}-{number}",
                    table["duty"],
                    tuple((e["file"], e["old"], e["new"]) for e in edits),
                    tuple(one["expect"]),
                    tuple(one.get("cascade", ())),
                    one.get("as_of", TODAY),
                    one.get("strict_dates") == "true",
                    one.get("released") == "true",
                    one.get("missed"),
                )


@contextmanager
def broken(policy: Path, mutant: Mutant) -> Iterator[None]:
    """A copy of the example with the mutant's edits, for as long as the context lasts."""
    before = {file: (policy / file).read_bytes() for file, _, _ in mutant.edits}
    try:
        for file, old, new in mutant.edits:
            text = (policy / file).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{mutant.name}: {file} holds the old text not once"
            assert old != new, f"{mutant.name}: nothing changes"
            (policy / file).write_text(text.replace(old, new), encoding="utf-8")
        yield
    finally:
        for file, content in before.items():
            (policy / file).write_bytes(content)


def shortcomings(policy: Path, mutant: Mutant) -> list[str]:
    """What klar's findings on a mutant lack or have too much; nothing if they are as expected."""
    base = as_released(policy) if mutant.released else None
    with broken(policy, mutant):
        result = compile_policy(
            str(policy), mutant.as_of, strict_dates=mutant.strict_dates, base=base
        )
        left = {finding: _line(policy, finding) for finding in result.findings}
    wrong = []
    for wanted in mutant.expect:
        found = [one for one, line in left.items() if _is(one, line, wanted)]
        if not found:
            wrong.append(f"not found: {wanted}")
        for one in found:
            del left[one]
    for finding, line in left.items():
        if not any(_is(finding, line, one) for one in mutant.cascade):
            span = finding.span
            wrong.append(f"unrelated: {span.path}:{span.line} {finding.rule.id}: {line!r}")
    return wrong


def _line(policy: Path, finding: Finding) -> str:
    lines = (policy / finding.span.path).read_text(encoding="utf-8").split("\n")
    return lines[finding.span.line - 1].strip()


def _is(finding: Finding, line: str, wanted: dict[str, str]) -> bool:
    return (
        finding.rule.id == wanted["rule"]
        and finding.span.path == wanted["file"]
        and ("article" not in wanted or wanted["article"] in finding.legal)
        and wanted.get("line", line) == line
    )


def shares() -> str:
    """The README's table: for each duty, how many of its mutants klar finds as the law asks."""
    rows = ["| Duty | Mutants | Found as expected |", "| --- | ---: | ---: |"]
    found, every = 0, 0
    for table in tables():
        own = [one for one in mutants() if one.duty == table["duty"]]
        caught = sum(one.missed is None for one in own)
        found, every = found + caught, every + len(own)
        rows.append(f"| {table['duty']} | {len(own)} | {_share(caught, len(own))} |")
    rows.append(f"| **all** | {every} | {_share(found, every)} |")
    return "\n".join(rows) + "\n"


def _share(found: int, every: int) -> str:
    return f"{found} ({100 * found // every} %)"


def copied(folder: Path) -> Path:
    """A copy of the example to break."""
    # Without its stamps: that a broken text wants review is not what makes it break the law.
    ignored = shutil.ignore_patterns("translations.lock.yaml")
    return Path(shutil.copytree(EXAMPLE, folder / "policy", ignore=ignored))


def write_readme() -> None:
    """Renew the README's table."""
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    README.write_text(head + BEGIN + shares() + END + tail, encoding="utf-8")
