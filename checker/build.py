"""From values that fit their schemas to the model.

A plain walk, one function for each construct. On the way it notes every text, every reference and
every id that stands twice, so that no rule has to walk the tree again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from checker import model as m
from checker.model import KeyedValue as Value
from checker.routes import HEAD, Routes
from checker.schema import KINDS, kind_of
from checker.source import Document

T = TypeVar("T")


class Built(NamedTuple):
    """The model, and the way from its routes back to the source."""

    policy: m.Policy
    routes: Routes


def build(documents: dict[str, Document], unread: frozenset[str]) -> Built:
    """Build the model from documents that fit their schemas, by their paths.

    `unread` names the kinds of file of which at least one could not be read.
    """
    return _Build(documents).build(unread)


class _Build:
    def __init__(self, documents: dict[str, Document]) -> None:
        self.documents = documents
        self.routes = Routes(documents)
        self.texts: list[m.Text] = []
        self.references: list[m.Reference] = []
        self.repeated: list[str] = []
        self.duplicates: list[m.Duplicate] = []
        self.kind_of: dict[str, str] = {}

    def build(self, unread: frozenset[str]) -> Built:
        by_kind: dict[str, list[Document]] = {kind: [] for kind in KINDS}
        for path, document in self.documents.items():
            kind = kind_of(path)
            if kind:
                by_kind[kind].append(document)
        organisation = self._single(by_kind, "organisation", self._organisation)
        rights = self._single(by_kind, "rights", lambda value: value) or {}
        changelog = self._single(by_kind, "changelog", lambda value: value) or {}
        retention = self._single(by_kind, "retention", lambda value: value) or {}
        sources = self._single(by_kind, "sources", lambda value: value) or {}
        statement = self._single(by_kind, "statement", self._statement)
        entities = self._heads(by_kind, "organisation", "entities", "entity", self._entity)
        officers = self._heads(by_kind, "organisation", "officers", "officer", self._officer)
        channels = self._heads(by_kind, "organisation", "channels", "channel", self._channel)
        policy = m.Policy(
            statement=statement,
            organisation=organisation
            and organisation._replace(
                entities=tuple(entities.values()),
                officers=tuple(officers.values()),
                channels=tuple(channels.values()),
            ),
            subjects=self._heads(by_kind, "data-subjects", "subjects", "subject", self._subject),
            categories=self._heads(
                by_kind, "data-categories", "categories", "category", self._category
            ),
            entities=entities,
            officers=officers,
            channels=channels,
            recipients=self._heads(
                by_kind, "recipients", "recipients", "recipient", self._recipient
            ),
            measures=self._heads(by_kind, "measures", "measures", "measure", self._measure),
            documents=self._heads(by_kind, "documents", "documents", "document", self._document),
            terms=self._heads(by_kind, "terms", "terms", "term", self._term),
            cookies=self._heads(by_kind, "cookies", "cookies", "cookie", self._cookie),
            rights=tuple(self._heads(by_kind, "rights", "rights", "right", self._right).values()),
            procedure=self._one_head(by_kind, "rights", rights, "procedure", self._procedure),
            complaints=self._one_head(by_kind, "rights", rights, "complaints", self._complaints),
            general_retention=tuple(
                self._heads(by_kind, "retention", "rules", "retention", self._retention).values()
            ),
            general_sources=tuple(
                self._heads(by_kind, "sources", "sources", "source", self._source).values()
            ),
            promises=(
                *self._list(retention, "promises", f"{HEAD}/retention", self._promise),
                *self._list(sources, "promises", f"{HEAD}/sources", self._promise),
            ),
            sharing=self._heads(by_kind, "sharing", "rules", "sharing", self._sharing),
            groups=self._files(by_kind, "group", self._group),
            activities=self._files(by_kind, "activity", self._activity),
            sections=self._files(by_kind, "section", self._section),
            change_policy=self._one_head(
                by_kind, "changelog", changelog, "policy", self._change_policy
            ),
            changes=tuple(
                self._heads(by_kind, "changelog", "entries", "change", self._change).values()
            ),
            waivers=self._waivers(by_kind),
            assertions=self._heads(
                by_kind, "assertions", "assertions", "assertion", self._assertion
            ),
            stamps=(self._single(by_kind, "translations.lock", lambda value: value) or {}).get(
                "texts", {}
            ),
            locked=bool(by_kind["translations.lock"]),
            texts=(),
            references=(),
            duplicates=(),
            kind_of=self.kind_of,
            unread=unread,
        )
        self._place_repeated()
        policy = policy._replace(
            texts=tuple(self.texts),
            references=tuple(self.references),
            duplicates=tuple(self.duplicates),
        )
        return Built(policy, self.routes)

    # Reading files

    def _single(
        self, by_kind: dict[str, list[Document]], kind: str, make: Callable[[Value], T]
    ) -> T | None:
        documents = by_kind[kind]
        return make(documents[0].value) if documents else None

    def _head(self, name: str, kind: str, place: m.Place) -> bool:
        """Let an id head routes; False if it is taken."""
        first = self.routes.add(name, place)
        if name == HEAD:
            # Reserved for what statement.yaml says; its own id stands there for "first here".
            first = m.Place(self.documents.get("statement.yaml", place.document), ())
        if first is None:
            self.kind_of[name] = kind
            return True
        field = (*place.path, "id")
        own = m.Place(first.document, (*first.path, "id"))
        self.duplicates.append(m.Duplicate(name, name, own, m.Place(place.document, field)))
        return False

    def _heads(
        self,
        by_kind: dict[str, list[Document]],
        file: str,
        field: str,
        kind: str,
        make: Callable[[Value, str], T],
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        for document in by_kind[file]:
            for index, value in enumerate(document.value.get(field, ())):
                name = value["id"]
                if self._head(name, kind, m.Place(document, (field, index))):
                    found[name] = make(value, name)
        return found

    def _one_head(
        self,
        by_kind: dict[str, list[Document]],
        file: str,
        values: Value,
        field: str,
        make: Callable[[Value, str], T],
    ) -> T | None:
        value = values.get(field)
        if value is None or not self._head(value["id"], field, m.Place(by_kind[file][0], (field,))):
            return None
        return make(value, value["id"])

    def _files(
        self, by_kind: dict[str, list[Document]], kind: str, make: Callable[[Value, str], T]
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        for document in by_kind[kind]:
            name = document.value["id"]
            if self._head(name, kind, m.Place(document, ())):
                found[name] = make(document.value, name)
        return found

    # Reading fields

    def _text(self, value: Value, field: str, route: str) -> m.Text | None:
        languages = value.get(field)
        if languages is None:
            return None
        text = m.Text(f"{route}/{field}", languages)
        self.texts.append(text)
        return text

    def _required(self, value: Value, field: str, route: str) -> m.Text:
        text = m.Text(f"{route}/{field}", value[field])
        self.texts.append(text)
        return text

    def _list(
        self, value: Value, field: str, route: str, make: Callable[[Value, str], T]
    ) -> tuple[T, ...]:
        items = value.get(field)
        if not items:
            return ()
        base = f"{route}/{field}"
        keys = [m.item_key(item) for item in items]
        if len(set(keys)) < len(keys):
            self.repeated.append(base)
        return tuple(make(item, f"{base}/{key}") for item, key in zip(items, keys, strict=True))

    def _refs(self, value: Value, field: str, route: str, *kinds: str) -> tuple[str, ...]:
        targets = value.get(field)
        if not targets:
            return ()
        base = f"{route}/{field}"
        self.references.extend(m.Reference(f"{base}/{t}", t, kinds) for t in targets)
        return tuple(targets)

    def _ref(self, value: Value, field: str, route: str, *kinds: str) -> str | None:
        target: str | None = value.get(field)
        if target is not None:
            self.references.append(m.Reference(f"{route}/{field}", target, kinds))
        return target

    def _local(self, value: Value, field: str, route: str, what: str) -> tuple[str, ...]:
        """Ids of things in the same activity or sharing rule, such as its purposes."""
        targets = value.get(field)
        if not targets:
            return ()
        owner = route.split("/", 1)[0]
        self.references.extend(
            m.Reference(f"{route}/{field}/{t}", f"{owner}/{what}/{t}", ("route",)) for t in targets
        )
        return tuple(targets)

    def _data(self, value: Value, route: str) -> tuple[str, ...]:
        return self._refs(value, "data", route, "category")

    def _place_repeated(self) -> None:
        for base in self.repeated:
            found = self.routes.find(base)
            assert found is not None
            document, path = found[0]
            items: Any = document.value
            for step in path:
                items = items[step]
            firsts: dict[str, m.Place] = {}
            for index, item in enumerate(items):
                key = m.item_key(item)
                place = m.Place(document, (*path, index, _key_field(item)))
                first = firsts.setdefault(key, place)
                if first is not place:
                    self.duplicates.append(m.Duplicate(key, f"{base}/{key}", first, place))

    # Constructs, the smaller ones first

    def _note(self, v: Value, r: str) -> m.Note:
        return m.Note(
            r,
            v["id"],
            self._required(v, "text", r),
            tuple(v.get("applies_in", ())),
            v.get("qualifier"),
        )

    def _promise(self, v: Value, r: str) -> m.Promise:
        return m.Promise(r, v["id"], self._text(v, "text", r), tuple(v.get("kept_by", ())))

    def _claim(self, v: Value, r: str) -> m.Claim:
        return m.Claim(
            r,
            v["id"],
            v["kind"],
            self._text(v, "text", r),
            self._data(v, r),
            self._refs(v, "recipients", r, "recipient"),
            self._ref(v, "consent", r, "consent"),
            v.get("qualifier"),
        )

    def _arrangement(self, v: Value, r: str) -> m.Arrangement:
        return m.Arrangement(
            r,
            v["id"],
            self._refs(v, "parties", r, "entity", "recipient"),
            v.get("since"),
            tuple(v.get("covers", ())),
            self._text(v, "essence", r),
            self._ref(v, "informs", r, "entity", "recipient"),
            self._ref(v, "answers", r, "entity", "recipient"),
            self._ref(v, "document", r, "document"),
            self._text(v, "text", r),
        )

    def _agreement(self, v: Value, r: str) -> m.Agreement:
        return m.Agreement(
            r, v["id"], self._text(v, "text", r), self._ref(v, "document", r, "document")
        )

    def _role(self, v: Value, r: str) -> m.Role:
        arrangement = v.get("arrangement")
        agreement = v.get("agreement")
        return m.Role(
            r,
            v["id"],
            v["role"],
            self._refs(v, "who", r, "entity", "recipient"),
            v.get("qualifier"),
            self._text(v, "on_behalf_of", r),
            self._text(v, "text", r),
            self._text(v, "condition", r),
            self._arrangement(arrangement, f"{r}/arrangement") if arrangement else None,
            self._agreement(agreement, f"{r}/agreement") if agreement else None,
            tuple(v.get("applies_in", ())),
        )

    def _source(self, v: Value, r: str) -> m.Source:
        return m.Source(
            r,
            v["id"],
            v["kind"],
            self._data(v, r),
            self._refs(v, "who", r, "recipient", "subject", "entity"),
            self._text(v, "text", r),
            v.get("qualifier"),
        )

    def _consent(self, v: Value, r: str) -> m.Consent:
        withdrawal = v.get("withdrawal")
        return m.Consent(
            r,
            v["id"],
            tuple(v["effect"]),
            self._refs(v, "subjects", r, "subject"),
            self._text(v, "text", r),
            self._text(v, "scope", r),
            self._ref(v, "document", r, "document"),
            self._text(v, "given", r),
            v.get("voluntary"),
            v.get("conditional", False),
            self._text(v, "refusal", r),
            v.get("from_age"),
            self._text(v, "parental", r),
            self._withdrawal(withdrawal, f"{r}/withdrawal") if withdrawal is not None else None,
            tuple(v.get("applies_in", ())),
        )

    def _withdrawal(self, v: Value, r: str) -> m.Withdrawal:
        channels = self._refs(v, "channels", r, "channel")
        return m.Withdrawal(r, v.get("any_time"), channels, self._text(v, "text", r))

    def _disclosure(self, v: Value, r: str) -> m.Disclosure:
        recipient = v["recipient"]
        self.references.append(m.Reference(f"{r}/recipient", recipient, ("recipient",)))
        return m.Disclosure(
            r,
            v["id"],
            recipient,
            v.get("role"),
            self._data(v, r),
            self._local(v, "purposes", r, "purposes"),
            self._ref(v, "consent", r, "consent"),
            self._text(v, "condition", r),
            self._text(v, "purpose", r),
            v.get("qualifier"),
            self._text(v, "agreement", r),
            tuple(v.get("applies_in", ())),
        )

    def _retention(self, v: Value, r: str) -> m.Retention:
        return m.Retention(
            r,
            v["id"],
            v["kind"],
            v.get("period"),
            self._text(v, "start", r),
            v.get("at_most", False),
            v.get("prolongs", False),
            self._text(v, "while", r),
            self._text(v, "reason", r),
            self._text(v, "until", r),
            self._text(v, "law", r),
            self._ref(v, "document", r, "document"),
            self._refs(v, "same_as", r, "activity", "group"),
            self._text(v, "depends_on", r),
            v.get("every"),
            self._text(v, "by", r),
            self._text(v, "kept", r),
            self._text(v, "criterion", r),
            self._data(v, r),
            self._refs(v, "subjects", r, "subject"),
            self._local(v, "bases", r, "bases"),
            self._ref(v, "consent", r, "consent"),
            tuple(v.get("applies_in", ())),
            v.get("regime"),
            v.get("qualifier"),
            v.get("outcome"),
            self._text(v, "text", r),
        )

    def _basis(self, v: Value, r: str) -> m.Basis:
        classified = v.get("classified")
        return m.Basis(
            r,
            v["id"],
            v["stated"],
            m.Classified(f"{r}/classified", classified["article"], classified["why"])
            if classified
            else None,
            self._text(v, "text", r),
            v.get("qualifier"),
            self._local(v, "purposes", r, "purposes"),
            self._data(v, r),
            self._refs(v, "subjects", r, "subject"),
            self._refs(v, "whose", r, "recipient", "entity"),
            self._list(v, "interests", r, self._note),
            self._ref(v, "consent", r, "consent"),
            self._list(v, "laws", r, self._note),
            self._ref(v, "document", r, "document"),
            tuple(v.get("applies_in", ())),
        )

    def _purpose(self, v: Value, r: str) -> m.Purpose:
        return m.Purpose(
            r,
            v["id"],
            self._required(v, "text", r),
            v.get("direct_marketing", False),
            self._data(v, r),
            v.get("qualifier"),
        )

    def _data_use(self, v: Value, r: str) -> m.DataUse:
        category = v["category"]
        self.references.append(m.Reference(f"{r}/category", category, ("category",)))
        return m.DataUse(
            r,
            category,
            v.get("qualifier"),
            self._refs(v, "subjects", r, "subject"),
            self._local(v, "purposes", r, "purposes"),
            self._text(v, "text", r),
        )

    def _same_as(self, v: Value, r: str) -> m.SameAs:
        activity = v["activity"]
        self.references.append(m.Reference(f"{r}/activity", activity, ("activity",)))
        return m.SameAs(r, activity, self._refs(v, "except", r, "category"))

    def _special(self, v: Value, r: str) -> m.SpecialData:
        return m.SpecialData(
            r,
            v["id"],
            v["nature"],
            self._data(v, r),
            v.get("inferred", False),
            v.get("qualifier"),
            v.get("ground"),
            self._text(v, "provision", r),
            self._ref(v, "consent", r, "consent"),
            self._text(v, "text", r),
            tuple(v.get("applies_in", ())),
        )

    def _provision(self, v: Value, r: str) -> m.Provision:
        return m.Provision(
            r,
            v["id"],
            v["kind"],
            v.get("obliged"),
            self._data(v, r),
            self._text(v, "consequence", r),
            self._text(v, "text", r),
        )

    def _offered_right(self, v: Value, r: str) -> m.OfferedRight:
        return m.OfferedRight(
            r,
            v["id"],
            v["right"],
            self._refs(v, "subjects", r, "subject"),
            v.get("any_time"),
            self._refs(v, "channels", r, "channel"),
            self._text(v, "text", r),
            self._text(v, "exception", r),
        )

    def _automated(self, v: Value, r: str) -> m.AutomatedDecision:
        return m.AutomatedDecision(
            r,
            v["id"],
            v["solely_automated"],
            v["effect"],
            v.get("allowed_by"),
            self._data(v, r),
            self._text(v, "logic", r),
            self._text(v, "significance", r),
            self._text(v, "safeguards", r),
        )

    def _profiling(self, v: Value, r: str) -> m.Profiling:
        return m.Profiling(r, v["id"], self._data(v, r), self._required(v, "text", r))

    def _exemption(self, v: Value, r: str) -> m.Exemption:
        return m.Exemption(r, v["id"], v["article"], self._data(v, r), v["reason"])

    # Files

    def _activity(self, v: Value, r: str) -> m.Activity:
        same_as = v.get("data_same_as")
        return m.Activity(
            route=r,
            id=v["id"],
            title=self._required(v, "title", r),
            intro=self._text(v, "intro", r),
            public=v.get("visibility", "public") == "public",
            audience=self._refs(v, "audience", r, "subject"),
            applies_in=tuple(v.get("applies_in", ())),
            part_of=self._ref(v, "part_of", r, "group"),
            subjects=self._refs(v, "subjects", r, "subject"),
            roles=self._list(v, "roles", r, self._role),
            purposes=self._list(v, "purposes", r, self._purpose),
            combine_bases=v.get("combine_bases"),
            bases=self._list(v, "bases", r, self._basis),
            data=self._list(v, "data", r, self._data_use),
            data_same_as=self._same_as(same_as, f"{r}/data_same_as") if same_as else None,
            special_data=self._list(v, "special_data", r, self._special),
            sources=self._list(v, "sources", r, self._source),
            provision=self._list(v, "provision", r, self._provision),
            consents=self._list(v, "consents", r, self._consent),
            disclosures=self._list(v, "disclosures", r, self._disclosure),
            no_recipients=v.get("no_recipients", False),
            retention=self._list(v, "retention", r, self._retention),
            combine_retention=v.get("combine_retention"),
            automated_decisions=self._list(v, "automated_decisions", r, self._automated),
            profiling=self._list(v, "profiling", r, self._profiling),
            rights=self._list(v, "rights", r, self._offered_right),
            measures=self._refs(v, "measures", r, "measure"),
            documents=self._refs(v, "documents", r, "document"),
            exceptions=self._list(v, "exceptions", r, self._exemption),
            claims=self._list(v, "claims", r, self._claim),
            promises=self._list(v, "promises", r, self._promise),
            details=self._list(v, "details", r, self._note),
            open=tuple(v.get("open", ())),
        )

    def _group(self, v: Value, r: str) -> m.Group:
        return m.Group(
            route=r,
            id=v["id"],
            title=self._required(v, "title", r),
            intro=self._text(v, "intro", r),
            subjects=self._refs(v, "subjects", r, "subject"),
            roles=self._list(v, "roles", r, self._role),
            sources=self._list(v, "sources", r, self._source),
            consents=self._list(v, "consents", r, self._consent),
            disclosures=self._list(v, "disclosures", r, self._disclosure),
            no_recipients=v.get("no_recipients", False),
            rights=self._list(v, "rights", r, self._offered_right),
            claims=self._list(v, "claims", r, self._claim),
            promises=self._list(v, "promises", r, self._promise),
            details=self._list(v, "details", r, self._note),
            open=tuple(v.get("open", ())),
        )

    def _section(self, v: Value, r: str) -> m.Section:
        return m.Section(
            r,
            v["id"],
            self._required(v, "title", r),
            self._list(v, "content", r, self._block),
            self._list(v, "promises", r, self._promise),
        )

    def _block(self, v: Value, r: str) -> m.Block:
        return m.Block(
            r,
            v["id"],
            self._text(v, "text", r),
            self._refs(v, "documents", r, "document"),
            tuple(v.get("applies_in", ())),
            self._refs(v, "activities", r, "activity"),
            self._ref(v, "group", r, "group"),
            v.get("show"),
            self._refs(v, "only", r, *_SHOWN.get(v.get("show", ""), ())),
        )

    def _statement(self, v: Value) -> m.Statement:
        r = HEAD
        return m.Statement(
            route=r,
            id=v["id"],
            title=self._required(v, "title", r),
            other_titles=self._list(v, "other_titles", r, self._note),
            version=v["version"],
            last_updated=v["last_updated"],
            effective=self._list(v, "effective", r, self._effective),
            languages=tuple(v["languages"]),
            markets=tuple(v["markets"]),
            intro=self._list(v, "intro", r, self._note),
            promises=self._list(v, "promises", r, self._promise),
            contents=self._list(v, "contents", r, self._entry),
            cite_law=v.get("cite_law", False),
            flow_pictures=v.get("flow_pictures", False),
            redirects=self._list(v, "redirects", r, self._redirect),
        )

    def _effective(self, v: Value, r: str) -> m.Effective:
        return m.Effective(r, v["id"], v["from"], tuple(v.get("applies_in", ())))

    def _redirect(self, v: Value, r: str) -> m.Redirect:
        self.references.append(m.Reference(f"{r}/to", v["to"], ("route",)))
        return m.Redirect(r, v["from"], v["to"])

    def _entry(self, v: Value, r: str) -> m.Entry:
        section = v["section"]
        self.references.append(m.Reference(f"{r}/section", section, ("section",)))
        return m.Entry(r, section, self._list(v, "sections", r, self._entry))

    def _organisation(self, v: Value) -> m.Organisation:
        r = f"{HEAD}/organisation"
        office = v.get("headquarters")
        return m.Organisation(
            r,
            v["name"],
            (office.get("city"), office["country"]) if office else None,
            self._list(v, "description", r, self._note),
            self._list(v, "roles", r, self._role),
            (),
            (),
            (),
        )

    def _entity(self, v: Value, r: str) -> m.LegalEntity:
        return m.LegalEntity(
            r,
            v["id"],
            v.get("name"),
            self._text(v, "title", r),
            v["kind"],
            v.get("country"),
            v.get("register_number"),
            self._refs(v, "members", r, "entity"),
            v.get("members_known", True),
            self._refs(v, "channels", r, "channel"),
            self._text(v, "text", r),
        )

    def _officer(self, v: Value, r: str) -> m.Officer:
        return m.Officer(
            r,
            v["id"],
            v["role"],
            self._text(v, "title", r),
            self._refs(v, "for", r, "entity"),
            self._text(v, "text", r),
            self._refs(v, "channels", r, "channel"),
        )

    def _channel(self, v: Value, r: str) -> m.Channel:
        return m.Channel(
            r,
            v["id"],
            v["kind"],
            self._text(v, "title", r),
            v.get("address"),
            tuple(v.get("lines", ())),
            v.get("country"),
            self._text(v, "attention", r),
            self._text(v, "text", r),
            self._ref(v, "alternative_to", r, "channel"),
            tuple(v.get("applies_in", ())),
        )

    def _subject(self, v: Value, r: str) -> m.DataSubject:
        title = self._required(v, "title", r)
        return m.DataSubject(r, v["id"], title, v.get("children", False), self._text(v, "text", r))

    def _category(self, v: Value, r: str) -> m.DataCategory:
        return m.DataCategory(
            r,
            v["id"],
            self._required(v, "title", r),
            v.get("nature"),
            v.get("inferred", False),
            self._text(v, "text", r),
        )

    def _recipient(self, v: Value, r: str) -> m.Recipient:
        return m.Recipient(
            r,
            v["id"],
            v.get("name"),
            self._text(v, "title", r),
            v["kind"],
            v.get("within_group", False),
            self._ref(v, "entity", r, "entity"),
            tuple(v.get("countries", ())),
            v.get("outside_eea", False),
            self._list(v, "transfers", r, self._transfer),
            self._refs(v, "sub_recipients", r, "recipient"),
            self._text(v, "text", r),
            self._refs(v, "documents", r, "document"),
        )

    def _transfer(self, v: Value, r: str) -> m.Transfer:
        return m.Transfer(
            r,
            v["id"],
            v.get("country"),
            v.get("mechanism"),
            v.get("adequacy"),
            v.get("decision"),
            self._text(v, "scope", r),
            self._list(v, "safeguards", r, self._safeguard),
            v.get("derogation"),
            self._text(v, "copy", r),
            self._text(v, "text", r),
            v.get("qualifier"),
            tuple(v.get("applies_in", ())),
        )

    def _safeguard(self, v: Value, r: str) -> m.Safeguard:
        return m.Safeguard(
            r,
            v["id"],
            v["tool"],
            v.get("instrument"),
            v.get("qualifier"),
            self._text(v, "text", r),
        )

    def _measure(self, v: Value, r: str) -> m.Measure:
        return m.Measure(
            r,
            v["id"],
            v["kind"],
            v.get("status") == "assessed",
            self._required(v, "title", r),
            self._text(v, "text", r),
        )

    def _right(self, v: Value, r: str) -> m.Right:
        return m.Right(
            r,
            v["id"],
            v["right"],
            self._required(v, "title", r),
            self._text(v, "text", r),
            v.get("any_time"),
            self._refs(v, "channels", r, "channel"),
            self._refs(v, "documents", r, "document"),
        )

    def _procedure(self, v: Value, r: str) -> m.Procedure:
        return m.Procedure(
            r,
            v["id"],
            self._refs(v, "channels", r, "channel"),
            v.get("within"),
            self._text(v, "start", r),
            v.get("free", False),
            self._text(v, "fee", r),
            self._text(v, "text", r),
            self._text(v, "exception", r),
            self._text(v, "identity", r),
            self._list(v, "details", r, self._note),
        )

    def _complaints(self, v: Value, r: str) -> m.Complaints:
        return m.Complaints(
            r,
            v["id"],
            tuple(v.get("authorities", ())),
            self._text(v, "text", r),
            self._refs(v, "documents", r, "document"),
        )

    def _cookie(self, v: Value, r: str) -> m.Cookie:
        activity = v["activity"]
        self.references.append(m.Reference(f"{r}/activity", activity, ("activity",)))
        return m.Cookie(
            r,
            v["id"],
            v["name"],
            activity,
            v.get("necessary"),
            self._ref(v, "provider", r, "recipient"),
            self._text(v, "purpose", r),
            self._data(v, r),
            v.get("period"),
            v.get("session", False),
        )

    def _document(self, v: Value, r: str) -> m.ExternalDocument:
        return m.ExternalDocument(
            r,
            v["id"],
            v["kind"],
            self._required(v, "title", r),
            self._list(v, "urls", r, self._address),
            self._ref(v, "owner", r, "recipient", "entity"),
            v.get("country"),
        )

    def _address(self, v: Value, r: str) -> m.Address:
        return m.Address(r, v["id"], v["url"], v.get("language"), v.get("country"))

    def _sharing(self, v: Value, r: str) -> m.SharingRule:
        return m.SharingRule(
            route=r,
            id=v["id"],
            title=self._required(v, "title", r),
            text=self._text(v, "text", r),
            applies_to=self._refs(v, "applies_to", r, "activity"),
            triggers=self._list(v, "triggers", r, self._note),
            purposes=self._list(v, "purposes", r, self._purpose),
            bases=self._list(v, "bases", r, self._basis),
            disclosures=self._list(v, "disclosures", r, self._disclosure),
            claims=self._list(v, "claims", r, self._claim),
            promises=self._list(v, "promises", r, self._promise),
            details=self._list(v, "details", r, self._note),
            open=tuple(v.get("open", ())),
        )

    def _term(self, v: Value, r: str) -> m.Term:
        return m.Term(
            r,
            v["id"],
            self._required(v, "term", r),
            self._list(v, "aliases", r, self._note),
            self._text(v, "meaning", r),
            self._list(v, "examples", r, self._note),
        )

    def _change_policy(self, v: Value, r: str) -> m.ChangePolicy:
        return m.ChangePolicy(
            r,
            v["id"],
            self._text(v, "text", r),
            self._text(v, "notice", r),
            v.get("notice_before"),
            self._list(v, "notice_places", r, self._note),
        )

    def _change(self, v: Value, r: str) -> m.ChangeEntry:
        emergency = v.get("emergency")
        return m.ChangeEntry(
            r,
            v["id"],
            v["version"],
            v["date"],
            self._required(v, "text", r),
            tuple(v.get("tells", ())),
            self._list(v, "notified", r, self._notified),
            m.Emergency(f"{r}/emergency", emergency["reason"], emergency["by"])
            if emergency
            else None,
        )

    def _notified(self, v: Value, r: str) -> m.Notified:
        return m.Notified(r, v["place"], v["on"])

    def _assertion(self, v: Value, r: str) -> m.Assertion:
        kind = "never" if "never" in v else "always"
        flow, base = v[kind], f"{r}/{kind}"
        self._routes_named(v, "promised_by", r)
        return m.Assertion(
            r,
            v["id"],
            v["says"],
            tuple(v.get("promised_by", ())),
            kind,
            self._flow_names(flow, "from", base),
            self._flow_names(flow, "to", base),
            self._flow_names(flow, "via", base),
            self._flow_names(flow, "unless" if kind == "never" else "passes", base),
        )

    def _flow_names(self, value: Value, field: str, route: str) -> tuple[str, ...]:
        """Names of parts of the graph; of these, ids and routes refer to something."""
        names: tuple[str, ...] = tuple(value.get(field, ()))
        for name in names:
            kinds = ("route",) if "/" in name else FLOW
            if " " not in name and not name.isupper():
                self.references.append(m.Reference(f"{route}/{field}/{name}", name, kinds))
        return names

    def _routes_named(self, value: Value, field: str, route: str) -> None:
        for name in value.get(field, ()):
            self.references.append(m.Reference(f"{route}/{field}/{name}", name, ("route",)))

    def _waivers(self, by_kind: dict[str, list[Document]]) -> tuple[m.Waiver, ...]:
        return tuple(
            m.Waiver(
                f"{HEAD}/waivers/waivers/{m.item_key(v)}",
                v["rule"],
                v["route"],
                v["kind"],
                v["reason"],
                v["owner"],
                v["until"],
                m.Place(document, ("waivers", index)),
            )
            for document in by_kind["waivers"]
            for index, v in enumerate(document.value["waivers"])
        )


FLOW = ("subject", "category", "activity", "group", "sharing", "recipient", "entity")
"""What an id in a flow assertion may name."""

_SHOWN = {
    "controllers": ("entity",),
    "officers": ("officer",),
    "channels": ("channel",),
    "terms": ("term",),
    "retention": ("retention",),
    "sources": ("source",),
    "sharing": ("sharing",),
    "measures": ("measure",),
    "rights": ("right",),
}
"""What the ids in `only` may name, by what a block shows."""


def _key_field(item: Value) -> str:
    return next(field for field in ("id", "category", "section", "from", "place") if field in item)
