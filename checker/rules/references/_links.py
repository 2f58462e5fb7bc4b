"""Where `ref:` links lead."""

from __future__ import annotations

from checker.model import Policy
from checker.rules import Context

NOWHERE = "nowhere"


def shown_sections(policy: Policy) -> set[str]:
    """The sections that the statement's contents reach."""
    return {entry.section for entry in policy.entries()}


def lead(context: Context, target: str, shown: set[str]) -> str | None:
    """Where a link leads that leads to no part of the page, in the words of a message."""
    if not context.routes.exists(target):
        return NOWHERE
    if _on_no_page(context.policy, target.split("/", 1)[0], shown):
        return "to something that is on no page"
    return None


def _on_no_page(policy: Policy, head: str, shown: set[str]) -> bool:
    kind = policy.kind_of.get(head)
    if kind == "activity":
        return not policy.activities[head].public
    if kind == "section":
        # A section in the contents that does not exist may be this one, misspelt.
        return head not in shown and shown.issubset(policy.sections)
    # The page names documents but has no place of its own for one.
    return kind == "document"
