"""Flows as Markdown: a heading for each use of data, and a list of who gets the data."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.flows.answer import Answer, Found
from checker.flows.facts import Use
from checker.report.flows.compared import Comparison, headed
from checker.report.flows.steps import DEPTH, Teller
from checker.report.flows.text import remainder
from checker.report.flows.words import Line, Wording
from checker.report.summary import inert, position, printable


def markdown_flows(
    answer: Answer, uses: dict[str, Use], wording: Wording, result: Result, root: str
) -> str:
    """The answer to a question as Markdown text ending in a line feed."""
    writer = Writer(result, root)
    lines = [*writer.opening("Flows"), *map(inert, remainder(answer, uses))]
    teller = Teller(wording.graph)
    for found in answer.found:
        use = uses.get(found.start)
        if use:
            lines += writer.use(use, wording)
        else:
            start = wording.start(found.start)
            lines += ["", f"## {start.label}: {writer.words(start)}", ""]
        lines += ["", *_ways(found, wording, writer, teller)]
    return "\n".join(lines) + "\n"


def markdown_changes(compared: Comparison, before: Writer, after: Writer) -> str:
    """What changed as Markdown text; the writers show places in either policy."""
    lines = [*after.opening("Changes in the flows"), inert(compared.counts())]
    for title, uses, wording, writer in (
        ("New uses of data", compared.fresh, compared.after, after),
        ("Uses of data that are gone", compared.gone, compared.before, before),
    ):
        lines += ["", f"## {title}"] if uses else []
        for use in uses:
            lines += writer.use(use, wording, "###")
    for title, entries, names, wording, writer in (
        ("Added", compared.added(), compared.uses_after, compared.after, after),
        ("Removed", compared.removed(), compared.uses_before, compared.before, before),
        ("Changed", compared.changed(), compared.uses_after, compared.after, after),
    ):
        lines += ["", f"## {title}", ""] if entries else []
        for entry in entries:
            lines.append(f"- {inert(headed(entry, names, wording))}")
            lines += [writer.item(line, line.label, depth + 1) for line, depth in entry.lines]
    return "\n".join(lines) + "\n"


def _ways(found: Found, wording: Wording, writer: Writer, teller: Teller) -> Iterator[str]:
    if not found.paths:
        yield "Nobody is stated to get these data."
        return
    yield "Goes to:"
    yield ""
    for step in teller.steps_of(found.paths):
        depth = min(step.depth, DEPTH)
        line = wording.step(step)
        label = line.label if depth == step.depth else f"step {step.depth + 1}: {line.label}"
        yield writer.item(line, label, depth)
        for beside in wording.beside(step):
            yield writer.item(beside, beside.label, depth + 1)
        end = wording.end(step.edge.target) if step.last else None
        if end:
            yield writer.item(end, end.label, depth + 1)
    if not found.whole:
        yield "- and more"


class Writer:
    """Markdown with places in the source of a policy."""

    def __init__(self, result: Result, root: str) -> None:
        self._result = result
        self._root = root

    def opening(self, title: str) -> Iterator[str]:
        """The heading of the report, and what it can and cannot say."""
        statement = self._result.policy.statement
        version = f", version {statement.version}" if statement else ""
        yield f"# {title}"
        yield ""
        yield f"As of {self._result.as_of}{version}. What is stated, never that it complies."
        yield ""

    def use(self, use: Use, wording: Wording, mark: str = "##") -> Iterator[str]:
        """The heading of a use, and what is stated of it."""
        name = f" ({_code(use.data.category)})" if use.data else ""
        yield ""
        yield f"{mark} {inert(wording.category(use))}{name}"
        yield ""
        natures = wording.natures(use)
        if natures:
            yield f"**{inert(natures[:1].upper() + natures[1:])}**"
            yield ""
        for line in (wording.activity(use), *wording.facts(use)):
            yield self.item(line, line.label, 0)

    def item(self, line: Line, label: str, depth: int) -> str:
        """An item of a list: what is stated, the id of it, and where it stands."""
        return f"{'  ' * depth}- {label}: {self.words(line)}"

    def words(self, line: Line) -> str:
        """What is stated, the id of it, and where it stands."""
        words = inert(line.words)
        if line.warns:
            words = f"**{words}**"
        if line.id:
            words += f" ({_code(line.id)})"
        place = position(self._root, self._result.routes.span(line.route)) if line.route else ""
        return f"{words}, {_code(place)}" if place else words


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', chr(39))}`"
