"""How long data are kept, as a sentence."""

from __future__ import annotations

from checker import model as m
from checker.render.nodes import Node, Runs
from checker.render.scribe import Scribe


def rule(s: Scribe, rule: m.Retention) -> Node:
    """A retention rule: its sentence, and below it what it concerns."""
    bases = [
        s.label(f"basis.{s.bases[route].stated}")
        for one in rule.bases
        if (route := f"{rule.route.split('/', 1)[0]}/bases/{one}") in s.bases
    ]
    needs = () if rule.kind == "consent-text" else s.consent("note.needs_consent", rule.consent)
    consent = s.consent("note.consent", rule.consent) if rule.kind == "consent-text" else ()
    return s.value(
        rule.route,
        s.words.qualified(rule.qualifier, _sentence(s, rule)),
        s.line(f"retention.outcome.{rule.outcome}") if rule.outcome else (),
        s.data(rule.data),
        s.subjects(rule.subjects),
        s.note("note.bases", s.words.listed(bases)),
        needs,
        consent,
        s.documents([rule.document]) if rule.document and rule.kind != "document" else (),
        s.told(rule.text),
        s.markets(rule.applies_in),
    )


def _sentence(s: Scribe, rule: m.Retention) -> Runs:
    """The rule in the form of its kind."""
    words = s.words
    period = words.period(rule.period) if rule.period else ""

    def text(value: m.Text | None) -> Runs:
        return words.text(value) if value else ()

    match rule.kind:
        case "period":
            form = "at_most" if rule.at_most else "period"
            if rule.start:
                return words.say(f"retention.{form}_start", period=period, start=text(rule.start))
            return words.say(f"retention.{form}", period=period)
        case "relationship":
            key = "retention.relationship"
            if period:
                key += "_at_most" if rule.at_most else "_period"
            runs = words.say(key, **{"while": text(rule.while_)}, period=period)
            if rule.reason:
                return words.say("retention.reason", rule=runs, reason=text(rule.reason))
            return runs
        case "event":
            return words.say("retention.event", until=text(rule.until))
        case "law" if rule.law:
            return words.say("retention.law_named", law=text(rule.law))
        case "document" if rule.document:
            return words.say("retention.document", document=s.document(rule.document))
        case "same-as":
            return words.say("retention.same-as", activities=s.activities(rule.same_as))
        case "routine" if rule.depends_on:
            return words.say("retention.routine_depends", depends_on=text(rule.depends_on))
        case "review":
            every = _every(s, rule.every or "")
            if rule.by:
                return words.say("retention.review_by", every=every, by=text(rule.by))
            return words.say("retention.review", every=every)
        case "never" if rule.kept:
            return words.say("retention.never_kept", kept=text(rule.kept))
        case "criterion":
            return words.say("retention.criterion", criterion=text(rule.criterion))
    return s.label(f"retention.{rule.kind}")


def _every(s: Scribe, duration: str) -> Runs:
    key = f"retention.every.{duration}"
    if key in s.words.phrases:
        return s.label(key)
    return s.words.say("retention.every.other", period=s.words.period(duration))
