"""The releases beside a policy: what it is checked against, and what is wrong with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from checker.catalogue import RELEASE_RULES
from checker.engine import Base
from checker.finding import Finding, RuleInfo, Severity, fill, fingerprint
from checker.source import RELEASES, Span

if TYPE_CHECKING:
    from checker.model import Policy
    from checker.versions.history import History


def history_of(root: str) -> History | None:
    """The releases of a policy directory, every file hashed; None if nothing was released.

    A link in their place is refused with the rest of the tree.
    """
    folder = os.path.join(root, RELEASES)
    if not os.path.lexists(folder) or os.path.islink(folder):
        return None
    from checker.versions.history import read_history

    return read_history(root)


def last_release(history: History | None, version: Any = None) -> Base | None:
    """What was released last, to check a policy against; None if there is nothing to be read.

    With a version, the last release that is no higher: what a policy of that version was to be held
    against when it was written. Why a release cannot be read is among the problems of the history.
    """
    if not history:
        return None
    from checker.model import version_number
    from checker.versions.frozen import FormError, HistoryError, frozen_source, policy_of
    from checker.versions.record import is_version

    releases = history.releases
    if is_version(version):
        own = version_number(version)
        releases = tuple(one for one in releases if version_number(one.version) <= own)
    if not releases:
        return None
    release = releases[-1]
    try:
        source = frozen_source(release)
    except HistoryError:
        return None

    def policy() -> Policy | None:
        try:
            return policy_of(release)
        except FormError as error:
            click.echo(f"What a new version needs is not checked: {error}.", err=True)
            return None

    return Base(source, policy)


def broken_releases(history: History | None) -> list[Finding]:
    """A finding for each file of a release that is altered or missing.

    A version that is not listed was perhaps never released: that is a warning.
    """
    if not history:
        return []
    from checker.versions.history import Kind

    rules = {
        Kind.ALTERED: RELEASE_RULES["release-altered"],
        Kind.MISSING: RELEASE_RULES["release-missing"],
        Kind.CHAIN: RELEASE_RULES["release-out-of-line"],
        Kind.LEFT_OVER: RELEASE_RULES["release-missing"],
    }
    found: list[Finding] = []
    for problem in history.problems:
        left_over = problem.kind is Kind.LEFT_OVER
        if left_over and not problem.version:
            continue
        rule = rules[problem.kind]
        one = release_finding(rule, problem.path, problem.message, problem.remedy)
        found.append(one._replace(severity=Severity.WARNING) if left_over else one)
    return found


def release_finding(rule: RuleInfo, path: str, problem: str, remedy: str) -> Finding:
    """A finding about a file of a release, which has no lines that an editor could mend."""
    fields = {"path": path, "problem": problem, "remedy": remedy}
    return Finding(
        rule,
        rule.severity,
        fill(rule.message, fields),
        fill(rule.remedy, fields),
        Span(path, 1, 1, 1, 1),
        "",
        fingerprint(rule.id, path, {"problem": problem}),
        rule.legal,
    )
