"""One event as the ledger keeps it, with the place where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assessment.codes import EventCode

NO_COMMITMENT: Final = bytes(32)
"""The commitment of an event that has no records."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the chain an event stands: block number, transaction hash (32 bytes), index of the log in the block."""

    block: int
    transaction: bytes
    log: int


@dataclass(frozen=True, slots=True)
class Issue:
    """What only CERTS_ISSUED has: the submission, what its batches hold (1 certificates, 2 scores) and their heads.

    Every batch but the last has 1,024 leaves; the last has `last_size`.
    """

    submission: int
    kind: int
    last_size: int
    roots: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """How many certificates the submission holds."""
        return (len(self.roots) - 1) * 1024 + self.last_size


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one session.

    `number` counts from 0 in the order of the ledger. `actor` and `second` are accounts (20 bytes; `second` None if one
    person signed). `claimed_at` (`o`) and `recorded_at` (`t`) are Unix seconds: order is judged by `recorded_at`.
    `figures` are the public numbers by name (docs/assessment.md, section 5).
    """

    number: int
    code: EventCode
    actor: bytes
    second: bytes | None
    nonce: int
    claimed_at: int
    recorded_at: int
    commitment: bytes
    figures: Mapping[str, int]
    place: Place
    issue: Issue | None = None
