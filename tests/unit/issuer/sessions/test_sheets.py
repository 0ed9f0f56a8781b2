"""Sheets as people have them: titles in two languages, any encoding, all problems said at once, nothing repeated."""

import io
from pathlib import Path

import openpyxl
import pytest

from issuer.errors import RosterError
from issuer.sessions.cells import Cells, hash_file
from issuer.sessions.errors import SheetError
from issuer.sessions.kinds import Kind
from issuer.sessions.sheet import Problems, SheetFile, SheetLine, read_sheet
from issuer.sessions.templates import template


def sheet(content: str | bytes, name: str = "sheet.csv") -> SheetFile:
    return SheetFile(name, content.encode() if isinstance(content, str) else content)


def cells(**values: str) -> tuple[Cells, Problems]:
    problems = Problems("sheet.csv")
    return Cells(SheetLine(2, values, {}), Kind.CANDIDATES, problems, 480), problems


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("workbook", [True, False])
def test_every_template_reads_as_its_kind(kind: Kind, *, workbook: bool) -> None:
    (line,) = read_sheet(sheet(template(kind, workbook=workbook)), kind)
    assert line.cells == {title.key: title.example for title in kind.titles}


@pytest.mark.parametrize(
    "content",
    [
        "准考证号,决定\nT1,GRANTED\n",
        "Ticket,Decision\nT1,GRANTED\n",
        "﻿准考证号 Admission ticket\t决定 Decision\nT1\tGRANTED\n",
        "准考证号;决定\nT1;GRANTED\n",
        "决定,备注,准考证号\nGRANTED,无,T1\n",
    ],
    ids=["chinese", "english", "both", "semicolons", "other columns"],
)
def test_titles_in_any_language_and_order(content: str) -> None:
    (line,) = read_sheet(sheet(content), Kind.DECISIONS)
    assert (line.cells["ticket"], line.cells["decision"]) == ("T1", "GRANTED")


def test_gb18030_is_read() -> None:
    (line,) = read_sheet(sheet("准考证号,决定\nT1,授予\n".encode("gb18030")), Kind.DECISIONS)
    assert line.cells["decision"] == "授予"


def test_missing_and_double_columns_are_said_together() -> None:
    with pytest.raises(SheetError) as caught:
        read_sheet(sheet("准考证号,Ticket\nT1,T1\n"), Kind.DECISIONS)
    assert [problem.column for problem in caught.value.problems] == ["准考证号 Admission ticket", "决定 Decision"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", b"PK\x03\x04broken", bytes(range(256))],
    ids=["empty", "old workbook", "broken workbook", "binary"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(RosterError):
        read_sheet(sheet(content), Kind.DECISIONS)


def test_formulas_in_templates_are_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(Kind.MARKS, workbook=True, criteria=("=cmd()",))))
    (titles, _) = book.active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert titles[-1] == "'=cmd()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-06-20 09:00", 1_781_917_200), ("2026/06/20 09:00", 1_781_917_200), ("2026-06-20T09:00:00", 1_781_917_200)],
)
def test_local_times(text: str, expected: int) -> None:
    # 2026-06-20 01:00 UTC, from an independent calculator.
    reader, problems = cells(age=text)
    assert reader.moment("age") == expected
    assert not problems


@pytest.mark.parametrize("text", ["", "20.6.2026", "2026-06-31 09:00", "tomorrow", "=NOW()"])
def test_no_times(text: str) -> None:
    reader, problems = cells(age=text)
    reader.moment("age")
    with pytest.raises(SheetError, match="write the local time"):
        problems.refuse()


@pytest.mark.parametrize(("text", "value"), [("是", True), ("Yes", True), ("1", True), ("否", False), ("", False)])
def test_yes_and_no(text: str, *, value: bool) -> None:
    reader, problems = cells(banned=text)
    assert reader.yes("banned") is value
    assert not problems


@pytest.mark.parametrize("text", ["maybe", "2", "=1"])
def test_neither_yes_nor_no(text: str) -> None:
    reader, problems = cells(banned=text)
    reader.yes("banned")
    assert problems


@pytest.mark.parametrize("text", ["-1", "1.5", "abc", "99999999999", "=1+1"])
def test_no_whole_number(text: str) -> None:
    reader, problems = cells(age=text)
    assert reader.number("age", least=1, most=120) == 1
    assert problems


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "a\u200bb", "x" * 1001])
def test_texts_that_hide_or_compute(text: str) -> None:
    reader, problems = cells(ground=text)
    assert reader.text("ground") == ""
    assert problems


def test_trainers() -> None:
    reader, problems = cells(trainers="12:2026-05-30；15:2025-01-31")
    assert [person for person, _ in reader.trained("trainers")] == [12, 15]
    assert not problems
    reader, problems = cells(trainers="Li:2026-05-30")
    assert reader.trained("trainers") == []
    assert problems


def test_files_beside_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"abc")
    # SHA-256 of "abc", FIPS 180-2, appendix B.1.
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert hash_file(tmp_path / "a.pdf") == expected
    reader, problems = cells(ground="a.pdf", prior=expected.upper())
    assert reader.content("ground", tmp_path) == reader.content("prior", tmp_path) == expected
    assert not problems


@pytest.mark.parametrize("text", ["", "missing.pdf", "/etc/hostname", "../a.pdf", "ab" * 31])
def test_files_elsewhere_are_not_read(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "a.pdf").write_bytes(b"abc")
    reader, problems = cells(ground=text)
    reader.content("ground", folder)
    assert problems


def test_messages_repeat_no_cell() -> None:
    problems = Problems("sheet.csv")
    reader = Cells(SheetLine(3, {"age": "欧阳娜娜"}, {}), Kind.CANDIDATES, problems)
    reader.number("age")
    with pytest.raises(SheetError) as caught:
        problems.refuse()
    assert "欧阳娜娜" not in str(caught.value)
    assert "line 3 [年龄 Age]" in str(caught.value)
