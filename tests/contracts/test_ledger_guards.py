"""What the ledger alone can refuse, rule by rule, from the plan to the sealed responses."""

import pytest

from tests.contracts.deployment import DAY, FAMILY, World
from tests.contracts.messages import address_of
from tests.contracts.refusal import refuses
from tests.contracts.sessions import INVIGILATOR, Code, Session, State

NONCE = b"\x77" * 32
HOUR = 3_600
DEFAULTS = (5, DAY, HOUR, 1_800, 2 * HOUR, 3 * DAY, 5, False, b"\x0d" * 32)
"""The default terms of docs/assessment.md, section 4."""
R8, R19, R20, R25, R26 = (1 << bit for bit in range(5))


@pytest.fixture
def session(world: World) -> Session:
    """A session whose plan is not filed yet, under the default terms."""
    world.assess("publishTerms", DEFAULTS, sender=world.root)
    world.assess("setTerms", 0, 2, sender=world.root)
    return Session(world, NONCE)


def prepared(session: Session) -> int:
    """File, approve and open in time; return the planned start."""
    start = session.world.time + 6 * DAY
    session.file(start=start)
    session.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    return start


def opened(session: Session) -> int:
    """Bring it to IN_PROGRESS half an hour before the start, all in time; return the start."""
    start = prepared(session)
    session.all(
        (Code.ROSTER_LOCKED, 50), (Code.PAPER_SEALED, 0, 1), (Code.PAPER_SEALED, 1, 2), (Code.STAFF_ASSIGNED, 1)
    )
    session.do(Code.COI_DECLARED)
    session.world.machine.time = start - 1_800
    session.do(Code.SESSION_OPENED)
    return start


# -- the plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_filed_days_before(session: Session) -> None:
    earliest = session.world.time + 5 * DAY
    with refuses("AssessmentLedgerTooEarly", rule=7, earliest=earliest):
        session.file(start=earliest - 1)
    session.file(start=earliest)
    assert session.facts.state == State.FILED


BAD_PLANS = [
    ({"seats": 0}, 2),
    ({"parts": 0}, 23),
    ({"parts": 4}, 23),
    ({"parts": 255}, 23),
    ({"papers": 17}, 19),
]


@pytest.mark.parametrize(("wrong", "rule"), BAD_PLANS)
def test_a_plan_that_makes_no_sense(world: World, wrong: dict[str, int], rule: int) -> None:
    session = Session(world, NONCE)
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.file(session.plan(**wrong))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"standard": 9}, "AccreditationRegistryUnknownStandard"),
        ({"level": 0}, "AccreditationRegistryLevelNotInStandard"),
        ({"level": 4}, "AccreditationRegistryLevelNotInStandard"),
        ({"level": 3}, "AccreditationRegistryOutOfScope"),
        ({"site": 0}, "PersonnelRegistryUnknownSite"),
        ({"site": 2}, "PersonnelRegistryUnknownSite"),
    ],
)
def test_a_plan_out_of_scope(world: World, wrong: dict[str, int], reason: str) -> None:
    session = Session(world, NONCE)
    with refuses(reason):
        session.file(session.plan(**wrong))


def test_a_plan_at_a_site_that_may_not(world: World) -> None:
    session, dates = Session(world, NONCE), (world.time, world.time + DAY)
    world.staff("setSiteScope", 1, FAMILY, 0b110)
    with refuses("PersonnelRegistrySiteOutOfScope", level=1):
        session.file()
    world.accredit("addAccreditor", address_of("other accreditor"), *dates)
    world.staff("addSite", 2, *dates, bytes(32))
    world.staff("setSiteScope", 2, FAMILY, 0b111)
    with refuses("PersonnelRegistrySiteOfOther", accreditor=2):
        session.file(site=2)
    world.staff("setSiteStanding", 2, 2, 0)
    with refuses("PersonnelRegistrySiteNotActive", site=2):
        session.file(site=2)


STOPS = [
    ("setOrganisationStanding", (1, 2, 0), "AccreditationRegistryOrganisationSuspended"),
    ("setOrganisationStanding", (1, 3, 0), "AccreditationRegistryOrganisationWithdrawn"),
    ("placeHold", (1, 1, 1, 0), "AccreditationRegistryOrganisationHeld"),
    ("placeHold", (2, 1, 1, 0), "AccreditationRegistryAccreditorHeld"),
    ("setScope", (1, FAMILY, 0b110, 1_767_225_600, 1_777_225_600), "AccreditationRegistryOutOfScope"),
]


