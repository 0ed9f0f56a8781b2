"""The day of the examination: supervisor, papers, check-in, both parts in both rooms, an incident, responses."""

from collections.abc import Callable, Sequence
from datetime import date

from assessment.codes import EventCode
from assessment.records import IncidentDisposition
from issuer.sessions.conduct import (
    checkin_drafts,
    checklist_draft,
    disposition_draft,
    end_draft,
    incident_draft,
    responses_draft,
    start_draft,
    unsealing_draft,
)
from issuer.sessions.draft import Draft
from xcert.demo.cast import ROOMS
from xcert.demo.hall import PAPERS, Scene, Step
from xcert.demo.sheets import MINUTES, PARTS, START
from xcert.demo.steps_before import alone
from xcert.demo.timetable import at

_MINUTE = 60
_WARNED = 20
"""The place of the candidate whose telephone rang."""


def steps_sitting(day: date) -> list[Step]:
    """Return the steps of the examination on `day`."""
    return [
        Step(at(day, "08:00"), "supervisor", _checklist(EventCode.SUPERVISOR_CHECKIN, "checklist-in")),
        Step(at(day, "08:20"), "lead", alone(EventCode.SESSION_OPENED)),
        *(step for number, part in enumerate(PAPERS) for step in _part(day, number, part)),
        Step(at(day, "15:40"), "lead", _warned),
        Step(at(day, "16:00"), "lead", lambda scene: responses_draft(scene.story, scene.sheets.responses())),
        Step(at(day, "16:15"), "supervisor", _checklist(EventCode.SUPERVISOR_CHECKOUT, "checklist-out")),
    ]


def _part(day: date, number: int, part: str) -> list[Step]:
    start = at(day, START[part])
    end = start + MINUTES[part] * _MINUTE
    rang = [Step(end - 10 * _MINUTE, "invigilator-1", _telephone)] if part == PARTS[-1] else []
    return [
        Step(start - 20 * _MINUTE, "lead", _unsealing(number), second="invigilator-1"),
        *(Step(start - 10 * _MINUTE, _head_of(room), _checkin(part, room)) for room in ROOMS),
        *(Step(start, _head_of(room), _started(part, room)) for room in ROOMS),
        *rang,
        *(Step(end, _head_of(room), _ended(part, room)) for room in ROOMS),
    ]


def _head_of(room: int) -> str:
    return f"invigilator-{3 * room - 2}"


def _checklist(code: EventCode, name: str) -> Callable[[Scene], Draft]:
    return lambda scene: checklist_draft(code, scene.cast.number("supervisor"), scene.sheets.checklist(name))


def _unsealing(number: int) -> Callable[[Scene], Draft]:
    def build(scene: Scene) -> Draft:
        content = scene.sheets.folder / f"content-{number}.bin"
        persons = (scene.cast.number("lead"), scene.cast.number("invigilator-1"))
        return unsealing_draft(
            scene.story, paper=number, part=PAPERS[number], content=content, persons=persons, intact=True
        )

    return build


def _checkin(part: str, room: int) -> Callable[[Scene], Sequence[Draft]]:
    return lambda scene: checkin_drafts(scene.story, scene.sheets.checkin(part, room, scene.desk.chain_time))


def _started(part: str, room: int) -> Callable[[Scene], Draft]:
    def build(scene: Scene) -> Draft:
        device = scene.sheets.file(f"device-{part}-{room}.log", f"log of room {room}, part {part}".encode())
        return start_draft(scene.story, part=part, room=room, device=device)

    return build


def _ended(part: str, room: int) -> Callable[[Scene], Draft]:
    def build(scene: Scene) -> Draft:
        return end_draft(scene.story, part=part, room=room, device=scene.sheets.folder / f"device-{part}-{room}.log")

    return build


def _telephone(scene: Scene) -> Draft:
    ticket = scene.rows[_WARNED].ticket
    return incident_draft(scene.story, category=2, text="考试中手机响铃", ticket=ticket, evidence=())


def _warned(scene: Scene) -> Draft:
    return disposition_draft(scene.story, number=1, disposition=IncidentDisposition.WARNED, text="口头警告，未使用")
