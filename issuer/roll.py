"""The roll: sessions, imported rosters and their candidates, as the workspace keeps them."""

import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, insert, select, update

from certificate.marks import ABSENT
from certificate.standard import Standard, write_standard
from issuer.database import inserted_row, reading, writing
from issuer.drafting import Assessed, Group, holding_of, submissions_of
from issuer.errors import DraftError
from issuer.journal import open_submission
from issuer.numbering import certificate_number, series_of
from issuer.roster import Candidate
from issuer.schema import CANDIDATE, JOB, SERIES, SESSION, STANDARD

CHUNK: Final = 1_024
"""Rows that are held in memory at a time."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Session:
    """An assessment session: its row, what people call it, and its 32 bytes on the chain."""

    row: int
    label: str
    id: bytes


def open_session(engine: Engine, label: str, identifier: bytes, *, now: int) -> Session:
    """Return the session that people call `label`, entered at `now` (Unix seconds) if it is new.

    `identifier` is its id on the ledger (32 bytes). Raises `DraftError` for a label that is none or another session's.
    """
    if not label.strip() or not label.isprintable() or len(label) > 100:
        raise DraftError("a session is called by 1 to 100 visible characters")
    with writing(engine) as connection:
        row = connection.execute(select(SESSION.c.id, SESSION.c.session).where(SESSION.c.label == label)).first()
        if row is not None and row[1] != identifier:
            raise DraftError(f"another session is called {label} here; call this one otherwise")
        if row is not None:
            return Session(row[0], label, row[1])
        called = connection.scalar(select(SESSION.c.label).where(SESSION.c.session == identifier))
        if called is not None:
            raise DraftError(f"this session is called {called} here; name it so")
        made = connection.execute(insert(SESSION).values(label=label, session=identifier, created_at=now))
        return Session(inserted_row(made), label, identifier)


def find_job(engine: Engine, session: Session, roster: bytes) -> int | None:
    """Return the job that imported the roster with SHA-256 `roster` in `session`, or None."""
    query = select(JOB.c.id).where(JOB.c.session_id == session.row, JOB.c.roster == roster)
    with reading(engine) as connection:
        found = connection.scalar(query)
    return None if found is None else int(found)


def known_lines(engine: Engine, candidates: Sequence[Candidate], key: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines whose person holds such a certificate already, and those whose ticket was somebody else's.

    The same person with the same ticket may come again: after an appeal, with another mark.
    """
    holders: set[int] = set()
    tickets: set[int] = set()
    with reading(engine) as connection:
        for chunk in chunks(candidates, CHUNK):
            holding = {holding_of(candidate.enrolment, key): candidate.line for candidate in chunk}
            query = select(CANDIDATE.c.holding).where(CANDIDATE.c.holding.in_(holding))
            holders.update(holding[found] for found in connection.scalars(query))
            tickets.update(_foreign_tickets(connection, {candidate.ticket: candidate for candidate in chunk}))
    return frozenset(holders), frozenset(tickets)


def _foreign_tickets(connection: Connection, candidates: Mapping[str, Candidate]) -> Iterator[int]:
    columns = CANDIDATE.c
    query = select(columns.ticket, columns.document_kind, columns.document).where(columns.ticket.in_(candidates))
    for ticket, kind, number in connection.execute(query):
        candidate = candidates[ticket]
        if (candidate.document.kind.value, candidate.document.number) != (kind, number):
            yield candidate.line


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported: for which session, from which roster (SHA-256), issued on which local day, numbered how.

    `key` is the workspace's secret for pseudonyms, `now` is in Unix seconds.
    """

    session: Session
    roster: bytes
    issued: Mapping[str, date]
    prefix: str
    key: bytes
    now: int


def keep_roll(engine: Engine, order: Import, groups: Sequence[Group], advance: Callable[[int], None]) -> int:
    """Draft all `groups` as one job; return it. All is written down, or nothing.

    Only who passed gets a number, a UUID, a salt and a place; `advance` hears how many candidates are done.
    """
    with writing(engine) as connection:
        job = inserted_row(
            connection.execute(
                insert(JOB).values(session_id=order.session.row, roster=order.roster, created_at=order.now)
            )
        )
        for group in groups:
            _keep_standard(connection, group.standard)
            _Drafting(connection, job, order, group).keep(advance)
    return job


class _Drafting:
    """Gives out the places and numbers of one group, and writes its rows."""

    def __init__(self, connection: Connection, job: int, order: Import, group: Group) -> None:
        self._connection = connection
        self._job = job
        self._order = order
        self._group = group
        self._places = self._open()
        series = series_of(order.prefix, self._issued, group.level)
        self._numbers = take_numbers(connection, series, group.passed)

    @property
    def _issued(self) -> date:
        return self._order.issued[self._group.standard.family]

    def keep(self, advance: Callable[[int], None]) -> None:
        for chunk in chunks(self._group.members, CHUNK):
            self._connection.execute(insert(CANDIDATE), [self._row(member) for member in chunk])
            advance(len(chunk))

    def _open(self) -> Iterator[tuple[int, int]]:
        """Open the submissions of the group; return their rows and places in order."""
        version = self._group.standard.version
        opened = [
            (
                open_submission(
                    self._connection,
                    job=self._job,
                    session=self._order.session.row,
                    standard=version,
                    level=self._group.level,
                    size=len(part),
                    issued=self._issued,
                ),
                len(part),
            )
            for part in submissions_of(self._group.passed)
        ]
        return ((submission, place) for submission, size in opened for place in range(size))

    def _row(self, member: Assessed) -> dict[str, Any]:
        candidate, decision = member.candidate, member.decision
        marks = {part: "ABSENT" if mark is ABSENT else mark for part, mark in candidate.marks.items()}
        row: dict[str, Any] = {
            "job_id": self._job,
            "line": candidate.line,
            "name": candidate.name,
            "document_kind": candidate.document.kind.value,
            "document": candidate.document.number,
            "family": candidate.family,
            "level": candidate.level,
            "marks": json.dumps(marks),
            "ticket": candidate.ticket,
            "institution": candidate.institution,
            "shortfalls": ";".join(f"{lack.reason.value}:{lack.part or ''}" for lack in decision.shortfalls),
        }
        # Every row names the same columns: rows of one insertion must.
        own: dict[str, Any] = dict.fromkeys(("submission_id", "place", "number", "uuid", "salt", "holding"))
        if decision.passed:
            submission, place = next(self._places)
            own |= {
                "submission_id": submission,
                "place": place,
                "number": next(self._numbers),
                "uuid": str(uuid.uuid4()),
                "salt": secrets.token_hex(16),
                "holding": holding_of(candidate.enrolment, self._order.key),
            }
        return row | own


def take_numbers(connection: Connection, series: str, count: int) -> Iterator[str]:
    """Take the next `count` numbers of a series, each given out once; raises `DraftError` if too few are left."""
    found = connection.scalar(select(SERIES.c.next).where(SERIES.c.name == series))
    first = 1 if found is None else int(found)
    if count:
        certificate_number(series, first + count - 1)
    if found is None:
        connection.execute(insert(SERIES).values(name=series, next=first + count))
    else:
        connection.execute(update(SERIES).where(SERIES.c.name == series).values(next=first + count))
    return (certificate_number(series, serial) for serial in range(first, first + count))


def _keep_standard(connection: Connection, standard: Standard) -> None:
    version = standard.version
    if connection.scalar(select(STANDARD.c.version).where(STANDARD.c.version == version)) is None:
        connection.execute(insert(STANDARD).values(version=version, document=write_standard(standard)))


def chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Give `items` in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
