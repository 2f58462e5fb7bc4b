"""The words in a picture: those of the page, and ids where the language lacks a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker import model as m
from checker.graph import NOT_STATED
from checker.render.nodes import Node, Runs
from checker.render.scribe import Scribe
from checker.render.words import Words, plain, sentence


class Wording:
    """The words of one policy in one language, without marks."""

    def __init__(self, policy: m.Policy, words: Words) -> None:
        self.language = words.language
        self._policy = policy
        self._words = words
        self._scribe = Scribe(policy, words, cite_law=False, listed=frozenset())
        self._names: dict[str, str] = {}

    def say(self, key: str, **fields: Runs | str) -> str:
        """A phrase with its fields filled in."""
        return _squeezed(self._words.say(key, **fields))

    def title(self, text: m.Text | None, otherwise: str) -> str:
        """A title as it begins a line."""
        if text is None or self.language not in text.languages:
            return otherwise
        return _squeezed(sentence(self._words.text(text)))

    def name(self, one: str) -> str:
        """What the page calls a category, a group of people or a recipient, as it begins a line."""
        found = self._names.get(one)
        if found is None:
            policy = self._policy
            thing = policy.categories.get(one) or policy.subjects.get(one)
            recipient = policy.recipients.get(one)
            title = thing.title if thing else recipient.title if recipient else None
            if title and not (recipient and recipient.name):
                found = self.title(title, one)
            else:
                found = _squeezed(sentence(self._scribe.name(one)))
            self._names[one] = found
        return found

    def listed(self, names: Iterable[str]) -> str:
        """Several things in a row, within a sentence."""
        return _squeezed(self._scribe.names(names))

    def qualified(self, qualifier: str | None, name: str) -> str:
        """A name with the reservation the statement makes, if it makes one."""
        if not qualifier:
            return self.name(name)
        return _squeezed(sentence(self._words.qualified(qualifier, self._scribe.name(name))))

    def nature(self, nature: str, qualifier: str | None = None) -> str:
        """What law calls data that it protects more, as it begins a line."""
        label = self._words.qualified(qualifier, self._scribe.label(f"nature.{nature}"))
        return _squeezed(sentence(label))

    def joint(self, roles: Sequence[m.Role]) -> str:
        """That there are joint controllers; in some cases only, if that is all that is stated."""
        always = any(not role.condition and not role.qualifier for role in roles)
        label = self._scribe.label("role.joint-controller")
        return _squeezed(self._words.qualified(None if always else "in-some-cases", label))

    def markets(self, countries: Sequence[str]) -> list[str]:
        """Where something holds, if it does not hold everywhere."""
        return _lines(self._scribe.markets(countries))

    def country(self, code: str) -> str:
        """The name of a country, or that it is not stated and outside the EEA."""
        if code == NOT_STATED:
            return f"{self.say('picture.outside_eea')}, {self.say('picture.no_country')}"
        return self._words.country(code)

    def dated(self, statement: m.Statement) -> str:
        """The statement's version and date."""
        version = self.say("page.version", version=statement.version)
        updated = self.say("page.updated", date=self._words.date(statement.last_updated))
        return f"{version} · {updated}"

    def disclosure(self, disclosure: m.Disclosure) -> list[str]:
        """As what, of what, when and why a recipient gets data, a line each."""
        s, d = self._scribe, disclosure
        lines: list[str] = []
        if d.qualifier:
            lines.append(self.qualified(d.qualifier, d.recipient))
        if d.role:
            lines.append(self.say(f"disclosure.{d.role}"))
        lines.extend(_lines(s.data(d.data)))
        if d.condition:
            condition = self._words.text(d.condition)
            lines.append(self.say("disclosure.condition", condition=condition))
        if d.purpose:
            lines.append(self.say("disclosure.purpose", purpose=self._words.text(d.purpose)))
        lines.extend(_lines(s.purposes(d.route.split("/", 1)[0], d.purposes)))
        lines.extend(_lines(s.consent("note.needs_consent", d.consent)))
        return [*lines, *self.markets(d.applies_in)]

    def transfer(self, transfer: m.Transfer) -> list[str]:
        """What a transfer to a third country rests on, a line each."""
        node = self._scribe.transfer(transfer)
        words = _squeezed(node.runs)
        return [*([words] if words else ()), *self.markets(transfer.applies_in)]


def _lines(nodes: Iterable[Node]) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        words = _squeezed(node.runs) or "; ".join(
            _squeezed(item.runs) for below in node.nodes for item in below.nodes
        )
        lines.append(f"{_squeezed(node.title)}: {words}" if node.title else words)
    return lines


def _squeezed(runs: Runs) -> str:
    return " ".join(plain(runs).split())
