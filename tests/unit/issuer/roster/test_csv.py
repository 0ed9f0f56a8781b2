"""CSV in every encoding and with every separator; lines counted as the file counts them; other files refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.errors import RosterError, RosterFault
from issuer.roster import Column, Reason, RosterLimits, check_roster, csv_bytes
from issuer.roster.check import read_table
from tests.unit.issuer.roster.rosters import GOOD, OTHER_ID, STANDARDS, TITLES, TODAY, check, csv_of, reasons

ENCODINGS = ["utf-8", "utf-8-sig", "gb18030"]
SEPARATORS = [",", "\t", ";"]
OTHER = GOOD | {"证件号码": OTHER_ID, "准考证号": "T0002"}
SMALL = RosterLimits(file_bytes=2_000_000, lines=5, cells=10, characters=50)

# What a cell can hold in all three encodings; the reader takes U+0000 for a sign of a binary file.
cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=20)


def fault_of(data: bytes, limits: RosterLimits = SMALL) -> RosterFault:
    with pytest.raises(RosterError) as caught:
        check_roster(data, "roster.csv", STANDARDS, today=TODAY, limits=limits)
    return caught.value.fault


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_encoding_and_separator_reads_the_same(encoding: str, separator: str) -> None:
    expected = check(csv_of(GOOD, OTHER)).accepted
    assert len(expected) == 2
    assert check(csv_of(GOOD, OTHER, separator=separator, encoding=encoding)).accepted == expected


@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=6), min_size=1, max_size=5),
    encoding=st.sampled_from(ENCODINGS),
    separator=st.sampled_from(SEPARATORS),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_cells_survive_encoding_and_decoding(rows: list[list[str]], encoding: str, separator: str, end: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([TITLES, ["x"], *rows])
    table = read_table(text.getvalue().encode(encoding), "roster.csv")
    kept = [list(line.cells) for line in table.lines]
    assert kept == [["x"], *(row for row in rows if any(cell.strip() for cell in row))]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_other_separators_inside_quotes_mean_nothing(separator: str) -> None:
    row = GOOD | {"培训院校": 'A,B;C\t"D"'.replace("\t", " ")}
    (candidate,) = check(csv_of(row, separator=separator)).accepted
    assert candidate.institution == 'A,B;C "D"'


def test_lines_are_those_of_the_file_past_blank_lines_and_quoted_line_ends() -> None:
    wrong = GOOD | {"理论成绩": ""}
    multiline = GOOD | {"培训院校": "示例\r\n职业\n学院"}
    data = csv_of(multiline, wrong) + b"\r\n ,,\r\n" + csv_of(wrong).split(b"\r\n", 1)[1]
    # Line 1 titles, 2 to 4 the quoted row, 5 the wrong one, 6 and 7 blank, 8 the wrong one again.
    assert [(line, reason) for line, reason in reasons(data) if reason is Reason.MISSING_MARK] == [
        (5, Reason.MISSING_MARK),
        (8, Reason.MISSING_MARK),
    ]
    assert (2, Reason.INSTITUTION_TEXT) in reasons(data)


def test_english_titles_in_any_order_and_spelling_are_known() -> None:
    titles = ["Admission_Ticket", "LEVEL", "ID Number", "id-type", "Full Name", "Standard", "Practical", "Theory score"]
    cells = [
        GOOD[title]
        for title in ("准考证号", "等级", "证件号码", "证件类型", "姓名", "标准代码", "实操成绩", "理论成绩")
    ]
    (candidate,) = check(csv_bytes([titles, cells])).accepted
    assert candidate.name == "张三"
    assert candidate.marks == {"W": 70_00, "P": 80_00}
    assert candidate.institution == ""


def test_columns_that_are_no_part_of_a_roster_are_named() -> None:
    report = check(csv_of(GOOD, titles=("序号", *TITLES, "备注\x07", "")))
    assert report.ignored == ("序号", "备注")
    assert len(report.accepted) == 1


@pytest.mark.parametrize("missing", [title for title in TITLES if title != "培训院校"])
def test_a_missing_column_is_named(missing: str) -> None:
    data = csv_of(GOOD, titles=[title for title in TITLES if title != missing])
    with pytest.raises(RosterError, match=missing) as caught:
        check(data)
    assert caught.value.fault is RosterFault.WRONG_COLUMNS
    assert missing in caught.value.chinese


def test_a_missing_review_column_is_named_when_a_level_needs_it() -> None:
    with pytest.raises(RosterError, match="综合评审成绩 \\(Review mark\\)"):
        check(csv_of(GOOD | {"标准代码": "N-AI", "等级": "3"}))


def test_a_message_about_columns_never_shows_a_person() -> None:
    # In a file without titles the first line is somebody.
    with pytest.raises(RosterError) as caught:
        check(csv_of(GOOD, OTHER).split(b"\r\n", 1)[1])
    assert caught.value.fault is RosterFault.WRONG_COLUMNS
    for private in (GOOD["姓名"], GOOD["证件号码"]):
        assert private not in str(caught.value) + caught.value.chinese


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", RosterFault.EMPTY),
        (b" \r\n\n\t", RosterFault.EMPTY),
        (b"\xef\xbb\xbf", RosterFault.EMPTY),
        (b",,,\n,,\n", RosterFault.EMPTY),
        (csv_of(), RosterFault.NO_ROWS),
        (b"hello world\nthis is prose\n", RosterFault.NOT_A_TABLE),
        (b"Dear all,\nplease find, below, the list,\nyours\n", RosterFault.NOT_A_TABLE),
        (b'{"a": 1, "b": 2}', RosterFault.NOT_A_TABLE),
        (b"<html><body><table>\n<tr><td>x</td></tr></table></html>", RosterFault.NOT_A_TABLE),
        (b"a,b,c\n1,2,3\n", RosterFault.WRONG_COLUMNS),
        ("姓名\n张三\n".encode(), RosterFault.WRONG_COLUMNS),
        (csv_of(GOOD, titles=(*TITLES, "考生姓名")), RosterFault.COLUMN_TWICE),
        (csv_of(GOOD, encoding="utf-16"), RosterFault.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", RosterFault.NOT_TEXT),
        (b"%PDF-1.7\n%\xff\xff\xff\xff\n", RosterFault.NOT_TEXT),
        (csv_of(GOOD)[:-40] + b"\xff\xff", RosterFault.NOT_TEXT),
        (b"\xef\xbb\xbf" + csv_of(GOOD, encoding="gb18030"), RosterFault.NOT_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, RosterFault.OLD_WORKBOOK),
        (csv_of(GOOD) + b'"open,', RosterFault.BROKEN_QUOTES),
        (csv_of(GOOD) + b'"a"b,', RosterFault.BROKEN_QUOTES),
        (csv_of(*[GOOD] * 5), RosterFault.TOO_MANY_ROWS),
        (csv_of(GOOD) + b"\r\n" * 10 + b"x", RosterFault.TOO_MANY_ROWS),
        (csv_of(GOOD) + b"," * 10 + b"x", RosterFault.TOO_MANY_COLUMNS),
        (csv_of(GOOD | {"姓名": "x" * 51}), RosterFault.CELL_TOO_LONG),
        (csv_of(GOOD | {"姓名": "x" * 200_000}), RosterFault.BROKEN_QUOTES),
        (b"x" * 2_000_001, RosterFault.TOO_LARGE),
    ],
    ids=lambda value: value.name if isinstance(value, RosterFault) else None,
)
def test_a_file_that_is_no_roster_gets_one_sentence(data: bytes, fault: RosterFault) -> None:
    assert fault_of(data) is fault


def test_the_sentence_names_the_line_where_the_quotes_break() -> None:
    with pytest.raises(RosterError, match="from line 3 on") as caught:
        check(csv_of(GOOD) + b'"open,\n\n\n')
    assert "第 3 行" in caught.value.chinese


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    for fault in RosterFault:
        error = RosterError(fault, "r\x1b[31m.csv", limit=1, line=1, columns="c", detail="d")
        assert "{" not in str(error) + error.chinese
        assert "\x1b" not in str(error) + error.chinese
        assert str(error).endswith(".")
        assert error.chinese.endswith("。")


@given(st.binary(max_size=300))
def test_arbitrary_bytes_give_a_report_or_our_error(data: bytes) -> None:
    try:
        report = check(data)
    except RosterError:
        return
    assert report.refused


@given(place=st.integers(0, 1000), value=st.binary(max_size=3), encoding=st.sampled_from(ENCODINGS))
def test_a_damaged_roster_gives_a_report_or_our_error(place: int, value: bytes, encoding: str) -> None:
    data = csv_of(GOOD, OTHER, encoding=encoding)
    place %= len(data)
    try:
        report = check(data[:place] + value + data[place + len(value) :])
    except RosterError:
        return
    assert len(report.accepted) + len({refusal.line for refusal in report.refused}) >= 1


@given(
    row=st.fixed_dictionaries(
        {
            title: st.just(GOOD[title]) | cells | st.text("=+-@\t\r0123456789Xx.缺考 \u3000\u202e", max_size=20)
            for title in TITLES
        }
    )
)
def test_any_row_is_either_accepted_or_refused(row: dict[str, str]) -> None:
    report = check(csv_of(GOOD | {"证件号码": OTHER_ID, "准考证号": "FIRST"}, row))
    lines = {candidate.line for candidate in report.accepted} | {refusal.line for refusal in report.refused}
    assert lines == {2, 3} or not any(cell.strip() for cell in row.values())
    assert not {candidate.line for candidate in report.accepted} & {refusal.line for refusal in report.refused}
    assert all(isinstance(refusal.column, Column) for refusal in report.refused)
