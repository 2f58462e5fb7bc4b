"""The facts in a text, in a form that is the same in every language, and how they are written.

A fact is a kind and a value: ("month", "3") for "tre måneder" and "3 månader". A text is cut into
tokens once, and read from left to right; each token is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from checker.languages.formats import HALF, Formats, addresses, law_words
from checker.languages.written import Written

Fact = tuple[str, str]
"""A kind (`number`, `percent`, `date`, `law`, `url`, `email`, `link`, `items` or a unit of time),
and a value."""

_GAP = "[ \u00a0\u2009\u202f]"
_TARGET = r"\]\(\s*+<?+(?P<target>[^\s)>]++)"
_LINK = re.compile(rf"(?<!\\)(?:\\\\)*+\[(?:[^\[\]\\]|\\.|\[[^\[\]\\]*+\])*+{_TARGET}", re.DOTALL)
_TOKEN = re.compile(
    rf"""
      {_TARGET}
    | (?P<url>https?://[^\s<>()\[\]]++)
    | (?P<email>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++)
    | (?P<date>\d{{4}}-\d\d-\d\d(?!\d)
        | \d{{1,2}}(?P<part>[./-])\d{{1,2}}(?P=part)(?:\d{{4}}|\d\d)(?![\d/-]))
    | (?P<phone>(?:\+|00)\d{{1,3}}(?:{_GAP}|-|\(0\))\d++(?:(?:{_GAP}|-)\d++)*+
        | \+\d{{8,15}}
        | 0\d{{1,3}}-\d{{2,3}}(?:{_GAP}\d{{2,3}})++(?!\d))
    | (?P<number>\d{{1,3}}(?:{_GAP}\d{{2,3}}(?!\d))++(?:,\d++)?+
        | \d++(?:[.,:/]\d++)*+)
    | (?P<word>[^\W\d_]++)
    | (?P<sign>[^\s\w])
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"(?m)^[ \t]*+(?:[-+*]|\d{1,9}[.)])(?=\s)")
_GAPS = re.compile(_GAP)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d\d)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_DASHES = frozenset("-\u2013")
_SAME_PAGE = re.compile(r"^https?://(?:www\.)?")
_APART = "\x1f"
_QUOTES = "«»"
"""What calls for a look at a text's quotation marks, beside those of its language."""
_SIGNS = re.compile(f"[0-9@%§{_QUOTES}]")
_LONGEST_WORD = 20
_ONCE = frozenset(("email", "url"))
_TWO_ARTICLES = re.compile(r"\A\w+(?= \d+ \w+ \d+\Z)")
_LAST_DIGITS = 8
"""By so many digits telephone numbers compare, with and without the country's code."""


class Slip(NamedTuple):
    """What is not written as the language writes it, and how that is."""

    what: str
    written: str
    right: str


class Stated(NamedTuple):
    """What a text says: how often each fact, in which words, and what is not well written.

    `small` is how often it has the number words up to twelve, which are facts only with a unit.
    """

    facts: Counter[Fact]
    written: dict[Fact, str]
    small: Counter[str]
    slips: tuple[Slip, ...]


class _Token(NamedTuple):
    kind: str
    text: str
    low: str
    start: int
    end: int


_END = _Token("end", "", "", -1, -1)


def read_facts(text: str, formats: Formats) -> Stated:
    """The facts in a text of a language with these formats."""
    return _Reader(text, formats).read()


