"""What one session's verified records tell rules about other sessions: rows for the tables of facts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import (
    Assignment,
    Candidate,
    Mark,
    PartDisposition,
    Plan,
    PlanPart,
    Record,
    Result,
    Unsealing,
)
from assessment.rules.case import Issued, Opened, Status
from auditor.event_rows import Cell
from certificate.pass_rule import AllParts, PassRule, Weighted, WeightedWithFloors

R = TypeVar("R", bound=Record)
Rows = dict[str, list[tuple[Cell, ...]]]


@dataclass(frozen=True, slots=True)
class Verified:
    """The verified records and certificates of session number `s`, by number of the event."""

    s: int
    events: Sequence[Event]
    opened: Mapping[int, Opened]
    issued: Mapping[int, tuple[Issued, ...]]
    pass_rule: PassRule | None


def extract(session: Verified) -> Rows:
    """Return the rows by table; what is not verified gives none."""
    parts = {part.part: part for part in _plan_parts(session)}
    locked = list(_all(session, EventCode.ROSTER_LOCKED, Candidate))
    results = _last_results(session)
    return {
        "sitting": list(_sittings(session.s, parts, locked)),
        "duty": list(_duties(session, parts)),
        "unsealed": [(one.content, session.s) for one in _all(session, EventCode.PAPER_UNSEALED, Unsealing)],
        "issued": list(_issued(session)),
        "score": list(_scores(session.s, results)),
        "marked": _marked(session),
        "heap": _heap(session, results),
    }


def _all(session: Verified, code: EventCode, kind: type[R]) -> Iterator[R]:
    for event in session.events:
        found = session.opened.get(event.number)
        if event.code is code and found is not None and found.status is Status.VERIFIED:
            yield from (record for record in found.records if isinstance(record, kind))


def _plan_parts(session: Verified) -> tuple[PlanPart, ...]:
    plans = list(_all(session, EventCode.PLAN_FILED, Plan))
    return plans[-1].parts if plans else ()


def _last_results(session: Verified) -> list[Result]:
    """Return the results as they stand: the locked ones, or those of the last correction."""
    codes = (EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
    for event in reversed([event for event in session.events if event.code in codes]):
        found = session.opened.get(event.number)
        if found is None or found.status is not Status.VERIFIED:
            # What was corrected cannot be told from what was locked before.
            return []
        return [record for record in found.records if isinstance(record, Result)]
    return []


def _sittings(s: int, parts: Mapping[str, PlanPart], locked: Sequence[Candidate]) -> Iterator[tuple[Cell, ...]]:
    for candidate in locked:
        carried = {one.part for one in candidate.carried}
        for due in candidate.due:
            part = parts.get(due)
            if part is not None and due not in carried:
                yield candidate.candidate, s, due, part.start, part.start + 60 * part.minutes


def _duties(session: Verified, parts: Mapping[str, PlanPart]) -> Iterator[tuple[Cell, ...]]:
    assigned = [event.number for event in session.events if event.code is EventCode.STAFF_ASSIGNED]
    found = session.opened.get(assigned[-1]) if assigned else None
    if found is None or found.status is not Status.VERIFIED:
        return
    for record in found.records:
        part = parts.get(record.part) if isinstance(record, Assignment) else None
        if part is not None and isinstance(record, Assignment):
            end = part.start + 60 * part.minutes
            yield record.person, session.s, part.part, record.room, part.start, end, record.role.name


def _issued(session: Verified) -> Iterator[tuple[Cell, ...]]:
    for event in session.events:
        for one in session.issued.get(event.number, ()):
            if event.issue is not None:
                batch, place = event.issue.submission * 64 + one.leaf // 1024, one.leaf % 1024
                yield one.number, one.candidate, session.s, one.family, one.level, batch, place


def _scores(s: int, results: Sequence[Result]) -> Iterator[tuple[Cell, ...]]:
    for result in results:
        for part in result.parts:
            if part.disposition is PartDisposition.SCORE:
                yield result.candidate, s, part.part, part.score


def _marked(session: Verified) -> list[tuple[Cell, ...]]:
    marked = {(mark.marker, mark.candidate) for mark in _all(session, EventCode.SCORE_COMMIT, Mark)}
    counts = Counter(marker for marker, _ in marked)
    return [(marker, session.s, count) for marker, count in sorted(counts.items())]


def _heap(session: Verified, results: Sequence[Result]) -> list[tuple[Cell, ...]]:
    """Count scores by whole marks from the pass mark that each of them has to reach."""
    counts: Counter[int] = Counter()
    for result in results:
        scores = {part.part: part.score for part in result.parts if part.disposition is PartDisposition.SCORE}
        counts.update((score - mark) // 100 for score, mark in _against(session.pass_rule, scores))
    return [(session.s, distance, count) for distance, count in sorted(counts.items())]


def _against(rule: PassRule | None, scores: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    match rule:
        case None:
            return
        case AllParts(pass_marks=marks):
            yield from ((scores[one.part], one.mark) for one in marks if one.part in scores)
        case Weighted() | WeightedWithFloors():
            weights = {one.part: one.permille for one in rule.weights}
            if weights.keys() <= scores.keys():
                yield sum(weights[part] * scores[part] for part in weights) // 1000, rule.pass_mark
