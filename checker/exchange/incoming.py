"""A translator's file taken into a policy: what the sources would say, and whether they may."""

from __future__ import annotations

from typing import NamedTuple

from checker.engine import Result, compile_documents
from checker.exchange.edit import Change, EditError, edited
from checker.exchange.po import Incoming, Refusal, parsed
from checker.finding import Severity
from checker.source import Document, read


class ImportRefusedError(Exception):
    """Entries that cannot be taken, so that nothing is."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(f"{len(refusals)} entries were refused")
        self.refusals = refusals


class Taken(NamedTuple):
    """What a file brings, and the sources as they will be, by their paths in the policy."""

    incoming: Incoming
    files: dict[str, bytes]


def imported(result: Result, content: str) -> Taken:
    """The policy's sources with the translations of a PO file in them.

    Raises po.PoError if it is no such file; ImportRefusedError if an entry cannot be taken, also
    where the sources would hold an error that they did not hold before.
    """
    policy = result.policy
    incoming = parsed(content, policy)
    if incoming.refused:
        raise ImportRefusedError(incoming.refused)
    changes: dict[str, list[Change]] = {}
    for one in incoming.changed:
        found = result.routes.find(one.text.route)
        assert found
        place = found[0]
        change = Change(place.path, incoming.target, one.words)
        changes.setdefault(place.document.path, []).append(change)
    languages = policy.statement.languages if policy.statement else ()
    documents: dict[str, Document] = dict(result.documents)
    files: dict[str, bytes] = {}
    for path, those in changes.items():
        try:
            text = edited(result.documents[path], those, languages)
        except EditError as error:
            raise ImportRefusedError((Refusal(0, path, str(error)),)) from None
        files[path] = text.encode("utf-8-sig" if result.documents[path].marked else "utf-8")
        documents[path] = read(path, files[path])
    _hold(result, documents, incoming)
    return Taken(incoming, files)


def _hold(result: Result, documents: dict[str, Document], incoming: Incoming) -> None:
    """Refuse what would make the policy hold an error that it did not hold before."""
    before = compile_documents(result.documents.values(), with_waivers=False)
    after = compile_documents(documents.values(), with_waivers=False)
    known = {one.fingerprint for one in before.findings}
    lines = {one.text.route: one.line for one in incoming.changed}
    refused = []
    for finding in after.findings:
        if finding.severity is Severity.ERROR and finding.fingerprint not in known:
            text = finding.route.removesuffix(f"/{incoming.target}")
            route = finding.route or finding.span.path
            refused.append(Refusal(lines.get(text, 0), route, finding.message))
    if refused:
        raise ImportRefusedError(tuple(refused))
