"""What persons of an assessment sign, built again from EIP-712 itself, and who they are."""

from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from eth_abi.abi import encode
from eth_keys.datatypes import PrivateKey
from eth_utils.crypto import keccak

from tests.contracts.machine import CHAIN_ID

Signature: TypeAlias = tuple[bytes, bytes]

EMPTY: Signature = (bytes(32), bytes(32))
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
DOMAIN_TYPE = keccak(text="EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
EVENT_TYPE = keccak(
    text="SessionEvent(bytes32 session,uint8 code,uint32 nonce,uint40 claimedAt,bytes32 commitment,uint256 figures)"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A SessionEvent."""

    session: bytes
    code: int
    nonce: int
    claimed_at: int
    commitment: bytes = bytes(32)
    figures: int = 0

    @property
    def fields(self) -> tuple[object, ...]:
        """The members, as the ABI wants them."""
        return (self.session, self.code, self.nonce, self.claimed_at, self.commitment, self.figures)

    def but(self, **changes: object) -> "Message":
        """Return the message with other members."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def digest(self, ledger: bytes, chain_id: int = CHAIN_ID) -> bytes:
        """Return the digest that is signed for a ledger."""
        types = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
        domain = keccak(
            encode(types, [DOMAIN_TYPE, keccak(text="xcert AssessmentLedger"), keccak(text="1"), chain_id, ledger])
        )
        members = ["bytes32", "bytes32", "uint256", "uint256", "uint256", "bytes32", "uint256"]
        return keccak(b"\x19\x01" + domain + keccak(encode(members, [EVENT_TYPE, *self.fields])))


@cache
def key_of(name: str) -> PrivateKey:
    """Return the key of somebody with this name."""
    return PrivateKey(keccak(text=f"xcert test key {name}"))


def address_of(name: str) -> bytes:
    """Return the account of somebody with this name."""
    return key_of(name).public_key.to_canonical_address()


def sign(name: str, digest: bytes) -> Signature:
    """Sign in the compact form of ERC-2098."""
    signed = key_of(name).sign_msg_hash(digest)
    return signed.r.to_bytes(32, "big"), (signed.s | signed.v << 255).to_bytes(32, "big")


def sign_high(name: str, digest: bytes) -> Signature:
    """Sign with the other s, which says the same to a careless contract."""
    signed = key_of(name).sign_msg_hash(digest)
    high = ORDER - signed.s
    return signed.r.to_bytes(32, "big"), (high & (2**255 - 1) | (1 - signed.v) << 255).to_bytes(32, "big")


def pack(*fields: tuple[int, int]) -> int:
    """Lay (value, bits) pairs side by side, from the lowest bit."""
    word, place = 0, 0
    for value, bits in fields:
        word |= value << place
        place += bits
    return word
