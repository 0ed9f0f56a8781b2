"""What is known of one session: its events, and the records behind them as far as they are here and hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.event import NO_COMMITMENT, Event, Place
from assessment.records import (
    Assignment,
    Candidate,
    Decision,
    DecisionKind,
    Mark,
    Plan,
    PlanPart,
    Record,
    Result,
    parse_record,
)
from assessment.rules.case import Opened, Status
from certificate.standard import Standard, parse_standard
from issuer.sessions.errors import SessionError
from issuer.sessions.leaves import binding_of, head_of
from issuer.sessions.people import Entry, entries_of
from issuer.sessions.store import OPEN, Assessment, KeptEvent, KeptLeaf, SessionStore

R = TypeVar("R", bound=Record)

_NOWHERE = Place(0, bytes(32), 0)


@dataclass(frozen=True, slots=True)
class Story:
    """A session's events in order, with what was opened of each, and its candidates."""

    assessment: Assessment
    standard: Standard
    events: tuple[Event, ...]
    opened: Mapping[int, Opened]
    entries: tuple[Entry, ...]

    def all(self, *codes: EventCode) -> tuple[Event, ...]:
        """Return the events of these codes in order."""
        return tuple(event for event in self.events if event.code in codes)

    def last(self, *codes: EventCode) -> Event | None:
        """Return the last event of these codes."""
        return next(reversed(self.all(*codes)), None)

    def records_of(self, kind: type[R], event: Event) -> tuple[R, ...]:
        """Return the records of one event; raises `SessionError` if they are not here."""
        opened = self.opened.get(event.number, Opened(Status.MISSING))
        if opened.status is not Status.VERIFIED:
            raise SessionError(
                f"the records of event {event.number} ({event.code.name}) are {opened.status.value} in this workspace; "
                "upload the signed-event file of whoever recorded it"
            )
        return tuple(record for record in opened.records if isinstance(record, kind))

    def records(self, kind: type[R], *codes: EventCode) -> Iterator[tuple[Event, R]]:
        """Yield (event, record) for all events of these codes; raises as `records_of`."""
        for event in self.all(*codes):
            for record in self.records_of(kind, event):
                yield event, record

    @property
    def plan(self) -> Plan:
        """The plan that was filed last; raises `SessionError`."""
        filed = self.last(EventCode.PLAN_FILED)
        if filed is None:
            raise SessionError(f"session {self.assessment.label!r} has no plan; file it first")
        return self.records_of(Plan, filed)[0]

    def part(self, code: str) -> PlanPart:
        """Return a part of the plan; raises `SessionError`."""
        for part in self.plan.parts:
            if part.part == code:
                return part
        planned = ", ".join(part.part for part in self.plan.parts)
        raise SessionError(f"the plan has no part {code}; it has {planned}")

    def part_number(self, code: str) -> int:
        """Return the number of a part on the ledger, from 1; raises `SessionError`."""
        self.part(code)
        return 1 + [part.part for part in self.plan.parts].index(code)

    @property
    def roster(self) -> tuple[Candidate, ...]:
        """The locked roster; raises `SessionError` before it is locked."""
        locked = self.last(EventCode.ROSTER_LOCKED)
        if locked is None:
            raise SessionError(f"the roster of session {self.assessment.label!r} is not locked yet")
        return self.records_of(Candidate, locked)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The staff as assigned last; raises `SessionError` before."""
        assigned = self.last(EventCode.STAFF_ASSIGNED)
        if assigned is None:
            raise SessionError(f"no staff is assigned to session {self.assessment.label!r} yet")
        return self.records_of(Assignment, assigned)

    @property
    def results_event(self) -> Event:
        """The event that the results stand in: the last correction, or the locking; raises `SessionError` before."""
        found = self.last(EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
        if found is None:
            raise SessionError(f"the scores of session {self.assessment.label!r} are not locked yet")
        return found

    @property
    def results(self) -> tuple[Result, ...]:
        """The results with every correction, in the order of the roster; raises `SessionError` before."""
        return self.records_of(Result, self.results_event)

    @property
    def unrevealed(self) -> tuple[Event, ...]:
        """The commits of scores that nobody revealed, in order."""
        revealed = {(event.actor, event.commitment) for event in self.all(EventCode.SCORE_REVEAL)}
        commits = self.all(EventCode.SCORE_COMMIT)
        return tuple(event for event in commits if (event.actor, event.commitment) not in revealed)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every revealed mark; raises `SessionError` if the records of one are not here."""
        hidden = {event.number for event in self.unrevealed}
        found = self.records(Mark, EventCode.SCORE_COMMIT)
        return tuple(mark for event, mark in found if event.number not in hidden)

    @property
    def decisions(self) -> dict[str, DecisionKind]:
        """The last decision about every candidate that one was made about, by pseudonym."""
        found = self.records(Decision, EventCode.DECISION_RECORDED)
        return {decision.candidate: decision.decision for _, decision in found}

    def entry_of(self, ticket: str) -> Entry | None:
        """Return the candidate with this ticket."""
        return next((entry for entry in self.entries if entry.ticket == ticket), None)

    def ticket_of(self, pseudonym: str) -> str:
        """Return the ticket of a candidate, empty if the person was erased."""
        return next((entry.ticket for entry in self.entries if entry.pseudonym == pseudonym), "")


def read_story(store: SessionStore, assessment: Assessment, *, with_open: bool = False) -> Story:
    """Read a session; `with_open` also has the events that are on their way, at their claimed times.

    Raises `SessionError`.
    """
    kept = [entry for entry in store.events(assessment) if entry.recorded or (with_open and entry.state in OPEN)]
    binding = binding_of(assessment)
    events = [_event(entry, number) for number, entry in enumerate(kept)]
    opened = {
        event.number: opened_of(binding, store.leaves(entry), event) for event, entry in zip(events, kept, strict=True)
    }
    return Story(
        assessment,
        parse_standard(store.document(assessment.standard)),
        tuple(events),
        opened,
        tuple(entries_of(store.engine, assessment.row)),
    )


def _event(kept: KeptEvent, number: int) -> Event:
    if kept.recorded:
        return kept.recorded
    message = kept.message
    return Event(
        number=number,
        code=message.code,
        actor=kept.actor,
        second=kept.second,
        nonce=message.nonce,
        claimed_at=message.claimed_at,
        recorded_at=message.claimed_at,
        commitment=message.commitment,
        figures=message.figures,
        place=_NOWHERE,
    )


def opened_of(binding: Binding, leaves: Sequence[KeptLeaf], event: Event) -> Opened:
    """Tell how far the `leaves` of an event can be relied on (docs/evidence.md, section 3).

    Every record is hashed again: a database can be changed, the ledger cannot.
    """
    if event.code is EventCode.SCORE_REVEAL or event.commitment == NO_COMMITMENT:
        return Opened(Status.VERIFIED, expected=0)
    if not leaves:
        return Opened(Status.MISSING)
    size = len(leaves)
    try:
        records = tuple(parse_record(leaf.record) for leaf in leaves if leaf.record is not None)
        found = iter(binding.leaves(event.code, records))
    except RecordError:
        return Opened(Status.TAMPERED, expected=size)
    hashes = [leaf.hash if leaf.record is None else next(found) for leaf in leaves]
    if head_of(hashes) != event.commitment:
        return Opened(Status.TAMPERED, expected=size)
    if any(leaf.erased is not None for leaf in leaves):
        return Opened(Status.ERASED, expected=size)
    return Opened(Status.VERIFIED, records, size) if len(records) == size else Opened(Status.MISSING, expected=size)
