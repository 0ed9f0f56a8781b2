"""Signs a drafted submission batch by batch, on the day that its certificates bear."""

from datetime import date, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine, select, update

from certificate.checks import local_day
from certificate.standard import Standard, parse_standard
from issuer.batch import sign_batches
from issuer.database import reading, writing
from issuer.desk import Desk
from issuer.drafting import Frame, achievement_of, term_of
from issuer.errors import JournalError
from issuer.journal import Journal, State, Submission, withdraw_signatures
from issuer.numbering import series_of
from issuer.progress import Step
from issuer.roll import take_numbers
from issuer.schema import CANDIDATE, STANDARD

DATE_TOLERANCE: Final = timedelta(days=1)
"""Between the printed day of issue and the anchor (rule R37)."""


def sign_submission(desk: Desk, journal: Journal, submission: Submission) -> Submission:
    """Sign what is not signed yet; what was sent is left as it is. Raises `DraftError` or `JournalError`."""
    if submission.state not in {State.DRAFTED, State.SIGNED}:
        return submission
    standard = standard_of(desk.workspace.engine, submission.standard)
    submission = _date(desk, journal, submission, standard)
    if submission.state is State.SIGNED:
        return submission
    frame = frame_of(desk, submission, standard)
    kept = {batch.position for batch in journal.kept(submission)}
    desk.progress.begin(Step.SIGN, submission.size)
    open_positions = [position for position in submission.batches if position not in kept]
    desk.progress.advance(sum(len(submission.places(position)) for position in kept))
    batches = map(partial(journal.drafts, submission), open_positions)
    signed = sign_batches(desk.workers, frame, batches, desk.signer, created=desk.clock())
    for position, batch in zip(open_positions, signed, strict=True):
        journal.keep_signed(submission, position, batch)
        desk.progress.advance(len(batch.files))
    return journal.mark_signed(submission)


def standard_of(engine: Engine, version: bytes) -> Standard:
    """Return the standard with this version hash, as it was kept; raises `JournalError`."""
    with reading(engine) as connection:
        document = connection.scalar(select(STANDARD.c.document).where(STANDARD.c.version == version))
    if document is None:
        raise JournalError(f"the standard {version.hex()} is missing; restore the database from a backup")
    return parse_standard(document)


def frame_of(desk: Desk, submission: Submission, standard: Standard) -> Frame:
    """Return what all certificates of `submission` have in common."""
    return Frame(
        profile=desk.workspace.settings.profile,
        chain=desk.workspace.settings.chain,
        registry=desk.workspace.settings.registry,
        organisation=desk.workspace.organisation,
        session=submission.session,
        submission=submission.number,
        achievement=achievement_of(standard, submission.level),
        term=term_of(standard, submission.issued),
    )


def _date(desk: Desk, journal: Journal, submission: Submission, standard: Standard) -> Submission:
    """Give a submission that never left the house today's date, if its own has passed: nobody is backdated (R37)."""
    today = local_day(desk.now, standard.utc_offset_minutes)
    if abs(today - submission.issued) <= DATE_TOLERANCE:
        return submission
    with writing(desk.workspace.engine) as connection:
        if submission.state is State.SIGNED:
            journal.move(submission, State.DRAFTED, connection=connection)
        withdraw_signatures(connection, submission, today)
        renumber(connection, desk, submission.id, (submission.issued, today), submission)
    return journal.submission(submission.id)


def renumber(connection: Connection, desk: Desk, row: int, days: tuple[date, date], like: Submission) -> None:
    """Give the submission in `row` numbers of a new year, if `days` (before, now) differ in it; size as `like`.

    Year and level in a number are those of the certificate (rule R36); the old numbers stay unused.
    """
    prefix = desk.workspace.settings.number_prefix
    old, new = (series_of(prefix, day, like.level) for day in days)
    if old == new:
        return
    columns = CANDIDATE.c
    query = select(columns.id).where(columns.submission_id == row).order_by(columns.place)
    owners = connection.scalars(query).all()
    for owner, number in zip(owners, take_numbers(connection, new, like.size), strict=True):
        connection.execute(update(CANDIDATE).where(columns.id == owner).values(number=number))
