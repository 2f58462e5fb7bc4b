"""Nothing says whether people must give their data.

Why
    Where data come from the person, they must be told whether giving them is required by law or
    contract, whether they are obliged, and what happens if they do not (GDPR Art. 13(2)(e)).

Mend
    Add `provision` to the activity: kind, and the consequence of not giving the data.

Limits
    Asked only where a source says that the person provides the data: what is observed, derived or
    comes from elsewhere is not given by the person. The consequence is asked for where giving the
    data is statutory or contractual. Whether every category is covered is the matter of
    provision-not-stated-for-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "provision"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(e)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = (
    "nothing says whether people must give the data of {name!r}, and what happens if they do not"
)
REMEDY = (
    "State under `provision` whether it is statutory, contractual or voluntary, and the "
    "consequence."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with data provided by the person and no provision."""
    policy = context.policy
    for activity in policy.owing_notice():
        provided = [source for source in policy.owed_sources(activity) if source.kind == "provided"]
        if not provided:
            continue
        name = context.words(activity.title)
        if not activity.provision:
            yield Hit(
                f"{activity.id}/provision",
                {"name": name},
                related=((provided[0].route, "the person provides the data"),),
            )
        for provision in activity.provision:
            if provision.kind != "voluntary" and not provision.consequence:
                yield Hit(f"{provision.route}/consequence", {"name": name})
