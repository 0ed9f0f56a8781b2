"""A small world on the embedded chain: all contracts, one accreditor, one organisation, one standard, one key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from certificate.address import Address
from certificate.facts import Kind
from chain import (
    AccreditationCalls,
    BatchId,
    Call,
    CertificateCalls,
    Deployment,
    Finality,
    Instant,
    KeyAccount,
    Node,
    Receipt,
    Role,
    Sender,
    StandardTerms,
    Submission,
    TrustedNetwork,
    deploy,
    event_in,
    fund,
    trusted_network,
)
from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
from tests.sessions import Sessions

START = 1_750_000_000
YEARS = 20 * 365 * 86_400
FAMILY = hashlib.sha256(b"X-BIM").digest()
STANDARD = hashlib.sha256(b"standard").digest()
PROFILE = hashlib.sha256(b"profile").digest()
KEY = hashlib.sha256(b"key").digest()
POSSESSION = bytes(range(64))
TERMS = StandardTerms(
    levels=0b111, interval_months=36, makeup_months=12, lead_months=3, utc_offset_minutes=480, in_force_from=START
)
DID = "did:web:org.example"


@dataclass
class World:
    """Where everything stands, and who may do what."""

    node: Node
    chain: int
    deployment: Deployment
    root: Sender
    accreditor: Sender
    administration: Sender
    anchoring: Sender
    sessions: Sessions
    organisation: int = 1

    @property
    def accreditation(self) -> AccreditationCalls:
        return AccreditationCalls(self.deployment.accreditation)

    @property
    def registry(self) -> CertificateCalls:
        return CertificateCalls(self.deployment.registry)

    def trusted(self, finality: Finality | None = None, *, agree: int = 1) -> TrustedNetwork:
        rpc = [f"http://127.0.0.1:{port}" for port in range(1, agree + 1)]
        return trusted_network(self.deployment, finality=finality or Instant(), agree=agree, rpc=rpc)

    def new_session(self, *, level: int = 1, candidates: int = 10) -> bytes:
        """A decided session of the organisation."""
        return self.sessions.decide(self.organisation, STANDARD, level=level, candidates=candidates)

    def submission(
        self, roots: Sequence[bytes] = (b"\x01" * 32,), *, last_size: int = 10, **other: object
    ) -> Submission:
        members: dict[str, object] = {
            "organisation": self.organisation,
            "number": 0,
            "kind": Kind.CERTIFICATE,
            "standard": STANDARD,
            "level": 1,
            "last_size": last_size,
            "roots": roots,
        }
        if "session" not in other:
            leaves = (len(roots) - 1) * 1_024 + last_size
            level = other.get("level", 1)
            assert isinstance(level, int)
            members["session"] = self.new_session(level=level, candidates=leaves)
        return Submission(**(members | other))  # type: ignore[arg-type]

    def anchor(self, submission: Submission) -> Receipt:
        return self.anchoring.send(self.registry.anchor(submission))

    def address(self, submission: Submission, *, batch: int | None = None, index: int = 0) -> Address:
        number = submission.batches[0] if batch is None else batch
        return Address(self.chain, self.deployment.registry, submission.organisation, submission.session, number, index)


def batch_of(address: Address) -> BatchId:
    return BatchId(address.organisation, address.session, address.batch)


def call_to_nowhere() -> Call:
    return Call(b"\x77" * 20, b"", "call an account without code")


def funded_account(node: Node) -> KeyAccount:
    account = KeyAccount.create()
    fund(node, account.address)
    return account


def new_sender(node: Node, chain: int, *, finality: Finality | None = None) -> Sender:
    return Sender(node, funded_account(node), chain=chain, finality=finality or Instant())


def build_world(node: Node, chain: int = EMBEDDED_CHAIN, *, now: int = START) -> World:
    accounts = [funded_account(node) for _ in range(4)]
    senders = [Sender(node, account, chain=chain, finality=Instant()) for account in accounts]
    deployment = deploy(senders[0], chain=chain)
    sessions = Sessions(node, deployment, accounts[0], accounts[1], {FAMILY: 0b111})
    world = World(node, chain, deployment, senders[0], senders[1], senders[2], senders[3], sessions)
    end = now + YEARS
    calls = world.accreditation
    receipt = world.root.send(calls.add_accreditor(world.accreditor.address, start=0, end=end))
    accreditor = event_in(receipt, "AccreditorAdded", contract=calls.address).number("accreditor")
    world.root.send(calls.set_accreditor_scope(accreditor, FAMILY, 0b111))
    receipt = world.accreditor.send(
        calls.accredit_organisation(
            accreditor,
            profile=PROFILE,
            did=DID,
            start=0,
            end=end,
            cap=5_000,
            administration=world.administration.address,
        )
    )
    world.organisation = event_in(receipt, "OrganisationAccredited", contract=calls.address).number("organisation")
    world.accreditor.send(calls.set_scope(world.organisation, FAMILY, 0b011, start=0, end=end))
    world.administration.send(calls.set_account(world.organisation, world.anchoring.address, Role.ANCHORING))
    world.administration.send(calls.register_key(world.organisation, KEY, POSSESSION))
    world.root.send(calls.publish_standard(FAMILY, STANDARD, TERMS))
    sessions.open_terms()
    return world


def embedded_world() -> World:
    return build_world(EmbeddedChain(START))
