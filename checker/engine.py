"""The whole pipeline, from a policy directory to findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import catalogue, schema, source
from checker.build import build
from checker.finding import Finding, Related, Severity, fill, fingerprint
from checker.graph import Graph
from checker.law.book import Book
from checker.model import Policy, is_redacted
from checker.nearest import nearest
from checker.routes import Routes, span_of, word_span
from checker.rules import Context, Hit
from checker.source import Document, Span
from checker.waivers import apply_waivers

NEAR_FILE = 0.75
if TYPE_CHECKING:
    from checker.schema_errors import Misshape

REQUIRED_FILES = ("organisation.yaml", "statement.yaml")


class Base(NamedTuple):
    """What was released last, against which a policy is checked.

    `source` is what each of its files says, by their paths; `policy` makes it of them, or gives
    None if that cannot be done. It is called only where something has changed.
    """

    source: Mapping[str, Any]
    policy: Callable[[], Policy | None]


class Result(NamedTuple):
    """What compiling a policy gives. `findings` are sorted and hold the waived ones too.

    `documents` are the files by path, for excerpts. `silenced` names the rules that did not run
    because a file they need could not be read; `complete` says that every file could.
    """

    policy: Policy
    routes: Routes
    findings: tuple[Finding, ...]
    documents: dict[str, Document]
    silenced: tuple[str, ...]
    complete: bool
    context: Context

    @property
    def graph(self) -> Graph:
        """The data-flow graph."""
        return self.context.graph

    @property
    def as_of(self) -> str:
        """The day the policy was checked for, ISO 8601."""
        return self.context.as_of


def compile_policy(
    root: str,
    as_of: str | None = None,
    *,
    only: Collection[str] = (),
    with_waivers: bool = True,
    strict_dates: bool = False,
    base: Base | None = None,
) -> Result:
    """Read, check and model the policy directory `root` as of a day (ISO 8601).

    Without `as_of` it is the statement's own date, so that the result depends on the tree alone.
    `only` restricts the rules by id; a file that cannot be read is never green all the same.
    Without a `base` nothing is said of what a new version needs.
    Raises source.TreeError if there is no such tree.
    """
    return compile_documents(
        source.read_tree(root),
        as_of,
        only=only,
        with_waivers=with_waivers,
        strict_dates=strict_dates,
        base=base,
    )


def compile_documents(
    documents: Iterable[Document],
    as_of: str | None = None,
    *,
    only: Collection[str] = (),
    with_waivers: bool = True,
    strict_dates: bool = False,
    base: Base | None = None,
    redacted: bool = False,
) -> Result:
    """Check and model a policy whose files have been read, wherever they stood.

    Where they are `redacted` a mark may stand in a field that takes an address.
    """
    by_path = {document.path: document for document in documents}
    refused, sound = _shapes(by_path, redacted=redacted)
    unread = frozenset(kind for finding in refused for kind in _kinds_meant(finding.span.path))
    policy, routes = build(sound, unread)
    policy = policy._replace(redacted=redacted)
    if as_of is None:
        as_of = policy.statement.last_updated if policy.statement else "0001-01-01"
    context = Context(policy, routes, Book(), as_of, _before(base, by_path))
    rules = catalogue.rules()
    findings: list[Finding] = []
    ran: set[str] = set()
    silenced: list[str] = []
    for rule in rules:
        if only and rule.info.id not in only:
            continue
        # Without the statement or the waivers no finding could be judged.
        if unread & (rule.needs | {"statement", "waivers"}):
            silenced.append(rule.info.id)
            continue
        ran.add(rule.info.id)
        severity = rule.strict if strict_dates else rule.info.severity
        findings.extend(_finding(rule, hit, severity, context) for hit in rule.check(context))
    if with_waivers and "waivers" not in unread:
        waivable = {rule.info.id for rule in rules if rule.waivable}
        known = {rule.info.id for rule in rules} | catalogue.OTHERS
        findings = apply_waivers(
            findings, policy.waivers, ran, waivable, known, as_of, strict_dates=strict_dates
        )
    ordered = tuple(_distinct(sorted(refused + findings, key=lambda one: one.sort_key)))
    return Result(policy, routes, ordered, by_path, tuple(silenced), not refused, context)


def _before(
    base: Base | None, by_path: Mapping[str, Document]
) -> Callable[[], Policy | None] | None:
    """What was released last, if it says anything else than the files at hand."""
    if base and base.source != {path: document.value for path, document in by_path.items()}:
        return base.policy
    return None


def _distinct(findings: list[Finding]) -> Iterator[Finding]:
    """The findings with fingerprints of their own, where several are alike but for their place."""
    seen: dict[str, int] = {}
    for finding in findings:
        count = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        if count == 1:
            yield finding
        else:
            own = fingerprint(finding.rule.id, finding.fingerprint, {"occurrence": str(count)})
            yield finding._replace(fingerprint=own)


def _finding(rule: catalogue.Rule, hit: Hit, severity: Severity, context: Context) -> Finding:
    routes = context.routes
    span = span_of(hit.place) if hit.place else routes.span(hit.route)
    found = hit.word and routes.find(hit.route)
    if found:
        span = word_span(found[0], hit.word)
    related: list[Related] = []
    for target, message in hit.related:
        other = routes.span(target) if isinstance(target, str) else span_of(target)
        if other:
            related.append(Related(other, message))
    info = rule.info
    if hit.verification == "unverified" and severity is Severity.ERROR:
        severity = Severity.WARNING
    return Finding(
        info,
        severity,
        fill(info.message, hit.fields),
        fill(info.remedy, hit.fields),
        span or Span("statement.yaml", 1, 1, 1, 1),
        hit.route,
        fingerprint(info.id, hit.route, hit.fields),
        _legal(hit.legal or info.legal, hit.route, context.policy),
        tuple(related),
    )


def _legal(legal: tuple[str, ...], route: str, policy: Policy) -> tuple[str, ...]:
    """What the law says of the place a route names: its markets' acts, and Art. 13 or Art. 14."""
    activity = policy.activities.get(route.split("/", 1)[0])
    markets = activity.applies_in if activity else ()
    markets = markets or (policy.statement.markets if policy.statement else ())
    left_out = tuple(f"{one[:2]} " for one in legal if one[2:3] == " " and one[:2] not in markets)
    if activity:
        sources = policy.sources_of(activity)
        person = any(source.from_the_person for source in sources)
        elsewhere = any(source.from_elsewhere for source in sources)
        if person != elsewhere:
            left_out += ("GDPR 14(",) if person else ("GDPR 13(",)
    return tuple(one for one in legal if not one.startswith(left_out)) or legal


