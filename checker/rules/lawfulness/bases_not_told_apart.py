"""Two lawful bases are given for the same processing, and nothing says how they go together.

Why
    People must be told the legal basis of each purpose (GDPR Art. 13(1)(c), 14(1)(c)). Their rights
    hang on it: to withdraw with consent, to object with a legitimate interest. With two bases side
    by side nobody can tell which rights there are.

Mend
    Say under `purposes`, `data`, `subjects` or `applies_in` what each basis covers, or how they
    combine in `combine_bases`.

Limits
    Two bases are told apart if one has a scope that the other lacks, or if their scopes do not
    meet. Two under the same point of Art. 6(1) are one; a basis described elsewhere and somebody
    else's (`whose`) are not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from checker.finding import Certainty, Severity
from checker.model import Activity, Basis, SharingRule
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = (
    "activity",
    "data-categories",
    "data-subjects",
    "group",
    "organisation",
    "recipients",
    "sharing",
)
MESSAGE = "{first} and {second} are both the basis of the same processing in {name!r}"
REMEDY = (
    "Say what each of them covers; counsel must decide which one the processing rests on, or that"
    " they apply together."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the first pair of bases of each owner that cover the same."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        if isinstance(owner, Activity) and owner.combine_bases:
            continue
        everything = _everything(context, owner)
        ours = [basis for basis in policy.our_bases(owner) if basis.article]
        for first, second in combinations(ours, 2):
            if first.article != second.article and _same_scope(first, second, everything):
                fields = {
                    "first": _named(first),
                    "second": _named(second),
                    "name": context.words(owner.title),
                }
                yield Hit(second.route, fields, ((first.route, "the other basis"),))
                break


def _named(basis: Basis) -> str:
    return f"Art. {basis.article}" if basis.classified else basis.stated.replace("-", " ")


_Scopes = tuple[Collection[str], Collection[str], Collection[str], Collection[str]]


def _everything(context: Context, owner: Activity | SharingRule) -> _Scopes:
    """All purposes, data, people and markets there are: a scope that names them all is none."""
    purposes = {purpose.id for purpose in owner.purposes}
    statement = context.policy.statement
    markets = statement.markets if statement else ()
    if isinstance(owner, SharingRule):
        return purposes, (), (), markets
    data = {use.category for use in context.policy.data_of(owner)}
    return purposes, data, context.policy.subjects_of(owner), owner.applies_in or markets


def _same_scope(first: Basis, second: Basis, everything: _Scopes) -> bool:
    pairs = zip(_scopes(first), _scopes(second), everything, strict=True)
    return all(_meet(one, other, whole) for one, other, whole in pairs)


def _scopes(basis: Basis) -> _Scopes:
    return basis.purposes, basis.data, basis.subjects, basis.applies_in


def _meet(one: Collection[str], other: Collection[str], whole: Collection[str]) -> bool:
    first, second = set(one), set(other)
    one_limited = bool(first) and not first >= set(whole)
    other_limited = bool(second) and not second >= set(whole)
    if one_limited and other_limited:
        return bool(first & second)
    return one_limited == other_limited
