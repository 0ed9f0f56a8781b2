"""Marks, decision and oversight: who must not do both, what must add up, what stops a session."""

import pytest

from tests.contracts.deployment import ANCHOR, DAY, World
from tests.contracts.messages import address_of, sign
from tests.contracts.refusal import refuses
from tests.contracts.sessions import (
    EXAMINER,
    REASON,
    Code,
    Session,
    State,
    allrounder,
)

NONCE = b"\x77" * 32
R8, R19, R20, R25, R26 = (1 << bit for bit in range(5))
FLAWED = (0, 0, 0, 2**32 - 1, 0, 60, 5, True, bytes(32))
"""Terms that leave no delay for sealing, a minute for scores, five days of notice, and the report before the issue."""


@pytest.fixture
def session(world: World) -> Session:
    """A session whose plan is not filed yet."""
    return Session(world, NONCE)


def strict(world: World) -> None:
    """Let new sessions keep the strict terms."""
    world.assess("publishTerms", FLAWED, sender=world.root)
    world.assess("setTerms", 0, 2, sender=world.root)


# -- marking ----------------------------------------------------------------------------------------------------------


def test_nothing_is_marked_in_the_second_of_sealing(session: Session) -> None:
    session.sit()
    session.world.pass_time(-1)
    with refuses("AssessmentLedgerTooEarly", rule=26, earliest=session.world.time + 1):
        session.do(Code.SCORE_COMMIT, 1, 1)


def test_only_who_declared_in_the_present_assignment_marks(session: Session) -> None:
    session.world.staff("registerPerson", 1, address_of("third examiner"), 1, EXAMINER, 0, 2**40 - 1, bytes(32))
    session.roster(papers=0)
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED, 0, "examiner"))
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED, 0, "second examiner"), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5), (Code.RESPONSES_SEALED, 5, 5))
    session.world.pass_time(1)
    for by in ("examiner", "third examiner"):
        with refuses("AssessmentLedgerNotYet", rule=14, number=2):
            session.do(Code.SCORE_COMMIT, 5, 1, by=by)
    session.do(Code.SCORE_COMMIT, 5, 1, by="second examiner")
    with refuses("AssessmentLedgerNotYet", rule=14):
        session.do(Code.ADJUDICATED, 1, 1)


@pytest.mark.parametrize("code", [Code.SCORE_COMMIT, Code.SCORE_REVEAL, Code.ADJUDICATED])
@pytest.mark.parametrize(("count", "part", "rule"), [(0, 1, 9), (51, 1, 9), (1, 0, 26), (1, 3, 26)])
def test_marks_are_about_the_roster_and_the_parts(
    session: Session, code: Code, count: int, part: int, rule: int
) -> None:
    session.sit()
    session.do(Code.SCORE_COMMIT, 1, 1)
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.do(code, count, part)


def test_marks_are_blind_until_all_are_in(session: Session) -> None:
    session.sit()
    session.all((Code.SCORE_COMMIT, 50, 1), (Code.SCORE_COMMIT, 50, 2), (Code.SCORE_COMMIT, 50, 1, "second examiner"))
    session.do(Code.SCORE_REVEAL, 50, 1)
    with refuses("AssessmentLedgerAlreadyDone", rule=27, number=1):
        session.do(Code.SCORE_COMMIT, 50, 1, by="second examiner")
    session.do(Code.SCORE_COMMIT, 50, 2, by="second examiner")
    with refuses("AssessmentLedgerNotYet", rule=27, number=1):
        session.do(Code.SCORE_REVEAL, 50, 1)
    with refuses("AssessmentLedgerOutOfRange", rule=27, value=3):
        session.do(Code.SCORES_LOCKED, 50, 40)


def test_whoever_marked_does_not_adjudicate_and_the_other_way_round(session: Session) -> None:
    by = allrounder(session.world)
    session.roster(papers=0)
    names = ("examiner", "adjudicator", by)
    session.all((Code.STAFF_ASSIGNED, 3), *((Code.COI_DECLARED, 0, name) for name in names), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5), (Code.RESPONSES_SEALED, 5, 5))
    session.world.pass_time(1)
    session.do(Code.SCORE_COMMIT, 5, 1)
    session.world.machine.time += 1
    before = session.world.machine.snapshot
    session.do(Code.SCORE_COMMIT, 5, 1, by=by)
    with refuses("AssessmentLedgerNotSeparate", rule=28):
        session.do(Code.ADJUDICATED, 1, 1, by=by)
    session.world.machine.restore(before)
    session.do(Code.ADJUDICATED, 1, 1, by=by)
    with refuses("AssessmentLedgerNotSeparate", rule=28):
        session.do(Code.SCORE_COMMIT, 5, 1, by=by)


