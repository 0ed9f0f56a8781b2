"""Judges certificates from the very bytes that would be handed out, under the strict policy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice, tee
from typing import Final

from certificate.address import Address
from certificate.facts import Facts, Unread
from certificate.judge import judge, read_form
from certificate.policy import Policy
from certificate.verdict import Outcome, Verdict
from chain.certificate_calls import BatchId
from issuer.errors import ReleaseError
from issuer.journal import KeptFile
from issuer.network import IssuerNetwork
from issuer.workers import Workers

_FIRST: Final = frozenset({Outcome.VALID})
# What was released once may be written again whatever happened to it since, as long as it is genuine.
_AGAIN: Final = frozenset({Outcome.VALID, Outcome.VALID_WITH_NOTICE, Outcome.GENUINE_NOT_CURRENT})
_PIECE: Final = 128


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What the chain says about the certificates of one batch: once for all, or apart for each where `own` has it."""

    common: Facts | Unread
    own: dict[int, Facts | Unread]

    def of(self, index: int) -> Facts | Unread:
        """Return the facts about the certificate at `index`."""
        return self.own.get(index, self.common)


@dataclass(frozen=True, slots=True)
class JudgingTask:
    """By what to judge: facts, policy, the aware time `now`, and whether the batch was released before (`again`)."""

    facts: BatchFacts
    policy: Policy
    now: datetime
    again: bool

    def judge(self, index: int, file: bytes) -> Verdict:
        """Parse the bytes of the certificate at `index` and judge them."""
        bundle = read_form(file)
        return bundle if isinstance(bundle, Verdict) else judge(bundle, self.facts.of(index), self.policy, now=self.now)


def read_batch_facts(network: IssuerNetwork, first: Address, size: int, key: bytes) -> BatchFacts:
    """Read the facts about a batch of `size` whose certificate 0 is at `first` and which was signed by `key`.

    Batch, key and holds are the same for every index, and status actions are the only thing that is not: if the batch
    has none, one reading answers for all; if it has any, each certificate is asked for by itself.
    """
    common = network.reader.read(first, key)
    batch = BatchId(first.organisation, first.session, first.batch)
    if isinstance(common, Unread) or network.newest_certificates().action_count(batch) == 0:
        return BatchFacts(common, {})
    own = {index: network.reader.read(replace(first, index=index), key) for index in range(size)}
    return BatchFacts(common, own)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A batch with the task that it is to be judged by; the files are in the order of their indices."""

    task: JudgingTask
    files: Sequence[KeptFile]

    def pieces(self) -> Iterator[tuple[JudgingTask, range, list[bytes]]]:
        """Divide the batch for the workers: the task, indices, and the bytes at them."""
        for start in range(0, len(self.files), _PIECE):
            part = self.files[start : start + _PIECE]
            yield self.task, range(start, start + len(part)), [entry.file for entry in part]


def judge_batches(workers: Workers, batches: Iterable[Unjudged]) -> Iterator[Sequence[KeptFile]]:
    """Give the files of each batch when all of it was judged; meanwhile the workers judge the batches after it.

    Raises `ReleaseError` for the first certificate that may not be released, naming its number and reason.
    """
    to_give, to_judge = tee(batches)
    refusals = workers.map(_first_refusal, chain.from_iterable(batch.pieces() for batch in to_judge))
    for batch in to_give:
        for refusal in islice(refusals, -(-len(batch.files) // _PIECE)):
            if refusal is not None:
                index, verdict = refusal
                require_releasable(batch.files[index].number, verdict, again=batch.task.again)
        yield batch.files


def _first_refusal(piece: tuple[JudgingTask, range, list[bytes]]) -> tuple[int, Verdict] | None:
    task, indices, files = piece
    accepted = _accepted(again=task.again)
    for index, file in zip(indices, files, strict=True):
        verdict = task.judge(index, file)
        if verdict.outcome not in accepted:
            return index, verdict
    return None


def _accepted(*, again: bool) -> frozenset[Outcome]:
    return _AGAIN if again else _FIRST


def require_releasable(number: str, verdict: Verdict, *, again: bool) -> None:
    """Refuse to let certificate `number` out under `verdict`; raises `ReleaseError` with the rule that decided.

    `again` is for what was released before.
    """
    check = verdict.deciding
    if check is None or check.reason is None or verdict.outcome in _accepted(again=again):
        return
    raise ReleaseError(
        f"certificate {number} was judged {verdict.outcome.value} ({check.rule}: {check.reason.value}) after reading "
        f"the chain back, so nothing of its batch is released; {check.detail or 'see docs/verdicts.md'}",
        number=number,
        reason=check.reason.value,
    )
