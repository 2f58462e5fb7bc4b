"""Findings accepted in the open, until a date."""

from __future__ import annotations

from checker.catalogue import WAIVER_RULES
from checker.finding import Finding, Related, Waived, fill, fingerprint
from checker.model import Waiver
from checker.nearest import did_you_mean
from checker.routes import span_of


def apply_waivers(
    findings: list[Finding],
    waivers: tuple[Waiver, ...],
    ran: set[str],
    waivable: set[str],
    known: set[str],
    as_of: str,
    *,
    strict_dates: bool,
) -> list[Finding]:
    """Mark what is waived, and add findings about the waivers themselves.

    `ran` are the rules whose findings are complete, `waivable` those whose findings may be waived,
    `known` everything klar calls a rule. A waiver is for one rule and one route; `until` is the
    last day on which it counts.
    """
    by_target: dict[tuple[str, str], Waiver] = {}
    about: list[Finding] = []
    for waiver in waivers:
        target = (waiver.rule, waiver.target)
        if target in by_target:
            first = Related(span_of(by_target[target].place), "first here")
            about.append(_about("waiver-twice", waiver, first))
        else:
            by_target[target] = waiver
    used: set[tuple[str, str]] = set()
    marked: list[Finding] = []
    flagged: dict[str, list[str]] = {}
    for finding in findings:
        flagged.setdefault(finding.rule.id, []).append(finding.route)
        target = (finding.rule.id, finding.route)
        found = by_target.get(target) if finding.rule.id in waivable else None
        if found is None:
            marked.append(finding)
            continue
        used.add(target)
        if strict_dates and found.until < as_of:
            marked.append(finding)
        else:
            waived = Waived(found.kind, found.reason, found.owner, found.until)
            marked.append(finding._replace(waived=waived))
    for target, waiver in by_target.items():
        if waiver.rule not in waivable:
            if waiver.rule in known:
                fields = {"problem": "cannot be waived, only mended", "suggestion": ""}
            else:
                suggestion = did_you_mean(waiver.rule, waivable)
                fields = {"problem": "is no rule of klar's", "suggestion": suggestion}
            about.append(_about("waiver-for-unknown-rule", waiver, fields=fields))
        elif target in used:
            if waiver.until < as_of:
                about.append(_about("waiver-expired", waiver))
        elif waiver.rule in ran:
            fields = {"suggestion": did_you_mean(waiver.target, flagged.get(waiver.rule, ()))}
            about.append(_about("waiver-unused", waiver, fields=fields))
    return marked + about


def _about(
    rule: str, waiver: Waiver, *related: Related, fields: dict[str, str] | None = None
) -> Finding:
    info = WAIVER_RULES[rule]
    filled = {
        "rule": waiver.rule,
        "target": waiver.target,
        "until": waiver.until,
        "owner": waiver.owner,
        **(fields or {}),
    }
    return Finding(
        info,
        info.severity,
        fill(info.message, filled),
        fill(info.remedy, filled),
        span_of(waiver.place),
        waiver.route,
        fingerprint(rule, waiver.route, {}),
        related=related,
    )
