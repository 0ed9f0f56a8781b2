"""From a roster to released certificates in one call that goes on where it stopped."""

from collections.abc import Mapping
from dataclasses import dataclass

from certificate.standard import Standard
from issuer.anchoring import Anchoring
from issuer.desk import Desk
from issuer.intake import Intake, RosterFile
from issuer.journal import Journal, State, Submission
from issuer.outbox import Outbox
from issuer.outputs import Outputs, make_folders, write_output
from issuer.progress import Step
from issuer.release import Releasing
from issuer.roll import find_job, open_session
from issuer.roster import RosterReport
from issuer.signing import sign_submission


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What came of a roster: its job, its session on the chain, its submissions, its refused rows (None if resumed)."""

    job: int
    session: bytes
    submissions: tuple[Submission, ...]
    roster: RosterReport | None

    @property
    def certificates(self) -> int:
        """How many certificates were released."""
        return sum(submission.size for submission in self.submissions)


def issue(
    desk: Desk,
    roster: RosterFile,
    *,
    session: str,
    standards: Mapping[str, Standard],
    outputs: Outputs,
    go_on: bool = False,
) -> IssueReport:
    """Check `roster`, draft, sign, anchor, judge and release everybody in it who passed; then write the files.

    `session` is what people call the assessment session. Calling it again with the same roster and session goes on
    where a stop or an error left it, and never anchors twice. `go_on` leaves refused rows out instead of refusing all.
    Raises `RosterError`, `RosterRefusedError`, `DraftError`, `AnchorConflictError`, `ReleaseError` or a `ChainError`.
    """
    engine = desk.workspace.engine
    opened = open_session(engine, session, organisation=desk.workspace.organisation, now=desk.now)
    job = find_job(engine, opened, roster.digest)
    report = None
    if job is None:
        intake = Intake(
            workspace=desk.workspace,
            network=desk.network,
            account=desk.account.address,
            key=desk.signer.public_key,
            standards=standards,
            progress=desk.progress,
        )
        job, report = intake.draft(roster, opened, go_on=go_on, now=desk.clock())
    submissions = run_job(desk, job, outputs)
    return IssueReport(job, opened.id, tuple(submissions), report)


def run_job(desk: Desk, job: int, outputs: Outputs) -> list[Submission]:
    """Bring every submission of `job` from where it stands to RELEASED, and write its files; raises as `issue`."""
    journal = Journal(desk.workspace.engine)
    make_folders(outputs)
    done = []
    for submission in journal.submissions(job):
        signed = sign_submission(desk, journal, submission)
        anchored = _anchor(desk, journal, signed)
        done.append(_release(desk, journal, anchored, outputs))
    return done


def _anchor(desk: Desk, journal: Journal, submission: Submission) -> Submission:
    desk.progress.begin(Step.ANCHOR, 1)
    anchoring = Anchoring(
        journal=journal,
        outbox=Outbox(desk.workspace.engine),
        network=desk.network,
        sender=desk.network.sender(desk.account),
        organisation=desk.workspace.organisation,
        submission=submission,
        seconds=desk.seconds,
    )
    anchored = anchoring.run()
    desk.progress.advance(1)
    return anchored


def _release(desk: Desk, journal: Journal, submission: Submission, outputs: Outputs) -> Submission:
    releasing = Releasing(journal, desk.network, desk.workspace.organisation, desk.clock, desk.workers)
    desk.progress.begin(Step.JUDGE, submission.size)
    for files in releasing.batches(submission):
        for entry in files:
            write_output(outputs.certificates, entry.number, "json", entry.file)
        desk.progress.advance(len(files))
    return submission if submission.state is State.RELEASED else journal.move(submission, State.RELEASED)
