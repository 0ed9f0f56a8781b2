"""The rigged session: what the contract refuses outright, and what it cannot know and an auditor finds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from assessment.codes import EventCode
from assessment.records import Checklist, Relation, RelationKind, Result
from authority import Act, Admission, Office, Oversight, admit
from certificate.facts import Kind
from certificate.profile import Profile
from certificate.requests import AccreditationRequest
from chain.accounts import KeyAccount
from chain.certificate_calls import CertificateCalls, Submission
from chain.faucet import fund
from xcert.demo.cast import ACCREDITOR, LEVEL, RIGGED, hire
from xcert.demo.rigged_records import CANDIDATES, CAP, RELATIVE, ROOM, WANTED, Records, passed
from xcert.demo.rogue import Rogue
from xcert.demo.sheets import PARTS
from xcert.demo.stage import FAMILY, Stage
from xcert.demo.timetable import at
from xcert.progress import DrawnProgress


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to come out: rules that FAIL, rules that are flagged, and the contracts' errors in their order."""

    failing: tuple[int, ...]
    flagged: tuple[int, ...]
    refusals: tuple[str, ...]


EXPECTED: Final = Expected(
    failing=(8, 9, 14, 20, 30, 31, 36),
    flagged=(45,),
    refusals=(
        "AccreditationRegistryCapExceeded",
        "AssessmentLedgerOutOfRange",
        "AssessmentLedgerWrongState",
        "AssessmentLedgerLatenessNotWaived",
        "AssessmentLedgerOutOfRange",
    ),
)
"""R8, R9, R14, R30 and R31 are what was done. R20, R36 and R45 cannot but follow: papers are opened on the ledger
behind the locked roster, so late; a ghost has no result and is granted without a pass; two of twelve were raised."""

_PROFILE: Final = Profile("did:web:rigged.example", "示例违规机构", "https://rigged.example")
_SPACED: Final = 240
"""Seconds between two events that are sent after the examination."""
_ROLE_NAMES: Final = ("examiner", "marker")


def found_rogue(stage: Stage) -> Rogue:
    """Let the regulator accredit the second organisation, capped, with staff; it knows of one relation."""
    anchoring, administration = KeyAccount.create(), KeyAccount.create()
    fund(stage.chain, anchoring.address)
    office = Office.open(stage.chain, stage.accreditor, stage.trusted)
    request = AccreditationRequest(_PROFILE, administration.address, anchoring.address)
    levels = {FAMILY: 1 << LEVEL - 1}
    admission = Admission(ACCREDITOR, levels, stage.chain.time, stage.ends, cap=CAP)
    organisation = admit(office, request, admission)
    relations = {"examiner-2": (Relation(CANDIDATES[RELATIVE], RelationKind.RELATIVE),)}
    cast = hire(office, stage.register, stage.hiring(organisation), RIGGED, relations=relations)
    return Rogue(stage, Office.open(stage.chain, anchoring, stage.trusted), cast, organisation)


def rig_session(stage: Stage, progress: DrawnProgress) -> Rogue:
    """Take the rigged session as far as it gets."""
    days = stage.timetable.rigged
    stage.move_to(at(days.filed, "08:00"))
    rogue = found_rogue(stage)
    rigging = Rigging(rogue, Records(stage.standards[FAMILY], rogue.organisation, rogue.cast, days))
    acts = (rigging.prepare, rigging.lock_late, rigging.write_up, rigging.mark, rigging.raise_scores, rigging.decide)
    progress.start("rigging a session", len(acts))
    for act in acts:
        act()
        progress.advance(1)
    progress.finish()
    return rogue


