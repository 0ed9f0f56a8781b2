"""From the open registration to the sealed papers (E3 to E8)."""

from collections.abc import Callable

from assessment.codes import EventCode
from issuer.sessions.draft import Draft
from issuer.sessions.registration import eligibility_draft, roster_draft
from issuer.sessions.staffing import declaration_draft, paper_draft, staff_draft
from xcert.demo.cast import Cast
from xcert.demo.hall import PAPERS, Scene, Step
from xcert.demo.timetable import SessionDays, at, local_date

DECLARERS = ("examiner", "marker")


def steps_before(days: SessionDays, cast: Cast) -> list[Step]:
    """Return the steps before the day of the examination."""
    declarers = [name for kind in DECLARERS for name in cast.named(kind)] + ["adjudicator"]
    return [
        Step(at(days.filed, "16:00"), "manager", alone(EventCode.REG_OPENED)),
        Step(at(days.exam_minus(5), "10:00"), "registrar", _eligibility),
        Step(at(days.exam_minus(5), "16:00"), "manager", alone(EventCode.REG_CLOSED)),
        Step(at(days.exam_minus(4), "10:00"), "registrar", lambda scene: roster_draft(scene.story)),
        Step(at(days.exam_minus(3), "09:00"), "manager", lambda scene: staff_draft(scene.story, scene.sheets.staff())),
        *(
            Step(at(days.exam_minus(2), f"09:{5 * place:02}"), name, _declaration(name))
            for place, name in enumerate(declarers)
        ),
        *(
            Step(at(days.exam_minus(1), f"15:{10 * paper:02}"), "setter", _paper(paper), second="manager")
            for paper in range(len(PAPERS))
        ),
    ]


def alone(code: EventCode) -> Callable[[Scene], Draft]:
    """Return the step that records `code` without figures and records."""
    return lambda _: Draft(code)


def _eligibility(scene: Scene) -> Draft:
    today = local_date(scene.desk.clock())
    registration = eligibility_draft(scene.story, scene.desk.people, scene.sheets.candidates(), today=today)
    scene.desk.people.register(scene.assessment.row, registration.persons, registration.entries)
    return registration.draft


def _declaration(name: str) -> Callable[[Scene], Draft]:
    def build(scene: Scene) -> Draft:
        return declaration_draft(scene.story, scene.cast.number(name), None, text="本人与考生无利害关系")

    return build


def _paper(number: int) -> Callable[[Scene], Draft]:
    def build(scene: Scene) -> Draft:
        files = {
            kind: scene.sheets.file(f"{kind}-{number}.bin", f"{kind} of paper {number}".encode())
            for kind in ("content", "scheme", "key")
        }
        return paper_draft(scene.story, paper=number, part=PAPERS[number], **files)

    return build
