"""One batch of certificates: prepared by workers, signed here, made into a tree, each with its path.

A certificate is written out once, with gaps for signature and path, because writing costs more than signing. That the
result is what `Bundle` writes is tested, and every file is parsed and judged again before it is released.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from certificate.address import BATCH_CAPACITY
from certificate.anchor_proof import AnchorProof, signed_bytes
from certificate.document import Certificate
from certificate.encoding import tagged, to_base64url, to_signature_text
from certificate.errors import CertificateError
from certificate.issuer_proof import Signer, sign_certificate
from certificate.jcs import write_jcs
from certificate.merkle import inclusion_paths, leaf_hash, root_of
from issuer.drafting import Draft, Frame, certificate_of
from issuer.errors import DraftError
from issuer.workers import Workers

_PIECE: Final = 128
_NO_SIGNATURE: Final = bytes(64)
# Quotation marks inside a text are escaped, so these stand at the members they name and nowhere else.
_SIGNATURE_GAP: Final = f'"proofValue":"{to_signature_text(_NO_SIGNATURE)}"'.encode("ascii")
_PATH_GAP: Final = b'"proofValue":"u"'
_VALUE: Final = b'"proofValue":"'
_END_OF_PROOFS: Final = b'],"type":["VerifiableCredential",'


@dataclass(frozen=True, slots=True)
class SignedBatch:
    """The root that is anchored, the key that signed, and the exact bytes of every certificate in their order."""

    root: bytes
    key: bytes
    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A certificate with two gaps: `message` is what the key signs, `parts` are the bytes around signature and path."""

    message: bytes
    parts: tuple[bytes, bytes, bytes, bytes, bytes]

    def signed(self, signature: str) -> bytes:
        """Return the certificate with its issuer proof alone."""
        head, middle, _, _, tail = self.parts
        return b"".join((head, signature.encode("ascii"), middle, tail))

    def whole(self, signature: str, path: Sequence[bytes]) -> bytes:
        """Return the certificate with both proofs."""
        head, middle, anchor, anchor_end, tail = self.parts
        value = to_base64url(b"".join(path)).encode("ascii")
        return b"".join((head, signature.encode("ascii"), middle, b",", anchor, value, anchor_end, tail))


class _Recorder:
    """Stands in for the signing key where the key is not: it keeps what would be signed."""

    def __init__(self, key: bytes) -> None:
        self.public_key = key
        self.message = b""

    def sign(self, message: bytes) -> bytes:
        self.message = message
        return _NO_SIGNATURE


def prepare(certificate: Certificate, key: bytes, created: datetime) -> Prepared:
    """Write `certificate` out for the raw public `key` and the aware time `created`; raises `DraftError`."""
    recorder = _Recorder(key)
    try:
        proof = sign_certificate(certificate, recorder, created=created)
        unsigned = signed_bytes(certificate, proof)
        anchor = write_jcs(AnchorProof(()).to_json(certificate))
    except CertificateError as error:
        raise DraftError(f"certificate {certificate.number} cannot be written: {error}") from error
    head, _, rest = unsigned.partition(_SIGNATURE_GAP)
    middle, end, tail = rest.rpartition(_END_OF_PROOFS)
    before, _, after = anchor.partition(_PATH_GAP)
    return Prepared(recorder.message, (head + _VALUE, b'"' + middle, before + _VALUE, b'"' + after, end + tail))


def sign_batch(
    workers: Workers, frame: Frame, drafts: Sequence[Draft], signer: Signer, *, created: datetime
) -> SignedBatch:
    """Sign `drafts`, whose places must be those of one batch in order, at the aware time `created`.

    The path goes into a certificate before its root is anchored: neither depends on the chain. Raises `DraftError`.
    """
    _require_batch(drafts)
    pieces = [drafts[start : start + _PIECE] for start in range(0, len(drafts), _PIECE)]
    signed = [
        (entry, to_signature_text(signer.sign(entry.message)))
        for piece in workers.map(partial(_prepare_all, frame, signer.public_key, created), pieces)
        for entry in piece
    ]
    leaves = [leaf_hash(tagged("xcert/leaf/v0", entry.signed(signature))) for entry, signature in signed]
    files = tuple(
        entry.whole(signature, path) for (entry, signature), path in zip(signed, inclusion_paths(leaves), strict=True)
    )
    return SignedBatch(root_of(leaves), signer.public_key, files)


def _prepare_all(frame: Frame, key: bytes, created: datetime, drafts: Sequence[Draft]) -> list[Prepared]:
    return [prepare(certificate_of(draft, frame), key, created) for draft in drafts]


def _require_batch(drafts: Sequence[Draft]) -> None:
    if not 1 <= len(drafts) <= BATCH_CAPACITY:
        raise DraftError(f"a batch has 1 to {BATCH_CAPACITY:,} certificates, not {len(drafts)}")
    first = drafts[0].place
    if first % BATCH_CAPACITY or [draft.place for draft in drafts] != list(range(first, first + len(drafts))):
        raise DraftError("the certificates of a batch follow one another and begin a batch")
