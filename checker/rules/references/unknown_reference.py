"""Something is referred to that does not exist.

Why
    The page and the graph would lack what the reference stands for, and no duty that hangs on it
    could be checked.

Mend
    Correct the id, or add what it names in the file for things of its kind.

Limits
    References to kinds of thing whose file cannot be read are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Reference
from checker.nearest import did_you_mean
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ()
NEEDS = ()
MESSAGE = "there is no {what} {target!r}{suggestion}"
REMEDY = "Correct the id, or add it to {file}."


_FILES = {
    "subject": "data-subjects.yaml",
    "category": "data-categories.yaml",
    "entity": "organisation.yaml",
    "officer": "organisation.yaml",
    "channel": "organisation.yaml",
    "recipient": "recipients.yaml",
    "measure": "measures.yaml",
    "document": "documents.yaml",
    "term": "terms.yaml",
    "right": "rights.yaml",
    "retention": "retention.yaml",
    "source": "sources.yaml",
    "sharing": "sharing.yaml",
    "activity": "activities/",
    "group": "groups/",
    "section": "sections/",
}
_NAMES = {
    "subject": "data subject",
    "category": "data category",
    "entity": "legal entity",
    "retention": "general retention rule",
    "source": "general source",
    "sharing": "sharing rule",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield every reference whose target is missing or is a thing of another kind."""
    policy = context.policy
    for reference in policy.references:
        target, kinds = reference.target, reference.kinds
        if kinds == ("route",):
            # A route may lead anywhere, so it is only judged where everything was read.
            if not policy.unread and not context.routes.exists(target):
                yield _hit(context, reference, "part of the statement", "the source")
        elif policy.kind_of.get(target) not in kinds and not _unread(policy.unread, kinds):
            what = " or ".join(_NAMES.get(kind, kind) for kind in kinds)
            files = dict.fromkeys(_FILES[kind] for kind in kinds)
            yield _hit(context, reference, what, " or ".join(files))


def _unread(unread: frozenset[str], kinds: tuple[str, ...]) -> bool:
    files = {_FILES[kind].removesuffix(".yaml").removesuffix("/") for kind in kinds}
    folders = {"activities": "activity", "groups": "group", "sections": "section"}
    return any(folders.get(file, file) in unread for file in files)


def _hit(context: Context, reference: Reference, what: str, file: str) -> Hit:
    kinds = reference.kinds
    anything = kinds == ("route",)
    known = [name for name, kind in context.policy.kind_of.items() if anything or kind in kinds]
    suggestion = did_you_mean(reference.target, known)
    fields = {"what": what, "target": reference.target, "suggestion": suggestion, "file": file}
    return Hit(reference.route, fields)
