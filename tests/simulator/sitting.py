"""A clean session on the day of the examination: supervision, papers, check-in, parts, an incident, responses."""

import hashlib

from assessment.codes import EventCode
from assessment.records import (
    Candidate,
    Checkin,
    CheckinMethod,
    CheckinResult,
    Checklist,
    ChecklistItem,
    Disposition,
    Incident,
    IncidentDisposition,
    Paper,
    Plan,
    PlanPart,
    Response,
    ResponseKind,
    Run,
    RunEnd,
    Unsealing,
)
from tests.simulator.planning import room_of
from tests.simulator.session import Session

CHECKLIST = ("考场布置", "监控录像", "试卷封存")
CHECKIN_ENDS = 60
"""Seconds before the start at which the last check-in is done."""
SEALED_AFTER = 40 * 60
"""Seconds from the last end to RESPONSES_SEALED."""


def absent(session: Session, place: int) -> bool:
    """The last candidate of an eventful session does not come."""
    return session.shape.eventful and session.shape.candidates >= 4 and place == session.shape.candidates - 1


def sitting(session: Session, part: str) -> list[int]:
    """The places of those who sit `part`."""
    leaves = [leaf for leaf in session.step(EventCode.ROSTER_LOCKED).records if isinstance(leaf, Candidate)]
    return [place for place, leaf in enumerate(leaves) if part in leaf.due and not absent(session, place)]


def examine(session: Session) -> None:
    """Add every step of the day, from the supervisor's check-in to the sealed responses."""
    plan = session.step(EventCode.PLAN_FILED).records[0]
    assert isinstance(plan, Plan)
    first = plan.parts[0].start
    session.add(EventCode.SUPERVISOR_CHECKIN, "supervisor", first - 3600, [_checklist(session)])
    session.add(EventCode.SESSION_OPENED, "lead", first - 2400)
    for number, part in enumerate(plan.parts, start=1):
        _sit(session, number, part)
    if session.shape.eventful:
        _incident(session, plan.parts[-1])
    last = max(part.start + part.minutes * 60 for part in plan.parts)
    responses = [_response(session, part, place) for part in plan.parts for place in sitting(session, part.part)]
    session.add(
        EventCode.RESPONSES_SEALED,
        "lead",
        last + SEALED_AFTER,
        responses,
        items=len(responses),
        candidates=len({response.candidate for response in responses}),
    )
    session.add(EventCode.SUPERVISOR_CHECKOUT, "supervisor", last + SEALED_AFTER + 900, [_checklist(session)])


def _checklist(session: Session) -> Checklist:
    items = tuple(ChecklistItem(item, done=True) for item in CHECKLIST)
    return Checklist(session.person("supervisor"), items, salt=session.salt())


def _hash(session: Session, *what: object) -> str:
    return hashlib.sha256("|".join(map(str, (session.shape.seed, *what))).encode()).hexdigest()


def _sit(session: Session, number: int, part: PlanPart) -> None:
    paper = session.step(EventCode.PAPER_SEALED, number - 1).records[0]
    assert isinstance(paper, Paper)
    persons = (session.person("lead"), session.person("invigilator-0"))
    opened = Unsealing(paper.paper, part.part, paper.content, persons, intact=True, salt=session.salt())
    session.add(
        EventCode.PAPER_UNSEALED, "lead", part.start - 900, [opened], "invigilator-0", paper=number - 1, part=number
    )
    for room in part.rooms:
        _run(session, number, part, room)


def _run(session: Session, number: int, part: PlanPart, room: int) -> None:
    invigilator = f"invigilator-{2 * room - 2}"
    checkins = _checkins(session, part, room)
    if not checkins:
        return
    present = sum(checkin.result is CheckinResult.PASS for checkin in checkins)
    away = len(checkins) - present
    session.add(
        EventCode.CHECKIN_BATCH,
        invigilator,
        part.start - CHECKIN_ENDS,
        checkins,
        part=number,
        room=room,
        present=present,
        absent=away,
        failed=0,
    )
    if not present:
        return
    run = Run(part.part, room, present, _hash(session, "start", part.part, room), salt=session.salt())
    session.add(EventCode.PART_STARTED, invigilator, part.start, [run], part=number, room=room, present=present)
    end = RunEnd(part.part, room, present, 0, _hash(session, "end", part.part, room), salt=session.salt())
    session.add(
        EventCode.PART_ENDED,
        invigilator,
        part.start + part.minutes * 60,
        [end],
        part=number,
        room=room,
        present=present,
    )


def _checkins(session: Session, part: PlanPart, room: int) -> list[Checkin]:
    leaves = [leaf for leaf in session.step(EventCode.ROSTER_LOCKED).records if isinstance(leaf, Candidate)]
    found = []
    for place, leaf in enumerate(leaves):
        if part.part not in leaf.due or room_of(session, place) != room:
            continue
        away = absent(session, place)
        found.append(
            Checkin(
                leaf.candidate,
                part.part,
                room,
                CheckinResult.ABSENT if away else CheckinResult.PASS,
                CheckinMethod.NONE if away else CheckinMethod.ID_READER,
                part.start - CHECKIN_ENDS - place,
                salt=session.salt(),
            )
        )
    return found


def _incident(session: Session, part: PlanPart) -> None:
    who = session.shape.candidate(0)
    happened = Incident(1, 2, "携带电子设备", (_hash(session, "photo"),), who, salt=session.salt())
    session.add(EventCode.INCIDENT, "invigilator-0", part.start + 1500, [happened], number=1, category=2)
    warned = IncidentDisposition.WARNED
    closed = Disposition(1, warned, "口头警告", who, salt=session.salt())
    session.add(EventCode.INCIDENT_CLOSED, "lead", part.start + 3000, [closed], number=1, disposition=warned.value)


def _response(session: Session, part: PlanPart, place: int) -> Response:
    kind = ResponseKind.SHEET if part.judgement else ResponseKind.ANSWER
    who = session.shape.candidate(place)
    return Response(who, part.part, kind, _hash(session, part.part, place), salt=session.salt())
