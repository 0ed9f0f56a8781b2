"""What a learner keeps: proof of having been in the locked roster, of the scores locked, of every later change.

The form is docs/evidence.md, section 5. The check is pure: whoever calls it has read all of the session's events and
compared the head that they lead to, so that none is left out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from assessment.codec import Codec, Hash
from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.errors import AssessmentError, RecordError
from assessment.event import Event
from assessment.header import Header, spelled
from assessment.records import Candidate, Decision, Record, Result, read_record, record_json
from certificate.errors import MalformedError, ProofError
from certificate.jcs import JsonValue, write_jcs
from certificate.merkle import verify_inclusion

R = TypeVar("R", bound=Record)

FORMAT: Final = "xcert/learner-proof/v0"
"""The name and version of the form; also the mark by which a file is recognised."""
MAXIMUM_FILE: Final = 262_144
"""Bytes in a proof."""


class ProofFault(Enum):
    """Why a proof proves nothing; stable codes."""

    OTHER_SESSION = "proof-other-session"
    NO_SUCH_EVENT = "proof-no-such-event"
    NOT_COMMITTED = "proof-not-committed"
    OTHER_PERSON = "proof-other-person"
    CHANGE_LEFT_OUT = "proof-change-left-out"


class LearnerProofError(AssessmentError):
    """A proof in its form that the ledger does not bear out."""

    def __init__(self, fault: ProofFault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class LeafProof:
    """One record, the event that committed to it, and the path from its leaf to the tree head."""

    event: int
    index: int
    size: int
    record: Record
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class LearnerProof:
    """A learner's proof for the session that `binding` names."""

    binding: Binding
    roster: LeafProof
    scores: LeafProof
    corrections: tuple[LeafProof, ...] = ()
    decision: LeafProof | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What a proof proves: the learner's leaf, the scores first locked, each later change, the decision if shown."""

    roster: tuple[Event, Candidate]
    scores: tuple[Event, Result]
    corrections: tuple[tuple[Event, Result], ...]
    decision: tuple[Event, Decision] | None

    @property
    def changed(self) -> bool:
        """Whether a correction changed anything for this learner; one for others repeats the result as it was."""
        first = self.scores[1]
        return any((one.parts, one.result) != (first.parts, first.result) for _, one in self.corrections)

    @property
    def latest(self) -> Result:
        """The result that holds now."""
        return self.corrections[-1][1] if self.corrections else self.scores[1]


@dataclass(frozen=True, slots=True)
class _Place:
    """The members of a leaf's proof beside its record."""

    event: int
    index: int
    size: int
    path: tuple[Hash, ...]


_PLACE: Final = Codec(_Place)
_HEADER: Final = Codec(Header, {"format": FORMAT})
_NEEDED: Final = ("corrections", "roster", "scores")


def write_learner_proof(proof: LearnerProof) -> bytes:
    """Write `proof` as JCS; raises `RecordError` for what a reader would refuse."""
    members = _HEADER.write(Header(*spelled(proof.binding)))
    members["roster"] = _leaf_json(proof.roster)
    members["scores"] = _leaf_json(proof.scores)
    members["corrections"] = [_leaf_json(one) for one in proof.corrections]
    if proof.decision is not None:
        members["decision"] = _leaf_json(proof.decision)
    try:
        return write_jcs(members)
    except MalformedError as error:
        raise RecordError(f"the proof cannot be written: {error}") from error


def parse_learner_proof(data: bytes) -> LearnerProof:
    """Read a proof; raises `RecordError` for anything that `write_learner_proof` would not write."""
    if len(data) > MAXIMUM_FILE:
        raise RecordError(f"the proof has {len(data)} bytes; at most {MAXIMUM_FILE} are read")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the proof is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RecordError("the proof is not a JSON object")
    if missing := [name for name in _NEEDED if name not in value]:
        raise RecordError(f"the proof lacks {', '.join(missing)}")
    roster, scores, corrections = value.pop("roster"), value.pop("scores"), value.pop("corrections")
    decision = value.pop("decision", None)
    header = _HEADER.read(value)
    if not isinstance(corrections, list):
        raise RecordError("corrections: expected an array")
    proof = LearnerProof(
        header.binding,
        _read_leaf(roster),
        _read_leaf(scores),
        tuple(_read_leaf(one) for one in corrections),
        None if decision is None else _read_leaf(decision),
    )
    if write_learner_proof(proof) != data:
        raise RecordError("the proof is not in its canonical spelling (RFC 8785)")
    return proof


