"""R27 to R29: independent marks, tolerance and adjudication, arithmetic."""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final

from assessment.codes import EventCode, Role
from assessment.event import Event
from assessment.marking import scores_add_up
from assessment.records import Checkin, CheckinResult, PartDisposition, PlanPart
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.interest import signed_by
from assessment.rules.known import opened_persons, staff_of
from assessment.rules.lookup import document_of, level_of, parameters_of, parts_of, results_of
from assessment.rules.marks import (
    Given,
    Settled,
    Where,
    adjudications_of,
    agree,
    final_of,
    marks_of,
    maxima_of,
)
from assessment.rules.related import CENTRAL
from assessment.rules.rule import NOT_YET, Rule, rule

PRACTICAL: Final = "P"
"""The code of the practical part in every standard."""
DOUBLE: Final = 2
"""Markers of whoever counts as marked twice in any part but a practical with judgement."""


@rule(27)
def independent_blind_marks(case: Case) -> Iterator[Evidence]:
    """R27: enough markers, each assigned and each once, all sealed before any of them is opened."""
    if case.first(EventCode.SCORE_COMMIT) is None:
        yield NOT_YET
        return
    opened = _reveals(case)
    yield from _unopened(case, opened)
    marks = marks_of(case)
    signers = signed_by(case, EventCode.SCORE_COMMIT)
    for given in marks.values():
        yield from _own_and_once(given, signers)
        yield from _after_a_reveal(given, opened)
    yield from _not_assigned(case, marks)
    yield from _too_few(case, marks)


def _reveals(case: Case) -> Mapping[int, int]:
    """Return the number of the SCORE_REVEAL of each opened SCORE_COMMIT; each opens the earliest that it fits."""
    waiting: dict[Hashable, deque[int]] = {}
    opened: dict[int, int] = {}
    for event in case.all(EventCode.SCORE_COMMIT, EventCode.SCORE_REVEAL):
        key = (event.actor, event.figures["part"], event.figures["n"], event.commitment)
        if event.code is EventCode.SCORE_COMMIT:
            waiting.setdefault(key, deque()).append(event.number)
        elif waiting.get(key):
            opened[waiting[key].popleft()] = event.number
    return opened


def _unopened(case: Case, opened: Mapping[int, int]) -> Iterator[Evidence]:
    used = set(opened.values())
    for reveal in case.all(EventCode.SCORE_REVEAL):
        if reveal.number not in used:
            yield Evidence("reveal-opens-nothing", {}, (reveal.number,))
    locked = case.last(EventCode.SCORES_LOCKED)
    for commit in case.all(EventCode.SCORE_COMMIT):
        if locked and opened.get(commit.number, locked.number) >= locked.number:
            yield Evidence("commit-not-revealed", {}, (commit.number, locked.number))


def _own_and_once(given: Sequence[Given], signers: Mapping[int, tuple[int, ...]]) -> Iterator[Evidence]:
    seen: set[int] = set()
    for one in given:
        values: dict[str, int | str] = {"marker": one.mark.marker, "part": one.mark.part}
        if signers[one.event.number] != (one.mark.marker,):
            yield Evidence("marker-not-signer", values, (one.event.number,), one.leaf)
        if one.mark.marker in seen:
            yield Evidence("marked-twice", values, (one.event.number,), one.leaf)
        seen.add(one.mark.marker)


def _after_a_reveal(given: Sequence[Given], opened: Mapping[int, int]) -> Iterator[Evidence]:
    first = min((opened[one.event.number] for one in given if one.event.number in opened), default=None)
    for one in given:
        if first is not None and one.event.number > first:
            values: dict[str, int | str] = {"marker": one.mark.marker, "part": one.mark.part}
            yield Evidence("marked-after-reveal", values, (one.event.number, first), one.leaf)


def _not_assigned(case: Case, marks: Mapping[Where, Sequence[Given]]) -> Iterator[Evidence]:
    posts = {(one.person, one.part, one.room) for one in staff_of(case) if one.role is Role.EXAMINER}
    parts = {(person, part) for person, part, _ in posts}
    rooms = {
        (record.candidate, record.part): record.room
        for _, _, record in case.records(Checkin, EventCode.CHECKIN_BATCH)
        if record.result is CheckinResult.PASS
    }
    for (candidate, part), given in marks.items():
        room = rooms.get((candidate, part))
        for one in given:
            marker = one.mark.marker
            # Whose room nobody wrote down is for R22 to say; here the part has to do.
            here = (marker, part) in parts if room is None else (marker, part, room) in posts
            if not here and (marker, part, CENTRAL) not in posts:
                yield Evidence("marker-not-assigned", {"marker": marker, "part": part}, (one.event.number,), one.leaf)


