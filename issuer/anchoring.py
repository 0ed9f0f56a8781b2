"""Moves a signed submission into a final block: safe to run again after a stop at any moment, and never twice."""

from dataclasses import dataclass

from sqlalchemy import Connection

from certificate.address import SUBMISSION_CAPACITY
from certificate.facts import Kind
from chain.certificate_calls import BatchId
from chain.certificate_calls import Submission as Anchor
from chain.certificate_views import CertificateViews
from chain.errors import FailedError, NotFinalError, RevertedError
from chain.sending import LONGEST_WAIT, Sender
from chain.sending import Progress as Whereabouts
from issuer.errors import AnchorConflictError, JournalError
from issuer.journal import Journal, KeptBatch, State, Submission
from issuer.network import IssuerNetwork
from issuer.outbox import Outbox, deliver

_EXISTS = "CertificateRegistrySubmissionExists"


@dataclass(slots=True)
class Anchoring:
    """Anchors one submission of `organisation`; `submission` is kept at where it stands."""

    journal: Journal
    outbox: Outbox
    network: IssuerNetwork
    sender: Sender
    organisation: int
    submission: Submission
    seconds: float = LONGEST_WAIT

    def run(self) -> Submission:
        """Go on until the submission is FINAL; raises `AnchorConflictError`, `JournalError` and what sending raises."""
        if self.submission.state in {State.FINAL, State.RELEASED}:
            return self.submission
        batches = self.journal.kept(self.submission)
        if self.submission.state is State.DRAFTED or sum(batch.size for batch in batches) != self.submission.size:
            raise JournalError(f"submission {self.submission.number} is not signed whole; run the same command again")
        self._deliver(batches)
        if not self._is_there(batches, self.network.certificates()):
            raise JournalError(
                f"submission {self.submission.number} was mined and the registry does not show it; ask another node"
            )
        self._move(State.MINED)
        self._move(State.FINAL)
        return self.submission

    def _deliver(self, batches: list[KeptBatch]) -> None:
        anchor = self._anchor(batches)
        try:
            deliver(
                self.outbox,
                self.sender,
                f"anchor:{self.submission.id}",
                self.network.calls.anchor(anchor),
                is_there=lambda: self._is_there(batches, self.network.certificates()),
                kept=self._sent,
                progress=self._heard,
                seconds=self.seconds,
            )
        except FailedError:
            self._move(State.SENT)
            self._move(State.SIGNED)
            raise
        except RevertedError as error:
            if error.name != _EXISTS:
                raise
            # Raises if others' roots stand there.
            self._is_there(batches, self.network.newest_certificates())
            raise NotFinalError(
                f"submission {self.submission.number} is anchored, but not final yet; run the same command again later"
            ) from error

    def _anchor(self, batches: list[KeptBatch]) -> Anchor:
        return Anchor(
            organisation=self.organisation,
            session=self.submission.session,
            number=self.submission.number,
            kind=Kind.CERTIFICATE,
            standard=self.submission.standard,
            level=self.submission.level,
            last_size=batches[-1].size,
            roots=[batch.root for batch in batches],
        )

    def _is_there(self, batches: list[KeptBatch], views: CertificateViews) -> bool:
        """Whether the registry holds this submission; raises `AnchorConflictError` if it holds another in its place."""
        found = views.submission(self.organisation, self.submission.session, self.submission.number)
        if found is None:
            return False
        same = found.roots == len(batches) and all(
            views.batch(self._batch_id(batch.position)) == (batch.root, batch.size) for batch in batches
        )
        if not same:
            raise AnchorConflictError(
                f"the registry holds other certificates as submission {self.submission.number} of this session; this "
                "database is older than what was anchored, so restore a newer backup, and release nothing from it"
            )
        return True

    def _batch_id(self, position: int) -> BatchId:
        number = self.submission.number * SUBMISSION_CAPACITY + position
        return BatchId(self.organisation, self.submission.session, number)

    def _sent(self, connection: Connection) -> None:
        if self.submission.state is State.SIGNED:
            self.submission = self.journal.move(self.submission, State.SENT, connection=connection)

    def _heard(self, whereabouts: Whereabouts) -> None:
        match whereabouts:
            case Whereabouts.WAITING:
                # After it was mined, this means that its block is gone.
                self._move(State.SENT)
            case Whereabouts.MINED | Whereabouts.FINAL:
                self._move(State.MINED)

    def _move(self, to: State) -> None:
        if self.submission.state is not to:
            self.submission = self.journal.move(self.submission, to)