def check_learner_proof(proof: LearnerProof, binding: Binding, events: Sequence[Event]) -> Learned:
    """Compare a proof with all `events` of the session that `binding` names; raises `LearnerProofError`.

    Roster, scores and corrections hold the learner at one and the same place of trees as large as the roster; every
    correction that the ledger knows must be there.
    """
    if proof.binding != binding:
        raise LearnerProofError(ProofFault.OTHER_SESSION, "the proof belongs to another session, ledger or chain")
    roster = _proven(proof, proof.roster, events, EventCode.ROSTER_LOCKED, Candidate)
    scores = _proven(proof, proof.scores, events, EventCode.SCORES_LOCKED, Result)
    corrected = [event.number for event in events if event.code is EventCode.SCORE_CORRECTED]
    if [one.event for one in proof.corrections] != corrected:
        raise LearnerProofError(
            ProofFault.CHANGE_LEFT_OUT, f"the ledger has corrections as events {corrected}, the proof shows others"
        )
    corrections = tuple(_proven(proof, one, events, EventCode.SCORE_CORRECTED, Result) for one in proof.corrections)
    decision = None
    if proof.decision is not None:
        decision = _proven(proof, proof.decision, events, EventCode.DECISION_RECORDED, Decision)
    for leaf in (proof.scores, *proof.corrections):
        if (leaf.index, leaf.size) != (proof.roster.index, roster[0].figures["n"]):
            raise LearnerProofError(ProofFault.NOT_COMMITTED, "a result stands at another place than the roster's leaf")
    return Learned(roster, scores, corrections, decision)


def _proven(
    proof: LearnerProof, leaf: LeafProof, events: Sequence[Event], code: EventCode, kind: type[R]
) -> tuple[Event, R]:
    event = events[leaf.event] if leaf.event < len(events) else None
    if event is None or event.number != leaf.event or event.code is not code:
        raise LearnerProofError(ProofFault.NO_SUCH_EVENT, f"event {leaf.event} of the session is no {code.name}")
    record = leaf.record
    if not isinstance(record, kind):
        raise LearnerProofError(ProofFault.NOT_COMMITTED, f"the record of event {leaf.event} is of another type")
    if code is EventCode.ROSTER_LOCKED and leaf.size != event.figures["n"]:
        raise LearnerProofError(ProofFault.NOT_COMMITTED, f"the roster has {event.figures['n']} leaves")
    if _candidate(record) != _candidate(proof.roster.record):
        raise LearnerProofError(ProofFault.OTHER_PERSON, f"the record of event {leaf.event} is about somebody else")
    try:
        verify_inclusion(
            proof.binding.leaf(code, record),
            index=leaf.index,
            size=leaf.size,
            path=leaf.path,
            root=event.commitment,
        )
    except ProofError as error:
        raise LearnerProofError(ProofFault.NOT_COMMITTED, f"event {leaf.event}: {error}") from error
    return event, record


def _candidate(record: Record) -> str:
    return record.candidate if isinstance(record, Candidate | Result | Decision) else ""


def _leaf_json(leaf: LeafProof) -> dict[str, JsonValue]:
    place = _Place(leaf.event, leaf.index, leaf.size, tuple(node.hex() for node in leaf.path))
    return _PLACE.write(place) | {"record": record_json(leaf.record)}


def _read_leaf(value: object) -> LeafProof:
    if not isinstance(value, dict) or "record" not in value:
        raise RecordError("a leaf's proof is an object with a record")
    members = {name: member for name, member in value.items() if name != "record"}
    place = _PLACE.read(members)
    path = tuple(bytes.fromhex(node) for node in place.path)
    return LeafProof(place.event, place.index, place.size, read_record(value["record"]), path)
