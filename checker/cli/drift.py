"""Copies of schemas beside a policy, for editors, that are no longer klar's own."""

from __future__ import annotations

import os

from checker import resources
from checker.catalogue import DRIFTED
from checker.finding import Finding, fill, fingerprint
from checker.schema import KINDS
from checker.source import Span


def drifted_copies(root: str) -> list[Finding]:
    """A finding for each copy in `schemas/` in or beside a policy directory that differs."""
    found: list[Finding] = []
    for folder in ("schemas", "../schemas"):
        for kind in ("common", *KINDS):
            copy = f"{folder}/{kind}.schema.json"
            path = os.path.join(root, copy)
            try:
                drifted = os.path.isfile(path) and not _same(path, kind)
            except OSError:
                drifted = True
            if drifted:
                found.append(_finding(copy))
    return found


def _same(path: str, kind: str) -> bool:
    own = resources.path(f"schemas/{kind}.schema.json")
    one, other = os.stat(path), os.stat(own)
    if os.path.samestat(one, other):
        return True
    if one.st_size != other.st_size:
        return False
    with open(path, "rb") as copy, open(own, "rb") as original:
        return copy.read() == original.read()


def _finding(path: str) -> Finding:
    return Finding(
        DRIFTED,
        DRIFTED.severity,
        fill(DRIFTED.message, {"path": path}),
        DRIFTED.remedy,
        Span(path, 1, 1, 1, 1),
        "",
        fingerprint(DRIFTED.id, path, {}),
    )
