"""Empty sheets to fill in: titles in both languages and one example line, as CSV or XLSX."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from issuer.roster import csv_bytes, neutral_cell
from issuer.sessions.kinds import Kind


def template(kind: Kind, *, workbook: bool, criteria: Sequence[str] = ("C1", "C2")) -> bytes:
    """Return an empty sheet of `kind`; one of marks has a column for each of the `criteria`."""
    titles = [title.shown for title in kind.titles]
    example = [title.example for title in kind.titles]
    if kind is Kind.MARKS:
        titles += criteria
        example += ["0"] * len(criteria)
    return workbook_bytes([titles, example]) if workbook else csv_bytes([titles, example])


def workbook_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Write `rows` as XLSX; every cell is text that no spreadsheet computes, and digits keep their zeros."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("sheet")
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=neutral_cell(text))
            cell.data_type = "s"
            cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
