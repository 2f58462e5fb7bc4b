"""A file in a folder is not named by the id of what it holds.

Why
    One finds an activity by its id: in a finding, on the page, in a pull request.

Mend
    Rename the file to the id, or correct the id.

Limits
    Looks at activities, groups and sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ()
NEEDS = ()
MESSAGE = "{path} holds {id!r}"
REMEDY = "Rename the file to {id}.yaml, or correct the id."


def check(context: Context) -> Iterator[Hit]:
    """Yield what lies in a file of another name."""
    policy = context.policy
    for folder, names in (
        ("activities", policy.activities),
        ("groups", policy.groups),
        ("sections", policy.sections),
    ):
        for name in names:
            found = context.routes.find(name)
            path = found[0].document.path if found else ""
            if path != f"{folder}/{name}.yaml":
                yield Hit(name, {"path": path, "id": name})
