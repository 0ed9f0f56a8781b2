"""One row of a roster, checked cell by cell; what is wrong with one cell never hides what is wrong with another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from certificate.errors import MalformedError
from certificate.marks import ABSENT, Mark, parse_mark
from certificate.pass_rule import Part
from certificate.standard import Standard
from issuer.roster.columns import MARK_COLUMNS, Column
from issuer.roster.identity import ID_TYPES, IdDocument, number_problem
from issuer.roster.mend import Mended, mend_code, mend_mark, mend_name
from issuer.roster.names import LONGEST_INSTITUTION, is_plain_text, name_problem
from issuer.roster.reasons import Reason
from issuer.roster.report import Candidate, Enrolment, Mending, Refusal

ABSENCES: Final = frozenset({"缺考", "absent"})
"""How a roster says that a candidate did not sit a part; small letters."""

_TICKET = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_LEVEL = re.compile(r"[0-9]{1,2}")
_DIGITS = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row after its own checks; `candidate` is None if one failed.

    `document`, `enrolment` and `ticket` are there whenever they could be read: a row with a wrong mark still occupies
    them, and a second row for the same person is somebody's to look at.
    """

    line: int
    candidate: Candidate | None = None
    document: IdDocument | None = None
    enrolment: Enrolment | None = None
    ticket: str | None = None
    refusals: tuple[Refusal, ...] = ()
    mendings: tuple[Mending, ...] = ()


def check_row(line: int, cells: Mapping[Column, str], standards: Mapping[str, Standard], *, today: date) -> CheckedRow:
    """Check the `cells` of one row against the `standards`, known by family."""
    return _Row(line, cells).check(standards, today)


class _Row:
    """Collects what is wrong and what was mended while the cells of one row are read."""

    def __init__(self, line: int, cells: Mapping[Column, str]) -> None:
        self._line = line
        self._cells = cells
        self._refusals: list[Refusal] = []
        self._mendings: list[Mending] = []

    def check(self, standards: Mapping[str, Standard], today: date) -> CheckedRow:
        name = self._name()
        document = self._document(today)
        standard = self._standard(standards)
        level = self._level(standard)
        marks = self._marks(standard, level)
        ticket = self._ticket()
        institution = self._institution()
        enrolment = Enrolment(document, standard.family, level) if document and standard and level else None
        candidate = None
        if not self._refusals and enrolment and ticket:
            candidate = Candidate(self._line, name, enrolment, marks, ticket, institution)
        return CheckedRow(
            line=self._line,
            candidate=candidate,
            document=document,
            enrolment=enrolment,
            ticket=ticket,
            refusals=tuple(self._refusals),
            mendings=tuple(self._mendings),
        )

    def _refuse(self, column: Column, reason: Reason) -> None:
        self._refusals.append(Refusal(self._line, reason, column))

    def _keep(self, column: Column, mended: Mended) -> str:
        if mended.changes:
            self._mendings += [Mending(self._line, column, change) for change in mended.changes]
        return mended.text

    def _code(self, column: Column, missing: Reason) -> str | None:
        text = self._keep(column, mend_code(self._cells.get(column, "")))
        if not text:
            self._refuse(column, missing)
            return None
        if text.startswith("="):
            self._refuse(column, Reason.CELL_IS_FORMULA)
            return None
        return text

    def _name(self) -> str:
        name = self._keep(Column.NAME, mend_name(self._cells[Column.NAME]))
        if reason := name_problem(name):
            self._refuse(Column.NAME, reason)
        return name

    def _document(self, today: date) -> IdDocument | None:
        code = self._code(Column.ID_TYPE, Reason.MISSING_ID_TYPE)
        number = self._code(Column.ID_NUMBER, Reason.MISSING_ID_NUMBER)
        kind = ID_TYPES.get(code) if code else None
        if code and not kind:
            self._refuse(Column.ID_TYPE, Reason.UNKNOWN_ID_TYPE)
        if not kind or not number:
            return None
        if reason := number_problem(kind, number, today=today):
            self._refuse(Column.ID_NUMBER, reason)
            return None
        return IdDocument(kind, number)

    def _standard(self, standards: Mapping[str, Standard]) -> Standard | None:
        code = self._code(Column.STANDARD, Reason.MISSING_STANDARD)
        if code and code not in standards:
            self._refuse(Column.STANDARD, Reason.UNKNOWN_STANDARD)
        return standards.get(code) if code else None

    def _level(self, standard: Standard | None) -> int | None:
        text = self._code(Column.LEVEL, Reason.MISSING_LEVEL)
        if text is None:
            return None
        if not _LEVEL.fullmatch(text):
            self._refuse(Column.LEVEL, Reason.LEVEL_NOT_NUMBER)
            return None
        if standard and not standard.has_level(int(text)):
            self._refuse(Column.LEVEL, Reason.LEVEL_UNKNOWN)
            return None
        return int(text)

    def _marks(self, standard: Standard | None, level: int | None) -> dict[str, Mark]:
        # Without a standard and a level nobody knows which marks are due; the row is refused anyway.
        if not standard or not level:
            return {}
        marks: dict[str, Mark] = {}
        due = {part.code: part for part in standard.parts_due(level)}
        for code in (*due, *(code for code in MARK_COLUMNS if code not in due)):
            mark = self._mark(MARK_COLUMNS.get(code), due.get(code))
            if mark is not None:
                marks[code] = mark
        return marks

    def _mark(self, column: Column | None, part: Part | None) -> Mark | None:
        if not column:
            self._refusals.append(Refusal(self._line, Reason.MISSING_MARK))
            return None
        text = self._keep(column, mend_mark(self._cells.get(column, "")))
        if not part:
            if text:
                self._refuse(column, Reason.MARK_NOT_DUE)
            return None
        mark = read_mark(text, maximum=part.maximum)
        if isinstance(mark, Reason):
            self._refuse(column, mark)
            return None
        return mark

    def _ticket(self) -> str | None:
        text = self._code(Column.TICKET, Reason.MISSING_TICKET)
        if text and not _TICKET.fullmatch(text):
            self._refuse(Column.TICKET, Reason.TICKET_PATTERN)
            return None
        return text

    def _institution(self) -> str:
        text = self._keep(Column.INSTITUTION, mend_name(self._cells.get(Column.INSTITUTION, "")))
        if not is_plain_text(text, longest=LONGEST_INSTITUTION):
            self._refuse(Column.INSTITUTION, Reason.INSTITUTION_TEXT)
        return text


@lru_cache(maxsize=1_024)
def read_mark(text: str, *, maximum: int) -> Mark | Reason:
    """Read a mended mark of 0 to `maximum` centimarks or an absence, or say why it is none."""
    if not text:
        return Reason.MISSING_MARK
    if text.casefold() in ABSENCES:
        return ABSENT
    if text.startswith("="):
        return Reason.CELL_IS_FORMULA
    if _NEGATIVE.fullmatch(text):
        return Reason.MARK_BELOW_ZERO
    try:
        mark = parse_mark(text)
    except MalformedError:
        return _why_no_mark(text)
    return mark if mark <= maximum else Reason.MARK_ABOVE_MAXIMUM


def _why_no_mark(text: str) -> Reason:
    if _DIGITS.fullmatch(text):
        return Reason.MARK_ABOVE_MAXIMUM
    return Reason.MARK_DECIMALS if _DECIMAL.fullmatch(text) else Reason.MARK_NOT_NUMBER