@pytest.mark.parametrize(("count", "passed", "rule"), [(49, 40, 32), (51, 40, 32), (50, 51, 9)])
def test_scores_are_complete(session: Session, count: int, passed: int, rule: int) -> None:
    session.sit()
    session.all((Code.SCORE_COMMIT, 50, 1), (Code.SCORE_REVEAL, 50, 1))
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.do(Code.SCORES_LOCKED, count, passed)


def test_scores_are_locked_without_an_open_incident(session: Session) -> None:
    session.sit()
    session.all((Code.INCIDENT, 1, 2), (Code.SCORE_COMMIT, 50, 1), (Code.SCORE_REVEAL, 50, 1))
    with refuses("AssessmentLedgerOutOfRange", rule=24, value=1):
        session.do(Code.SCORES_LOCKED, 50, 40)
    session.all((Code.INCIDENT_CLOSED, 1, 1), (Code.SCORES_LOCKED, 50, 40))
    assert (session.facts.passed, session.facts.scoresLockedAt) == (40, session.world.time)


# -- corrections and separation ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passed", "ground", "reference", "rule"),
    [(51, 2, 0, 9), (50, 0, 0, 30), (50, 3, 0, 30), (50, 1, 0, 30), (50, 1, 2, 30)],
)
def test_a_correction_says_why(session: Session, passed: int, ground: int, reference: int, rule: int) -> None:
    session.publish()
    session.do(Code.APPEAL_LODGED, 1)
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.do(Code.SCORE_CORRECTED, passed, ground, reference)
    session.do(Code.SCORE_CORRECTED, 50, 1, 1)
    session.do(Code.SCORE_CORRECTED, 41, 2, 777)
    assert session.facts.passed == 41


@pytest.mark.parametrize("place", [0, 1])
def test_whoever_marked_corrects_nothing(session: Session, place: int) -> None:
    by = allrounder(session.world)
    session.roster(papers=0)
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED, 0, by), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5), (Code.RESPONSES_SEALED, 5, 5))
    session.world.pass_time(1)
    session.all((Code.SCORE_COMMIT, 5, 1, by), (Code.SCORE_REVEAL, 5, 1, by), (Code.SCORES_LOCKED, 50, 50))
    session.do(Code.PROVISIONAL_PUBLISHED)
    pair = [by, "manager"] if place == 0 else ["controller", by]
    with refuses("AssessmentLedgerNotSeparate", rule=30, account="0x" + address_of(by).hex()):
        session.do(Code.SCORE_CORRECTED, 50, 2, 0, by=pair[0], second=pair[1])
    session.do(Code.APPEAL_LODGED, 1)
    with refuses("AssessmentLedgerNotSeparate", rule=34):
        session.do(Code.APPEAL_DECIDED, 1, 0, by=by)
    session.do(Code.CLOSE_NOTICE)
    with refuses("AssessmentLedgerNotSeparate", rule=35):
        session.do(Code.DECISION_RECORDED, 49, 0, 1, by=by)


@pytest.mark.parametrize("hand", ["adjudicated", "locked", "corrected", "corrected as second"])
def test_whoever_had_a_hand_in_the_marks_decides_nothing(session: Session, hand: str) -> None:
    by = allrounder(session.world)
    session.roster(papers=0)
    session.all((Code.STAFF_ASSIGNED, 2), (Code.COI_DECLARED,), (Code.COI_DECLARED, 0, by), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5), (Code.RESPONSES_SEALED, 5, 5))
    session.world.pass_time(1)
    session.all((Code.SCORE_COMMIT, 5, 1), (Code.SCORE_REVEAL, 5, 1))
    if hand == "adjudicated":
        session.do(Code.ADJUDICATED, 1, 1, by=by)
    session.do(Code.SCORES_LOCKED, 50, 50, by=by if hand == "locked" else "controller")
    session.do(Code.PROVISIONAL_PUBLISHED)
    if hand == "corrected":
        session.do(Code.SCORE_CORRECTED, 50, 2, 0, by=by)
    if hand == "corrected as second":
        session.do(Code.SCORE_CORRECTED, 50, 2, 0, second=by)
    session.do(Code.CLOSE_NOTICE)
    with refuses("AssessmentLedgerNotSeparate", rule=35):
        session.do(Code.DECISION_RECORDED, 50, by=by)
    session.do(Code.DECISION_RECORDED, 50)


def test_whoever_decided_or_locked_decides_no_appeal(session: Session) -> None:
    by = allrounder(session.world)
    session.publish()
    session.all((Code.APPEAL_LODGED, 1), (Code.CLOSE_NOTICE,))
    session.do(Code.DECISION_RECORDED, 49, 0, 1, by=by)
    with refuses("AssessmentLedgerNotSeparate", rule=34):
        session.do(Code.APPEAL_DECIDED, 1, 1, by=by)
    session.do(Code.APPEAL_DECIDED, 1, 1)


