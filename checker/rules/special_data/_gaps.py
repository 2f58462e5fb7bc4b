"""Where Art. 9, Art. 10 and Art. 87 data are used without what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from checker.model import Basis, SpecialData
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of

_NATURES = {
    "special-category": "special categories of data",
    "criminal-offence": "data on criminal offences",
    "national-id": "national identification numbers",
}


class Gap(NamedTuple):
    """A hit, and whether only the editor infers that the data are of this nature.

    An inferred entry for data that the statement itself calls so is not inferred.
    """

    hit: Hit
    inferred: bool


def gaps(
    context: Context, nature: str, grounded: Callable[[SpecialData], bool], *, by_law: bool
) -> Iterator[Gap]:
    """Where told activities use data of a nature, and no grounded entry covers them.

    An entry covers the data and markets it names, all if it names none; with `by_law` a lawful
    basis that names its laws does so, too. The gap is at an entry that lacks its ground, or else at
    the use of the data. Fields: `name` of the activity, `data`, and `where`, the markets if others
    have a ground.
    """
    policy = context.policy
    special = {c.id: c for c in policy.categories.values() if c.nature == nature}
    for activity in policy.owing_notice():
        entries = [entry for entry in activity.special_data if entry.nature == nature]
        if not entries and not special:
            continue
        if context.misspelt(f"{activity.id}/special_data"):
            continue
        uses = [use for use in policy.data_of(activity) if use.category in special]
        markets = markets_of(policy, activity.applies_in)
        laws = [basis for basis in activity.bases if by_law and basis.laws]
        solid: list[SpecialData | Basis] = [entry for entry in entries if grounded(entry)]
        solid += laws
        named: list[SpecialData | Basis] = [*entries, *laws]
        bare = [entry for entry in entries if not grounded(entry)]
        name = context.words(activity.title)
        for entry in bare:
            data: tuple[str | None, ...] = entry.data or tuple(use.category for use in uses)
            among = markets_of(policy, entry.applies_in, markets)
            open_ = tuple(
                market
                for market in among
                if not all(_covered(solid, one, market) for one in data or (None,))
            )
            if open_:
                fields = {
                    "name": name,
                    "data": _NATURES[nature],
                    "where": _where(open_, markets),
                }
                stated = any(one in special and not special[one].inferred for one in data if one)
                yield Gap(Hit(entry.route, fields), entry.inferred and not stated)
        for use in uses:
            open_ = tuple(market for market in markets if not _covered(named, use.category, market))
            if open_:
                category = special[use.category]
                fields = {
                    "name": name,
                    "data": context.words(category.title),
                    "where": _where(open_, markets),
                }
                yield Gap(Hit(use.route, fields), category.inferred)


def _covered(by: Sequence[SpecialData | Basis], category: str | None, market: str) -> bool:
    return any(
        (not one.data or category in one.data) and (not one.applies_in or market in one.applies_in)
        for one in by
    )


def _where(open_: tuple[str, ...], markets: tuple[str, ...]) -> str:
    return "" if open_ == markets else f" in {listed(open_)}"
