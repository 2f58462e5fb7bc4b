"""A transfer does not say to which country.

Why
    People should be told which third countries their data go to (GDPR Art. 13(1)(f), 14(1)(f);
    WP260 asks for all of them by name). Without the country nobody can tell whether there is an
    adequacy decision.

Mend
    Set `country` of the transfer; one transfer for each country.

Limits
    Silent where the recipient itself names a third country under `countries`, or the decision is
    for an international organisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.adequacy import is_third_country
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import is_for_organisation
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} names no country"
REMEDY = (
    "State the country, one transfer for each; if that cannot be done, have counsel decide how the "
    "countries are described."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers without a country, to recipients whose countries are not named either."""
    law, on = context.law, context.statement_date
    for recipient, transfer in told_transfers(context):
        if (
            transfer.country is None
            and not is_for_organisation(law, transfer)
            and not any(is_third_country(law, country, on) for country in recipient.countries)
        ):
            yield Hit(f"{transfer.route}/country", {"name": context.name(recipient)})
