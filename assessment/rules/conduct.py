"""R22 to R26: identity, timing, incidents, sealed responses, scores in time."""

from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.records import (
    Checkin,
    CheckinMethod,
    CheckinResult,
    Disposition,
    Incident,
    IncidentDisposition,
    Plan,
    Response,
    Result,
    ResultKind,
    RunEnd,
)
from assessment.rules.case import Case
from assessment.rules.finding import Evidence
from assessment.rules.known import MINUTE, due_of, planned
from assessment.rules.lookup import document_of, parameters_of, roster_of
from assessment.rules.rule import NOT_YET, Rule, rule
from assessment.rules.runs import Held, first_starts, last_end, runs_of


@rule(22)
def identity_checked(case: Case) -> Iterator[Evidence]:
    """R22: whoever left a response was identified in time; whoever did not was absent or refused."""
    sealed, plan = case.first(EventCode.RESPONSES_SEALED), planned(case)
    if sealed is None or plan is None:
        yield NOT_YET
        return
    latest = _latest_entries(case, plan)
    checked: dict[tuple[str, str], list[tuple[Event, int, Checkin]]] = {}
    for event, leaf, record in case.records(Checkin, EventCode.CHECKIN_BATCH):
        checked.setdefault((record.candidate, record.part), []).append((event, leaf, record))
    answered = {(one.candidate, one.part) for _, _, one in case.records(Response, EventCode.RESPONSES_SEALED)}
    for candidate, part in sorted(answered):
        yield from _unidentified(candidate, part, checked.get((candidate, part), []), latest, sealed)
    for candidate, entry in roster_of(case)[1].items():
        for part in due_of(entry):
            results = {record.result for _, _, record in checked.get((candidate, part), [])}
            if (candidate, part) not in answered and not results & {CheckinResult.ABSENT, CheckinResult.REFUSED}:
                yield Evidence("neither-response-nor-absence", _who(candidate, part), (sealed.number,))


def _unidentified(
    candidate: str,
    part: str,
    found: list[tuple[Event, int, Checkin]],
    latest: Mapping[tuple[str, int], int],
    sealed: Event,
) -> Iterator[Evidence]:
    """Yield why none of the check-ins of one candidate and part will do, if none does."""
    if not found:
        yield Evidence("not-checked-in", _who(candidate, part), (sealed.number,))
        return
    lacks = [(event, leaf, _entry_lacks(record, latest)) for event, leaf, record in found]
    if all(lack for _, _, lack in lacks):
        event, leaf, lack = lacks[0]
        yield Evidence(lack or "", _who(candidate, part), (event.number,), leaf)


def _who(candidate: str, part: str) -> dict[str, int | str]:
    return {"candidate": candidate, "part": part}


def _latest_entries(case: Case, plan: Plan) -> dict[tuple[str, int], int]:
    """Return the last moment to come in by (part, room): after the real start, or the planned one without any."""
    started, late = first_starts(case), parameters_of(case).late_entry
    return {
        (part.part, room): started.get((number, room), part.start) + late
        for number, part in enumerate(plan.parts, start=1)
        for room in part.rooms
    }


def _entry_lacks(record: Checkin, latest: Mapping[tuple[str, int], int]) -> str | None:
    if record.result is not CheckinResult.PASS:
        return "not-identified"
    if record.method is CheckinMethod.NONE:
        return "identified-without-method"
    if (record.part, record.room) not in latest:
        return "checked-in-elsewhere"
    return "checked-in-late" if record.time > latest[record.part, record.room] else None


@rule(23)
def timing(case: Case) -> Iterator[Evidence]:
    """R23: every part began when the plan says and took as long as it should."""
    plan, (runs, loose) = planned(case), runs_of(case)
    if plan is None or not runs:
        yield NOT_YET
        return
    for event in loose:
        yield Evidence("part-ended-unstarted", {"part": event.figures["part"]}, (event.number,))
    if sealed := case.first(EventCode.RESPONSES_SEALED):
        yield from _not_held(plan, runs, sealed)
    tolerance = parameters_of(case).start_tolerance
    for run in runs:
        if not 1 <= run.part <= len(plan.parts):
            yield Evidence("part-not-planned", {"part": run.part}, (run.start.number,))
            continue
        part, start = plan.parts[run.part - 1], run.start.claimed_at
        if abs(start - part.start) > tolerance:
            values: dict[str, int | str] = {"part": part.part, "room": run.room, "at": start, "planned": part.start}
            yield Evidence("part-started-off-plan", values, (run.start.number,))
        yield from _duration_lacks(case, plan, run)


def _not_held(plan: Plan, runs: tuple[Held, ...], sealed: Event) -> Iterator[Evidence]:
    held = {run.part for run in runs}
    for number, part in enumerate(plan.parts, start=1):
        if number not in held:
            yield Evidence("part-not-held", {"part": part.part}, (sealed.number,))
    for run in runs:
        if run.end is None:
            yield Evidence("part-not-ended", {"part": run.part, "room": run.room}, (run.start.number,))


