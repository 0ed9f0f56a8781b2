"""What a holder carries: a certificate with both proofs, in exactly one spelling."""

from dataclasses import dataclass, field
from typing import Self

from certificate.anchor_proof import AnchorProof, leaf_of_spelling, read_anchor_proof
from certificate.document import Certificate
from certificate.errors import CertificateError, MalformedError
from certificate.issuer_proof import IssuerProof, read_issuer_proof
from certificate.jcs import JsonValue, read_json, write_jcs
from certificate.places import read_by_place
from certificate.reading import as_list, as_object, member, read_certificate
from certificate.spelling import Spelling, spell

MAXIMUM_FILE = 32_768
"""Bytes in a certificate file (docs/format.md, 1.1)."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A certificate, its issuer proof and its anchor; raises `MalformedError` for a key the issuer cannot sign with."""

    certificate: Certificate
    issuer_proof: IssuerProof
    anchor_proof: AnchorProof
    _spelling: Spelling = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Write it once: reading compares it with the file, and the leaf is made of it."""
        spelling = spell(self.certificate, created=self.issuer_proof.created, key=self.issuer_proof.key)
        object.__setattr__(self, "_spelling", spelling)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a certificate file; raises `MalformedError` or `UnknownVersionError` (V1).

        Writing what was understood must give `data` again: this one comparison refuses unknown members, other contexts,
        other orders, other escapes and every value that was not looked at.
        """
        return cls._by_place(data) or cls._by_name(data)

    @classmethod
    def _by_place(cls, data: bytes) -> Self | None:
        """Read a file that has every value at its usual place; None for any other, whatever is the matter with it."""
        try:
            parts = read_by_place(data)
            bundle = None if parts is None else cls(*parts)
            return bundle if bundle is not None and bundle.to_bytes() == data else None
        except CertificateError:
            return None

    @classmethod
    def _by_name(cls, data: bytes) -> Self:
        """Read any file as JSON, and say what is wrong with it."""
        document = as_object(read_json(data, limit=MAXIMUM_FILE), "the file")
        certificate = read_certificate(document)
        proofs = [as_object(proof, "a proof") for proof in as_list(member(document, "proof"), "proof")]
        if len(proofs) != 2:
            raise MalformedError("proof must hold the issuer's signature and the anchor, in this order")
        bundle = cls(certificate, read_issuer_proof(proofs[0]), read_anchor_proof(proofs[1]))
        if write_jcs(bundle.to_json()) != data:
            raise MalformedError("the file is not written in the one accepted form, or has members that do not belong")
        return bundle

    def to_json(self) -> dict[str, JsonValue]:
        """Return the document with both proofs; its JCS is the file."""
        proofs = [self.issuer_proof.to_json(self.certificate), self.anchor_proof.to_json(self.certificate)]
        return self.certificate.to_json() | {"proof": proofs}

    def to_bytes(self) -> bytes:
        """Write the file; raises `MalformedError` if it would be longer than a reader accepts."""
        data = self._spelling.whole(self.issuer_proof.text, self.anchor_proof.text)
        if len(data) > MAXIMUM_FILE:
            raise MalformedError(f"the certificate would have {len(data)} bytes; at most {MAXIMUM_FILE} are read")
        return data

    @property
    def leaf(self) -> bytes:
        """The leaf hash that the anchor's path starts from."""
        return leaf_of_spelling(self._spelling, self.issuer_proof.text)
