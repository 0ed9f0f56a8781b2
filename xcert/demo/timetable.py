"""When everything happens: both sessions of the demonstration, by the published working days, before today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self

from assessment.errors import CalendarError
from assessment.working_days import day_after

OFFSET_MINUTES: Final = 480
"""The standards' local time: China's."""
_OFFSET: Final = timedelta(minutes=OFFSET_MINUTES)
_STEP: Final = timedelta(days=7)
_LEAD: Final = 7
"""Working days from filing a plan to its start; the terms ask for five."""
_NOTICE: Final = 5
_DAYS_FROM_DECISION_TO_TODAY: Final = 2


@dataclass(frozen=True, slots=True)
class SessionDays:
    """The days of one session: plan filed, examination, scores locked and published, notice over and decided."""

    filed: date
    exam: date
    locked: date
    decided: date

    @classmethod
    def filed_on(cls, day: date) -> Self:
        """Return the days of a session whose plan is filed on `day`; raises `CalendarError`."""
        exam = day_after(day, _LEAD)
        locked = exam + timedelta(days=2)
        return cls(day, exam, locked, day_after(locked, _NOTICE) + timedelta(days=1))

    def exam_minus(self, days: int) -> date:
        """Return the day `days` before the examination."""
        return self.exam - timedelta(days=days)

    def exam_plus(self, days: int) -> date:
        """Return the day `days` after the examination."""
        return self.exam + timedelta(days=days)

    def decided_plus(self, days: int) -> date:
        """Return the day `days` after the decision."""
        return self.decided + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When the chain begins, the days of the honest and of the rigged session, and of the revocation between them."""

    opened: date
    honest: SessionDays
    notice: date
    rigged: SessionDays
    revoked: date

    @classmethod
    def opening_on(cls, day: date) -> Self:
        """Return the timetable of a chain that begins on `day`; raises `CalendarError` for an unpublished year."""
        honest = SessionDays.filed_on(day + timedelta(days=1))
        rigged = SessionDays.filed_on(honest.decided_plus(5))
        return cls(day, honest, honest.decided_plus(4), rigged, max(rigged.decided_plus(1), honest.decided_plus(19)))

    @classmethod
    def before(cls, today: date) -> Self:
        """Return the latest timetable that is over before `today`, in years whose working days are published."""
        day = today
        while True:
            day -= _STEP
            try:
                found = cls.opening_on(day)
            except CalendarError:
                # The year's working days are not published here yet: the sessions took place earlier.
                continue
            if found.revoked <= today - timedelta(days=_DAYS_FROM_DECISION_TO_TODAY):
                return found


def at(day: date, clock: str) -> int:
    """Return the Unix time of a local time such as `09:00` on `day`."""
    local = datetime.combine(day, time.fromisoformat(clock), UTC)
    return int((local - _OFFSET).timestamp())


def local_text(moment: int) -> str:
    """Return a Unix time as sheets write it: `2026-06-20 09:00`."""
    return (datetime.fromtimestamp(moment, UTC) + _OFFSET).strftime("%Y-%m-%d %H:%M")


def local_date(moment: datetime) -> date:
    """Return the local day of an aware moment."""
    return (moment.astimezone(UTC) + _OFFSET).date()