class _Reader:
    """Reads one text once."""

    def __init__(self, text: str, formats: Formats) -> None:
        self.formats = formats
        # A text that begins with "1. januar" is no list of one item.
        items = len(_ITEM.findall(text)) if "\n" in text else 0
        self.items = items if items > 1 else 0
        self.text = _ITEM.sub(" ", text) if self.items else text
        links = _LINK.finditer(self.text) if "](" in text else ()
        self.links = {link.start("target") for link in links}
        self.tokens = [
            _Token(
                kind := match.lastgroup or "sign",
                match[kind],
                match[kind].lower(),
                match.start(kind),
                match.end(),
            )
            for match in _TOKEN.finditer(self.text)
        ]
        self.facts: Counter[Fact] = Counter()
        self.written: dict[Fact, str] = {}
        self.slips: list[Slip] = []
        self.in_act = -1
        """The last token that belongs to a reference to a part of an act."""
        self.looked_to = -1
        """How far ahead was looked for a word for parts of acts, and whether one is there."""
        self.part_ahead = False

    def read(self) -> Stated:
        if self.items:
            self._found("items", str(self.items), f"{self.items} list items")
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "word":
                at = self._word(at)
            elif token.kind == "number":
                at = self._number(at)
            else:
                self._other(token)
                at += 1
        self._section_signs()
        self._quotes()
        small: Counter[str] = Counter()
        for token in self.tokens:
            value = self.formats.numbers.get(token.low, self.formats.ordinals.get(token.low))
            if value is not None:
                small[f"{value:g}"] += 1
        return Stated(self.facts, self.written, small, tuple(dict.fromkeys(self.slips)))

    def _at(self, index: int) -> _Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else _END

    def _found(self, kind: str, value: str, written: str) -> None:
        # A number to call or a page may also be the words of its own link: once is enough.
        once = kind in _ONCE or (kind == "number" and len(value) >= _LAST_DIGITS)
        self.facts[kind, value] = 1 if once else self.facts[kind, value] + 1
        self.written.setdefault((kind, value), " ".join(written.split()))

    def _slip(self, what: str, written: str, right: str) -> None:
        self.slips.append(Slip(what, " ".join(written.split()), " ".join(right.split())))

    def _between(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last].end]

    # What one token says

    def _other(self, token: _Token) -> None:
        text = token.text
        if token.kind == "target" and token.start not in self.links:
            return
        if token.kind == "target" and text.startswith("mailto:"):
            address = text.removeprefix("mailto:")
            self._found("email", address.lower(), address)
        elif token.kind == "target" and text.startswith("tel:"):
            self._found("number", _phone(text), text.removeprefix("tel:"))
        elif token.kind == "target" and text.startswith("ref:"):
            self._found("link", text, text)
        elif text.startswith(("https:", "http:")):
            address = text.rstrip(".,;:!?'\"»«”")
            self._found("url", _SAME_PAGE.sub("", address).rstrip("/"), address)
        elif token.kind == "email":
            self._found("email", token.low, text)
        elif token.kind == "phone":
            self._found("number", _phone(text), text)
        elif token.kind == "date":
            self._short_date(text)

    def _short_date(self, text: str) -> None:
        iso = _ISO.fullmatch(text)
        short = _SHORT.fullmatch(text)
        if iso:
            self._found("date", text, text)
        elif short and int(short[1]) <= 31 and int(short[3]) <= 12:
            day, sign, month, year = short.groups()
            century = "" if len(year) == 4 else "20"
            self._found("date", f"{century}{year}-{month:0>2}-{day:0>2}", text)
            allowed = self.formats.short_dates
            if sign not in allowed:
                self._slip("a date", text, allowed[0].join((day, month, year)))
        else:
            self._found("number", text, text)

    # Words

    def _word(self, at: int) -> int:
        formats = self.formats
        token = self.tokens[at]
        if token.low in formats.article and self._at(at + 1 + self._period(at)).kind == "number":
            return self._articles(at)
        if token.low in formats.months:
            return self._month(at)
        if token.low in formats.units:
            self._duration(at, formats.units[token.low])
        elif token.low in formats.numbers and self._at(at + 1).low in formats.percent:
            value = formats.numbers[token.low]
            self._found("percent", f"{value:g}", self._between(at, at + 1))
        else:
            for ending, unit in formats.unit_endings:
                value = formats.numbers.get(token.low.removesuffix(ending), 0)
                if token.low.endswith(ending) and value:
                    self._time(unit, value, token.text)
        return at + 1

    def _period(self, at: int) -> int:
        """1 if a period follows the token, as after an abbreviation or an ordinal, or else 0."""
        return int(self._at(at + 1).text == "." and self._at(at + 1).start == self._at(at).end)

    def _month(self, at: int) -> int:
        """A month without a day before it: of a year, or of none."""
        year = self._at(at + 1)
        if year.kind == "number" and _is_year(year.text):
            month = self.formats.months[self.tokens[at].low]
            self._found("date", f"{year.text}-{month:02}", self._between(at, at + 1))
            return at + 2
        return at + 1

    def _duration(self, at: int, unit: tuple[str, int]) -> None:
        """A unit of time after a number in words: "tre år", "et halvt år", "to og et halvt år"."""
        numbers = self.formats.numbers
        before = at - 1
        if self._at(before).text in _DASHES:
            before -= 1
        value = numbers.get(self._at(before).low)
        if value is None:
            return
        if value == 0.5:
            if numbers.get(self._at(before - 1).low) == 1:
                before -= 1
            whole = numbers.get(self._at(before - 2).low)
            if whole and self._at(before - 1).low in self.formats.conjunctions:
                value += whole
                before -= 2
        # "tre til fem år": the first number has the unit of the second.
        first = numbers.get(self._at(before - 2).low)
        if first and self._joins(before - 1):
            self._time(unit, first, self._at(before - 2).text)
        self._time(unit, value, self._between(before, at))

    def _time(self, unit: tuple[str, int], value: float, written: str) -> None:
        base, each = unit
        amount = value * each
        if base == "hour" and amount % 24 == 0:
            base, amount = "day", amount / 24
        self._found(base, f"{amount:g}", written)

    # Numbers

    def _number(self, at: int) -> int:
        formats = self.formats
        token = self.tokens[at]
        month_at = at + 1 + self._period(at)
        if self._at(at + 1).text == ":" and len(self._at(at + 2).text) == 1:
            # "22:a november"
            month_at = at + 3
        if self._at(month_at).low in formats.months and _is_day(token.text):
            return self._date(at, month_at)
        value, after = self._value(at)
        if value is not None:
            unit, end = self._unit(after)
            if unit:
                self._thousands(token.text)
                self._time(unit, value, self._between(at, end - 1))
                return end
            if self._joins(after) and self._at(after + 1).kind == "number":
                # "30 til 60 dage": the first number has the unit of the second.
                unit, _ = self._unit(self._value(after + 1)[1])
                if unit:
                    self._time(unit, value, token.text)
                    return after
            if self._at(after).low in formats.percent:
                self._percent(at, after, value)
                return after + 1
        if not self._is_in_act(at, after):
            self._thousands(token.text)
            number = _number(token.text, formats.decimal)
            self._found("number", number, self._between(at, after - 1))
        return after

    def _value(self, at: int) -> tuple[float | None, int]:
        """The value of the number at a place, if it has one, and where what follows it begins."""
        text = _number(self.tokens[at].text, self.formats.decimal)
        if not text.replace(".", "", 1).isdecimal():
            return None, at + 1
        if self._at(at + 1).text == HALF:
            return float(text) + 0.5, at + 2
        return float(text), at + 1

    def _joins(self, at: int) -> bool:
        return self._at(at).text in _DASHES or self._at(at).low in self.formats.conjunctions

    def _unit(self, at: int) -> tuple[tuple[str, int] | None, int]:
        """The unit of time at a place, perhaps after a hyphen, and where what follows it begins."""
        hyphen = int(self._at(at).text == "-")
        word = self._at(at + hyphen).low
        unit = self.formats.units.get(word)
        if hyphen:
            unit = dict(self.formats.unit_endings).get(word)
        return unit, at + hyphen + 1

    def _date(self, at: int, month_at: int) -> int:
        named = self.tokens[month_at]
        month = self.formats.months[named.low]
        # After an abbreviation stands a period.
        year_at = month_at + 1 + self._period(month_at)
        last = month_at
        year = "-"
        if self._at(year_at).kind == "number" and _is_year(self._at(year_at).text):
            year = self._at(year_at).text
            last = year_at
        day = int(self.tokens[at].text)
        written = self._between(at, last)
        self._found("date", f"{year}-{month:02}-{day:02}", written)
        if self._period(at) != self.formats.period_after_day or named.text != named.low:
            period = "." if self.formats.period_after_day else ""
            rest = self.text[named.end : self.tokens[last].end]
            self._slip("a date", written, f"{day}{period} {named.low}{rest}")
        return last + 1

    def _percent(self, at: int, sign_at: int, value: float) -> None:
        number, sign = self.tokens[at], self.tokens[sign_at]
        written = self._between(at, sign_at)
        self._found("percent", f"{value:g}", written)
        if self.formats.percent_space and number.end == sign.start:
            self._slip("a percentage", written, f"{number.text} {sign.text}")

    def _thousands(self, text: str) -> None:
        groups = text.split(".")
        grouped = 2 <= len(groups) <= 3 and len(groups[0]) <= 3 and groups[0].strip("0")
        if grouped and all(len(group) == 3 and group.isdecimal() for group in groups[1:]):
            allowed = self.formats.thousands
            if "." not in allowed and self.formats.decimal != ".":
                self._slip("a number", text, allowed[0].join(groups))

    # Law

    def _is_in_act(self, at: int, after: int) -> bool:
        """Whether a number is that of an act, or of a part of one: `§ 8, stk. 3`, `2018:219`."""
        if re.fullmatch(r"\d{4}:\d+", self.tokens[at].text):
            return True
        if "/" in self.tokens[at].text:
            return False
        before = at - 1
        if self._at(before).text == ".":
            before -= 1
        follows = self._at(before).low in self.formats.sections
        # "§ 6, 7 og 8": what is joined to such a number is one as well.
        joined = self.in_act == at - 2 and (self._joins(at - 1) or self._at(at - 1).text == ",")
        if follows or joined or self._leads_to_part(after):
            self.in_act = at
            return True
        return False

    def _leads_to_part(self, after: int) -> bool:
        """Whether a number is followed, perhaps after others, by a word for parts: "3 och 4 §§"."""
        if after > self.looked_to:
            ahead = after
            while self._joins(ahead) and self._at(ahead + 1).kind == "number":
                ahead += 2
            self.looked_to = ahead
            letter = self._at(ahead).text
            ahead += int(len(letter) == 1 and letter.isupper())
            ahead += int(self._at(ahead).text == ".")
            self.part_ahead = self._at(ahead).low in self.formats.sections
        return self.part_ahead

    def _articles(self, at: int) -> int:
        """A reference to articles: `artikel 6, stk. 1, litra c og e`, `artiklarna 13 och 14`."""
        formats = self.formats
        noun = self.tokens[at]
        start = at
        several = 0
        at += 1 + self._period(at)
        paragraph = ""
        article = ""
        while True:
            number = self.tokens[at]
            dotted = number.text.split(".") if number.text.count(".") == 1 else []
            if paragraph and not dotted and noun.low != formats.articles:
                paragraph = number.text
                at += 1
            else:
                article, paragraph = dotted if len(dotted) == 2 else (number.text, "")
                several += 1
                at += 1
                if not paragraph:
                    paragraph, at = self._after(at, "paragraph", "number")
            at = self._points(article, paragraph, at, bare=bool(dotted))
            joined = self._at(at).text == "," or self._joins(at)
            if not (joined and self._at(at + 1).kind == "number"):
                break
            after = self._value(at + 1)[1]
            if self._unit(after)[0] or self._at(after).low in formats.sections:
                break
            at += 1
        self._citation_slips(start, at - 1, several)
        return at

    def _after(self, at: int, separator: str, kind: str) -> tuple[str, int]:
        """What follows a word such as `stk.` or stands in brackets, and where it ends."""
        ahead = at + int(self._at(at).text == ",")
        if self._at(ahead).low in law_words(separator):
            ahead += 1 + self._period(ahead)
            found = self._at(ahead)
            if found.kind == kind and (kind == "number" or len(found.text) == 1):
                closing = int(kind == "word" and self._at(ahead + 1).text == ")")
                return found.low, ahead + 1 + closing
        elif self._at(at).text == "(" and self._at(at + 2).text == ")":
            found = self._at(at + 1)
            if found.kind == kind and (kind == "number" or len(found.text) == 1):
                return found.low, at + 3
        return "", at

    def _points(self, article: str, paragraph: str, at: int, *, bare: bool) -> int:
        """Note the article, or each of its points, and say where they end."""
        point, after = self._after(at, "point", "word")
        if not point and bare and self._is_point(at):
            point, after = self._at(at).low, at + 1
        base = f"{article}({paragraph})" if paragraph else article
        if not point:
            self._found("law", base, f"art. {base}")
            return at
        while point:
            self._found("law", f"{base}({point})", f"art. {base}({point})")
            at = after
            point = ""
            joined = self._at(at).text == "," or self._joins(at)
            if joined and self._is_point(at + 1):
                point, after = self._at(at + 1).low, at + 2
            elif joined:
                point, after = self._after(at + 1, "point", "word")
        return at

    def _is_point(self, at: int) -> bool:
        """Whether a letter stands alone and is no preposition before a word."""
        token, after = self._at(at), self._at(at + 1)
        alone = token.kind == "word" and len(token.text) == 1 and token.text.isascii()
        word = after.kind == "word" and len(after.text) > 1 and after.start > token.end
        return alone and not (token.low == "i" and word and not self._joins(at + 1))

    def _citation_slips(self, first: int, last: int, several: int) -> None:
        """How the language would have written the reference, where it is in a neighbour's form."""
        formats = self.formats
        noun = self.tokens[first].text
        written = right = _GAPS.sub(" ", self._between(first, last))
        own = formats.paragraph.strip(" .,")
        if own:
            right = re.sub(r"(\d)\.(\d)", rf"\1{formats.paragraph}\2", right)
            right = re.sub(r"(\d) ([a-z])\b", rf"\1{formats.point}\2", right)
        for word in sorted(law_words("paragraph") - {own}):
            right = re.sub(rf",? {word}\.? (?=\d)", formats.paragraph, right)
        if right != written:
            for word in sorted(law_words("point")):
                right = re.sub(rf",? {word} (?=[a-z]\b)", formats.point, right)
        plural = formats.articles
        if plural and several > 1 and noun.lower() not in (plural, "art"):
            right = _TWO_ARTICLES.sub(plural, right)
        if right != written:
            self._slip("a reference to law", written, right)

    # Signs

    def _section_signs(self) -> None:
        for at, token in enumerate(self.tokens):
            if token.text == "§" and self._at(at - 1).text != "§":
                double = int(self._at(at + 1).text == "§")
                before, after = self._at(at - 1), self._at(at + 1 + double)
                sign = "§" * (1 + double)
                if self.formats.sign_first and before.kind == "number" != after.kind:
                    written = f"{before.text} {sign}"
                    right = f"{sign} {before.text}"
                elif not self.formats.sign_first and before.kind != "number" == after.kind:
                    written = f"{sign} {after.text}"
                    right = f"{after.text} {sign}"
                else:
                    continue
                self._slip("a section of an act", written, right)

    def _quotes(self) -> None:
        opening, closing = self.formats.neighbours_quotes
        first = self.text.find(opening)
        if first >= 0:
            end = self.text.find(closing, first)
            before = self.text.find(closing, 0, first)
            if end >= 0 and before < 0:
                left, right = self.formats.quotes
                self._slip("a quotation", f"{opening}…{closing}", f"{left}…{right}")


