"""The duty matrix of a policy: a cell for each duty and activity, with its findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from checker import model as m
from checker.engine import Result
from checker.finding import Finding, Severity
from checker.law.book import Duty
from checker.report.duties import owed
from checker.report.duties.owed import Answer, Case, Evidence, Point, Whole
from checker.report.duties.page import Page
from checker.source import Span


class State(StrEnum):
    """What has become of a duty."""

    STATED = "stated"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"
    WAIVED = "waived"


class Column(NamedTuple):
    """An activity or a sharing rule. `exempt` says why nothing at all is owed for it."""

    id: str
    kind: str
    title: m.Text
    span: Span | None
    exempt: str | None


class Place(NamedTuple):
    """A point that is owed: in words, its place in the source, and its anchor if on the page.

    One that is lacking has no anchor; `on_no_page` if the source has it all the same.
    """

    what: str
    route: str
    span: Span | None
    anchor: str | None
    on_no_page: bool = False


class Cell(NamedTuple):
    """A duty and what has become of it. `column` is None where it concerns the whole statement.

    `why` says why it does not apply. `findings` are those of the rules that serve the duty.
    """

    duty: Duty
    column: Column | None
    state: State
    why: str
    stated: tuple[Place, ...]
    lacking: tuple[Place, ...]
    findings: tuple[Finding, ...]

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """The findings that are not what makes it missing or waived."""
        if self.state in (State.MISSING, State.WAIVED):
            return ()
        return self.findings


class Row(NamedTuple):
    """A duty with its cells: one for each column, or one for the whole statement."""

    duty: Duty
    cells: tuple[Cell, ...]


class Matrix(NamedTuple):
    """All duties. `language` is that of the titles and of the page that was looked at."""

    language: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, by duty."""
        for row in self.rows:
            yield from row.cells

    def by_column(self) -> list[tuple[Column | None, list[Cell]]]:
        """The cells of the whole statement, then those of each column."""
        whole: list[Cell] = []
        own: dict[str, list[Cell]] = {column.id: [] for column in self.columns}
        for cell in self.cells:
            (own[cell.column.id] if cell.column else whole).append(cell)
        parts = [(column, own[column.id]) for column in self.columns if own[column.id]]
        return [(None, whole), *parts] if whole else [*parts]

    def only(self, activities: Collection[str], duties: Collection[str]) -> Matrix:
        """The part of it for some columns and some duties; all of them where none is named."""
        columns = tuple(one for one in self.columns if not activities or one.id in activities)
        rows = []
        for row in self.rows:
            cells = tuple(
                cell
                for cell in row.cells
                if not activities or (cell.column and cell.column.id in activities)
            )
            if cells and (not duties or row.duty.id in duties):
                rows.append(Row(row.duty, cells))
        return Matrix(self.language, columns, tuple(rows))


def count(cells: Iterable[Cell]) -> dict[State, int]:
    """How many cells there are of each state."""
    counts = dict.fromkeys(State, 0)
    for cell in cells:
        counts[cell.state] += 1
    return counts


def build_matrix(result: Result) -> Matrix:
    """The matrix of a policy all of whose files could be read.

    PhraseError if klar has no phrases for the statement's first language.
    """
    statement = result.policy.statement
    if statement is None or not result.complete:
        raise ValueError("a policy that could not be read has no matrix")
    language = statement.languages[0]
    return _Builder(result, Page(result.policy, language)).matrix(language)


