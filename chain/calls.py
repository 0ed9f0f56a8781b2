"""A contract call as data: written by this package, sent by whoever holds the account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """What to send where: `to` is 20 bytes, or None to create a contract; `description` says in words what it does."""

    to: bytes | None
    data: bytes
    description: str
