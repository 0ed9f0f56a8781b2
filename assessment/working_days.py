"""Working days by a published calendar: `wd(a, b)` of the rules is the working days in (a, b].

>>> working_days(date(2026, 9, 30), date(2026, 10, 10))
3
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from chinese_calendar.constants import holidays, workdays

from assessment.errors import CalendarError
from certificate.checks import local_day

CHINA: Final = "CN"
"""Mainland China, as the State Council's General Office publishes it each autumn for the year after."""

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# A year comes whole or not at all: it is published with all its holidays in the autumn before.
_FIRST_YEAR: Final = min(holidays).year
_LAST_YEAR: Final = max(holidays).year


def working_days(after: date, until: date, *, calendar: str = CHINA) -> int:
    """Count the working days after `after`, up to and with `until`; 0 if `until` is not later.

    Raises `CalendarError` if nobody has published the working days of a year in between, or `calendar` is not known.
    """
    if until <= after:
        return 0
    is_working = _calendar(calendar, after + _DAY, until)
    return sum(is_working(after + number * _DAY) for number in range(1, (until - after).days + 1))


def working_days_between(start: int, end: int, offset_minutes: int, *, calendar: str = CHINA) -> int:
    """Count working days between two Unix times by their local dates at a fixed UTC offset; raises `CalendarError`."""
    return working_days(local_day(start, offset_minutes), local_day(end, offset_minutes), calendar=calendar)


def day_after(after: date, count: int, *, calendar: str = CHINA) -> date:
    """Return the first day that has `count` working days in (`after`, day]; raises `CalendarError`."""
    day, left = after, count
    while left > 0:
        day += _DAY
        left -= _calendar(calendar, day, day)(day)
    return day


def _calendar(name: str, first: date, last: date) -> Callable[[date], bool]:
    if name not in _CALENDARS:
        raise CalendarError(f"nobody told the working days of {name}; known is {', '.join(_CALENDARS)}")
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise CalendarError(
            f"the working days from {first} to {last} are not all published here; known are the years "
            f"{_FIRST_YEAR} to {_LAST_YEAR}; bring chinesecalendar up to date"
        )
    return _CALENDARS[name]


def _in_china(day: date) -> bool:
    return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)


_CALENDARS: Final[Mapping[str, Callable[[date], bool]]] = {CHINA: _in_china}
