"""The issuer's signature: `eddsa-rdfc-2022` (W3C Data Integrity EdDSA 1.0, section 3.2; docs/format.md, section 4)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certificate.document import Certificate
from certificate.encoding import from_multikey, from_signature_text, to_signature_text
from certificate.errors import MalformedError, ProofError
from certificate.jcs import JsonValue
from certificate.rdf import document_nquads, proof_nquads
from certificate.reading import text_member

CRYPTOSUITE = "eddsa-rdfc-2022"
"""The cryptosuite other people's verifiers know."""

_FIELD = 2**255 - 19
_ORDINATE = 2**255 - 1
_ORDER_EIGHT = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_EIGHT, _FIELD - _ORDER_EIGHT})
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class Signer(Protocol):
    """Holds a private key and signs with it; the key itself never leaves."""

    @property
    def public_key(self) -> bytes:
        """The raw Ed25519 public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of `message`."""


@dataclass(frozen=True, slots=True)
class IssuerProof:
    """A signature by the raw Ed25519 public `key`, made at `created` (UTC, whole seconds, `Z`)."""

    created: str
    key: bytes
    signature: bytes
    _text: str = field(default="", init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != 32 or len(self.signature) != 64:
            raise MalformedError("an issuer proof has a key of 32 bytes and a signature of 64 bytes")
        _require_created(self.created)

    @property
    def text(self) -> str:
        """The `proofValue` as it stands in the file."""
        return self._text or to_signature_text(self.signature)

    def to_json(self, certificate: Certificate) -> dict[str, JsonValue]:
        """Return the proof as it stands in the file of `certificate`."""
        return {
            "id": proof_id(certificate),
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "created": self.created,
            "verificationMethod": certificate.issuer.verification_method(self.key),
            "proofPurpose": "assertionMethod",
            "proofValue": self.text,
        }


def proof_id(certificate: Certificate) -> str:
    """Return the `id` of the issuer proof, which the anchor names as `previousProof`."""
    return f"{certificate.urn}#issuer"


def sign_certificate(certificate: Certificate, signer: Signer, *, created: datetime) -> IssuerProof:
    """Sign `certificate` at the aware time `created`; the judge verifies every signature before a release."""
    moment = created_text(created)
    key = signer.public_key
    return IssuerProof(moment, key, signer.sign(signed_message(certificate, created=moment, key=key)))


def created_text(moment: datetime) -> str:
    """Write the aware `moment` as `created` stands in a proof."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verify_issuer_proof(certificate: Certificate, proof: IssuerProof) -> None:
    """Return if `proof` is a signature of `certificate` by the key it names; raise `ProofError` otherwise (V6)."""
    verify_ed25519(proof.key, proof.signature, signed_message(certificate, created=proof.created, key=proof.key))


def verify_ed25519(key: bytes, signature: bytes, message: bytes) -> None:
    """Return if `signature` of `message` holds under the raw public `key`; raise `ProofError` otherwise.

    Keys of small order and keys not in canonical form (RFC 8032, 5.1.3) are refused: anything verifies under them, so
    an issuer could disown whatever it signed.
    """
    try:
        _public_key(key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise ProofError("the signature does not hold under the key it names") from error


@lru_cache(maxsize=256)
def _public_key(key: bytes) -> Ed25519PublicKey:
    ordinate = int.from_bytes(key, "little") & _ORDINATE
    if ordinate >= _FIELD or ordinate in _SMALL_ORDER:
        raise ProofError("the key is of small order or not in canonical form; no signature under it proves anything")
    return Ed25519PublicKey.from_public_bytes(key)


def read_issuer_proof(proof: Mapping[str, JsonValue]) -> IssuerProof:
    """Understand the first proof of a file; constants are compared by writing again. Raises `MalformedError`."""
    return read_signature(*(text_member(proof, name) for name in ("created", "verificationMethod", "proofValue")))


def read_signature(created: str, method: str, value: str) -> IssuerProof:
    """Understand the first proof by the three members that vary; raises `MalformedError`."""
    proof = IssuerProof(created, from_multikey(method.rpartition("#")[2]), from_signature_text(value))
    # The only text of these bytes (`certificate.base58`): writing it from them again would take as long as reading it.
    object.__setattr__(proof, "_text", value)
    return proof


def signed_message(certificate: Certificate, *, created: str, key: bytes) -> bytes:
    """Return what the raw public `key` signs: the hashes of the proof's configuration and of the document.

    Raises `MalformedError` if the issuer cannot sign with that key.
    """
    method = certificate.issuer.verification_method(key)
    configuration = proof_nquads(identifier=proof_id(certificate), created=created, method=method)
    document = document_nquads(certificate)
    return hashlib.sha256(configuration).digest() + hashlib.sha256(document).digest()


@lru_cache(maxsize=256)
def _require_created(text: str) -> None:
    if not _CREATED.fullmatch(text):
        raise MalformedError("created is not written like 2026-06-20T08:00:00Z")
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError as error:
        raise MalformedError(f"created is not a moment of the calendar: {text}") from error
