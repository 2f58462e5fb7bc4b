"""The releases of a policy, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checker.report.summary import counted, printable, shown_path
from checker.versions.frozen import Release
from checker.versions.history import History, Problem
from checker.versions.renderer import Rendering

FORMAT_VERSION = 1


def problem_lines(problems: Iterable[Problem], root: str) -> Iterator[str]:
    """Each problem with what to do about it, in two lines."""
    for one in problems:
        yield printable(f"{shown_path(root, one.path)}: {one.message}")
        yield printable(f"  = mend: {one.remedy}")


def text_report(history: History, renderings: Sequence[Rendering], root: str) -> Iterator[str]:
    """A line for each release, what there is to say of it below, and what is wrong at the end.

    `renderings` has one for each release.
    """
    for release in history.releases:
        yield from map(printable, _lines(release))
    if not history.releases:
        # Of what cannot be read nobody can say that there is none.
        yield "no releases can be read" if history.problems else "no releases"
    if history.problems:
        yield ""
        yield from problem_lines(history.problems, root)
    yield ""
    yield from _summary(history, renderings)


def _lines(release: Release) -> Iterator[str]:
    record = release.record
    level = record["level"] or ("unknown" if record["previous"] else "first")
    yield (
        f"{release.version}  {release.last_updated}  in force from {release.takes_effect}  {level}"
    )
    if any(one["applies_in"] for one in record["effective"]):
        for one in record["effective"]:
            markets = one["applies_in"]
            yield f"  from {one['from']} {'in ' + ', '.join(markets) if markets else 'elsewhere'}"
    if record["emergency"]:
        yield f"  emergency: {record['emergency']}"
    for redaction in release.redactions:
        files = counted(len(redaction.files), "file")
        yield f"  redacted {redaction.date} in {files}, by {redaction.by}: {redaction.reason}"


def _summary(history: History, renderings: Sequence[Rendering]) -> Iterator[str]:
    found = list(zip((one.version for one in history.releases), renderings, strict=True))
    same = sum(rendering is Rendering.SAME for _, rendering in found)
    if same:
        yield f"{counted(same, 'release')} rendered again: every page is the same, byte for byte"
    for rendering, why in _BY_HASH.items():
        versions = [version for version, one in found if one is rendering]
        if versions:
            yield f"pages compared by their hashes only, {why}: {', '.join(versions)}"
    yield counted(len(history.problems), "problem") if history.problems else "no problems"


_BY_HASH = {
    Rendering.OTHER_RENDERER: "as another version of klar rendered them",
    Rendering.REDACTED: "as words were redacted in them",
}


def json_report(history: History, renderings: Sequence[Rendering], root: str) -> str:
    """The whole history as JSON, in the shape of tests/history-output.schema.json."""
    value = {
        "format_version": FORMAT_VERSION,
        "releases": [
            _release(release, rendering)
            for release, rendering in zip(history.releases, renderings, strict=True)
        ],
        "problems": [
            {**one._asdict(), "path": shown_path(root, one.path)} for one in history.problems
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _release(release: Release, rendering: Rendering) -> dict[str, Any]:
    record = release.record
    return {
        "version": release.version,
        "last_updated": release.last_updated,
        "takes_effect": release.takes_effect,
        "effective": record["effective"],
        "languages": release.languages,
        "level": record["level"],
        "emergency": record["emergency"],
        "previous": record["previous"] and record["previous"]["version"],
        "sha256": release.sha256,
        "generator": record["generator"],
        "rendering": rendering,
        "redactions": [
            {
                "date": one.date,
                "by": one.by,
                "reason": one.reason,
                "files": sorted(one.files),
            }
            for one in release.redactions
        ],
    }
