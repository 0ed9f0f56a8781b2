"""The only place that knows where a submission stands; every step is written down before anybody else hears of it.

DRAFTED → SIGNED → SENT → MINED → FINAL → RELEASED. A killed process leaves one of these states, and running the same
command again goes on from there. A step that does not follow from the state found is refused, never forced. What was
anchored too late to bear its date is ABANDONED: another submission takes over its certificates.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, select, update

from certificate.address import BATCH_CAPACITY
from issuer.batch import SignedBatch
from issuer.database import inserted_row, reading, writing
from issuer.drafting import Draft
from issuer.errors import JournalError
from issuer.roster import IdDocument, IdType
from issuer.schema import BATCH, CANDIDATE, SESSION, SIGNED, SUBMISSION


class State(enum.Enum):
    """Where a submission stands."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    SENT = "sent"
    MINED = "mined"
    FINAL = "final"
    RELEASED = "released"
    ABANDONED = "abandoned"


_NEXT: Final = {
    State.DRAFTED: {State.SIGNED},
    # Back to DRAFTED: nothing left the house yet, and the day of issue has passed (rule R37).
    State.SIGNED: {State.DRAFTED, State.SENT, State.MINED},
    # Back to SIGNED: the transaction was mined and failed. To MINED at once: it was there already.
    State.SENT: {State.SIGNED, State.MINED},
    # Back to SENT: the block it was mined in is gone.
    State.MINED: {State.SENT, State.FINAL},
    State.FINAL: {State.RELEASED, State.ABANDONED},
    State.RELEASED: set(),
    State.ABANDONED: set(),
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What is anchored in one transaction: its place in the session, what it certifies, its day of issue, its state."""

    id: int
    job: int
    session: bytes
    number: int
    standard: bytes
    level: int
    size: int
    issued: date
    state: State

    @property
    def batches(self) -> range:
        """The positions of its batches."""
        return range(-(-self.size // BATCH_CAPACITY))

    def places(self, position: int) -> range:
        """Return the places of the certificates of the batch at `position`."""
        start = position * BATCH_CAPACITY
        return range(start, min(start + BATCH_CAPACITY, self.size))


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """A signed batch as it is kept: where it stands in the submission, its size, root, and the key that signed it."""

    position: int
    size: int
    root: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A certificate as it is kept: the index in its batch, its number, and its exact bytes."""

    index: int
    number: str
    file: bytes


class Journal:
    """The journal of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def submissions(self, job: int) -> list[Submission]:
        """Return the submissions of a job in the order they are anchored."""
        query = _SUBMISSIONS.where(SUBMISSION.c.job_id == job).order_by(SUBMISSION.c.id)
        with reading(self._engine) as connection:
            return [_submission(row) for row in connection.execute(query)]

    def submission(self, identifier: int) -> Submission:
        """Return one submission as it stands now; raises `JournalError` if there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(_SUBMISSIONS.where(SUBMISSION.c.id == identifier)).first()
        if row is None:
            raise JournalError(f"the journal has no submission {identifier}")
        return _submission(row)

    def drafts(self, submission: Submission, position: int) -> list[Draft]:
        """Return the drafts of one batch in the order of their places."""
        places = submission.places(position)
        columns = CANDIDATE.c
        query = (
            select(
                columns.place,
                columns.number,
                columns.uuid,
                columns.salt,
                columns.name,
                columns.document_kind,
                columns.document,
            )
            .where(_within(submission, places))
            .order_by(columns.place)
        )
        with reading(self._engine) as connection:
            drafts = [Draft(*row[:5], IdType(row[5]), row[6]) for row in connection.execute(query)]
        if len(drafts) != len(places):
            raise JournalError(f"submission {submission.number} lacks certificates; restore the database from a backup")
        return drafts

    def keep_signed(self, submission: Submission, position: int, batch: SignedBatch) -> None:
        """Write down a signed batch, whole; raises `JournalError` if it is there, or the submission is not DRAFTED."""
        places = submission.places(position)
        columns = CANDIDATE.c
        query = select(columns.id).where(_within(submission, places)).order_by(columns.place)
        with writing(self._engine) as connection:
            _require_state(connection, submission.id, State.DRAFTED)
            owners = connection.scalars(query).all()
            rows = [{"candidate_id": owner, "file": file} for owner, file in zip(owners, batch.files, strict=True)]
            connection.execute(insert(SIGNED), rows)
            values = {"position": position, "size": len(rows), "root": batch.root, "key": batch.key}
            connection.execute(insert(BATCH).values(submission_id=submission.id, **values))

    def kept(self, submission: Submission) -> list[KeptBatch]:
        """Return the signed batches of a submission in order."""
        columns = BATCH.c
        query = (
            select(columns.position, columns.size, columns.root, columns.key)
            .where(columns.submission_id == submission.id)
            .order_by(columns.position)
        )
        with reading(self._engine) as connection:
            return [KeptBatch(*row) for row in connection.execute(query)]

    def files(self, submission: Submission, position: int) -> list[KeptFile]:
        """Return the signed files of one batch in order."""
        places = submission.places(position)
        columns = CANDIDATE.c
        query = (
            select(columns.place, columns.number, SIGNED.c.file)
            .join_from(CANDIDATE, SIGNED)
            .where(_within(submission, places))
            .order_by(columns.place)
        )
        with reading(self._engine) as connection:
            return [KeptFile(place - places.start, number, file) for place, number, file in connection.execute(query)]

    def documents(self, submission: Submission, position: int) -> list[IdDocument]:
        """Return the holders' documents of one batch in order."""
        columns = CANDIDATE.c
        query = (
            select(columns.document_kind, columns.document)
            .where(_within(submission, submission.places(position)))
            .order_by(columns.place)
        )
        with reading(self._engine) as connection:
            return [IdDocument(IdType(kind), number) for kind, number in connection.execute(query)]

    def move(self, submission: Submission, to: State, *, connection: Connection | None = None) -> Submission:
        """Write down that `submission` is now at `to`, within a transaction of the caller's if `connection` is given.

        Raises `JournalError` if that does not follow from the state that the journal has.
        """
        if connection is None:
            with writing(self._engine) as own:
                return self.move(submission, to, connection=own)
        if to not in _NEXT[submission.state]:
            raise JournalError(
                f"submission {submission.number} is {submission.state.value} and cannot be {to.value} next"
            )
        # Compared and set in one statement: of two writers, one finds the other's state and stops.
        changed = connection.execute(
            update(SUBMISSION)
            .where(SUBMISSION.c.id == submission.id, SUBMISSION.c.state == submission.state.value)
            .values(state=to.value)
        )
        if changed.rowcount != 1:
            raise JournalError(f"another process moved submission {submission.number} on; run the same command again")
        row = connection.execute(_SUBMISSIONS.where(SUBMISSION.c.id == submission.id)).one()
        return _submission(row)

    def mark_signed(self, submission: Submission) -> Submission:
        """Write down that every batch is signed; raises `JournalError` if one is missing."""
        with writing(self._engine) as connection:
            size = connection.scalar(select(func.sum(BATCH.c.size)).where(BATCH.c.submission_id == submission.id))
            if size != submission.size:
                raise JournalError(f"submission {submission.number} is not signed whole; run the same command again")
            return self.move(submission, State.SIGNED, connection=connection)


def open_submission(
    connection: Connection, *, job: int, session: int, standard: bytes, level: int, size: int, issued: date
) -> int:
    """Add a drafted submission of `size` certificates to the session with row `session`; return its row."""
    taken = connection.scalar(select(func.max(SUBMISSION.c.number)).where(SUBMISSION.c.session_id == session))
    number = 0 if taken is None else taken + 1
    result = connection.execute(
        insert(SUBMISSION).values(
            job_id=job,
            session_id=session,
            number=number,
            standard=standard,
            level=level,
            size=size,
            state=State.DRAFTED.value,
            issued=issued,
        )
    )
    return inserted_row(result)


def take_over(connection: Connection, abandoned: Submission, issued: date) -> int:
    """Draft the certificates of an abandoned submission anew, under another number of the session; return its row.

    The abandoned roots stay as they are on the chain, with batches that nobody was given a certificate of.
    """
    session = connection.scalar(select(SUBMISSION.c.session_id).where(SUBMISSION.c.id == abandoned.id))
    assert session is not None
    owners = select(CANDIDATE.c.id).where(CANDIDATE.c.submission_id == abandoned.id)
    connection.execute(delete(SIGNED).where(SIGNED.c.candidate_id.in_(owners)))
    row = open_submission(
        connection,
        job=abandoned.job,
        session=session,
        standard=abandoned.standard,
        level=abandoned.level,
        size=abandoned.size,
        issued=issued,
    )
    connection.execute(update(CANDIDATE).where(CANDIDATE.c.submission_id == abandoned.id).values(submission_id=row))
    return row


def withdraw_signatures(connection: Connection, submission: Submission, issued: date) -> None:
    """Forget the signatures of a submission that was never sent, and give it another day of issue."""
    owners = select(CANDIDATE.c.id).where(CANDIDATE.c.submission_id == submission.id)
    connection.execute(delete(SIGNED).where(SIGNED.c.candidate_id.in_(owners)))
    connection.execute(delete(BATCH).where(BATCH.c.submission_id == submission.id))
    connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission.id).values(issued=issued))


_SUBMISSIONS: Final = select(
    SUBMISSION.c.id,
    SUBMISSION.c.job_id,
    SESSION.c.session,
    SUBMISSION.c.number,
    SUBMISSION.c.standard,
    SUBMISSION.c.level,
    SUBMISSION.c.size,
    SUBMISSION.c.issued,
    SUBMISSION.c.state,
).join_from(SUBMISSION, SESSION)


def _submission(row: Sequence[Any]) -> Submission:
    identifier, job, session, number, standard, level, size, issued, state = row
    return Submission(identifier, job, session, number, standard, level, size, issued, State(state))


def _within(submission: Submission, places: range) -> ColumnElement[bool]:
    columns = CANDIDATE.c
    return and_(columns.submission_id == submission.id, columns.place >= places.start, columns.place < places.stop)


def _require_state(connection: Connection, identifier: int, state: State) -> None:
    found = connection.scalar(select(SUBMISSION.c.state).where(SUBMISSION.c.id == identifier))
    if found != state.value:
        raise JournalError(f"a submission that is {found} cannot be signed; run the same command again")
