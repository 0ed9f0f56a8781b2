"""The whole check of a roster: bytes in, a report out; nothing is stored, sent or half done."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from certificate.standard import Standard
from issuer.errors import RosterError, RosterFault
from issuer.roster.columns import Column, Layout, find_columns, require_columns
from issuer.roster.csv_table import read_csv
from issuer.roster.identity import IdDocument
from issuer.roster.limits import MEGABYTE, USUAL, RosterLimits
from issuer.roster.reasons import Reason
from issuer.roster.report import Enrolment, Refusal, RosterReport
from issuer.roster.row import CheckedRow, check_row
from issuer.roster.table import Line, Table
from issuer.roster.xlsx_table import read_xlsx

_ZIP: Final = b"PK\x03\x04"
_NOTHING: Final = b" \t\r\n,;\xef\xbb\xbf"
"""Bytes of which an empty table consists: spaces, separators, a byte-order mark."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class KnownCandidates:
    """Who was imported before; anything that answers `in`, so that a store may keep pseudonyms instead of numbers."""

    enrolments: Container[Enrolment] = frozenset()
    tickets: Container[str] = frozenset()


NOBODY: Final = KnownCandidates()


def check_roster(
    data: bytes,
    name: str,
    standards: Mapping[str, Standard],
    *,
    today: date,
    known: KnownCandidates = NOBODY,
    limits: RosterLimits = USUAL,
) -> RosterReport:
    """Check every row of a roster and report all that is wrong at once.

    `data` is the file, CSV or XLSX by its content; `name` is what to call it in messages; `standards` are known by
    family; `today` is the local date, after which nobody is born. Of two rows for the same person or ticket in one
    file the first is kept. Raises `RosterError` if the file cannot be taken as a roster at all.
    """
    table = read_table(data, name, limits)
    layout = find_columns(table.titles.cells, name)
    rows = [_check_line(line, layout, standards, today) for line in table.lines]
    _require_mark_columns(rows, layout, name)
    seen = _Seen(known)
    repeated = [seen.repetitions(row) for row in rows]
    refused = [refusal for row, more in zip(rows, repeated, strict=True) for refusal in (*row.refusals, *more)]
    return RosterReport(
        accepted=tuple(row.candidate for row, more in zip(rows, repeated, strict=True) if row.candidate and not more),
        refused=tuple(refused),
        mended=tuple(mending for row in rows for mending in row.mendings),
        ignored=layout.ignored,
    )


def read_table(data: bytes, name: str, limits: RosterLimits = USUAL) -> Table:
    """Read the file called `name` to a table with at least one line below the titles; raises `RosterError`.

    The content decides what it is, not the name: exports are often named wrongly.
    """
    if len(data) > limits.file_bytes:
        raise RosterError(RosterFault.TOO_LARGE, name, limit=limits.file_bytes // MEGABYTE)
    if not data.strip(_NOTHING):
        raise RosterError(RosterFault.EMPTY, name)
    if data.startswith(_OLE):
        raise RosterError(RosterFault.OLD_WORKBOOK, name)
    table = read_xlsx(data, name, limits) if data.startswith(_ZIP) else read_csv(data, name, limits)
    find_columns(table.titles.cells, name)
    if not table.lines:
        raise RosterError(RosterFault.NO_ROWS, name)
    return table


def _check_line(line: Line, layout: Layout, standards: Mapping[str, Standard], today: date) -> CheckedRow:
    if layout.has_stray(line.cells):
        # Every cell after the separator too many stands in a wrong column; what they say there is no finding.
        return CheckedRow(line.number, refusals=(Refusal(line.number, Reason.STRAY_CELLS),))
    return check_row(line.number, layout.cells(line.cells), standards, today=today)


def _require_mark_columns(rows: list[CheckedRow], layout: Layout, name: str) -> None:
    # One sentence about the file says more than "missing mark" for each of its rows.
    refusals = [refusal for row in rows for refusal in row.refusals]
    due = {refusal.column for refusal in refusals if refusal.reason is Reason.MISSING_MARK and refusal.column}
    require_columns(layout.places, due, name)


class _Seen:
    """Which persons and tickets earlier rows occupy, and which are known from before."""

    def __init__(self, known: KnownCandidates) -> None:
        self._known = known
        self._documents = dict[IdDocument, int]()
        self._tickets = dict[str, int]()

    def repetitions(self, row: CheckedRow) -> list[Refusal]:
        refusals = []
        if row.document and (earlier := self._documents.setdefault(row.document, row.line)) != row.line:
            refusals.append(Refusal(row.line, Reason.DUPLICATE_PERSON, Column.ID_NUMBER, earlier))
        if row.ticket and (earlier := self._tickets.setdefault(row.ticket, row.line)) != row.line:
            refusals.append(Refusal(row.line, Reason.DUPLICATE_TICKET, Column.TICKET, earlier))
        if row.enrolment and row.enrolment in self._known.enrolments:
            refusals.append(Refusal(row.line, Reason.KNOWN_PERSON, Column.ID_NUMBER))
        if row.ticket and row.ticket in self._known.tickets:
            refusals.append(Refusal(row.line, Reason.KNOWN_TICKET, Column.TICKET))
        return refusals
