"""R7 to R11: the plan and the roster."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.codes import EventCode
from assessment.event import Event
from assessment.parameters import Parameters
from assessment.records import Candidate, Checkin, Decision, Eligibility, Mark, Result
from assessment.rules.case import Case
from assessment.rules.certificates import CERTIFICATES, issues_of, missing_in
from assessment.rules.finding import Evidence
from assessment.rules.known import MINUTE, due_of, eligibility_of, filed, planned
from assessment.rules.lookup import DAY, document_of, entry_of, level_of, offset_of, parameters_of, roster_of
from assessment.rules.related import trains
from assessment.rules.rule import NOT_YET, Rule, rule
from assessment.working_days import working_days_between

SCORES: Final = 2
"""The kind of a submission that holds scores."""


@rule(7)
def filed_and_approved(case: Case) -> Iterator[Evidence]:
    """R7: the plan was filed the working days before its start, and approved before the roster was locked."""
    plan = filed(case)
    if plan is None:
        yield NOT_YET
        return
    locked = case.first(EventCode.ROSTER_LOCKED)
    approved = [event for event in case.all(EventCode.PLAN_APPROVED) if event.number > plan.number]
    if locked and not any(event.number < locked.number for event in approved):
        yield Evidence("roster-before-approval", {}, (locked.number,))
    parameters, start = parameters_of(case), plan.figures["start"]
    days = working_days_between(plan.recorded_at, start, offset_of(case), calendar=parameters.calendar)
    if days < parameters.file_lead_days:
        yield Evidence("plan-filed-late", {"days": days, "least": parameters.file_lead_days}, (plan.number,))


@rule(8)
def roster_closed(case: Case) -> Iterator[Evidence]:
    """R8: the roster was locked in time, and nobody came to it or left it afterwards."""
    plan, locks = filed(case), case.all(EventCode.ROSTER_LOCKED)
    if plan is None or not locks:
        yield NOT_YET
        return
    locked, *again = locks
    for event in again:
        yield Evidence("roster-locked-again", {}, (event.number,))
    # The session may begin before its plan says so: then the lead runs to the real start.
    start = min([plan.figures["start"], *(event.claimed_at for event in case.all(EventCode.PART_STARTED))])
    latest = start - parameters_of(case).roster_lead
    if locked.recorded_at > latest:
        yield Evidence("roster-locked-late", {"at": locked.recorded_at, "latest": latest}, (locked.number,))
    results = case.all(EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
    if not results:
        return
    roster = roster_of(case)[1]
    for event in results:
        named = {result.candidate for _, _, result in case.records_of(Result, event)}
        for candidate in sorted(roster.keys() - named):
            yield Evidence("leaf-removed", {"candidate": candidate}, (event.number,))
        for candidate in sorted(named - roster.keys()):
            yield Evidence("leaf-added", {"candidate": candidate}, (event.number,))


@rule(9)
def no_ghost_results(case: Case) -> Iterator[Evidence]:
    """R9: whoever is checked in, marked, decided or certified is on the roster, and the numbers only fall."""
    locked = case.first(EventCode.ROSTER_LOCKED)
    if locked is None:
        yield NOT_YET
        return
    yield from _numbers_that_grow(case, locked)
    roster = roster_of(case)[1]
    for number, certificates in case.issued.items():
        for one in certificates:
            if one.candidate not in roster:
                yield Evidence("ghost", {"candidate": one.candidate}, (number,), one.leaf)
    yield from _ghosts(case, roster, Checkin, EventCode.CHECKIN_BATCH)
    yield from _ghosts(case, roster, Mark, EventCode.SCORE_COMMIT)
    yield from _ghosts(case, roster, Result, EventCode.SCORES_LOCKED, EventCode.SCORE_CORRECTED)
    yield from _ghosts(case, roster, Decision, EventCode.DECISION_RECORDED)
    missing_in(case, issues_of(case))


def _ghosts(
    case: Case, roster: Mapping[str, Candidate], kind: type[Checkin | Mark | Result | Decision], *codes: EventCode
) -> Iterator[Evidence]:
    for event, leaf, record in case.records(kind, *codes):
        if record.candidate not in roster:
            yield Evidence("ghost", {"candidate": record.candidate}, (event.number,), leaf)


def _numbers_that_grow(case: Case, locked: Event) -> Iterator[Evidence]:
    n, passed, granted, issued = locked.figures["n"], 0, 0, Counter[int]()
    for event in case.events:
        where = (event.number,)
        match event.code:
            case EventCode.SCORES_LOCKED | EventCode.SCORE_CORRECTED:
                passed = event.figures["passed"]
                if passed > n:
                    yield Evidence("more-passed-than-locked", {"passed": passed, "n": n}, where)
            case EventCode.DECISION_RECORDED:
                granted += event.figures["granted"]
                if granted > passed:
                    yield Evidence("more-granted-than-passed", {"granted": granted, "passed": passed}, where)
            case EventCode.CERTS_ISSUED if event.issue is not None:
                kind = event.issue.kind
                issued[kind] += event.issue.size
                most = {CERTIFICATES: granted, SCORES: n}.get(kind)
                # A correction anchors again what it supersedes: those numbers do not add up.
                if most is not None and issued[kind] > most:
                    yield Evidence("more-issued-than-granted", {"issued": issued[kind], "most": most}, where)
            case _:
                continue


@rule(10)
def unique_and_not_double_booked(case: Case) -> Iterator[Evidence]:
    """R10: nobody is on the roster twice, or sits in another session at the same time."""
    plan, locked = planned(case), case.first(EventCode.ROSTER_LOCKED)
    if plan is None or locked is None:
        yield NOT_YET
        return
    seen: set[str] = set()
    times = {part.part: (part.start, part.start + MINUTE * part.minutes) for part in plan.parts}
    for event, leaf, candidate in case.records_of(Candidate, locked):
        if candidate.candidate in seen:
            yield Evidence("candidate-twice", {"candidate": candidate.candidate}, (event.number,), leaf)
        seen.add(candidate.candidate)
        own = [times[part] for part in due_of(candidate) if part in times]
        for other in case.elsewhere.sittings_of_candidate(candidate.candidate):
            if any(other.start < end and start < other.end for start, end in own):
                values = {"candidate": candidate.candidate, "session": other.session.hex(), "part": other.part}
                yield Evidence("candidate-double-booked", values, (event.number,), leaf)


@rule(11)
def eligible(case: Case) -> Iterator[Evidence]:
    """R11: every candidate was found eligible before the lock, by somebody else than a trainer, with good reason."""
    locked, plan = case.first(EventCode.ROSTER_LOCKED), filed(case)
    if locked is None or plan is None:
        yield NOT_YET
        return
    decided, parameters = eligibility_of(case), parameters_of(case)
    for candidate in roster_of(case)[1]:
        if candidate not in decided:
            yield Evidence("eligibility-not-decided", {"candidate": candidate}, (locked.number,))
            continue
        event, leaf, record = decided[candidate]
        facts = [*_unfit(case, record, parameters, plan), *_prior_level_lacks(case, record, event, parameters)]
        for fact in facts:
            yield Evidence(fact, {"candidate": candidate}, (event.number,), leaf)


def _unfit(case: Case, record: Eligibility, parameters: Parameters, plan: Event) -> Iterator[str]:
    level, start = plan.figures["level"], plan.figures["start"]
    if not record.eligible:
        yield "candidate-not-eligible"
    if record.banned:
        yield "candidate-banned"
    if trains(case, record, record.reviewer):
        yield "reviewed-by-trainer"
    if record.training_hours < document_of(case).level(level).training_hours:
        yield "training-too-short"
    if record.age < parameters.minimum_age:
        yield "candidate-too-young"
    if record.last_attempt is not None and start - record.last_attempt < parameters.attempt_days * DAY:
        yield "attempt-too-soon"


def _prior_level_lacks(case: Case, record: Eligibility, decided: Event, parameters: Parameters) -> Iterator[str]:
    level = level_of(case)
    if not parameters.prior_level or level <= 1:
        return
    live = case.elsewhere.live_certificates(record.candidate, entry_of(case).family, level - 1, decided.recorded_at)
    if record.prior_certificate is None or record.prior_certificate not in live:
        yield "lower-level-not-held"


RULES: Final[Mapping[int, Rule]] = {
    7: filed_and_approved,
    8: roster_closed,
    9: no_ghost_results,
    10: unique_and_not_double_booked,
    11: eligible,
}
