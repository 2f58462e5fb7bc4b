"""A review as the one comment on a pull request, in Markdown of at most 64 KiB."""

from __future__ import annotations

from collections.abc import Iterator

from checker.changes import Change, Level
from checker.changes.notice import starts
from checker.finding import Finding
from checker.model import Text
from checker.report.flows.compared import headed
from checker.report.review.facts import Review, counts
from checker.report.review.fitting import Section, Unit, fitted
from checker.report.summary import code, counted, inert, position
from checker.report.versions.comparison import LEVELS, heads, reason
from checker.translations import State

LIMIT = 65_536
"""What GitHub takes as a comment, in characters; in bytes that is never more."""

_LONGEST = 400
_LINES = 6


def markdown_review(review: Review) -> str:
    """The comment, ending in a line feed."""
    if review.nothing:
        return f"Nothing has changed in meaning since {_code(review.compared.before.label)}.\n"
    return fitted(_opening(review), [one for one in _sections(review) if one.units], LIMIT)


def _opening(review: Review) -> str:
    compared = review.compared
    level = review.diff.level
    said = "nothing changed in meaning" if level is Level.NONE else f"{level.value} changes"
    versions = _code(compared.before.number)
    if compared.after.number != compared.before.number:
        versions += f" to {_code(compared.after.number)}"
    findings = review.findings
    new = _counted(findings.new) or "no new findings"
    told = [f"{said}, version {versions}", *_effect(review), new, f"{len(findings.fixed)} fixed"]
    if findings.waived:
        told.append(f"{len(findings.waived)} newly waived")
    line = ", ".join(told)
    return (
        f"# Review of the privacy statement\n\n**{line[:1].upper()}{line[1:]}.**\n\n"
        f"Compared with {_code(compared.before.label)}. What is stated, never that it complies.\n"
    )


def _effect(review: Review) -> Iterator[str]:
    if review.diff.level.rank < Level.EDITORIAL.rank:
        return
    for start in starts(review.diff):
        where = f" in {', '.join(start.markets)}" if start.markets else ""
        yield f"takes effect {start.day}{where}" if start.day else f"no new date{where}"


def _counted(findings: tuple[Finding, ...]) -> str:
    return ", ".join(
        counted(number, f"new {severity.value}") for severity, number in counts(findings).items()
    )


def _sections(review: Review) -> Iterator[Section]:
    after, findings = review.compared.after, review.findings
    yield Section("To decide", "point", [Unit(f"- [ ] {one}\n") for one in _to_decide(review)])
    yield Section("New findings", "finding", [_finding(one, after.root) for one in review.others])
    yield Section(
        "What a new version needs", "finding", [_finding(one, after.root) for one in review.release]
    )
    for level in LEVELS[:-1]:
        yield Section(
            f"{level.value.capitalize()} changes", "change", list(_changes(review, level))
        )
    yield Section("Translations now stale", "text", [_stale(one) for one in review.stale])
    yield Section("Flows", "flow", list(_flows(review)), inert(review.flows.counts()))
    yield Section("Fixed findings", "finding", [_fixed(one) for one in findings.fixed])
    yield Section("Newly waived findings", "finding", [_waived(one) for one in findings.waived])
    none = review.compared.of_no_meaning()
    yield Section(
        "Of no meaning",
        "kind of change",
        [Unit(f"- {_said(said)} ({number})\n") for said, number in none.items()],
    )


def _to_decide(review: Review) -> Iterator[str]:
    """What only a human can settle, each as one line."""
    wording = review.compared.wording
    material = review.diff.at(Level.MATERIAL)
    for change in review.to_weigh:
        why = wording.warning(change) or reason(change)
        yield f"**{_said(wording.part(change))}**: {_said(wording.sentence(change))}. {_said(why)}"
    for finding in review.judgements:
        yield f"{_code(finding.rule.id)}: {_said(finding.message)}. {_said(finding.remedy)}"
    if material:
        number = counted(len(material), "material change")
        people = "; ".join(dict.fromkeys(wording.people(change) for change in material))
        yield (
            f"How people are told of {number}, and whether in good time before: {_said(people)} "
            "(`klar notice` drafts the messages)."
        )
    for finding in review.findings.waived:
        yield f"Whether to accept {_code(finding.rule.id)} at {_code(finding.route)}, now waived."


