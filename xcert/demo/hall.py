"""One honest session, step by step, through the functions that `xcert issuer session` is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.parameters import Parameters
from authority import Act, Office, Oversight
from issuer.sessions.desk import SessionDesk
from issuer.sessions.draft import Draft
from issuer.sessions.filing import PlanRequest, file_plan
from issuer.sessions.recording import Signing, record_all
from issuer.sessions.store import Assessment
from issuer.sessions.story import Story
from issuer.sessions.uploading import upload
from xcert.demo.candidates import Row
from xcert.demo.cast import LEVEL, Cast
from xcert.demo.sheets import Desk
from xcert.demo.stage import FAMILY, Stage
from xcert.demo.timetable import SessionDays, at
from xcert.progress import DrawnProgress

LABEL: Final = "X-BIM 2026"
"""What the organisation calls its session."""
PAPERS: Final = ("W", "P")
"""The part of each paper, by its number."""
SEATS: Final = 80


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step is made from: the desk, the session as it stands, and the sheets."""

    desk: SessionDesk
    assessment: Assessment
    story: Story
    sheets: Desk

    @property
    def cast(self) -> Cast:
        """The staff."""
        return self.sheets.cast

    @property
    def rows(self) -> tuple[Row, ...]:
        """The candidates."""
        return self.sheets.rows

    @property
    def parameters(self) -> Parameters:
        """The parameters of the session's terms."""
        return self.desk.judge.parameters(self.story)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when (Unix seconds), who signs, what it records, and the second person where two sign."""

    moment: int
    who: str
    build: Callable[[Scene], Draft | Sequence[Draft]]
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """Where the session takes place: the stage with its chain, the organisation's desk, its sheets and days."""

    stage: Stage
    desk: SessionDesk
    sheets: Desk
    days: SessionDays
    progress: DrawnProgress

    @property
    def assessment(self) -> Assessment:
        """The session, read up to the newest block."""
        return self.desk.find(LABEL)

    def open(self) -> None:
        """File the plan, and let the regulator approve it."""
        self.progress.start("planning the session", 2)
        self.stage.move_to(at(self.days.filed, "09:00"))
        request = PlanRequest(self.stage.standards[FAMILY], LEVEL, self.sheets.cast.site, SEATS, len(PAPERS))
        signing = Signing(self.sheets.cast.account("manager"))
        assessment, _ = file_plan(self.desk, LABEL, self.sheets.plan(self.days), request, signing)
        self.progress.advance(1)
        self.stage.move_to(at(self.days.filed, "14:00"))
        self.oversee(lambda oversight: oversight.approve(assessment.session, "符合要求，予以备案"))
        self.progress.advance(1)

    def oversee(self, decide: Callable[[Oversight], Act]) -> None:
        """Let the regulator act on the session, and take the file with its reasons in."""
        office = Office.open(self.stage.chain, self.stage.accreditor, self.stage.trusted)
        act = decide(Oversight(office, self.stage.register))
        upload(self.desk, [act.to_file(office)])

    def run(self, label: str, steps: Sequence[Step]) -> None:
        """Take `steps` in their order, the chain's clock moved to each."""
        self.progress.start(label, len(steps))
        for step in steps:
            self.stage.move_to(step.moment)
            assessment = self.assessment
            built = step.build(Scene(self.desk, assessment, self.desk.story(assessment), self.sheets))
            second = None if step.second is None else self.sheets.cast.account(step.second)
            signing = Signing(self.sheets.cast.account(step.who), second)
            record_all(self.desk, assessment, [built] if isinstance(built, Draft) else list(built), signing)
            self.progress.advance(1)
