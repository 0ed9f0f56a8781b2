"""What the chain told, written into the work folder: registry events as they are, session events numbered."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from assessment.codes import EventCode, State
from assessment.event import Event, Place
from assessment.states import next_state
from auditor.event_rows import COLUMNS, Cell, event_row, read_event
from auditor.happening_rows import write_values
from auditor.store import Store
from certificate.facts import ActionKind
from chain.records import Record

_ENDING: Final = frozenset({ActionKind.REVOKE.value, ActionKind.CANCEL.value, ActionKind.SUPERSEDE.value})


class Told(Protocol):
    """One event of a registry as `chain.history` gives it."""

    @property
    def contract(self) -> bytes:
        """The registry, 20 bytes."""
        ...

    @property
    def name(self) -> str:
        """The event's name in the ABI."""
        ...

    @property
    def values(self) -> Record:
        """Its values by name."""
        ...

    @property
    def place(self) -> Place:
        """Where it stands."""
        ...

    @property
    def time(self) -> int:
        """The block's time in Unix seconds."""
        ...


def take_registry_events(store: Store, told: Iterable[Told]) -> None:
    """Keep registry events; the end of a certificate's life is kept by certificate."""
    for one in told:
        if one.name == "StatusRecorded":
            _take_status(store, one.values)
            continue
        row = (one.place.block, one.place.log, one.time, one.contract, one.name, write_values(one.values))
        store.write("INSERT INTO happening VALUES (?, ?, ?, ?, ?, ?)", *row)


def take_session_events(store: Store, session: bytes, events: Sequence[Event]) -> None:
    """Add events of one session behind those that are known; their numbers are given here."""
    found = store.row("SELECT s, COUNT(number) FROM session LEFT JOIN event USING (s) WHERE id = ? GROUP BY s", session)
    if found is None:
        store.write("INSERT INTO session (id, organisation) VALUES (?, 0)", session)
        found = store.row("SELECT s, 0 FROM session WHERE id = ?", session)
    assert found is not None
    s, count = found
    assert isinstance(count, int)
    marks = ", ".join("?" * (COLUMNS.count(",") + 2))
    rows = [(s, count + place, *event_row(event)[1:]) for place, event in enumerate(events)]
    store.write_all(f"INSERT INTO event (s, {COLUMNS}) VALUES ({marks})", rows)  # noqa: S608 -- columns of our own


def events_of(store: Store, s: int) -> tuple[Event, ...]:
    """Return the events of session number `s` in their order."""
    rows = store.rows(f"SELECT {COLUMNS} FROM event WHERE s = ? ORDER BY number", s)  # noqa: S608 -- our own columns
    return tuple(read_event(row) for row in rows)


def summarise(store: Store, s: int) -> None:
    """Write what the events of session number `s` come to, for rules that ask about other sessions."""
    events = events_of(store, s)
    plan = _last(events, EventCode.PLAN_FILED)
    locked = _last(events, EventCode.ROSTER_LOCKED)
    scored = _last(events, EventCode.SCORES_LOCKED)
    final = _last(events, EventCode.SCORE_CORRECTED) or scored
    figures = {} if plan is None else plan.figures
    values: tuple[Cell, ...] = (
        state_after(events).value,
        *(figures.get(name) for name in ("standard", "level", "site", "start")),
        None if locked is None else locked.figures["n"],
        None if locked is None else locked.recorded_at,
        None if final is None else final.figures["passed"],
        None if scored is None else scored.recorded_at,
    )
    store.write(
        "UPDATE session SET state = ?, standard = ?, level = ?, site = ?, start = ?, candidates = ?, locked_at = ?,"
        " passed = ?, scored_at = ? WHERE s = ?",
        *values, s,
    )  # fmt: skip


def state_after(events: Iterable[Event]) -> State:
    """Return the state that `events` lead to; one that the table refuses changes nothing."""
    state = State.NONE
    for event in events:
        state = next_state(state, event.code) or state
    return state


def _last(events: Sequence[Event], code: EventCode) -> Event | None:
    return next((event for event in reversed(events) if event.code is code), None)


def _take_status(store: Store, values: Record) -> None:
    """Keep which certificates ended; `which` has a bit for each place of the batch, from the lowest."""
    if values.number("what") not in _ENDING:
        return
    where = (values.number("organisation"), values.data("session"), values.number("number"))
    for word, bits in enumerate(values.numbers("which")):
        places = [256 * word + bit for bit in range(256) if bits >> bit & 1]
        store.write_all("INSERT OR IGNORE INTO dead VALUES (?, ?, ?, ?)", ((*where, place) for place in places))
