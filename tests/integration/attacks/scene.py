"""A real registry on the embedded chain, everybody who acts on it, and what a stranger's verifier says about a file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from authority import Admission, Office, admit, register_key
from certificate.address import SUBMISSION_CAPACITY, Address
from certificate.anchor_proof import AnchorProof, leaf_of
from certificate.bundle import Bundle
from certificate.checks import local_day
from certificate.document import Certificate, Term
from certificate.facts import Kind
from certificate.issuer_proof import Signer, sign_certificate
from certificate.merkle import inclusion_paths, root_of
from certificate.possession import prove_possession
from certificate.profile import Profile
from certificate.requests import AccreditationRequest, KeyRequest
from certificate.standard import Standard
from chain.accounts import KeyAccount
from chain.calls import Call
from chain.certificate_calls import BatchId, CertificateCalls, Submission
from chain.embedded import EmbeddedChain
from chain.evidence import FactsReader
from chain.faucet import fund
from chain.sending import Sender
from chain.trust import TrustedNetwork
from issuer.drafting import achievement_of
from tests.builders import PROFILE, SeededSigner, certificate
from tests.world import ACCREDITOR, YEARS, World, build_world
from verifier.answer import Answer
from verifier.files import verify_file
from verifier.judging import Reader
from verifier.trust import Trust

GENESIS = 1_780_000_000
DAY = 86_400
RIVAL = Profile("did:web:rival.example", "对手培训中心", "https://rival.example")

Ruling = tuple[str, str | None, str | None]
"""Verdict, rule and reason, as docs/verdicts.md spells them."""
VALID: Ruling = ("VALID", None, None)
NOT_ANCHORED: Ruling = ("NOT_FOUND", "V4", "not-anchored")
OTHER_NETWORK: Ruling = ("NOT_FOUND", "V2", "other-network")
MALFORMED: Ruling = ("NOT_VALID", "V1", "malformed")
FORGED: Ruling = ("NOT_VALID", "V6", "signature-wrong")
NOT_IN_BATCH: Ruling = ("NOT_VALID", "V5", "not-in-batch")
KEY_UNKNOWN: Ruling = ("NOT_VALID", "V7", "key-unknown")


@dataclass(frozen=True)
class Issuer:
    """An accredited organisation with its keys."""

    organisation: int
    profile: Profile
    administration: KeyAccount
    anchoring: KeyAccount
    signer: Signer


@dataclass(frozen=True)
class Plan:
    """What `issuer` signs and what it anchors: an honest one agrees, a rogue says otherwise in `claim`."""

    issuer: Issuer
    session: bytes
    size: int = 3
    submission: int = 0
    kind: Kind = Kind.CERTIFICATE
    level: int = 1
    standard: Standard | None = None
    claim: Callable[[Certificate], Certificate] = lambda own: own

    @property
    def batch(self) -> BatchId:
        return BatchId(self.issuer.organisation, self.session, self.submission * SUBMISSION_CAPACITY)


@dataclass(frozen=True)
class Scene:
    """The world of tests/world.py with sessions, a clock, and more people."""

    world: World
    chain: EmbeddedChain
    _sessions: Iterator[int] = field(default_factory=count)

    @property
    def honest(self) -> Issuer:
        """The organisation that the world accredits for X-BIM, levels 1 and 2."""
        own = self.world
        return Issuer(own.organisation, PROFILE, own.administration, own.anchoring, own.signer)

    @property
    def now(self) -> int:
        return self.chain.time

    @property
    def calls(self) -> CertificateCalls:
        return CertificateCalls(self.world.deployment.registry)

    def plan(
        self, issuer: Issuer | None = None, *, level: int = 1, standard: Standard | None = None, candidates: int = 10
    ) -> Plan:
        """An honest plan for a decided session of its own."""
        chosen = issuer or self.honest
        session = self.world.decide(
            organisation=chosen.organisation, standard=standard, level=level, candidates=candidates
        )
        return Plan(chosen, session, level=level, standard=standard)

    def undecided(self, issuer: Issuer | None = None) -> Plan:
        """A plan for a session that nobody ever opened."""
        session = hashlib.sha256(f"session {next(self._sessions)}".encode()).digest()
        return Plan(issuer or self.honest, session)

    def wait(self, days: int, *, seconds: int = 0) -> None:
        self.chain.move_to(self.chain.time + days * DAY + seconds)

    def draft(self, plan: Plan, index: int) -> Certificate:
        """The certificate that `plan` signs for `index`, before any proof."""
        standard = plan.standard or self.world.standard
        place = self.world.deployment
        address = Address(place.chain, place.registry, plan.issuer.organisation, plan.session, plan.batch.number, index)
        own = replace(
            certificate(index=index),
            issuer=plan.issuer.profile,
            address=address,
            achievement=achievement_of(standard, plan.level),
            term=Term(local_day(self.now, standard.utc_offset_minutes), None, standard.utc_offset_minutes),
        )
        return plan.claim(own)

    def sign(self, plan: Plan) -> tuple[list[Bundle], bytes]:
        """Sign what `plan` says and put it into a tree; nothing reaches the chain."""
        moment = datetime.fromtimestamp(self.now, UTC)
        drafts = [self.draft(plan, index) for index in range(plan.size)]
        proofs = [sign_certificate(own, plan.issuer.signer, created=moment) for own in drafts]
        leaves = [leaf_of(own, proof) for own, proof in zip(drafts, proofs, strict=True)]
        anchors = [AnchorProof(path) for path in inclusion_paths(leaves)]
        bundles = [Bundle(*parts) for parts in zip(drafts, proofs, anchors, strict=True)]
        return bundles, root_of(leaves)

    def anchor(self, plan: Plan, root: bytes, *, size: int | None = None) -> None:
        """Anchor `root` as `plan` says; raises `RevertedError`."""
        standard = plan.standard or self.world.standard
        submission = Submission(
            plan.issuer.organisation,
            plan.session,
            plan.submission,
            plan.kind,
            standard.version,
            plan.level,
            size or plan.size,
            [root],
        )
        self.send(plan.issuer.anchoring, self.calls.anchor(submission))

    def issue(self, plan: Plan) -> list[Bundle]:
        """Sign and anchor."""
        bundles, root = self.sign(plan)
        self.anchor(plan, root)
        return bundles

    def send(self, account: KeyAccount, call: Call) -> None:
        """Send `call` from `account`; raises `RevertedError` with the contract's own reason."""
        trusted = self.world.trusted
        Sender(self.chain, account, chain=trusted.network.chain, finality=trusted.finality).send(call)

    def office(self, account: KeyAccount) -> Office:
        return self.world.office(account)

    def person(self) -> KeyAccount:
        """Somebody with money and no rights."""
        account = KeyAccount.create()
        fund(self.chain, account.address)
        return account

    def admit(self, profile: Profile, signer: Signer, *, levels: int = 0b001) -> Issuer:
        """Accredit one more organisation for X-BIM; its key is not registered."""
        administration, anchoring = self.person(), self.person()
        request = AccreditationRequest(profile, administration.address, anchoring.address)
        admission = Admission(ACCREDITOR, {"X-BIM": levels}, self.now, self.now + YEARS // 4)
        number = admit(self.office(self.world.accreditor), request, admission)
        return Issuer(number, profile, administration, anchoring, signer)

    def register(self, issuer: Issuer, *, valid_from: int = 0) -> None:
        """Register the key of `issuer` as the rules demand."""
        place = self.world.deployment
        possession = prove_possession(
            issuer.signer, chain=place.chain, registry=place.accreditation, organisation=issuer.organisation
        )
        request = KeyRequest(
            place.chain, place.accreditation, issuer.organisation, issuer.signer.public_key, possession
        )
        register_key(self.office(issuer.administration), request, valid_from=valid_from)

    def rival(self) -> Issuer:
        """A second honest organisation, with a registered key."""
        issuer = self.admit(RIVAL, SeededSigner(9))
        self.register(issuer)
        return issuer

    def answer(
        self,
        file: Bundle | bytes,
        *,
        trusted: TrustedNetwork | None = None,
        reader: Reader | None = None,
        known: Sequence[Standard] = (),
    ) -> Answer:
        """What a verifier with the true trust file, or with `trusted`, says at the chain's present.

        It has the documents of the standards in `known`.
        """
        chosen = trusted or self.world.trusted
        data = file.to_bytes() if isinstance(file, Bundle) else file
        now = datetime.fromtimestamp(self.now, UTC)
        return verify_file(data, reader or FactsReader(chosen, [self.chain]), Trust([chosen], known), now)

    def ruling(
        self, file: Bundle | bytes, *, trusted: TrustedNetwork | None = None, known: Sequence[Standard] = ()
    ) -> Ruling:
        """The same as verdict, rule and reason."""
        return ruling_of(self.answer(file, trusted=trusted, known=known))


def open_scene() -> Scene:
    """Deploy and accredit on a new chain."""
    chain = EmbeddedChain(GENESIS)
    return Scene(build_world(chain), chain)


def ruling_of(answer: Answer) -> Ruling:
    reason = None if answer.reason is None else answer.reason.value
    return answer.outcome.value, None if answer.rule is None else str(answer.rule), reason


def resigned(bundle: Bundle, own: Certificate, signer: Signer) -> Bundle:
    """`own` signed by `signer`, with the anchor of `bundle`."""
    created = datetime.fromisoformat(bundle.issuer_proof.created)
    return replace(bundle, certificate=own, issuer_proof=sign_certificate(own, signer, created=created))