# -- notice, decision, report ------------------------------------------------------------------------------------------


def test_the_notice_has_its_days(session: Session) -> None:
    strict(session.world)
    session.publish()
    published = session.facts.publishedAt
    session.world.pass_time(5 * DAY - 1)
    with refuses("AssessmentLedgerTooEarly", rule=33, earliest=published + 5 * DAY):
        session.do(Code.CLOSE_NOTICE)
    session.world.pass_time(1)
    session.do(Code.CLOSE_NOTICE)
    assert session.facts.state == State.NOTICE_CLOSED


@pytest.mark.parametrize(
    ("granted", "refused", "deferred", "rule"),
    [(40, 9, 0, 32), (40, 11, 0, 32), (41, 9, 0, 9), (39, 11, 0, 34), (0, 0, 0, 32)],
)
def test_a_decision_is_about_everybody(session: Session, granted: int, refused: int, deferred: int, rule: int) -> None:
    session.publish(50, 40)
    if rule == 34:
        session.do(Code.APPEAL_LODGED, 1)
    session.do(Code.CLOSE_NOTICE)
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.do(Code.DECISION_RECORDED, granted, refused, deferred)


def test_what_was_deferred_is_decided_later_and_issued_again(world: World, session: Session) -> None:
    session.publish(50, 45)
    session.all((Code.APPEAL_LODGED, 1), (Code.APPEAL_LODGED, 2), (Code.CLOSE_NOTICE,))
    with refuses("AssessmentLedgerOutOfRange", rule=34, value=1, least=2):
        session.do(Code.DECISION_RECORDED, 40, 9, 1)
    session.do(Code.DECISION_RECORDED, 40, 7, 3)
    decided = session.facts.decidedAt
    world.anchor(session=session.id, last_size=40)
    with refuses("AssessmentLedgerOutOfRange", rule=9, value=41, most=40):
        world.anchor(session=session.id, submission=1, last_size=1)
    world.pass_time(DAY)
    session.all((Code.APPEAL_DECIDED, 1, 1), (Code.SCORE_CORRECTED, 46, 1, 1))
    for figures in ((2, 0, 0), (4, 0, 0), (1, 0, 1)):
        with refuses("AssessmentLedgerOutOfRange", rule=32, most=3):
            session.do(Code.DECISION_RECORDED, *figures)
    with refuses("AssessmentLedgerOutOfRange", rule=34, value=0, least=1):
        session.do(Code.DECISION_RECORDED, 2, 1, 0)
    session.do(Code.DECISION_RECORDED, 1, 1, 1)
    facts = session.facts
    assert (facts.granted, facts.deferred, facts.decidedAt, facts.state) == (41, 1, decided, State.ISSUED)
    world.anchor(session=session.id, submission=1, last_size=1)
    session.all((Code.APPEAL_DECIDED, 2, 0), (Code.BATCH_REPORTED, 41, 1))
    session.do(Code.DECISION_RECORDED, 0, 1, 0)
    assert session.facts.state == State.REPORTED


@pytest.mark.parametrize("kind", [0, 4, 255])
def test_a_report_is_of_a_kind(session: Session, kind: int) -> None:
    session.decide()
    with refuses("AssessmentLedgerOutOfRange", rule=38, value=kind):
        session.do(Code.BATCH_REPORTED, 50, kind)


def test_a_report_may_come_first_and_must_where_terms_say_so(world: World, session: Session) -> None:
    world.assess("publishTerms", (*FLAWED[:5], 2**32 - 1, 0, *FLAWED[7:]), sender=world.root)
    world.assess("setTerms", 0, 2, sender=world.root)
    session.decide()
    with refuses("AssessmentLedgerNotYet", rule=38):
        world.anchor(session=session.id, last_size=50)
    session.do(Code.BATCH_REPORTED, 50, 1)
    assert (session.state, session.facts.reported) == (State.DECIDED, True)
    world.anchor(session=session.id, last_size=50)
    assert session.facts.state == State.ISSUED
    session.do(Code.SESSION_ARCHIVED, 12, world.time + 999)
    assert session.facts.state == State.ARCHIVED


def test_what_was_not_reported_is_not_archived(world: World, session: Session) -> None:
    session.decide()
    world.anchor(session=session.id, last_size=50)
    with refuses("AssessmentLedgerNotYet", rule=39):
        session.do(Code.SESSION_ARCHIVED)
    session.all((Code.BATCH_REPORTED, 50, 1), (Code.SESSION_ARCHIVED,))


# -- oversight --------------------------------------------------------------------------------------------------------


