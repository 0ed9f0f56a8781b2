"""R30: what changed after the lock was changed openly, for a reason, by two persons who may."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import AppealDecision, AppealOutcome, Decision, Result
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.interest import examiners_of, relations_of, signed_by
from assessment.rules.lookup import results_of
from assessment.rules.rule import NOT_YET, Rule, rule

APPEAL: Final = 1
ERROR: Final = 2
"""The grounds of a correction in its figures."""


@rule(30)
def no_silent_change(case: Case) -> Iterator[Evidence]:
    """R30: every decision rests on the latest results, and every change of them has its ground and its approvers."""
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    corrections = case.all(EventCode.SCORE_CORRECTED)
    yield from _rests_elsewhere(case, [locked, *corrections])
    approvers = signed_by(case, EventCode.SCORE_CORRECTED)
    for event in corrections:
        if len(set(approvers[event.number])) != 2:
            yield Evidence("two-approvers-missing", {"approvers": len(set(approvers[event.number]))}, (event.number,))
    before: Event = locked
    for event in corrections:
        changed = _changed(case, before, event)
        yield from _ground(case, event, changed)
        yield from _approvers(case, event, approvers[event.number], changed)
        before = event


def _rests_elsewhere(case: Case, heads: Sequence[Event]) -> Iterator[Evidence]:
    for event, leaf, decision in case.records(Decision, EventCode.DECISION_RECORDED):
        head = next((one for one in reversed(heads) if one.number < event.number), None)
        if head is None or decision.scores != head.commitment.hex():
            events = (event.number,) if head is None else (event.number, head.number)
            yield Evidence("decided-on-other-scores", {"scores": decision.scores}, events, leaf)


def _changed(case: Case, before: Event, after: Event) -> Mapping[str, int]:
    """Return the candidates whose results a correction changed, with their leaves; new and lost ones are R32's."""
    old = results_of(case, before)
    return {
        candidate: leaf
        for candidate, (leaf, result) in results_of(case, after).items()
        if candidate in old and _content(old[candidate][1]) != _content(result)
    }


def _content(result: Result) -> tuple[object, ...]:
    return result.parts, result.result


def _ground(case: Case, event: Event, changed: Mapping[str, int]) -> Iterator[Evidence]:
    ground, number = event.figures["ground"], event.figures["reference"]
    values: dict[str, int | str] = {"ground": ground, "reference": number}
    if ground == ERROR and number > 0:
        return
    decided = _upheld(case, event, number) if ground == APPEAL else None
    if decided is None:
        yield Evidence("correction-without-ground", values, (event.number,))
        return
    concerned = {decided.candidate}
    if decided.outcome is AppealOutcome.UPHELD_FOR_ALL:
        concerned |= set(decided.affected)
    for candidate, leaf in changed.items():
        if candidate not in concerned:
            yield Evidence("correction-beyond-appeal", values, (event.number,), leaf)


def _upheld(case: Case, event: Event, number: int) -> AppealDecision | None:
    """Return the decision by which appeal `number` was upheld before `event`, or None."""
    for decided, _, record in case.records(AppealDecision, EventCode.APPEAL_DECIDED):
        upheld = record.outcome in {AppealOutcome.UPHELD, AppealOutcome.UPHELD_FOR_ALL}
        if decided.number < event.number and record.number == number and upheld:
            return record
    return None


def _approvers(case: Case, event: Event, approvers: Sequence[int], changed: Mapping[str, int]) -> Iterator[Evidence]:
    examiners = examiners_of(case)
    for candidate, leaf in changed.items():
        for person in sorted(set(approvers) & examiners.get(candidate, frozenset())):
            yield Evidence("approver-examined", {"person": person}, (event.number,), leaf)
    for person, candidate, relation in relations_of(case, approvers, changed, event.recorded_at):
        values: dict[str, int | str] = {"person": person, "relation": relation}
        yield Evidence("approver-related", values, (event.number,), changed[candidate])


RULES: Final[dict[int, Rule]] = {30: no_silent_change}