def _too_few(case: Case, marks: Mapping[Where, Sequence[Given]]) -> Iterator[Evidence]:
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        return
    parameters = parameters_of(case)
    for code, part in parts_of(case).items():
        judged = part.judgement
        markers = parameters.judgement_markers if judged and code == PRACTICAL else DOUBLE
        share = parameters.double_share_judgement if judged else parameters.double_share_other
        scored = _scored(case, locked, code)
        enough = sum(len({one.mark.marker for one in marks.get((who, code), ())}) >= markers for who in scored)
        needed = -(-share * len(scored) // 1000)
        if enough < needed:
            values: dict[str, int | str] = {"part": code, "markers": markers, "enough": enough, "needed": needed}
            yield Evidence("too-few-markers", values, (locked.number,))


def _scored(case: Case, locked: Event, part: str) -> Mapping[str, tuple[int, int]]:
    """Return (leaf, score) of everybody with a score in `part`."""
    return {
        candidate: (leaf, entry.score)
        for candidate, (leaf, result) in results_of(case, locked).items()
        for entry in result.parts
        if entry.part == part and entry.disposition is PartDisposition.SCORE
    }


@rule(28)
def tolerance(case: Case) -> Iterator[Evidence]:
    """R28: markers who differ too much need somebody else to settle it, and nobody else does."""
    if case.first(EventCode.SCORE_COMMIT) is None:
        yield NOT_YET
        return
    marks, settled, maxima = marks_of(case), adjudications_of(case), maxima_of(case)
    locked = case.last(EventCode.SCORES_LOCKED)
    markers = {one.mark.marker for given in marks.values() for one in given}
    for where, decisions in settled.items():
        yield from _needless(case, decisions, marks.get(where, ()), maxima)
    if locked is not None:
        yield from _finals(case, locked, marks, settled)
    yield from _adjudicators(case, [one for decisions in settled.values() for one in decisions], markers)


def _finals(
    case: Case, locked: Event, marks: Mapping[Where, Sequence[Given]], settled: Mapping[Where, Sequence[Settled]]
) -> Iterator[Evidence]:
    for part, maximum in maxima_of(case).items():
        for candidate, (leaf, score) in _scored(case, locked, part).items():
            given = marks.get((candidate, part), ())
            final = final_of(case, given, settled.get((candidate, part), ()), maximum) if given else score
            events = (locked.number, *(one.event.number for one in given))
            if final is None:
                yield Evidence("not-adjudicated", {"part": part, **_range(given)}, events, leaf)
            elif final != score:
                yield Evidence("final-differs", {"part": part, "final": score, "computed": final}, events, leaf)


def _range(given: Sequence[Given]) -> dict[str, int | str]:
    totals = [one.mark.total for one in given]
    return {"least": min(totals), "most": max(totals)}


def _needless(
    case: Case, decisions: Sequence[Settled], given: Sequence[Given], maxima: Mapping[str, int]
) -> Iterator[Evidence]:
    last = decisions[-1]
    part = last.adjudication.part
    if not given or part not in maxima or agree(case, given, maxima[part]):
        yield Evidence("adjudication-needless", {"part": part}, (last.event.number,), last.leaf)
    if len(decisions) > 1:
        yield Evidence("adjudicated-twice", {"part": part}, (last.event.number, decisions[0].event.number), last.leaf)


def _adjudicators(case: Case, settled: Sequence[Settled], markers: set[int]) -> Iterator[Evidence]:
    signers = signed_by(case, EventCode.ADJUDICATED)
    for one in settled:
        person = one.adjudication.adjudicator
        events, values = (one.event.number,), {"adjudicator": person}
        if signers[one.event.number] != (person,):
            yield Evidence("adjudicator-not-signer", values, events, one.leaf)
        if person in markers:
            yield Evidence("adjudicator-marked", values, events, one.leaf)
    family, level = document_of(case).family, level_of(case)
    latest = {one.adjudication.adjudicator: one.event for one in settled}
    for found, record in opened_persons(case, sorted(latest)):
        event = latest[found.number]
        if not any(
            held.family == family and held.level == level and held.from_ <= event.recorded_at < held.until
            for held in record.qualifications
        ):
            yield Evidence("adjudicator-unqualified", {"adjudicator": found.number}, (event.number,))


@rule(29)
def arithmetic(case: Case) -> Iterator[Evidence]:
    """R29: criteria within their bounds and adding up; finals computed anew from what was committed."""
    if case.first(EventCode.SCORE_COMMIT) is None:
        yield NOT_YET
        return
    marks, parts, maxima = marks_of(case), parts_of(case), maxima_of(case)
    for given in marks.values():
        for one in given:
            if not _adds_up(one, parts, maxima):
                values: dict[str, int | str] = {"marker": one.mark.marker, "part": one.mark.part}
                yield Evidence("mark-does-not-add-up", values, (one.event.number,), one.leaf)
    locked = case.last(EventCode.SCORES_LOCKED)
    if locked is None:
        return
    settled = adjudications_of(case)
    for part, maximum in maxima.items():
        for candidate, (leaf, score) in _scored(case, locked, part).items():
            where = (candidate, part)
            if where not in marks:
                yield Evidence("score-without-marks", {"part": part, "final": score}, (locked.number,), leaf)
                continue
            final = final_of(case, marks[where], settled.get(where, ()), maximum)
            if final is not None and (final != score or final > maximum):
                events = (locked.number, *(one.event.number for one in marks[where]))
                yield Evidence("final-differs", {"part": part, "final": score, "computed": final}, events, leaf)


def _adds_up(one: Given, parts: Mapping[str, PlanPart], maxima: Mapping[str, int]) -> bool:
    mark = one.mark
    if mark.part not in parts or mark.part not in maxima or mark.total > maxima[mark.part]:
        return False
    criteria = [criterion.maximum for criterion in parts[mark.part].criteria]
    return scores_add_up(mark.scores, criteria, mark.total)


RULES: Final[dict[int, Rule]] = {27: independent_blind_marks, 28: tolerance, 29: arithmetic}
