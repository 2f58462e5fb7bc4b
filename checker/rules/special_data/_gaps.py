"""Where Art. 9, Art. 10 and Art. 87 data are used without what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.model import Activity, DataUse, SpecialData
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of
from checker.rules.special_data._grounds import covers, laws_for

NATURES = {
    "special-category": "special categories of data",
    "criminal-offence": "data on criminal offences",
    "national-id": "national identification numbers",
}
"""What data of a nature are called where no category says it."""


class Gap(NamedTuple):
    """A hit, and whether only the editor infers that the data are of this nature.

    An inferred entry for data that the statement itself calls so is not inferred.
    """

    hit: Hit
    inferred: bool


def gaps(
    context: Context,
    nature: str,
    has_what_it_needs: Callable[[SpecialData], bool],
    *,
    by_law: bool,
    carried: Callable[[SpecialData, str], bool] | None = None,
) -> Iterator[Gap]:
    """Where told activities use data of a nature, and nothing that is stated allows it.

    An entry is grounded if it has what it needs and that carries the data in the market. An entry
    covers the data and markets it names, all if it names none; with `by_law` a lawful basis that
    names its laws does so, too, for its purposes. The gap is at an entry that lacks its ground, or
    at its provision that names none, or else at the use of the data, unless an entry names data
    that do not exist: that is unknown-reference. Fields: `name` of the
    activity, `data`, and `where`, the markets if others have a ground.
    """

    def grounded(entry: SpecialData, market: str) -> bool:
        return has_what_it_needs(entry) and (carried is None or carried(entry, market))

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
        name = context.words(activity.title)

        for entry in entries:
            data: tuple[str | None, ...] = entry.data or tuple(use.category for use in uses)
            # One that names its data must say itself what allows them; another only adds to these.
            others = () if entry.data else entries
            open_ = tuple(
                market
                for market in markets_of(policy, entry.applies_in, markets)
                if not grounded(entry, market)
                and not all(
                    any(covers(one, category, market) and grounded(one, market) for one in others)
                    or (by_law and laws_for(activity, category, market))
                    for category in data or (None,)
                )
            )
            if open_:
                fields = {"name": name, "data": NATURES[nature], "where": _where(open_, markets)}
                stated = any(one in special and not special[one].inferred for one in data if one)
                empty = by_law and entry.provision
                route = f"{entry.route}/provision" if empty else entry.route
                yield Gap(Hit(route, fields), entry.inferred and not stated)

        slip = any(one not in policy.categories for entry in entries for one in entry.data)
        for use in uses if not slip else ():
            open_ = tuple(
                market
                for market in markets
                if not any(covers(entry, use.category, market) for entry in entries)
                and not (by_law and _allowed_by_law(activity, use, market))
            )
            if open_:
                category = special[use.category]
                fields = {
                    "name": name,
                    "data": context.words(category.title),
                    "where": _where(open_, markets),
                }
                yield Gap(Hit(use.route, fields), category.inferred)


def _allowed_by_law(activity: Activity, use: DataUse, market: str) -> bool:
    """Whether the laws named under bases cover some data for every purpose they are used for."""
    laws = laws_for(activity, use.category, market)
    purposes = use.purposes or tuple(
        purpose.id
        for purpose in activity.purposes
        if not purpose.data or use.category in purpose.data
    )
    return bool(laws) and all(
        any(not basis.purposes or purpose in basis.purposes for basis in laws)
        for purpose in purposes
    )


def _where(open_: tuple[str, ...], markets: tuple[str, ...]) -> str:
    return "" if open_ == markets else f" in {listed(open_)}"
