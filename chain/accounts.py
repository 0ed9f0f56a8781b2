"""Accounts that pay for transactions: the private key stays inside, and nothing prints it."""

import json
from collections.abc import Mapping
from typing import Protocol, Self

from eth_account import Account

from chain.errors import KeyFileError
from chain.hexadecimal import checksummed
from chain.recursion import restore_recursion_limit

restore_recursion_limit()


class Signer(Protocol):
    """Whoever signs transactions for one account: a key in memory, or a device."""

    @property
    def address(self) -> bytes:
        """The account, 20 bytes."""
        ...

    def sign(self, fields: Mapping[str, int | bytes]) -> tuple[bytes, bytes]:
        """Sign a transaction given by its `fields`; return its hash and the raw transaction."""
        ...


class MessageSigner(Protocol):
    """Whoever signs messages of an assessment for one account: a key in memory, a phone, or a device."""

    @property
    def address(self) -> bytes:
        """The account, 20 bytes."""
        ...

    def sign_digest(self, digest: bytes) -> bytes:
        """Sign a typed message's `digest` (32 bytes); return 64 bytes (ERC-2098)."""
        ...


class Actor(Signer, MessageSigner, Protocol):
    """Whoever both pays for transactions and signs messages of an assessment: a regulator who sends its own."""


class KeyAccount:
    """An account whose private key is in memory; raises `KeyFileError` for bytes that are no key."""

    __slots__ = ("_account",)

    def __init__(self, key: bytes) -> None:
        # eth-account repeats a bad key in its messages, so it must never see one, and its errors must not be chained.
        if len(key) != 32 or not 0 < int.from_bytes(key, "big") < _ORDER:
            raise KeyFileError("this is no private key of an Ethereum account; make one with KeyAccount.create")
        self._account = Account.from_key(key)

    @classmethod
    def create(cls) -> Self:
        """Make an account with a new random key."""
        return cls(bytes(Account.create().key))

    @classmethod
    def from_keystore(cls, keystore: bytes, passphrase: str) -> Self:
        """Open a Web3 Secret Storage file (version 3); raises `KeyFileError`."""
        try:
            return cls(bytes(Account.decrypt(json.loads(keystore), passphrase)))
        except (ValueError, KeyError, TypeError, NotImplementedError):
            # What was wrong with a key file is nothing to repeat: its text could hold the key.
            raise KeyFileError("the account's key file cannot be opened: wrong passphrase, or another format") from None

    def to_keystore(self, passphrase: str, *, work: int | None = None) -> bytes:
        """Write a Web3 Secret Storage file; `work` is scrypt's N, for tests only."""
        return json.dumps(self._account.encrypt(passphrase, kdf="scrypt", iterations=work)).encode("ascii")

    @property
    def address(self) -> bytes:
        """The account, 20 bytes."""
        return bytes.fromhex(self._account.address[2:])

    def sign_digest(self, digest: bytes) -> bytes:
        """Sign a typed message's `digest` (32 bytes); return r, then yParity and s in 64 bytes (ERC-2098)."""
        signed = self._account.unsafe_sign_hash(digest)
        return int(signed.r).to_bytes(32, "big") + (int(signed.s) | (int(signed.v) - 27) << 255).to_bytes(32, "big")

    def sign(self, fields: Mapping[str, int | bytes]) -> tuple[bytes, bytes]:
        """Sign a transaction given by its `fields`; return its hash and the raw transaction."""
        signed = self._account.sign_transaction(dict(fields))
        return bytes(signed.hash), bytes(signed.raw_transaction)

    def __repr__(self) -> str:
        return f"KeyAccount({checksummed(self.address)})"


_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
