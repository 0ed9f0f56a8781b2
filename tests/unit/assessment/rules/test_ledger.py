"""R48: what is tampered with fails, what is missing is UNKNOWN, what was erased is ERASED; the other rules follow."""

from dataclasses import replace

import pytest

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT
from assessment.rules.case import Case, Opened, Status
from assessment.rules.engine import availability, evaluate
from assessment.rules.finding import Finding, Outcome
from assessment.rules.ledger import intact
from tests.simulator.clean import clean_session

RECORDED = sorted(
    {event.code for event in clean_session().case().events}
    - {
        EventCode.REG_OPENED,
        EventCode.REG_CLOSED,
        EventCode.SESSION_OPENED,
        EventCode.SCORE_REVEAL,
        EventCode.PROVISIONAL_PUBLISHED,
        EventCode.NOTICE_CLOSED,
        EventCode.CERTS_ISSUED,
    },
    key=lambda code: code.value,
)
"""What has records of its own."""


def with_status(code: EventCode, status: Status) -> Case:
    session = clean_session()
    session.step(code).status = status
    return session.case()


def fact(finding: Finding) -> str:
    return finding.evidence[0].fact if finding.evidence else ""


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (Status.TAMPERED, Outcome.FAIL, "record-not-as-committed"),
        (Status.MISSING, Outcome.UNKNOWN, "records-missing"),
        (Status.ERASED, Outcome.ERASED, "records-erased"),
    ],
)
@pytest.mark.parametrize("code", RECORDED, ids=lambda code: code.name)
def test_records_that_cannot_be_relied_on(code: EventCode, status: Status, outcome: Outcome, reason: str) -> None:
    case = with_status(code, status)
    finding = intact(case)
    assert (finding.outcome, fact(finding)) == (outcome, reason)
    others = {one.rule: one.outcome for one in evaluate(case) if one.rule != 48 and one.outcome is not Outcome.PASS}
    expected = Outcome.ERASED if status is Status.ERASED else Outcome.UNKNOWN
    assert set(others.values()) <= {expected}, others


@pytest.mark.parametrize("status", [Status.MISSING, Status.ERASED, Status.TAMPERED])
def test_certificates_that_are_not_opened(status: Status) -> None:
    session = clean_session()
    session.step(EventCode.CERTS_ISSUED).status = status
    case = session.case()
    number = next(event.number for event in case.events if event.code is EventCode.CERTS_ISSUED)
    case = replace(case, opened={**case.opened, number: Opened(status, (), 8)})
    outcomes = {one.rule: one.outcome for one in evaluate(case)}
    gap = Outcome.ERASED if status is Status.ERASED else Outcome.UNKNOWN
    assert outcomes[48] is (Outcome.FAIL if status is Status.TAMPERED else gap)
    assert {outcomes[rule] for rule in (36, 37, 38)} == {gap}


def test_one_certificate_less_than_was_anchored_is_missing() -> None:
    case = clean_session().case()
    (number, certificates), *_ = case.issued.items()
    finding = intact(replace(case, issued={number: certificates[:-1]}))
    assert (finding.outcome, fact(finding)) == (Outcome.UNKNOWN, "records-missing")


def test_a_missing_record_counts_against_availability() -> None:
    whole, case = clean_session().case(), with_status(EventCode.SCORES_LOCKED, Status.MISSING)
    opened, committed = availability(case)
    assert availability(whole)[1] == committed
    assert availability(whole)[0] - opened == 12


def changed(case: Case, number: int, **members: object) -> Case:
    events = [replace(event, **members) if event.number == number else event for event in case.events]  # type: ignore[arg-type]
    return replace(case, events=tuple(events))


def test_a_gap_between_events() -> None:
    case = clean_session().case()
    finding = intact(replace(case, events=case.events[:7] + case.events[8:]))
    assert (finding.outcome, fact(finding)) == (Outcome.FAIL, "events-with-a-gap")


def test_events_that_the_ledger_took_in_another_order() -> None:
    case = clean_session().case()
    finding = intact(changed(case, 5, recorded_at=case.events[4].recorded_at - 1))
    assert (finding.outcome, fact(finding)) == (Outcome.FAIL, "events-out-of-order")
    assert intact(changed(case, 5, recorded_at=case.events[4].recorded_at)).outcome is Outcome.PASS


def test_a_commitment_to_nothing() -> None:
    finding = intact(changed(clean_session().case(), 0, commitment=NO_COMMITMENT))
    assert (finding.outcome, fact(finding)) == (Outcome.FAIL, "nothing-committed")


@pytest.mark.parametrize(
    ("head", "outcome", "reason"),
    [(True, Outcome.PASS, ""), (False, Outcome.FAIL, "head-differs"), (None, Outcome.UNKNOWN, "head-not-compared")],
)
def test_the_recomputed_head(head: bool | None, outcome: Outcome, reason: str) -> None:
    finding = intact(replace(clean_session().case(), intact=head))
    assert (finding.outcome, fact(finding)) == (outcome, reason)


def test_a_broken_link_counts_whatever_is_missing() -> None:
    finding = intact(replace(with_status(EventCode.PAPER_SEALED, Status.MISSING), intact=False))
    assert finding.outcome is Outcome.FAIL
    assert [evidence.fact for evidence in finding.evidence] == ["head-differs", "records-missing"]
