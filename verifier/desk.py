"""Where pages and interface hand in what they received, and get an answer: trust, chain and clock in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from verifier import answer as answers
from verifier.answer import Answer
from verifier.input_reason import InputReason
from verifier.judging import Reader, answer_certificate
from verifier.proof_answer import ProofAnswer
from verifier.proofs import SessionSource, answer_proof
from verifier.trust import Trust


@dataclass(frozen=True, slots=True)
class Desk:
    """What is trusted, readers of certificates and of sessions, and a `clock` that returns an aware time."""

    trust: Trust
    reader: Reader
    sessions: SessionSource
    clock: Callable[[], datetime]

    def answer(self, data: bytes) -> Answer:
        """Judge the certificate file `data` now."""
        return answer_certificate(data, reader=self.reader, trust=self.trust, now=self.clock())

    def proof(self, data: bytes) -> ProofAnswer:
        """Check the learner's proof `data` now."""
        return answer_proof(data, sessions=self.sessions, trust=self.trust, now=self.clock())

    def nothing_to_judge(self, reason: InputReason) -> Answer:
        """Answer an input that holds no certificate."""
        return answers.nothing_to_judge(reason, now=self.clock())
