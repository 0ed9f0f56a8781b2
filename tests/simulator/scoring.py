"""A clean session's marks: commits, reveals, an adjudication, and the results that follow by hand-made arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessment.codes import EventCode
from assessment.records import (
    Adjudication,
    Candidate,
    Mark,
    PartDisposition,
    PartResult,
    Plan,
    PlanPart,
    Result,
    ResultKind,
)
from certificate.pass_rule import AllParts, WeightedWithFloors
from tests.simulator.planning import room_of
from tests.simulator.session import Session, Step
from tests.simulator.sitting import absent, sitting

HALF = 50
"""Centimarks in half a mark."""
ADJUDICATED = 2
"""The place of the candidate about whom the markers of an eventful session differ."""
SETTLED = 70_00
ABILITIES = 38_50
"""Centimarks from the least able candidate to the ablest."""
STEP = 23_79
"""From one candidate's ability to the next one's: 0.618 of the range, the golden ratio, which leaves no lumps (R41)."""


@dataclass
class Marks:
    """Totals by (candidate's place, part code), in the order in which they were marked."""

    totals: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    settled: dict[tuple[int, str], int] = field(default_factory=dict)


def mark(session: Session) -> None:
    """Add the commits, reveals, adjudication and locked results."""
    plan = session.step(EventCode.PLAN_FILED).records[0]
    assert isinstance(plan, Plan)
    marks = Marks()
    sealed = session.step(EventCode.RESPONSES_SEALED).claimed_at
    moment = sealed + max(17 * 3600, 240 * session.shape.candidates)
    commits = []
    for number, part in enumerate(plan.parts, start=1):
        for name, places in _sharing(session, part):
            if places:
                commits.append(_commit(session, marks, name, number, part, places, moment))
                moment += 420
    moment += 1800
    for place, commit in enumerate(commits):
        _reveal(session, commit, moment + 60 * place)
    moment += 60 * len(commits) + 1800
    _adjudicate(session, plan, marks, moment)
    results = _results(session, plan, marks)
    passed = sum(result.result is ResultKind.PASS for result in results)
    session.add(EventCode.SCORES_LOCKED, "controller", moment + 3600, results, n=len(results), passed=passed)


def _sharing(session: Session, part: PlanPart) -> list[tuple[str, list[int]]]:
    """Who marks whom: a room's whole panel its candidates; elsewhere one everybody and another a fifth of them."""
    names = session.shape.cast.examiners(session.shape.turn)
    present = sitting(session, part.part)
    if not part.judgement:
        return [(names[-2], present), (names[-1], present[: -(-len(present) // 5)])]
    panel = session.shape.panel
    return [
        (name, [place for place in present if room_of(session, place) == room])
        for room in part.rooms
        for name in names[panel * (room - 1) :][:panel]
    ]


def _commit(
    session: Session, marks: Marks, name: str, number: int, part: PlanPart, places: Sequence[int], moment: int
) -> Step:
    maxima = [criterion.maximum for criterion in part.criteria]
    records = []
    for place in places:
        earlier = marks.totals.setdefault((place, part.part), [])
        total = _total(session, place, part, len(earlier))
        earlier.append(total)
        scores = _split(session, total, maxima)
        who = session.shape.candidate(place)
        records.append(Mark(session.person(name), who, part.part, scores, total, salt=session.salt()))
    return session.add(EventCode.SCORE_COMMIT, name, moment, records, n=len(records), part=number)


def _total(session: Session, place: int, part: PlanPart, marker: int) -> int:
    """A mark in steps of half a mark: every ability from 55 to 93 of 100 alike, the markers two marks apart at most."""
    maximum = sum(criterion.maximum for criterion in part.criteria)
    if _disputed(session, place, part) and marker < 3:
        return (SETTLED - 8_00, SETTLED + 7_00, SETTLED)[marker] * maximum // 100_00 // HALF * HALF
    ability = 55_00 + (place * STEP + sum(session.shape.seed.encode()) * 97) % ABILITIES
    points = (ability + session.random.randrange(-2, 3) * 100) * maximum // 100_00
    return min(points // HALF * HALF, maximum)


def _disputed(session: Session, place: int, part: PlanPart) -> bool:
    shape = session.shape
    return shape.eventful and shape.candidates > 4 and part.judgement and place == ADJUDICATED


def _split(session: Session, total: int, maxima: Sequence[int]) -> tuple[int, ...]:
    """Share `total` out over criteria in steps of half a mark, a little differently each time."""
    scores = [total * most // sum(maxima) // HALF * HALF for most in maxima]
    left = total - sum(scores)
    place = session.random.randrange(len(maxima))
    while left:
        given = min(left, maxima[place] - scores[place])
        scores[place] += given
        left -= given
        place = (place + 1) % len(maxima)
    moved = min(session.random.randrange(4) * 100, scores[0], maxima[-1] - scores[-1])
    scores[0] -= moved
    scores[-1] += moved
    return tuple(scores)


def _reveal(session: Session, commit: Step, moment: int) -> None:
    step = session.add(EventCode.SCORE_REVEAL, commit.actor, moment)
    step.figures = dict(commit.figures)
    step.opens = commit


def _adjudicate(session: Session, plan: Plan, marks: Marks, moment: int) -> None:
    for number, part in enumerate(plan.parts, start=1):
        if (ADJUDICATED, part.part) not in marks.totals or not _disputed(session, ADJUDICATED, part):
            continue
        maximum = sum(criterion.maximum for criterion in part.criteria)
        final = SETTLED * maximum // 100_00
        marks.settled[ADJUDICATED, part.part] = final
        record = Adjudication(
            session.person("adjudicator"),
            session.shape.candidate(ADJUDICATED),
            part.part,
            final,
            "评分差异超出允许范围",
            salt=session.salt(),
        )
        session.add(EventCode.ADJUDICATED, "adjudicator", moment + 300 * number, [record], n=1, part=number)


def half_up(totals: Sequence[int]) -> int:
    """The mean, half up to half a mark, by division with remainder."""
    halves, rest = divmod(sum(totals), HALF * len(totals))
    return (halves + (2 * rest >= HALF * len(totals))) * HALF


def _results(session: Session, plan: Plan, marks: Marks) -> list[Result]:
    leaves = [leaf for leaf in session.step(EventCode.ROSTER_LOCKED).records if isinstance(leaf, Candidate)]
    results = []
    for place, leaf in enumerate(leaves):
        carried = {one.part: one.score for one in leaf.carried}
        parts = []
        for part in plan.parts:
            if part.part in carried:
                parts.append(PartResult(part.part, PartDisposition.CARRIED, carried[part.part]))
            elif absent(session, place):
                parts.append(PartResult(part.part, PartDisposition.ABSENT, 0))
            else:
                where = (place, part.part)
                score = marks.settled.get(where, half_up(marks.totals[where]))
                parts.append(PartResult(part.part, PartDisposition.SCORE, score))
        kind = ResultKind.PASS if passes(session, parts) else ResultKind.FAIL
        results.append(Result(leaf.candidate, tuple(parts), kind, salt=session.salt()))
    return results


def passes(session: Session, parts: Sequence[PartResult]) -> bool:
    """Apply the standard's pass rule by hand."""
    if any(part.disposition not in (PartDisposition.SCORE, PartDisposition.CARRIED) for part in parts):
        return False
    scores = {part.part: part.score for part in parts}
    rule = session.shape.standard.pass_rule
    if isinstance(rule, AllParts):
        return all(scores.get(one.part, one.mark) >= one.mark for one in rule.pass_marks)
    floors = rule.floors if isinstance(rule, WeightedWithFloors) else ()
    total = sum(one.permille * scores[one.part] for one in rule.weights)
    return total >= 1000 * rule.pass_mark and all(scores[one.part] >= one.mark for one in floors)
