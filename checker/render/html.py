"""The block tree as HTML: a whole page, and a fragment for another site's page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checker import resources
from checker.render.nodes import Node, Run, Runs, Tree
from checker.render.phrases import Phrases
from checker.render.words import Words

_TOP_LEVEL = 2


class Pages(NamedTuple):
    """The same statement as a page of its own and as a fragment."""

    page: str
    fragment: str


def render(tree: Tree, phrases: Phrases, draft: bool) -> Pages:
    """Both forms of a tree; their content is the same, so it is written once."""

    def words(runs: Runs) -> Markup:
        return _runs(runs, tree.targets)

    def bare(runs: Runs) -> Markup:
        """Words without links and anchors, for inside a link."""
        return _runs(tuple(run._replace(href=None, anchor=None, route=None) for run in runs), {})

    shared = {
        "tree": tree,
        "phrases": phrases,
        "words": words,
        "bare": bare,
        "headed": lambda section: tuple(_headed(section.nodes)),
        "short": _short,
        "drawn": _drawn,
        "gaps": tree.gaps,
        "aliases": tree.aliases,
    }
    environment = templates()
    macros: Any = environment.get_template("blocks.html.j2").make_module(shared)
    parts = {
        **shared,
        "draft": draft,
        "draft_note": macros.draft_note() if draft else "",
        "about": macros.blocks(tree.about, _TOP_LEVEL),
        "contents": macros.entries_of(tree.sections),
        "content": macros.blocks((*tree.intro, *tree.sections), _TOP_LEVEL),
        "version": Words(phrases).say("page.version", version=tree.version),
    }
    return Pages(
        environment.get_template("page.html.j2").render(parts),
        environment.get_template("fragment.html.j2").render(parts),
    )


def passage(nodes: tuple[Node, ...]) -> Markup:
    """Blocks of a text for another page than the statement's, where links are addresses already."""
    shared = {"words": words_of, "gaps": {}, "aliases": {}}
    macros: Any = templates().get_template("blocks.html.j2").make_module(shared)
    return Markup(macros.blocks(nodes, _TOP_LEVEL))  # noqa: S704 - the template has escaped it


def words_of(runs: Runs) -> Markup:
    """Words for another page than the statement's."""
    return _runs(runs, {})


@cache
def templates() -> Environment:
    """The templates that ship with klar; every value in them is escaped."""
    return Environment(
        loader=FileSystemLoader(resources.path("docs_templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _runs(runs: Runs, targets: dict[str, str]) -> Markup:
    """Words with their marks. Neighbours with one address are one link.

    Every value passes through Markup's own formatting, which escapes it.
    """
    if len(runs) == 1 and runs[0] == (runs[0].text, *_UNMARKED):
        return escape(runs[0].text)
    written: list[Markup] = []
    address: str | None = None
    for run in runs:
        href = _href(run.href, targets)
        if href != address:
            if address is not None:
                written.append(Markup("</a>"))
            if href is not None:
                # Whose words are the address itself needs no address beside it on paper.
                start = _ADDRESS if run.name and href.startswith("http") else _LINK
                written.append(start.format(href))
            address = href
        written.append(_run(run))
    if address is not None:
        written.append(Markup("</a>"))
    return Markup("").join(written)


def _headed(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """What stands below a section with a heading of its own, for the contents."""
    for node in nodes:
        if node.kind in ("activity", "rule", "group") and node.anchor:
            yield node
        if node.kind in ("block", "group"):
            yield from _headed(node.nodes)


def _short(entries: Node) -> bool:
    """Whether most entries are a title and no more: then they are a plain list, not a table."""
    bare = sum(not entry.nodes and not entry.runs for entry in entries.nodes)
    return bare * 2 >= len(entries.nodes)


def _drawn(node: Node, owner: str) -> Markup:
    """A picture as SVG; `owner` is the anchor of what it shows."""
    from checker.render.pictures.small import svg

    assert node.picture
    # Every word in it is escaped where it is written.
    return Markup(svg(node.picture, f"{owner}_flows"))  # noqa: S704


_UNMARKED = Run("")[1:]
_LINK = Markup('<a href="{}">')
_ADDRESS = Markup('<a class="address" href="{}">')


def _href(href: str | None, targets: dict[str, str]) -> str | None:
    if href is None or not href.startswith("ref:"):
        return href
    anchor = targets.get(href)
    return f"#{anchor}" if anchor else None


def _run(run: Run) -> Markup:
    text = escape(run.text)
    if run.date:
        text = Markup('<time datetime="{}">{}</time>').format(run.date, text)
    if run.emphasis:
        text = Markup("<em>{}</em>").format(text)
    if run.strong:
        text = Markup("<strong>{}</strong>").format(text)
    if run.anchor:
        text = Markup('<span id="{}">{}</span>').format(run.anchor, text)
    return text
