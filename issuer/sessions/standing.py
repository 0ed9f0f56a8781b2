"""Where a session stands: what comes next, who signs it, and which deadlines run."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.codes import LATE_RULES, EventCode, State
from assessment.parameters import Parameters
from assessment.states import STEPS, TAKEN_WHILE_HELD
from chain.ledger_values import SessionFacts, SessionProgress
from issuer.sessions.calendar import end_of_working_days, notice_end
from issuer.sessions.desk import SessionDesk
from issuer.sessions.errors import SessionError
from issuer.sessions.store import OPEN, Assessment, KeptEvent
from issuer.sessions.story import Story, read_story

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due (Unix seconds) under R`rule`; `at` is None where the working days are not published."""

    what: str
    rule: int
    at: int | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """An event that brings the session on: its command, the roles of which one signs, and whether two persons do."""

    code: EventCode
    command: str
    roles: tuple[str, ...]
    two: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that `status` shows of one session."""

    label: str
    session: bytes
    state: State
    held: bool
    late: tuple[int, ...]
    waived: tuple[int, ...]
    events: int
    waiting: tuple[KeptEvent, ...]
    facts: SessionFacts | None
    steps: tuple[NextStep, ...]
    deadlines: tuple[Deadline, ...]


COMMANDS = {
    EventCode.PLAN_FILED: "plan",
    EventCode.PLAN_APPROVED: "(the regulator) xcert authority session approve",
    EventCode.REG_OPENED: "open-registration",
    EventCode.REG_CLOSED: "close-registration",
    EventCode.ELIGIBILITY_DECIDED: "eligibility",
    EventCode.ROSTER_LOCKED: "lock-roster",
    EventCode.STAFF_ASSIGNED: "staff",
    EventCode.COI_DECLARED: "declare",
    EventCode.PAPER_SEALED: "seal-paper",
    EventCode.SUPERVISOR_CHECKIN: "supervisor-in",
    EventCode.SUPERVISOR_CHECKOUT: "supervisor-out",
    EventCode.SESSION_OPENED: "start",
    EventCode.PAPER_UNSEALED: "unseal",
    EventCode.CHECKIN_BATCH: "check-in",
    EventCode.PART_STARTED: "part-start",
    EventCode.PART_ENDED: "part-end",
    EventCode.INCIDENT: "incident",
    EventCode.INCIDENT_CLOSED: "close-incident",
    EventCode.RESPONSES_SEALED: "seal-responses",
    EventCode.SCORE_COMMIT: "commit",
    EventCode.SCORE_REVEAL: "reveal",
    EventCode.ADJUDICATED: "adjudicate",
    EventCode.SCORES_LOCKED: "lock-scores",
    EventCode.PROVISIONAL_PUBLISHED: "publish",
    EventCode.APPEAL_LODGED: "appeal",
    EventCode.APPEAL_DECIDED: "decide-appeal",
    EventCode.SCORE_CORRECTED: "correct",
    EventCode.NOTICE_CLOSED: "close-notice",
    EventCode.DECISION_RECORDED: "decide",
    EventCode.CERTS_ISSUED: "issue",
    EventCode.BATCH_REPORTED: "report",
    EventCode.SESSION_ARCHIVED: "archive",
    EventCode.SESSION_CANCELLED: "cancel",
    EventCode.HOLD: "hold",
    EventCode.RELEASE: "(the regulator) xcert authority session release",
    EventCode.LATENESS_WAIVED: "(the regulator) xcert authority session waive",
}
"""The command of each event."""

_PLAIN: dict[State, tuple[EventCode, ...]] = {
    State.NONE: (EventCode.PLAN_FILED,),
    State.REJECTED: (EventCode.PLAN_FILED,),
    State.FILED: (EventCode.PLAN_APPROVED,),
    State.APPROVED: (EventCode.REG_OPENED,),
    State.SAT: (EventCode.SCORE_COMMIT,),
    State.SCORED: (EventCode.PROVISIONAL_PUBLISHED,),
    State.NOTICE_CLOSED: (EventCode.DECISION_RECORDED,),
}


def standing_of(desk: SessionDesk, assessment: Assessment) -> Standing:
    """Return where a session stands on the ledger now; raises what asking the ledger raises."""
    views = desk.ledger.views
    facts, words = views.session(assessment.session), views.words(assessment.session)
    state = State.NONE if facts is None else facts.state
    story = read_story(desk.store, assessment)
    parameters = _parameters(desk, story)
    progress = None if words is None else words.to_progress()
    late = 0 if facts is None else facts.late
    waived = 0 if facts is None else facts.waived
    held = facts is not None and facts.held
    found = list(_next(story, state, facts, progress, parameters))
    if held:
        found = [
            _step(EventCode.RELEASE, "the session is held"),
            *(step for step in found if step.code in TAKEN_WHILE_HELD),
        ]
    elif late & ~waived and state in {State.NOTICE_CLOSED, State.DECIDED}:
        found.insert(0, _step(EventCode.LATENESS_WAIVED, "a missed deadline blocks decision and issue until waived"))
    return Standing(
        label=assessment.label,
        session=assessment.session,
        state=state,
        held=held,
        late=_rules(late),
        waived=_rules(waived),
        events=len(story.events),
        waiting=tuple(desk.store.events(assessment, *OPEN)),
        facts=facts,
        steps=tuple(found),
        deadlines=tuple(_deadlines(story, state, parameters)) if parameters else (),
    )


def _parameters(desk: SessionDesk, story: Story) -> Parameters | None:
    try:
        return desk.judge.parameters(story)
    except SessionError:
        return None


def _rules(mask: int) -> tuple[int, ...]:
    return tuple(rule for place, rule in enumerate(LATE_RULES) if mask >> place & 1)


def _step(code: EventCode, why: str = "") -> NextStep:
    step = STEPS[code]
    roles = tuple(sorted(role.name for role in step.roles)) or ("the anchoring account",)
    return NextStep(code, COMMANDS[code], roles, step.two, why)


def _next(
    story: Story,
    state: State,
    facts: SessionFacts | None,
    progress: SessionProgress | None,
    parameters: Parameters | None,
) -> Iterator[NextStep]:
    yield from (_step(code) for code in _PLAIN.get(state, ()))
    if progress is None or facts is None:
        return
    match state:
        case State.REGISTRATION:
            yield _step(EventCode.ELIGIBILITY_DECIDED, "for everybody who applied")
            yield _step(EventCode.ROSTER_LOCKED, "when everybody is decided about")
        case State.ROSTERED:
            yield from _before_opening(story, progress)
        case State.IN_PROGRESS:
            yield from _in_progress(story, progress)
        case State.MARKING:
            yield from _marking(story, progress)
        case State.PROVISIONAL:
            if progress.open_appeals:
                yield _step(EventCode.APPEAL_DECIDED, f"{progress.open_appeals} appeals are open")
            yield _step(EventCode.NOTICE_CLOSED, "when the notice is over")
        case State.DECIDED | State.ISSUED | State.REPORTED:
            yield from _after_decision(state, facts, parameters)
        case _:
            return


def _before_opening(story: Story, progress: SessionProgress) -> Iterator[NextStep]:
    if not progress.assignment or progress.conflict:
        yield _step(EventCode.STAFF_ASSIGNED, "anew, because of a conflict" if progress.conflict else "")
    elif progress.declared < progress.declarers:
        yield _step(EventCode.COI_DECLARED, f"{progress.declared} of {progress.declarers} have declared")
    filed = story.last(EventCode.PLAN_FILED)
    papers = 0 if filed is None else filed.figures["papers"]
    if len(progress.sealed_papers) < papers:
        yield _step(EventCode.PAPER_SEALED, f"{len(progress.sealed_papers)} of {papers} are sealed")
    ready = progress.assignment and not progress.conflict and progress.declared == progress.declarers
    if ready and len(progress.sealed_papers) >= papers:
        yield _step(EventCode.SUPERVISOR_CHECKIN)
        yield _step(EventCode.SESSION_OPENED, "the session is ready")


def _in_progress(story: Story, progress: SessionProgress) -> Iterator[NextStep]:
    if len(progress.unsealed_papers) < len(progress.sealed_papers):
        yield _step(EventCode.PAPER_UNSEALED, f"{len(progress.unsealed_papers)} of {len(progress.sealed_papers)}")
    if any(progress.open_runs):
        yield _step(EventCode.PART_ENDED, f"{sum(progress.open_runs)} runs are open")
    ended = {event.figures["part"] for event in story.all(EventCode.PART_ENDED)}
    parts = 0 if not story.all(EventCode.PLAN_FILED) else story.all(EventCode.PLAN_FILED)[-1].figures["parts"]
    if len(ended) < parts:
        yield _step(EventCode.CHECKIN_BATCH)
        yield _step(EventCode.PART_STARTED)
    if progress.open_incidents:
        yield _step(EventCode.INCIDENT_CLOSED, f"{progress.open_incidents} incidents are open")
    if ended and not any(progress.open_runs):
        yield _step(EventCode.RESPONSES_SEALED, "when all parts are over")


def _marking(story: Story, progress: SessionProgress) -> Iterator[NextStep]:
    if progress.open_incidents:
        yield _step(EventCode.INCIDENT_CLOSED, f"{progress.open_incidents} incidents are open")
    if progress.unrevealed:
        yield _step(EventCode.SCORE_COMMIT, "for markers who have not committed yet")
        yield _step(EventCode.SCORE_REVEAL, f"{progress.unrevealed} commits are not revealed")
        return
    yield _step(EventCode.ADJUDICATED, "where marks differ by more than the tolerance")
    yield _step(EventCode.SCORES_LOCKED, f"{len(story.all(EventCode.SCORE_REVEAL))} reveals so far")


def _after_decision(state: State, facts: SessionFacts, parameters: Parameters | None) -> Iterator[NextStep]:
    report_first = parameters is not None and parameters.report_before_issue
    if report_first and not facts.reported:
        yield _step(EventCode.BATCH_REPORTED, "the report comes before issuing under these terms")
        return
    if facts.certificates < facts.granted:
        yield _step(EventCode.CERTS_ISSUED, f"{facts.certificates} of {facts.granted} are issued")
    if facts.deferred:
        yield _step(EventCode.DECISION_RECORDED, f"{facts.deferred} are deferred")
    if not facts.reported:
        yield _step(EventCode.BATCH_REPORTED)
    elif state is not State.DECIDED:
        yield _step(EventCode.SESSION_ARCHIVED)


def _deadlines(story: Story, state: State, parameters: Parameters) -> Iterator[Deadline]:
    """Yield what is due by the terms; a deadline that is met is left out."""
    offset = story.standard.utc_offset_minutes
    filed = story.last(EventCode.PLAN_FILED)
    if filed is None:
        return
    start = filed.figures["start"]
    if state.value < State.ROSTERED.value:
        yield Deadline("lock the roster", 8, start - parameters.roster_lead)
    if state.value < State.IN_PROGRESS.value:
        yield Deadline("seal the papers", 19, start - parameters.seal_lead)
    ended = story.all(EventCode.PART_ENDED)
    last_end = max((event.claimed_at for event in ended), default=_planned_end(story))
    if state.value < State.SAT.value:
        yield Deadline("seal the responses", 25, last_end + parameters.seal_delay)
    if state.value < State.SCORED.value:
        yield Deadline("lock the scores", 26, last_end + parameters.score_deadline)
    published, closed = story.last(EventCode.PROVISIONAL_PUBLISHED), story.last(EventCode.NOTICE_CLOSED)
    if published is not None and closed is None:
        yield Deadline("the notice may close", 33, notice_end(published.recorded_at, offset, parameters))
    yield from _appeal_deadlines(story, parameters)
    if closed is not None and not story.all(EventCode.BATCH_REPORTED):
        due = end_of_working_days(closed.recorded_at, parameters.report_days, offset, parameters)
        yield Deadline("report to the authority", 38, due)
    issued = story.last(EventCode.CERTS_ISSUED)
    if issued is not None and not story.all(EventCode.SESSION_ARCHIVED):
        yield Deadline("archive the session", 39, issued.recorded_at + parameters.archive_days * 86_400)


def _appeal_deadlines(story: Story, parameters: Parameters) -> Iterator[Deadline]:
    decided = {event.figures["number"] for event in story.all(EventCode.APPEAL_DECIDED)}
    for event in story.all(EventCode.APPEAL_LODGED):
        number = event.figures["number"]
        if number not in decided:
            offset = story.standard.utc_offset_minutes
            due = end_of_working_days(event.recorded_at, parameters.appeal_days, offset, parameters)
            yield Deadline(f"decide appeal {number}", 34, due)


def _planned_end(story: Story) -> int:
    try:
        parts = story.plan.parts
    except SessionError:
        return story.all(EventCode.PLAN_FILED)[-1].figures["start"]
    return max(part.start + part.minutes * _MINUTE for part in parts)
