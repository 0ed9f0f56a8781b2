"""XLSX: numbers as they were typed, formulas as formulas, and packages made to do harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.errors import RosterError, RosterFault
from issuer.roster import Reason, RosterLimits, check_roster
from tests.unit.issuer.roster.rosters import GOOD, OTHER_ID, STANDARDS, TITLES, TODAY, check, csv_of, reasons, xlsx_of

ROW = tuple(GOOD.values())
WORKBOOK = xlsx_of([TITLES, ROW])
SHEET = "xl/worksheets/sheet1.xml"
SMALL = RosterLimits(unpacked_bytes=1_000_000, lines=20)


def changed(**cells: object) -> tuple[object, ...]:
    return tuple((GOOD | cells).values())


def repacked(change: Callable[[str, bytes], bytes], data: bytes = WORKBOOK) -> bytes:
    """Pack a good workbook again with its members changed."""
    old = zipfile.ZipFile(io.BytesIO(data))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != SHEET:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return repacked(change)


def fault_of(data: bytes, limits: RosterLimits = SMALL) -> RosterFault:
    with pytest.raises(RosterError) as caught:
        check_roster(data, "roster.xlsx", STANDARDS, today=TODAY, limits=limits)
    return caught.value.fault


def test_a_workbook_reads_like_the_same_csv() -> None:
    assert check(xlsx_of([TITLES, ROW])).accepted == check(csv_of(GOOD)).accepted


def test_numbers_read_as_they_were_typed() -> None:
    row = changed(证件类型=201, 等级=2, 理论成绩=59.5, 实操成绩=0.1 + 0.2)
    (candidate,) = check(xlsx_of([TITLES, row])).accepted
    assert candidate.marks == {"W": 59_50, "P": 30}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"姓名": "=A1"}, Reason.NAME_IS_FORMULA),
        ({"理论成绩": "=60+5"}, Reason.CELL_IS_FORMULA),
        ({"证件号码": "=A1"}, Reason.CELL_IS_FORMULA),
        ({"证件号码": 990101199001010019}, Reason.ID_ROUNDED),
        ({"证件号码": 9.90101199001010019e17}, Reason.ID_ROUNDED),
        ({"理论成绩": True}, Reason.MARK_NOT_NUMBER),
        ({"理论成绩": 1e300}, Reason.MARK_NOT_NUMBER),
        ({"理论成绩": 1e-7}, Reason.MARK_NOT_NUMBER),
        ({"理论成绩": 59.555}, Reason.MARK_DECIMALS),
        ({"理论成绩": -3}, Reason.MARK_BELOW_ZERO),
        ({"理论成绩": 101}, Reason.MARK_ABOVE_MAXIMUM),
        ({"理论成绩": None}, Reason.MISSING_MARK),
        ({"理论成绩": "#N/A"}, Reason.MARK_NOT_NUMBER),
        ({"理论成绩": datetime(2026, 6, 1, tzinfo=UTC).replace(tzinfo=None)}, Reason.MARK_NOT_NUMBER),
        ({"理论成绩": timedelta(hours=30)}, Reason.MARK_NOT_NUMBER),
        ({"等级": 2.5}, Reason.LEVEL_NOT_NUMBER),
    ],
)
def test_one_wrong_cell_gives_one_reason(cells: dict[str, object], reason: Reason) -> None:
    assert reasons(xlsx_of([TITLES, changed(**cells)])) == [(2, reason)]


@pytest.mark.parametrize(
    "formula",
    [
        b'<c r="F2"><f t="array" ref="F2">SUM(1,2)</f><v>70</v></c>',
        b'<c r="F2"><f t="dataTable" ref="F2" dt2D="0" dtr="0" r1="A1"/><v>70</v></c>',
        b'<c r="F2"><f t="shared" si="0" ref="F2">60+10</f><v>70</v></c>',
        b'<c r="F2" t="str"><f>"70"</f><v>70</v></c>',
    ],
)
def test_a_formula_of_any_kind_is_refused_whatever_value_it_carries(formula: bytes) -> None:
    sheet = zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(SHEET)
    cell = sheet[sheet.index(b'<c r="F2"') :]
    old = cell[: cell.index(b"</c>") + 4]
    assert reasons(in_sheet(old, formula)) == [(2, Reason.CELL_IS_FORMULA)]


def test_rows_are_numbered_as_the_spreadsheet_does() -> None:
    wrong = changed(理论成绩=None)
    rows: list[tuple[object, ...]] = [
        (),
        TITLES,
        (),
        (),
        wrong,
        (None, "  "),
        changed(理论成绩="6O", 证件号码=OTHER_ID, 准考证号="T2"),
    ]
    assert reasons(xlsx_of(rows)) == [(5, Reason.MISSING_MARK), (7, Reason.MARK_NOT_NUMBER)]


def test_the_sheet_with_the_roster_is_found_among_others() -> None:
    assert len(check(xlsx_of([["说明"], ["请按模板填写"]], [TITLES, ROW], [])).accepted) == 1


def test_columns_beyond_the_roster_are_named_not_read() -> None:
    assert check(xlsx_of([(*TITLES, "备注"), (*ROW, "=A1")])).ignored == ("备注",)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (xlsx_of([]), RosterFault.EMPTY),
        (xlsx_of([(), (None, " ")]), RosterFault.EMPTY),
        (xlsx_of([TITLES]), RosterFault.NO_ROWS),
        (xlsx_of([("a", "b"), (1, 2)]), RosterFault.WRONG_COLUMNS),
        (xlsx_of([TITLES, ROW], [TITLES, ROW]), RosterFault.SEVERAL_SHEETS),
        (xlsx_of([TITLES, *[ROW] * 20]), RosterFault.TOO_MANY_ROWS),
        (xlsx_of([TITLES, (*ROW, *[None] * 55, "x")]), RosterFault.TOO_MANY_COLUMNS),
        (xlsx_of([TITLES, changed(姓名="x" * 1001)]), RosterFault.CELL_TOO_LONG),
        (b"PK\x03\x04", RosterFault.BROKEN_WORKBOOK),
        (xlsx_of([TITLES, ROW])[:-30], RosterFault.BROKEN_WORKBOOK),
        (in_sheet(b"</sheetData>", b""), RosterFault.BROKEN_WORKBOOK),
        (in_sheet(b'r="A2"', b'r="A-2"'), RosterFault.BROKEN_WORKBOOK),
        (in_sheet(b'<row r="2"', b'<row r="999999999999"'), RosterFault.TOO_MANY_ROWS),
    ],
    ids=lambda value: value.name if isinstance(value, RosterFault) else None,
)
def test_a_workbook_that_is_no_roster_gets_one_sentence(data: bytes, fault: RosterFault) -> None:
    assert fault_of(data) is fault


def zip_of(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(lambda name, content: content + b" " * (1_000_001 if name == SHEET else 0))
    assert len(bomb) < 20_000
    assert fault_of(bomb) is RosterFault.WORKBOOK_TOO_LARGE


def test_a_package_of_very_many_files_is_refused() -> None:
    assert fault_of(zip_of({str(number): b"" for number in range(1001)})) is RosterFault.WORKBOOK_TOO_LARGE


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    assert fault_of(zip_of({"readme.txt": b"hello"})) is RosterFault.BROKEN_WORKBOOK


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_declared_entities_are_refused(encoding: str) -> None:
    declaration = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'.encode(encoding)
    bomb = repacked(lambda name, content: declaration + content if name == SHEET else content)
    assert fault_of(bomb) is RosterFault.BROKEN_WORKBOOK


def test_a_sheet_that_understates_its_size_is_read_whole() -> None:
    data = xlsx_of([TITLES, ROW, changed(证件号码=OTHER_ID, 准考证号="T2")])

    def understate(name: str, content: bytes) -> bytes:
        return content.replace(b'<dimension ref="A1:I3"', b'<dimension ref="A1:A1"') if name == SHEET else content

    assert len(check(repacked(understate, data)).accepted) == 2


def test_drop_down_lists_of_a_template_do_no_harm() -> None:
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    assert len(check(in_sheet(b"</worksheet>", extension)).accepted) == 1


@settings(max_examples=150)
@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_gives_a_report_or_our_error(places: list[tuple[int, int]]) -> None:
    data = bytearray(WORKBOOK)
    for place, value in places:
        data[place % len(data)] = value
    try:
        check(bytes(data))
    except RosterError:
        return


@settings(max_examples=150)
@given(
    places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(32, 126)), min_size=1, max_size=4),
    member=st.integers(0, 20),
)
def test_a_damaged_member_gives_a_report_or_our_error(places: list[tuple[int, int]], member: int) -> None:
    names = zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()

    def damage(name: str, content: bytes) -> bytes:
        if name != names[member % len(names)]:
            return content
        damaged = bytearray(content)
        for place, value in places:
            damaged[place % len(damaged)] = value
        return bytes(damaged)

    try:
        check(repacked(damage))
    except RosterError:
        return


def test_workbooks_written_here_are_real_ones() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    assert book.worksheets[0]["A2"].value == "张三"
