"""A deployed registry with an accreditor, an organisation and a standard, on any node with a faucet."""

import hashlib
from dataclasses import dataclass

from authority import Admission, Office, admit, deploy_registries, publish_standards, register_key
from certificate.catalogue import standards_from_catalogue
from certificate.checks import family_id
from certificate.possession import prove_possession
from certificate.requests import AccreditationRequest, KeyRequest
from certificate.standard import Standard
from chain.accounts import KeyAccount
from chain.deployment import Deployment
from chain.faucet import fund
from chain.finality import Finality, Instant
from chain.node import Node
from chain.rpc import Rpc
from chain.trust import TrustedNetwork
from tests.builders import PROFILE, SeededSigner
from tests.nodes import ROOT
from tests.sessions import Sessions

ACCREDITOR = 1
CATALOGUE = ROOT / "xcert" / "data" / "catalogue.json"
YEARS = 20 * 365 * 86_400


@dataclass(frozen=True)
class World:
    """Everybody's accounts and the registry they act on."""

    node: Node
    deployment: Deployment
    trusted: TrustedNetwork
    root: KeyAccount
    accreditor: KeyAccount
    administration: KeyAccount
    second: KeyAccount
    anchoring: KeyAccount
    signer: SeededSigner
    standard: Standard
    organisation: int
    sessions: Sessions

    def decide(
        self,
        *,
        organisation: int | None = None,
        standard: Standard | None = None,
        level: int = 1,
        candidates: int = 100,
    ) -> bytes:
        """A decided session of the organisation, or of another one, under a known standard."""
        version = (standard or self.standard).version
        return self.sessions.decide(organisation or self.organisation, version, level=level, candidates=candidates)

    def session(self, label: str, *, level: int = 1, candidates: int = 5_000) -> bytes:
        """The organisation's decided session called `label`, on the ledger from when it is first asked for."""
        nonce = hashlib.sha256(label.encode()).digest()
        version = self.standard.version
        return self.sessions.once(self.organisation, version, nonce=nonce, level=level, candidates=candidates)

    def office(self, account: KeyAccount) -> Office:
        return Office.open(self.node, account, self.trusted)


def now_of(node: Node) -> int:
    """The time of the newest block, in Unix seconds."""
    block = Rpc(node).block("latest")
    assert block is not None
    return block.time


def build_world(node: Node, *, finality: Finality | None = None) -> World:
    """Deploy, accredit X-BIM levels 1 and 2 to one organisation, and register its key and accounts."""
    people = [KeyAccount.create() for _ in range(5)]
    for account in people:
        fund(node, account.address)
    root, accreditor, administration, second, anchoring = people
    deployment, trusted = deploy_registries(node, root, finality=finality or Instant())
    office = Office.open(node, root, trusted)
    start = now_of(node)
    office.add_accreditor(accreditor.address, {"X-BIM": 0b111, "X-WEB": 0b111}, start=start, end=start + YEARS)
    standard = standards_from_catalogue(CATALOGUE.read_bytes())["X-BIM"]
    accrediting = Office.open(node, accreditor, trusted)
    publish_standards(accrediting, [standard])
    request = AccreditationRequest(PROFILE, administration.address, anchoring.address)
    admission = Admission(ACCREDITOR, {"X-BIM": 0b011}, start, start + YEARS // 2)
    organisation = admit(accrediting, request, admission)
    signer = SeededSigner()
    possession = prove_possession(
        signer, chain=deployment.chain, registry=deployment.accreditation, organisation=organisation
    )
    key = KeyRequest(deployment.chain, deployment.accreditation, organisation, signer.public_key, possession)
    register_key(Office.open(node, administration, trusted), key)
    families = {family_id(family): 0b111 for family in ("X-BIM", "X-WEB")}
    sessions = Sessions(node, deployment, root, accreditor, families)
    sessions.open_terms()
    return World(
        node=node,
        deployment=deployment,
        trusted=trusted,
        root=root,
        accreditor=accreditor,
        administration=administration,
        second=second,
        anchoring=anchoring,
        signer=signer,
        standard=standard,
        organisation=organisation,
        sessions=sessions,
    )
