"""The only place that knows where an event stands: PREPARED, SIGNED, SENT, RECORDED, or REFUSED by the contract."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, func, insert, select, update

from assessment.codes import EventCode
from assessment.event import Event, Issue, Place
from assessment.figures import unpack_figures
from certificate.jcs import read_json, write_jcs
from certificate.members import Members
from chain.session_message import SessionMessage
from issuer.database import inserted_row, reading, writing
from issuer.schema import ASSESSMENT, ASSESSMENT_EVENT, ASSESSMENT_RECORD, SESSION, STANDARD
from issuer.sessions.errors import SessionError

_LARGEST_ISSUE = 65_536


class EventState(enum.Enum):
    """Where an event stands."""

    PREPARED = "prepared"
    SIGNED = "signed"
    SENT = "sent"
    RECORDED = "recorded"
    REFUSED = "refused"


_NEXT: Final = {
    EventState.PREPARED: {EventState.SIGNED, EventState.RECORDED},
    EventState.SIGNED: {EventState.SENT, EventState.RECORDED, EventState.REFUSED},
    # Back to SIGNED: the transaction was mined and failed.
    EventState.SENT: {EventState.SIGNED, EventState.RECORDED, EventState.REFUSED},
    # Whoever saw the refused message may still relay it when the contract takes it.
    EventState.REFUSED: {EventState.SIGNED, EventState.RECORDED},
    EventState.RECORDED: set[EventState](),
}
OPEN: Final = (EventState.PREPARED, EventState.SIGNED, EventState.SENT)
"""Events that are on their way."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A session as this workspace knows it: its row, label and id, and what it is about."""

    row: int
    label: str
    session: bytes
    chain: int
    ledger: bytes
    nonce: bytes
    standard: bytes
    level: int
    site: int
    read_to: int


