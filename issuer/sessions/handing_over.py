"""From a decided session to certificates: who was granted, as the roster that issuing takes (R36)."""

from collections.abc import Sequence

from sqlalchemy import select

from assessment.records import PartDisposition, Result
from certificate.marks import mark_text
from certificate.standard import Standard
from issuer.database import reading
from issuer.desk import Desk
from issuer.intake import RosterFile
from issuer.issuing import IssueReport, issue, run_job
from issuer.journal import State, Submission
from issuer.outputs import Outputs
from issuer.printing import Unprinted
from issuer.roster import Column, csv_bytes
from issuer.roster.columns import MARK_COLUMNS
from issuer.schema import CANDIDATE, SUBMISSION
from issuer.sessions.deciding import granted
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import SessionError
from issuer.sessions.people import Person
from issuer.sessions.store import Assessment, SessionStore
from issuer.sessions.story import Story, read_story

_ENDED = (State.RELEASED.value, State.ABANDONED.value)
_TITLES = (
    Column.NAME, Column.ID_TYPE, Column.ID_NUMBER, Column.STANDARD, Column.LEVEL, Column.TICKET, Column.INSTITUTION,
)  # fmt: skip


def issue_session(
    sessions: SessionDesk, desk: Desk, assessment: Assessment, outputs: Outputs
) -> tuple[tuple[Submission, ...], tuple[Unprinted, ...], IssueReport | None]:
    """Issue to everybody who was granted and has no certificate of this session yet; goes on after a stop.

    Returns what an earlier run had left, what could not be printed, and the report of the new part. Raises `RuleError`
    while a rule with evidence fails, `SessionError` if nobody is left, and what issuing raises.
    """
    story = read_story(sessions.store, assessment)
    sessions.judge.require_issuable(story, max(sessions.chain_time, sessions.now))
    done: list[Submission] = []
    unprinted: list[Unprinted] = []
    for job in _unfinished(sessions, assessment):
        submissions, problems = run_job(desk, job, outputs)
        done += submissions
        unprinted += problems
    roster = granted_roster(sessions, story)
    if roster is None:
        if not done:
            raise SessionError(f"everybody granted in session {assessment.label!r} has a certificate")
        return tuple(done), tuple(unprinted), None
    report = issue(
        desk,
        roster,
        session=assessment.session,
        label=assessment.label,
        standards=_standards(story),
        outputs=outputs,
    )
    return tuple(done), (*unprinted, *report.unprinted), report


def refuse_free_roster(store: SessionStore, session: bytes) -> None:
    """Refuse to certify from a roster that somebody wrote where this workspace holds the session's decision (R36).

    Raises `SessionError`.
    """
    if any(one.session == session for one in store.all()):
        raise SessionError(
            "this session was assessed in this workspace, and who is certified follows from its decision (R36); use "
            "'xcert issuer session issue'"
        )


def granted_roster(sessions: SessionDesk, story: Story) -> RosterFile | None:
    """Return who was granted and has no certificate of this session, with locked marks; None for nobody.

    Raises `SessionError` for a person who was erased: a certificate needs a name.
    """
    drafted = issued_pseudonyms(sessions, story.assessment)
    left = [candidate for candidate in granted(story) if candidate not in drafted]
    if not left:
        return None
    persons = sessions.people.persons(left)
    if missing := [story.ticket_of(candidate) for candidate in left if candidate not in persons]:
        raise SessionError(f"{len(missing)} persons who were granted are erased here; no certificate can name them")
    results = {result.candidate: result for result in story.results}
    parts = [part.code for part in story.standard.parts_due(story.assessment.level)]
    titles = [column.chinese for column in (*_TITLES, *(MARK_COLUMNS[part] for part in parts))]
    rows = [_row(story, persons[candidate], results[candidate], parts) for candidate in left]
    return RosterFile(f"{story.assessment.label}.csv", csv_bytes([titles, *rows]))


def _row(story: Story, person: Person, result: Result, parts: Sequence[str]) -> list[str]:
    entry = next(entry for entry in story.entries if entry.pseudonym == person.pseudonym)
    scores = {
        part.part: part.score
        for part in result.parts
        if part.disposition in {PartDisposition.SCORE, PartDisposition.CARRIED}
    }
    return [
        person.name,
        person.document.kind.value,
        person.document.number,
        story.standard.family,
        str(story.assessment.level),
        entry.ticket,
        entry.institution,
        *(mark_text(scores[part]) for part in parts),
    ]


def issued_pseudonyms(sessions: SessionDesk, assessment: Assessment) -> dict[str, str]:
    """Return the certificate numbers of everybody drafted or issued in a session, by pseudonym."""
    from_rows = (
        select(CANDIDATE.c.document_kind, CANDIDATE.c.document, CANDIDATE.c.number)
        .join_from(CANDIDATE, SUBMISSION)
        .where(SUBMISSION.c.session_id == assessment.row, SUBMISSION.c.state != State.ABANDONED.value)
    )
    people = sessions.people
    with reading(sessions.workspace.engine) as connection:
        rows = connection.execute(from_rows).all()
    return {people.pseudonym_of(kind, number): certificate for kind, number, certificate in rows}


def _unfinished(sessions: SessionDesk, assessment: Assessment) -> list[int]:
    query = (
        select(SUBMISSION.c.job_id)
        .where(SUBMISSION.c.session_id == assessment.row, SUBMISSION.c.state.not_in(_ENDED))
        .distinct()
    )
    with reading(sessions.workspace.engine) as connection:
        return [int(job) for job in connection.scalars(query)]


def _standards(story: Story) -> dict[str, Standard]:
    return {story.standard.family: story.standard}
