"""What the rigged organisation writes down: in form and adding up, and in four places not the truth."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assessment.codes import Role
from assessment.marking import mean_mark
from assessment.records import (
    Appeal,
    AppealDecision,
    AppealOutcome,
    Assignment,
    Candidate,
    Checkin,
    CheckinMethod,
    CheckinResult,
    Checklist,
    ChecklistItem,
    Criterion,
    Decision,
    DecisionKind,
    Declaration,
    Eligibility,
    Mark,
    Paper,
    PartDisposition,
    PartResult,
    Plan,
    PlanPart,
    Report,
    ReportKind,
    Response,
    ResponseKind,
    Result,
    ResultKind,
    Run,
    RunEnd,
    Unsealing,
)
from authority import fresh_salt
from certificate.standard import Standard
from xcert.demo.cast import LEVEL, Cast
from xcert.demo.sheets import MINUTES, PARTS, START
from xcert.demo.timetable import SessionDays, at

CAP: Final = 12
"""Candidates a year that the rigged organisation is allowed."""
WANTED: Final = 15
"""Candidates that it would like to lock."""
ROOM: Final = 1
RELATIVE: Final = 3
"""The candidate whose relative is on the panel."""
RAISED: Final = 10
"""The candidate whose practical mark is raised after the lock, although the panel refused the appeal."""
FLIPPED: Final = 11
"""The candidate who is simply written down as passed after the lock, the marks left as they are."""
DISPLACED: Final = 0
"""The candidate who passed, and in whose place the ghost is granted."""
_PASS: Final = 6_000
_FAILING: Final = (9, RAISED, FLIPPED)
_LOW: Final = 5_200
_RAISED_TO: Final = 6_100


def person(name: str) -> str:
    """Return the pseudonym of an invented person, who has no document anywhere."""
    return hashlib.sha256(f"an invented candidate of the rigged session: {name}".encode()).hexdigest()


CANDIDATES: Final = tuple(person(str(number)) for number in range(WANTED))
GHOST: Final = person("ghost")
"""Somebody who never registered."""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Records:
    """Builds the records of the session on `days`; every call has fresh salts."""

    standard: Standard
    organisation: int
    cast: Cast
    days: SessionDays

    def start(self, part: str) -> int:
        """Return the planned start of `part`, in Unix seconds."""
        return at(self.days.exam, START[part])

    def end(self, part: str) -> int:
        """Return the planned end of `part`."""
        return self.start(part) + 60 * MINUTES[part]

    def plan(self) -> Plan:
        """Both parts in one room."""
        parts = tuple(
            PlanPart(part, self.start(part), MINUTES[part], (ROOM,), part == "P", (Criterion(part, 10_000),))
            for part in PARTS
        )
        version = self.standard.version.hex()
        return Plan(version, LEVEL, self.cast.site, self.organisation, parts, salt=fresh_salt())

    def eligible(self) -> tuple[Eligibility, ...]:
        """Everybody, also those beyond the cap."""
        reviewer = self.cast.number("registrar")
        return tuple(
            Eligibility(who, True, "培训合格", reviewer, (), 0, "", 25, 96, False, salt=fresh_salt())  # noqa: FBT003
            for who in CANDIDATES
        )

    def roster(self, size: int) -> tuple[Candidate, ...]:
        """The first `size` candidates."""
        version = self.standard.version.hex()
        return tuple(Candidate(who, version, LEVEL, PARTS, (), salt=fresh_salt()) for who in CANDIDATES[:size])

    def staff(self) -> tuple[Assignment, ...]:
        """A panel of three, the relative among them; two who mark the written part; two invigilators; the site lead."""
        rows: list[tuple[str, Role, str, int, bool]] = [("lead", Role.SITE_LEAD, "W", 0, False)]
        for part in PARTS:
            rows += [(name, Role.INVIGILATOR, part, ROOM, False) for name in self.cast.named("invigilator")]
        rows += [(name, Role.EXAMINER, "P", ROOM, name.endswith("1")) for name in self.cast.named("examiner")]
        rows += [(name, Role.EXAMINER, "W", 0, False) for name in self.cast.named("marker")]
        return tuple(
            Assignment(self.cast.number(name), role, part, room, lead, salt=fresh_salt())
            for name, role, part, room, lead in rows
        )

    def declaration(self, name: str) -> Declaration:
        """No conflict of interest, whoever declares."""
        return Declaration(self.cast.number(name), (), "无利害关系", salt=fresh_salt())

    def paper(self) -> Paper:
        """The only sealed paper, of the written part."""
        return Paper(0, "W", _hash("rigged content"), _hash("rigged scheme"), _hash("rigged key"), salt=fresh_salt())

    def unsealing(self) -> Unsealing:
        """The same paper, opened by two."""
        persons = (self.cast.number("lead"), self.cast.number("invigilator-1"))
        return Unsealing(0, "W", _hash("rigged content"), persons, True, salt=fresh_salt())  # noqa: FBT003

    def checklist(self) -> Checklist:
        """All in order, as far as the supervisor was shown."""
        items = (ChecklistItem("考场布置", True), ChecklistItem("监控录像", True))  # noqa: FBT003
        return Checklist(self.cast.number("supervisor"), items, salt=fresh_salt())

    def checkins(self, part: str) -> tuple[Checkin, ...]:
        """Everybody on the roster came, ten minutes before the start."""
        moment = self.start(part) - 600
        method = CheckinMethod.ID_READER
        return tuple(
            Checkin(who, part, ROOM, CheckinResult.PASS, method, moment, salt=fresh_salt()) for who in CANDIDATES[:CAP]
        )

    def run(self, part: str) -> Run:
        """The start of a part."""
        return Run(part, ROOM, CAP, _hash(f"rigged device {part}"), salt=fresh_salt())

    def run_end(self, part: str) -> RunEnd:
        """The end of a part."""
        return RunEnd(part, ROOM, CAP, 0, _hash(f"rigged device {part}"), salt=fresh_salt())

    def responses(self) -> tuple[Response, ...]:
        """What everybody on the roster left."""
        kinds = {"W": ResponseKind.ANSWER, "P": ResponseKind.SHEET}
        return tuple(
            Response(who, part, kinds[part], _hash(f"{who} {part}"), salt=fresh_salt())
            for who in CANDIDATES[:CAP]
            for part in PARTS
        )

    def marks(self, name: str) -> tuple[Mark, ...]:
        """What one marker gave everybody; no two markers give the same."""
        part = "W" if name.startswith("marker") else "P"
        shift = 50 * (int(name[-1]) - 2)
        return tuple(
            Mark(self.cast.number(name), who, part, (total,), total, salt=fresh_salt())
            for place, who in enumerate(CANDIDATES[:CAP])
            for total in (_middle(part, place) + shift,)
        )

    def locked(self) -> tuple[Result, ...]:
        """The results as the marks give them: whoever has too few in the practical part fails."""
        return tuple(self._result(place, _middle("P", place)) for place in range(CAP))

    def appeal(self) -> Appeal:
        """The appeal of the candidate whose mark is raised later."""
        return Appeal(1, CANDIDATES[RAISED], "申请复核实操成绩", salt=fresh_salt())

    def ruling(self) -> AppealDecision:
        """The panel refuses it."""
        panel = (self.cast.number("panel-1"),)
        refused = AppealOutcome.REFUSED
        return AppealDecision(1, CANDIDATES[RAISED], refused, panel, (), "复核无误，维持原成绩", salt=fresh_salt())

    def corrected(self) -> tuple[Result, ...]:
        """The results after the lock: one mark raised over the pass mark, one result turned round by hand."""
        found = list(self.locked())
        found[RAISED] = self._result(RAISED, _RAISED_TO)
        found[FLIPPED] = Result(found[FLIPPED].candidate, found[FLIPPED].parts, ResultKind.PASS, salt=fresh_salt())
        return tuple(found)

    def decisions(self, results: Sequence[Result], head: bytes) -> tuple[Decision, ...]:
        """Whoever passed is granted, but a ghost stands in the place of one of them."""
        kinds = {ResultKind.PASS: DecisionKind.GRANTED, ResultKind.FAIL: DecisionKind.REFUSED}
        return tuple(
            Decision(GHOST if place == DISPLACED else one.candidate, kinds[one.result], head.hex(), salt=fresh_salt())
            for place, one in enumerate(results)
        )

    def report(self, decisions: Sequence[Decision]) -> Report:
        """Everybody granted is reported, the ghost too."""
        granted = tuple(one.candidate for one in decisions if one.decision is DecisionKind.GRANTED)
        return Report(ReportKind.NEW, granted, _hash("rigged report"), salt=fresh_salt())

    def _result(self, place: int, practical: int) -> Result:
        written = mean_mark([mark + _middle("W", place) for mark in (-50, 0)])
        scores = {"W": written, "P": practical}
        parts = tuple(PartResult(part, PartDisposition.SCORE, scores[part]) for part in PARTS)
        kind = ResultKind.PASS if min(scores.values()) >= _PASS else ResultKind.FAIL
        return Result(CANDIDATES[place], parts, kind, salt=fresh_salt())


def passed(results: Sequence[Result]) -> int:
    """Count who passed."""
    return sum(one.result is ResultKind.PASS for one in results)


def _middle(part: str, place: int) -> int:
    if part == "P" and place in _FAILING:
        return _LOW
    return 7_000 + 100 * place if part == "P" else 8_000 - 100 * place
