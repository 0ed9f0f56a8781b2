"""V12: how a batch came about, as far as public times and counts of its session tell."""

from itertools import pairwise
from typing import Final

from certificate.bundle import Bundle
from certificate.facts import Assessment, Batch, SessionState
from certificate.verdict import PASSED, Check, Reason, Rule

_CONCLUDED: Final = {
    SessionState.DECIDED,
    SessionState.ISSUED,
    SessionState.REPORTED,
    SessionState.ARCHIVED,
    SessionState.VOIDED,
}


def check_process(bundle: Bundle, assessment: Assessment | None, batch: Batch) -> Check:
    """V12: the batch comes from a decided session of its own organisation, standard and level, in the right order.

    What speaks against the certificate comes before what only makes it unusable today: a session under a hold, or
    declared void, was held and decided all the same.
    """
    if assessment is None:
        return _fails(Reason.SESSION_UNKNOWN, "the ledger has no session behind the batch")
    if assessment.decided_at is None or assessment.state not in _CONCLUDED:
        return _fails(Reason.SESSION_UNDECIDED, f"the session stands at {assessment.state.name}")
    wrong = _what_is_wrong(bundle, assessment, batch)
    if wrong is not None:
        return wrong
    if assessment.voided:
        return Check(Rule.PROCESS, Reason.SESSION_VOIDED)
    if assessment.held:
        return Check(Rule.PROCESS, Reason.SESSION_HELD)
    return PASSED[Rule.PROCESS]


def _what_is_wrong(bundle: Bundle, assessment: Assessment, batch: Batch) -> Check | None:
    if _is_of(assessment) != (bundle.certificate.address.organisation, batch.terms.version, batch.level):
        return _fails(Reason.SESSION_DIFFERS, "the session is another organisation's, standard's or level's")
    if not _in_order(assessment, batch):
        return _fails(Reason.PROCESS_OUT_OF_ORDER, "roster, scores, decision and anchor are not in this order")
    if assessment.certificates > assessment.granted:
        detail = f"{assessment.certificates} certificates were anchored and {assessment.granted} granted"
        return _fails(Reason.MORE_THAN_GRANTED, detail)
    if assessment.late & ~assessment.waived:
        return _fails(Reason.DEADLINE_NOT_WAIVED, f"late {assessment.late:#07b}, waived {assessment.waived:#07b}")
    return None


def _fails(reason: Reason, detail: str) -> Check:
    return Check(Rule.PROCESS, reason, detail)


def _is_of(assessment: Assessment) -> tuple[int, bytes, int]:
    return assessment.organisation, assessment.standard, assessment.level


def _in_order(assessment: Assessment, batch: Batch) -> bool:
    """Tell whether the roster was locked before the scores were, these were published, decided on, and then anchored.

    Only roster and scores need different blocks (marks follow sealed papers, R26): a test network's terms may let the
    rest happen in one block, and the ledger keeps their order there.
    """
    steps = (assessment.scores_locked_at, assessment.published_at, assessment.decided_at, batch.anchored_at)
    times = [step for step in steps if step is not None]
    if assessment.roster_locked_at is None or len(times) != len(steps):
        return False
    return assessment.roster_locked_at < times[0] and all(one <= other for one, other in pairwise(times))
