"""The block tree as CommonMark with YAML front matter, free of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from checker.render.nodes import HEADED, Gap, Node, Run, Runs, Tree
from checker.render.phrases import Phrases

# Braces too: MDX would read them as code.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&{}~|#])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")
_TOP_LEVEL = 2


def render(tree: Tree, phrases: Phrases, draft: bool) -> str:
    """The statement as one Markdown file."""
    front = {
        "title": tree.title,
        "lang": tree.language,
        "version": tree.version,
        "last_updated": tree.last_updated,
        "id": tree.id,
    }
    lines = ["---"]
    lines.extend(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    if draft:
        lines.append("draft: true")
    lines.extend(("---", "", f"# {_text(tree.title)}", ""))
    if draft:
        lines.extend((f"> **{_text(phrases['page.draft'])}**", ""))
        for gap in tree.unplaced:
            lines.extend((_gap(gap), ""))
    writer = _Writer(tree)
    for node in (*tree.about, *tree.intro, *tree.sections):
        lines.extend(writer.block(node, _TOP_LEVEL))
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


class _Writer:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.after_list = False

    def block(self, node: Node, level: int) -> Iterator[str]:
        """A block as lines, each block ending in an empty one."""
        if node.kind in HEADED:
            number = f"{node.number} " if node.number else ""
            self.after_list = False
            yield f"{'#' * level} {number}{_runs(node.title)}"
            yield ""
            yield from self._gaps(node)
            for below in node.nodes:
                yield from self.block(below, min(level + 1, 6))
        elif node.kind == "block":
            yield from self._gaps(node)
            for below in node.nodes:
                yield from self.block(below, level)
        elif node.kind in ("list", "ordered", "entries", "facts"):
            # Of two lists in a row the second has another bullet, or they would be one list.
            self.after_list = not self.after_list
            yield from self._list(node, "-" if self.after_list else "*")
            yield ""
        elif node.kind == "picture":
            # Markdown cannot draw, and the list of facts that follows says all of it in words.
            return
        else:
            line = _line(node)
            if line:
                self.after_list = False
                yield line
                yield ""
            for below in node.nodes:
                yield from self.block(below, level)
            yield from self._gaps(node)

    def _list(self, node: Node, bullet: str = "-") -> Iterator[str]:
        for index, item in enumerate(node.nodes, int(node.number or 1)):
            mark = f"{index}. " if node.kind == "ordered" else f"{bullet} "
            yield from self._item(item, mark)

    def _item(self, node: Node, mark: str) -> Iterator[str]:
        """A list's item: its line, and below it what belongs to it as a list of its own."""
        indent = " " * len(mark)
        below: list[str] = []
        nodes = node.nodes
        if node.kind == "fact":
            line = f"**{_runs(node.title)}:** {_runs(node.runs)}".rstrip()
            if len(nodes) == 1 and not node.runs and nodes[0].runs:
                (only,) = nodes
                line = f"{line} {_runs(only.runs)}"
                below.extend(self._gaps(only, loose=False))
                nodes = only.nodes
        elif node.kind == "entry" and node.title:
            line = f"**{_runs(node.title)}**"
            if node.runs:
                line = f"{line}: {_runs(node.runs)}"
        else:
            line = _line(node)
        for inner in nodes:
            if inner.kind in ("list", "ordered", "facts", "entries"):
                below.extend(self._list(inner))
            else:
                below.extend(self._item(inner, "- "))
        below.extend(self._gaps(node, loose=False))
        if not line and below:
            # An item without a line of its own is the list below it.
            yield from below
            return
        yield mark + line
        yield from (indent + one if one else "" for one in below)

    def _gaps(self, node: Node, loose: bool = True) -> Iterator[str]:
        for gap in self.tree.gaps.get(node.anchor or "", ()):
            yield _gap(gap) if loose else f"- {_gap(gap).removeprefix('> ')}"
            if loose:
                yield ""


def _gap(gap: Gap) -> str:
    waived = " (waived)" if gap.waived else ""
    return f"> **{gap.severity.capitalize()}{waived}:** {_text(gap.message)} ({_text(gap.rule)})"


def _line(node: Node) -> str:
    runs = _runs(node.runs)
    if not node.title:
        return _AT_START.sub(r"\1\\\2", runs)
    label = _runs(node.title)
    return f"{label}: {runs}".rstrip() if runs or node.nodes else label


def _runs(runs: Runs) -> str:
    written: list[str] = []
    address: str | None = None
    for before, run, after in zip((_EDGE, *runs), runs, (*runs[1:], _EDGE), strict=False):
        # Markdown has no anchors, so `ref:` leads nowhere.
        href = run.href if run.href and not run.href.startswith("ref:") else None
        if href != address:
            written.append((f"]({_url(address)})" if address else "") + ("[" if href else ""))
            address = href
        written.append(_run(run, before, after))
    if address:
        written.append(f"]({_url(address)})")
    return "".join(written)


_EDGE = Run(" ")


def _run(run: Run, before: Run, after: Run) -> str:
    """Words with their emphasis, if Markdown can write it between these neighbours."""
    text = _text(run.text)
    mark = "**" * run.strong + "*" * run.emphasis
    inner = run.text.strip(" ")
    if not mark or not inner:
        return text
    start = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    end = run.text[len(run.text.rstrip(" ")) :]
    opens = start or _may_touch(before, before.text[-1], inner[0])
    closes = end or _may_touch(after, after.text[0], inner[-1])
    return f"{start}{mark}{_text(inner)}{mark}{end}" if opens and closes else text


def _may_touch(neighbour: Run, outside: str, inside: str) -> bool:
    if outside == " ":
        return True
    plain = not (neighbour.strong or neighbour.emphasis)
    return plain and (inside.isalnum() or not outside.isalnum())


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _url(url: str) -> str:
    quoted: Iterable[str] = (f"%{ord(char):02X}" if char in "()<>\\ " else char for char in url)
    return "".join(quoted)
