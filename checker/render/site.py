"""What `klar render` writes: the files of the statement in all its languages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import checker
from checker import resources
from checker.finding import Finding
from checker.model import Policy
from checker.render import html, markdown
from checker.render.nodes import Gap, Node, Runs, Tree
from checker.render.phrases import load
from checker.render.publish import MANIFEST, PublishError, publish
from checker.render.tree import build_tree

__all__ = ["PublishError", "publish", "render_files"]

FORMAT_VERSION = 1
STYLESHEET = "statement.css"


def render_files(policy: Policy, gaps: Sequence[Finding], draft: bool) -> dict[str, bytes]:
    """The files of the statement in all its languages, by their paths in the output folder.

    `gaps` are shown only in a draft. The policy must have a statement and an organisation.
    """
    statement = policy.statement
    if statement is None:
        raise ValueError("a policy without statement.yaml has no page")
    files: dict[str, bytes] = {}
    languages: list[dict[str, Any]] = []
    redirects: dict[str, str] = {}
    for language in statement.languages:
        phrases = load(language)
        tree = build_tree(policy, language, phrases, gaps if draft else ())
        pages = html.render(tree, phrases, draft)
        written = {
            "statement.html": pages.page,
            "statement.fragment.html": pages.fragment,
            "statement.md": markdown.render(tree, phrases, draft),
            "statement.json": to_json(_tree(tree, draft)),
        }
        own = {f"{language}/{name}": text.encode() for name, text in written.items()}
        files.update(own)
        redirects.update((old, new) for new, every in tree.aliases.items() for old in every)
        languages.append(
            {
                "lang": language,
                "title": tree.title,
                "files": listed(own),
                "anchors": tree.anchors,
            }
        )
    files[STYLESHEET] = style_sheet(STYLESHEET, *(("draft.css",) if draft else ()))
    manifest = {
        "format_version": FORMAT_VERSION,
        "generator": f"klar {checker.__version__}",
        "draft": draft,
        "statement": {
            "id": statement.id,
            "version": statement.version,
            "last_updated": statement.last_updated,
            "effective": [
                {"from": one.start, "applies_in": one.applies_in} for one in statement.effective
            ],
        },
        "files": listed({STYLESHEET: files[STYLESHEET]}),
        "languages": languages,
        "redirects": redirects,
    }
    files[MANIFEST] = to_json(manifest, indent=1).encode()
    return files


def style_sheet(*names: str) -> bytes:
    """Style sheets as a browser needs them: without remarks (but the first) and indentation."""
    source = "".join(resources.read_bytes(f"docs_templates/{one}").decode() for one in names)
    head, end, rules = source.partition("*/\n")
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    rules = re.sub(r"\s*\n\s*", "\n", rules).replace(": ", ":").replace(",\n", ",")
    rules = re.sub(r"\b0\.", ".", rules.replace(", ", ","))
    rules = re.sub(r"\s*\{\n", "{", rules).replace(";\n}", "}").replace(";\n", ";")
    return f"{head}{end}{rules.strip()}\n".encode()


def listed(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Files as a manifest names them."""
    return [
        {"path": path, "sha256": sha256(data).hexdigest()} for path, data in sorted(files.items())
    ]


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON that is the same for the same values."""
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True) + "\n"


def _tree(tree: Tree, draft: bool) -> dict[str, Any]:
    """The tree as plain values, with the addresses of its links and its gaps in place."""
    return {
        "format_version": FORMAT_VERSION,
        "id": tree.id,
        "lang": tree.language,
        "title": tree.title,
        "version": tree.version,
        "last_updated": tree.last_updated,
        "issuer": tree.issuer,
        "draft": draft,
        "about": [_node(tree, node) for node in tree.about],
        "intro": [_node(tree, node) for node in tree.intro],
        "sections": [_node(tree, node) for node in tree.sections],
        **({"gaps": _gaps(tree.unplaced)} if tree.unplaced else {}),
    }


def _node(tree: Tree, node: Node) -> dict[str, Any]:
    values = {
        "kind": node.kind,
        "derived": node.derived,
        "route": node.route,
        "anchor": node.anchor,
        "aliases": tree.aliases.get(node.anchor or ""),
        "number": node.number,
        "title": _runs(tree, node.title),
        "text": _runs(tree, node.runs),
        "blocks": [_node(tree, below) for below in node.nodes],
        "gaps": _gaps(tree.gaps.get(node.anchor or "", ())),
    }
    return {key: value for key, value in values.items() if value}


def _runs(tree: Tree, runs: Runs) -> list[dict[str, Any]]:
    written = []
    for run in runs:
        values = run._asdict()
        if run.href and run.href.startswith("ref:"):
            target = tree.targets.get(run.href)
            values["href"] = f"#{target}" if target else None
        written.append({key: value for key, value in values.items() if value})
    return written


def _gaps(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    return [gap._asdict() for gap in gaps]
