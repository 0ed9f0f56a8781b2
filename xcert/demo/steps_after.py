"""From the sealed marks to the decision (E16 to E24): blind marking, an adjudication, an appeal upheld."""

from collections.abc import Callable, Sequence

from assessment.codes import EventCode
from assessment.records import AppealOutcome
from issuer.sessions.appealing import appeal_draft, publication_draft, ruling_draft
from issuer.sessions.calendar import notice_end
from issuer.sessions.deciding import decision_draft
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.marking import adjudication_drafts, commit_drafts, correction_draft, reveal_drafts, scores_draft
from issuer.sessions.sheet import SheetFile
from xcert.demo.candidates import APPELLANT, DISPUTED
from xcert.demo.cast import Cast
from xcert.demo.hall import Scene, Step
from xcert.demo.steps_before import alone
from xcert.demo.timetable import OFFSET_MINUTES, SessionDays, at


def steps_marking(days: SessionDays, cast: Cast) -> list[Step]:
    """Return the steps from the first commit of marks to the locked scores, published."""
    markers = [*cast.named("examiner"), *cast.named("marker")]
    marked = days.exam_plus(1)
    return [
        *(Step(at(marked, f"{9 + place:02}:00"), name, _commit(name)) for place, name in enumerate(markers)),
        *(Step(at(marked, f"18:{5 * place:02}"), name, _reveal(name)) for place, name in enumerate(markers)),
        Step(at(days.locked, "09:00"), "adjudicator", _adjudication),
        Step(at(days.locked, "10:00"), "controller", _locked),
        Step(at(days.locked, "11:00"), "manager", _published),
    ]


def steps_deciding(days: SessionDays) -> list[Step]:
    """Return the steps of the appeal, the end of the notice and the decision."""
    ruled = days.exam_plus(4)
    return [
        Step(at(days.exam_plus(3), "12:00"), "registrar", _appeal),
        Step(at(ruled, "10:00"), "panel-1", _ruling),
        Step(at(ruled, "14:00"), "controller", _correction, second="manager"),
        Step(at(days.decided, "09:00"), "manager", alone(EventCode.NOTICE_CLOSED)),
        Step(at(days.decided, "10:00"), "officer", lambda scene: decision_draft(scene.story, None)),
    ]


def _commit(name: str) -> Callable[[Scene], Sequence[Draft]]:
    def build(scene: Scene) -> Sequence[Draft]:
        return commit_drafts(scene.story, scene.cast.number(name), _marks(scene, name))

    return build


def _marks(scene: Scene, name: str) -> SheetFile:
    return scene.sheets.written(name) if name.startswith("marker") else scene.sheets.practical(name)


def _reveal(name: str) -> Callable[[Scene], Sequence[Draft]]:
    return lambda scene: reveal_drafts(scene.story, scene.cast.account(name).address)


def _adjudication(scene: Scene) -> Sequence[Draft]:
    sheet = scene.sheets.adjudication(scene.rows[DISPUTED])
    return adjudication_drafts(scene.story, scene.cast.number("adjudicator"), sheet)


def _locked(scene: Scene) -> Draft:
    return scores_draft(scene.story, tolerance=scene.parameters.mark_tolerance)


def _published(scene: Scene) -> Draft:
    until = notice_end(scene.desk.chain_time, OFFSET_MINUTES, scene.parameters)
    if until is None:
        raise SessionError("the working days of the notice are not published; the timetable avoids such years")
    return publication_draft(until=until)


def _appeal(scene: Scene) -> Draft:
    ticket = scene.rows[APPELLANT].ticket
    return appeal_draft(scene.story, ticket=ticket, grounds="实操成果文件第二页未评阅，申请复核")


def _ruling(scene: Scene) -> Draft:
    return ruling_draft(
        scene.story,
        number=1,
        outcome=AppealOutcome.UPHELD,
        panel=[scene.cast.number(name) for name in scene.cast.named("panel")],
        affected=(),
        reason="复核确认漏评一页，补评二分",
    )


def _correction(scene: Scene) -> Draft:
    sheet = scene.sheets.correction(scene.rows[APPELLANT])
    return correction_draft(scene.story, sheet, ground=1, reference=1)
