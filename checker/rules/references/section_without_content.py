"""A section has a heading and nothing below it.

Why
    Readers look under the heading for what is not there. What people are told must be easy to find
    and to understand (GDPR Art. 12(1)).

Mend
    Add what the section is to show; or take it out of `contents` of statement.yaml, and delete its
    file.

Limits
    Looks at the sections that the contents reach. One that only stands above others needs no
    content of its own, and a list that is empty beside other content leaves no gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Block, Policy
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = (
    "activity",
    "changelog",
    "group",
    "measures",
    "organisation",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
    "terms",
)
MESSAGE = "the section {section!r} has a heading and nothing below it"
REMEDY = "{remedy}"

_ADD = (
    "Add what `show: {show}` shows to {file}, or take the section out of the contents and delete "
    "its file."
)
_WRITE = "Add `content`, or take the section out of the contents and delete its file."


def check(context: Context) -> Iterator[Hit]:
    """Yield the sections on the page that hold nothing, on the first list that is empty."""
    policy = context.policy
    empty = {show: file for show, (held, file) in _lists(policy).items() if not held}
    for entry in policy.entries():
        section = policy.sections.get(entry.section)
        if section is None or any(one.section in policy.sections for one in entry.sections):
            continue
        if any(promise.text for promise in section.promises):
            continue
        if all(_only_lists(block) and block.show in empty for block in section.content):
            fields = {"section": context.words(section.title), "remedy": _WRITE}
            route = section.route
            for block in section.content[:1]:
                show = block.show or ""
                fields["remedy"] = _ADD.format(show=show, file=empty[show])
                route = f"{block.route}/show"
            yield Hit(route, fields)


def _only_lists(block: Block) -> bool:
    return not (block.text or block.activities or block.group)


def _lists(policy: Policy) -> dict[str, tuple[object, str]]:
    """What there is for each list that a block may show, and the file in which it stands."""
    organisation = policy.organisation
    roles = organisation.roles if organisation else ()
    promised = {promise.route.split("/")[1] for promise in policy.promises if promise.text}
    return {
        "controllers": (policy.entities or roles, "organisation.yaml"),
        "officers": (policy.officers, "organisation.yaml"),
        "channels": (policy.channels, "organisation.yaml"),
        "terms": (policy.terms, "terms.yaml"),
        "retention": (policy.general_retention or "retention" in promised, "retention.yaml"),
        "sources": (policy.general_sources or "sources" in promised, "sources.yaml"),
        "sharing": (policy.sharing, "sharing.yaml"),
        "measures": (policy.measures, "measures.yaml"),
        "rights": (policy.rights, "rights.yaml"),
        "procedure": (policy.procedure, "rights.yaml"),
        "complaints": (policy.complaints, "rights.yaml"),
        "changes": (policy.change_policy or policy.changes, "changelog.yaml"),
    }
