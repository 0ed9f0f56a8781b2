"""The library behind `xcert verify FILE…`: one file to one answer, many answers to one exit status."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from assessment.learner_proof import MAXIMUM_FILE
from certificate.verdict import Outcome
from verifier.answer import Answer, nothing_to_judge
from verifier.errors import InputError
from verifier.intake import certificate_of_upload
from verifier.judging import Reader, answer_certificate
from verifier.proof_answer import ProofAnswer
from verifier.proof_reason import ProofOutcome
from verifier.proofs import SessionSource, answer_proof, is_learner_proof
from verifier.trust import Trust

ALL_VALID = 0
"""Every file is VALID or VALID WITH NOTICE, on a network that counts."""
SOME_BAD = 1
"""At least one file got another verdict."""
BAD_USAGE = 2
"""The command was called wrongly; nothing was judged."""
SOME_UNCHECKED = 3
"""At least one file could not be checked, and no file was bad."""

_GOOD = {Outcome.VALID, Outcome.VALID_WITH_NOTICE, ProofOutcome.PROVEN}
_UNCHECKED = {Outcome.COULD_NOT_CHECK, ProofOutcome.COULD_NOT_CHECK}


class AnyReader(Reader, SessionSource, Protocol):
    """Reads certificates' facts and sessions."""


def verify_any(data: bytes, reader: AnyReader, trust: Trust, now: datetime) -> Answer | ProofAnswer:
    """Verify a certificate as `verify_file` does, or a learner's proof, told from the content."""
    if is_learner_proof(data[:MAXIMUM_FILE]):
        return answer_proof(data, sessions=reader, trust=trust, now=now)
    return verify_file(data, reader, trust, now)


def verify_file(data: bytes, reader: Reader, trust: Trust, now: datetime) -> Answer:
    """Verify a file of any accepted kind (JSON, PDF, PNG, JPEG) at the aware time `now`."""
    try:
        certificate = certificate_of_upload(data)
    except InputError as error:
        return nothing_to_judge(error.reason, now=now)
    return answer_certificate(certificate, reader=reader, trust=trust, now=now)


def exit_status(answers: Iterable[Answer | ProofAnswer], *, allow_test_network: bool) -> int:
    """Return the exit status for the `answers` of all files of one command.

    PROVEN counts as VALID does. Either on a test network is bad unless `allow_test_network`: scripts must not take
    test for real.
    No answers at all is bad usage: silence is never consent.
    """
    statuses = [_status(answer, allow_test_network=allow_test_network) for answer in answers]
    if not statuses:
        return BAD_USAGE
    if SOME_BAD in statuses:
        return SOME_BAD
    return max(statuses)


def _status(answer: Answer | ProofAnswer, *, allow_test_network: bool) -> int:
    if answer.outcome in _UNCHECKED:
        return SOME_UNCHECKED
    if answer.outcome not in _GOOD or answer.network is None:
        return SOME_BAD
    return SOME_BAD if answer.network.test and not allow_test_network else ALL_VALID