def test_a_held_session_stands_still(session: Session) -> None:
    session.open()
    session.do(Code.HOLD, by="supervisor")
    for code in (Code.INCIDENT, Code.PART_STARTED, Code.HOLD, Code.SUPERVISOR_CHECKIN, Code.SESSION_CANCELLED):
        with refuses("AssessmentLedgerHeld", session=session.id):
            session.do(code)
    session.all((Code.SUPERVISOR_CHECKOUT,), (Code.EVIDENCE_ORDERED, 1))
    with refuses("AssessmentLedgerNotRegulator"):
        session.do(Code.RELEASE, by="supervisor")
    session.all((Code.RELEASE,), (Code.INCIDENT, 1))
    with refuses("AssessmentLedgerNotHeld", session=session.id):
        session.do(Code.RELEASE)


def test_a_held_session_can_be_voided_and_that_is_the_end(session: Session) -> None:
    session.open()
    session.all((Code.HOLD,), (Code.VOID,))
    for code in (Code.RELEASE, Code.HOLD, Code.VOID, Code.INCIDENT, Code.EVIDENCE_ORDERED):
        with refuses("AssessmentLedgerWrongState", state=State.VOIDED):
            session.do(code)


def test_a_session_is_cancelled_before_a_paper_is_opened(session: Session) -> None:
    session.open()
    before = session.world.machine.snapshot
    session.do(Code.PAPER_UNSEALED, 0, 1)
    with refuses("AssessmentLedgerOutOfRange", rule=20, value=1):
        session.do(Code.SESSION_CANCELLED)
    session.world.machine.restore(before)
    session.do(Code.SESSION_CANCELLED)
    assert session.facts.state == State.CANCELLED


def late_session(session: Session) -> Session:
    """Bring a session with three late things to NOTICE_CLOSED."""
    strict(session.world)
    session.roster(papers=1, start=session.world.time)
    session.world.pass_time(1)
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED,), (Code.PAPER_SEALED, 0, 1), (Code.SESSION_OPENED,))
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5))
    session.world.pass_time(1)
    session.do(Code.RESPONSES_SEALED, 5, 5)
    session.world.pass_time(60)
    session.all((Code.SCORE_COMMIT, 5, 1), (Code.SCORE_REVEAL, 5, 1), (Code.SCORES_LOCKED, 50, 50))
    session.do(Code.PROVISIONAL_PUBLISHED)
    session.world.pass_time(5 * DAY)
    session.do(Code.CLOSE_NOTICE)
    return session


def test_lateness_blocks_until_it_is_waived_and_stays_marked(session: Session) -> None:
    late_session(session)
    assert session.facts.late == R19 | R25 | R26
    for rule, left in ((19, R19 | R25 | R26), (25, R25 | R26), (26, R26)):
        with refuses("AssessmentLedgerLatenessNotWaived", late=left):
            session.do(Code.DECISION_RECORDED, 50)
        session.do(Code.LATENESS_WAIVED, rule)
    session.do(Code.DECISION_RECORDED, 50)
    assert (session.facts.late, session.facts.waived) == (R19 | R25 | R26, R19 | R25 | R26)


def test_only_what_is_late_is_waived_once_and_with_a_reason(session: Session) -> None:
    late_session(session)
    for rule in (8, 20, 0, 1, 255):
        with refuses("AssessmentLedgerNotYet", rule=rule):
            session.do(Code.LATENESS_WAIVED, rule)
    with refuses("AssessmentLedgerCommitmentMissing", code=Code.LATENESS_WAIVED):
        session.do(Code.LATENESS_WAIVED, 19, commitment=bytes(32))
    session.do(Code.LATENESS_WAIVED, 19, commitment=REASON)
    with refuses("AssessmentLedgerAlreadyDone", rule=19):
        session.do(Code.LATENESS_WAIVED, 19)
    with refuses("AssessmentLedgerNotRegulator"):
        session.do(Code.LATENESS_WAIVED, 25, by="manager")


def test_a_regulators_word_is_the_session_organisations_regulators(world: World, session: Session) -> None:
    session.file()
    message = session.message(Code.HOLD)
    with refuses("PersonnelRegistryUnknownAccount"):
        world.assess("record", message.fields, sign("stranger", message.digest(world.ledger.address)), (bytes(32),) * 2)
    world.accredit("setAccreditorStanding", 1, 2, 0)
    with refuses("PersonnelRegistryUnknownAccount"):
        session.send(message)
    session.send(message, by="root")


def test_an_anchoring_account_is_still_asked_for(world: World, session: Session) -> None:
    session.decide()
    with refuses("AccreditationRegistryNotAnchoringAccount"):
        world.anchor(session=session.id, last_size=1, sender=address_of("manager"))
    world.anchor(session=session.id, last_size=1, sender=ANCHOR)
