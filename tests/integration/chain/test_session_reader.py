"""All events of a session from the real contracts, and a learner's proof against them; and nodes that leave one out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from assessment.codes import EventCode, State
from assessment.commitment import Binding
from assessment.learner_proof import LeafProof, LearnerProof, check_learner_proof
from assessment.records import Candidate, PartDisposition, PartResult, Record, Result, ResultKind
from certificate.facts import Kind, Trouble, Unread
from chain.certificate_calls import CertificateCalls, Submission
from chain.embedded import EmbeddedChain
from chain.errors import UnreachableError
from chain.hexadecimal import Json
from chain.node import Node
from chain.session_message import Signed, session_id
from chain.session_reader import SessionReader, SessionReading
from chain.trusted_reader import TrustedReader
from tests.world import World, build_world

PEOPLE = [f"{number:02x}" * 32 for number in range(5)]
NONCE = b"\x77" * 32


@dataclass(frozen=True)
class Sat:
    """A session on the real ledger whose roster and scores can be opened."""

    world: World
    binding: Binding
    roster: list[Record]
    scores: list[Record]

    def reader(self, *nodes: Node, agree: int = 1) -> SessionReader:
        return SessionReader(replace(self.world.trusted, agree=agree), nodes or [self.world.node])

    def read(self, *nodes: Node, agree: int = 1) -> SessionReading:
        reading = self.reader(*nodes, agree=agree).read(self.binding.session)
        assert isinstance(reading, SessionReading)
        return reading

    def proof(self, person: int, reading: SessionReading) -> LearnerProof:
        return LearnerProof(
            self.binding,
            self._leaf(EventCode.ROSTER_LOCKED, self.roster, person, reading),
            self._leaf(EventCode.SCORES_LOCKED, self.scores, person, reading),
        )

    def _leaf(self, code: EventCode, records: list[Record], person: int, reading: SessionReading) -> LeafProof:
        number = next(event.number for event in reading.events if event.code is code)
        return LeafProof(number, person, 5, records[person], self.binding.paths(code, records)[person])


@pytest.fixture(scope="module")
def sat() -> Sat:
    world = build_world(EmbeddedChain(genesis_time=1_780_000_000))
    stage = world.sessions.stagehand(world.organisation)
    session = session_id(world.organisation, NONCE)
    binding = Binding(world.deployment.chain, world.deployment.ledger, session)
    roster: list[Record] = [
        Candidate(person, world.standard.version.hex(), 1, ("W",), (), salt=f"{n:032x}")
        for n, person in enumerate(PEOPLE)
    ]
    scores: list[Record] = [
        Result(
            person, (PartResult("W", PartDisposition.SCORE, 60_00 + n * 100),), ResultKind.PASS, salt=f"{n + 50:032x}"
        )
        for n, person in enumerate(PEOPLE)
    ]
    rehearsal = world.sessions.rehearsal(world.standard.version, 1, 5)
    opened = {EventCode.ROSTER_LOCKED: roster, EventCode.SCORES_LOCKED: scores}
    signers = {EventCode.ROSTER_LOCKED: stage.crew.manager, EventCode.SCORES_LOCKED: stage.crew.controller}

    def committed(signed: Signed) -> Signed:
        code = signed.message.code
        if code not in opened:
            return signed
        signer = signers[code]
        commitment = binding.commitment(code, opened[code])
        return stage.domain.sign(replace(signed.message, commitment=commitment), signer)

    stage.relay.send(stage.plan(rehearsal, session, NONCE))
    stage.record([committed(one) for one in stage.sit(rehearsal, session)])
    stage.record([committed(one) for one in stage.conclude(rehearsal, session)])
    world.sessions.decide(world.organisation, world.standard.version)
    submission = Submission(
        world.organisation, session, 0, Kind.CERTIFICATE, world.standard.version, 1, 5, [b"\x01" * 32]
    )
    world.sessions.sender(world.anchoring).send(CertificateCalls(world.deployment.registry).anchor(submission))
    return Sat(world, binding, roster, scores)


def test_a_session_is_read_whole_and_alone(sat: Sat) -> None:
    reading = sat.read()
    assert reading.events[0].code is EventCode.PLAN_FILED
    assert reading.events[-1].code is EventCode.CERTS_ISSUED
    assert [event.number for event in reading.events] == list(range(len(reading.events)))
    assert (reading.organisation, reading.state, reading.held) == (sat.world.organisation, State.ISSUED, False)
    assert reading.facts.root_authority == sat.world.root.address


@pytest.mark.parametrize("person", range(5))
def test_a_learners_proof_holds_against_the_real_ledger(sat: Sat, person: int) -> None:
    reading = sat.read()
    learned = check_learner_proof(sat.proof(person, reading), sat.binding, reading.events)
    assert learned.scores[1].candidate == PEOPLE[person]
    assert not learned.changed


def test_the_reader_of_a_trust_file_reads_sessions_too(sat: Sat) -> None:
    chain = f"eip155:{sat.binding.chain}"
    reader = TrustedReader([sat.world.trusted], nodes={chain: [sat.world.node]})
    assert reader.read_session(sat.binding) == sat.read()
    other = reader.read_session(replace(sat.binding, ledger=bytes(20)))
    assert isinstance(other, Unread)
    assert other.trouble is Trouble.WRONG_NETWORK


def test_a_session_that_nobody_planned_is_none(sat: Sat) -> None:
    assert sat.reader().read(b"\x55" * 32) is None


@dataclass(frozen=True)
class Liar:
    """A node that changes some answers."""

    node: Node
    change: Callable[[str, Json], Json]

    @property
    def name(self) -> str:
        return "a liar"

    def ask(self, method: str, *params: Json) -> Json:
        return self.change(method, self.node.ask(method, *params))


def without_logs(position: int) -> Callable[[str, Json], Json]:
    def change(method: str, answer: Json) -> Json:
        if method != "eth_getLogs" or not isinstance(answer, list) or len(answer) < 5:
            return answer
        return [entry for place, entry in enumerate(answer) if place != position]

    return change


@pytest.mark.parametrize("position", [0, 2, 10, 15])
def test_an_event_left_out_is_noticed_by_the_head(sat: Sat, position: int) -> None:
    unread = sat.reader(Liar(sat.world.node, without_logs(position))).read(sat.binding.session)
    assert isinstance(unread, Unread)
    assert unread.trouble is Trouble.UNREACHABLE


def silent(method: str, answer: Json) -> Json:
    if method == "eth_call":
        raise UnreachableError("silence")
    return answer


def test_as_many_nodes_as_must_agree_have_to_have_the_head(sat: Sat) -> None:
    good, mute = sat.world.node, Liar(sat.world.node, silent)
    assert sat.read(good, good, agree=2) == sat.read()
    assert sat.read(good, good, mute, agree=2) == sat.read()
    unread = sat.reader(good, mute, agree=2).read(sat.binding.session)
    assert isinstance(unread, Unread)
    with pytest.raises(ValueError, match="must agree"):
        sat.reader(good, agree=2)
