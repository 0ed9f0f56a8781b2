"""A clean session up to the morning of the examination: plan, registration, roster, staff, papers."""

import hashlib
from datetime import date

from assessment.codes import EventCode, Role
from assessment.records import (
    Assignment,
    Candidate,
    Carried,
    Criterion,
    Declaration,
    Eligibility,
    Paper,
    Plan,
    PlanDecision,
    PlanPart,
    Trainer,
)
from assessment.rules.case import Panel
from certificate.pass_rule import AllParts, Part
from tests.simulator.days import at, workday
from tests.simulator.registration import COLLEGE
from tests.simulator.session import Session
from tests.simulator.shape import JUDGED, SEATS

STARTS = ((9, 0), (13, 0), (17, 30))
EARLIER = hashlib.sha256(b"an earlier session").hexdigest()
CARRIED_SCORE = 71_00


def prepare(session: Session) -> None:
    """Add every step before the day of the examination."""
    plan = _plan(session)
    _file(session, plan)
    _register(session, plan)
    _staff(session, plan)
    _papers(session, plan)


def room_of(session: Session, place: int) -> int:
    """The room that a candidate sits in."""
    return place * session.shape.rooms // session.shape.candidates + 1


def carries(session: Session, place: int) -> bool:
    """The second candidate of an eventful session passed the first part earlier, where the pass rule lets that be."""
    shape = session.shape
    fits = isinstance(shape.standard.pass_rule, AllParts) and len(shape.standard.parts_due(shape.level)) > 1
    return shape.eventful and shape.candidates >= 5 and fits and place == 1


def _plan(session: Session) -> Plan:
    shape = session.shape
    if shape.candidates > SEATS * shape.rooms:
        raise ValueError(f"{shape.candidates} candidates do not fit in {shape.rooms} rooms of {SEATS}")
    parts = []
    for part, (hour, minute) in zip(shape.standard.parts_due(shape.level), STARTS, strict=False):
        rooms = tuple(range(1, shape.rooms + 1))
        start = at(shape.day, hour, minute)
        judged = part.code in JUDGED
        parts.append(PlanPart(part.code, start, part.min_minutes + 30, rooms, judged, _criteria(part)))
    version = shape.version.hex()
    return Plan(version, shape.level, shape.site, shape.organisation, tuple(parts), salt=session.salt())


