"""What AssessmentLedger should do, said again in Python for one session under terms without leads.

Every event returns the set of reasons for which it must be refused; an empty set means that it was done. Who signs and
what is signed is not said here: tests/contracts/test_ledger_messages.py does.
"""

from dataclasses import dataclass, field

from tests.contracts.sessions import Code, State

Reasons = set[str]
Values = tuple[int, ...]

AFTER_ROSTER: set[State] = {State.PROVISIONAL, State.NOTICE_CLOSED, State.DECIDED, State.ISSUED, State.REPORTED}
DECIDED: set[State] = {State.DECIDED, State.ISSUED, State.REPORTED}
TAKEN_WHILE_HELD = {Code.RELEASE, Code.VOID, Code.LATENESS_WAIVED, Code.EVIDENCE_ORDERED, Code.SUPERVISOR_CHECKOUT}
RUNNING: set[State] = {
    state for state in State if state not in (State.NONE, State.REJECTED) and state <= State.REPORTED
}
SITTING: set[State] = {State.IN_PROGRESS, State.SAT, State.MARKING}
SOURCES: dict[Code, set[State]] = {
    Code.PLAN_APPROVED: {State.FILED},
    Code.REG_OPENED: {State.APPROVED},
    Code.ROSTER_LOCKED: {State.REGISTRATION},
    Code.STAFF_ASSIGNED: {State.ROSTERED},
    Code.COI_DECLARED: {State.ROSTERED},
    Code.PAPER_SEALED: {State.REGISTRATION, State.ROSTERED},
    Code.SESSION_OPENED: {State.ROSTERED},
    Code.PAPER_UNSEALED: {State.IN_PROGRESS},
    Code.PART_STARTED: {State.IN_PROGRESS},
    Code.PART_ENDED: {State.IN_PROGRESS},
    Code.INCIDENT: SITTING,
    Code.INCIDENT_CLOSED: SITTING,
    Code.RESPONSES_SEALED: {State.IN_PROGRESS},
    Code.SCORE_COMMIT: {State.SAT, State.MARKING},
    Code.SCORE_REVEAL: {State.MARKING},
    Code.ADJUDICATED: {State.MARKING},
    Code.SCORES_LOCKED: {State.MARKING},
    Code.PROVISIONAL_PUBLISHED: {State.SCORED},
    Code.APPEAL_LODGED: {State.PROVISIONAL},
    Code.APPEAL_DECIDED: AFTER_ROSTER,
    Code.SCORE_CORRECTED: AFTER_ROSTER,
    Code.CLOSE_NOTICE: {State.PROVISIONAL},
    Code.DECISION_RECORDED: {State.NOTICE_CLOSED, *DECIDED},
    Code.CERTS_ISSUED: DECIDED,
    Code.BATCH_REPORTED: DECIDED,
    Code.SESSION_ARCHIVED: {State.ISSUED, State.REPORTED},
    Code.SESSION_CANCELLED: {state for state in RUNNING if state <= State.IN_PROGRESS},
    Code.HOLD: RUNNING,
    Code.RELEASE: RUNNING,
    Code.VOID: RUNNING,
}
TARGETS: dict[Code, State] = {
    Code.PLAN_APPROVED: State.APPROVED,
    Code.REG_OPENED: State.REGISTRATION,
    Code.ROSTER_LOCKED: State.ROSTERED,
    Code.SESSION_OPENED: State.IN_PROGRESS,
    Code.RESPONSES_SEALED: State.SAT,
    Code.SCORE_COMMIT: State.MARKING,
    Code.SCORES_LOCKED: State.SCORED,
    Code.PROVISIONAL_PUBLISHED: State.PROVISIONAL,
    Code.CLOSE_NOTICE: State.NOTICE_CLOSED,
    Code.SESSION_ARCHIVED: State.ARCHIVED,
    Code.SESSION_CANCELLED: State.CANCELLED,
    Code.VOID: State.VOIDED,
}


@dataclass
class Person:
    """What somebody did in the session."""

    declared_for: int = 0
    unrevealed: dict[int, int] = field(default_factory=dict)
    hands: set[str] = field(default_factory=set)


