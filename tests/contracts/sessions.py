"""Drives assessments on the ledger: one event at a time, or to the decision in three transactions."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.contract import Sent
from tests.contracts.messages import EMPTY, Message, Signature, address_of, pack, sign

if TYPE_CHECKING:
    from tests.contracts.deployment import World

MANAGER, REGISTRAR, SETTER, LEAD, INVIGILATOR, EXAMINER = (1 << bit for bit in range(6))
ADJUDICATOR, CONTROLLER, OFFICER, SUPERVISOR, PANEL = (1 << bit for bit in range(6, 11))

STAFF = {
    "manager": MANAGER,
    "registrar": REGISTRAR,
    "setter": SETTER,
    "second setter": SETTER,
    "lead": LEAD,
    "invigilator": INVIGILATOR,
    "examiner": EXAMINER,
    "second examiner": EXAMINER,
    "adjudicator": ADJUDICATOR,
    "controller": CONTROLLER,
    "officer": OFFICER,
}
"""The organisation's own people."""
OUTSIDE = {"supervisor": SUPERVISOR, "panel": PANEL}
"""Independent people of the same accreditor."""

Fields = tuple[tuple[int, int], ...]


class State(IntEnum):
    """The states of docs/assessment.md, section 3."""

    NONE, FILED, REJECTED, APPROVED, REGISTRATION, ROSTERED, IN_PROGRESS, SAT, MARKING = range(9)
    SCORED, PROVISIONAL, NOTICE_CLOSED, DECIDED, ISSUED, REPORTED, ARCHIVED, CANCELLED, VOIDED = range(9, 18)


class Code(IntEnum):
    """The events of docs/assessment.md, section 3."""

    PLAN_FILED, PLAN_APPROVED, PLAN_REJECTED, REG_OPENED, REG_CLOSED = range(1, 6)
    ELIGIBILITY_DECIDED, ROSTER_LOCKED, STAFF_ASSIGNED, COI_DECLARED, PAPER_SEALED = range(6, 11)
    SUPERVISOR_CHECKIN, SUPERVISOR_CHECKOUT, SESSION_OPENED, PAPER_UNSEALED, CHECKIN_BATCH = range(11, 16)
    PART_STARTED, PART_ENDED, INCIDENT, INCIDENT_CLOSED, RESPONSES_SEALED = range(16, 21)
    SCORE_COMMIT, SCORE_REVEAL, ADJUDICATED, SCORES_LOCKED, PROVISIONAL_PUBLISHED = range(21, 26)
    APPEAL_LODGED, APPEAL_DECIDED, SCORE_CORRECTED, CLOSE_NOTICE, DECISION_RECORDED = range(26, 31)
    CERTS_ISSUED, BATCH_REPORTED, SESSION_ARCHIVED, SESSION_CANCELLED, HOLD = range(31, 36)
    RELEASE, VOID, LATENESS_WAIVED, EVIDENCE_ORDERED = range(36, 40)


