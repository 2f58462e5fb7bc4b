"""What the rules on retention that another document settles share."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Consent, Policy, Retention


def settled_elsewhere(policy: Policy) -> Iterator[tuple[Retention, str | None]]:
    """The rules that leave the period to a document or a consent's words, and that document."""
    consents: dict[str, Consent] | None = None
    for rule in policy.told_retention():
        if rule.kind == "document":
            yield rule, rule.document
        elif rule.kind == "consent-text":
            if consents is None:
                consents = {one.route: one for one in policy.every_consent()}
            consent = consents.get(rule.consent or "")
            if rule.document or consent:
                yield rule, rule.document or (consent.document if consent else None)
