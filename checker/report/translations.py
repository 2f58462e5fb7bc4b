"""The state of translations, as text and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.engine import Result
from checker.model import Text
from checker.report.summary import position, printable, shown_path
from checker.translations import NEW, REVIEWED, STATES, State, level

Before = dict[str, Text] | None


def text_status(
    result: Result, root: str, found: list[State], before: Before, since: str | None
) -> Iterator[str]:
    """The counts, and each text that needs somebody, with its place."""
    statement = result.policy.statement
    languages = ", ".join(statement.languages) if statement else ""
    counts = Counter(one.state for one in found)
    total = len(result.policy.texts)
    if since is not None:
        yield f"{len(found)} of {total} texts in {languages} have changed since {printable(since)}"
    else:
        listed = ", ".join(f"{counts[state]} {state}" for state in reversed(STATES))
        yield f"{total} texts in {languages}: {listed}"
        if not result.policy.locked:
            yield "No text has been stamped yet: `klar translations stamp` keeps account of them."
            found = [one for one in found if one.missing]
    for state in STATES:
        those = [one for one in found if one.state == state != REVIEWED]
        if those:
            yield ""
            yield f"{state} ({len(those)})"
        for one in those:
            yield f"  {one.text.route}  {position(root, result.routes.span(one.text.route))}"
            yield f"    {_what(one, before)}"
            yield from _words(one, before)
    gone = _gone(result, before)
    if gone:
        yield ""
        stamps = " with a stamp, which the next one drops" if since is None else ""
        yield f"gone{stamps} ({len(gone)})"
        yield from (f"  {route}" for route in gone)


def json_status(
    result: Result, root: str, found: list[State], before: Before, since: str | None
) -> str:
    """The same as JSON text."""
    statement = result.policy.statement
    counts = Counter(one.state for one in found)
    data = {
        "format_version": 1,
        "languages": list(statement.languages) if statement else [],
        "since": since,
        "texts": len(result.policy.texts),
        "counts": {state: counts[state] for state in STATES},
        "states": [_state(result, root, one, before) for one in found if one.state != REVIEWED],
        "gone": _gone(result, before),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _state(result: Result, root: str, one: State, before: Before) -> dict[str, Any]:
    span = result.routes.span(one.text.route)
    old = before.get(one.text.route) if before else None
    return {
        "route": one.text.route,
        "state": one.state,
        "missing": list(one.missing),
        "changed": list(one.changed),
        "behind": list(one.behind),
        "path": shown_path(root, span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "was": old.languages if old else None,
        "is": one.text.languages,
    }


def _gone(result: Result, before: Before) -> list[str]:
    """The routes of texts that there were, then or when they were stamped."""
    known = result.policy.stamps if before is None else before
    return sorted(known.keys() - {text.route for text in result.policy.texts})


def _what(one: State, before: Before) -> str:
    if one.missing:
        return f"lacks {', '.join(one.missing)}"
    if before is not None and one.state == NEW:
        old = before.get(one.text.route)
        if old is None:
            return "a new text"
        return (
            f"new in {', '.join(name for name in one.text.languages if name not in old.languages)}"
        )
    if one.behind:
        return f"changed in {', '.join(one.changed)}; not in {', '.join(one.behind)}"
    return "changed in all languages" if one.changed else "not reviewed in all languages together"


def _words(one: State, before: Before) -> Iterator[str]:
    """What changed, in each language, since an earlier day."""
    old = before.get(one.text.route) if before else None
    for language, words in one.text.languages.items() if before is not None else ():
        was = level(old.languages.get(language, "")) if old else ""
        if was != level(words):
            if was:
                yield printable(f"    {language} - {was}")
            yield printable(f"    {language} + {level(words)}")