@dataclass(frozen=True, slots=True)
class KeptLeaf:
    """One leaf of an event: its hash, the record in JCS if it is here, whom it is about, and why it was erased."""

    hash: bytes
    record: bytes | None = field(default=None, repr=False)
    about: str | None = field(default=None, repr=False)
    erased: bytes | None = None


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it is kept; `recorded` is None while it is not on the ledger."""

    row: int
    state: EventState
    message: SessionMessage
    actor: bytes
    second: bytes | None
    digest: bytes
    first_signature: bytes | None
    second_signature: bytes | None
    recorded: Event | None

    @property
    def is_signed(self) -> bool:
        """Tell whether everybody who must has signed."""
        return self.first_signature is not None and (self.second is None or self.second_signature is not None)


class SessionStore:
    """The sessions and events of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open(self, assessment: Assessment, document: bytes, *, now: int) -> Assessment:
        """Write a new session down; `document` is its standard's JCS. Raises `SessionError` if the name is taken."""
        with writing(self.engine) as connection:
            taken = connection.scalar(select(SESSION.c.id).where(SESSION.c.label == assessment.label))
            if taken is not None:
                raise SessionError(f"there is a session called {assessment.label!r} already; choose another name")
            made = connection.execute(
                insert(SESSION).values(label=assessment.label, session=assessment.session, created_at=now)
            )
            row = inserted_row(made)
            if connection.scalar(select(STANDARD.c.version).where(STANDARD.c.version == assessment.standard)) is None:
                connection.execute(insert(STANDARD).values(version=assessment.standard, document=document))
            columns = ("chain", "ledger", "nonce", "standard", "level", "site", "read_to")
            values = {name: getattr(assessment, name) for name in columns}
            connection.execute(insert(ASSESSMENT).values(session_id=row, **values))
        return self.find(assessment.label)

    def find(self, name: str) -> Assessment:
        """Return the session called `name`, a label or 64 hexadecimal digits; raises `SessionError`."""
        for assessment in self.all():
            if name == assessment.label or name.removeprefix("0x").lower() == assessment.session.hex():
                return assessment
        raise SessionError(f"this workspace has no session {name!r} on the ledger; file its plan first")

    def all(self) -> list[Assessment]:
        """Return every session, the oldest first."""
        columns = ASSESSMENT.c
        query = (
            select(
                SESSION.c.id, SESSION.c.label, SESSION.c.session, columns.chain, columns.ledger, columns.nonce,
                columns.standard, columns.level, columns.site, columns.read_to,
            )
            .join_from(ASSESSMENT, SESSION)
            .order_by(SESSION.c.id)
        )  # fmt: skip
        with reading(self.engine) as connection:
            return [Assessment(*list(row)) for row in connection.execute(query)]

    def document(self, version: bytes) -> bytes:
        """Return the standard with this version hash in JCS; raises `SessionError`."""
        with reading(self.engine) as connection:
            found = connection.scalar(select(STANDARD.c.document).where(STANDARD.c.version == version))
        if found is None:
            raise SessionError(f"the standard {version.hex()} is missing; restore the database from a backup")
        return bytes(found)

    def keep(
        self, assessment: Assessment, event: KeptEvent, leaves: Sequence[KeptLeaf], *, intent: bytes | None = None
    ) -> KeptEvent:
        """Write a new event and its records down together; `event.row` is ignored."""
        values = _event_values(event) | {"session_id": assessment.row, "intent": intent}
        with writing(self.engine) as connection:
            row = inserted_row(connection.execute(insert(ASSESSMENT_EVENT).values(**values)))
            _keep_leaves(connection, row, leaves)
        return self.event(row)

    def keep_records(self, event: KeptEvent, leaves: Sequence[KeptLeaf]) -> None:
        """Write the records of an event down that was read from the ledger; does nothing if they are there."""
        with writing(self.engine) as connection:
            query = select(func.count()).select_from(ASSESSMENT_RECORD).where(ASSESSMENT_RECORD.c.event_id == event.row)
            if not connection.scalar(query):
                _keep_leaves(connection, event.row, leaves)

    def sign(self, event: KeptEvent, *, first: bytes | None, second: bytes | None) -> KeptEvent:
        """Write signatures down; with all of them the event is SIGNED."""
        first, second = first or event.first_signature, second or event.second_signature
        with writing(self.engine) as connection:
            connection.execute(
                update(ASSESSMENT_EVENT)
                .where(ASSESSMENT_EVENT.c.id == event.row)
                .values(first_signature=first, second_signature=second)
            )
        signed = self.event(event.row)
        if signed.is_signed and signed.state in {EventState.PREPARED, EventState.REFUSED}:
            return self.move(signed, EventState.SIGNED)
        return signed

    def move(self, event: KeptEvent, to: EventState, *, connection: Connection | None = None) -> KeptEvent:
        """Write down that `event` is now at `to`; raises `SessionError` if that does not follow."""
        if connection is None:
            with writing(self.engine) as own:
                return self.move(event, to, connection=own)
        if to not in _NEXT[event.state]:
            raise SessionError(f"{event.message.code.name} is {event.state.value} and cannot be {to.value} next")
        columns = ASSESSMENT_EVENT.c
        # Compared and set in one statement: of two writers, one finds the other's state and stops.
        changed = connection.execute(
            update(ASSESSMENT_EVENT)
            .where(columns.id == event.row, columns.state == event.state.value)
            .values(state=to.value)
        )
        if changed.rowcount != 1:
            raise SessionError("another process moved this event on; run the same command again")
        return _event(connection.execute(_EVENTS.where(columns.id == event.row)).one())

    def take_recorded(self, assessment: Assessment, events: Iterable[tuple[bytes, Event]], read_to: int) -> Assessment:
        """Write down what the ledger recorded, by digest, up to the block `read_to`; events of others become rows."""
        columns = ASSESSMENT_EVENT.c
        with writing(self.engine) as connection:
            for digest, event in events:
                values = _ledger_values(event) | {"state": EventState.RECORDED.value}
                same = (columns.digest == digest, columns.actor == event.actor)
                mine = connection.scalar(select(columns.id).where(*same))
                if mine is not None:
                    connection.execute(update(ASSESSMENT_EVENT).where(columns.id == mine).values(**values))
                    continue
                message = message_of(assessment.session, event)
                foreign = KeptEvent(
                    0, EventState.RECORDED, message, event.actor, event.second, digest, None, None, None
                )
                merged = _event_values(foreign) | values | {"session_id": assessment.row}
                connection.execute(insert(ASSESSMENT_EVENT).values(**merged))
            connection.execute(
                update(ASSESSMENT).where(ASSESSMENT.c.session_id == assessment.row).values(read_to=read_to)
            )
        return self.find(assessment.session.hex())

    def event(self, row: int) -> KeptEvent:
        """Return one event as it stands now; raises `SessionError` if there is none."""
        with reading(self.engine) as connection:
            found = connection.execute(_EVENTS.where(ASSESSMENT_EVENT.c.id == row)).first()
        if found is None:
            raise SessionError(f"the workspace has no event {row}")
        return _event(found)

    def event_on(self, connection: Connection, row: int) -> KeptEvent:
        """Return one event within a transaction of the caller's."""
        return _event(connection.execute(_EVENTS.where(ASSESSMENT_EVENT.c.id == row)).one())

    def events(self, assessment: Assessment, *states: EventState) -> list[KeptEvent]:
        """Return a session's events, of `states` only if some are given: the ledger's order, then as prepared."""
        columns = ASSESSMENT_EVENT.c
        query = _EVENTS.where(columns.session_id == assessment.row)
        if states:
            query = query.where(columns.state.in_([state.value for state in states]))
        with reading(self.engine) as connection:
            found = [_event(row) for row in connection.execute(query.order_by(columns.id))]
        recorded = [event for event in found if event.recorded]
        return sorted(recorded, key=_number) + [event for event in found if not event.recorded]

    def with_intent(self, assessment: Assessment, intent: bytes) -> KeptEvent | None:
        """Return the newest event that was prepared with this intent."""
        columns = ASSESSMENT_EVENT.c
        query = _EVENTS.where(and_(columns.session_id == assessment.row, columns.intent == intent))
        with reading(self.engine) as connection:
            found = connection.execute(query.order_by(columns.id.desc())).first()
        return None if found is None else _event(found)

    def with_digest(self, digest: bytes, actor: bytes | None) -> KeptEvent | None:
        """Return the event of `actor`, or of anybody, with this digest: the same message may bear another's name."""
        query = _EVENTS.where(ASSESSMENT_EVENT.c.digest == digest)
        if actor is not None:
            query = query.where(ASSESSMENT_EVENT.c.actor == actor)
        with reading(self.engine) as connection:
            found = connection.execute(query.order_by(ASSESSMENT_EVENT.c.id)).first()
        return None if found is None else _event(found)

    def leaves(self, event: KeptEvent) -> list[KeptLeaf]:
        """Return the leaves of an event in order; none if its records are not here."""
        columns = ASSESSMENT_RECORD.c
        query = (
            select(columns.hash, columns.record, columns.about, columns.erased)
            .where(columns.event_id == event.row)
            .order_by(columns.leaf)
        )
        with reading(self.engine) as connection:
            return [KeptLeaf(*row) for row in connection.execute(query)]


