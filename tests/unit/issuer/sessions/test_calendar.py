"""Deadlines in working days: by the State Council's notice for 2026, and unknown where nobody has published any."""

from datetime import date

import pytest

from assessment.parameters import Parameters
from issuer.sessions.calendar import end_of_working_days, first_second, months_later, notice_end

CHINA = 480
DAY = 86_400
# 2026-06-17 11:00 in China, from an independent calculator.
PUBLISHED = 1_781_665_200


def test_a_notice_over_the_dragon_boat_festival() -> None:
    """18 June, then three days off; 22 to 25 June: over when the 26th begins."""
    end = notice_end(PUBLISHED, CHINA, Parameters())
    assert end == PUBLISHED + 13 * 3600 + 8 * DAY


def test_the_contracts_own_days_are_never_cut_short() -> None:
    friday_evening = PUBLISHED + 12 * 3600
    end = notice_end(friday_evening, CHINA, Parameters(notice_days=1))
    assert end is not None
    assert end >= friday_evening + DAY


@pytest.mark.parametrize("start", [PUBLISHED + 75 * 365 * DAY, 0])
def test_a_year_that_nobody_published_is_unknown(start: int) -> None:
    assert end_of_working_days(start, 5, CHINA, Parameters()) is None


def test_another_countrys_calendar_is_unknown() -> None:
    assert notice_end(PUBLISHED, CHINA, Parameters(calendar="XX")) is None


def test_retention_counts_calendar_months() -> None:
    # 2026-08-17 00:00 in China.
    assert months_later(PUBLISHED, 2, CHINA) == PUBLISHED - 11 * 3600 + 61 * DAY


def test_a_local_day_begins_at_local_midnight() -> None:
    assert first_second(date(1970, 1, 2), CHINA) == DAY - 8 * 3600
