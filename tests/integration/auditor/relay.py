"""Simulated sessions on a real chain: an Anvil node, its time set block by block, everything sent by anybody.

Persons sign as they would; whoever relays has ether and nothing else. Events of several sessions that happen at the
same second are recorded in one transaction.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from assessment.codes import EventCode
from assessment.codes import Role as Office
from assessment.commitment import PERSON_CODE, REGISTER, SITE_CODE, Binding
from assessment.package import Register, write_register
from assessment.parameters import Parameters
from certificate.facts import Kind
from chain.accounts import KeyAccount
from chain.accreditation_calls import AccreditationCalls
from chain.calls import Call
from chain.certificate_calls import CertificateCalls
from chain.certificate_calls import Submission as Anchored
from chain.deployment import Deployment, deploy
from chain.finality import Instant
from chain.http_node import HttpNode
from chain.ledger_calls import LARGEST_BATCH, LedgerCalls
from chain.ledger_values import PublishedTerms
from chain.personnel_calls import PersonnelCalls, Position
from chain.registry_values import Role, StandardTerms
from chain.rpc import Rpc
from chain.sending import Sender
from chain.session_message import MessageDomain, Signed, message_of
from chain.trust import TrustedNetwork
from chain.trusting import trusted_network
from tests.simulator.cast import Actor, Cast, cast_of
from tests.simulator.clean import clean_session
from tests.simulator.days import at
from tests.simulator.messages import Message, Submission, messages
from tests.simulator.registration import registry_of
from tests.simulator.session import Session
from tests.simulator.shape import SEATS, Shape

BEGIN = date(2025, 12, 1)
YEARS = 10 * 365 * 86_400
ALL_LEVELS = 0b11
GAS = 29_000_000
ETHER = 10**18


@dataclass(frozen=True)
class Plan:
    """What is to be simulated: `organisations`, each with a site and staff of its own, on each of `days`."""

    organisations: int
    days: Sequence[date]
    candidates: int = 50
    rooms: int = 2
    eventful: bool = False


class Stage:
    """A node with deployed contracts and admitted organisations; everything is sent by the node's own first account."""

    def __init__(self, node: HttpNode, plan: Plan) -> None:
        self.node = node
        self.plan = plan
        self.rpc = Rpc(node)
        self.relay = self.rpc.accounts()[0]
        self.time = at(BEGIN, 9)
        self.deployment = self._deploy()
        self.domain = MessageDomain(self.deployment.chain, self.deployment.ledger)
        self._admit()

    @property
    def trusted(self) -> TrustedNetwork:
        return trusted_network(self.deployment, finality=Instant(), maximum_head_age=300)

    @cached_property
    def binding(self) -> Binding:
        return Binding(self.deployment.chain, self.deployment.ledger, REGISTER)

    # -- sessions -------------------------------------------------------------------------------------------------

    def sessions(self) -> Iterator[Session]:
        """Every session of the plan, made when it is asked for; the same each time."""
        for turn, day in enumerate(self.plan.days):
            for organisation in range(1, self.plan.organisations + 1):
                yield clean_session(self.shape(organisation, day, turn))

    def shape(self, organisation: int, day: date, turn: int) -> Shape:
        place = turn * self.plan.organisations + organisation
        shape = Shape(
            seed=f"session {place}", candidates=self.plan.candidates, rooms=self.plan.rooms, day=day, turn=turn,
            eventful=self.plan.eventful, signed=True, committed=True, organisation=organisation, site=organisation,
            first_serial=1 + place * self.plan.candidates, troupe=f"troupe {organisation}",
            chain=self.deployment.chain, ledger=self.deployment.ledger, registry=self.deployment.registry,
        )  # fmt: skip
        shape.__dict__["cast"] = self.cast(organisation)
        return shape

    def cast(self, organisation: int) -> Cast:
        """An organisation's people, numbered as the registry numbers them: after those of the ones before."""
        shape = Shape(rooms=self.plan.rooms)
        made = cast_of(f"troupe {organisation}", organisation, 2 * shape.rooms, shape.panel * shape.rooms)
        offset = (organisation - 1) * len(made.persons)
        actors = {
            name: replace(actor, number=actor.number + offset) if actor.number else self._office(name, actor)
            for name, actor in made.actors.items()
        }
        return replace(made, actors=actors)

    def _office(self, name: str, actor: Actor) -> Actor:
        # One regulator for all organisations.
        return replace(actor, seed="office") if name in {"root", "regulator"} else actor

    def play(self, sessions: Iterable[Session]) -> None:
        """Record everything that happens in `sessions`, in the order of time, a block for each second."""
        self._ask("evm_setAutomine", False)
        steps = sorted(
            (
                (told.recorded_at, place, _numbered(told, place), session.shape)
                for session in sessions
                for place, told in enumerate(messages(session))
            ),
            key=lambda step: step[:2],
        )
        numbers: dict[bytes, int] = {}
        for moment, group in groupby(steps, key=lambda step: step[0]):
            self._block(moment, [(told, shape) for _, _, told, shape in group], numbers)
        self._ask("evm_setAutomine", True)

    def _block(
        self, moment: int, group: Sequence[tuple[Message | Submission, Shape]], numbers: dict[bytes, int]
    ) -> None:
        recorded = [(told, shape) for told, shape in group if isinstance(told, Message)]
        ledger = LedgerCalls(self.deployment.ledger)
        calls = [
            (ledger.file_plan(owner.organisation, owner.nonce, self._signed(told)), self.relay)
            for told, owner in recorded
            if told.code is EventCode.PLAN_FILED
        ]
        others = [self._signed(told) for told, _ in recorded if told.code is not EventCode.PLAN_FILED]
        calls += [
            (ledger.record_all(others[start : start + LARGEST_BATCH]), self.relay)
            for start in range(0, len(others), LARGEST_BATCH)
        ]
        for told, owner in group:
            if isinstance(told, Submission):
                number = numbers[owner.session] = numbers.get(owner.session, -1) + 1
                calls.append((self._anchor(told, owner, number), owner.cast["issuer"].account))
        self.send_all(calls, moment)

    def _anchor(self, told: Submission, shape: Shape, number: int) -> Call:
        submission = Anchored(
            shape.organisation, shape.session, number, Kind.CERTIFICATE, shape.version, shape.level, told.last_size,
            told.roots,
        )  # fmt: skip
        return CertificateCalls(self.deployment.registry).anchor(submission)

    def _signed(self, told: Message) -> Signed:
        words = (told.session, told.code.value, told.nonce, told.claimed_at, told.commitment, told.figures)
        second = None if told.second is None else KeyAccount(told.second.key)
        return self.domain.sign(message_of(words), KeyAccount(told.actor.key), second)

    # -- the authority --------------------------------------------------------------------------------------------

    def register_file(self) -> bytes:
        """The authority's package over everybody who was admitted."""
        persons, sites = {}, {}
        for organisation in range(1, self.plan.organisations + 1):
            shape = self.shape(organisation, self.plan.days[0], 0)
            registry = registry_of(shape)
            for number, actor in enumerate(shape.cast.persons, start=1):
                record = registry.persons[number].record
                assert record is not None
                persons[actor.number] = record
            site = registry.sites[organisation].record
            assert site is not None
            sites[organisation] = site
        assessed = Shape()
        opened = Register(persons, sites, {1: Parameters()}, {assessed.version: assessed.standard})
        return b"".join(write_register(self.binding, opened))

    def _deploy(self) -> Deployment:
        self._ask("evm_setNextBlockTimestamp", self.time)
        root = KeyAccount(cast_of("office", 1, 2, 3)["root"].key)
        self._ask("anvil_setBalance", "0x" + root.address.hex(), hex(100 * ETHER))
        deployed = deploy(Sender(self.node, root, chain=self.rpc.chain_id(), finality=Instant()), chain=31_337)
        block = self.rpc.block("latest")
        assert block is not None
        self.time = block.time
        return deployed

    def _admit(self) -> None:
        shape = self.shape(1, self.plan.days[0], 0)
        start, end = self.time + 1, self.time + YEARS
        family = hashlib.sha256(shape.family.encode()).digest()
        root, regulator = shape.cast["root"].account, shape.cast["regulator"].account
        accreditation, ledger = AccreditationCalls(self.deployment.accreditation), LedgerCalls(self.deployment.ledger)
        again = shape.standard.reassessment
        terms = StandardTerms(
            ALL_LEVELS, again.interval_months, again.makeup_months, again.lead_months,
            shape.standard.utc_offset_minutes, 0,
        )  # fmt: skip
        parameters = Parameters()
        self.act(root, [
            accreditation.add_accreditor(regulator, start=start, end=end),
            accreditation.set_accreditor_scope(1, family, ALL_LEVELS),
            accreditation.publish_standard(family, shape.version, terms),
            ledger.publish_terms(PublishedTerms(parameters.terms, parameters.hash)),
            ledger.set_terms(0, 1),
        ])  # fmt: skip
        for organisation in range(1, self.plan.organisations + 1):
            self._accredit(organisation, regulator, family)

    def _accredit(self, organisation: int, regulator: bytes, family: bytes) -> None:
        shape = self.shape(organisation, self.plan.days[0], 0)
        start, end = self.time + 30, self.time + YEARS // 2
        accreditation, personnel = (
            AccreditationCalls(self.deployment.accreditation),
            PersonnelCalls(self.deployment.personnel),
        )
        registry = registry_of(shape)
        site = registry.sites[organisation].record
        assert site is not None
        administration = shape.cast["candidate"].account
        calls = [
            accreditation.accredit_organisation(
                1, profile=bytes(range(32)), did="did:web:zhongke.example", start=self.time, end=end, cap=1_000_000,
                administration=administration,
            ),
            accreditation.set_scope(organisation, family, ALL_LEVELS, start=self.time, end=end),
            personnel.add_site(1, start=self.time, end=end, commitment=self.binding.leaf(SITE_CODE, site)),
            personnel.set_rooms(organisation, dict.fromkeys(range(1, shape.rooms + 1), SEATS)),
            personnel.set_site_scope(organisation, family, ALL_LEVELS),
        ]  # fmt: skip
        for number, actor in enumerate(shape.cast.persons, start=1):
            record = registry.persons[number].record
            assert record is not None
            # The trainer has no role, and the registry takes nobody without one.
            roles = sum(1 << role.value for role in actor.roles) or 1 << Office.PAPER_SETTER.value
            position = Position(actor.employer, roles, self.time, end)
            commitment = self.binding.leaf(PERSON_CODE, record)
            calls.append(personnel.register_person(1, actor.account, position, commitment=commitment))
        self.act(regulator, calls)
        anchoring = accreditation.set_account(organisation, shape.cast["issuer"].account, Role.ANCHORING)
        self.act(administration, [anchoring])
        assert start < end

    # -- the node -------------------------------------------------------------------------------------------------

    def act(self, account: bytes, calls: Sequence[Call]) -> None:
        """Send `calls` one after the other, a second apart."""
        for call in calls:
            self.send_all([(call, account)], self.time + 1)

    def send_all(self, calls: Sequence[tuple[Call, bytes]], moment: int) -> None:
        """Send everything in one block at `moment`, or as soon as time allows; a refusal fails."""
        self._ask("evm_setAutomine", False)
        self.time = max(moment, self.time + 1)
        sent = [self._hand_in(call, sender) for call, sender in calls]
        self._ask("evm_setNextBlockTimestamp", self.time)
        self._ask("evm_mine")
        for (call, _), transaction in zip(calls, sent, strict=True):
            receipt = self.rpc.receipt(bytes.fromhex(transaction[2:]))
            assert receipt is not None, call.description
            if not receipt.succeeded:
                self.node.ask("eth_call", self._message(call, calls[0][1]), "latest")
            assert receipt.succeeded, call.description

    def _hand_in(self, call: Call, sender: bytes) -> str:
        if sender != self.relay:
            self._ask("anvil_impersonateAccount", "0x" + sender.hex())
            self._ask("anvil_setBalance", "0x" + sender.hex(), hex(10 * ETHER))
        answer = self.node.ask("eth_sendTransaction", self._message(call, sender))
        assert isinstance(answer, str)
        return answer

    def _message(self, call: Call, sender: bytes) -> dict[str, str]:
        assert call.to is not None
        size = GAS if len(call.data) > 4_000 else 3_000_000
        return {
            "from": "0x" + sender.hex(), "to": "0x" + call.to.hex(), "data": "0x" + call.data.hex(), "gas": hex(size),
        }  # fmt: skip

    def _ask(self, method: str, *params: bool | int | str) -> None:
        self.node.ask(method, *params)


def _numbered(told: Message | Submission, place: int) -> Message | Submission:
    """Give every event of a session a nonce of its own, which neither of two signers has used; drop the documents."""
    return replace(told, nonce=place) if isinstance(told, Message) else replace(told, bundles=())
