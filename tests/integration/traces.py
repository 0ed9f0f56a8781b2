"""Looking for people and secrets where they have no business: in what a chain publishes, and in what is said."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from eth_utils.crypto import keccak

from chain.node import Node


@dataclass(frozen=True)
class Person:
    """A row of the roster."""

    name: str
    number: str
    ticket: str
    institution: str

    @property
    def values(self) -> tuple[str, ...]:
        return (self.name, self.number, self.ticket, self.institution)

    @property
    def joined(self) -> tuple[str, ...]:
        """What somebody might hash to recognise the person by."""
        pairs = [(self.name, self.number), (self.number, self.name), (self.ticket, self.number)]
        return tuple(between.join(pair) for pair in pairs for between in ("", " ", ",", "|", ":", "-", "\x00"))


def everything_on(node: Node) -> bytes:
    """Calldata, values of every log and creation code of the whole chain, as any reader gets them."""
    head = int(str(node.ask("eth_blockNumber")), 16)
    found = []
    for number in range(head + 1):
        block = node.ask("eth_getBlockByNumber", hex(number), True)
        assert isinstance(block, dict)
        found.append(str(block["extraData"]))
        for transaction in block["transactions"]:
            found.append(transaction["input"])
            receipt = node.ask("eth_getTransactionReceipt", transaction["hash"])
            assert isinstance(receipt, dict)
            found += [text for log in receipt["logs"] for text in (*log["topics"], log["data"])]
    return b"|".join(bytes.fromhex(text[2:]) for text in found)


DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    "SHA-256": lambda value: hashlib.sha256(value).digest(),
    "Keccak-256": keccak,
    "SHA3-256": lambda value: hashlib.sha3_256(value).digest(),
    "SHA-256 twice": lambda value: hashlib.sha256(hashlib.sha256(value).digest()).digest(),
    "SHA-1": lambda value: hashlib.sha1(value, usedforsecurity=False).digest(),
    "MD5": lambda value: hashlib.md5(value, usedforsecurity=False).digest(),
}
SHORTEST = 6
"""Bytes below which a text turns up in random hashes by chance."""


def clear_forms(text: str) -> list[bytes]:
    """A text as it could stand somewhere: two encodings, as hexadecimal digits, and in base64."""
    encoded = [text.encode(), text.encode("utf-16-be")]
    return [form for form in (*encoded, text.encode().hex().encode()) if len(form) >= SHORTEST]


def traces(people: list[Person], haystack: bytes) -> set[tuple[str, str]]:
    """Whose data is in `haystack`, and as what."""
    found = set()
    for person in people:
        for text in person.values:
            found |= {(text, "clear") for form in clear_forms(text) if form in haystack}
        for text in (*person.values, *person.joined):
            # A truncated hash recognises a person just as well.
            found |= {(text, how) for how, digest in DIGESTS.items() if digest(text.encode())[:16] in haystack}
    return found


def secret_forms(secret: bytes) -> set[bytes]:
    """A secret as it could stand somewhere: raw, in hexadecimal, in base64, as a number, as a list of bytes."""
    return {
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        base64.b64encode(secret).rstrip(b"="),
        base64.urlsafe_b64encode(secret).rstrip(b"="),
        str(int.from_bytes(secret, "big")).encode(),
        repr(list(secret)).encode(),
    }


def leaks(kept: tuple[bytes, ...], haystack: bytes) -> int:
    """How many of the `kept` secrets are in `haystack`."""
    return sum(any(form in haystack for form in secret_forms(secret)) for secret in kept)


def chain_of_messages(error: BaseException | None) -> str:
    """Everything that a traceback would print of an error and of those that led to it."""
    if error is None:
        return ""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{error!r} {error} {error.args!r}\n{chain_of_messages(before)}"
