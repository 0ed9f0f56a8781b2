"""The simulator says what the code under test reads: packages, registers, messages and cases agree."""

from dataclasses import replace

import pytest

from assessment.codes import EventCode, State
from assessment.commitment import PERSON_CODE, SITE_CODE, Binding
from assessment.figures import unpack_figures
from assessment.package import RegisterCommitments, open_package, open_register
from assessment.records import Record
from assessment.rules.case import Status
from assessment.states import next_state
from tests.simulator.clean import clean_session
from tests.simulator.days import OFF, works
from tests.simulator.messages import Message, Submission, messages
from tests.simulator.package import package, register
from tests.simulator.session import Session
from tests.simulator.shape import Shape

SEALED = Shape(seed="sealed", candidates=7, committed=True, signed=True)
BINDING = Binding(SEALED.chain, SEALED.ledger, SEALED.session)


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_a_package_opens_to_the_case_it_came_from() -> None:
    session = clean_session(SEALED)
    case = session.case()
    evidence = open_package(_lines(package(session)), BINDING, case.events)
    assert evidence.fault is None
    assert dict(evidence.opened) == dict(case.opened)
    assert dict(evidence.issued) == dict(case.issued)


@pytest.mark.parametrize("status", [Status.MISSING, Status.ERASED])
@pytest.mark.parametrize("code", [EventCode.ROSTER_LOCKED, EventCode.SCORE_COMMIT, EventCode.SCORES_LOCKED])
def test_what_is_withheld_or_erased_opens_as_such(code: EventCode, status: Status) -> None:
    session = clean_session(SEALED)
    for step in session.all(code):
        step.status = status
    case = session.case()
    evidence = open_package(_lines(package(session)), BINDING, case.events)
    found = {event.number: evidence.opened[event.number].status for event in case.events if event.code is code}
    assert set(found.values()) == {status}
    assert all(evidence.opened[number].status is Status.VERIFIED for number in evidence.opened.keys() - found.keys())


def test_a_record_that_was_changed_afterwards_is_tampered_with() -> None:
    session = clean_session(SEALED)
    case = session.case()
    session.step(EventCode.ROSTER_LOCKED).edit(2, level=2)
    evidence = open_package(_lines(package(session)), BINDING, case.events)
    assert [number for number, one in evidence.opened.items() if one.status is Status.TAMPERED] == [
        event.number for event in case.events if event.code is EventCode.ROSTER_LOCKED
    ]


def test_the_register_opens_to_the_registry() -> None:
    session = clean_session(SEALED)
    registry, binding = session.registry, Binding(SEALED.chain, SEALED.ledger)
    persons = {number: _committed(binding, PERSON_CODE, one.record) for number, one in registry.persons.items()}
    sites = {number: _committed(binding, SITE_CODE, one.record) for number, one in registry.sites.items()}
    terms = {number: one.hash for number, one in registry.parameters.items()}
    held = RegisterCommitments(persons, sites, terms, {SEALED.version})
    opened = open_register(_lines(register(session)), binding, held)
    assert opened.faults == ()
    assert dict(opened.persons) == {number: one.record for number, one in registry.persons.items()}
    assert dict(opened.sites) == {number: one.record for number, one in registry.sites.items()}
    assert dict(opened.parameters) == dict(registry.parameters)
    assert opened.standards == {SEALED.version: SEALED.standard}


def _committed(binding: Binding, code: int, record: Record | None) -> bytes:
    assert record is not None
    return binding.commitment(code, [record])


def test_messages_are_the_events_of_the_case() -> None:
    session = clean_session(SEALED)
    events = session.case().events
    for event, sent in zip(events, messages(session), strict=True):
        if isinstance(sent, Submission):
            assert event.issue is not None
            assert (sent.roots, sent.last_size) == (event.issue.roots, event.issue.last_size)
            assert len(sent.bundles) == event.issue.size
            continue
        assert (sent.code, sent.commitment, sent.nonce) == (event.code, event.commitment, event.nonce)
        assert unpack_figures(sent.code, sent.figures) == dict(event.figures)
        assert sent.actor.account == event.actor


def test_nobody_uses_a_nonce_twice() -> None:
    sent = [one for one in messages(clean_session(SEALED)) if isinstance(one, Message)]
    assert len({(one.actor.account, one.nonce) for one in sent}) == len(sent)


def test_stand_in_commitments_are_never_sent() -> None:
    with pytest.raises(ValueError, match="committed=True"):
        next(messages(clean_session(Shape())))


@pytest.mark.parametrize("before", [False, True])
def test_a_clean_session_is_one_that_the_ledger_takes(before: bool) -> None:
    state: State | None = State.NONE
    for event in clean_session(Shape(report_before_issue=before)).case().events:
        assert state is not None
        state = next_state(state, event.code)
    assert state is State.ARCHIVED


def test_more_candidates_than_seats_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        clean_session(Shape(candidates=31))


def test_accounts_belong_to_keys() -> None:
    actor = SEALED.cast["officer"]
    assert actor.account.hex() == actor.signer.address[2:].lower()
    assert len({one.account for one in SEALED.cast.actors.values()}) == len(SEALED.cast.actors)


def test_a_session_on_a_holiday_is_planned_around_it() -> None:
    session = clean_session(Shape(day=next(iter(sorted(day for day in OFF if day.month == 10)))))
    filed = session.case().events[0]
    assert filed.figures["start"] > filed.claimed_at
    assert not works(session.shape.day)


def test_editing_one_session_leaves_others_alone() -> None:
    session = Session(SEALED)
    session.amend("sites", 1, record=None)
    session.set_parameters(roster_lead=1)
    assert Session(SEALED).registry.sites[1].record is not None
    assert Session(replace(SEALED, seed="other")).parameters.roster_lead == 86_400
