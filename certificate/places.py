"""Reads a file by the places of its values: in the one accepted form each stands between the same quotation marks.

This is no parser: whoever calls it writes what was understood and compares. What is not at its place, for instance
because a name holds a quotation mark, is left to a reader of JSON.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from certificate.address import Address, parse_address
from certificate.anchor_proof import AnchorProof, read_path
from certificate.document import Achievement, Certificate, Holder, Term
from certificate.encoding import to_signature_text
from certificate.identity import HashedIdentity, IdentityType, parse_identity
from certificate.issuer_proof import IssuerProof, read_signature
from certificate.profile import Profile
from certificate.reading import achievement_of, profile_of, term_of
from certificate.spelling import spell

Parts: TypeAlias = tuple[Certificate, IssuerProof, AnchorProof]
_Pick: TypeAlias = Callable[[list[str]], tuple[str, ...]]

_URN: Final = "urn:uuid:"
# No value of these stands at two places of their file, or is the name of a member.
_SPECIMEN: Final = Certificate(
    id="00000000-0000-4000-8000-000000000000",
    issuer=Profile("did:web:a", "an issuer", "https://a"),
    address=Address(1, bytes(20), 1, bytes(32), 0, 0),
    holder=Holder("a holder", HashedIdentity(IdentityType.PASSPORT, bytes(32))),
    number="a number",
    achievement=Achievement("CODE", bytes(32), 1, "a title", "another title", "a narrative"),
    term=Term(date(2026, 6, 20), None, 0),
)
_PROOF: Final = IssuerProof("2026-06-20T08:00:00Z", bytes(32), bytes(64))
_PATH: Final = AnchorProof(())
_PHOTOGRAPH: Final = HashedIdentity(IdentityType.PHOTOGRAPH, bytes(range(32)))
_UNTIL: Final = date(2027, 6, 20)


def read_by_place(data: bytes) -> Parts | None:
    """Understand the values at their places, or return None; raises `CertificateError` for values that are none."""
    try:
        pieces = data.decode("utf-8").split('"')
    except UnicodeDecodeError:
        return None
    places = _PLACES.get(len(pieces))
    return None if places is None else _read(pieces, places)


class _Places(NamedTuple):
    """Picks values from the pieces between quotation marks, for one number of pieces."""

    own: _Pick
    issuer: _Pick
    achievement: _Pick
    identities: tuple[_Pick, ...]
    term: _Pick
    issuer_proof: _Pick


def _read(pieces: list[str], places: _Places) -> Parts:
    urn, address, name, number, path = places.own(pieces)
    certificate = Certificate(
        urn.removeprefix(_URN),
        profile_of(*places.issuer(pieces)),
        parse_address(address),
        Holder(name, *[parse_identity(*pick(pieces)) for pick in places.identities]),
        number,
        achievement_of(*places.achievement(pieces)),
        term_of(*places.term(pieces)),
    )
    return certificate, read_signature(*places.issuer_proof(pieces)), read_path(path)


def _places_in(specimen: Certificate) -> tuple[int, _Places]:
    """Find the values of `specimen` in its own file; return how many pieces that has, and their places."""
    spelling = spell(specimen, created=_PROOF.created, key=_PROOF.key)
    signature = to_signature_text(_PROOF.signature)
    pieces = spelling.whole(signature, _PATH.text).decode("utf-8").split('"')

    def pick(*values: str | None) -> _Pick:
        places = [pieces.index(value) for value in values if value is not None]
        return itemgetter(*places) if len(places) > 1 else lambda found: (found[places[0]],)

    issuer, achieved, term = specimen.issuer, specimen.achievement, specimen.term
    return len(pieces), _Places(
        own=pick(specimen.urn, str(specimen.address), specimen.holder.name, specimen.number, _PATH.text),
        issuer=pick(issuer.did, issuer.name, issuer.url),
        achievement=pick(
            specimen.achievement_url, achieved.family, achieved.title_zh, achieved.title_en, achieved.narrative
        ),
        identities=tuple(pick(entry.kind.value, entry.text) for entry in specimen.holder.hashed),
        term=pick(term.valid_from, term.valid_until),
        issuer_proof=pick(_PROOF.created, issuer.verification_method(_PROOF.key), signature),
    )


def _specimens() -> Iterator[Certificate]:
    for photograph, day in product((None, _PHOTOGRAPH), (None, _UNTIL)):
        holder, term = replace(_SPECIMEN.holder, photograph=photograph), replace(_SPECIMEN.term, until=day)
        yield replace(_SPECIMEN, holder=holder, term=term)


# A photograph and an end each add pieces of their own, so that their number alone says which of them are there.
_PLACES: Final = dict(map(_places_in, _specimens()))
