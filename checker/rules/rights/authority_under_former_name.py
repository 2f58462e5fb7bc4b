"""A supervisory authority goes by a name that it no longer has.

Why
    People must be told that they can complain to a supervisory authority (GDPR Art. 13(2)(d),
    14(2)(e)), in a form that they understand and can act on (Art. 12(1)). Under a former name they
    find no authority, and the statement shows that nobody has gone through it since.

Mend
    Write the name that the authority has today.

Limits
    Knows the former names in klar's law only, of the authorities in the statement's markets and
    those that it names under `authorities`, as of the statement's date; a later change is the
    business of law-moved-past. Silent where the text has the present name too, as in "formerly". A
    text is reported once, in the first of its languages that has the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "complaint"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(d)", "GDPR 14(2)(e)", "GDPR 12(1)")
NEEDS = ("rights", "statement")
MESSAGE = "{former!r} is a former name: the authority is called {name}"
REMEDY = "Write {name} in each language, and see whether the address and the links still hold."


def check(context: Context) -> Iterator[Hit]:
    """Yield each text with a former name of an authority and without its present one."""
    policy = context.policy
    markets = policy.statement.markets if policy.statement else ()
    named = policy.complaints.authorities if policy.complaints else ()
    for country in dict.fromkeys((*markets, *named)):
        authority = context.law.authority(country, context.statement_date)
        for former in authority.earlier_names if authority else ():
            for text in policy.texts:
                for language, words in text.languages.items():
                    if former in words and authority and authority.name not in words:
                        place = context.routes.find(f"{text.route}/{language}")
                        yield Hit(
                            text.route,
                            {"former": former, "name": authority.name},
                            place=place[0] if place else None,
                            verification=authority.verification,
                        )
                        break
