"""Writes a certificate's one spelling directly: constant text around the few values that vary.

A closed document always has the same members in the same order, so nothing is sorted and no tree is built. That the
bytes are the JCS of `Certificate.to_json` and both proofs is tested; what a batch shares is written once.
"""

from functools import lru_cache
from typing import NamedTuple

from certificate.document import CONTEXTS, Achievement, Certificate, Holder, Term
from certificate.jcs import quote, write_jcs
from certificate.profile import Profile

_CONTEXT = write_jcs(list(CONTEXTS)).decode("ascii")


class Spelling(NamedTuple):
    """The bytes of a file around its two gaps: the text of the signature, and that of the path."""

    head: bytes
    middle: bytes
    anchor: bytes
    end: bytes
    tail: bytes

    def signed(self, signature: str) -> bytes:
        """Return the document with the issuer proof alone: what the leaf is made of."""
        return b"".join((self.head, signature.encode("ascii"), self.middle, self.tail))

    def whole(self, signature: str, path: str) -> bytes:
        """Return the file with both proofs."""
        head, middle, anchor, end, tail = self
        return b"".join((head, signature.encode("ascii"), middle, anchor, path.encode("ascii"), end, tail))


def spell(certificate: Certificate, *, created: str, key: bytes) -> Spelling:
    """Write everything but the signature by the raw public `key` and the path; `created` as it stands in the file.

    Raises `MalformedError` if the issuer cannot sign with that key.
    """
    urn, issuer, address = certificate.urn, certificate.issuer, certificate.address
    status = (
        f'{{"@context":{_CONTEXT},"credentialStatus":{{"id":"{address}",'
        f'"statusListCredential":"{certificate.status_list_url}","statusListIndex":"{address.status_index}",'
        '"statusPurpose":"suspension","type":"BitstringStatusListEntry"},"credentialSubject":{"achievement":'
    )
    subject = (
        f',"id":"{urn}#holder","identifier":[{_identities(certificate.holder)}],'
        f'"licenseNumber":{quote(certificate.number)},"type":["AchievementSubject"]}},"id":"{urn}","issuer":'
    )
    proof = (
        f',"proof":[{{"created":"{created}","cryptosuite":"eddsa-rdfc-2022",'
        f'"id":"{urn}#issuer","proofPurpose":"assertionMethod","proofValue":"'
    )
    anchor = (
        f',{{"cryptosuite":"xcert-merkle-2026","previousProof":"{urn}#issuer","proofPurpose":"assertionMethod",'
        '"proofValue":"'
    )
    achievement = _achievement(certificate.achievement, certificate.achievement_url)
    # Joined as bytes: one Chinese character in a text makes all of it slow to encode.
    head = (status.encode("ascii"), achievement, subject.encode("utf-8"), _issuer(issuer), proof.encode("ascii"))
    return Spelling(
        head=b"".join(head),
        middle=_middle(issuer, key),
        anchor=anchor.encode("ascii"),
        end=b'","type":"DataIntegrityProof"}',
        tail=_tail(certificate.term),
    )


@lru_cache(maxsize=256)
def _middle(issuer: Profile, key: bytes) -> bytes:
    return f'","type":"DataIntegrityProof","verificationMethod":"{issuer.verification_method(key)}"}}'.encode()


@lru_cache(maxsize=256)
def _tail(term: Term) -> bytes:
    until = "" if term.valid_until is None else f',"validUntil":"{term.valid_until}"'
    return f'],"type":["VerifiableCredential","OpenBadgeCredential"],"validFrom":"{term.valid_from}"{until}}}'.encode()


@lru_cache(maxsize=256)
def _achievement(achievement: Achievement, url: str) -> bytes:
    return (
        f'{{"achievementType":"Certification","criteria":{{"id":"{url}#criteria",'
        f'"narrative":{quote(achievement.narrative)}}},"description":{quote(achievement.title_en)},'
        f'"humanCode":"{achievement.family}","id":"{url}","name":{quote(achievement.title_zh)},"type":["Achievement"]}}'
    ).encode()


@lru_cache(maxsize=256)
def _issuer(profile: Profile) -> bytes:
    return f'{{"id":"{profile.did}","name":{quote(profile.name)},"type":["Profile"],"url":"{profile.url}"}}'.encode()


def _identities(holder: Holder) -> str:
    name = _identity("name", quote(holder.name), hashed="false")
    return ",".join((name, *(_identity(own.kind.value, f'"{own.text}"', hashed="true") for own in holder.hashed)))


def _identity(kind: str, value: str, *, hashed: str) -> str:
    return f'{{"hashed":{hashed},"identityHash":{value},"identityType":"{kind}","type":"IdentityObject"}}'
