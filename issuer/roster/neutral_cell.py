"""Cells that somebody will open in a spreadsheet: text that could compute is written so that it stays text."""

import csv
import io
from collections.abc import Iterable, Sequence

from issuer.roster.names import FORMULA_LEADS

_SPACES = " \u00a0\u3000"


def neutral_cell(text: str) -> str:
    """Return `text` with an apostrophe before it if a spreadsheet program could take it for a formula.

    Such a cell would run in the reader's program, with the reader's rights (OWASP, CSV Injection). Spaces before the
    sign do not help: some programs skip them.
    """
    return f"'{text}" if text.lstrip(_SPACES)[:1] in set(FORMULA_LEADS) else text


def csv_bytes(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Write `rows` as CSV with neutral cells, in the UTF-8 with byte-order mark that every spreadsheet opens."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else neutral_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
