"""A cookie is set without consent, and nothing says that it is necessary.

Why
    Without consent only what the transmission or a requested service needs may be stored or read
    on a device, in Denmark, Norway and Sweden alike.

Mend
    Set `necessary` of the cookie. If it is false, state the consent.

Limits
    A judgement: counsel must decide which cookies are strictly necessary. Silent where the activity
    states a consent to access the device.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.cookies._cookies import consents_to_access, told_cookies

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "device-access"
LEGAL: tuple[str, ...] = (
    "DK cookiebekendtgørelsen § 4",
    "NO ekomloven § 3-15",
    "SE LEK 9 kap. 28 §",
)
NEEDS = ("activity", "cookies", "group", "organisation")
MESSAGE = "the cookie {cookie!r} is set without consent, and nothing says that it is necessary"
REMEDY = "Decide whether it is strictly necessary and set `necessary`; if not, state the consent."


def check(context: Context) -> Iterator[Hit]:
    """Yield cookies of which neither necessity nor consent is stated."""
    policy = context.policy
    for cookie, activity in told_cookies(policy):
        if cookie.necessary is None and not consents_to_access(policy, activity):
            yield Hit(cookie.route, {"cookie": cookie.name})
