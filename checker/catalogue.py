"""Every rule klar has: those of the package `rules`, and what reader, schema and waivers refuse."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from checker import resources
from checker.finding import Certainty, RuleInfo, Severity
from checker.rules import Context, Hit
from checker.schema import SHAPES
from checker.source import PROBLEMS

CLEAR = "clear-language"
"""The duty that what holds the source together serves: what is written reaches its readers."""


class Rule(NamedTuple):
    """A rule that looks at the model. `needs` are the kinds of file that it cannot do without.

    `strict` is its severity where dates have their full weight.
    """

    info: RuleInfo
    strict: Severity
    needs: frozenset[str]
    waivable: bool
    check: Callable[[Context], Iterator[Hit]]


def rules() -> list[Rule]:
    """Every rule of the package, by listing it: there is no second list to edit."""
    root = resources.path("rules")
    found: list[Rule] = []
    for family in sorted(os.listdir(root)):
        if family.startswith(("_", ".")) or not os.path.isdir(os.path.join(root, family)):
            continue
        for name in sorted(os.listdir(os.path.join(root, family))):
            stem, dot, ending = name.rpartition(".")
            if dot and ending == "py" and not stem.startswith("_"):
                module = import_module(f"checker.rules.{family}.{stem}")
                found.append(_rule(stem.replace("_", "-"), module))
    return sorted(found, key=lambda rule: rule.info.id)


def _rule(name: str, module: Any) -> Rule:
    info = RuleInfo(
        name,
        module.SEVERITY,
        module.CERTAINTY,
        module.LEGAL,
        module.MESSAGE,
        module.REMEDY,
        module.__doc__,
        module.DUTY,
    )
    strict = getattr(module, "STRICT", info.severity)
    waivable = getattr(module, "WAIVABLE", True)
    return Rule(info, strict, frozenset(module.NEEDS), waivable, module.check)


def refusals() -> dict[str, RuleInfo]:
    """What the reader and the schemas refuse, as rules."""
    return {
        name: RuleInfo(
            name,
            Severity.ERROR,
            Certainty.FACT,
            (),
            refusal.message,
            refusal.remedy,
            _page(
                refusal.summary, refusal.why, refusal.mend or refusal.remedy, "Cannot be waived."
            ),
            CLEAR,
        )
        for name, refusal in {**PROBLEMS, **SHAPES}.items()
    }


def _page(summary: str, why: str, mend: str, limits: str) -> str:
    sections = (("Why", why), ("Mend", mend), ("Limits", limits))
    parts = [f"{title}\n{_indented(text)}" for title, text in sections]
    return "\n\n".join([summary, *parts])


def _indented(text: str) -> str:
    return textwrap.fill(text, 96, initial_indent="    ", subsequent_indent="    ")


def _warning(name: str, message: str, remedy: str, summary: str, why: str, limits: str) -> RuleInfo:
    page = _page(summary, why, remedy, limits)
    return RuleInfo(name, Severity.WARNING, Certainty.FACT, (), message, remedy, page, CLEAR)


WAIVER_RULES = {
    info.id: info
    for info in (
        _warning(
            "waiver-unused",
            "nothing to waive: {rule} does not flag {target}{suggestion}",
            "Remove the waiver. If the gap is mended, it has done its work.",
            "A waiver matches no finding.",
            "A waiver that covers nothing today would silently accept the gap if it came back.",
            "Only judged where its rule ran.",
        ),
        _warning(
            "waiver-for-unknown-rule",
            "{rule!r} {problem}{suggestion}",
            "Correct the rule's id, or mend what it flags; `klar rules` lists them all.",
            "A waiver names a rule that does not exist, or that cannot be waived.",
            "It accepts nothing, though its author believes it does.",
            "What would make the page lack or break something is mended, not accepted: what the "
            "reader and the schemas refuse, ids that stand twice, references and links that lead "
            "nowhere, texts missing in a language.",
        ),
        _warning(
            "waiver-expired",
            "the waiver of {rule} for {target} ended on {until}",
            "Close the gap, or have its owner ({owner}) decide on a new date and reason.",
            "A waiver's last day has passed.",
            "A gap was accepted until a date, and that day is over. Time alone never turns a check "
            "red, so the gap stays waived and this is a warning; with --strict-dates the waiver no "
            "longer counts.",
            "None.",
        ),
        _warning(
            "waiver-twice",
            "{rule} is waived for {target} more than once",
            "Keep one of the two.",
            "Two waivers cover the same finding.",
            "Their reasons or dates could differ.",
            "None.",
        ),
    )
}


DRIFTED = _warning(
    "schema-copy-drifted",
    "{path} is not the schema that this version of klar uses",
    "Run `klar init --schemas-only` to renew the copies.",
    "A copy of a schema differs from klar's own.",
    "Editors help and complain by the copy beside the policy, klar by its own. When they differ, "
    "the editor sees something else than the check.",
    "Looks at folders named schemas in the policy directory and beside it.",
)


def _of_releases(name: str, summary: str, why: str, mend: str) -> RuleInfo:
    limits = (
        "Cannot be waived. Whoever rewrites the last release and SHA256SUMS together is not found "
        "out; `klar review` against a git ref tells of that. A version that SHA256SUMS does not "
        "list is no release, but perhaps its line was lost: that is a warning."
    )
    page = _page(summary, why, mend, limits)
    severity, certainty = Severity.ERROR, Certainty.FACT
    message, remedy = "{path}: {problem}", "{remedy}"
    return RuleInfo(name, severity, certainty, ("GDPR 5(2)",), message, remedy, page, CLEAR)


_RESTORE = (
    "Restore it from git: `git log -- privacy_policy/releases` shows what changed it. If a person "
    "asked for their name to be erased, use `klar redact`, which shows that something was."
)

RELEASE_RULES = {
    info.id: info
    for info in (
        _of_releases(
            "release-altered",
            "A released version is not as it was released.",
            "A controller must be able to show what people were told, and when. A release that was "
            "changed afterwards shows nothing.",
            _RESTORE,
        ),
        _of_releases(
            "release-missing",
            "A released version lacks a file, or is gone.",
            "A controller must be able to show what people were told, and when. What was once "
            "published stays in the history.",
            _RESTORE,
        ),
        _of_releases(
            "release-out-of-line",
            "The releases do not follow one another.",
            "Each release names the one before it, so that none can be left out or put in between. "
            "Where two follow the same one, two branches both released, and one of them does not "
            "know what the other changed.",
            "Keep the one that was published. Remove the other with its line of SHA256SUMS, raise "
            "`version` in statement.yaml, and run `klar release` again.",
        ),
    )
}


OTHERS = frozenset((*PROBLEMS, *SHAPES, *WAIVER_RULES, DRIFTED.id, *RELEASE_RULES))
"""What is reported under a rule's name without being one of the package `rules`."""


def every_rule() -> dict[str, RuleInfo]:
    """All rules by id, for `klar rules` and `klar explain`."""
    infos = {rule.info.id: rule.info for rule in rules()}
    others = {**WAIVER_RULES, DRIFTED.id: DRIFTED, **RELEASE_RULES}
    return dict(sorted({**infos, **refusals(), **others}.items()))