REGULATOR_CODES = {Code.PLAN_APPROVED, Code.PLAN_REJECTED, *range(Code.HOLD, Code.EVIDENCE_ORDERED + 1)}
SIGNERS: dict[int, str] = {
    Code.REG_OPENED: "registrar",
    Code.REG_CLOSED: "registrar",
    Code.ELIGIBILITY_DECIDED: "registrar",
    Code.ROSTER_LOCKED: "registrar",
    Code.COI_DECLARED: "examiner",
    Code.PAPER_SEALED: "setter",
    Code.SUPERVISOR_CHECKIN: "supervisor",
    Code.SUPERVISOR_CHECKOUT: "supervisor",
    Code.SESSION_OPENED: "lead",
    Code.PAPER_UNSEALED: "lead",
    Code.CHECKIN_BATCH: "invigilator",
    Code.PART_STARTED: "invigilator",
    Code.PART_ENDED: "invigilator",
    Code.INCIDENT: "invigilator",
    Code.INCIDENT_CLOSED: "lead",
    Code.RESPONSES_SEALED: "lead",
    Code.SCORE_COMMIT: "examiner",
    Code.SCORE_REVEAL: "examiner",
    Code.ADJUDICATED: "adjudicator",
    Code.SCORES_LOCKED: "controller",
    Code.APPEAL_LODGED: "registrar",
    Code.APPEAL_DECIDED: "panel",
    Code.SCORE_CORRECTED: "controller",
    Code.DECISION_RECORDED: "officer",
    **dict.fromkeys(REGULATOR_CODES, "accreditor"),
}
"""Who signs unless a test says otherwise; whatever is not here the manager signs."""
SECONDS: dict[int, str] = {
    Code.PAPER_SEALED: "second setter",
    Code.PAPER_UNSEALED: "invigilator",
    Code.SCORE_CORRECTED: "manager",
}
WIDTHS: dict[int, tuple[int, ...]] = {
    Code.PLAN_FILED: (32, 8, 32, 40, 24, 8, 16, 16, 8),
    Code.ELIGIBILITY_DECIDED: (24, 24),
    Code.ROSTER_LOCKED: (24,),
    Code.STAFF_ASSIGNED: (8, 8, 8),
    Code.COI_DECLARED: (8,),
    Code.PAPER_SEALED: (8, 8),
    Code.PAPER_UNSEALED: (8, 8),
    Code.CHECKIN_BATCH: (8, 16, 24, 24, 24),
    Code.PART_STARTED: (8, 16, 24),
    Code.PART_ENDED: (8, 16, 24),
    Code.INCIDENT: (16, 8),
    Code.INCIDENT_CLOSED: (16, 8),
    Code.RESPONSES_SEALED: (24, 24),
    Code.SCORE_COMMIT: (24, 8),
    Code.SCORE_REVEAL: (24, 8),
    Code.ADJUDICATED: (24, 8),
    Code.SCORES_LOCKED: (24, 24),
    Code.PROVISIONAL_PUBLISHED: (40,),
    Code.APPEAL_LODGED: (16,),
    Code.APPEAL_DECIDED: (16, 8),
    Code.SCORE_CORRECTED: (24, 8, 16),
    Code.DECISION_RECORDED: (24, 24, 24),
    Code.BATCH_REPORTED: (24, 8),
    Code.SESSION_ARCHIVED: (24, 40),
    **dict.fromkeys(range(Code.SESSION_CANCELLED, Code.EVIDENCE_ORDERED + 1), (8,)),
}
ROSTER = b"\x05" * 32
REASON = b"\x0e" * 32


def session_id(nonce: bytes, organisation: int = 1) -> bytes:
    """Return the id of an organisation's session."""
    return keccak(encode(["uint32", "bytes32"], [organisation, nonce]))


def figures(code: int, *values: int) -> int:
    """Lay out the figures of an event; what is not given is zero."""
    return pack(*zip(values, WIDTHS.get(code, ())[: len(values)], strict=True))


