"""Row checks: change one cell of a good row, expect one reason."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.bilingual import Bilingual
from certificate.marks import ABSENT, Absence
from certificate.pass_rule import AllParts, Part, PartMark
from certificate.text import require_text
from issuer.roster import Change, Column, Reason, check_roster
from tests.unit.issuer.roster.rosters import (
    GOOD,
    OTHER_ID,
    STANDARDS,
    TITLES,
    TODAY,
    check,
    check_digit_by_powers,
    csv_of,
    reasons,
)


def card(digits: str) -> str:
    return digits + check_digit_by_powers(digits)


@pytest.mark.parametrize(
    ("title", "cell", "reason"),
    [
        ("姓名", "", Reason.MISSING_NAME),
        ("姓名", " 　", Reason.MISSING_NAME),
        ("姓名", "=1+1", Reason.NAME_IS_FORMULA),
        ("姓名", "+张三", Reason.NAME_IS_FORMULA),
        ("姓名", "-张三", Reason.NAME_IS_FORMULA),
        ("姓名", "@SUM(A1)", Reason.NAME_IS_FORMULA),
        ("姓名", "\t张三", Reason.NAME_IS_FORMULA),
        ("姓名", " =1+1", Reason.NAME_IS_FORMULA),
        ("姓名", "＝1+1", Reason.NAME_IS_FORMULA),
        ("姓名", "张\u200b三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\u202e三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\u2066三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\u00ad三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\n三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\x07三", Reason.CONTROL_IN_NAME),
        ("姓名", "张三\ufe00", Reason.CONTROL_IN_NAME),
        ("姓名", "张三\U000e0100", Reason.CONTROL_IN_NAME),
        ("姓名", "张\u3164三", Reason.CONTROL_IN_NAME),
        ("姓名", "张\u2028三", Reason.CONTROL_IN_NAME),
        ("姓名", "张三\U0002fffe", Reason.CONTROL_IN_NAME),
        ("姓名", "张\ue863", Reason.PRIVATE_IN_NAME),
        ("姓名", "张<b>三", Reason.FOREIGN_IN_NAME),
        ("姓名", "张?", Reason.FOREIGN_IN_NAME),
        ("姓名", "张\ufffd", Reason.FOREIGN_IN_NAME),
        ("姓名", "张三2", Reason.FOREIGN_IN_NAME),
        ("姓名", "...", Reason.FOREIGN_IN_NAME),
        ("姓名", "\u0301A", Reason.FOREIGN_IN_NAME),
        ("姓名", "A" + "\u0323\u0331\u0324\u0325\u0326\u032d", Reason.FOREIGN_IN_NAME),
        ("姓名", "长" * 65, Reason.NAME_TOO_LONG),
        ("证件类型", "", Reason.MISSING_ID_TYPE),
        ("证件类型", "202", Reason.UNKNOWN_ID_TYPE),
        ("证件类型", "身份证", Reason.UNKNOWN_ID_TYPE),
        ("证件号码", "", Reason.MISSING_ID_NUMBER),
        ("证件号码", "99010119900101001", Reason.ID_LENGTH),
        ("证件号码", "990101900101001", Reason.ID_LENGTH),
        ("证件号码", "99010119900101001A", Reason.ID_CHARACTERS),
        ("证件号码", "9901X1199001010019", Reason.ID_CHARACTERS),
        ("证件号码", "٩90101199001010019", Reason.ID_CHARACTERS),
        ("证件号码", card("99010119901301001"), Reason.ID_BIRTH_DATE),
        ("证件号码", card("99010120010229001"), Reason.ID_BIRTH_DATE),
        ("证件号码", card("99010118991231001"), Reason.ID_BIRTH_DATE),
        ("证件号码", card("99010120260602001"), Reason.ID_BIRTH_DATE),
        ("证件号码", "990101199001010018", Reason.ID_CHECK_DIGIT),
        ("证件号码", "9.90101199001E+17", Reason.ID_ROUNDED),
        ("证件号码", "=A1", Reason.CELL_IS_FORMULA),
        ("标准代码", "", Reason.MISSING_STANDARD),
        ("标准代码", "X-NOPE", Reason.UNKNOWN_STANDARD),
        ("标准代码", "=A1", Reason.CELL_IS_FORMULA),
        ("等级", "", Reason.MISSING_LEVEL),
        ("等级", "二", Reason.LEVEL_NOT_NUMBER),
        ("等级", "2.0", Reason.LEVEL_NOT_NUMBER),
        ("等级", "-2", Reason.LEVEL_NOT_NUMBER),
        ("等级", "0", Reason.LEVEL_UNKNOWN),
        ("等级", "4", Reason.LEVEL_UNKNOWN),
        ("理论成绩", "", Reason.MISSING_MARK),
        ("理论成绩", "6O", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "1e2", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "8²", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "①", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "60分", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "59,5", Reason.MARK_NOT_NUMBER),
        ("理论成绩", "59.555", Reason.MARK_DECIMALS),
        ("理论成绩", "-0.5", Reason.MARK_BELOW_ZERO),
        ("理论成绩", "－3", Reason.MARK_BELOW_ZERO),
        ("理论成绩", "100.01", Reason.MARK_ABOVE_MAXIMUM),
        ("理论成绩", "9" * 40, Reason.MARK_ABOVE_MAXIMUM),
        ("理论成绩", "=60+5", Reason.CELL_IS_FORMULA),
        ("准考证号", "", Reason.MISSING_TICKET),
        ("准考证号", "T 1", Reason.TICKET_PATTERN),
        ("准考证号", "T<1>", Reason.TICKET_PATTERN),
        ("准考证号", "T" * 33, Reason.TICKET_PATTERN),
        ("准考证号", "=A1", Reason.CELL_IS_FORMULA),
        ("培训院校", "=HYPERLINK(1)", Reason.INSTITUTION_TEXT),
        ("培训院校", "学院\u202e", Reason.INSTITUTION_TEXT),
        ("培训院校", "学院\ue000", Reason.INSTITUTION_TEXT),
        ("培训院校", "院" * 101, Reason.INSTITUTION_TEXT),
    ],
)
def test_one_wrong_cell_gives_one_reason(title: str, cell: str, reason: Reason) -> None:
    report = check(csv_of(GOOD | {title: cell}))
    assert report.to_json() == {"accepted": 0, "refused": [{"row": 2, "reason": reason.reason}]}
    assert [refusal.column.chinese for refusal in report.refused if refusal.column] == [title]


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("203", "H0123456", Reason.ID_PATTERN),
        ("203", "X01234567", Reason.ID_PATTERN),
        ("203", "110101199001010019", Reason.ID_PATTERN),
        ("203", card("81000019901301001"), Reason.ID_BIRTH_DATE),
        ("203", "810000199001010018", Reason.ID_CHECK_DIGIT),
        ("205", "ABCDEF", Reason.ID_PATTERN),
        ("205", "E123", Reason.ID_PATTERN),
        ("205", "E123456789", Reason.ID_PATTERN),
        ("205", "E1234<678", Reason.ID_PATTERN),
    ],
)
def test_numbers_that_are_none_of_their_type_are_refused(kind: str, number: str, reason: Reason) -> None:
    assert reasons(csv_of(GOOD | {"证件类型": kind, "证件号码": number})) == [(2, reason)]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("201", "990101199001010019"),
        ("201", card("99010120000229001")),
        ("201", card("99010120260601001")),
        ("203", "H01234567"),
        ("203", "M0123456789"),
        ("203", "12345678"),
        ("203", "CHN110001234567"),
        ("203", card("81000019900101001")),
        ("205", "E12345678"),
        ("205", "EA1234567"),
        ("205", "12345"),
    ],
)
def test_numbers_of_every_type_are_accepted(kind: str, number: str) -> None:
    (candidate,) = check(csv_of(GOOD | {"证件类型": kind, "证件号码": number})).accepted
    assert (candidate.document.kind.value, candidate.document.number) == (kind, number)


@given(st.integers(0, 10**6 - 1), st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_every_wrong_last_character_is_found(region: int, born: date, serial: int) -> None:
    digits = f"{region:06d}{born:%Y%m%d}{serial:03d}"
    right = check_digit_by_powers(digits)
    rows = [GOOD | {"证件号码": digits + last, "准考证号": f"T{last}"} for last in "0123456789X"]
    assert [candidate.document.number for candidate in check(csv_of(*rows)).accepted] == [digits + right]
    assert {reason for _, reason in reasons(csv_of(*rows))} == {Reason.ID_CHECK_DIGIT}


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "阿卜杜热西提·买买提",
        "阿迪力•吾买尔",
        "Mary-Jane O'Neill",
        "D’Angelo Jr.",
        "José Ñuñez",
        "Nguyễn Thị Ánh",
        "𠅤文",
        "𱁬三",
        "李\U0003235e",
        "Ölçüm Łukasz",
        "Владимир",
        "ဦးသန့်",
        "张三(小)",
        "长" * 64,
    ],
)
def test_real_names_are_kept(name: str) -> None:
    report = check(csv_of(GOOD | {"姓名": name}))
    assert [candidate.name for candidate in report.accepted] == [name]
    assert report.mended == ()


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=70)
    | st.text("张\u0301é ·'\u3000\u200d\ufe0f\U000e0101\U0002fffe", min_size=1, max_size=8)
)
def test_an_accepted_name_fits_a_certificate(name: str) -> None:
    for candidate in check(csv_of(GOOD | {"姓名": name})).accepted:
        require_text(candidate.name, what="the name")


@pytest.mark.parametrize(
    ("title", "cell", "changes"),
    [
        ("姓名", "\u3000张三\u00a0", [Change.TRIMMED]),
        ("姓名", "张\u3000三", [Change.SPACES]),
        ("姓名", "张 三", [Change.SPACES]),
        ("证件号码", "９９０１０１１９９００１０１００１９", [Change.HALF_WIDTH]),
        ("证件号码", "'990101199001010019", [Change.TEXT_PREFIX]),
        ("证件号码", "990101199001010019\t", [Change.TEXT_PREFIX]),
        ("标准代码", " x-web", [Change.TRIMMED, Change.UPPER_CASE]),
        ("等级", "２", [Change.HALF_WIDTH]),
        ("理论成绩", "７０．００", [Change.HALF_WIDTH]),
        ("准考证号", "t0001", [Change.UPPER_CASE]),
        ("培训院校", " 示例职业学院", [Change.TRIMMED]),
    ],
)
def test_what_is_mended_is_recorded_and_equals_the_good_row(title: str, cell: str, changes: list[Change]) -> None:
    (good,) = check(csv_of(GOOD)).accepted
    report = check(csv_of(GOOD | {title: cell}))
    assert report.accepted == (good,)
    assert [each.change for each in report.mended] == changes
    assert {each.column.chinese for each in report.mended} == {title}


@pytest.mark.parametrize(
    ("cell", "name", "change"),
    [("Jose\u0301", "José", Change.COMPOSED), ("Mary   Jane", "Mary Jane", Change.SPACES)],
)
def test_names_are_composed_and_their_spaces_put_right(cell: str, name: str, change: Change) -> None:
    report = check(csv_of(GOOD | {"姓名": cell}))
    assert [candidate.name for candidate in report.accepted] == [name]
    assert [each.change for each in report.mended] == [change]


def test_full_width_letters_of_a_name_are_left_alone() -> None:
    (candidate,) = check(csv_of(GOOD | {"姓名": "Ａｎｎａ"})).accepted
    assert candidate.name == "Ａｎｎａ"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("缺考", ABSENT),
        (" 缺考　", ABSENT),
        ("Absent", ABSENT),
        ("0", 0),
        ("100", 100_00),
        ("59.5", 59_50),
        ("59.05", 59_05),
    ],
)
def test_marks_and_absences(cell: str, mark: int | Absence) -> None:
    (candidate,) = check(csv_of(GOOD | {"理论成绩": cell})).accepted
    assert candidate.marks == {"W": mark, "P": 80_00}


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    row = GOOD | {"姓名": "", "证件号码": "1", "等级": "9", "准考证号": "", "培训院校": "="}
    assert reasons(csv_of(row)) == [
        (2, Reason.MISSING_NAME),
        (2, Reason.ID_LENGTH),
        (2, Reason.LEVEL_UNKNOWN),
        (2, Reason.MISSING_TICKET),
        (2, Reason.INSTITUTION_TEXT),
    ]


def test_the_review_is_due_at_the_levels_that_have_it_only() -> None:
    titles = (*TITLES, "综合评审成绩")
    junior = GOOD | {"标准代码": "N-AI", "等级": "1", "综合评审成绩": ""}
    senior = junior | {"等级": "3", "综合评审成绩": "75", "证件号码": OTHER_ID, "准考证号": "T0002"}
    report = check(csv_of(junior, senior, titles=titles))
    assert [dict(candidate.marks) for candidate in report.accepted] == [
        {"W": 70_00, "P": 80_00},
        {"W": 70_00, "P": 80_00, "R": 75_00},
    ]
    wrong = csv_of(junior | {"综合评审成绩": "75"}, senior | {"综合评审成绩": ""}, titles=titles)
    assert reasons(wrong) == [(2, Reason.MARK_NOT_DUE), (3, Reason.MISSING_MARK)]


def test_a_part_that_no_column_of_a_roster_holds_is_a_missing_mark() -> None:
    web = STANDARDS["X-WEB"]
    oral = Part("O", Bilingual("口试", "Oral"), 100_00, 15)
    rule = AllParts(tuple(PartMark(code, 60_00) for code in "WPO"))
    standards = {"X-WEB": replace(web, parts=(*web.parts, oral), pass_rule=rule)}
    report = check_roster(csv_of(GOOD), "roster.csv", standards, today=TODAY)
    assert [(each.line, each.reason, each.column) for each in report.refused] == [(2, Reason.MISSING_MARK, None)]


def test_a_row_with_too_many_cells_is_refused_as_such() -> None:
    data = csv_of(GOOD).replace("张三".encode(), "张,三".encode())
    assert reasons(data) == [(2, Reason.STRAY_CELLS)]


def test_a_short_row_misses_what_is_not_there() -> None:
    short = csv_of(GOOD).replace(",80,T0001,示例职业学院".encode(), b"")
    assert reasons(short) == [(2, Reason.MISSING_MARK), (2, Reason.MISSING_TICKET)]


def test_every_reason_has_its_own_words_in_both_languages() -> None:
    assert len({reason.reason for reason in Reason}) == len(Reason)
    assert len({reason.code for reason in Reason}) == len(Reason)
    for reason in Reason:
        assert reason.english.isascii() or "缺考" in reason.english
        assert reason.english.endswith(".")
        assert reason.chinese.endswith("。")


def test_representations_show_nobody() -> None:
    report = check(csv_of(GOOD, GOOD | {"理论成绩": ""}))
    shown = repr(report) + repr(report.accepted[0].enrolment)
    for private in ("张三", "990101199001010019", "T0001"):
        assert private not in shown
    assert repr(report.accepted[0]) == "Candidate(line=2, family='X-WEB', level=2)"
    assert Column.NAME.english == "Name"
