"""The block tree: what stands on the page, in order, free of any format.

HTML, Markdown and JSON are three ways of writing this tree down. It holds no markup: words are runs
of plain text with marks beside them, so that nothing in the data can become markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.render.pictures.model import Picture


class Run(NamedTuple):
    """A stretch of words with the same marks.

    `href` is an address, or `ref:ROUTE` for another part of the statement. `route` and `anchor` are
    set where these words are the only place of a model node. `name` marks a proper name, which is
    written the same everywhere.

    In a redline `mark` is `inserted` or `deleted`, and a stretch of such words `begins` and `ends`
    where a screen reader is to say so.
    """

    text: str
    href: str | None = None
    strong: bool = False
    emphasis: bool = False
    date: str | None = None
    name: bool = False
    route: str | None = None
    anchor: str | None = None
    mark: str | None = None
    begins: bool = False
    ends: bool = False


Runs = tuple[Run, ...]


class Node(NamedTuple):
    """One block. Which parts are filled depends on `kind`:

    - section, group, activity, rule, part: a heading in `title` and the blocks below it in `nodes`;
      a section has its `number`
    - block: `nodes` without a heading
    - paragraph, value, note: `runs`, and what belongs to them in `nodes`; a note may have a label
      in `title`
    - list, ordered: `nodes`, each an item; an ordered list that does not begin at 1 a `number`
    - entries: `nodes`, each an entry with a `title`
    - facts: `nodes`, each a fact: its label in `title`, what precedes its values in `runs`
    - picture: what it is called in `title`, the `picture`, and in `nodes` a list of what it says

    What is `derived` repeats what is stated in another form; no duty is met by it alone.
    """

    kind: str
    route: str | None = None
    anchor: str | None = None
    number: str = ""
    title: Runs = ()
    runs: Runs = ()
    nodes: tuple[Node, ...] = ()
    picture: Picture | None = None
    derived: bool = False


HEADED = ("section", "group", "activity", "rule", "part")
"""The kinds of blocks that have a heading."""


class Gap(NamedTuple):
    """A finding as a draft shows it."""

    rule: str
    severity: str
    message: str
    waived: bool


class Page(NamedTuple):
    """A language's page beside this one."""

    language: str
    own_name: str


class Tree(NamedTuple):
    """The whole statement in one language.

    `direction` is where a line begins, `ltr` or `rtl`. `targets` says for each `ref:ROUTE` in the
    tree which anchor it leads to, if any is on the page. `gaps` and `aliases` are by anchor: what a
    draft notes there, and ids it used to have.
    """

    id: str
    language: str
    direction: str
    title: str
    version: str
    last_updated: str
    issuer: str
    about: tuple[Node, ...]
    intro: tuple[Node, ...]
    sections: tuple[Node, ...]
    pages: tuple[Page, ...]
    anchors: tuple[str, ...]
    targets: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    gaps: dict[str, tuple[Gap, ...]]
    unplaced: tuple[Gap, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Everything from below the title to the end of the page."""
        return (*self.about, *self.intro, *self.sections)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All nodes in the order of the page."""
    for node in nodes:
        yield node
        yield from walk(node.nodes)