def _criteria(part: Part) -> tuple[Criterion, ...]:
    count = 4 if part.code in JUDGED else 2
    shares = [part.maximum // count] * (count - 1)
    shares.append(part.maximum - sum(shares))
    return tuple(Criterion(f"{part.code}{place}", share) for place, share in enumerate(shares, start=1))


def _file(session: Session, plan: Plan) -> None:
    shape = session.shape
    first = plan.parts[0].start
    offsets = [(part.start - first) // 60 for part in plan.parts] + [0, 0]
    session.add(
        EventCode.PLAN_FILED,
        "manager",
        at(workday(shape.day, -10), 9),
        [plan],
        standard=shape.standard_number,
        level=shape.level,
        site=shape.site,
        start=first,
        seats=SEATS * shape.rooms,
        parts=len(plan.parts),
        offset2=offsets[1],
        offset3=offsets[2],
        papers=len(plan.parts),
    )
    approved = PlanDecision(approved=True, reasons="符合要求", salt=session.salt())
    session.add(EventCode.PLAN_APPROVED, "regulator", at(workday(shape.day, -9), 10), [approved])
    session.add(EventCode.REG_OPENED, "manager", at(workday(shape.day, -8), 9))


def _register(session: Session, plan: Plan) -> None:
    shape = session.shape
    places = range(shape.candidates)
    decided = at(workday(shape.day, -4), 10)
    session.add(
        EventCode.ELIGIBILITY_DECIDED,
        "registrar",
        decided,
        [_eligible(session, place) for place in places],
        eligible=shape.candidates,
        refused=0,
    )
    session.add(EventCode.REG_CLOSED, "manager", decided + 6 * 3600)
    leaves = [_leaf(session, plan, place) for place in places]
    session.add(EventCode.ROSTER_LOCKED, "registrar", at(workday(shape.day, -2), 10), leaves, n=shape.candidates)
    for leaf in leaves:
        for one in leaf.carried:
            locked = at(date(2025, 11, 18), 16)
            session.elsewhere.scores[bytes.fromhex(one.session), leaf.candidate, one.part] = (
                one.score,
                locked,
                shape.level,
            )


def _eligible(session: Session, place: int) -> Eligibility:
    shape = session.shape
    return Eligibility(
        candidate=shape.candidate(place),
        eligible=True,
        ground="培训合格",
        reviewer=session.person("registrar"),
        trainers=(Trainer(session.person("trainer"), at(workday(shape.day, -15), 17)),),
        trained_by=COLLEGE if place % 2 else 0,
        employer="",
        age=19 + place % 20,
        training_hours=shape.standard.level(shape.level).training_hours,
        banned=False,
        salt=session.salt(),
    )


def _leaf(session: Session, plan: Plan, place: int) -> Candidate:
    shape = session.shape
    carried = (Carried(plan.parts[0].part, CARRIED_SCORE, EARLIER),) if carries(session, place) else ()
    due = tuple(part.part for part in plan.parts[len(carried) :])
    account = f"0x{shape.cast['candidate'].account.hex()}" if place == 0 else None
    return Candidate(shape.candidate(place), plan.standard, plan.level, due, carried, account, salt=session.salt())


def _staff(session: Session, plan: Plan) -> None:
    shape = session.shape
    assigned = [*_on_site(session, plan), *_markers(session, plan)]
    declarers = {one.person for one in assigned if one.role in (Role.EXAMINER, Role.ADJUDICATOR)}
    invigilators = {one.person for one in assigned if one.role is Role.INVIGILATOR}
    session.add(
        EventCode.STAFF_ASSIGNED,
        "manager",
        at(workday(shape.day, -2), 14),
        assigned,
        declarers=len(declarers),
        invigilators=len(invigilators),
        others=1,
    )
    names = [*shape.cast.examiners(shape.turn), "adjudicator"]
    for place, name in enumerate(names):
        record = Declaration(session.person(name), (), "无利害关系", salt=session.salt())
        session.add(EventCode.COI_DECLARED, name, at(workday(shape.day, -1), 9, 7 * place % 360), [record], conflicts=0)
    session.elsewhere.earlier_panels = tuple(_panel(session, back) for back in (1, 2))


def _panel(session: Session, back: int) -> Panel:
    shape = session.shape
    examiners = frozenset(session.person(name) for name in shape.cast.examiners(shape.turn - back))
    start = at(workday(shape.day, -20 * back), 9)
    family = hashlib.sha256(shape.family.encode()).digest()
    return Panel(hashlib.sha256(f"panel|{back}".encode()).digest(), family, start, examiners)


def _assignment(
    session: Session, name: str, role: Role, part: PlanPart, room: int, *, lead: bool = False
) -> Assignment:
    return Assignment(session.person(name), role, part.part, room, lead, salt=session.salt())


def _on_site(session: Session, plan: Plan) -> list[Assignment]:
    assigned = [_assignment(session, "lead", Role.SITE_LEAD, plan.parts[0], 0)]
    for part in plan.parts:
        for room in part.rooms:
            names = (f"invigilator-{2 * room - 2}", f"invigilator-{2 * room - 1}")
            assigned += [_assignment(session, name, Role.INVIGILATOR, part, room) for name in names]
    return assigned


def _markers(session: Session, plan: Plan) -> list[Assignment]:
    shape = session.shape
    names = shape.cast.examiners(shape.turn)
    assigned = []
    for part in plan.parts:
        if part.judgement:
            seated = [(room, place) for room in part.rooms for place in range(shape.panel)]
            assigned += [
                _assignment(
                    session, names[shape.panel * (room - 1) + place], Role.EXAMINER, part, room, lead=place == 0
                )
                for room, place in seated
            ]
        else:
            assigned += [_assignment(session, name, Role.EXAMINER, part, 0) for name in names[-2:]]
    return [*assigned, _assignment(session, "adjudicator", Role.ADJUDICATOR, plan.parts[-1], 0)]


def _papers(session: Session, plan: Plan) -> None:
    for paper, part in enumerate(plan.parts):
        content, scheme, key = (
            hashlib.sha256(f"{session.shape.seed}|{paper}|{what}".encode()).hexdigest()
            for what in ("content", "scheme", "key")
        )
        session.add(
            EventCode.PAPER_SEALED,
            "setter-1",
            at(workday(session.shape.day, -1), 15, 10 * paper),
            [Paper(paper, part.part, content, scheme, key, salt=session.salt())],
            "setter-2",
            paper=paper,
            part=paper + 1,
        )
