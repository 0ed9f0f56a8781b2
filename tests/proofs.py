"""A small session with a learner's proof, and a source of sessions that says what a test wants it to say."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessment.codes import EventCode, State
from assessment.commitment import Binding
from assessment.event import Event, Place
from assessment.learner_proof import LeafProof, LearnerProof, write_learner_proof
from assessment.records import (
    Candidate,
    Decision,
    DecisionKind,
    PartDisposition,
    PartResult,
    Record,
    Result,
    ResultKind,
)
from certificate.facts import Facts, Unread
from chain.session_reader import SessionReading
from tests.builders import CHAIN, NOW
from tests.scenes import LEDGER, valid

BINDING = Binding(CHAIN, LEDGER, b"\x22" * 32)
PEOPLE = ["0a" * 32, "0b" * 32, "0c" * 32]
LOCKED_AT = int((NOW - timedelta(days=20)).timestamp())
DAY = 86_400


def salt(number: int) -> str:
    return f"{number:032x}"


ROSTER = [Candidate(person, "5d" * 32, 1, ("W", "P"), (), salt=salt(n)) for n, person in enumerate(PEOPLE)]


def results(*scores: tuple[int, int], salts: int) -> list[Result]:
    return [
        Result(
            person,
            (
                PartResult("W", PartDisposition.SCORE, written),
                PartResult("P", PartDisposition.SCORE, practical),
            ),
            ResultKind.PASS if min(written, practical) >= 60_00 else ResultKind.FAIL,
            salt=salt(salts + n),
        )
        for n, (person, (written, practical)) in enumerate(zip(PEOPLE, scores, strict=True))
    ]


SCORES = results((55_00, 80_00), (72_50, 81_00), (66_00, 90_00), salts=100)
CORRECTED = results((61_50, 80_00), (72_50, 81_00), (66_00, 90_00), salts=200)
DECISIONS = [Decision(person, DecisionKind.GRANTED, "00" * 32, salt=salt(300 + n)) for n, person in enumerate(PEOPLE)]
RECORDS: list[tuple[EventCode, list[Record]]] = [
    (EventCode.ROSTER_LOCKED, [*ROSTER]),
    (EventCode.SCORES_LOCKED, [*SCORES]),
    (EventCode.SCORE_CORRECTED, [*CORRECTED]),
    (EventCode.DECISION_RECORDED, [*DECISIONS]),
]
_FIGURES = {EventCode.ROSTER_LOCKED: {"n": 3}}
EVENTS = tuple(
    Event(
        number=number,
        code=code,
        actor=b"\x01" * 20,
        second=None,
        nonce=number,
        claimed_at=LOCKED_AT + number * DAY,
        recorded_at=LOCKED_AT + number * DAY,
        commitment=BINDING.commitment(code, records),
        figures=_FIGURES.get(code, {}),
        place=Place(50 + number, bytes([number]) * 32, 0),
    )
    for number, (code, records) in enumerate(RECORDS)
)


def leaf_proof(number: int, person: int) -> LeafProof:
    code, records = RECORDS[number]
    path = BINDING.paths(code, records)[person]
    return LeafProof(number, person, len(records), records[person], path)


def proof_of(person: int, **changes: object) -> LearnerProof:
    """The whole proof of one of three people; the first one's marks were corrected."""
    proof = LearnerProof(
        BINDING,
        leaf_proof(0, person),
        leaf_proof(1, person),
        (leaf_proof(2, person),),
        leaf_proof(3, person),
    )
    return replace(proof, **changes)  # type: ignore[arg-type]


def file_of(person: int = 1, **changes: object) -> bytes:
    return write_learner_proof(proof_of(person, **changes))


def reading(**changes: object) -> SessionReading:
    facts = valid().facts
    assert isinstance(facts, Facts)
    whole = SessionReading(replace(facts, batch=None, key=None), 1, State.ISSUED, held=False, events=EVENTS)
    return replace(whole, **changes)  # type: ignore[arg-type]


@dataclass
class MemorySessions:
    """A source of sessions that answers everything with the same, and counts how often it was asked."""

    answer: SessionReading | Unread | None
    asked: int = 0

    def read_session(self, binding: Binding) -> SessionReading | Unread | None:  # noqa: ARG002  # the port's signature
        self.asked += 1
        return self.answer


def local(seconds: int) -> datetime:
    """The time that pages show: UTC+08:00."""
    return datetime.fromtimestamp(seconds, NOW.tzinfo) + timedelta(hours=8)
