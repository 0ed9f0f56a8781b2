"""Working days of mainland China in 2026, written down by hand from the State Council's notice of 4 November 2025.

The code under test has its calendar from a library: what these tests expect must come from somewhere else.
"""

from datetime import date, timedelta

_ONE = timedelta(days=1)
_LEAVE = (
    (date(2026, 1, 1), 3),
    (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3),
    (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
)
OFF = frozenset(first + _ONE * day for first, days in _LEAVE for day in range(days))
MADE_UP = frozenset(date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)))


def works(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def workday(day: date, steps: int) -> date:
    """Go `steps` working days forwards, or backwards if negative."""
    one = _ONE if steps > 0 else -_ONE
    for _ in range(abs(steps)):
        day += one
        while not works(day):
            day += one
    return day


def at(day: date, hour: int, minute: int = 0) -> int:
    """Return a local time (UTC+8) as Unix seconds."""
    return ((day - date(1970, 1, 1)).days * 24 + hour - 8) * 3600 + minute * 60
