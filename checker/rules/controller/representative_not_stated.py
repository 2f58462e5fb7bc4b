"""A controller outside the EEA has no representative in it.

Why
    A controller that is not established in the EEA, but offers goods or services to people there
    or monitors their behaviour, must appoint a representative (GDPR Art. 3(2), 27(1)), and people
    must be told of it (Art. 13(1)(a), 14(1)(a)).

Mend
    Have counsel decide whether Art. 3(2) applies to the company. If so, add an officer with the
    role representative that covers it, with `text` and `channels`. If it acts through an
    establishment in the EEA, name that company as the controller.

Limits
    A judgement. Whether Art. 3(2) applies, and whether Art. 27(2) exempts (occasional processing
    with low risk, public authorities), is not in the data. Looks at companies whose country is
    stated, as of the statement's date; not at recipients that share control, who give their own
    information.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import controllers, covers, named_by, representatives

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "representative"
LEGAL: tuple[str, ...] = ("GDPR 27(1)", "GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "{name!r} is a controller in {country}, outside the EEA, without a representative in it"
REMEDY = (
    "Have counsel decide whether Art. 3(2) applies to this company and Art. 27(2) does not exempt "
    "it; if so, add the representative under `officers`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield companies outside the EEA that are controllers and that no representative covers."""
    policy = context.policy
    officers = list(representatives(policy))
    seen: set[str] = set()
    for entity, role in controllers(policy):
        for name in named_by(entity):
            company = policy.entities.get(name)
            if company is None or company.kind != "company" or name in seen:
                continue
            seen.add(name)
            if not company.country or context.law.in_eea(company.country, context.statement_date):
                continue
            if not any(covers(policy, officer, name) for officer in officers):
                yield Hit(
                    f"{company.route}/country",
                    {"name": context.name(company), "country": company.country},
                    related=((role.route, "has the role here"),),
                )
