"""What leaves as a spreadsheet never computes in the reader's program."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.roster import csv_bytes, neutral_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1", "－1", '=HYPERLINK("http://x")'],
)
def test_what_could_compute_gets_an_apostrophe(text: str) -> None:
    assert neutral_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "张三", "Mary-Jane", "a=b", "'=1", "2026-06-01", "id check digit", " "])
def test_other_text_is_left_alone(text: str) -> None:
    assert neutral_cell(text) == text


@given(st.lists(st.lists(st.text() | st.integers(), min_size=2, max_size=4), max_size=4))
def test_no_cell_of_an_export_begins_like_a_formula(rows: list[list[str | int]]) -> None:
    data = csv_bytes(rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(data, newline="")))
    assert read == [[str(cell) if isinstance(cell, int) else neutral_cell(cell) for cell in row] for row in rows]
    for written, row in zip(read, rows, strict=True):
        for cell, value in zip(written, row, strict=True):
            assert isinstance(value, int) or cell.lstrip(" \u00a0\u3000")[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)"])
def test_openpyxl_keeps_a_neutral_cell_as_text(text: str) -> None:
    sheet = openpyxl.Workbook().create_sheet()
    sheet["A1"] = text
    sheet["A2"] = neutral_cell(text)
    assert (sheet["A1"].data_type, sheet["A2"].data_type) == ("f", "s")
