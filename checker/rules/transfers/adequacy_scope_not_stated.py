"""A transfer rests on an adequacy decision that covers only some, and not why this recipient.

Why
    Some decisions cover part of a country only: in the United States those on the Data Privacy
    Framework List, in Canada those subject to PIPEDA. For the rest there is no decision, and the
    transfer needs safeguards (GDPR Art. 45(3), 46(1)).

Mend
    Say under `scope` of the transfer why the recipient is within the decision. If it is not, state
    safeguards or a derogation.

Limits
    Only asked where the decision's limit depends on the recipient: not for automated processing
    (Israel). Whether what is said is true is not known to klar.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.law.adequacy import in_force, possible_decisions, rests_on_adequacy
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import named
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 45(3)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "{decision} covers only {scope}, and the statement does not say that {name!r} is one"
REMEDY = (
    "Have counsel confirm that the recipient is within the decision, and say why under `scope`; if "
    "it is not, state the safeguards the transfer rests on."
)

ANY_RECIPIENT = "automated"
"""The limit that says nothing of who the recipient is."""


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on decisions of limited scope that give none."""
    for recipient, transfer in told_transfers(context):
        if transfer.mechanism != "adequacy" or transfer.scope or not rests_on_adequacy(transfer):
            continue
        possible = possible_decisions(context.law, transfer)
        decisions = in_force(possible, context.statement_date)
        # Where several are in force, one that covers everybody is enough.
        if decisions and all(one.scope_key not in (None, ANY_RECIPIENT) for one in decisions):
            fields = {
                "decision": named(decisions[-1]),
                "scope": Words(decisions[-1].scope or ""),
                "name": context.name(recipient),
            }
            yield Hit(f"{transfer.route}/scope", fields)