@pytest.mark.parametrize(("function", "args", "reason"), STOPS)
def test_whoever_may_not_assess_files_locks_and_decides_nothing(
    world: World, function: str, args: tuple[object, ...], reason: str
) -> None:
    session, filed, published = (Session(world, bytes([byte]) * 32) for byte in (1, 2, 3))
    filed.file()
    filed.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    published.publish()
    published.do(Code.CLOSE_NOTICE)
    world.accredit(function, *args)
    with refuses(reason):
        session.file()
    with refuses(reason):
        filed.do(Code.ROSTER_LOCKED, 50)
    with refuses(reason):
        published.do(Code.DECISION_RECORDED, 50)


def test_a_version_must_be_in_force_at_the_roster_and_not_at_the_decision(world: World) -> None:
    filed, published = (Session(world, bytes([byte]) * 32) for byte in (2, 3))
    filed.file()
    filed.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,))
    published.publish()
    published.do(Code.CLOSE_NOTICE)
    world.accredit("supersedeStandard", b"\x51" * 32, 0)
    with refuses("AccreditationRegistryStandardNotInForce"):
        filed.do(Code.ROSTER_LOCKED, 50)
    published.do(Code.DECISION_RECORDED, 50)
    world.anchor(session=published.id, last_size=50)


# -- roster, staff, papers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("candidates", [0, 51, 2**24 - 1])
def test_a_roster_fits_the_seats(world: World, candidates: int) -> None:
    with refuses("AssessmentLedgerOutOfRange", rule=8, value=candidates, most=50):
        Session(world, NONCE).roster(candidates)


def test_a_roster_has_a_root(session: Session) -> None:
    prepared(session)
    with refuses("AssessmentLedgerCommitmentMissing", code=Code.ROSTER_LOCKED):
        session.do(Code.ROSTER_LOCKED, 50, commitment=bytes(32))


@pytest.mark.parametrize(("before", "late"), [(DAY, 0), (DAY - 1, R8), (-DAY, R8)])
def test_a_roster_locked_late_is_marked(session: Session, before: int, late: int) -> None:
    session.world.machine.time = prepared(session) - before
    session.do(Code.ROSTER_LOCKED, 50)
    assert (session.facts.late, session.facts.rosterLockedAt) == (late, session.world.time)


def test_staff_is_somebody(world: World) -> None:
    session = Session(world, NONCE).roster()
    with refuses("AssessmentLedgerNotYet", rule=14):
        session.do(Code.COI_DECLARED)
    with refuses("AssessmentLedgerOutOfRange", rule=14, value=0):
        session.do(Code.STAFF_ASSIGNED, 0, 4, 4)


def test_nothing_opens_before_all_declared(world: World) -> None:
    session = Session(world, NONCE).roster(papers=0)
    with refuses("AssessmentLedgerNotYet", rule=14):
        session.do(Code.SESSION_OPENED)
    session.do(Code.STAFF_ASSIGNED, 2)
    session.do(Code.COI_DECLARED)
    with refuses("AssessmentLedgerOutOfRange", rule=14, value=1, least=2):
        session.do(Code.SESSION_OPENED)
    with refuses("AssessmentLedgerAlreadyDone", rule=14, number=1):
        session.do(Code.COI_DECLARED)
    session.do(Code.COI_DECLARED, by="adjudicator")
    with refuses("AssessmentLedgerOutOfRange", rule=14, value=3, most=2):
        session.do(Code.COI_DECLARED, by="second examiner")
    session.do(Code.SESSION_OPENED)


def test_a_conflict_asks_for_other_staff(world: World) -> None:
    session = Session(world, NONCE).roster(papers=0)
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED, 1))
    with refuses("AssessmentLedgerConflictDeclared"):
        session.do(Code.SESSION_OPENED)
    session.do(Code.STAFF_ASSIGNED, 1)
    with refuses("AssessmentLedgerOutOfRange", rule=14, value=0):
        session.do(Code.SESSION_OPENED)
    session.all((Code.COI_DECLARED, 0, "second examiner"), (Code.SESSION_OPENED,))
    assert session.facts.state == State.IN_PROGRESS


@pytest.mark.parametrize(("paper", "part", "rule"), [(2, 1, 19), (255, 1, 19), (0, 0, 19), (0, 3, 19)])
def test_only_planned_papers_are_sealed(world: World, paper: int, part: int, rule: int) -> None:
    session = Session(world, NONCE).roster()
    with refuses("AssessmentLedgerOutOfRange", rule=rule):
        session.do(Code.PAPER_SEALED, paper, part)


