"""What changed on a page between two versions, word for word, as one page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import ne
from typing import NamedTuple

from checker.changes.elements import renamings
from checker.model import Policy
from checker.render.html import templates, written
from checker.render.merging import Merger
from checker.render.nodes import HEADED, Node, Run, Runs, Tree, walk
from checker.render.phrases import load
from checker.render.rewording import DELETED, INSERTED, reworded
from checker.render.tree import build_tree
from checker.render.words import Words, plain


class _Placed(NamedTuple):
    """Words on the page, by the anchor of the heading they stand below or are themselves."""

    run: Run
    part: str
    heading: bool


def render_redline(before: Policy, after: Policy, language: str) -> str:
    """A whole page without script, with what the later version adds and removes in a language.

    Both policies must have a statement and an organisation. A version without the language counts
    as an empty page.
    """
    old, new = _page(before, language), _page(after, language)
    tree = redline(old, new, renamings(before, after))
    heads = _announced((_head(old.issuer, new.issuer), _head(old.title, new.title)))
    placed = [*_placed(heads), *_placed(tree.nodes)]
    added, removed = (_passages(placed, mark) for mark in (INSERTED, DELETED))
    changed = dict.fromkeys(one.part for one in placed if one.run.mark)
    titles = {node.anchor: node for node in walk(tree.nodes) if node.kind in HEADED}
    phrases = load(language)
    words = Words(phrases)
    versions = words.say(
        "redline.versions",
        before=old.version,
        before_date=words.date(old.last_updated),
        after=new.version,
        after_date=words.date(new.last_updated),
    )
    key = words.say(
        "redline.key",
        inserted=(Run(phrases["redline.underlined"], mark=INSERTED),),
        deleted=(Run(phrases["redline.struck"], mark=DELETED),),
    )
    summary = words.say("redline.summary", added=str(added), removed=str(removed))
    return (
        templates()
        .get_template("redline.html.j2")
        .render(
            **written(tree, phrases)[0],
            name=f"{new.title or old.title} – {plain(versions)}",
            issuer=heads[0].runs,
            title=heads[1].runs,
            versions=versions,
            key=key,
            summary=summary if changed else words.say("redline.unchanged"),
            begun="" in changed,
            changed=[titles[part] for part in changed if part],
        )
    )


def redline(before: Tree, after: Tree, renamed: Mapping[str, str]) -> Tree:
    """The later page, its added words marked, and the removed ones where they stood.

    What only moved is not marked. `renamed` says what things are called now, by the routes they
    had. What was removed has no anchor, but for headings: `_` and the anchor they had.
    """
    merger = Merger(before, after, renamed)
    return after._replace(
        about=_announced(merger.merged(before.about, after.about)),
        intro=_announced(merger.merged(before.intro, after.intro)),
        sections=_announced(merger.merged(before.sections, after.sections)),
    )


def _page(policy: Policy, language: str) -> Tree:
    tree = build_tree(policy, language, load(language))
    if policy.statement and language not in policy.statement.languages:
        return tree._replace(title="", issuer="", about=(), intro=(), sections=())
    return tree


def _head(before: str, after: str) -> Node:
    runs = [(Run(words),) if words else () for words in (before, after)]
    return Node("paragraph", runs=reworded(runs[0], runs[1], str))


def _placed(nodes: Iterable[Node], part: str = "") -> Iterator[_Placed]:
    """The words of blocks in the order of the page. Those of a picture have no marks."""
    for node in nodes:
        if node.kind == "picture":
            continue
        headed = node.kind in HEADED
        here = node.anchor if headed and node.anchor else part
        yield from (_Placed(run, here, headed) for run in node.title)
        yield from (_Placed(run, here, False) for run in node.runs)
        yield from _placed(node.nodes, here)


def _passages(placed: Iterable[_Placed], mark: str) -> int:
    """How many stretches have a mark. None goes beyond the next heading; it may hold its own."""
    stretches = groupby(placed, lambda one: (one.run.mark, one.part))
    return sum(key[0] == mark for key, _ in stretches)


def _announced(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The blocks with a beginning and an end to each stretch of added or removed words.

    A stretch goes on from block to block, so that of an activity that is new it is said once.
    Headings have their own, for whoever goes through the page by them.
    """
    stretches = [(one.run.mark, one.part, one.heading) for one in _placed(nodes)]
    begins = map(ne, stretches, (None, *stretches[:-1]))
    ends = map(ne, stretches, (*stretches[1:], None))
    edges = zip(begins, ends, strict=True)

    def announced(runs: Runs) -> Runs:
        # The runs first: of the edges no more may be taken than there are words.
        return tuple(
            run._replace(begins=first, ends=last) if run.mark else run
            for run, (first, last) in zip(runs, edges, strict=False)
        )

    def rebuilt(node: Node) -> Node:
        if node.kind == "picture":
            return node
        title, runs = announced(node.title), announced(node.runs)
        return node._replace(title=title, runs=runs, nodes=tuple(map(rebuilt, node.nodes)))

    return tuple(map(rebuilt, nodes))
