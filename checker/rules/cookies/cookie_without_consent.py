"""A cookie that is not necessary is set without consent.

Why
    Storing or reading anything on someone's device takes consent, unless it is needed for the
    transmission or for a service the person asked for. So do the laws of Denmark, Norway and Sweden
    say. A legitimate interest never carries that step.

Mend
    Add the consent under `consents` of the activity, with `device-access` among its effects.

Limits
    Looks at cookies with `necessary: false`. A consent holds in the markets of its `applies_in`;
    which of an activity's cookies it covers is not known, and so it counts for all. Whether a
    cookie called necessary is, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of, of_markets
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
MESSAGE = "the cookie {cookie!r} is not necessary, and {name!r} states no consent to set it{where}"
REMEDY = (
    "State the consent under `consents` of the activity, with the effect `device-access`, for "
    "every market in which the cookie is set."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield unnecessary cookies for which a market has no consent to access the device."""
    policy = context.policy
    for cookie, activity in told_cookies(policy):
        if cookie.necessary is not False:
            continue
        consents = consents_to_access(policy, activity)
        asked_in = {market for one in consents for market in one.applies_in}
        markets = markets_of(policy, activity.applies_in)
        missing = tuple(market for market in markets if market not in asked_in)
        if not consents or (missing and all(one.applies_in for one in consents)):
            fields = {
                "cookie": cookie.name,
                "name": context.words(activity.title),
                "where": f" in {listed(missing)}" if consents else "",
            }
            related = tuple((one.route, "the consent that holds elsewhere") for one in consents)
            legal = of_markets(LEGAL, missing if consents else markets)
            yield Hit(f"{cookie.route}/necessary", fields, related, legal=legal)