@dataclass
class Session:
    """One session of one organisation; every message gets a nonce of its own."""

    world: "World"
    nonce: bytes = b"\x5e" * 32
    organisation: int = 1
    used: int = field(default=0)

    @property
    def id(self) -> bytes:
        """The session's id."""
        return session_id(self.nonce, self.organisation)

    def message(self, code: int, *values: int, **changes: object) -> Message:
        """Write a message, claimed for now."""
        commitment = {Code.ROSTER_LOCKED: ROSTER, Code.LATENESS_WAIVED: REASON}.get(Code(code), bytes(32))
        self.used += 1
        message = Message(self.id, code, self.used - 1, self.world.time, commitment, figures(code, *values))
        return message.but(**changes)

    def plan(self, **changes: int) -> Message:
        """Write a plan: two parts of one hour, two papers, fifty seats, from now in a day."""
        planned = {
            "standard": 1,
            "level": 1,
            "site": 1,
            "start": self.world.time + 86_400,
            "seats": 50,
            "parts": 2,
            "offset2": 60,
            "offset3": 0,
            "papers": 2,
        } | changes
        return self.message(Code.PLAN_FILED, *planned.values())

    def signed(self, message: Message, by: str) -> Signature:
        """Sign for this world's ledger."""
        return sign(by, message.digest(self.world.ledger.address))

    def file(self, message: Message | None = None, by: str = "manager", **changes: int) -> Sent:
        """File the plan."""
        plan = message or self.plan(**changes)
        args = (self.organisation, self.nonce, plan.fields, self.signed(plan, by))
        return self.world.assess("filePlan", *args)

    def both(self, message: Message, by: str | None = None, second: str | None = None) -> tuple[Signature, Signature]:
        """Sign as the table asks, by whoever usually does; a second "" is none."""
        other = SECONDS.get(message.code) if second is None else second
        first = self.signed(message, by or SIGNERS.get(message.code, "manager"))
        return first, self.signed(message, other) if other else EMPTY

    def send(self, message: Message, by: str | None = None, second: str | None = None) -> Sent:
        """Record a message."""
        return self.world.assess("record", message.fields, *self.both(message, by, second))

    def do(self, code: int, *values: int, by: str | None = None, second: str | None = None, **changes: object) -> Sent:
        """Write and record a message."""
        return self.send(self.message(code, *values, **changes), by, second)

    def all(self, *steps: tuple[Any, ...]) -> Sent:
        """Record several events (code, values...) in one transaction; a last string is who signs."""
        messages, signatures = [], []
        for step in steps:
            by = step[-1] if isinstance(step[-1], str) else None
            message = self.message(step[0], *(value for value in step[1:] if not isinstance(value, str)))
            messages.append(message.fields)
            signatures.append(self.both(message, by))
        firsts, seconds = zip(*signatures, strict=True)
        return self.world.assess("recordAll", messages, firsts, seconds)

    @property
    def facts(self) -> Any:
        """What a verifier reads."""
        return self.world.ledger.call("assessmentOf", self.id)

    @property
    def state(self) -> State:
        """The present state."""
        return State(self.facts.state)

    def roster(self, candidates: int = 50, **plan: int) -> "Session":
        """Bring it to ROSTERED."""
        self.file(self.plan(**plan))
        self.all((Code.PLAN_APPROVED,), (Code.REG_OPENED,), (Code.ROSTER_LOCKED, candidates))
        return self

    def open(self, candidates: int = 50, papers: int = 2, **plan: int) -> "Session":
        """Bring it to IN_PROGRESS, with two examiners and the adjudicator assigned."""
        self.roster(candidates, papers=papers, **plan)
        self.all(
            *((Code.PAPER_SEALED, paper, 1) for paper in range(papers)),
            (Code.STAFF_ASSIGNED, 3),
            *((Code.COI_DECLARED, 0, who) for who in ("examiner", "second examiner", "adjudicator")),
            (Code.SESSION_OPENED,),
        )
        return self

    def sit(self, candidates: int = 50, **plan: int) -> "Session":
        """Bring it to SAT, a second ago."""
        self.open(candidates, **{"papers": 0} | plan)
        self.all((Code.PART_STARTED, 1, 1, 1), (Code.PART_ENDED, 1, 1, 1), (Code.RESPONSES_SEALED, candidates, 1))
        self.world.pass_time(1)
        return self

    def publish(self, candidates: int = 50, passed: int | None = None, **plan: int) -> "Session":
        """Bring it to PROVISIONAL."""
        self.sit(candidates, **plan)
        self.all(
            (Code.SCORE_COMMIT, 1, 1),
            (Code.SCORE_REVEAL, 1, 1),
            (Code.SCORES_LOCKED, candidates, candidates if passed is None else passed),
            (Code.PROVISIONAL_PUBLISHED,),
        )
        return self

    def decide(self, candidates: int = 50, granted: int | None = None, **plan: int) -> "Session":
        """Bring it to DECIDED, with everybody granted."""
        given = candidates if granted is None else granted
        self.publish(candidates, given, **plan)
        self.all((Code.CLOSE_NOTICE,), (Code.DECISION_RECORDED, given, candidates - given))
        return self


def enlist(world: "World") -> None:
    """Register the people, one site and terms without any lead."""
    dates = (world.time - 86_400, 2**40 - 1)
    for name, roles in STAFF.items():
        world.staff("registerPerson", 1, address_of(name), 1, roles, *dates, bytes(32))
    for name, roles in OUTSIDE.items():
        world.staff("registerPerson", 1, address_of(name), 0, roles, *dates, bytes(32))
    world.staff("addSite", 1, *dates, bytes(32))
    world.staff("setRooms", 1, [1, 2, 3], [2**24 - 1, 20, 20])
    world.staff("setSiteScope", 1, b"X-BIM".ljust(32, b"\0"), 0b111)
    world.assess("publishTerms", (0, 0, 0, 2**32 - 1, 2**32 - 1, 2**32 - 1, 0, False, bytes(32)), sender=world.root)
    world.assess("setTerms", 0, 1, sender=world.root)


def allrounder(world: "World", name: str = "allrounder") -> str:
    """Register somebody with every role that decides about marks, which the rules then keep apart."""
    roles = EXAMINER | ADJUDICATOR | CONTROLLER | OFFICER | PANEL | MANAGER
    world.staff("registerPerson", 1, address_of(name), 1, roles, world.time - 1, 2**40 - 1, bytes(32))
    return name


def person_of(world: "World", name: str) -> int:
    """Return the number of the person with this name."""
    found: int = world.personnel.call("personAt", address_of(name)).person
    return found
