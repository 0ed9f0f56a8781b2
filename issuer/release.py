"""Reads the chain back, judges every certificate of a batch, and only then lets its files out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from certificate.address import SUBMISSION_CAPACITY, Address
from certificate.standard import Standard
from issuer.errors import JournalError
from issuer.journal import Journal, KeptBatch, KeptFile, State, Submission
from issuer.judging import JudgingTask, read_batch_facts, require_valid
from issuer.network import IssuerNetwork
from issuer.workers import Workers


@dataclass(frozen=True, slots=True)
class Releasing:
    """Releases submissions of `organisation` under `standard`; `clock` gives the aware time a batch is judged at."""

    journal: Journal
    network: IssuerNetwork
    organisation: int
    standard: Standard
    clock: Callable[[], datetime]
    workers: Workers

    def batches(self, submission: Submission) -> Iterator[tuple[int, list[KeptFile]]]:
        """Give position and files of each batch of a submission; a batch is given when all of it was judged, or never.

        Raises `ReleaseError` for the first certificate that may not be released, and `JournalError` for a submission
        that is not final.
        """
        if submission.state not in {State.FINAL, State.RELEASED}:
            raise JournalError(f"submission {submission.number} is {submission.state.value} and cannot be released yet")
        for batch in self.journal.kept(submission):
            files = self.journal.files(submission, batch.position)
            if [entry.index for entry in files] != list(range(batch.size)):
                raise JournalError(f"a certificate of submission {submission.number} is missing; restore a backup")
            self._judge(submission, batch, files)
            yield batch.position, files

    def _judge(self, submission: Submission, batch: KeptBatch, files: list[KeptFile]) -> None:
        facts = read_batch_facts(self.network, self._first(submission, batch), batch.size, batch.key)
        policy = self.network.strict_policy(self.standard)
        task = JudgingTask(facts, policy, self.clock(), again=submission.state is State.RELEASED)
        require_valid(self.workers, task, files)

    def _first(self, submission: Submission, batch: KeptBatch) -> Address:
        network = self.network.trusted.network
        number = submission.number * SUBMISSION_CAPACITY + batch.position
        return Address(network.chain, network.registry, self.organisation, submission.session, number, 0)
