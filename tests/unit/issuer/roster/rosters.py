"""Rosters for tests: one good row for X-WEB level 2, to be changed in one place."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from certificate.catalogue import standards_from_catalogue
from issuer.roster import KnownCandidates, Reason, RosterReport, check_roster

ROOT = Path(__file__).parents[4]
ROSTERS = ROOT / "xcert/data/rosters"
STANDARDS = standards_from_catalogue((ROOT / "xcert/data/catalogue.json").read_bytes())
TODAY = date(2026, 6, 1)

TITLES = ("姓名", "证件类型", "证件号码", "标准代码", "等级", "理论成绩", "实操成绩", "准考证号", "培训院校")
GOOD = dict(
    zip(
        TITLES,
        ("张三", "201", "990101199001010019", "X-WEB", "2", "70", "80", "T0001", "示例职业学院"),
        strict=True,
    )
)
OTHER_ID = "990101199001010035"


def check_digit_by_powers(digits: str) -> str:
    """ISO 7064 MOD 11-2 by its definition, sum of digit x 2^place = 1 (mod 11); no table of weights."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return next("0123456789X"[check] for check in range(11) if (total + check) % 11 == 1)


def csv_of(
    *rows: Mapping[str, str], titles: Sequence[str] = TITLES, separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Write `rows` as the standard library writes CSV."""
    lines = [list(titles), *([row.get(title, "") for title in titles] for row in rows)]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    return text.getvalue().encode(encoding)


def xlsx_of(*sheets: Iterable[Sequence[object]]) -> bytes:
    """Write each table as a sheet of one workbook."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def check(data: bytes, *, known: KnownCandidates | None = None) -> RosterReport:
    """Check `data` against the catalogue on a fixed day."""
    return check_roster(data, "roster.csv", STANDARDS, today=TODAY, known=known or KnownCandidates())


def reasons(data: bytes) -> list[tuple[int, Reason]]:
    """Return the lines refused and why."""
    return [(refusal.line, refusal.reason) for refusal in check(data).refused]
