"""Who may sit: eligibility from the candidates' sheet, and the roster (E4, E5; rules R9 to R11)."""

import re
from dataclasses import dataclass
from datetime import date

from assessment.codes import EventCode
from assessment.records import Candidate, Carried, Eligibility, Trainer
from issuer.roster import IdDocument, IdType
from issuer.roster.identity import ID_TYPES, number_problem
from issuer.roster.mend import mend_name
from issuer.roster.names import name_problem
from issuer.sessions.cells import Cells, read_points
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.people import Entry, People, Person
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, SheetLine, read_sheet
from issuer.sessions.story import Story

_TICKET = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_SESSION = re.compile(r"(?:0x)?([0-9a-fA-F]{64})")
_ACCOUNT = re.compile(r"0x[0-9a-f]{40}")
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Registration:
    """What a candidates' sheet amounts to: the event, and who is to be written down with it."""

    draft: Draft
    persons: tuple[Person, ...]
    entries: tuple[Entry, ...]


def eligibility_draft(story: Story, people: People, file: SheetFile, *, today: date) -> Registration:
    """Read who applied and what was decided about them; raises `SheetError` or `RosterError`.

    `today` is the local date, after which nobody is born.
    """
    reading = _Reading(story, people, file.name, today)
    for line in read_sheet(file, Kind.CANDIDATES):
        reading.take(line)
    reading.problems.refuse()
    eligible = sum(record.eligible for record in reading.records)
    figures = {"eligible": eligible, "refused": len(reading.records) - eligible}
    draft = Draft(EventCode.ELIGIBILITY_DECIDED, figures, tuple(reading.records))
    return Registration(draft, tuple(reading.persons), tuple(reading.entries))


def roster_draft(story: Story) -> Draft:
    """Return the roster: everybody found eligible last, in the order of the sheets; raises `SessionError`."""
    decided = {
        record.candidate: record.eligible for _, record in story.records(Eligibility, EventCode.ELIGIBILITY_DECIDED)
    }
    entered = [entry for entry in story.entries if decided.get(entry.pseudonym)]
    if not entered:
        raise SessionError("nobody was found eligible yet; record the eligibility of the candidates first")
    parts = [part.code for part in story.standard.parts_due(story.assessment.level)]
    candidates = tuple(
        Candidate(
            salt=fresh_salt(),
            candidate=entry.pseudonym,
            standard=story.assessment.standard.hex(),
            level=story.assessment.level,
            due=tuple(part for part in parts if part not in {code for code, _, _ in entry.carried}),
            carried=tuple(Carried(part, score, session) for part, score, session in entry.carried),
            account=entry.account or None,
        )
        for entry in entered
    )
    return Draft(EventCode.ROSTER_LOCKED, {"n": len(candidates)}, candidates)


class _Reading:
    """Collects the candidates of one sheet."""

    def __init__(self, story: Story, people: People, name: str, today: date) -> None:
        self.problems = Problems(name)
        self.records: list[Eligibility] = []
        self.persons: list[Person] = []
        self.entries: list[Entry] = []
        self._story = story
        self._people = people
        self._today = today
        self._places = {entry.pseudonym: entry.place for entry in story.entries}
        self._tickets = {entry.ticket: entry.pseudonym for entry in story.entries}
        self._seen = set[str]()

    def take(self, line: SheetLine) -> None:
        cells = Cells(line, Kind.CANDIDATES, self.problems, self._story.standard.utc_offset_minutes)
        name, document, ticket = self._name(cells), self._document(cells), self._ticket(cells)
        pseudonym = self._people.pseudonym(document)
        if pseudonym in self._seen:
            cells.wrong("id_number", "keep one line for each person", "同一证件只保留一行")
        if self._tickets.setdefault(ticket, pseudonym) != pseudonym:
            cells.wrong("ticket", "give each candidate a ticket of their own", "该准考证号已属于其他考生")
        self._seen.add(pseudonym)
        self.persons.append(Person(pseudonym, name, document))
        place = self._places.setdefault(pseudonym, len(self._places))
        institution = cells.text("institution", longest=100, optional=True)
        self.entries.append(Entry(pseudonym, ticket, institution, place, self._carried(cells), _account(cells)))
        self.records.append(self._eligibility(cells, pseudonym, document))

    def _eligibility(self, cells: Cells, pseudonym: str, document: IdDocument) -> Eligibility:
        return Eligibility(
            salt=fresh_salt(),
            candidate=pseudonym,
            eligible=cells.yes("eligible"),
            ground=cells.text("ground"),
            reviewer=cells.number("reviewer", least=1),
            trainers=tuple(Trainer(person, until) for person, until in cells.trained("trainers")),
            trained_by=cells.number("trained_by", default=0),
            employer=cells.text("employer", longest=200, optional=True),
            age=self._age(cells, document),
            training_hours=cells.number("hours", most=10_000, default=0),
            banned=cells.yes("banned"),
            prior_certificate=cells.code("prior", optional=True) or None,
            last_attempt=cells.day("last_attempt"),
        )

    def _name(self, cells: Cells) -> str:
        name = mend_name(cells.line.cells["name"]).text
        if reason := name_problem(name):
            cells.wrong("name", reason.english, reason.chinese)
        return name

    def _document(self, cells: Cells) -> IdDocument:
        kind = ID_TYPES.get(cells.code("id_type"))
        number = cells.code("id_number")
        if kind is None:
            cells.wrong("id_type", "use 201, 203 or 205", "请使用 201、203 或 205")
        elif reason := number_problem(kind, number, today=self._today):
            cells.wrong("id_number", reason.english, reason.chinese)
        return IdDocument(kind or IdType.PASSPORT, number)

    def _ticket(self, cells: Cells) -> str:
        ticket = cells.code("ticket")
        if not _TICKET.fullmatch(ticket):
            cells.wrong(
                "ticket", "use 1 to 32 letters, digits, hyphens and underscores", "请使用字母、数字、连字符或下划线"
            )
        return ticket

    def _age(self, cells: Cells, document: IdDocument) -> int:
        # A resident's number holds the date of birth; an age beside it could only contradict.
        born = document.number[6:14]
        if document.kind is IdType.RESIDENT_CARD and born.isdecimal():
            day = f"{self._today:%Y%m%d}"
            return max(0, int(day[:4]) - int(born[:4]) - (day[4:] < born[4:]))
        return cells.number("age", least=1, most=_OLDEST)

    def _carried(self, cells: Cells) -> tuple[tuple[str, int, str], ...]:
        """Read `W:75:0x…`: a part, its mark, and the session it was passed in."""
        maxima = {part.code: part.maximum for part in self._story.standard.parts_due(self._story.assessment.level)}
        found = []
        for part, rest in cells.pairs("carried"):
            points, _, session = rest.partition(":")
            shape, score = _SESSION.fullmatch(session.strip()), read_points(points, maxima.get(part, 0))
            if shape is None or score is None or part not in maxima:
                cells.wrong("carried", "write part, mark and session like W:75:0x…", "请按 W:75:0x… 的格式填写")
                return ()
            found.append((part, score, shape[1].lower()))
        return tuple(found)


def _account(cells: Cells) -> str:
    text = cells.line.cells.get("account", "").strip().lower()
    if text and not _ACCOUNT.fullmatch(text):
        cells.wrong(
            "account", "write 0x and 40 hexadecimal digits, or leave it empty", "请填写 0x 加 40 位十六进制，或留空"
        )
        return ""
    return text
