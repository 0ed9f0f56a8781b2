"""What a forger would do: alter a certificate, or make one up."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificate.bundle import Bundle
from certificate.issuer_proof import sign_certificate


def altered_of(genuine: bytes) -> bytes:
    """Return the certificate as a forger would have it: another name, everything else left as it is."""
    document = json.loads(genuine)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "李改名"
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unknown_of(genuine: bytes) -> bytes:
    """Return a certificate that claims the same issuer, signed with a key of one's own and never anchored."""
    bundle = Bundle.parse(genuine)
    place = replace(bundle.certificate.address, session=hashlib.sha256(b"a session that never was").digest())
    certificate = replace(bundle.certificate, address=place)
    created = datetime.fromisoformat(bundle.issuer_proof.created)
    proof = sign_certificate(certificate, _OwnKey(Ed25519PrivateKey.generate()), created=created)
    return replace(bundle, certificate=certificate, issuer_proof=proof).to_bytes()


@dataclass(frozen=True, slots=True, repr=False)
class _OwnKey:
    """A key that nobody registered."""

    private: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)
