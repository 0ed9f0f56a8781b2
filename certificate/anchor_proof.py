"""The anchor: a path from the signed certificate to a root that the chain holds (docs/format.md, section 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certificate.document import Certificate
from certificate.encoding import from_base64url, tagged, to_base64url
from certificate.errors import MalformedError
from certificate.issuer_proof import IssuerProof, proof_id
from certificate.jcs import JsonValue
from certificate.merkle import HASH_SIZE, leaf_hash
from certificate.reading import text_member
from certificate.spelling import Spelling, spell

CRYPTOSUITE = "xcert-merkle-2026"
"""Our own cryptosuite; generic verifiers skip it."""
MAXIMUM_PATH = 10
"""Nodes in a path: batches hold at most 1,024 certificates."""


@dataclass(frozen=True, slots=True)
class AnchorProof:
    """The inclusion path of a certificate, from the leaf up; the tree's size comes from the chain."""

    path: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.path) > MAXIMUM_PATH or not {HASH_SIZE}.issuperset(map(len, self.path)):
            raise MalformedError(f"a path has at most {MAXIMUM_PATH} nodes of {HASH_SIZE} bytes")

    @property
    def text(self) -> str:
        """The `proofValue` as it stands in the file."""
        return path_text(self.path)

    def to_json(self, certificate: Certificate) -> dict[str, JsonValue]:
        """Return the proof as it stands in the file of `certificate`."""
        return {
            "type": "DataIntegrityProof",
            "cryptosuite": CRYPTOSUITE,
            "previousProof": proof_id(certificate),
            "proofPurpose": "assertionMethod",
            "proofValue": self.text,
        }


def read_anchor_proof(proof: Mapping[str, JsonValue]) -> AnchorProof:
    """Understand the second proof of a file; constants are compared by writing again. Raises `MalformedError`."""
    return read_path(text_member(proof, "proofValue"))


def path_text(path: Iterable[bytes]) -> str:
    """Write the nodes of a `path` as the anchor's `proofValue`."""
    return to_base64url(b"".join(path))


def read_path(text: str) -> AnchorProof:
    """Understand the second proof by its `proofValue`, which is all that varies; raises `MalformedError`."""
    data = from_base64url(text)
    if len(data) % HASH_SIZE:
        raise MalformedError(f"a path is made of nodes of {HASH_SIZE} bytes")
    return AnchorProof(tuple([data[i : i + HASH_SIZE] for i in range(0, len(data), HASH_SIZE)]))


def leaf_of(certificate: Certificate, proof: IssuerProof) -> bytes:
    """Return the leaf hash of a signed certificate: RFC 9162's leaf over `xcert/leaf/v0` ‖ 00 ‖ JCS."""
    spelling = spell(certificate, created=proof.created, key=proof.key)
    return leaf_of_spelling(spelling, proof.text)


def leaf_of_spelling(spelling: Spelling, signature: str) -> bytes:
    """Return the leaf hash of a certificate that is written already, with the text of its `signature`."""
    return leaf_hash(tagged("xcert/leaf/v0", spelling.signed(signature)))
