"""Proof of possession of a signing key (docs/format.md, section 7)."""

from functools import lru_cache

from certificate.encoding import tagged, to_multikey
from certificate.issuer_proof import Signer, verify_ed25519
from certificate.jcs import JsonValue, write_jcs


def possession_message(*, chain: int, registry: bytes, organisation: int, key: bytes) -> bytes:
    """Return what the raw public `key` signs to be registered; `registry` is the AccreditationRegistry (20 bytes).

    Chain, registry and organisation are inside, so that a proof copied from another registration is worthless.
    """
    members: JsonValue = {
        "chain": f"eip155:{chain}",
        "key": to_multikey(key),
        "organisation": str(organisation),
        "registry": registry.hex(),
    }
    return tagged("xcert/possession/v0", write_jcs(members))


def prove_possession(signer: Signer, *, chain: int, registry: bytes, organisation: int) -> bytes:
    """Return the 64-byte proof that the registry stores with the key."""
    message = possession_message(chain=chain, registry=registry, organisation=organisation, key=signer.public_key)
    return signer.sign(message)


@lru_cache(maxsize=1_024)  # one key signs many certificates; a refusal is an exception and never kept
def verify_possession(proof: bytes, *, chain: int, registry: bytes, organisation: int, key: bytes) -> None:
    """Return if `proof` was made by `key` for this very registration; raise `ProofError` otherwise (V7)."""
    message = possession_message(chain=chain, registry=registry, organisation=organisation, key=key)
    verify_ed25519(key, proof, message)
