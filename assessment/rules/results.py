"""R31 and R32: a result for every leaf and part, and each the one that the standard's pass rule gives."""

from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.marking import MarkingError, result_of
from assessment.records import Candidate, PartDisposition, PartResult, Result, ResultKind
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.lookup import document_of, level_of, months_from, parameters_of, results_of, roster_of
from assessment.rules.marks import marks_of, maxima_of
from assessment.rules.rule import NOT_YET, Rule, UnknownFactError, rule
from certificate.pass_rule import AllParts

RESULTS: Final = (EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
"""The events that commit to everybody's results."""
NO_MARKS: Final = frozenset({PartDisposition.ABSENT, PartDisposition.CARRIED})
"""Who did not sit a part has no marks in it."""


@rule(31)
def pass_decision(case: Case) -> Iterator[Evidence]:
    """R31: compute every result anew by the standard's pass rule, and follow carried passes to their session."""
    events = case.all(*RESULTS)
    if not events:
        yield NOT_YET
        return
    standard, level = document_of(case), level_of(case)
    for event in events:
        results = results_of(case, event)
        passed = sum(result.result is ResultKind.PASS for _, result in results.values())
        if passed != event.figures["passed"]:
            yield Evidence(
                "passed-count-differs", {"public": event.figures["passed"], "passed": passed}, (event.number,)
            )
        for leaf, result in results.values():
            try:
                computed = result_of(standard, level, result.parts)
            except MarkingError:
                yield from _unfit(result, maxima_of(case), event, leaf)
                continue
            if computed is not result.result:
                values = {"result": result.result.name, "computed": computed.name}
                yield Evidence("result-differs", values, (event.number,), leaf)
        yield from _carried_scores(case, results, event)
    yield from _carried(case, allowed=isinstance(standard.pass_rule, AllParts))


def _unfit(result: Result, maxima: Mapping[str, int], event: Event, leaf: int) -> Iterator[Evidence]:
    """Name the marks that no pass rule can be applied to; a missing part is R32's."""
    for entry in result.parts:
        scored = entry.disposition in {PartDisposition.SCORE, PartDisposition.CARRIED}
        if entry.score > (maxima.get(entry.part, 0) if scored else 0):
            values: dict[str, int | str] = {"part": entry.part, "score": entry.score}
            yield Evidence("mark-does-not-fit", values, (event.number,), leaf)


def _carried_scores(case: Case, results: Mapping[str, tuple[int, Result]], event: Event) -> Iterator[Evidence]:
    """Name carried marks that are not the roster's; a part carried that the roster does not carry is R32's."""
    _, roster = roster_of(case)
    for candidate, (leaf, result) in results.items():
        carried = {one.part: one.score for one in roster[candidate].carried} if candidate in roster else {}
        for entry in result.parts:
            if entry.disposition is PartDisposition.CARRIED and entry.score != carried.get(entry.part, entry.score):
                values: dict[str, int | str] = {"part": entry.part, "score": entry.score}
                yield Evidence("carried-score-differs", values, (event.number,), leaf)


def _carried(case: Case, *, allowed: bool) -> Iterator[Evidence]:
    locked, roster = roster_of(case)
    if locked is None:
        return
    unknown = []
    for leaf, candidate in enumerate(roster.values()):
        for one in candidate.carried:
            values: dict[str, int | str] = {"part": one.part, "session": one.session}
            if not allowed:
                yield Evidence("carried-not-allowed", values, (locked.number,), leaf)
                continue
            earlier = case.elsewhere.locked_score(bytes.fromhex(one.session), candidate.candidate, one.part)
            if earlier is None:
                unknown.append(leaf)
                continue
            for fact in _lacks(case, locked, one.score, earlier):
                yield Evidence(fact, values, (locked.number,), leaf)
    if unknown:
        raise UnknownFactError(Evidence("carried-pass-unknown", {"leaves": len(unknown)}, (locked.number,), unknown[0]))


def _lacks(case: Case, locked: Event, score: int, earlier: tuple[int, int, int]) -> Iterator[str]:
    found, locked_at, level = earlier
    if found != score:
        yield "carried-score-differs"
    if level != level_of(case):
        yield "carried-of-another-level"
    if locked_at >= locked.recorded_at:
        yield "carried-from-later"
    elif locked.recorded_at > months_from(case, locked_at, parameters_of(case).carry_months):
        yield "carried-too-old"


@rule(32)
def complete(case: Case) -> Iterator[Evidence]:
    """R32: one result for each leaf of the roster in its order, one disposition for each part in it."""
    events = case.all(*RESULTS)
    locked, roster = roster_of(case)
    if not events or locked is None:
        yield NOT_YET
        return
    for event in events:
        results = results_of(case, event)
        for leaf, candidate in enumerate(roster.values()):
            if candidate.candidate not in results:
                yield Evidence("no-result", {}, (locked.number, event.number), leaf)
        known = [candidate for candidate in results if candidate in roster]
        records = sum(1 for _ in case.records_of(Result, event))
        if records != len(results):
            yield Evidence("two-results", {"results": records, "candidates": len(results)}, (event.number,))
        elif known != [candidate for candidate in roster if candidate in results]:
            yield Evidence("results-out-of-order", {}, (event.number, locked.number))
        for candidate_id in known:
            leaf, result = results[candidate_id]
            yield from _dispositions(roster[candidate_id], result, event, leaf)
    yield from _parts_left_out(case, locked, roster)
    yield from _marks_beside(case, events[0])


def _dispositions(candidate: Candidate, result: Result, event: Event, leaf: int) -> Iterator[Evidence]:
    carried = {one.part for one in candidate.carried}
    due = set(candidate.due) | carried
    found: dict[str, list[PartResult]] = {}
    for entry in result.parts:
        found.setdefault(entry.part, []).append(entry)
    for part in sorted(due | set(found)):
        entries = found.get(part, [])
        values = {"part": part, "found": ",".join(entry.disposition.name for entry in entries)}
        if part not in due:
            yield Evidence("part-not-due", values, (event.number,), leaf)
        elif len(entries) != 1:
            yield Evidence("not-one-disposition", values, (event.number,), leaf)
        elif (entries[0].disposition is PartDisposition.CARRIED) != (part in carried):
            yield Evidence("carried-not-as-locked", values, (event.number,), leaf)


def _parts_left_out(case: Case, locked: Event, roster: Mapping[str, Candidate]) -> Iterator[Evidence]:
    # A roster that leaves out a part of the standard would have nothing missing afterwards.
    parts = [part.code for part in document_of(case).parts_due(level_of(case))]
    for leaf, candidate in enumerate(roster.values()):
        has = {*candidate.due, *(one.part for one in candidate.carried)}
        missing = ",".join(part for part in parts if part not in has)
        if missing:
            yield Evidence("part-left-out", {"part": missing}, (locked.number,), leaf)


def _marks_beside(case: Case, event: Event) -> Iterator[Evidence]:
    marks = marks_of(case)
    for candidate, (leaf, result) in results_of(case, event).items():
        for entry in result.parts:
            given = marks.get((candidate, entry.part), ())
            if given and entry.disposition in NO_MARKS:
                values = {"part": entry.part, "found": entry.disposition.name}
                yield Evidence("marks-beside-disposition", values, (event.number, given[0].event.number), leaf)


RULES: Final[dict[int, Rule]] = {31: pass_decision, 32: complete}
