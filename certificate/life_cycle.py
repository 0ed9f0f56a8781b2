"""The status of a certificate on a day: a pure function of recorded facts (domain, section 5.2).

Nobody has to send a transaction for a make-up window to end; it ends because the day has come.
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

SUSPENSION_LAPSES = timedelta(days=60)
"""An unconfirmed suspension ends by itself after this time (domain R50)."""


class State(Enum):
    """States of domain, section 5.1."""

    NOT_YET_VALID = "NOT_YET_VALID"
    VALID = "VALID"
    VALID_REASSESSMENT_OPEN = "VALID_REASSESSMENT_OPEN"
    VALID_MAKEUP = "VALID_MAKEUP"
    VALID_RETEST_ORDERED = "VALID_RETEST_ORDERED"
    SUSPENDED = "SUSPENDED"
    WITHDRAWN_TEMP = "WITHDRAWN_TEMP"
    EXPIRED = "EXPIRED"
    SUPERSEDED = "SUPERSEDED"
    CANCELLED = "CANCELLED"
    REVOKED = "REVOKED"


class Administrative(Enum):
    """Kinds of administrative event."""

    SUSPEND = "SUSPEND"
    LIFT = "LIFT"
    REVOKE = "REVOKE"
    CANCEL = "CANCEL"
    SUPERSEDE = "SUPERSEDE"


_TERMINAL = {
    Administrative.REVOKE: State.REVOKED,
    Administrative.CANCEL: State.CANCELLED,
    Administrative.SUPERSEDE: State.SUPERSEDED,
}


@dataclass(frozen=True, slots=True)
class Order:
    """A retest ordered on `ordered`, to be passed by `deadline`; `passed` is the day it was, or None."""

    ordered: date
    deadline: date
    passed: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Recorded facts: local days, months for `interval` (0 = none), `makeup` and `lead`; cycles count from 1.

    `administrative` is in the order of recording; `passes` and `makeup_failed` are (cycle, day).
    """

    issued: date
    interval: int = 0
    makeup: int = 0
    lead: int = 0
    until: date | None = None
    passes: tuple[tuple[int, date], ...] = ()
    makeup_failed: tuple[tuple[int, date], ...] = ()
    restored: tuple[date, ...] = ()
    orders: tuple[Order, ...] = ()
    administrative: tuple[tuple[date, Administrative], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Status:
    """A state and the day its words name: since when, or until when."""

    state: State
    day: date | None = None


# A pure function of hashable values, and the same for most certificates of a batch.
@lru_cache(maxsize=1_024)
def status_on(history: History, day: date) -> Status:
    """Return the status on the local `day`; every day named is inclusive."""
    return _administrative_status(history, day) or _calendar_status(history, day)


def add_months(day: date, months: int) -> date:
    """Add calendar months, clipping to the end of the month: 29 February + 12 = 28 February.

    Beyond the calendar there is only its first or last day: a registry's numbers must not make a judgement fail.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _administrative_status(history: History, day: date) -> Status | None:
    """Step 1: the gravest terminal event, then an open suspension, then the fixed term."""
    effective = [(since, what) for since, what in history.administrative if since <= day]
    for kind, state in _TERMINAL.items():
        since = [when for when, what in effective if what is kind]
        if since:
            return Status(state, min(since))
    if suspended := _open_suspension(effective, day):
        return Status(State.SUSPENDED, suspended)
    if history.until is not None and day > history.until:
        return Status(State.EXPIRED, history.until)
    if day < history.issued:
        return Status(State.NOT_YET_VALID, history.issued)
    return None


def _open_suspension(effective: list[tuple[date, Administrative]], day: date) -> date | None:
    opened: date | None = None
    for since, what in effective:
        if what is Administrative.SUSPEND:
            # A later suspension with an earlier day must not shorten the one that stands.
            opened = since if opened is None else max(opened, since)
        elif what is Administrative.LIFT:
            opened = None
    return opened if opened is not None and day - opened < SUSPENSION_LAPSES else None


def _calendar_status(history: History, day: date) -> Status:
    """Steps 2 and 3: the rhythm since issue or the latest restoration."""
    start = max([history.issued, *(restored for restored in history.restored if restored <= day)])
    open_orders = _open_orders(history, start, day)
    for order in open_orders:
        if day > order.deadline:
            return Status(State.WITHDRAWN_TEMP, order.deadline)
    if history.interval == 0:
        return _best(open_orders, Status(State.VALID))
    due, cycle = _due(history, start, day)
    makeup_ends = add_months(due, history.makeup)
    failed = [when for number, when in history.makeup_failed if number == cycle and start < when <= day]
    if failed:
        return Status(State.WITHDRAWN_TEMP, min(failed))
    if day > makeup_ends:
        return Status(State.WITHDRAWN_TEMP, makeup_ends)
    if day > due:
        return Status(State.VALID_MAKEUP, makeup_ends)
    if day > add_months(due, -history.lead):
        return _best(open_orders, Status(State.VALID_REASSESSMENT_OPEN, due))
    return _best(open_orders, Status(State.VALID))


def _open_orders(history: History, start: date, day: date) -> list[Order]:
    """Orders given since `start` and not passed in time; a pass after the deadline does not count."""
    return [
        order
        for order in history.orders
        if start <= order.ordered <= day and not (order.passed and order.passed <= min(day, order.deadline))
    ]


def _best(open_orders: list[Order], otherwise: Status) -> Status:
    if open_orders:
        return Status(State.VALID_RETEST_ORDERED, min(order.deadline for order in open_orders))
    return otherwise


def _due(history: History, start: date, day: date) -> tuple[date, int]:
    """Return the next due day and its cycle: passes count in sequence, inside (due - lead, due + make-up] (R51)."""
    passed = 0
    for cycle, when in sorted(history.passes):
        due = add_months(start, history.interval * (passed + 1))
        inside = add_months(due, -history.lead) < when <= add_months(due, history.makeup)
        if cycle == passed + 1 and start < when <= day and inside:
            passed += 1
    return add_months(start, history.interval * (passed + 1)), passed + 1
