"""Batches of certificates: prepared by workers, signed here, made into trees, each certificate with its path.

A certificate is written before it is signed, with gaps for signature and path, so that nothing but the signing waits
for the key. While one batch is signed, the workers prepare the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, islice, tee
from typing import Final, NamedTuple

from certificate.address import BATCH_CAPACITY
from certificate.anchor_proof import leaf_of_spelling, path_text
from certificate.document import Certificate
from certificate.encoding import to_signature_text
from certificate.errors import CertificateError
from certificate.issuer_proof import Signer, created_text, signed_message
from certificate.merkle import inclusion_paths, root_of
from certificate.spelling import Spelling, spell
from issuer.drafting import Draft, Frame, certificate_of
from issuer.errors import DraftError
from issuer.workers import Workers

_PIECE: Final = 128


@dataclass(frozen=True, slots=True)
class SignedBatch:
    """The root that is anchored, the key that signed, and the exact bytes of every certificate in their order."""

    root: bytes
    key: bytes
    files: tuple[bytes, ...]


class Prepared(NamedTuple):
    """What the key is to sign for a certificate, and the certificate with gaps for signature and path."""

    message: bytes
    spelling: Spelling


def prepare(certificate: Certificate, key: bytes, created: str) -> Prepared:
    """Write `certificate` out for the raw public `key`, `created` as in the proof; raises `DraftError`."""
    try:
        spelling = spell(certificate, created=created, key=key)
        return Prepared(signed_message(certificate, created=created, key=key), spelling)
    except CertificateError as error:
        raise DraftError(f"certificate {certificate.number} cannot be written: {error}") from error


def sign_batches(
    workers: Workers, frame: Frame, batches: Iterable[Sequence[Draft]], signer: Signer, *, created: datetime
) -> Iterator[SignedBatch]:
    """Sign each of `batches`, whose places must be those of a batch in order, at the aware time `created`.

    The path goes into a certificate before its root is anchored: neither depends on the chain. Raises `DraftError`.
    """
    to_sign, to_prepare = tee(map(_pieces, batches))
    work = partial(_prepare_all, frame, signer.public_key, created_text(created))
    prepared = workers.map(work, chain.from_iterable(to_prepare))
    for pieces in to_sign:
        yield _sign(signer, chain.from_iterable(islice(prepared, len(pieces))))


def _sign(signer: Signer, batch: Iterable[Prepared]) -> SignedBatch:
    signed = [(spelling, to_signature_text(signer.sign(message))) for message, spelling in batch]
    leaves = [leaf_of_spelling(spelling, signature) for spelling, signature in signed]
    paths = map(path_text, inclusion_paths(leaves))
    files = tuple(spelling.whole(signature, path) for (spelling, signature), path in zip(signed, paths, strict=True))
    return SignedBatch(root_of(leaves), signer.public_key, files)


def _prepare_all(frame: Frame, key: bytes, created: str, drafts: Sequence[Draft]) -> list[Prepared]:
    return [prepare(certificate_of(draft, frame), key, created) for draft in drafts]


def _pieces(drafts: Sequence[Draft]) -> list[Sequence[Draft]]:
    """Divide a batch for the workers; raises `DraftError` for what is none."""
    if not 1 <= len(drafts) <= BATCH_CAPACITY:
        raise DraftError(f"a batch has 1 to {BATCH_CAPACITY:,} certificates, not {len(drafts)}")
    first = drafts[0].place
    if first % BATCH_CAPACITY or [draft.place for draft in drafts] != list(range(first, first + len(drafts))):
        raise DraftError("the certificates of a batch follow one another and begin a batch")
    return [drafts[start : start + _PIECE] for start in range(0, len(drafts), _PIECE)]