def _shapes(
    by_path: Mapping[str, Document], *, redacted: bool
) -> tuple[list[Finding], dict[str, Document]]:
    """What the reader and the schemas refuse, and the documents that nothing is wrong with."""
    infos = catalogue.refusals()
    findings: list[Finding] = []

    def refuse(kind: str, span: Span, fields: dict[str, str], *related: Related) -> None:
        info = infos[kind]
        where = f"{span.path}:{'/'.join(f'{k}={v}' for k, v in sorted(fields.items()))}"
        findings.append(
            Finding(
                info,
                info.severity,
                fill(info.message, fields),
                fill(info.remedy, fields),
                span,
                "",
                fingerprint(kind, where, {}),
                related=related,
            )
        )

    readable: list[tuple[str, Document]] = []
    for path, document in by_path.items():
        for problem in document.problems:
            related = (Related(span, message) for span, message in problem.related)
            refuse(problem.kind, problem.span, problem.fields, *related)
        kind = schema.kind_of(path)
        if kind is None:
            if not document.problems:
                fields = {"path": path, "suggestion": _near_file(path)}
                refuse("unexpected-file", Span(path, 1, 1, 1, 1), fields)
        elif not document.problems:
            readable.append((kind, document))
    meant = {kind for path in by_path for kind in _kinds_meant(path)}
    for path in REQUIRED_FILES:
        if path not in by_path and path.removesuffix(".yaml") not in meant:
            refuse("missing-file", Span(path, 1, 1, 1, 1), {"path": path})
    misshapen = schema.check(readable)
    if redacted:
        misshapen = without_marks(misshapen, by_path)
    for path, misshapes in misshapen.items():
        document = by_path[path]
        for misshape in misshapes:
            span = _span(document, misshape)
            refuse(misshape.kind, span, misshape.fields)
    sound = {document.path: document for _, document in readable if document.path not in misshapen}
    return findings, sound


def without_marks(
    misshapen: Mapping[str, list[Misshape]], documents: Mapping[str, Document]
) -> dict[str, list[Misshape]]:
    """What is wrong with the shape of documents, but for where an address was redacted."""
    left: dict[str, list[Misshape]] = {}
    for path, misshapes in misshapen.items():
        for one in misshapes:
            value = documents[path].value
            for step in one.path:
                value = value[step]
            if not is_redacted(value, one.path):
                left.setdefault(path, []).append(one)
    return left


def _span(document: Document, misshape: Misshape) -> Span:
    if misshape.key:
        try:
            return document.key_span(misshape.path)
        except KeyError:
            pass
    span = document.value_span(misshape.path)
    if span.end_line > span.line:
        # The caret belongs under the start of a long value, not under all of it.
        return span._replace(end_line=span.line, end_column=span.column + 1)
    return span


def _kinds_meant(path: str) -> Iterator[str]:
    """The kinds of file that something at a path is, or was meant to be.

    What cannot be read silences what depends on it, also under a name that is slightly off.
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if folder or name in schema.FOLDERS:
        place = folder.split("/")[0] if folder else name
        near = nearest(place, schema.FOLDERS, NEAR_FILE)
        if near:
            yield schema.FOLDERS[near]
        return
    near = nearest(stem.lower(), schema.SINGLE_FILES, NEAR_FILE)
    if near:
        yield near


def _near_file(path: str) -> str:
    folder, _, name = path.rpartition("/")
    if folder:
        near = nearest(folder, schema.FOLDERS, NEAR_FILE)
        return f"; did you mean {near}/{name}?" if near else ""
    near = nearest(name.removesuffix(".yaml"), schema.SINGLE_FILES, NEAR_FILE)
    return f"; did you mean {near}.yaml?" if near else ""