def _finding(finding: Finding, root: str) -> Unit:
    lines = [
        f"- **{finding.severity.value}** {_code(finding.rule.id)}: {_said(finding.message)}",
        f"  - Mend: {_said(finding.remedy)}",
    ]
    if finding.legal:
        lines.append(f"  - Law: {_said(', '.join(finding.legal))}")
    lines.append(f"  - {_code(position(root, finding.span))}")
    return _unit(lines)


def _fixed(finding: Finding) -> Unit:
    return _unit([f"- {_code(finding.rule.id)}: {_said(finding.message)}"])


def _waived(finding: Finding) -> Unit:
    waived = finding.waived
    assert waived
    about = f"{waived.kind}, {waived.owner}, until {waived.until}: {waived.reason}"
    return _unit(
        [
            f"- {_code(finding.rule.id)} at {_code(finding.route)}: {_said(finding.message)}",
            f"  - Waived: {_said(about)}",
        ]
    )


def _changes(review: Review, level: Level) -> Iterator[Unit]:
    compared = review.compared
    for part, changes in compared.parts(level).items():
        ids = ", ".join(map(_code, heads(changes)[:_LINES]))
        for change in changes:
            yield _change(review, change)._replace(head=f"**{_said(part)}** ({ids})")


def _change(review: Review, change: Change) -> Unit:
    compared, wording = review.compared, review.compared.wording
    said = _said(wording.sentence(change))
    if change.level is Level.TRANSLATION:
        said = f"{said} ({_said(wording.languages(change))})"
    lines = [f"- **{said}**" if change.level is Level.MATERIAL else f"- {said}"]
    for label, words in zip(("was", "is"), _words(review, change), strict=True):
        if words is not None:
            lines.append(f"  - {wording.say(label)}: {_said(words)}")
    lines.append(f"  - {_said(wording.concerns(change))}")
    if change.level is Level.MATERIAL:
        lines.append(f"  - Why it matters: {_said(reason(change))}")
    place = compared.position(change)
    if place:
        lines.append(f"  - {_code(place)}")
    return _unit(lines)


def _words(review: Review, change: Change) -> tuple[str | None, str | None]:
    """The words of a text before and after, in a language in which it changed."""
    before, after = review.compared.wording.words(change)
    if before != after or not change.languages:
        return (before, after) if before != after else (None, None)
    texts = (change.before, change.after)
    language = change.languages[0]
    old, new = (one.languages.get(language) if isinstance(one, Text) else None for one in texts)
    return old, new


def _stale(state: State) -> Unit:
    changed, behind = ", ".join(state.changed), ", ".join(state.behind)
    return _unit([f"- {_code(state.text.route)}: changed in {changed}, not in {behind}"])


def _flows(review: Review) -> Iterator[Unit]:
    flows = review.flows
    for title, uses, wording in (
        ("New use of data", flows.fresh, flows.after),
        ("No longer a use of data", flows.gone, flows.before),
    ):
        for use in uses:
            where = wording.text(use.activity.title)
            yield _unit([f"- {title}: {_said(wording.category(use))}, in {_said(where)}"])
    for title, entries, of, names in (
        ("Added", flows.added(), flows.uses_after, flows.after),
        ("Removed", flows.removed(), flows.uses_before, flows.before),
        ("Changed", flows.changed(), flows.uses_after, flows.after),
    ):
        for entry in entries:
            lines = [f"- {title}: {_said(headed(entry, of, names))}"]
            for line, depth in entry.lines[:_LINES]:
                lines.append(f"{'  ' * (depth + 1)}- {line.label}: {_said(line.words)}")
            if len(entry.lines) > _LINES:
                lines.append(f"  - and {len(entry.lines) - _LINES} more")
            yield _unit(lines)


# Words


def _unit(lines: list[str]) -> Unit:
    return Unit("".join(f"{line}\n" for line in lines))


def _said(words: str) -> str:
    """Words of the data, which are only that."""
    return inert(_short(words))


def _code(words: str) -> str:
    return code(_short(words)) if words else ""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
