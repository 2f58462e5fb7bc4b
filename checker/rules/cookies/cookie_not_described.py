"""A cookie lacks part of what people must know before they consent.

Why
    Consent takes information first: what the cookie is for, in all three countries, and in Denmark
    also everyone who stores or reads it. How long it lasts and whether others have access belong to
    clear information too (Court of Justice, C-673/17).

Mend
    Fill in `purpose`, `provider`, and `period` or `session` of the cookie.

Limits
    A judgement: counsel must weigh whether the activity or the cookie banner says enough. Not asked
    for cookies that are necessary.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Cookie
from checker.rules import Context, Hit
from checker.rules.cookies._cookies import told_cookies

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "device-access"
LEGAL: tuple[str, ...] = (
    "DK cookiebekendtgørelsen § 3",
    "NO ekomloven § 3-15",
    "SE LEK 9 kap. 28 §",
)
NEEDS = ("activity", "cookies", "group", "organisation")
MESSAGE = "the cookie {cookie!r} states no {lacking}"
REMEDY = "Fill in {fields}, or decide that people are told before they consent."


def check(context: Context) -> Iterator[Hit]:
    """Yield cookies that lack a purpose, a provider or a period, each once."""
    for cookie, _ in told_cookies(context.policy):
        lacking = _lacking(cookie) if not cookie.necessary else {}
        if lacking:
            *others, last = lacking.values()
            told = f"{', '.join(others)} or {last}" if others else last
            fields = ", ".join(f"`{field}`" for field in lacking)
            yield Hit(cookie.route, {"lacking": told, "cookie": cookie.name, "fields": fields})


def _lacking(cookie: Cookie) -> dict[str, str]:
    """What a cookie does not state: the field, and the word for it."""
    stated = {
        "purpose": (cookie.purpose, "purpose"),
        "provider": (cookie.provider, "provider"),
        "period": (cookie.period or cookie.session, "lifetime"),
    }
    return {field: word for field, (value, word) in stated.items() if not value}
