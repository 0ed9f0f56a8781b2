"""R34: appeals block, are decided in time, and by people without an interest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.records import Appeal, AppealDecision, AppealOutcome, Decision, DecisionKind
from assessment.registry import Person
from assessment.rules.case import Case
from assessment.rules.corrections import APPEAL
from assessment.rules.finding import Evidence
from assessment.rules.interest import examiners_of, relations_of, signed_by
from assessment.rules.lookup import days_between, parameters_of, roster_of
from assessment.rules.rule import NOT_APPLICABLE, Rule, rule

_ENDS: Final = (
    EventCode.SCORES_LOCKED,
    EventCode.SCORE_CORRECTED,
    EventCode.DECISION_RECORDED,
)
"""Who signed one of these has an interest in its standing."""


@rule(34)
def appeals(case: Case) -> Iterator[Evidence]:
    """R34: an open appeal defers its candidate; panels decide in time, without interest, one member from outside."""
    lodged = case.all(EventCode.APPEAL_LODGED)
    decided = case.all(EventCode.APPEAL_DECIDED)
    if not lodged and not decided:
        yield NOT_APPLICABLE
        return
    yield from _in_time(case, lodged, decided)
    entries = {event.number: (event, record) for event, _, record in case.records(Appeal, EventCode.APPEAL_LODGED)}
    yield from _numbers(entries.values(), decided)
    yield from _blocked(case, entries.values(), decided)
    records = [(event, record) for event, _, record in case.records(AppealDecision, EventCode.APPEAL_DECIDED)]
    appellants = {event.figures["number"]: record.candidate for event, record in entries.values()}
    signers = signed_by(case, EventCode.APPEAL_DECIDED, *_ENDS)
    for event, record in records:
        yield from _decision(event, record, appellants)
        yield from _membership(case, event, record, signers[event.number])
        if record.outcome is AppealOutcome.UPHELD_FOR_ALL:
            yield from _review(case, event, record)
    examiners = examiners_of(case)
    for event, record in records:
        yield from _interest(case, event, record, examiners.get(record.candidate, frozenset()), signers)


def _in_time(case: Case, lodged: Sequence[Event], decided: Sequence[Event]) -> Iterator[Evidence]:
    most = parameters_of(case).appeal_days
    ends = {event.figures["number"]: event for event in reversed(decided)}
    for event in lodged:
        end = ends.get(event.figures["number"])
        days = days_between(case, event.recorded_at, end.recorded_at if end else case.moment)
        if days > most:
            where = (event.number, end.number) if end else (event.number,)
            yield Evidence("appeal-decided-late" if end else "appeal-overdue", {"days": days, "most": most}, where)


def _numbers(entries: Iterable[tuple[Event, Appeal]], decided: Sequence[Event]) -> Iterator[Evidence]:
    known: dict[int, int] = {}
    for event, record in entries:
        if record.number != event.figures["number"]:
            values: dict[str, int | str] = {"public": event.figures["number"], "record": record.number}
            yield Evidence("appeal-number-differs", values, (event.number,), 0)
        known.setdefault(event.figures["number"], event.number)
    for event in decided:
        if known.get(event.figures["number"], event.number) >= event.number:
            yield Evidence("decision-without-appeal", {"number": event.figures["number"]}, (event.number,))


def _blocked(case: Case, entries: Iterable[tuple[Event, Appeal]], decided: Sequence[Event]) -> Iterator[Evidence]:
    ends = {event.figures["number"]: event.number for event in reversed(decided)}
    found = list(entries)
    for event, leaf, decision in case.records(Decision, EventCode.DECISION_RECORDED):
        if decision.decision is DecisionKind.DEFERRED:
            continue
        for lodged, appeal in found:
            number = lodged.figures["number"]
            open_then = lodged.number < event.number < ends.get(number, event.number + 1)
            if open_then and appeal.candidate == decision.candidate:
                yield Evidence("decided-under-appeal", {"number": number}, (event.number, lodged.number), leaf)


def _decision(event: Event, record: AppealDecision, appellants: Mapping[int, str]) -> Iterator[Evidence]:
    values: dict[str, int | str] = {"number": event.figures["number"]}
    if record.number != event.figures["number"] or record.outcome.value != event.figures["outcome"]:
        yield Evidence("appeal-decision-differs", values, (event.number,), 0)
    if record.candidate != appellants.get(event.figures["number"], record.candidate):
        yield Evidence("appeal-of-somebody-else", values, (event.number,), 0)


def _membership(case: Case, event: Event, record: AppealDecision, signers: Sequence[int]) -> Iterator[Evidence]:
    where, moment = (event.number,), event.recorded_at
    members = [case.registry.persons.get(number) for number in record.panel]
    for number, person in zip(record.panel, members, strict=True):
        if person is None or not (person.roles.at(moment) or 0) >> Role.APPEAL_PANEL.value & 1:
            yield Evidence("panel-member-without-role", {"person": number}, where, 0)
    if not any(person is not None and _independent(person, case.organisation) for person in members):
        yield Evidence("panel-without-independent-member", {}, where, 0)
    if not set(signers) <= set(record.panel):
        yield Evidence("decided-outside-panel", {}, where, 0)


def _independent(person: Person, organisation: int) -> bool:
    trains = person.record.trains if person.record else ()
    return person.employer != organisation and organisation not in trains


def _interest(
    case: Case, event: Event, record: AppealDecision, examined: frozenset[int], signers: Mapping[int, Sequence[int]]
) -> Iterator[Evidence]:
    where = (event.number,)
    for number in sorted(set(record.panel)):
        if number in examined:
            yield Evidence("panel-member-examined", {"person": number}, where, 0)
        for other in case.all(*_ENDS):
            if other.number < event.number and number in signers[other.number]:
                yield Evidence("panel-member-decided", {"person": number}, (event.number, other.number), 0)
    for person, _, relation in relations_of(case, record.panel, [record.candidate], event.recorded_at):
        yield Evidence("panel-member-related", {"person": person, "relation": relation}, where, 0)


def _review(case: Case, event: Event, record: AppealDecision) -> Iterator[Evidence]:
    """A decision for all affected names them, and their results are reviewed before anything else is done with them."""
    values: dict[str, int | str] = {"number": record.number}
    _, roster = roster_of(case)
    others = set(record.affected) - {record.candidate}
    if not others or not others <= set(roster):
        yield Evidence("affected-not-named", values, (event.number,), 0)
    reviews = [
        one.number
        for one in case.all(EventCode.SCORE_CORRECTED)
        if one.number > event.number and (one.figures["ground"], one.figures["reference"]) == (APPEAL, record.number)
    ]
    reviewed = min(reviews, default=None)
    concerned = others | {record.candidate}
    for decided, leaf, decision in case.records(Decision, EventCode.DECISION_RECORDED):
        settles = decision.decision is not DecisionKind.DEFERRED and decision.candidate in concerned
        if settles and decided.number > event.number and (reviewed is None or reviewed > decided.number):
            yield Evidence("decided-before-review", values, (decided.number, event.number), leaf)
    archived = case.last(EventCode.SESSION_ARCHIVED)
    if archived is not None and reviewed is None:
        yield Evidence("archived-without-review", values, (archived.number, event.number))


RULES: Final[dict[int, Rule]] = {34: appeals}
