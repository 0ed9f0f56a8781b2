"""What can be written to the CertificateRegistry, as calls for the right account to send (ICertificateRegistry)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certificate.address import BATCH_CAPACITY, SUBMISSION_CAPACITY
from certificate.facts import ActionKind, Kind
from chain.artifacts import certificate_registry
from chain.calls import Call
from chain.records import Value
from chain.selection import to_words


@dataclass(frozen=True, slots=True)
class Submission:
    """One call's worth of batches: 1 to 64 `roots`, every batch full but the last, which has `last_size` leaves.

    Raises `ValueError` for another number of roots, or another size.
    """

    organisation: int
    session: bytes
    number: int
    kind: Kind
    standard: bytes
    level: int
    last_size: int
    roots: Sequence[bytes]

    def __post_init__(self) -> None:
        if not 1 <= len(self.roots) <= SUBMISSION_CAPACITY:
            raise ValueError(f"a submission has 1 to {SUBMISSION_CAPACITY} roots, not {len(self.roots)}")
        if not 1 <= self.last_size <= BATCH_CAPACITY:
            raise ValueError(f"a batch has 1 to {BATCH_CAPACITY:,} leaves, not {self.last_size}")

    @property
    def batches(self) -> range:
        """The numbers of its batches: submission * 64 + position."""
        first = self.number * SUBMISSION_CAPACITY
        return range(first, first + len(self.roots))

    @property
    def arguments(self) -> tuple[Value, ...]:
        """The submission as the contract takes it."""
        return (
            self.organisation,
            self.session,
            self.number,
            self.kind.value,
            self.standard,
            self.level,
            self.last_size,
            list(self.roots),
        )


@dataclass(frozen=True, slots=True)
class BatchId:
    """A batch of an organisation: session (32 bytes) and number."""

    organisation: int
    session: bytes
    number: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is told before a revocation: which certificates, why, and a commitment over the evidence."""

    batch: BatchId
    indices: frozenset[int]
    reason: int
    evidence: bytes


@dataclass(frozen=True, slots=True)
class CertificateCalls:
    """Calls to the registry at `address` (20 bytes); values out of their type's range raise `ValueError`."""

    address: bytes

    def anchor(self, submission: Submission) -> Call:
        """Anchor a submission; only an anchoring account of the organisation may send it."""
        says = f"anchor submission {submission.number} of session {submission.session.hex()}"
        return self._call("anchor", *submission.arguments, says=says)

    def anchor_correction(
        self,
        superseded: BatchId,
        indices: Iterable[int],
        *,
        submission: int,
        root: bytes,
        reason: int,
        at: int,
    ) -> Call:
        """Anchor one batch that replaces the leaves `indices` of another; `at` is that one's number of actions."""
        return self._call(
            "anchorCorrection",
            superseded.organisation,
            superseded.session,
            submission,
            root,
            superseded.number,
            to_words(indices),
            reason,
            at,
            says=f"anchor a correction of batch {superseded.number} of session {superseded.session.hex()}",
        )

    def close_to_anchoring(self) -> Call:
        """Close the registry to anchoring for ever; status goes on."""
        return self._call("closeToAnchoring", says="close the certificate registry to anchoring")

    def record_status(
        self, batch: BatchId, what: ActionKind, indices: Iterable[int], *, day: int, reason: int, at: int
    ) -> Call:
        """Suspend, lift or cancel; `day` counts from 1970-01-01, `at` is the batch's number of actions so far."""
        arguments = (_batch(batch), what.value, to_words(indices), day, reason, at)
        says = f"{what.name.lower()} certificates of batch {batch.number} of session {batch.session.hex()}"
        return self._call("recordStatus", *arguments, says=says)

    def give_notice(self, notice: Notice) -> Call:
        """Give notice of an intended revocation."""
        return self._call("giveNotice", _notice(notice), says=f"give notice on batch {notice.batch.number}")

    def record_reply(self, notice: Notice, indices: Iterable[int], *, reply: bytes) -> Call:
        """Record that the holders of `indices` replied; `reply` commits to what they said (32 bytes)."""
        arguments = (_notice(notice), to_words(indices), reply)
        return self._call("recordReply", *arguments, says=f"record replies on batch {notice.batch.number}")

    def decide(self, notice: Notice, indices: Iterable[int], *, day: int, at: int, close: bool) -> Call:
        """Revoke `indices` under a notice, as another person than gave it; none dismisses, together with `close`."""
        chosen = frozenset(indices)
        which = to_words(chosen) if chosen else (0, 0, 0, 0)
        arguments = (_notice(notice), which, day, at, close)
        return self._call("decide", *arguments, says=f"decide on batch {notice.batch.number}")

    def _call(self, name: str, *arguments: Value, says: str) -> Call:
        return Call(self.address, certificate_registry().interface.functions[name].call(*arguments), says)


def _batch(batch: BatchId) -> tuple[int, bytes, int]:
    return batch.organisation, batch.session, batch.number


def _notice(notice: Notice) -> tuple[Value, ...]:
    return (*_batch(notice.batch), to_words(notice.indices), notice.reason, notice.evidence)