def _is_day(text: str) -> bool:
    return len(text) <= 2 and text.isdecimal() and 1 <= int(text) <= 31


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal()


def _number(text: str, decimal: str) -> str:
    """A number with a decimal point and no sign between thousands, or else as it stands."""
    plain = _GAPS.sub("", text)
    other = "." if decimal == "," else ","
    whole, _, fraction = plain.partition(decimal)
    groups = whole.split(other)
    if len(groups) > 1 and len(groups[0]) <= 3 and all(len(one) == 3 for one in groups[1:]):
        whole = "".join(groups)
    if fraction.isdecimal() and whole.isdecimal():
        fraction = fraction.rstrip("0")
        return f"{whole}.{fraction}" if fraction else whole
    if not fraction and whole.isdecimal():
        return whole
    return plain.replace(":", ".") if _CLOCK.fullmatch(plain) else plain


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", "")).lstrip("0")
    return digits[-_LAST_DIGITS:]


def _places_named(address: str) -> frozenset[str]:
    """The languages and countries that an address is for, by its domain and path."""
    host, _, path = address.lower().rpartition("@")[2].partition("/")
    parts = (host.rpartition(".")[2], host.partition(".")[0], *path.split("/"))
    return addresses().intersection(parts)


def read_links(text: str) -> Stated:
    """The links in a text that holds no other facts: that of most texts is soon read."""
    targets = (match["target"] for match in _LINK.finditer(text))
    links = [target for target in targets if target.startswith("ref:")]
    facts = Counter(("link", link) for link in links)
    return Stated(facts, {("link", link): link for link in links}, Counter(), ())