@dataclass
class LedgerModel:
    """One session, with its plan filed: `seats`, `parts` and `papers` as planned."""

    seats: int
    parts: int
    papers: int
    state: State = State.FILED
    held: bool = False
    reported: bool = False
    roster: int = 0
    assignment: int = 0
    declarers: int = 0
    declared: int = 0
    conflict: bool = False
    sealed: dict[int, int] = field(default_factory=dict)
    unsealed: set[int] = field(default_factory=set)
    runs: dict[int, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    sealed_at: int = 0
    revealed: set[int] = field(default_factory=set)
    incidents: list[bool] = field(default_factory=list)
    appeals: list[bool] = field(default_factory=list)
    passed: int = 0
    granted: int = 0
    deferred: int = 0
    certificates: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    acting: list[Person] = field(default_factory=list)
    now: int = 0

    def do(self, code: Code, values: Values, by: str, second: str, now: int) -> Reasons:
        """Take an event, or say why not."""
        if self.state not in SOURCES[code]:
            return {"WrongState"}
        if self.held and code not in TAKEN_WHILE_HELD:
            return {"Held"}
        self.now = now
        self.acting = [self.people.setdefault(name, Person()) for name in (by, second) if name]
        guard = getattr(self, f"_{code.name.lower()}", None)
        reasons: Reasons = guard(values) if guard else set()
        if not reasons:
            effect = getattr(self, f"_after_{code.name.lower()}", None)
            if effect:
                effect(values)
            self.state = TARGETS.get(code, self.state)
        return reasons

    # -- guards -------------------------------------------------------------------------------------------------------

    def _part(self, part: int) -> Reasons:
        return set() if 1 <= part <= self.parts else {"OutOfRange"}

    def _roster_locked(self, values: Values) -> Reasons:
        return set() if 1 <= values[0] <= self.seats else {"OutOfRange"}

    def _staff_assigned(self, values: Values) -> Reasons:
        return set() if values[0] else {"OutOfRange"}

    def _coi_declared(self, _values: Values) -> Reasons:
        if not self.assignment:
            return {"NotYet"}
        reasons = {"AlreadyDone"} if self.acting[0].declared_for == self.assignment else set()
        return reasons | ({"OutOfRange"} if self.declared == self.declarers else set())

    def _paper_sealed(self, values: Values) -> Reasons:
        reasons = self._part(values[1]) | (set() if values[0] < self.papers else {"OutOfRange"})
        return reasons | ({"AlreadyDone"} if values[0] in self.sealed else set())

    def _session_opened(self, _values: Values) -> Reasons:
        reasons = set() if self.assignment and len(self.sealed) == self.papers else {"NotYet"}
        reasons |= {"OutOfRange"} if self.declared != self.declarers else set()
        return reasons | ({"ConflictDeclared"} if self.conflict else set())

    def _paper_unsealed(self, values: Values) -> Reasons:
        if values[0] not in self.sealed:
            return {"NotYet"}
        reasons = {"AlreadyDone"} if values[0] in self.unsealed else set()
        return reasons | ({"OutOfRange"} if self.sealed[values[0]] != values[1] else set())

    def _part_started(self, values: Values) -> Reasons:
        too_many = self.present.get(values[0], 0) + values[2] > self.roster
        return self._part(values[0]) | ({"OutOfRange"} if too_many else set())

    def _part_ended(self, values: Values) -> Reasons:
        return self._part(values[0]) | (set() if self.runs.get(values[0]) else {"NotYet"})

    def _incident(self, values: Values) -> Reasons:
        return set() if values[0] == len(self.incidents) + 1 else {"OutOfRange"}

    def _incident_closed(self, values: Values) -> Reasons:
        if not 1 <= values[0] <= len(self.incidents):
            return {"OutOfRange"}
        return set() if self.incidents[values[0] - 1] else {"AlreadyDone"}

    def _responses_sealed(self, values: Values) -> Reasons:
        if not self.runs:
            return {"NotYet"}
        most = min(sum(self.present.values()), self.roster)
        fits = not any(self.runs.values()) and max(self.present.values()) <= values[1] <= most
        return set() if fits else {"OutOfRange"}

    def _mark(self, values: Values) -> Reasons:
        return self._part(values[1]) | (set() if 1 <= values[0] <= self.roster else {"OutOfRange"})

    def _score_commit(self, values: Values) -> Reasons:
        reasons = self._mark(values) | ({"TooEarly"} if self.now <= self.sealed_at else set())
        reasons |= {"NotYet"} if self.acting[0].declared_for != self.assignment else set()
        reasons |= {"AlreadyDone"} if values[1] in self.revealed else set()
        return reasons | ({"NotSeparate"} if "adjudicated" in self.acting[0].hands else set())

    def _score_reveal(self, values: Values) -> Reasons:
        return self._mark(values) | (set() if self.acting[0].unrevealed.get(values[1]) else {"NotYet"})

    def _adjudicated(self, values: Values) -> Reasons:
        reasons = self._mark(values) | ({"NotYet"} if self.acting[0].declared_for != self.assignment else set())
        return reasons | ({"NotSeparate"} if "examined" in self.acting[0].hands else set())

    def _scores_locked(self, values: Values) -> Reasons:
        unrevealed = any(count for person in self.people.values() for count in person.unrevealed.values())
        fits = values[0] == self.roster and values[1] <= self.roster and not unrevealed and not any(self.incidents)
        return set() if fits else {"OutOfRange"}

    def _appeal_lodged(self, values: Values) -> Reasons:
        return set() if values[0] == len(self.appeals) + 1 else {"OutOfRange"}

    def _appeal_decided(self, values: Values) -> Reasons:
        known = 1 <= values[0] <= len(self.appeals)
        reasons = set() if known and values[1] <= 2 else {"OutOfRange"}
        reasons |= {"NotSeparate"} if self.acting[0].hands & {"examined", "locked", "decided"} else set()
        return reasons | ({"AlreadyDone"} if known and not self.appeals[values[0] - 1] else set())

    def _score_corrected(self, values: Values) -> Reasons:
        named = values[1] == 2 or (values[1] == 1 and 1 <= values[2] <= len(self.appeals))
        reasons = set() if named and values[0] <= self.roster else {"OutOfRange"}
        return reasons | ({"NotSeparate"} if any("examined" in person.hands for person in self.acting) else set())

    def _decision_recorded(self, values: Values) -> Reasons:
        subject = self.roster if self.state == State.NOTICE_CLOSED else self.deferred
        fits = sum(values) == subject and values[2] >= sum(self.appeals) and self.granted + values[0] <= self.passed
        reasons = set() if fits else {"OutOfRange"}
        hands = self.acting[0].hands & {"examined", "adjudicated", "locked", "corrected"}
        return reasons | ({"NotSeparate"} if hands else set())

    def _certs_issued(self, values: Values) -> Reasons:
        return set() if self.certificates + values[0] <= self.granted else {"OutOfRange"}

    def _session_archived(self, _values: Values) -> Reasons:
        return set() if self.reported else {"NotYet"}

    def _session_cancelled(self, _values: Values) -> Reasons:
        return {"OutOfRange"} if self.unsealed else set()

    def _release(self, _values: Values) -> Reasons:
        return set() if self.held else {"NotHeld"}

    # -- effects ------------------------------------------------------------------------------------------------------

    def _after_roster_locked(self, values: Values) -> None:
        self.roster = values[0]

    def _after_staff_assigned(self, values: Values) -> None:
        self.assignment, self.declarers, self.declared, self.conflict = self.assignment + 1, values[0], 0, False

    def _after_coi_declared(self, values: Values) -> None:
        self.declared, self.conflict = self.declared + 1, self.conflict or values[0] > 0
        self.acting[0].declared_for = self.assignment

    def _after_paper_sealed(self, values: Values) -> None:
        self.sealed[values[0]] = values[1]

    def _after_paper_unsealed(self, values: Values) -> None:
        self.unsealed.add(values[0])

    def _after_part_started(self, values: Values) -> None:
        self.runs[values[0]] = self.runs.get(values[0], 0) + 1
        self.present[values[0]] = self.present.get(values[0], 0) + values[2]

    def _after_part_ended(self, values: Values) -> None:
        self.runs[values[0]] -= 1

    def _after_incident(self, _values: Values) -> None:
        self.incidents.append(True)

    def _after_incident_closed(self, values: Values) -> None:
        self.incidents[values[0] - 1] = False

    def _after_responses_sealed(self, _values: Values) -> None:
        self.sealed_at = self.now

    def _after_score_commit(self, values: Values) -> None:
        self.acting[0].hands.add("examined")
        self.acting[0].unrevealed[values[1]] = self.acting[0].unrevealed.get(values[1], 0) + 1

    def _after_score_reveal(self, values: Values) -> None:
        self.acting[0].unrevealed[values[1]] -= 1
        self.revealed.add(values[1])

    def _after_adjudicated(self, _values: Values) -> None:
        self.acting[0].hands.add("adjudicated")

    def _after_scores_locked(self, values: Values) -> None:
        self.acting[0].hands.add("locked")
        self.passed = values[1]

    def _after_appeal_lodged(self, _values: Values) -> None:
        self.appeals.append(True)

    def _after_appeal_decided(self, values: Values) -> None:
        self.appeals[values[0] - 1] = False

    def _after_score_corrected(self, values: Values) -> None:
        self.passed = values[0]
        for person in self.acting:
            person.hands.add("corrected")

    def _after_decision_recorded(self, values: Values) -> None:
        self.acting[0].hands.add("decided")
        self.granted, self.deferred = self.granted + values[0], values[2]
        self.state = State.DECIDED if self.state == State.NOTICE_CLOSED else self.state

    def _after_certs_issued(self, values: Values) -> None:
        self.certificates += values[0]
        self.state = State.ISSUED if self.state == State.DECIDED else self.state

    def _after_batch_reported(self, _values: Values) -> None:
        self.reported = True
        self.state = State.REPORTED if self.state == State.ISSUED else self.state

    def _after_hold(self, _values: Values) -> None:
        self.held = True

    def _after_release(self, _values: Values) -> None:
        self.held = False
