"""What a holder carries: a certificate with both proofs, in exactly one spelling."""

from dataclasses import dataclass
from typing import Self

from certificate.anchor_proof import AnchorProof, leaf_of, read_anchor_proof
from certificate.document import Certificate
from certificate.errors import MalformedError
from certificate.issuer_proof import IssuerProof, read_issuer_proof
from certificate.jcs import read_json, write_jcs
from certificate.reading import as_list, as_object, member, read_certificate

MAXIMUM_FILE = 32_768
"""Bytes in a certificate file (docs/format.md, 1.1)."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A certificate, its issuer proof and its anchor."""

    certificate: Certificate
    issuer_proof: IssuerProof
    anchor_proof: AnchorProof

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a certificate file; raises `MalformedError` or `UnknownVersionError` (V1).

        Writing what was understood must give `data` again: this one comparison refuses unknown members, other contexts,
        other orders, other escapes and every value that was not looked at.
        """
        document = as_object(read_json(data, limit=MAXIMUM_FILE), "the file")
        certificate = read_certificate(document)
        proofs = [as_object(proof, "a proof") for proof in as_list(member(document, "proof"), "proof")]
        if len(proofs) != 2:
            raise MalformedError("proof must hold the issuer's signature and the anchor, in this order")
        bundle = cls(certificate, read_issuer_proof(proofs[0]), read_anchor_proof(proofs[1]))
        if bundle.to_bytes() != data:
            raise MalformedError("the file is not written in the one accepted form, or has members that do not belong")
        return bundle

    def to_bytes(self) -> bytes:
        """Write the file; raises `MalformedError` if it would be longer than a reader accepts."""
        proofs = [self.issuer_proof.to_json(self.certificate), self.anchor_proof.to_json(self.certificate)]
        data = write_jcs(self.certificate.to_json() | {"proof": proofs})
        if len(data) > MAXIMUM_FILE:
            raise MalformedError(f"the certificate would have {len(data)} bytes; at most {MAXIMUM_FILE} are read")
        return data

    @property
    def leaf(self) -> bytes:
        """The leaf hash that the anchor's path starts from."""
        return leaf_of(self.certificate, self.issuer_proof)
