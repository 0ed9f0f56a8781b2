"""The certificates of a session, made only when somebody asks for them."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time

from assessment.rules.case import Issued
from certificate.address import Address
from certificate.anchor_proof import AnchorProof, leaf_of
from certificate.bundle import Bundle
from certificate.criteria import achievement_of
from certificate.document import Certificate, Holder, Term
from certificate.identity import IdentityType, hash_identity
from certificate.issuer_proof import sign_certificate
from certificate.merkle import inclusion_paths, root_of
from tests.builders import PROFILE, SeededSigner
from tests.simulator.shape import Shape

BATCH = 1024
"""Certificates under one root."""
PREFIX = "S000099000001"


def number_of(shape: Shape, year: int, serial: int) -> str:
    """A certificate's number: prefix, year, level, six digits."""
    return f"{PREFIX}{year % 100:02}{shape.level}{serial:06}"


def roots_of(shape: Shape, issued: Sequence[Issued]) -> tuple[bytes, ...]:
    """The roots that are anchored: of the signed certificates, or stand-ins where the shape does not sign."""
    starts = range(0, max(len(issued), 1), BATCH)
    if shape.signed:
        return tuple(root_of([bundle.leaf for bundle in _batch(shape, issued, start)]) for start in starts)
    return tuple(hashlib.sha256(shape.session + start.to_bytes(4, "big")).digest() for start in starts)


def bundles_of_session(shape: Shape, issued: Sequence[Issued]) -> list[Bundle]:
    starts = range(0, len(issued), BATCH)
    return [bundle for start in starts for bundle in _batch(shape, issued, start)]


def _batch(shape: Shape, issued: Sequence[Issued], start: int) -> list[Bundle]:
    signer = SeededSigner()
    entries = [_certificate(shape, one, start // BATCH, place) for place, one in enumerate(issued[start:][:BATCH])]
    created = [datetime.combine(one.issued, time(4), UTC) for one in issued[start:][:BATCH]]
    proofs = [sign_certificate(entry, signer, created=when) for entry, when in zip(entries, created, strict=True)]
    paths = inclusion_paths([leaf_of(entry, proof) for entry, proof in zip(entries, proofs, strict=True)])
    return [Bundle(entry, proof, AnchorProof(path)) for entry, proof, path in zip(entries, proofs, paths, strict=True)]


def _certificate(shape: Shape, one: Issued, batch: int, index: int) -> Certificate:
    salt = hashlib.sha256(f"{shape.seed}|{one.candidate}".encode()).hexdigest()
    document = hash_identity(IdentityType.NATIONAL_IDENTITY_NUMBER, one.candidate[:18].encode(), salt=salt[:32])
    return Certificate(
        id=f"{salt[:8]}-{salt[8:12]}-4{salt[13:16]}-8{salt[17:20]}-{salt[20:32]}",
        issuer=PROFILE,
        address=Address(shape.chain, shape.registry, shape.organisation, shape.session, batch, index),
        holder=Holder(f"考生{one.leaf:04}", document),
        number=one.number,
        achievement=achievement_of(shape.standard, shape.level),
        term=Term(one.issued, None, shape.standard.utc_offset_minutes),
    )
