"""CSV as spreadsheets really write it: UTF-8 or GB18030, commas, tabs or semicolons, quoted newlines."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from issuer.errors import RosterError, RosterFault
from issuer.roster.columns import known_columns
from issuer.roster.limits import RosterLimits
from issuer.roster.table import Line, Table, build_table

_SEPARATORS = (",", "\t", ";")


def read_csv(data: bytes, name: str, limits: RosterLimits) -> Table:
    """Read the CSV text `data`; raises `RosterError` if it is no text, no table, broken, or over a limit."""
    text = _decode(data, name)
    separator = max(_SEPARATORS, key=lambda candidate: _likeness(text, candidate, name))
    table = build_table(_lines(text, separator, name), name, limits)
    if table is None:
        raise RosterError(RosterFault.EMPTY, name)
    _require_tabular(table, name)
    return table


def _decode(data: bytes, name: str) -> str:
    # UTF-8 first: Chinese in GB18030 is practically never valid UTF-8, while almost anything decodes as GB18030.
    if b"\x00" in data:
        raise RosterError(RosterFault.NOT_TEXT, name)
    encodings = ["utf-8-sig"] if data.startswith(codecs.BOM_UTF8) else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(RosterFault.NOT_TEXT, name)


def _lines(text: str, separator: str, name: str) -> Iterator[Line]:
    # newline="" keeps line ends inside quotes as they are; the reader counts them, so numbers are those of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            yield Line(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(RosterFault.BROKEN_QUOTES, name, line=start) from error


def _likeness(text: str, separator: str, name: str) -> tuple[int, int]:
    try:
        titles = next((line for line in islice(_lines(text, separator, name), 100) if not line.is_blank), None)
    except RosterError:
        return (0, 0)
    return (known_columns(titles.cells), len(titles.cells)) if titles else (0, 0)


def _require_tabular(table: Table, name: str) -> None:
    if known_columns(table.titles.cells):
        return
    widths = {len(line.cells) for line in (table.titles, *table.lines)}
    if len(widths) > 1 or widths == {1} or not table.lines:
        raise RosterError(RosterFault.NOT_A_TABLE, name)
