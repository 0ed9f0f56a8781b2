"""Signed checkpoints: what an auditor saw of a chain, so that a rewritten one is noticed (docs/audit.md, section 7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

from auditor.errors import CheckpointError
from certificate.encoding import from_hex, from_multikey, tagged, to_multikey
from certificate.errors import CertificateError
from certificate.issuer_proof import Signer, verify_ed25519
from certificate.jcs import JsonValue, read_json, write_jcs
from certificate.members import Members

FORMAT: Final = "xcert/checkpoint/v0"
MAXIMUM_FILE: Final = 4_096
_MEMBERS: Final = {"format", "chain", "ledger", "block", "hash", "time", "key", "signature"}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """That the chain `chain` with the ledger (20 bytes) held block `block` with this hash and time (Unix seconds)."""

    chain: int
    ledger: bytes
    block: int
    hash: bytes
    time: int

    def members(self, key: bytes) -> dict[str, JsonValue]:
        """Return the members that the holder of the raw Ed25519 `key` signs."""
        return {
            "format": FORMAT,
            "chain": self.chain,
            "ledger": "0x" + self.ledger.hex(),
            "block": self.block,
            "hash": self.hash.hex(),
            "time": self.time,
            "key": to_multikey(key),
        }


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and who vouches for it: raw Ed25519 `key`, 64-byte `signature`."""

    checkpoint: Checkpoint
    key: bytes
    signature: bytes

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a checkpoint file; raises `CheckpointError` if it is not in its one form or the signature fails."""
        try:
            signed = cls._read(data)
            if signed.to_bytes() != data:
                raise CheckpointError("the checkpoint is not in its canonical spelling; get the file again")
            verify_ed25519(signed.key, signed.signature, _message(signed.checkpoint, signed.key))
        except CertificateError as error:
            raise CheckpointError(f"the checkpoint does not hold: {error}; get the file again") from error
        return signed

    @classmethod
    def _read(cls, data: bytes) -> Self:
        members = Members(read_json(data, limit=MAXIMUM_FILE), _MEMBERS, where="the checkpoint")
        if members.text("format") != FORMAT:
            raise CheckpointError(f"the checkpoint is not of format {FORMAT}; this version reads no other")
        checkpoint = Checkpoint(
            chain=members.integer("chain"),
            ledger=from_hex(members.text("ledger").removeprefix("0x"), size=20),
            block=members.integer("block"),
            hash=from_hex(members.text("hash"), size=32),
            time=members.integer("time"),
        )
        return cls(checkpoint, from_multikey(members.text("key")), from_hex(members.text("signature"), size=64))

    def to_bytes(self) -> bytes:
        """Write the file, JCS."""
        return write_jcs({**self.checkpoint.members(self.key), "signature": self.signature.hex()})


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> SignedCheckpoint:
    """Sign `checkpoint` with the auditor's key."""
    key = signer.public_key
    return SignedCheckpoint(checkpoint, key, signer.sign(_message(checkpoint, key)))


def contradiction(earlier: Checkpoint, chain: int, ledger: bytes, hash_at: Callable[[int], bytes | None]) -> str | None:
    """Say how the chain contradicts an `earlier` checkpoint, or None; `hash_at` tells the hash of a block now.

    One of another chain or ledger contradicts nothing and compares nothing: it is refused by `CheckpointError`.
    """
    if (earlier.chain, earlier.ledger) != (chain, ledger):
        raise CheckpointError(
            f"the checkpoint is of chain {earlier.chain} and ledger 0x{earlier.ledger.hex()}; compare it with that one"
        )
    now = hash_at(earlier.block)
    if now is None:
        return f"block {earlier.block} is gone: the chain is shorter than it was when the checkpoint was signed"
    if now != earlier.hash:
        return f"block {earlier.block} was {earlier.hash.hex()} and is now {now.hex()}: the chain was rewritten"
    return None


def _message(checkpoint: Checkpoint, key: bytes) -> bytes:
    return tagged(FORMAT, write_jcs(checkpoint.members(key)))
