"""The result file: every candidate of a roster and what came of it, as a table that no spreadsheet will compute."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlalchemy import Engine, select

from issuer.database import reading
from issuer.outputs import write_private_output
from issuer.printing import masked
from issuer.roster import IdDocument, IdType, csv_bytes, neutral_cell
from issuer.schema import CANDIDATE

TITLES: Final = (
    "行 line",
    "准考证号 ticket",
    "姓名 name",
    "证件 document",
    "培训院校 institution",
    "标准 standard",
    "等级 level",
    "结果 result",
    "未合格原因 reason",
    "证书编号 certificate number",
)
_LACKS: Final = {
    "ABSENT": "缺考 absent",
    "BELOW_PASS_MARK": "未达合格分 below the pass mark",
    "BELOW_FLOOR": "低于最低分 below the floor",
    "BELOW_COMPOSITE": "综合成绩不足 composite below the pass mark",
}


def write_results(engine: Engine, job: int, path: Path) -> None:
    """Write the results of `job` to `path`, as XLSX if it is called so and as CSV otherwise; raises `ReleaseError`.

    The file names people, so only its owner may read it; document numbers are masked and salts are not in it.
    """
    rows = result_rows(engine, job)
    content = _xlsx(rows) if path.suffix.lower() == ".xlsx" else csv_bytes([TITLES, *rows])
    write_private_output(path, content)


def result_rows(engine: Engine, job: int) -> Iterator[tuple[str | int, ...]]:
    """Give one row for each candidate of `job` in the order of the roster."""
    columns = CANDIDATE.c
    query = (
        select(
            columns.line, columns.ticket, columns.name, columns.document_kind, columns.document, columns.institution,
            columns.family, columns.level, columns.shortfalls, columns.number,
        )
        .where(columns.job_id == job)
        .order_by(columns.line)
    )  # fmt: skip
    with reading(engine) as connection:
        for row in connection.execute(query):
            line, ticket, name, kind, document, institution, family, level, shortfalls, number = row
            shown = masked(IdDocument(IdType(kind), document)).zh
            result = "合格 passed" if number else "不合格 not passed"
            yield (line, ticket, name, shown, institution, family, level, result, _why(shortfalls), number or "")


def _why(shortfalls: str) -> str:
    lacks = (entry.partition(":") for entry in shortfalls.split(";") if entry)
    return "; ".join(f"{part} {_LACKS[reason]}".strip() for reason, _, part in lacks)


def _xlsx(rows: Iterator[tuple[str | int, ...]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("results")
    for row in (TITLES, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value if isinstance(value, int) else neutral_cell(value))
            # openpyxl takes a leading '=' for a formula unless told that the cell is text.
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
