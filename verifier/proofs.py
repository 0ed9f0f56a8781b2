"""From the bytes of a learner's proof to an answer: one reading of the session's events, one pure comparison."""

import re
from datetime import datetime
from typing import Protocol

from assessment.commitment import Binding
from assessment.errors import RecordError
from assessment.learner_proof import LearnerProof, LearnerProofError, check_learner_proof, parse_learner_proof
from certificate.checks import check_reading
from certificate.facts import Facts, Unread
from certificate.policy import Network
from certificate.verdict import Reason
from chain.session_reader import SessionReading
from verifier.answer import AnsweringNetwork, read_at_of
from verifier.judging import answering_network
from verifier.proof_answer import ProofAnswer
from verifier.proof_reason import ProofOutcome, ProofReason
from verifier.trust import Trust

_MARK = re.compile(rb'"format"\s*:\s*"xcert/learner-proof/')


class SessionSource(Protocol):
    """Reads all events of a session. Trouble is a value, `Unread`; nothing is raised for it."""

    def read_session(self, binding: Binding) -> SessionReading | Unread | None:
        """Return the session that `binding` names, or None if nobody ever planned it."""


def is_learner_proof(data: bytes) -> bool:
    """Tell whether a JSON file says that it is a learner's proof; a certificate cannot contain these bytes."""
    return _MARK.search(data) is not None


def answer_proof(data: bytes, *, sessions: SessionSource, trust: Trust, now: datetime) -> ProofAnswer:
    """Check the proof in `data` at the aware time `now`. One that is not in form never reaches the chain."""
    try:
        proof = parse_learner_proof(data)
    except RecordError as error:
        return _answer(ProofReason.MALFORMED, now, detail=str(error))
    network = _network_of(proof, trust)
    if network is None:
        return _answer(ProofReason.OTHER_NETWORK, now)
    named = answering_network(network, trust)
    reading = sessions.read_session(proof.binding)
    if reading is None:
        return _answer(ProofReason.NO_SESSION, now, named)
    # A node that is behind could hide a correction: what was read is judged as for a certificate (V3).
    facts = reading if isinstance(reading, Unread) else reading.facts
    check = check_reading(facts, network, now)
    if check.reason is not None or isinstance(reading, Unread):
        return _answer(check.reason or Reason.CHAIN_UNREACHABLE, now, named, facts, check.detail)
    return _compare(proof, reading, named, now)


def _compare(proof: LearnerProof, reading: SessionReading, named: AnsweringNetwork, now: datetime) -> ProofAnswer:
    try:
        learned = check_learner_proof(proof, proof.binding, reading.events)
    except LearnerProofError as error:
        return _answer(ProofReason(error.fault.value), now, named, reading.facts, str(error))
    return ProofAnswer(
        outcome=ProofOutcome.PROVEN,
        reason=None,
        network=named,
        learned=learned,
        state=reading.state,
        held=reading.held,
        read_at=read_at_of(reading.facts),
        judged_at=now,
    )


def _network_of(proof: LearnerProof, trust: Trust) -> Network | None:
    place = (proof.binding.chain, proof.binding.ledger)
    return next((one.network for one in trust.networks if (one.network.chain, one.ledger) == place), None)


def _answer(
    reason: ProofReason | Reason,
    now: datetime,
    network: AnsweringNetwork | None = None,
    facts: Facts | Unread | None = None,
    detail: str = "",
) -> ProofAnswer:
    outcome = reason.outcome if isinstance(reason, ProofReason) else ProofOutcome.COULD_NOT_CHECK
    return ProofAnswer(
        outcome=outcome,
        reason=reason,
        network=network,
        learned=None,
        state=None,
        held=False,
        read_at=read_at_of(facts),
        judged_at=now,
        detail=detail,
    )
