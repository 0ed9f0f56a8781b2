"""What the CertificateRegistry answers, as plain values (ICertificateRegistry)."""

from certificate.facts import Kind
from chain.artifacts import certificate_registry
from chain.certificate_calls import BatchId, Submission
from chain.inspection import read_action
from chain.node import Node
from chain.registry_values import AnchoredSubmission, BatchAction, Case, SessionTotals
from chain.rpc import LATEST
from chain.selection import from_words
from chain.views import Views


class CertificateViews:
    """The registry at `address`, read from `node` at the block `at`; every question is one `eth_call`.

    Raises `UnreachableError`, or `WrongContractError` if there is no such contract. None stands for what is not there.
    """

    def __init__(self, node: Node, address: bytes, *, at: int | str = LATEST) -> None:
        self._views = Views(node, certificate_registry(), address, at=at)

    def accreditation_registry(self) -> bytes:
        """The accreditation registry that decides who may anchor here."""
        return self._views.ask("accreditationRegistry").sole_data()

    def assessment_ledger(self) -> bytes:
        """The ledger whose decided sessions are anchored here."""
        return self._views.ask("assessmentLedger").sole_data()

    def submission(self, organisation: int, session: bytes, number: int) -> AnchoredSubmission | None:
        """A submission that was anchored."""
        record = self._views.ask("submissionRecord", organisation, session, number).sole()
        if not record.number("anchoredAt"):
            return None
        return AnchoredSubmission(
            anchored_at=record.number("anchoredAt"),
            kind=record.member("kind", Kind),
            level=record.number("level"),
            standard_number=record.number("standardNo"),
            profile_number=record.number("profileNo"),
            roots=record.number("roots"),
            last_size=record.number("lastSize"),
        )

    def batch(self, batch: BatchId) -> tuple[bytes, int] | None:
        """A batch's root and number of leaves."""
        answer = self._views.ask("batchOf", batch.organisation, batch.session, batch.number)
        root, size = answer.data("root"), answer.number("size")
        return (root, size) if size else None

    def require_may_anchor(self, submission: Submission, account: bytes) -> None:
        """Ask whether `account` could anchor a submission now; raises `RevertedError` with the reason if not."""
        self._views.ask("anchor", *submission.arguments, sender=account)

    def totals(self, organisation: int, session: bytes) -> SessionTotals:
        """How many leaves of each kind were anchored in a session."""
        record = self._views.ask("totalsOf", organisation, session).sole()
        return SessionTotals(record.number("certificates"), record.number("scores"), record.number("corrections"))

    def action_count(self, batch: BatchId) -> int:
        """How many status actions a batch has: the `at` of the next one."""
        return self._views.ask("actionCount", _words(batch)).sole_number()

    def action(self, batch: BatchId, number: int) -> BatchAction | None:
        """One status action of a batch, counted from 0."""
        answer = self._views.ask("actionAt", _words(batch), number)
        record = answer.record("action")
        if not record.number("recordedAt"):
            return None
        return BatchAction(read_action(record), from_words(answer.numbers("which")))

    def case(self, case_id: bytes) -> Case | None:
        """A case by the hash of its notice."""
        record = self._views.ask("caseRecord", case_id).sole()
        if not record.number("givenAt"):
            return None
        return Case(
            given_by=record.data("givenBy"),
            given_at=record.number("givenAt"),
            closed=record.flag("closed"),
            replied=from_words(record.numbers("replied")),
        )


def _words(batch: BatchId) -> tuple[int, bytes, int]:
    return batch.organisation, batch.session, batch.number