def _duration_lacks(case: Case, plan: Plan, run: Held) -> Iterator[Evidence]:
    if run.end is None:
        return
    part = plan.parts[run.part - 1]
    least = next((one.min_minutes for one in document_of(case).parts if one.code == part.part), None)
    seconds, where = run.end.claimed_at - run.start.claimed_at, (run.start.number, run.end.number)
    if least is None:
        yield Evidence("part-not-in-standard", {"part": part.part}, where)
        return
    if seconds < least * MINUTE:
        values: dict[str, int | str] = {"part": part.part, "room": run.room, "seconds": seconds}
        yield Evidence("part-too-short", values | {"least": least * MINUTE}, where)
    if seconds <= part.minutes * MINUTE:
        return
    extra = sum(record.extra_minutes for _, _, record in case.records_of(RunEnd, run.end))
    most = (part.minutes + extra) * MINUTE
    if seconds > most:
        values = {"part": part.part, "room": run.room, "seconds": seconds, "most": most}
        yield Evidence("part-too-long", values, where)


@rule(24)
def incidents_closed(case: Case) -> Iterator[Evidence]:
    """R24: every incident was settled before the scores were locked; who was disqualified failed."""
    incidents, locked = case.all(EventCode.INCIDENT), case.first(EventCode.SCORES_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    closed = {event.figures["number"] for event in case.all(EventCode.INCIDENT_CLOSED) if event.number < locked.number}
    for event in incidents:
        if event.number < locked.number and event.figures["number"] not in closed:
            values = {"incident": event.figures["number"]}
            yield Evidence("incident-open", values, (event.number, locked.number))
    yield from _disqualified(case)


def _disqualified(case: Case) -> Iterator[Evidence]:
    named = {}
    for event, leaf, record in case.records(Disposition, EventCode.INCIDENT_CLOSED):
        if record.disposition is IncidentDisposition.DISQUALIFIED:
            who = record.candidate or _candidate_of(case, record.number)
            if who is None:
                yield Evidence("disqualified-nobody", {"incident": record.number}, (event.number,), leaf)
            else:
                named[who] = event
    if not named:
        return
    for number, certificates in case.issued.items():
        for one in certificates:
            if one.candidate in named:
                values = {"candidate": one.candidate}
                yield Evidence("disqualified-but-certified", values, (number, named[one.candidate].number), one.leaf)
    for event, leaf, result in case.records(Result, EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED):
        if result.candidate in named and result.result is not ResultKind.FAIL:
            values = {"candidate": result.candidate}
            yield Evidence("disqualified-but-not-failed", values, (event.number, named[result.candidate].number), leaf)


def _candidate_of(case: Case, number: int) -> str | None:
    found = (one.candidate for _, _, one in case.records(Incident, EventCode.INCIDENT) if one.number == number)
    return next(found, None)


@rule(25)
def responses_sealed(case: Case) -> Iterator[Evidence]:
    """R25: responses were sealed soon after the end and before any mark, from everybody who was present."""
    sealed = case.first(EventCode.RESPONSES_SEALED)
    if sealed is None:
        yield NOT_YET
        return
    where, candidates, end = (sealed.number,), sealed.figures["candidates"], last_end(case)
    marked = case.first(EventCode.SCORE_COMMIT)
    if marked and marked.recorded_at <= sealed.recorded_at:
        yield Evidence("marked-before-seal", {"at": marked.recorded_at}, (sealed.number, marked.number))
    if end is None:
        yield Evidence("sealed-without-end", {}, where)
    else:
        latest = end + parameters_of(case).seal_delay
        if sealed.recorded_at > latest:
            yield Evidence("responses-sealed-late", {"at": sealed.recorded_at, "latest": latest}, where)
    checkins = case.records(Checkin, EventCode.CHECKIN_BATCH)
    present = {one.candidate for _, _, one in checkins if one.result is CheckinResult.PASS}
    answered = {one.candidate for _, _, one in case.records(Response, EventCode.RESPONSES_SEALED)}
    if candidates != len(present) or len(answered) != candidates:
        values = {"candidates": candidates, "present": len(present), "answered": len(answered)}
        yield Evidence("responses-not-of-all-present", values, where)


@rule(26)
def scores_in_time(case: Case) -> Iterator[Evidence]:
    """R26: the scores were locked within the deadline after the last part."""
    locked, end = case.first(EventCode.SCORES_LOCKED), last_end(case)
    if locked is None or end is None:
        yield NOT_YET
        return
    latest = end + parameters_of(case).score_deadline
    if locked.recorded_at > latest:
        yield Evidence("scores-locked-late", {"at": locked.recorded_at, "latest": latest}, (locked.number,))


RULES: Final[Mapping[int, Rule]] = {
    22: identity_checked,
    23: timing,
    24: incidents_closed,
    25: responses_sealed,
    26: scores_in_time,
}
