"""The table of docs/assessment.md, section 3: who signs what in which state, and the state that follows.

Guards are not here: `next_state` answers what the ledger's `next` answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assessment.codes import EventCode, Role, State


@dataclass(frozen=True, slots=True)
class Step:
    """One row: who may sign, in which states (each with the state that follows), and whether two persons sign."""

    roles: frozenset[Role]
    follows: Mapping[State, State]
    two: bool = False


def _stays(*states: State) -> dict[State, State]:
    return {state: state for state in states}


def _leads(*states: State, to: State) -> dict[State, State]:
    return dict.fromkeys(states, to)


def _through(first: State, last: State) -> tuple[State, ...]:
    """States from `first` to `last`; a rejected plan is filed again before anything else can happen to it."""
    return tuple(state for state in State if first.value <= state.value <= last.value and state is not State.REJECTED)


_STAFF = frozenset(role for role in Role if role.value <= Role.APPEAL_PANEL.value)
_CONDUCT = frozenset({Role.INVIGILATOR, Role.EXAMINER})
_SITTING = (State.IN_PROGRESS, State.SAT, State.MARKING)
_DECIDED = (State.DECIDED, State.ISSUED, State.REPORTED)
_PUBLISHED = (State.PROVISIONAL, State.NOTICE_CLOSED, *_DECIDED)
_RUNNING = _through(State.FILED, State.REPORTED)
_EVER = _through(State.FILED, State.ARCHIVED)


def _by(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


STEPS: Final[Mapping[EventCode, Step]] = {
    EventCode.PLAN_FILED: Step(_by(Role.MANAGER), _leads(State.NONE, State.REJECTED, to=State.FILED)),
    EventCode.PLAN_APPROVED: Step(_by(Role.REGULATOR), _leads(State.FILED, to=State.APPROVED)),
    EventCode.PLAN_REJECTED: Step(_by(Role.REGULATOR), _leads(State.FILED, to=State.REJECTED)),
    EventCode.REG_OPENED: Step(_by(Role.MANAGER, Role.REGISTRAR), _leads(State.APPROVED, to=State.REGISTRATION)),
    EventCode.REG_CLOSED: Step(_by(Role.MANAGER, Role.REGISTRAR), _stays(State.REGISTRATION)),
    EventCode.ELIGIBILITY_DECIDED: Step(_by(Role.REGISTRAR), _stays(State.REGISTRATION)),
    EventCode.ROSTER_LOCKED: Step(_by(Role.REGISTRAR, Role.MANAGER), _leads(State.REGISTRATION, to=State.ROSTERED)),
    EventCode.STAFF_ASSIGNED: Step(_by(Role.MANAGER), _stays(State.ROSTERED)),
    EventCode.COI_DECLARED: Step(_by(Role.EXAMINER, Role.ADJUDICATOR), _stays(State.ROSTERED)),
    EventCode.PAPER_SEALED: Step(
        _by(Role.PAPER_SETTER, Role.MANAGER), _stays(State.REGISTRATION, State.ROSTERED), two=True
    ),
    EventCode.SUPERVISOR_CHECKIN: Step(_by(Role.SUPERVISOR), _stays(State.ROSTERED, State.IN_PROGRESS)),
    EventCode.SUPERVISOR_CHECKOUT: Step(_by(Role.SUPERVISOR), _stays(*_SITTING)),
    EventCode.SESSION_OPENED: Step(_by(Role.SITE_LEAD), _leads(State.ROSTERED, to=State.IN_PROGRESS)),
    EventCode.PAPER_UNSEALED: Step(_CONDUCT | {Role.SITE_LEAD}, _stays(State.IN_PROGRESS), two=True),
    EventCode.CHECKIN_BATCH: Step(_by(Role.INVIGILATOR), _stays(State.IN_PROGRESS)),
    EventCode.PART_STARTED: Step(_CONDUCT, _stays(State.IN_PROGRESS)),
    EventCode.PART_ENDED: Step(_CONDUCT, _stays(State.IN_PROGRESS)),
    EventCode.INCIDENT: Step(_STAFF, _stays(*_SITTING)),
    EventCode.INCIDENT_CLOSED: Step(_by(Role.MANAGER, Role.SITE_LEAD), _stays(*_SITTING)),
    EventCode.RESPONSES_SEALED: Step(_by(Role.SITE_LEAD), _leads(State.IN_PROGRESS, to=State.SAT)),
    EventCode.SCORE_COMMIT: Step(_by(Role.EXAMINER), _leads(State.SAT, State.MARKING, to=State.MARKING)),
    EventCode.SCORE_REVEAL: Step(_by(Role.EXAMINER), _stays(State.MARKING)),
    EventCode.ADJUDICATED: Step(_by(Role.ADJUDICATOR), _stays(State.MARKING)),
    EventCode.SCORES_LOCKED: Step(_by(Role.SCORE_CONTROLLER), _leads(State.MARKING, to=State.SCORED)),
    EventCode.PROVISIONAL_PUBLISHED: Step(_by(Role.MANAGER), _leads(State.SCORED, to=State.PROVISIONAL)),
    EventCode.APPEAL_LODGED: Step(_by(Role.REGISTRAR, Role.REGULATOR, Role.CANDIDATE), _stays(State.PROVISIONAL)),
    EventCode.APPEAL_DECIDED: Step(_by(Role.APPEAL_PANEL), _stays(*_PUBLISHED)),
    EventCode.SCORE_CORRECTED: Step(
        _by(Role.SCORE_CONTROLLER, Role.MANAGER, Role.APPEAL_PANEL), _stays(*_PUBLISHED), two=True
    ),
    EventCode.NOTICE_CLOSED: Step(_by(Role.MANAGER), _leads(State.PROVISIONAL, to=State.NOTICE_CLOSED)),
    EventCode.DECISION_RECORDED: Step(
        _by(Role.CERTIFICATION_OFFICER), _leads(State.NOTICE_CLOSED, to=State.DECIDED) | _stays(*_DECIDED)
    ),
    EventCode.CERTS_ISSUED: Step(frozenset(), _leads(State.DECIDED, to=State.ISSUED) | _stays(*_DECIDED[1:])),
    EventCode.BATCH_REPORTED: Step(
        _by(Role.MANAGER), _stays(State.DECIDED, State.REPORTED) | _leads(State.ISSUED, to=State.REPORTED)
    ),
    EventCode.SESSION_ARCHIVED: Step(_by(Role.MANAGER), _leads(State.ISSUED, State.REPORTED, to=State.ARCHIVED)),
    EventCode.SESSION_CANCELLED: Step(
        _by(Role.MANAGER), _leads(*_through(State.FILED, State.IN_PROGRESS), to=State.CANCELLED)
    ),
    EventCode.HOLD: Step(_by(Role.REGULATOR, Role.SUPERVISOR), _stays(*_RUNNING)),
    EventCode.RELEASE: Step(_by(Role.REGULATOR), _stays(*_RUNNING)),
    EventCode.VOID: Step(_by(Role.REGULATOR), _leads(*_RUNNING, to=State.VOIDED)),
    EventCode.LATENESS_WAIVED: Step(_by(Role.REGULATOR), _stays(*_EVER)),
    EventCode.EVIDENCE_ORDERED: Step(_by(Role.REGULATOR), _stays(*_EVER)),
}
"""The row of every event. CERTS_ISSUED, which nobody signs, has no role."""

TAKEN_WHILE_HELD: Final = frozenset(
    {
        EventCode.SUPERVISOR_CHECKOUT,
        EventCode.RELEASE,
        EventCode.VOID,
        EventCode.LATENESS_WAIVED,
        EventCode.EVIDENCE_ORDERED,
    }
)
"""What a held session still takes."""


def next_state(state: State, code: EventCode) -> State | None:
    """Return the state that follows, or None where the ledger refuses the event whatever the guards say."""
    return STEPS[code].follows.get(state)
