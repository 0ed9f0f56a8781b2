"""The status on a day: the vectors of the domain reference, and what must never happen."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificate.life_cycle import Administrative, History, Order, State, add_months, status_on

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "life_cycle.json").read_text("utf-8"))
GOOD = {State.VALID, State.VALID_REASSESSMENT_OPEN, State.VALID_MAKEUP, State.VALID_RETEST_ORDERED}
day = date.fromisoformat


def history(facts: dict[str, Any]) -> History:
    return History(
        issued=day(facts["issue"]),
        interval=facts["interval_m"],
        makeup=facts["makeup_m"],
        lead=facts["lead_m"],
        passes=tuple((cycle, day(when)) for cycle, when in facts.get("passes", [])),
        makeup_failed=tuple((cycle, day(when)) for cycle, when in facts.get("makeup_failed", [])),
        restored=tuple(day(when) for when in facts.get("restores", [])),
        orders=tuple(Order(day(a), day(b), day(c) if c else None) for a, b, c in facts.get("orders", [])),
        administrative=tuple((day(when), Administrative(what)) for when, what in facts.get("admin", [])),
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["case"])
def test_vectors_of_the_domain(vector: dict[str, Any]) -> None:
    assert status_on(history(vector["cert"]), day(vector["date"])).state.value == vector["status"]


RHYTHM = History(day("2023-03-31"), interval=36, makeup=6, lead=3)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2023-03-30", State.NOT_YET_VALID),
        ("2025-12-31", State.VALID),
        ("2026-01-01", State.VALID_REASSESSMENT_OPEN),
        ("2026-03-31", State.VALID_REASSESSMENT_OPEN),
        ("2026-04-01", State.VALID_MAKEUP),
        ("2026-09-30", State.VALID_MAKEUP),
        ("2026-10-01", State.WITHDRAWN_TEMP),
    ],
)
def test_worked_example_of_the_domain(on: str, state: State) -> None:
    assert status_on(RHYTHM, day(on)).state is state


@pytest.mark.parametrize(
    ("passes", "on", "state"),
    [
        (((1, "2025-12-31"),), "2026-10-01", State.WITHDRAWN_TEMP),  # one day before the window opens: does not count
        (((1, "2026-01-01"),), "2026-10-01", State.VALID),
        (((2, "2026-02-01"),), "2026-10-01", State.WITHDRAWN_TEMP),  # a cycle cannot be skipped
        (((1, "2026-09-30"),), "2026-10-01", State.VALID),  # passing late keeps the rhythm …
        (((1, "2026-09-30"),), "2029-04-01", State.VALID_MAKEUP),  # … nothing is gained by delay
        (((1, "2026-02-01"), (2, "2029-02-01")), "2030-01-01", State.VALID),
    ],
)
def test_which_passes_count(passes: tuple[tuple[int, str], ...], on: str, state: State) -> None:
    facts = History(RHYTHM.issued, 36, 6, 3, passes=tuple((cycle, day(when)) for cycle, when in passes))
    assert status_on(facts, day(on)).state is state


@pytest.mark.parametrize(
    ("events", "on", "state"),
    [
        ([("2023-05-01", "SUSPEND")], "2023-04-30", State.VALID),
        ([("2023-05-01", "SUSPEND")], "2023-06-29", State.SUSPENDED),
        ([("2023-05-01", "SUSPEND")], "2023-06-30", State.VALID),  # lapsed after 60 days
        ([("2023-05-01", "SUSPEND"), ("2023-05-10", "LIFT")], "2023-05-10", State.VALID),
        ([("2023-05-01", "LIFT"), ("2023-05-01", "SUSPEND")], "2023-05-02", State.SUSPENDED),
        ([("2023-05-01", "SUSPEND"), ("2023-05-02", "CANCEL")], "2023-05-02", State.CANCELLED),
        ([("2023-05-01", "SUPERSEDE"), ("2024-05-02", "CANCEL")], "2024-05-02", State.CANCELLED),
        ([("2023-05-01", "CANCEL"), ("2024-05-02", "REVOKE")], "2024-05-02", State.REVOKED),
        ([("2024-05-02", "REVOKE")], "2024-05-01", State.VALID),
    ],
)
def test_administrative_events(events: list[tuple[str, str]], on: str, state: State) -> None:
    recorded = tuple((day(when), Administrative(what)) for when, what in events)
    assert status_on(History(RHYTHM.issued, 36, 6, 3, administrative=recorded), day(on)).state is state


@pytest.mark.parametrize(
    ("passed", "on", "state"),
    [
        (None, "2024-04-30", State.VALID),
        (None, "2024-11-01", State.VALID_RETEST_ORDERED),
        (None, "2024-11-02", State.WITHDRAWN_TEMP),
        ("2024-11-01", "2024-11-02", State.VALID),
        ("2024-11-02", "2024-11-03", State.WITHDRAWN_TEMP),
    ],
)
def test_a_retest_must_be_passed_in_time(passed: str | None, on: str, state: State) -> None:
    order = Order(day("2024-05-01"), day("2024-11-01"), day(passed) if passed else None)
    assert status_on(History(RHYTHM.issued, 36, 6, 3, orders=(order,)), day(on)).state is state


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2024-02-29", 12, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2023-03-31", -1, "2023-02-28"),
     ("2023-12-31", 2, "2024-02-29"), ("2023-05-15", 0, "2023-05-15")],
)  # fmt: skip
def test_months_are_clipped_to_their_end(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(
    st.integers(1, 60), st.integers(0, 12), st.integers(0, 6), st.integers(0, 4_000),
    st.dates(date(2019, 1, 1), date(2030, 1, 1)),
)  # fmt: skip
def test_without_a_pass_the_states_follow_each_other_once(
    interval: int, makeup: int, lead: int, days: int, issued: date
) -> None:
    """VALID, open, make-up, withdrawn: once left, a state does not come back by itself."""
    order = [State.VALID, State.VALID_REASSESSMENT_OPEN, State.VALID_MAKEUP, State.WITHDRAWN_TEMP]
    facts = History(issued, interval, makeup, min(lead, interval))
    today, later = issued + timedelta(days), issued + timedelta(days + 40)
    assert order.index(status_on(facts, today).state) <= order.index(status_on(facts, later).state)


@given(st.dates(date(2023, 4, 1), date(2090, 1, 1)), st.sampled_from(list(Administrative)))
def test_a_terminal_event_is_never_good_again(on: date, what: Administrative) -> None:
    facts = History(RHYTHM.issued, administrative=((day("2023-04-01"), what), (on, Administrative.LIFT)))
    terminal = what in {Administrative.REVOKE, Administrative.CANCEL, Administrative.SUPERSEDE}
    assert (status_on(facts, on).state in GOOD) is not terminal