def test_a_paper_is_sealed_once_and_every_paper_is(world: World) -> None:
    session = Session(world, NONCE).roster()
    session.all((Code.STAFF_ASSIGNED, 1), (Code.COI_DECLARED,), (Code.PAPER_SEALED, 1, 2))
    with refuses("AssessmentLedgerAlreadyDone", rule=19, number=1):
        session.do(Code.PAPER_SEALED, 1, 1)
    with refuses("AssessmentLedgerNotYet", rule=19, number=0):
        session.do(Code.SESSION_OPENED)


@pytest.mark.parametrize(("before", "late"), [(HOUR, 0), (HOUR - 1, R19), (-1, R19)])
def test_a_paper_sealed_late_is_marked(session: Session, before: int, late: int) -> None:
    session.world.machine.time = prepared(session) - before
    session.do(Code.PAPER_SEALED, 0, 1)
    assert session.facts.late == late


# -- the day ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "offset"), [(1, 0), (2, HOUR)])
def test_a_paper_is_opened_shortly_before_its_part(session: Session, part: int, offset: int) -> None:
    start = opened(session) + offset
    session.world.machine.time = start - 1_801
    with refuses("AssessmentLedgerTooEarly", rule=20, earliest=start - 1_800):
        session.do(Code.PAPER_UNSEALED, part - 1, part)
    session.world.machine.time = start
    session.do(Code.PAPER_UNSEALED, part - 1, part)
    assert session.facts.late == 0


def test_a_paper_opened_late_is_marked(session: Session) -> None:
    session.world.machine.time = opened(session) + 1
    session.do(Code.PAPER_UNSEALED, 0, 1)
    assert session.facts.late == R20


def test_a_paper_is_opened_once_as_what_it_was_sealed_for(session: Session) -> None:
    opened(session)
    with refuses("AssessmentLedgerOutOfRange", rule=20, value=2, least=1, most=1):
        session.do(Code.PAPER_UNSEALED, 0, 2)
    for paper in (2, 16, 255):
        with refuses("AssessmentLedgerNotYet", rule=20, number=paper):
            session.do(Code.PAPER_UNSEALED, paper, 1)
    session.do(Code.PAPER_UNSEALED, 0, 1)
    with refuses("AssessmentLedgerAlreadyDone", rule=20, number=0):
        session.do(Code.PAPER_UNSEALED, 0, 1)


@pytest.mark.parametrize("code", [Code.CHECKIN_BATCH, Code.PART_STARTED, Code.PART_ENDED])
@pytest.mark.parametrize("part", [0, 3, 255])
def test_only_planned_parts(world: World, code: Code, part: int) -> None:
    session = Session(world, NONCE).open()
    with refuses("AssessmentLedgerOutOfRange", value=part, least=1, most=2):
        session.do(code, part, 1, 1)


def test_a_room_has_its_seats(world: World) -> None:
    session = Session(world, NONCE).open()
    session.do(Code.PART_STARTED, 1, 2, 20)
    with refuses("PersonnelRegistryRoomTooSmall", room=2, seats=20):
        session.do(Code.PART_STARTED, 1, 2, 21)
    for room in (0, 4):
        with refuses("PersonnelRegistryRoomTooSmall", room=room, seats=0):
            session.do(Code.PART_STARTED, 1, room, 0)
    world.staff("setSiteStanding", 1, 2, 0)
    with refuses("PersonnelRegistrySiteNotActive"):
        session.do(Code.PART_STARTED, 1, 2, 1)


def test_nobody_sits_who_is_not_on_the_roster(world: World) -> None:
    session = Session(world, NONCE).open(30)
    session.all((Code.PART_STARTED, 1, 2, 20), (Code.PART_STARTED, 2, 2, 20))
    with refuses("AssessmentLedgerOutOfRange", rule=9, value=31, most=30):
        session.do(Code.PART_STARTED, 1, 3, 11)


def test_a_part_that_began_before_the_roster_was_a_day_old_is_marked(session: Session) -> None:
    start = prepared(session)
    session.world.machine.time = start - DAY
    session.all((Code.ROSTER_LOCKED, 9), (Code.PAPER_SEALED, 0, 1), (Code.PAPER_SEALED, 1, 1), (Code.STAFF_ASSIGNED, 1))
    session.do(Code.COI_DECLARED)
    session.world.machine.time = start
    session.all((Code.SESSION_OPENED,), (Code.PART_STARTED, 1, 1, 9))
    assert session.facts.late == 0
    session.do(Code.PART_STARTED, 2, 1, 9, claimed_at=start - 1)
    assert session.facts.late == R8