def message_of(session: bytes, event: Event) -> SessionMessage:
    """Return the message that an event of the ledger records."""
    return SessionMessage(session, event.code, event.nonce, event.claimed_at, event.commitment, dict(event.figures))


def _number(event: KeptEvent) -> int:
    assert event.recorded is not None
    return event.recorded.number


def _keep_leaves(connection: Connection, row: int, leaves: Sequence[KeptLeaf]) -> None:
    if leaves:
        rows = [
            {"event_id": row, "leaf": place, "hash": leaf.hash, "record": leaf.record, "about": leaf.about}
            for place, leaf in enumerate(leaves)
        ]
        connection.execute(insert(ASSESSMENT_RECORD), rows)


def _event_values(event: KeptEvent) -> dict[str, Any]:
    message = event.message
    return {
        "state": event.state.value,
        "code": message.code.value,
        "actor": event.actor,
        "second": event.second,
        "nonce": message.nonce,
        "claimed_at": message.claimed_at,
        "commitment": message.commitment,
        "figures": str(message.word),
        "digest": event.digest,
        "first_signature": event.first_signature,
        "second_signature": event.second_signature,
    }


def _ledger_values(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "recorded_at": event.recorded_at,
        "block": event.place.block,
        "log": event.place.log,
        "transaction": event.place.transaction,
        "issue": None if event.issue is None else _issue_bytes(event.issue),
    }


_COLUMNS: Final = ASSESSMENT_EVENT.c
_EVENTS: Final = select(
    _COLUMNS.id, _COLUMNS.state, SESSION.c.session, _COLUMNS.code, _COLUMNS.nonce, _COLUMNS.claimed_at,
    _COLUMNS.commitment, _COLUMNS.figures, _COLUMNS.actor, _COLUMNS.second, _COLUMNS.digest, _COLUMNS.first_signature,
    _COLUMNS.second_signature, _COLUMNS.number, _COLUMNS.recorded_at, _COLUMNS.block, _COLUMNS.log,
    _COLUMNS.transaction, _COLUMNS.issue,
).join_from(ASSESSMENT_EVENT, SESSION)  # fmt: skip


def _event(row: Sequence[Any]) -> KeptEvent:
    identifier, state, session, code, nonce, claimed_at, commitment, word, actor, second, digest, one, two = row[:13]
    number, recorded_at, block, log, transaction, issue = row[13:]
    kind = EventCode(code)
    figures = unpack_figures(kind, int(word))
    recorded = None
    if number is not None:
        recorded = Event(
            number=number,
            code=kind,
            actor=actor,
            second=second,
            nonce=nonce,
            claimed_at=claimed_at,
            recorded_at=recorded_at,
            commitment=commitment,
            figures=figures,
            place=Place(block, transaction, log),
            issue=None if issue is None else _issue_from(issue),
        )
    message = SessionMessage(session, kind, nonce, claimed_at, commitment, figures)
    return KeptEvent(identifier, EventState(state), message, actor, second, digest, one, two, recorded)


def _issue_bytes(issue: Issue) -> bytes:
    return write_jcs(
        {
            "kind": issue.kind,
            "lastSize": issue.last_size,
            "roots": [root.hex() for root in issue.roots],
            "submission": issue.submission,
        }
    )


def _issue_from(data: bytes) -> Issue:
    members = Members(
        read_json(data, limit=_LARGEST_ISSUE), {"kind", "lastSize", "roots", "submission"}, where="an issue"
    )
    roots = tuple(bytes.fromhex(str(root)) for root in members.items("roots"))
    return Issue(members.integer("submission"), members.integer("kind"), members.integer("lastSize"), roots)
