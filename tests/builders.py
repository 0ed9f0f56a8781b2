"""Genuine certificates and the facts that go with them, so that a test changes one thing and expects one reason."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificate.address import Address
from certificate.anchor_proof import AnchorProof, leaf_of
from certificate.bundle import Bundle
from certificate.checks import family_id
from certificate.document import Achievement, Certificate, Holder, Term
from certificate.facts import Assessment, Batch, Facts, Key, Kind, SessionState, Terms
from certificate.identity import IdentityType, hash_identity
from certificate.issuer_proof import Signer, sign_certificate
from certificate.merkle import inclusion_paths, root_of
from certificate.policy import Network, Policy
from certificate.possession import prove_possession
from certificate.profile import Profile

CHAIN = 31337
REGISTRY = bytes.fromhex("5fbdb2315678afecb367f032d93f642f64180aa3")
ACCREDITATION = bytes.fromhex("e7f1725e7734ce288f8367e1bb143e90bb3f0512")
ROOT_AUTHORITY = bytes.fromhex("f39fd6e51aad88f6f4ce6ab8827279cfffb92266")
ORGANISATION = 7
SESSION = hashlib.sha256(b"session").digest()
VERSION = hashlib.sha256(b"standard").digest()
ANCHORED = datetime(2026, 6, 20, 9, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
PROFILE = Profile("did:web:zhongke.example", "廊坊市中科建筑产业化创新研究中心", "https://zhongke.example")
NETWORK = Network(
    chain=CHAIN,
    registry=REGISTRY,
    accreditation=ACCREDITATION,
    root_authorities=frozenset({ROOT_AUTHORITY}),
    name="test chain",
    test=True,
    maximum_head_age=3_600,
)
POLICY = Policy([NETWORK])
TERMS = Terms(
    version=VERSION,
    family=family_id("X-BIM"),
    interval_months=36,
    makeup_months=12,
    lead_months=3,
    utc_offset_minutes=480,
)


@dataclass(frozen=True)
class SeededSigner:
    """An Ed25519 key from one byte: tests need the same signatures every time."""

    seed: int = 1

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @property
    def public_key(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def certificate(*, index: int = 0, name: str = "欧阳娜娜") -> Certificate:
    salt = hashlib.sha256(str(index).encode()).hexdigest()[:32]
    return Certificate(
        id=f"6f2c8f0e-1111-4222-8333-{index:012x}",
        issuer=PROFILE,
        address=Address(CHAIN, REGISTRY, ORGANISATION, SESSION, 0, index),
        holder=Holder(name, hash_identity(IdentityType.NATIONAL_IDENTITY_NUMBER, b"990101199001010019", salt=salt)),
        number=f"S00009900000126100{index:04}",
        achievement=Achievement(
            family="X-BIM",
            version=VERSION,
            level=1,
            title_zh="建筑信息模型(BIM) 初级 BIM建模",
            title_en="Building Information Modelling, Junior: BIM modelling",
            narrative="各科均须合格：理论知识考试60分（满分100）、技能考核60分（满分100）。"
            "Every part passed: Written examination 60 of 100, Practical examination 60 of 100.",
        ),
        term=Term(date(2026, 6, 20), None, 480),
    )


def bundles_of(certificates: Sequence[Certificate], signer: Signer | None = None) -> tuple[list[Bundle], bytes]:
    """Sign and anchor `certificates` as one batch; return the bundles and the root."""
    signer = signer or SeededSigner()
    proofs = [sign_certificate(entry, signer, created=ANCHORED) for entry in certificates]
    leaves = [leaf_of(entry, proof) for entry, proof in zip(certificates, proofs, strict=True)]
    paths = inclusion_paths(leaves)
    bundles = [
        Bundle(entry, proof, AnchorProof(path)) for entry, proof, path in zip(certificates, proofs, paths, strict=True)
    ]
    return bundles, root_of(leaves)


def genuine(*, size: int = 5, index: int = 2, signer: Signer | None = None) -> tuple[Bundle, Facts]:
    """Return one certificate of a batch of `size` and the facts under which it is VALID at `NOW`."""
    bundles, root = bundles_of([certificate(index=i) for i in range(size)], signer)
    return bundles[index], facts_of(root, size, signer)


def facts_of(root: bytes, size: int, signer: Signer | None = None) -> Facts:
    anchored = int(ANCHORED.timestamp())
    return Facts(
        chain=CHAIN,
        block_number=100,
        block_time=int(NOW.timestamp()) - 60,
        accreditation=ACCREDITATION,
        root_authority=ROOT_AUTHORITY,
        batch=Batch(root, size, Kind.CERTIFICATE, 1, anchored, PROFILE.commitment(), TERMS),
        key=key_of(signer or SeededSigner()),
        assessment=decided(anchored),
    )


def decided(anchored: int) -> Assessment:
    """The session behind a batch anchored at that time: everything in order and nothing late."""
    return Assessment(
        organisation=ORGANISATION,
        standard=TERMS.version,
        level=1,
        state=SessionState.ISSUED,
        held=False,
        roster_locked_at=anchored - 20 * 86_400,
        scores_locked_at=anchored - 10 * 86_400,
        published_at=anchored - 9 * 86_400,
        decided_at=anchored - 86_400,
        late=0,
        waived=0,
        candidates=100,
        passed=90,
        granted=90,
        certificates=90,
    )


def key_of(signer: Signer, *, organisation: int = ORGANISATION) -> Key:
    possession = prove_possession(signer, chain=CHAIN, registry=ACCREDITATION, organisation=organisation)
    return Key(possession, int(ANCHORED.timestamp()) - 86_400, None, None)


def with_batch(facts: Facts, **changes: object) -> Facts:
    """Return `facts` with members of its batch replaced."""
    assert facts.batch is not None
    return replace(facts, batch=replace(facts.batch, **changes))  # type: ignore[arg-type]


def with_session(facts: Facts, **changes: object) -> Facts:
    """Return `facts` with members of its session replaced."""
    assert facts.assessment is not None
    return replace(facts, assessment=replace(facts.assessment, **changes))  # type: ignore[arg-type]


def with_key(facts: Facts, **changes: object) -> Facts:
    """Return `facts` with members of its key replaced."""
    assert facts.key is not None
    return replace(facts, key=replace(facts.key, **changes))  # type: ignore[arg-type]
