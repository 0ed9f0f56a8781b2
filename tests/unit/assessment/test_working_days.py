"""Working days against the notice of the State Council's General Office for 2026.

National Day is 1 to 7 October; Sunday 20 September and Saturday 10 October are worked.
Mid-Autumn is 25 to 27 September.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import CalendarError
from assessment.working_days import day_after, working_days, working_days_between


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        ("2026-09-30", "2026-10-07", 0),
        ("2026-09-30", "2026-10-08", 1),
        ("2026-09-30", "2026-10-10", 3),
        ("2026-09-30", "2026-10-11", 3),
        ("2026-09-18", "2026-09-20", 1),
        ("2026-09-24", "2026-09-28", 1),
        ("2026-06-15", "2026-06-22", 4),
        ("2026-06-15", "2026-06-15", 0),
        ("2026-06-16", "2026-06-15", 0),
        ("2025-12-31", "2026-01-05", 2),
    ],
)
def test_make_up_days_are_worked_and_holidays_are_not(after: str, until: str, expected: int) -> None:
    assert working_days(date.fromisoformat(after), date.fromisoformat(until)) == expected


def test_dates_are_local_at_the_standards_offset() -> None:
    # 16:30 UTC on Wednesday 30 September is already Thursday, National Day, in China.
    start = int(datetime(2026, 9, 30, 16, 30, tzinfo=UTC).timestamp())
    end = int(datetime(2026, 10, 8, 1, 0, tzinfo=UTC).timestamp())
    assert working_days_between(start, end, 480) == 1
    assert working_days_between(start - 86_400, end, 480) == 1
    assert working_days_between(start - 86_400, end, 0) == 2


@given(st.dates(date(2024, 1, 1), date(2026, 9, 1)), st.integers(0, 20))
def test_the_day_after_so_many_is_the_first(after: date, count: int) -> None:
    day = day_after(after, count)
    assert working_days(after, day) == count
    assert count == 0 or working_days(after, day - timedelta(days=1)) == count - 1


@pytest.mark.parametrize(
    ("after", "until", "calendar"),
    [("2026-12-30", "2027-01-04", "CN"), ("2003-12-01", "2003-12-05", "CN"), ("2026-06-15", "2026-06-22", "DE")],
)
def test_a_year_or_calendar_that_nobody_published_is_refused(after: str, until: str, calendar: str) -> None:
    with pytest.raises(CalendarError):
        working_days(date.fromisoformat(after), date.fromisoformat(until), calendar=calendar)


def test_the_last_day_of_the_last_year_is_known() -> None:
    assert working_days(date(2026, 12, 30), date(2026, 12, 31)) == 1
