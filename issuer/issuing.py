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
from issuer.overdue import draft_anew, is_overdue
from issuer.printing import Printable, PrintingTask, Unprinted, print_batch
from issuer.progress import Step
from issuer.release import Releasing
from issuer.roll import find_job, open_session
from issuer.roster import RosterReport
from issuer.signing import sign_submission, standard_of


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What came of a roster.

    Arguments:
        job: its number in this workspace, which `write_results` takes.
        session: the session's 32 bytes on the chain.
        submissions: what was anchored, each RELEASED.
        roster: the check of the roster, None when an earlier run was gone on with.
        unprinted: certificates that are released but could not be put on paper.
    """

    job: int
    session: bytes
    submissions: tuple[Submission, ...]
    roster: RosterReport | None
    unprinted: tuple[Unprinted, ...]

    @property
    def certificates(self) -> int:
        """How many certificates were released."""
        return sum(submission.size for submission in self.submissions)


def issue(
    desk: Desk,
    roster: RosterFile,
    *,
    session: bytes,
    label: str | None = None,
    standards: Mapping[str, Standard],
    outputs: Outputs,
    go_on: bool = False,
) -> IssueReport:
    """Check `roster`, draft, sign, anchor, judge and release everybody in it who passed; then write the files.

    `session` is a decided assessment session's id on the ledger (32 bytes), `label` what people call it: by default its
    digits. Calling it again with the same roster and session goes on where a stop or an error left it, and never
    anchors twice. `go_on` leaves refused rows out instead of refusing all.
    Raises `RosterError`, `RosterRefusedError`, `DraftError`, `AnchorConflictError`, `ReleaseError` or a `ChainError`.
    """
    engine = desk.workspace.engine
    opened = open_session(engine, label or session.hex(), session, now=desk.now)
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
            printing=outputs.pdf,
        )
        job, report = intake.draft(roster, opened, go_on=go_on, now=desk.clock())
    submissions, unprinted = run_job(desk, job, outputs)
    return IssueReport(job, opened.id, submissions, report, unprinted)


def run_job(desk: Desk, job: int, outputs: Outputs) -> tuple[tuple[Submission, ...], tuple[Unprinted, ...]]:
    """Bring every submission of `job` from where it stands to RELEASED, and write its files; raises as `issue`.

    Returns the submissions, and the certificates that could not be put on paper.
    """
    journal = Journal(desk.workspace.engine)
    make_folders(outputs)
    unprinted: list[Unprinted] = []
    wanted = [submission for submission in journal.submissions(job) if submission.state is not State.ABANDONED]
    return tuple(_bring(desk, journal, submission, outputs, unprinted) for submission in wanted), tuple(unprinted)


def _bring(
    desk: Desk, journal: Journal, submission: Submission, outputs: Outputs, unprinted: list[Unprinted]
) -> Submission:
    standard = standard_of(desk.workspace.engine, submission.standard)
    anchored = _anchor(desk, journal, sign_submission(desk, journal, submission))
    if is_overdue(desk, anchored, standard):
        anchored = _anchor(desk, journal, sign_submission(desk, journal, draft_anew(desk, journal, anchored, standard)))
    released = _release(desk, journal, anchored, standard, outputs)
    if outputs.pdf or outputs.qr:
        unprinted += _print(desk, journal, released, standard, outputs)
    return released


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


def _release(desk: Desk, journal: Journal, submission: Submission, standard: Standard, outputs: Outputs) -> Submission:
    releasing = Releasing(journal, desk.network, desk.workspace.organisation, standard, desk.clock, desk.workers)
    desk.progress.begin(Step.JUDGE, submission.size)
    for files in releasing.batches(submission):
        for entry in files:
            write_output(outputs.certificates, entry.number, "json", entry.file)
        desk.progress.advance(len(files))
    return submission if submission.state is State.RELEASED else journal.move(submission, State.RELEASED)


def _print(
    desk: Desk, journal: Journal, submission: Submission, standard: Standard, outputs: Outputs
) -> list[Unprinted]:
    task = PrintingTask(standard, desk.workspace.settings, desk.network.trusted)
    desk.progress.begin(Step.PRINT, submission.size)
    unprinted = []
    for position in submission.batches:
        files, documents = journal.files(submission, position), journal.documents(submission, position)
        pairs = zip(files, documents, strict=True)
        certificates = [Printable(entry.number, entry.file, document) for entry, document in pairs]
        unprinted += print_batch(desk.workers, task, certificates, outputs, advance=desk.progress.advance)
    return unprinted
