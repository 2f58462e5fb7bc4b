"""A cookie that is not necessary is set without consent.

Why
    Storing or reading anything on someone's device takes consent, unless it is needed for the
    transmission or for a service the person asked for. So do the laws of Denmark, Norway and Sweden
    say. A legitimate interest never carries that step.

Mend
    Add the consent under `consents` of the activity, with `device-access` among its effects.

Limits
    Looks at cookies with `necessary: false`. Whether a cookie called necessary is, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.cookies._cookies import consents_to_access, told_cookies

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "device-access"
LEGAL: tuple[str, ...] = (
    "DK cookiebekendtgørelsen § 3",
    "NO ekomloven § 3-15",
    "SE LEK 9 kap. 28 §",
)
NEEDS = ("activity", "cookies", "group", "organisation")
MESSAGE = "the cookie {cookie!r} is not necessary, and {name!r} states no consent to set it"
REMEDY = "State the consent under `consents` of the activity, with the effect `device-access`."


def check(context: Context) -> Iterator[Hit]:
    """Yield unnecessary cookies whose activity has no consent to access the device."""
    policy = context.policy
    for cookie, activity in told_cookies(policy):
        if cookie.necessary is False and not consents_to_access(policy, activity):
            fields = {"cookie": cookie.name, "name": context.words(activity.title)}
            yield Hit(f"{cookie.route}/necessary", fields)
