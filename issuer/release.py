"""Reads the chain back, judges every certificate of a batch, and only then lets its files out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from certificate.address import SUBMISSION_CAPACITY, Address
from certificate.standard import Standard
from issuer.errors import JournalError
from issuer.journal import Journal, KeptBatch, KeptFile, State, Submission
from issuer.judging import JudgingTask, Unjudged, judge_batches, read_batch_facts
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

    def batches(self, submission: Submission) -> Iterator[Sequence[KeptFile]]:
        """Give the files of each batch of a submission; a batch is given when all of it was judged, or never.

        Raises `ReleaseError` for the first certificate that may not be released, and `JournalError` for a submission
        that is not final.
        """
        if submission.state not in {State.FINAL, State.RELEASED}:
            raise JournalError(f"submission {submission.number} is {submission.state.value} and cannot be released yet")
        kept = self.journal.kept(submission)
        return judge_batches(self.workers, (self._unjudged(submission, batch) for batch in kept))

    def _unjudged(self, submission: Submission, batch: KeptBatch) -> Unjudged:
        files = self.journal.files(submission, batch.position)
        if [entry.index for entry in files] != list(range(batch.size)):
            raise JournalError(f"a certificate of submission {submission.number} is missing; restore a backup")
        facts = read_batch_facts(self.network, self._first(submission, batch), batch.size, batch.key)
        policy = self.network.strict_policy(self.standard)
        return Unjudged(JudgingTask(facts, policy, self.clock(), again=submission.state is State.RELEASED), files)

    def _first(self, submission: Submission, batch: KeptBatch) -> Address:
        network = self.network.trusted.network
        number = submission.number * SUBMISSION_CAPACITY + batch.position
        return Address(network.chain, network.registry, self.organisation, submission.session, number, 0)
