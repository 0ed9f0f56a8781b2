"""V12: the session behind a batch, each reason with a refused case beside an accepted one."""

from dataclasses import replace
from itertools import product

import pytest

from certificate.facts import Kind, SessionState
from certificate.verdict import Outcome, Reason
from tests.builders import decided, with_batch, with_session
from tests.unit.certificate.judging import ANCHOR, DAY, FACTS, anchored, deciding, verdict_of

CONCLUDED = {
    SessionState.DECIDED,
    SessionState.ISSUED,
    SessionState.REPORTED,
    SessionState.ARCHIVED,
}


def reason_of(**changes: object) -> Reason | None:
    verdict = verdict_of(facts=with_session(FACTS, **changes))
    return None if verdict.deciding is None else verdict.deciding.reason


def test_a_decided_session_in_order_is_accepted() -> None:
    assert verdict_of().outcome is Outcome.VALID


def test_a_batch_without_a_session_is_refused() -> None:
    verdict = verdict_of(facts=replace(FACTS, assessment=None))
    assert deciding(verdict) == ("V12", Reason.SESSION_UNKNOWN, Outcome.NOT_VALID)


@pytest.mark.parametrize("state", SessionState)
def test_only_concluded_states_are_accepted(state: SessionState) -> None:
    expected = {SessionState.VOIDED: Reason.SESSION_VOIDED}.get(state, Reason.SESSION_UNDECIDED)
    assert reason_of(state=state) == (None if state in CONCLUDED else expected)


def test_a_session_without_a_decision_is_refused_even_when_voided() -> None:
    assert reason_of(decided_at=None) is Reason.SESSION_UNDECIDED
    assert reason_of(decided_at=None, state=SessionState.VOIDED) is Reason.SESSION_UNDECIDED


@pytest.mark.parametrize("changes", [{"organisation": 99}, {"standard": bytes(32)}, {"level": 2}], ids=str)
def test_a_session_of_something_else_is_refused(changes: dict[str, object]) -> None:
    assert reason_of(**changes) is Reason.SESSION_DIFFERS


def test_a_standard_that_batch_and_session_share_but_not_the_certificate_stays_with_v9() -> None:
    other = with_session(with_batch(FACTS, level=2), level=2)
    assert deciding(verdict_of(facts=other)) == ("V9", Reason.LEVEL_DIFFERS, Outcome.NOT_VALID)


STEPS = ("roster_locked_at", "scores_locked_at", "published_at", "decided_at")


@pytest.mark.parametrize("times", list(product((-2, -1, 0, 1), repeat=4)), ids=str)
def test_only_the_right_order_is_accepted(times: tuple[int, ...]) -> None:
    """All 256 orders of four steps around the anchor, against the inequalities written out."""
    roster, scores, published, decision = times
    right = roster < scores <= published <= decision <= 0
    changes = {step: ANCHOR + time * DAY for step, time in zip(STEPS, times, strict=True)}
    assert reason_of(**changes) is (None if right else Reason.PROCESS_OUT_OF_ORDER)


@pytest.mark.parametrize("step", STEPS[:3])
def test_a_step_that_never_happened_is_refused(step: str) -> None:
    assert reason_of(**{step: None}) is Reason.PROCESS_OUT_OF_ORDER


@pytest.mark.parametrize(
    ("certificates", "reason"),
    [(89, None), (90, None), (91, Reason.MORE_THAN_GRANTED), (10_000, Reason.MORE_THAN_GRANTED)],
)
def test_no_more_certificates_than_granted(certificates: int, reason: Reason | None) -> None:
    assert reason_of(certificates=certificates) is reason


@pytest.mark.parametrize(("late", "waived"), list(product(range(4), repeat=2)))
def test_every_missed_deadline_is_waived_one_by_one(late: int, waived: int) -> None:
    all_waived = all(waived >> bit & 1 for bit in range(2) if late >> bit & 1)
    assert reason_of(late=late, waived=waived) is (None if all_waived else Reason.DEADLINE_NOT_WAIVED)


def test_a_hold_or_void_is_no_forgery() -> None:
    assert deciding(verdict_of(facts=with_session(FACTS, held=True))) == (
        "V12",
        Reason.SESSION_HELD,
        Outcome.GENUINE_NOT_CURRENT,
    )
    assert deciding(verdict_of(facts=with_session(FACTS, state=SessionState.VOIDED, held=True))) == (
        "V12",
        Reason.SESSION_VOIDED,
        Outcome.GENUINE_NOT_CURRENT,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": SessionState.VOIDED, "certificates": 91}, Reason.MORE_THAN_GRANTED),
        ({"held": True, "late": 1}, Reason.DEADLINE_NOT_WAIVED),
        ({"held": True, "organisation": 99, "late": 1}, Reason.SESSION_DIFFERS),
    ],
    ids=str,
)
def test_what_speaks_against_the_certificate_comes_first(changes: dict[str, object], reason: Reason) -> None:
    assert reason_of(**changes) is reason


def test_a_batch_of_marks_of_a_good_session_is_still_no_certificate() -> None:
    assert deciding(verdict_of(facts=with_batch(FACTS, kind=Kind.SCORES)))[0] == "V9"


def test_another_certificate_in_a_good_session_is_accepted() -> None:
    bundle, facts = anchored()
    assert facts.assessment == decided(ANCHOR)
    assert verdict_of(bundle, facts).outcome is Outcome.VALID
