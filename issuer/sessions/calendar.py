"""Deadlines by the working days of a session's jurisdiction; a year that nobody published yet is unknown."""

from datetime import UTC, date, datetime, timedelta

from assessment.errors import CalendarError
from assessment.parameters import Parameters
from assessment.working_days import day_after
from certificate.checks import local_day
from certificate.life_cycle import add_months

DAY = 86_400


def end_of_working_days(start: int, count: int, offset: int, parameters: Parameters) -> int | None:
    """Return the first second after the `count`-th working day after `start`, None if the calendar is not published.

    Times are Unix seconds, `offset` is in minutes ahead of UTC.
    """
    try:
        last = day_after(local_day(start, offset), count, calendar=parameters.calendar)
    except CalendarError:
        return None
    return first_second(last + timedelta(days=1), offset)


def notice_end(published: int, offset: int, parameters: Parameters) -> int | None:
    """Return when a notice published at `published` may close: its working days over, and the contract's days too."""
    found = end_of_working_days(published, parameters.notice_days, offset, parameters)
    return None if found is None else max(found, published + parameters.notice_days * DAY)


def months_later(moment: int, months: int, offset: int) -> int:
    """Return the first second of the local day `months` calendar months after that of `moment`."""
    return first_second(add_months(local_day(moment, offset), months), offset)


def first_second(day: date, offset: int) -> int:
    """Return the first second of a local day."""
    return int((datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(minutes=offset)).timestamp())
