"""What the events of a realistic session cost."""

from collections.abc import Iterator
from itertools import product

from tests.contracts.deployment import DAY, World, deploy, furnish
from tests.contracts.messages import address_of
from tests.contracts.sessions import EXAMINER, INVIGILATOR, Code, Session

CANDIDATES = 50
EXAMINERS = ("examiner", "second examiner", "examiner 3", "examiner 4", "examiner 5")
INVIGILATORS = ("invigilator", "invigilator 2", "invigilator 3", "invigilator 4")
ROOMS = ((1, 20), (2, 20), (3, 10))
DEFAULTS = (5, DAY, 3_600, 1_800, 7_200, 3 * DAY, 5, False, b"\x0d" * 32)

Step = tuple[str, int]


def assessment_gas() -> Iterator[Step]:
    """Yield the dearest event of each kind, the averages and the sum."""
    world = _staffed()
    steps = list(_session(Session(world, b"\x61" * 32), world))
    dearest: dict[str, int] = {}
    for name, gas in steps:
        dearest[name] = max(dearest.get(name, 0), gas)
    yield from ((f"event {name}", gas) for name, gas in dearest.items())
    total = sum(gas for _, gas in steps)
    yield "session of 50: events", len(steps)
    yield "session of 50: the whole, from plan to report", total
    yield "session of 50: average of all, the anchor among them", total // len(steps)
    signed = [gas for name, gas in steps if name != "CERTS_ISSUED"]
    yield "session event, average of a session of 50, all actors new", sum(signed) // len(signed)
    yield "session event, average of ten in one transaction", _ten(world) // 10


def _staffed() -> World:
    world = furnish(deploy())
    for names, role in ((EXAMINERS[2:], EXAMINER), (INVIGILATORS[1:], INVIGILATOR)):
        for name in names:
            world.staff("registerPerson", 1, address_of(name), 1, role, 0, 2**40 - 1, bytes(32))
    world.assess("publishTerms", DEFAULTS, sender=world.root)
    world.assess("setTerms", 0, 2, sender=world.root)
    return world


def _prepare(session: Session, start: int) -> Iterator[Step]:
    def do(code: Code, *values: int, by: str | None = None) -> Step:
        return code.name, session.do(code, *values, by=by, commitment=b"\xc0" * 32).gas

    yield "PLAN_FILED", session.file(session.plan(start=start).but(commitment=b"\xc0" * 32)).gas
    for code in (Code.PLAN_APPROVED, Code.REG_OPENED, Code.ELIGIBILITY_DECIDED, Code.REG_CLOSED):
        yield do(code)
    yield do(Code.ROSTER_LOCKED, CANDIDATES)
    yield do(Code.STAFF_ASSIGNED, 6, 4, 2)
    for name in (*EXAMINERS, "adjudicator"):
        yield do(Code.COI_DECLARED, 0, by=name)
    for paper in range(2):
        yield do(Code.PAPER_SEALED, paper, paper + 1)
    session.world.machine.time = start - 1_200
    yield do(Code.SUPERVISOR_CHECKIN)
    yield do(Code.SESSION_OPENED)


def _sit(session: Session, part: int) -> Iterator[Step]:
    def do(code: Code, *values: int, by: str | None = None) -> Step:
        return code.name, session.do(code, *values, by=by, commitment=b"\xc0" * 32).gas

    yield do(Code.PAPER_UNSEALED, part - 1, part)
    for room, seats in ROOMS:
        yield do(Code.CHECKIN_BATCH, part, room, seats, 0, 0, by=INVIGILATORS[room])
        yield do(Code.PART_STARTED, part, room, seats, by=INVIGILATORS[room])
    session.world.pass_time(3_600)
    for room, seats in ROOMS:
        yield do(Code.PART_ENDED, part, room, seats, by=INVIGILATORS[room])


def _session(session: Session, world: World) -> Iterator[Step]:
    def do(code: Code, *values: int, by: str | None = None) -> Step:
        return code.name, session.do(code, *values, by=by, commitment=b"\xc0" * 32).gas

    yield from _prepare(session, world.time + 7 * DAY)
    yield from _sit(session, 1)
    yield do(Code.INCIDENT, 1, 3)
    yield from _sit(session, 2)
    yield do(Code.INCIDENT_CLOSED, 1, 1)
    yield do(Code.RESPONSES_SEALED, 300, CANDIDATES)
    yield do(Code.SUPERVISOR_CHECKOUT)
    world.pass_time(DAY)
    for code in (Code.SCORE_COMMIT, Code.SCORE_REVEAL):
        for run, (part, (_, seats)) in enumerate(product((1, 2), ROOMS)):
            for marker in (2 * run, 2 * run + 1):
                yield do(code, seats, part, by=EXAMINERS[marker % len(EXAMINERS)])
    yield do(Code.ADJUDICATED, 1, 1)
    yield do(Code.SCORES_LOCKED, CANDIDATES, 41)
    yield do(Code.PROVISIONAL_PUBLISHED, world.time + 5 * DAY)
    yield do(Code.APPEAL_LODGED, 1)
    world.pass_time(5 * DAY)
    yield do(Code.APPEAL_DECIDED, 1, 1)
    yield do(Code.SCORE_CORRECTED, 42, 1, 1)
    yield do(Code.CLOSE_NOTICE)
    yield do(Code.DECISION_RECORDED, 42, 8, 0)
    yield "CERTS_ISSUED", world.anchor(session=session.id, last_size=42).gas
    yield do(Code.BATCH_REPORTED, 42, 1)


def _ten(world: World) -> int:
    session = Session(world, b"\x62" * 32)
    start = world.time + 7 * DAY
    list(_prepare(session, start))
    list(_sit(session, 1))
    session.do(Code.INCIDENT, 1, 3)
    session.do(Code.CHECKIN_BATCH, 2, 1, by=INVIGILATORS[0])
    steps: list[tuple[object, ...]] = []
    for room, seats in ROOMS:
        codes = (Code.CHECKIN_BATCH, Code.PART_STARTED, Code.PART_ENDED)
        steps += [(code, 2, room, seats, INVIGILATORS[room]) for code in codes]
    steps.append((Code.INCIDENT, 2, 3, INVIGILATORS[0]))
    return session.all(*steps).gas
