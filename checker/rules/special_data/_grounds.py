"""What data on offences and identification numbers can rest on."""

from __future__ import annotations

from checker.model import SpecialData


def rests_on_something(entry: SpecialData) -> bool:
    """Whether a provision, a consent or a ground is stated."""
    return bool(entry.provision or entry.consent or entry.ground)
