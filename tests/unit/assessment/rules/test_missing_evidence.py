"""What is missing, erased or tampered with never makes a PASS; what was found before still counts."""

from dataclasses import replace

import pytest

from assessment.codes import EventCode
from assessment.event import NO_COMMITMENT
from assessment.rules.case import Case, Status
from assessment.rules.engine import availability, evaluate
from assessment.rules.finding import Finding, Outcome
from tests.simulator.clean import clean_session
from tests.simulator.shape import Shape
from tests.simulator.story import broken, facts

# Which of R1 to R26 rest on the records of an event: written down from docs/rules.md.
RESTS_ON = {
    EventCode.PLAN_FILED: {2, 3, 6, 10, 12, 13, 16, 22, 23},
    EventCode.ELIGIBILITY_DECIDED: {11, 14},
    EventCode.ROSTER_LOCKED: {3, 8, 9, 10, 11, 14, 22},
    EventCode.STAFF_ASSIGNED: {6, 12, 13, 14, 15, 16},
    EventCode.COI_DECLARED: {14},
    EventCode.PAPER_SEALED: {20},
    EventCode.SUPERVISOR_CHECKIN: {18},
    EventCode.SUPERVISOR_CHECKOUT: {18},
    EventCode.PAPER_UNSEALED: {20, 21},
    EventCode.CHECKIN_BATCH: {9, 14, 22, 25},
    EventCode.INCIDENT_CLOSED: {24},
    EventCode.RESPONSES_SEALED: {22, 25},
    EventCode.SCORE_COMMIT: {9},
    EventCode.SCORES_LOCKED: {8, 9},
    EventCode.DECISION_RECORDED: {9},
}
OUTCOMES = [
    (Status.MISSING, Outcome.UNKNOWN),
    (Status.TAMPERED, Outcome.UNKNOWN),
    (Status.ERASED, Outcome.ERASED),
]


def _first_half(findings: tuple[Finding, ...]) -> dict[int, Outcome]:
    return {rule: outcome for rule, outcome in broken(findings).items() if rule <= 26}


@pytest.mark.parametrize(("status", "outcome"), OUTCOMES)
@pytest.mark.parametrize("code", RESTS_ON)
def test_rules_that_rest_on_records_say_that_they_are_gone(code: EventCode, status: Status, outcome: Outcome) -> None:
    session = clean_session()
    for step in session.all(code):
        step.status = status
    assert _first_half(evaluate(session.case())) == dict.fromkeys(RESTS_ON[code], outcome)


@pytest.mark.parametrize(
    ("code", "rules"),
    [(EventCode.PART_STARTED, set()), (EventCode.PART_ENDED, set()), (EventCode.APPEAL_LODGED, set())],
)
def test_records_that_no_rule_needs_cost_nothing(code: EventCode, rules: set[int]) -> None:
    session = clean_session()
    for step in session.all(code):
        step.status = Status.MISSING
    assert set(_first_half(evaluate(session.case()))) == rules


def test_a_breach_that_the_ledger_shows_outranks_missing_records() -> None:
    session = clean_session()
    for step in session.steps:
        step.status = Status.MISSING
    session.step(EventCode.RESPONSES_SEALED).recorded_at += 7_200
    findings = evaluate(session.case())
    assert broken(findings)[25] is Outcome.FAIL
    assert facts(findings, 25) == {"responses-sealed-late", "records-missing"}


def test_without_any_records_no_rule_that_needs_them_passes() -> None:
    session = clean_session()
    for step in session.steps:
        step.status = Status.MISSING
    case = session.case()
    found = _first_half(evaluate(case))
    assert set(found.values()) == {Outcome.UNKNOWN}
    assert set(found) == set().union(*RESTS_ON.values())
    opened, committed = availability(case)
    assert opened == 0
    assert committed == availability(clean_session().case())[1]


def test_records_that_nobody_handed_over_at_all_count_as_missing() -> None:
    case = replace(clean_session().case(), opened={}, issued={})
    events = [event for event in case.events if event.commitment != NO_COMMITMENT]
    reveals, certificates = 5, 9
    committed = len(events) - reveals + certificates
    assert availability(case) == (0, committed)
    assert _first_half(evaluate(case))[9] is Outcome.UNKNOWN


def _without_parameters(case: Case) -> Case:
    return replace(case, parameters=None)


def _without_standard(case: Case) -> Case:
    return replace(case, standard=None)


def _without_document(case: Case) -> Case:
    assert case.standard is not None
    return replace(case, standard=replace(case.standard, document=None))


def _without_register(case: Case) -> Case:
    persons = {number: replace(person, record=None) for number, person in case.registry.persons.items()}
    sites = {number: replace(site, record=None) for number, site in case.registry.sites.items()}
    return replace(case, registry=replace(case.registry, persons=persons, sites=sites))


@pytest.mark.parametrize(
    ("without", "rules"),
    [
        (_without_parameters, {7, 8, 11, 12, 13, 14, 15, 17, 19, 20, 21, 22, 23, 25, 26}),
        (_without_standard, {2, 3, 6, 11, 15, 23}),
        (_without_document, {11, 23}),
        (_without_register, {2, 6, 14, 18}),
    ],
)
def test_what_the_authority_did_not_open_is_unknown(without: object, rules: set[int]) -> None:
    assert callable(without)
    found = _first_half(evaluate(without(clean_session().case())))
    assert found == dict.fromkeys(rules, Outcome.UNKNOWN)


def test_working_days_that_nobody_published_are_unknown() -> None:
    session = clean_session()
    for step in session.steps:
        step.recorded_at += 10 * 366 * 86_400
        step.claimed_at += 10 * 366 * 86_400
    session.step(EventCode.PLAN_FILED).figures["start"] += 10 * 366 * 86_400
    findings = evaluate(session.case())
    assert facts(findings, 7) == {"calendar-unknown"}
    assert next(one for one in findings if one.rule == 7).outcome is Outcome.UNKNOWN


def test_certificates_that_nobody_handed_over_are_unknown() -> None:
    session = clean_session(Shape(eventful=False))
    session.step(EventCode.CERTS_ISSUED).status = Status.MISSING
    findings = evaluate(session.case())
    assert facts(findings, 9) == {"records-missing"}
