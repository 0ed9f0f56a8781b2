"""What to do when a transaction was mined so late that its certificates bear a day that has passed (rules R37, V9).

A transaction that was handed in cannot be taken back; it may lie for days before it is mined. Its certificates then
could not be judged VALID, and are not released: the same people get the same certificates in another submission.
"""

from certificate.checks import local_day
from certificate.standard import Standard
from issuer.database import writing
from issuer.desk import Desk
from issuer.errors import JournalError
from issuer.journal import Journal, State, Submission, take_over
from issuer.signing import DATE_TOLERANCE, renumber


def is_overdue(desk: Desk, submission: Submission, standard: Standard) -> bool:
    """Tell whether a FINAL submission was anchored on another day than it bears; raises `JournalError`."""
    if submission.state is not State.FINAL:
        return False
    views = desk.network.certificates()
    anchored = views.submission(desk.workspace.organisation, submission.session, submission.number)
    if anchored is None:
        raise JournalError(f"the registry does not show submission {submission.number} any more; ask another node")
    day = local_day(anchored.anchored_at, standard.utc_offset_minutes)
    return abs(day - submission.issued) > DATE_TOLERANCE


def draft_anew(desk: Desk, journal: Journal, submission: Submission, standard: Standard) -> Submission:
    """Abandon an overdue submission, and draft its certificates in another one, issued today."""
    today = local_day(desk.now, standard.utc_offset_minutes)
    with writing(desk.workspace.engine) as connection:
        journal.move(submission, State.ABANDONED, connection=connection)
        row = take_over(connection, submission, today)
        renumber(connection, desk, row, (submission.issued, today), submission)
    return journal.submission(row)
