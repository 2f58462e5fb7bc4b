"""What the cookie rules share."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Activity, Consent, Cookie, Policy
from checker.rules._consents import consents_used


def told_cookies(policy: Policy) -> Iterator[tuple[Cookie, Activity]]:
    """The cookies that people must be told of, with the activity each serves."""
    if policy.cookies:
        owing = {activity.id: activity for activity in policy.owing_notice()}
        for cookie in policy.cookies.values():
            if cookie.activity in owing:
                yield cookie, owing[cookie.activity]


def consents_to_access(policy: Policy, activity: Activity) -> list[Consent]:
    """The consents to access the device that an activity states."""
    return [one for one in consents_used(policy, activity) if "device-access" in one.effect]
