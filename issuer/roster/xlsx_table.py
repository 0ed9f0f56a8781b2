"""XLSX through openpyxl, after the package was weighed: a workbook is a ZIP file somebody else packed."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from issuer.errors import RosterError, RosterFault
from issuer.roster.columns import known_columns
from issuer.roster.limits import MEGABYTE, RosterLimits
from issuer.roster.table import Line, Table, build_table

_MOST_FILES: Final = 1_000
_EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number than these."""

# What openpyxl lets through when a package is damaged. SyntaxError is what either XML parser raises, its own or lxml;
# RuntimeError covers encryption and too deep nesting.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException, SyntaxError, OSError, EOFError, LookupError,
    ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
)  # fmt: skip


def read_xlsx(data: bytes, name: str, limits: RosterLimits) -> Table:
    """Read the one sheet of the workbook `data` that holds a roster.

    Formulas come as text beginning with `=`, never as the value somebody's program last computed. Raises `RosterError`
    if the package is damaged, over a limit, or has no sheet or several that could be the roster.
    """
    try:
        _require_harmless(data, name, limits)
        with warnings.catch_warnings():
            # openpyxl warns about extensions it drops, such as drop-down lists; cells are not among them.
            warnings.simplefilter("ignore")
            tables = _read_sheets(data, name, limits)
    except _DAMAGE as error:
        raise RosterError(RosterFault.BROKEN_WORKBOOK, name) from error
    return _choose(tables, name)


def _require_harmless(data: bytes, name: str, limits: RosterLimits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        # zipfile stops a member at its declared size, so the declared sizes are the true bound.
        if len(members) > _MOST_FILES or sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise RosterError(RosterFault.WORKBOOK_TOO_LARGE, name, limit=limits.unpacked_bytes // MEGABYTE)
        for member in members:
            # A workbook never declares entities; a file that does wants the parser to expand them.
            content = package.read(member)
            if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
                raise RosterError(RosterFault.BROKEN_WORKBOOK, name)


def _read_sheets(data: bytes, name: str, limits: RosterLimits) -> list[Table]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        tables = [build_table(_lines(sheet, limits), name, limits) for sheet in workbook.worksheets]
    finally:
        workbook.close()
    return [table for table in tables if table]


def _lines(sheet: ReadOnlyWorksheet, limits: RosterLimits) -> Iterator[Line]:
    # The size that a sheet states of itself may be wrong.
    sheet.reset_dimensions()
    # The type stub binds this method to the class of sheets that are not read-only.
    rows = sheet.iter_rows(max_col=limits.cells + 1, values_only=True)  # type: ignore[misc]
    for number, values in enumerate(rows, start=1):
        cells = [_cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        yield Line(number, tuple(cells))


def _choose(tables: list[Table], name: str) -> Table:
    if not tables:
        raise RosterError(RosterFault.EMPTY, name)
    rosters = [table for table in tables if known_columns(table.titles.cells) > 1]
    if len(rosters) > 1:
        raise RosterError(RosterFault.SEVERAL_SHEETS, name)
    return (rosters or tables)[0]


def _cell_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number_text(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case ArrayFormula() | DataTableFormula():
            return "=" + str(getattr(value, "text", None) or "").removeprefix("=")
        case _:
            return str(value)


def _number_text(value: float) -> str:
    # A longer number was rounded before we saw it; the spelling with an exponent lets the row checks say so.
    if abs(value) >= 10**_EXACT_DIGITS:
        return f"{value:.14E}"
    return str(value) if isinstance(value, int) else f"{value:.{_EXACT_DIGITS}g}"
