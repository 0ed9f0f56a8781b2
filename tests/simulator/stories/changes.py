"""What several stories of R27 to R48 do to a session: other marks, other results, corrections, appeals."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assessment.codes import EventCode, Role
from assessment.records import (
    AppealDecision,
    AppealOutcome,
    Eligibility,
    Mark,
    PartDisposition,
    PartResult,
    Plan,
    Result,
    ResultKind,
)
from assessment.timeline import Timeline
from tests.simulator.registration import BEGIN
from tests.simulator.scoring import half_up, passes
from tests.simulator.session import Session, Step

DISPUTED = 2
"""The place of the candidate about whom the markers differ, and who appeals."""


def place_of(session: Session, step: Step, who: int) -> int:
    """The leaf of a candidate in a step that has one record for each."""
    name = session.shape.candidate(who)
    return next(leaf for leaf, record in enumerate(step.records) if getattr(record, "candidate", "") == name)


def edit_of(session: Session, code: EventCode, who: int, **changes: Any) -> None:
    step = session.step(code)
    step.edit(place_of(session, step, who), **changes)


def maxima(session: Session, part: str) -> list[int]:
    plan = session.step(EventCode.PLAN_FILED).records[0]
    assert isinstance(plan, Plan)
    return [criterion.maximum for one in plan.parts if one.part == part for criterion in one.criteria]


def split(total: int, most: Sequence[int]) -> tuple[int, ...]:
    """Fill one criterion after the other."""
    scores = []
    for maximum in most:
        scores.append(min(total, maximum))
        total -= scores[-1]
    return tuple(scores)


def commits(session: Session, part: str) -> list[Step]:
    """The commits of a part, in their order."""
    found = session.all(EventCode.SCORE_COMMIT)
    return [step for step in found if isinstance(step.records[0], Mark) and step.records[0].part == part]


def result_of(session: Session, who: int) -> Result:
    step = session.step(EventCode.SCORES_LOCKED)
    record = step.records[place_of(session, step, who)]
    assert isinstance(record, Result)
    return record


def final_of(session: Session, who: int, part: str) -> int:
    return next(entry.score for entry in result_of(session, who).parts if entry.part == part)


def set_part(session: Session, who: int, part: str, score: int, disposition: PartDisposition | None = None) -> None:
    """Put another score, or disposition, into a locked result; the result itself stays."""
    parts = tuple(
        PartResult(part, disposition or entry.disposition, score) if entry.part == part else entry
        for entry in result_of(session, who).parts
    )
    edit_of(session, EventCode.SCORES_LOCKED, who, parts=parts)


def remark(session: Session, who: int, part: str, totals: Sequence[int | None]) -> None:
    """Give a candidate other marks, one by each marker of the part (None = none); results follow by hand."""
    name = session.shape.candidate(who)
    for step, total in zip(commits(session, part), totals, strict=False):
        leaves = [leaf for leaf, one in enumerate(step.records) if isinstance(one, Mark) and one.candidate == name]
        for leaf in leaves:
            if total is None:
                del step.records[leaf]
            else:
                step.edit(leaf, total=total, scores=split(total, maxima(session, part)))
    found = [total for total in totals if total is not None]
    if found:
        set_part(session, who, part, half_up(found))
        settle(session, who)


def settle(session: Session, who: int) -> None:
    """Apply the pass rule anew, and count anew who passed."""
    kind = ResultKind.PASS if passes(session, result_of(session, who).parts) else ResultKind.FAIL
    edit_of(session, EventCode.SCORES_LOCKED, who, result=kind)
    locked = session.step(EventCode.SCORES_LOCKED)
    locked.figures["passed"] = sum(getattr(one, "result", None) is ResultKind.PASS for one in locked.records)


def by_result(session: Session, kind: ResultKind) -> list[int]:
    """The places of those who passed, or failed, without absence, carried part or dispute."""
    return [who for who in range(3, session.shape.candidates - 1) if result_of(session, who).result is kind]


def give_role(session: Session, name: str, role: Role) -> None:
    def widen(person: Any) -> Any:
        mask = person.roles.at(BEGIN) | 1 << role.value
        return replace(person, roles=Timeline(((BEGIN, mask),)))

    session.amend_person(name, widen)


def give_record(session: Session, name: str, **changes: Any) -> None:
    number = session.person(name)
    record = session.registry.persons[number].record
    assert record is not None
    session.amend("persons", number, record=replace(record, **changes))


def decide_appeal(session: Session, outcome: AppealOutcome, affected: Sequence[int] = ()) -> None:
    step = session.step(EventCode.APPEAL_DECIDED)
    step.edit(0, outcome=outcome, affected=tuple(session.shape.candidate(who) for who in affected))
    step.figures["outcome"] = outcome.value


def correct(session: Session, changed: dict[int, int], *, ground: int = 1, reference: int = 1) -> Step:
    """Correct marks of the last part, two hours after the appeal was decided; nobody's result changes but by it."""
    locked, decided = session.step(EventCode.SCORES_LOCKED), session.step(EventCode.APPEAL_DECIDED)
    records = []
    for record in locked.records:
        assert isinstance(record, Result)
        new = replace(record, salt=session.salt())
        for who, score in changed.items():
            if record.candidate == session.shape.candidate(who):
                parts = (*record.parts[:-1], replace(record.parts[-1], score=score))
                kind = ResultKind.PASS if passes(session, parts) else ResultKind.FAIL
                new = replace(new, parts=parts, result=kind)
        records.append(new)
    passed = sum(one.result is ResultKind.PASS for one in records)
    return session.add(
        EventCode.SCORE_CORRECTED,
        "controller-2",
        decided.claimed_at + 7200,
        records,
        "manager",
        passed=passed,
        ground=ground,
        reference=reference,
    )


def panel_of(session: Session, *names: str) -> None:
    session.step(EventCode.APPEAL_DECIDED).edit(0, panel=tuple(session.person(name) for name in names))


def eligibility(session: Session, who: int) -> Eligibility:
    step = session.step(EventCode.ELIGIBILITY_DECIDED)
    record = step.records[place_of(session, step, who)]
    assert isinstance(record, Eligibility)
    return record


def decision_of_appeal(session: Session) -> AppealDecision:
    record = session.step(EventCode.APPEAL_DECIDED).records[0]
    assert isinstance(record, AppealDecision)
    return record
