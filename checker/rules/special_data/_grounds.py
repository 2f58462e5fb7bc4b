"""What entries of special data rest on."""

from __future__ import annotations

from checker.model import SpecialData


def rests_on_something(entry: SpecialData) -> bool:
    """Whether a provision, a consent or a ground is stated."""
    return bool(entry.provision or entry.consent or entry.ground)


def has_ground(entry: SpecialData) -> bool:
    """Whether a point of Art. 9(2) is stated."""
    return entry.ground is not None
