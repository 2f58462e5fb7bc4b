"""The block tree as HTML: a whole page, and a fragment for another site's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    shared, macros = written(tree, phrases)
    parts = {
        **shared,
        "draft": draft,
        "draft_note": macros.draft_note() if draft else "",
        "contents": macros.entries_of(tree.sections),
        "version": Words(phrases).say("page.version", version=tree.version),
    }
    return Pages(
        templates().get_template("page.html.j2").render(parts),
        templates().get_template("fragment.html.j2").render(parts),
    )


def written(tree: Tree, phrases: Phrases) -> tuple[dict[str, Any], Any]:
    """What the template of a page needs to write a tree, the blocks of which are written already.

    Beside it the macros that wrote them.
    """

    def words(runs: Runs) -> Markup:
        return _runs(runs, tree.targets, phrases)

    def bare(runs: Runs) -> Markup:
        """Words without links and anchors, for inside a link."""
        return words(tuple(run._replace(href=None, anchor=None, route=None) for run in runs))

    shared = {
        "tree": tree,
        "phrases": phrases,
        "words": words,
        "bare": bare,
        "labelled": _labelled,
        "headed": lambda section: tuple(_headed(section.nodes)),
        "short": _short,
        "drawn": _drawn,
        "gaps": tree.gaps,
        "aliases": tree.aliases,
    }
    macros: Any = templates().get_template("blocks.html.j2").make_module(shared)
    shared["about"] = macros.blocks(tree.about, _TOP_LEVEL)
    shared["content"] = macros.blocks((*tree.intro, *tree.sections), _TOP_LEVEL)
    return shared, macros


def passage(nodes: tuple[Node, ...], phrases: Phrases) -> Markup:
    """Blocks of a text for another page than the statement's, where links are addresses already."""
    shared = {"words": words_of(phrases), "labelled": _labelled, "gaps": {}, "aliases": {}}
    macros: Any = templates().get_template("blocks.html.j2").make_module(shared)
    return Markup(macros.blocks(nodes, _TOP_LEVEL))  # noqa: S704 - the template has escaped it


def words_of(phrases: Phrases) -> Callable[[Runs], Markup]:
    """How words are written on another page than the statement's."""
    return lambda runs: _runs(runs, {}, phrases)


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


def _labelled(node: Node) -> Runs:
    """A label, the colon that is added or removed with it, and the words behind it."""
    if not node.title or not (node.runs or node.nodes):
        return (*node.title, *node.runs)
    colon = Run(": " if node.runs else ":", mark=node.title[-1].mark)
    if any(run.mark != colon.mark for run in node.title):
        colon = colon._replace(mark=None)
    return (*node.title, colon, *node.runs)


def _runs(runs: Runs, targets: dict[str, str], phrases: Phrases) -> Markup:
    """Words with their marks. Neighbours with one address are one link.

    Every value passes through Markup's own formatting, which escapes it.
    """
    if len(runs) == 1 and runs[0] == (runs[0].text, *_UNMARKED):
        return escape(runs[0].text)
    written: list[Markup] = []
    address: str | None = None
    mark: str | None = None
    for run in (*runs, Run("")):
        href = _href(run.href, targets)
        marked = run.mark != mark
        if address is not None and (marked or href != address):
            written.append(Markup("</a>"))
            address = None
        if marked:
            if mark:
                written.append(_CLOSED[mark])
            if run.mark:
                written.append(_OPENED[run.mark])
            mark = run.mark
        if run.begins:
            written.append(_SPOKEN.format(phrases[f"redline.{run.mark}"] + " "))
        if href is not None and address is None:
            # Whose words are the address itself needs no address beside it on paper.
            start = _ADDRESS if run.name and href.startswith("http") else _LINK
            written.append(start.format(href))
            address = href
        written.append(_run(run))
        if run.ends:
            if address is not None:
                written.append(Markup("</a>"))
                address = None
            written.append(_SPOKEN.format(" " + phrases[f"redline.{run.mark}_end"]))
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
_OPENED = {"inserted": Markup("<ins>"), "deleted": Markup("<del>")}
_CLOSED = {"inserted": Markup("</ins>"), "deleted": Markup("</del>")}
_SPOKEN = Markup('<span class="spoken">{}</span>')


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
