"""The anchor: a path from the signed certificate to a root that the chain holds (docs/format.md, section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from certificate.document import Certificate
from certificate.encoding import from_base64url, tagged, to_base64url
from certificate.errors import MalformedError
from certificate.issuer_proof import IssuerProof, proof_id
from certificate.jcs import JsonValue, write_jcs
from certificate.merkle import HASH_SIZE, leaf_hash
from certificate.reading import text_member

CRYPTOSUITE = "xcert-merkle-2026"
"""Our own cryptosuite; generic verifiers skip it."""
MAXIMUM_PATH = 10
"""Nodes in a path: batches hold at most 1,024 certificates."""


@dataclass(frozen=True, slots=True)
class AnchorProof:
    """The inclusion path of a certificate, from the leaf up; the tree's size comes from the chain."""

    path: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.path) > MAXIMUM_PATH or any(len(node) != HASH_SIZE for node in self.path):
            raise MalformedError(f"a path has at most {MAXIMUM_PATH} nodes of {HASH_SIZE} bytes")

    def to_json(self, certificate: Certificate) -> dict[str, JsonValue]:
        """Return the proof as it stands in the file of `certificate`."""
        return {
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "previousProof": proof_id(certificate),
            "proofPurpose": "assertionMethod",
            "proofValue": to_base64url(b"".join(self.path)),
        }


def read_anchor_proof(proof: Mapping[str, JsonValue]) -> AnchorProof:
    """Understand the second proof of a file; constants are compared by writing again. Raises `MalformedError`."""
    data = from_base64url(text_member(proof, "proofValue"))
    if len(data) % HASH_SIZE:
        raise MalformedError(f"a path is made of nodes of {HASH_SIZE} bytes")
    return AnchorProof(tuple(data[i : i + HASH_SIZE] for i in range(0, len(data), HASH_SIZE)))


def leaf_of(certificate: Certificate, proof: IssuerProof) -> bytes:
    """Return the leaf hash of a signed certificate: RFC 9162's leaf over `xcert/leaf/v0` ‖ 00 ‖ JCS."""
    return leaf_hash(tagged("xcert/leaf/v0", signed_bytes(certificate, proof)))


def signed_bytes(certificate: Certificate, proof: IssuerProof) -> bytes:
    """Return the JCS of the document with the issuer proof alone."""
    return write_jcs(certificate.to_json() | {"proof": [proof.to_json(certificate)]})
