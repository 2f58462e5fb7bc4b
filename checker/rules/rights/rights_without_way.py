"""Rights are stated, and nothing says where to turn to use them.

Why
    Controllers make it easy for people to use their rights (GDPR Art. 12(2)); WP260 asks the
    statement to say how.

Mend
    Name the channels under `procedure` in rights.yaml.

Limits
    A judgement: counsel must weigh whether the general contact details are enough. Channels of one
    right, or at one activity, are a way; whether they serve every right is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.rights._scope import has_way

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "handling-requests"
LEGAL: tuple[str, ...] = ("GDPR 12(2)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "rights")
MESSAGE = "the statement names rights, but not where to turn to use them"
REMEDY = (
    "Name the channels under `procedure` in rights.yaml, or decide that the general contact "
    "details are enough."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield once if rights are stated, apply to something and have no way at all."""
    policy = context.policy
    if policy.rights and not has_way(policy) and any(policy.owing_notice()):
        yield Hit("statement/rights/procedure/channels", {})