def with_facts(written: Written, formats: Formats) -> tuple[set[int], set[int]]:
    """Which of the texts of a language may hold facts or slips, and which links."""
    joined = _APART.join(("", *written.texts))
    starts: list[int] = []
    at = 1
    for text in written.texts:
        starts.append(at)
        at += len(text) + 1
    places = [match.start() for match in _SIGNS.finditer(joined)]
    for sign in ("://", "\n"):
        places.extend(_places(sign, joined))
    for unit in formats.units.keys() & written.words:
        places.extend(at for at in _places(unit, joined) if _is_counted(joined, at, formats))
    for ending, _ in formats.unit_endings:
        places.extend(at for at in _places(ending, joined) if _is_counted(joined, at, formats))
    found = {bisect(starts, at) - 1 for at in places}
    return found, {bisect(starts, at) - 1 for at in _places("](", joined)}


def _is_counted(joined: str, at: int, formats: Formats) -> bool:
    """Whether a number word stands before a place, perhaps in the same word."""
    before = joined[max(0, at - _LONGEST_WORD) : at].lower().replace("-", " ").rstrip()
    return before.rpartition(" ")[2].lstrip("(*_[") in formats.numbers


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def difference(one: Stated, other: Stated) -> tuple[list[Fact], list[Fact]]:
    """What only one of two texts says, and what only the other.

    Small numbers may be words in one of them, and each may have the address of its own country.
    """
    if one.facts == other.facts:
        return [], []
    return _without_counterparts(
        _left(one.facts - other.facts, other), _left(other.facts - one.facts, one)
    )


def _without_counterparts(first: list[Fact], second: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Two lists of facts without the addresses that each has for its own language or country."""
    there: dict[tuple[str, frozenset[str]], list[int]] = {}
    for at, (kind, value) in enumerate(second):
        if kind in _ONCE and (places := _places_named(value)):
            there.setdefault((kind, places), []).append(at)
    left: list[Fact] = []
    paired: set[int] = set()
    for kind, value in first:
        places = _places_named(value) if kind in _ONCE else frozenset()
        others = (at for (k, p), at in there.items() if places and k == kind and p != places and at)
        found = next(others, None)
        if found:
            paired.add(found.pop())
        else:
            left.append((kind, value))
    return left, [fact for at, fact in enumerate(second) if at not in paired]


def _left(facts: Counter[Fact], other: Stated) -> list[Fact]:
    """Facts without the small numbers that the other text has in words."""
    left: list[Fact] = []
    for (kind, value), count in facts.items():
        words = other.small[value] if kind == "number" else 0
        left.extend([(kind, value)] * max(0, count - words))
    return left