def test_a_part_ends_after_it_began(world: World) -> None:
    session = Session(world, NONCE).open()
    with refuses("AssessmentLedgerNotYet", rule=23, number=1):
        session.do(Code.PART_ENDED, 1, 1, 5)
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_ENDED, 1, 1, 5))
    with refuses("AssessmentLedgerNotYet", rule=23, number=1):
        session.do(Code.PART_ENDED, 1, 1, 5)


def test_more_runs_than_can_be_counted(world: World) -> None:
    session = Session(world, NONCE).open()
    for by in ("invigilator", "examiner"):
        for _ in range(2):
            session.all(*((Code.PART_STARTED, 1, 1, 0, by) for _ in range(60)))
        session.used -= 120
    dates = (world.time, 2**40 - 1)
    world.staff("registerPerson", 1, address_of("late invigilator"), 1, INVIGILATOR, *dates, bytes(32))
    session.all(*((Code.PART_STARTED, 1, 1, 0, "late invigilator") for _ in range(15)))
    with refuses("AssessmentLedgerNumberTooLarge", value=256):
        session.do(Code.PART_STARTED, 1, 1, 0, by="late invigilator")


def test_incidents_are_numbered_and_closed_once(world: World) -> None:
    session = Session(world, NONCE).open()
    with refuses("AssessmentLedgerOutOfRange", rule=24, value=2, least=1):
        session.do(Code.INCIDENT, 2, 1)
    session.all((Code.INCIDENT, 1, 1), (Code.INCIDENT, 2, 3, "supervisor"))
    for number in (0, 3):
        with refuses("AssessmentLedgerOutOfRange", rule=24, value=number, most=2):
            session.do(Code.INCIDENT_CLOSED, number)
    session.do(Code.INCIDENT_CLOSED, 1)
    with refuses("AssessmentLedgerAlreadyDone", rule=24, number=1):
        session.do(Code.INCIDENT_CLOSED, 1)
    session.do(Code.INCIDENT_CLOSED, 2)
    for number in range(3, 140):
        session.do(Code.INCIDENT, number, 1)
    for number in (3, 4, 127, 128, 131, 132):
        session.do(Code.INCIDENT_CLOSED, number)
        with refuses("AssessmentLedgerAlreadyDone", rule=24, number=number):
            session.do(Code.INCIDENT_CLOSED, number)
    session.all(*((Code.INCIDENT_CLOSED, number) for number in range(5, 60)))
    session.all(*((Code.INCIDENT_CLOSED, number) for number in range(60, 120)))
    rest = [number for number in range(120, 140) if number not in (127, 128, 131, 132)]
    session.all(*((Code.INCIDENT_CLOSED, number) for number in rest))
    assert world.ledger.call("wordsOf", session.id).outcome >> 200 & 0xFFFF == 0


def test_responses_are_sealed_when_everybody_is_done(world: World) -> None:
    session = Session(world, NONCE).open()
    with refuses("AssessmentLedgerNotYet", rule=25):
        session.do(Code.RESPONSES_SEALED, 1, 1)
    session.do(Code.PART_STARTED, 2, 1, 0)
    with refuses("AssessmentLedgerOutOfRange", rule=25, least=0, most=0):
        session.do(Code.RESPONSES_SEALED, 1, 0)


@pytest.mark.parametrize(("candidates", "fits"), [(29, False), (30, True), (45, True), (46, False), (51, False)])
def test_responses_come_from_those_who_sat(world: World, candidates: int, fits: bool) -> None:
    """30 sat part 1 and 15 part 2: 30 people if the latter are among the former, 45 if they are not."""
    session = Session(world, NONCE).open()
    runs = ((1, 1, 30), (2, 2, 15))
    session.all(*((Code.PART_STARTED, *run) for run in runs), *((Code.PART_ENDED, *run) for run in runs))
    if fits:
        session.do(Code.RESPONSES_SEALED, 100, candidates)
        assert session.facts.state == State.SAT
    else:
        with refuses("AssessmentLedgerOutOfRange", rule=25, value=candidates, least=30, most=45):
            session.do(Code.RESPONSES_SEALED, 100, candidates)


@pytest.mark.parametrize(("later", "late"), [(2 * HOUR, 0), (2 * HOUR + 1, R25)])
def test_responses_sealed_late_are_marked(session: Session, later: int, late: int) -> None:
    session.world.machine.time = opened(session) + HOUR
    session.all((Code.PART_STARTED, 1, 1, 5), (Code.PART_STARTED, 1, 2, 5))
    session.do(Code.PART_ENDED, 1, 1, 5)
    session.do(Code.PART_ENDED, 1, 2, 5, claimed_at=session.world.time - 600)
    session.world.pass_time(later)
    session.do(Code.RESPONSES_SEALED, 9, 10)
    assert session.facts.late == late
