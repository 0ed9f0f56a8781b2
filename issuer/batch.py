"""One batch of certificates: signed, made into a tree, each with its path; pure but for the signer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificate.address import BATCH_CAPACITY
from certificate.anchor_proof import AnchorProof, leaf_of
from certificate.bundle import Bundle
from certificate.document import Certificate
from certificate.errors import CertificateError
from certificate.issuer_proof import Signer, sign_certificate
from certificate.merkle import inclusion_paths, root_of
from issuer.errors import DraftError


@dataclass(frozen=True, slots=True)
class SignedBatch:
    """The root that is anchored, the key that signed, and the exact bytes of every certificate in their order."""

    root: bytes
    key: bytes
    files: tuple[bytes, ...]


def sign_batch(certificates: Sequence[Certificate], signer: Signer, *, created: datetime) -> SignedBatch:
    """Sign `certificates`, whose addresses must be those of one batch in order, at the aware time `created`.

    The path goes into a certificate before its root is anchored: neither depends on the chain. Raises `DraftError`.
    """
    _require_batch(certificates)
    try:
        proofs = [sign_certificate(entry, signer, created=created) for entry in certificates]
        leaves = [leaf_of(entry, proof) for entry, proof in zip(certificates, proofs, strict=True)]
        files = tuple(
            Bundle(entry, proof, AnchorProof(path)).to_bytes()
            for entry, proof, path in zip(certificates, proofs, inclusion_paths(leaves), strict=True)
        )
    except CertificateError as error:
        raise DraftError(f"the batch cannot be signed: {error}") from error
    return SignedBatch(root_of(leaves), signer.public_key, files)


def _require_batch(certificates: Sequence[Certificate]) -> None:
    if not 1 <= len(certificates) <= BATCH_CAPACITY:
        raise DraftError(f"a batch has 1 to {BATCH_CAPACITY:,} certificates, not {len(certificates)}")
    first = certificates[0].address
    for index, entry in enumerate(certificates):
        address = entry.address
        same = (address.chain, address.registry, address.organisation, address.session, address.batch) == (
            first.chain, first.registry, first.organisation, first.session, first.batch
        )  # fmt: skip
        if not same or address.index != index:
            raise DraftError("the certificates of a batch have one batch in their addresses and count from 0")
