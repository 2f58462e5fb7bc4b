"""What is stated of each use of data: whose, why, on what basis, for how long.

A use is what the graph calls so: a data category as an activity uses it, or the activity's data as
a whole where it states none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.flows.places import bases_of, people_of, serves
from checker.graph import Graph, Node
from checker.model import (
    Activity,
    Basis,
    Claim,
    DataUse,
    Policy,
    Purpose,
    Retention,
    SpecialData,
)


class Use(NamedTuple):
    """A use of data and all that is stated of it. What is not stated is empty.

    `data` is None where the activity states no data; its category may be one that does not exist.
    `people` are ids with the routes that state them. `natures` are those of Art. 9, 10 and 87;
    `unplaced` those that some data of the activity have, it is not stated which.
    `retention` are the activity's rules for these data, or else the general ones; `never_stored`
    the claims that they are not stored at all.
    """

    node: Node
    activity: Activity
    data: DataUse | None
    people: tuple[tuple[str, str], ...]
    natures: tuple[str, ...]
    unplaced: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    bases: tuple[Basis, ...]
    grounds: tuple[SpecialData, ...]
    retention: tuple[Retention, ...]
    never_stored: tuple[Claim, ...]


def uses_of(policy: Policy, graph: Graph) -> dict[str, Use]:
    """Every use of data, by its node in the graph of the policy, in the order of the source."""
    found: dict[str, Use] = {}
    for activity in policy.activities.values():
        stated: tuple[DataUse | None, ...] = policy.data_of(activity)
        unnamed = _natures_of_unnamed(policy, activity)
        for data in stated or (None,):
            name = data.route if data else f"{activity.id}/data"
            people = people_of(policy, activity, data)
            bases = bases_of(policy, activity, data)
            named = [one for one in activity.special_data if data and data.category in one.data]
            known = {_nature(policy, data), *(one.nature for one in named), *unnamed}
            grounds = tuple(
                one
                for one in activity.special_data
                if one in named or (not one.data and one.nature in known)
            )
            natures = (_nature(policy, data), *(one.nature for one in named))
            found[name] = Use(
                graph.nodes[name],
                activity,
                data,
                tuple(_placed(policy, activity, data)),
                tuple(dict.fromkeys(one for one in natures if one)),
                unnamed,
                tuple(one for one in activity.purposes if serves(one, data)),
                bases,
                grounds,
                _retention(policy, activity, data, people, bases),
                _never_stored(policy, activity, data),
            )
    return found


def _nature(policy: Policy, data: DataUse | None) -> str | None:
    category = policy.categories.get(data.category) if data else None
    return category.nature if category else None


def _natures_of_unnamed(policy: Policy, activity: Activity) -> tuple[str, ...]:
    """The natures of entries that name no data where no data of that nature are known.

    Such an entry speaks of all the data of the activity.
    """
    known = {_nature(policy, one) for one in policy.data_of(activity)}
    stated = {one.category for one in policy.data_of(activity)}
    known.update(one.nature for one in activity.special_data if stated.intersection(one.data))
    unnamed = (one.nature for one in activity.special_data if not one.data)
    return tuple(dict.fromkeys(one for one in unnamed if one not in known))


def _placed(policy: Policy, activity: Activity, data: DataUse | None) -> Iterator[tuple[str, str]]:
    """The people of a use, each with the route that states them."""
    owner = activity if activity.subjects else policy.group_of(activity) or activity
    place = data.route if data and data.subjects else owner.route
    for one in people_of(policy, activity, data):
        yield one, f"{place}/subjects/{one}"


def _retention(
    policy: Policy,
    activity: Activity,
    data: DataUse | None,
    people: tuple[str, ...],
    bases: tuple[Basis, ...],
) -> tuple[Retention, ...]:
    """The rules that say how long: the activity's, and the general ones where those settle nothing.

    A rule that only prolongs others settles nothing by itself.
    """
    names = {one.id for one in bases}

    def covers(rule: Retention) -> bool:
        return (
            (not rule.data or (data is not None and data.category in rule.data))
            and (not rule.subjects or not people or not set(people).isdisjoint(rule.subjects))
            and (not rule.bases or not names.isdisjoint(rule.bases))
        )

    own = tuple(rule for rule in activity.retention if covers(rule))
    if any(not rule.prolongs for rule in own):
        return own
    return (*own, *(rule for rule in policy.general_retention if covers(rule)))


def _never_stored(policy: Policy, activity: Activity, data: DataUse | None) -> tuple[Claim, ...]:
    group = policy.group_of(activity)
    claims = (*(group.claims if group else ()), *activity.claims)
    return tuple(
        one
        for one in claims
        if one.kind == "never-stored" and data is not None and data.category in one.data
    )
