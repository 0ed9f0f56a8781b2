"""Whatever an organisation records, there is one finding for each rule, and no rule crashes."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import CalendarError
from assessment.event import Event
from assessment.rules.case import Case, Status, UnavailableError
from assessment.rules.engine import evaluate
from assessment.rules.finding import Evidence, Outcome
from assessment.rules.rule import NOT_APPLICABLE, NOT_YET, UnknownFactError, rule
from tests.simulator.clean import clean_session
from tests.simulator.session import Session, Step
from tests.unit.assessment.rules.hostile import SHAPE, hostile_edits, hostile_steps

ALL = list(range(1, 49))


@settings(max_examples=60)
@given(st.lists(hostile_steps(), max_size=25))
def test_invented_sessions_get_a_finding_for_each_rule(steps: list[Step]) -> None:
    session = Session(SHAPE, steps)
    session.moment = 1_790_000_000
    assert [finding.rule for finding in evaluate(session.case())] == ALL


@settings(max_examples=60)
@given(st.lists(hostile_edits(), min_size=1, max_size=5))
def test_twisted_sessions_get_a_finding_for_each_rule(edits: list[Callable[[Session], None]]) -> None:
    session = clean_session(SHAPE)
    for edit in edits:
        edit(session)
    assert [finding.rule for finding in evaluate(session.case())] == ALL


CASE = clean_session().case()
EVENT = CASE.events[0]
BREACH = Evidence("broken", {}, (0,))


def _raising(error: Exception, *, first: tuple[Evidence, ...] = ()) -> Callable[[Case], Iterator[Evidence]]:
    def breaches(_: Case) -> Iterator[Evidence]:
        yield from first
        raise error

    return breaches


def _unavailable(status: Status, event: Event = EVENT) -> UnavailableError:
    return UnavailableError(event, status)


@pytest.mark.parametrize(
    ("error", "outcome", "fact"),
    [
        (_unavailable(Status.MISSING), Outcome.UNKNOWN, "records-missing"),
        (_unavailable(Status.TAMPERED), Outcome.UNKNOWN, "records-tampered"),
        (_unavailable(Status.ERASED), Outcome.ERASED, "records-erased"),
        (UnknownFactError(Evidence("parameters-unknown")), Outcome.UNKNOWN, "parameters-unknown"),
        (CalendarError("2031"), Outcome.UNKNOWN, "calendar-unknown"),
        (OverflowError("year 36812"), Outcome.UNKNOWN, "facts-contradict"),
        (KeyError("offset2"), Outcome.UNKNOWN, "facts-contradict"),
        (ValueError("no mean"), Outcome.UNKNOWN, "facts-contradict"),
    ],
)
def test_what_ends_a_rule_early_is_said(error: Exception, outcome: Outcome, fact: str) -> None:
    finding = rule(7)(_raising(error))(CASE)
    assert (finding.rule, finding.outcome) == (7, outcome)
    assert [evidence.fact for evidence in finding.evidence] == [fact]


@pytest.mark.parametrize("breach", [Outcome.FAIL, Outcome.FLAG])
def test_a_breach_found_before_the_evidence_ran_out_counts(breach: Outcome) -> None:
    finding = rule(7, breach)(_raising(_unavailable(Status.ERASED), first=(BREACH,)))(CASE)
    assert finding.outcome is breach
    assert [evidence.fact for evidence in finding.evidence] == ["broken", "records-erased"]


@pytest.mark.parametrize("note", [NOT_YET, NOT_APPLICABLE])
def test_a_note_is_no_breach(note: Evidence) -> None:
    def breaches(_: Case) -> Iterator[Evidence]:
        yield note

    finding = rule(7)(breaches)(CASE)
    assert (finding.outcome, finding.evidence) == (Outcome.PASS, (note,))


def test_a_note_does_not_hide_a_breach() -> None:
    def breaches(_: Case) -> Iterator[Evidence]:
        yield NOT_YET
        yield BREACH

    finding = rule(7)(breaches)(CASE)
    assert (finding.outcome, finding.evidence) == (Outcome.FAIL, (BREACH,))