class Rigging:
    """The steps of the rigged organisation, in their order."""

    def __init__(self, rogue: Rogue, records: Records) -> None:
        self._rogue = rogue
        self._records = records
        self._days = records.days
        self._clock = at(records.days.exam, "15:40")
        self._results: tuple[Result, ...] = ()

    def prepare(self) -> None:
        """File a plan, have it approved, register, seal a paper; the roster stays open."""
        rogue, records, days = self._rogue, self._records, self._days
        standard = rogue.office.views.standard(records.standard.version)
        assert standard is not None
        start, between = records.start("W"), (records.start("P") - records.start("W")) // 60
        figures = {
            "standard": standard.number,
            "level": LEVEL,
            "site": rogue.cast.site,
            "start": start,
            "seats": WANTED,
        }
        parts = {"parts": len(PARTS), "offset2": between, "offset3": 0, "papers": 1}
        rogue.plan(at(days.filed, "09:00"), records.plan(), {**figures, **parts})
        rogue.oversee(at(days.filed, "14:00"), lambda oversight: oversight.approve(rogue.session, "符合要求，予以备案"))
        rogue.say(at(days.filed, "16:00"), EventCode.REG_OPENED, "manager")
        eligible = records.eligible()
        rogue.say(
            at(days.exam_minus(3), "10:00"), EventCode.ELIGIBILITY_DECIDED, "registrar", eligible,
            {"eligible": len(eligible), "refused": 0},
        )  # fmt: skip
        rogue.say(
            at(days.exam_minus(1), "15:00"), EventCode.PAPER_SEALED, "setter", (records.paper(),),
            {"paper": 0, "part": 1}, second="manager",
        )  # fmt: skip

    def lock_late(self) -> None:
        """Lock the roster when the examination is over and everybody knows who came; first with too many."""
        self._rogue.try_to_say(
            f"lock a roster of {WANTED} candidates with a cap of {CAP}",
            self._next(), EventCode.ROSTER_LOCKED, "registrar", self._records.roster(WANTED), {"n": WANTED},
        )  # fmt: skip
        self._rogue.say(self._next(), EventCode.ROSTER_LOCKED, "registrar", self._records.roster(CAP), {"n": CAP})

    def write_up(self) -> None:
        """Write the examination up behind the late roster, with the times when it took place."""
        rogue, records = self._rogue, self._records
        declarers = [name for kind in _ROLE_NAMES for name in rogue.cast.named(kind)]
        rogue.say(
            self._next(), EventCode.STAFF_ASSIGNED, "manager", records.staff(),
            {"declarers": len(declarers), "invigilators": 2, "others": 1},
        )  # fmt: skip
        for name in declarers:
            rogue.say(self._next(), EventCode.COI_DECLARED, name, (records.declaration(name),), {"conflicts": 0})
        start = records.start("W")
        self._on_site(EventCode.SUPERVISOR_CHECKIN, "supervisor", start - 3_600, records.checklist())
        rogue.say(self._next(), EventCode.SESSION_OPENED, "lead", claimed=start - 2_400)
        rogue.say(
            self._next(), EventCode.PAPER_UNSEALED, "lead", (records.unsealing(),), {"paper": 0, "part": 1},
            claimed=start - 900, second="invigilator-1",
        )  # fmt: skip
        for number, part in enumerate(PARTS, start=1):
            self._hold(number, part)
        items = records.responses()
        rogue.say(self._next(), EventCode.RESPONSES_SEALED, "lead", items, {"items": len(items), "candidates": CAP})
        self._on_site(EventCode.SUPERVISOR_CHECKOUT, "supervisor", self._clock, records.checklist())

    def mark(self) -> None:
        """Let everybody mark, the relative too, and lock the scores."""
        rogue, records, days = self._rogue, self._records, self._days
        moment = at(days.exam_plus(1), "10:00")
        markers = [(name, 1 if kind == "marker" else 2) for kind in _ROLE_NAMES for name in rogue.cast.named(kind)]
        commitments = {}
        for place, (name, part) in enumerate(markers):
            marks = records.marks(name)
            commitments[name] = rogue.commitment(EventCode.SCORE_COMMIT, marks)
            rogue.say(moment + 600 * place, EventCode.SCORE_COMMIT, name, marks, {"n": CAP, "part": part})
        for place, (name, part) in enumerate(markers):
            again = moment + 7_200 + 600 * place
            rogue.say(again, EventCode.SCORE_REVEAL, name, (), {"n": CAP, "part": part}, opens=commitments[name])
        results = records.locked()
        rogue.say(
            at(days.locked, "10:00"),
            EventCode.SCORES_LOCKED,
            "controller",
            results,
            {"n": CAP, "passed": passed(results)},
        )
        until = at(days.decided, "00:00")
        rogue.say(at(days.locked, "11:00"), EventCode.PROVISIONAL_PUBLISHED, "manager", (), {"until": until})

    def raise_scores(self) -> None:
        """Correct scores: first by an appeal that nobody lodged, then by one that the panel refused."""
        rogue, records, days = self._rogue, self._records, self._days
        self._results = records.corrected()
        figures = {"passed": passed(self._results), "ground": 1, "reference": 1}
        corrected = EventCode.SCORE_CORRECTED
        rogue.try_to_say(
            "raise a score by an appeal that nobody lodged", at(days.exam_plus(3), "09:00"), corrected, "controller",
            self._results, figures, second="manager",
        )  # fmt: skip
        appeal, ruling = (records.appeal(),), (records.ruling(),)
        rogue.say(at(days.exam_plus(3), "12:00"), EventCode.APPEAL_LODGED, "registrar", appeal, {"number": 1})
        rogue.say(
            at(days.exam_plus(4), "10:00"), EventCode.APPEAL_DECIDED, "panel-1", ruling, {"number": 1, "outcome": 0}
        )
        rogue.say(at(days.exam_plus(4), "20:00"), corrected, "controller", self._results, figures, second="manager")
        rogue.say(at(days.decided, "09:00"), EventCode.NOTICE_CLOSED, "manager")

    def decide(self) -> None:
        """Anchor before the decision, decide unwaived, decide for a ghost and report it, anchor more than granted."""
        rogue, days = self._rogue, self._days
        head = rogue.commitment(EventCode.SCORE_CORRECTED, self._results)
        decisions = self._records.decisions(self._results, head)
        granted = passed(self._results)
        figures = {"granted": granted, "refused": CAP - granted, "deferred": 0}
        decided = at(days.decided, "10:00")
        submission = self._submission(granted)
        calls = CertificateCalls(rogue.stage.trusted.network.registry)
        rogue.try_to("anchor certificates before anybody decided", calls.anchor(submission))
        rogue.try_to_say(
            "decide although the roster was locked late", decided, EventCode.DECISION_RECORDED, "officer", decisions,
            figures,
        )  # fmt: skip
        for rule in (8, 20):
            rogue.oversee(decided + 3_600, _waiver(rogue.session, rule))
        rogue.say(decided + 7_200, EventCode.DECISION_RECORDED, "officer", decisions, figures)
        report = self._records.report(decisions)
        rogue.say(
            decided + 10_800, EventCode.BATCH_REPORTED, "manager", (report,),
            {"n": len(report.candidates), "type": report.kind.value},
        )  # fmt: skip
        more = replace(submission, last_size=granted + 1)
        rogue.try_to(f"anchor {granted + 1} certificates where {granted} were granted", calls.anchor(more))

    def _submission(self, size: int) -> Submission:
        version, roots = self._records.standard.version, (b"\x01" * 32,)
        rogue = self._rogue
        return Submission(rogue.organisation, rogue.session, 0, Kind.CERTIFICATE, version, LEVEL, size, roots)

    def _hold(self, number: int, part: str) -> None:
        rogue, records = self._rogue, self._records
        place = {"part": number, "room": ROOM, "present": CAP}
        start, end = records.start(part), records.end(part)
        who = "invigilator-1"
        rogue.say(
            self._next(), EventCode.CHECKIN_BATCH, who, records.checkins(part), {**place, "absent": 0, "failed": 0},
            claimed=start - 600,
        )  # fmt: skip
        rogue.say(self._next(), EventCode.PART_STARTED, who, (records.run(part),), place, claimed=start)
        rogue.say(self._next(), EventCode.PART_ENDED, who, (records.run_end(part),), place, claimed=end)

    def _on_site(self, code: EventCode, who: str, claimed: int, record: Checklist) -> None:
        self._rogue.say(self._next(), code, who, (record,), claimed=claimed)

    def _next(self) -> int:
        self._clock += _SPACED
        return self._clock


def _waiver(session: bytes, rule: int) -> Callable[[Oversight], Act]:
    return lambda oversight: oversight.waive(session, rule, _WAIVED)


_WAIVED: Final = "机构称考场网络中断；先予豁免，待审计核实"