class _Builder:
    def __init__(self, result: Result, page: Page) -> None:
        self.result = result
        self.policy = result.policy
        self.page = page
        self.whole = Whole(result.policy)
        owners: tuple[m.Activity | m.SharingRule, ...] = (
            *self.policy.activities.values(),
            *self.policy.sharing.values(),
        )
        owing = {owner.id for owner in self.policy.owing_a_basis()}
        self.cases = [Case(self.policy, owner) for owner in owners]
        self.columns = tuple(self._column(owner, owner.id in owing) for owner in owners)
        self.reached_by = self._reached_by()
        self.at: dict[str, list[Finding]] = {}
        for finding in result.findings:
            self.at.setdefault(finding.route, []).append(finding)

    def matrix(self, language: str) -> Matrix:
        findings: dict[str, list[Finding]] = {}
        for finding in self.result.findings:
            findings.setdefault(finding.rule.duty, []).append(finding)
        rows = tuple(
            self._row(duty, findings.get(duty.id, [])) for duty in self.result.context.law.duties()
        )
        return Matrix(language, self.columns, rows)

    def _column(self, owner: m.Activity | m.SharingRule, owing: bool) -> Column:
        exempt: str | None = None
        if isinstance(owner, m.SharingRule):
            kind = "sharing rule"
            if not owing:
                exempt = "it applies to nothing that owes people information"
        else:
            kind = "activity"
            if not owner.public:
                exempt = "internal: not in the public statement"
            elif self.policy.is_processor_only(owner):
                exempt = "processor only: the controller informs"
            elif not owing:
                exempt = owed.claimed(owner)
        return Column(owner.id, kind, owner.title, self.result.routes.span(owner.route), exempt)

    def _reached_by(self) -> dict[str, list[int]]:
        """By the head of a route, the columns that what stands there is a part of."""
        documents: dict[str, list[str]] = {}
        for one in self.policy.references:
            if one.target in self.policy.documents:
                documents.setdefault(one.route.partition("/")[0], []).append(one.target)
        reached: dict[str, list[int]] = {}
        for number, case in enumerate(self.cases):
            parts = [*self._parts(case)]
            parts += [one for part in parts for one in documents.get(part, ())]
            for head in dict.fromkeys(parts):
                reached.setdefault(head, []).append(number)
        return reached

    def _parts(self, case: Case) -> Iterator[str]:
        """The ids of what a column is made of: itself, and what it uses."""
        owner, policy = case.owner, self.policy
        yield owner.id
        yield from (recipient.id for recipient in case.recipients)
        if isinstance(owner, m.SharingRule):
            return
        if owner.part_of:
            yield owner.part_of
        for role in policy.roles_of(owner):
            for who in role.who:
                yield who
                if who in policy.entities:
                    yield from policy.entities[who].members
        yield from policy.subjects_of(owner)
        yield from (use.category for use in policy.data_of(owner))
        yield from (cookie.id for cookie in self.whole.cookies.get(owner.id, ()))

    def _row(self, duty: Duty, findings: list[Finding]) -> Row:
        if duty.concerns == "statement":
            answer = duty.not_shown or owed.OF_THE_STATEMENT[duty.id](self.policy)
            return Row(duty, (self._cell(duty, None, answer, findings),))
        answers = [self._answer(duty, number) for number in range(len(self.cases))]
        attached: list[list[Finding]] = [[] for _ in self.cases]
        for finding in findings:
            for number in self._concerned(finding, answers):
                attached[number].append(finding)
        return Row(
            duty,
            tuple(
                self._cell(duty, column, answer, own)
                for column, answer, own in zip(self.columns, answers, attached, strict=True)
            ),
        )

    def _answer(self, duty: Duty, number: int) -> Answer:
        case, exempt = self.cases[number], self.columns[number].exempt
        if exempt:
            return exempt
        if duty.id in owed.OF_PROCESSING:
            return owed.OF_PROCESSING[duty.id](case)
        if isinstance(case.owner, m.Activity):
            return owed.OF_ACTIVITIES[duty.id](self.whole, case.owner)
        return "told at each activity"

    def _concerned(self, finding: Finding, answers: list[Answer]) -> Iterator[int]:
        """The columns that a finding concerns.

        What several share concerns those of them that owe information; what is no part of any, such
        as the list of rights, those to which the duty applies, or else all that owe anything.
        """
        head = finding.route.partition("/")[0]
        reached = self.reached_by.get(head)
        if reached is None:
            known = (self.policy.recipients, self.policy.entities, self.policy.subjects)
            if any(head in kind for kind in known):
                return
            applying = [n for n, answer in enumerate(answers) if not isinstance(answer, str)]
            yield from applying or (n for n, c in enumerate(self.columns) if not c.exempt)
            return
        for number in reached:
            column = self.columns[number]
            if column.id == head or not column.exempt:
                yield number

    def _cell(
        self, duty: Duty, column: Column | None, answer: Answer, findings: list[Finding]
    ) -> Cell:
        stated: list[Place] = []
        lacking: list[Place] = []
        weighty = [one for one in findings if one.severity is Severity.ERROR]
        unexplained = False
        for point in () if isinstance(answer, str) else answer:
            place = self._place(point)
            if place.anchor:
                stated.append(place)
                continue
            lacking.append(place)
            if place.on_no_page:
                # The rules read the policy: none of them speaks of what only the page lacks.
                unexplained = True
                continue
            there = [one for one in findings if _beside(one.route, point.route)]
            if not there:
                # The same gap may be another duty's too: a right that is nowhere is in no box.
                there = self.at.get(point.route, [])
                findings = [*findings, *there]
            weighty.extend(there)
            unexplained = unexplained or not there
        why = answer if isinstance(answer, str) else ""
        if unexplained or any(not one.waived for one in weighty):
            state = State.MISSING
        elif weighty:
            state = State.WAIVED
        else:
            state = State.NOT_APPLICABLE if why else State.STATED
        return Cell(duty, column, state, why, tuple(stated), tuple(lacking), tuple(findings))

    def _place(self, point: Point) -> Place:
        """Where a point stands, or where it belongs."""
        routes = self.result.routes
        written = [one for one in point.evidence if routes.exists(one.route)]
        for one in written:
            if anchor := self._anchor(one):
                return Place(point.what, one.route, routes.span(one.route), anchor)
        route = written[0].route if written else point.route
        return Place(point.what, route, routes.span(route), None, bool(written))

    def _anchor(self, evidence: Evidence) -> str | None:
        """The anchor of what the source states, if it stands on the page."""
        at = evidence.at or evidence.route
        if evidence.text and not self.page.says(at, evidence.text):
            return None
        return self.page.anchor(at)


def _beside(one: str, other: str) -> bool:
    """Whether one of two routes leads to the other."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
