"""The demonstration's timetable: whatever day it is run on, everything lies in the past and keeps the terms."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import CalendarError
from assessment.working_days import working_days
from xcert.demo.timetable import SessionDays, Timetable, at, local_date, local_text

DAYS = st.dates(min_value=date(2024, 6, 1), max_value=date(2031, 12, 31))


def chain_of(timetable: Timetable) -> list[date]:
    """The days in the order in which the chain's clock is moved to them."""
    honest, rigged = timetable.honest, timetable.rigged
    first = [timetable.opened, honest.filed, honest.exam, honest.locked, honest.decided]
    return [*first, timetable.notice, rigged.filed, rigged.exam, rigged.locked, rigged.decided, timetable.revoked]


@given(DAYS)
def test_everything_is_over_before_today_and_in_order(today: date) -> None:
    days = chain_of(Timetable.before(today))
    assert days == sorted(set(days))
    assert days[-1] < today


@given(DAYS)
def test_the_terms_are_kept_by_the_published_working_days(today: date) -> None:
    timetable = Timetable.before(today)
    for days in (timetable.honest, timetable.rigged):
        assert working_days(days.filed, days.exam) >= 5
        assert (days.exam - days.filed).days >= 5
        assert days.exam_minus(4) > days.filed
        # Scores are locked in the morning of the second day, less than three days after the last part ended.
        assert days.locked - days.exam == timedelta(days=2)
        assert working_days(days.locked, days.decided - timedelta(days=1)) >= 5
        assert (days.decided - days.locked).days > 5
    assert (timetable.revoked - timetable.notice).days >= 15


def test_a_year_whose_holidays_nobody_published_is_avoided() -> None:
    with pytest.raises(CalendarError):
        SessionDays.filed_on(date(2090, 3, 1))
    last = Timetable.before(date(2090, 6, 1)).revoked
    assert last < date(2090, 1, 1)
    assert abs(Timetable.before(date(2091, 6, 1)).revoked - last) < timedelta(days=7)


def test_local_times_are_chinas() -> None:
    moment = int(datetime(2026, 6, 19, 23, 30, tzinfo=UTC).timestamp())
    assert at(date(2026, 6, 20), "07:30") == moment
    assert local_text(moment) == "2026-06-20 07:30"
    assert local_date(datetime.fromtimestamp(moment, UTC)) == date(2026, 6, 20)
