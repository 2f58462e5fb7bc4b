"""Flows for a terminal: for each use of data what is stated of it, then who gets the data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from checker.engine import Result
from checker.flows.answer import Answer, Found
from checker.flows.facts import Use
from checker.report.flows.compared import Comparison, headed
from checker.report.flows.steps import DEPTH, Teller
from checker.report.flows.words import Line, Wording
from checker.report.summary import counted, position, printable
from checker.report.text import Style, plain

_LABELS = len("ground")


def text_flows(
    answer: Answer,
    uses: dict[str, Use],
    wording: Wording,
    page: Page,
) -> Iterator[str]:
    """The lines of the answer to a question; `uses` are the facts by the uses' nodes."""
    teller = Teller(wording.graph)
    for found in answer.found:
        use = uses.get(found.start)
        if use:
            yield from page.use(use, wording)
        else:
            yield from page.line(wording.start(found.start), "from", 0)
        yield from _ways(found, wording, page, teller)
        yield ""
    first, *more = remainder(answer, uses)
    for line in (f"As of {wording.on}: {first[:1].lower()}{first[1:]}", *more):
        yield from page.sentence(line)


def _ways(found: Found, wording: Wording, page: Page, teller: Teller) -> Iterator[str]:
    if not found.paths:
        yield page.style("  nobody is stated to get these data", "dim")
        return
    yield page.style("  goes to", "dim")
    above: dict[int, str] = {}
    for step in teller.steps_of(found.paths):
        line = wording.step(step)
        depth = min(step.depth, DEPTH)
        label = line.label if depth == step.depth else f"step {step.depth + 1}: {line.label}"
        # What is stated in the same place as the step before it needs no place of its own.
        same = above.get(step.depth - 1) == line.route
        above[step.depth] = line.route
        indent = 4 + 2 * depth
        yield from page.line(line._replace(route="") if same else line, f"{label}:", indent)
        for beside in wording.beside(step):
            yield from page.line(beside, f"{beside.label}:", indent + 2)
        end = wording.end(step.edge.target) if step.last else None
        if end:
            yield from page.line(end, f"{end.label}:", indent + 2)
    if not found.whole:
        yield page.style("    and more", "dim")


def text_changes(compared: Comparison, before: Page, after: Page) -> Iterator[str]:
    """The lines of what changed; the pages show places in either policy."""
    for title, uses, wording, page in (
        ("New uses of data", compared.fresh, compared.after, after),
        ("Uses of data that are gone", compared.gone, compared.before, before),
    ):
        if uses:
            yield page.style(title, "bold")
            yield ""
        for use in uses:
            yield from page.use(use, wording)
            yield ""
    for title, entries, names, wording, page in (
        ("Added", compared.added(), compared.uses_after, compared.after, after),
        ("Removed", compared.removed(), compared.uses_before, compared.before, before),
        ("Changed", compared.changed(), compared.uses_after, compared.after, after),
    ):
        if entries:
            yield page.style(title, "bold")
        for entry in entries:
            yield from page.sentence(headed(entry, names, wording), 2)
            for line, depth in entry.lines:
                yield from page.line(line, f"{line.label}:", 4 + 2 * depth)
        if entries:
            yield ""
    yield from after.sentence(compared.counts())


def remainder(answer: Answer, uses: dict[str, Use]) -> Iterator[str]:
    """How much the answer holds, how much is left out, and what it cannot know."""
    shown = sum(len(found.paths) for found in answer.found)
    if not answer.found and not answer.gave_up:
        yield "No data are stated to take such a path."
    else:
        number = sum(found.start in uses for found in answer.found)
        said = counted(shown, "path") + (f" from {counted(number, 'use')} of data" * bool(number))
        if answer.paths_left:
            least = "" if answer.exact else "at least "
            said += f", and {least}{answer.paths_left} more"
        if answer.starts_left:
            said += f"; {answer.starts_left} more uses of data are not shown"
        yield f"{said}."
    if answer.gave_up:
        yield "There may be more: the search gave up among circles of recipients."
    if answer.nowhere:
        number = len(answer.nowhere)
        have = "1 recipient of these data has" if number == 1 else f"{number} recipients have"
        names = ", ".join(sorted(answer.nowhere))
        yield f"{have} no country stated, and may be anywhere: {names}."


class Page:
    """Lines of a width, in a style, with places in the source of a policy."""

    def __init__(self, result: Result, root: str, style: Style = plain, width: int = 80) -> None:
        self._routes = result.routes
        self._root = root
        self.style = style
        self._width = max(60, width)

    def use(self, use: Use, wording: Wording) -> Iterator[str]:
        """The heading of a use, and what is stated of it."""
        natures = wording.natures(use)
        name = f" [{use.data.category}]" if use.data else ""
        head = printable(wording.category(use) + name)
        yield from self._wrapped("", head, 0, style="bold")
        if natures:
            yield from self._wrapped("", natures, 2, style="warning")
        for line in (wording.activity(use), *wording.facts(use)):
            yield from self.line(line, f"{line.label:<{_LABELS}}", 2)

    def line(self, line: Line, label: str, indent: int) -> Iterator[str]:
        """A label, what is stated, the id of it, and where it stands."""
        words = printable(line.words + (f" [{line.id}]" if line.id else ""))
        place = position(self._root, self._routes.span(line.route)) if line.route else ""
        style = "warning" if line.warns else ""
        yield from self._wrapped(label, words, indent, printable(place), style)

    def sentence(self, words: str, indent: int = 0) -> Iterator[str]:
        """Words without a place."""
        yield from self._wrapped("", printable(words), indent)

    def _wrapped(
        self, label: str, words: str, indent: int, place: str = "", style: str = ""
    ) -> Iterator[str]:
        head = " " * indent + (f"{label} " if label else "")
        below = " " * min(len(head), indent + (4 if label.endswith(":") else _LABELS + 1))
        lines = textwrap.wrap(
            f"{'x' * len(head)}{words}",
            self._width,
            subsequent_indent=below,
            break_on_hyphens=False,
            break_long_words=False,
        )
        lines[0] = lines[0][len(head) :]
        marked = [self._styled(line, style) for line in lines]
        shown = self.style(head, "dim") if label.strip() else head
        marked[0] = shown + marked[0]
        last = len(lines[-1]) + (len(head) if len(lines) == 1 else 0)
        if place and last + 2 + len(place) <= self._width:
            marked[-1] += f"  {self.style(place, 'dim')}"
        elif place:
            # Never broken: it is clicked or copied.
            marked.append(below + self.style(place, "dim"))
        yield from marked

    def _styled(self, line: str, style: str) -> str:
        bare = line.lstrip()
        return line[: len(line) - len(bare)] + self.style(bare, style) if style else line
