"""What the ledger holds instead of records: salted digests under RFC 9162 trees (docs/evidence.md, section 2)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.codes import EventCode
from assessment.records import Candidate, Record, write_record
from certificate.encoding import tagged
from certificate.merkle import inclusion_paths, leaf_hash, root_of

FORMAT: Final = "xcert/record/v0"
"""The tag of every record's digest."""
PERSON_CODE: Final = 101
"""Stands for the event's code in the digest of a registered person's record."""
SITE_CODE: Final = 102
REGISTER: Final = bytes(32)
"""Stands for the session in the digests of registry records."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What every digest is bound to: EIP-155 chain id, address of the ledger (20 bytes), id of the session (32 bytes).

    A commitment copied to another chain, ledger or session cannot be opened there.
    """

    chain: int
    ledger: bytes
    session: bytes = REGISTER

    def digest(self, code: EventCode | int, data: bytes) -> bytes:
        """Return the digest of a record, `data` being its JCS."""
        number = code.value if isinstance(code, EventCode) else code
        place = self.chain.to_bytes(8, "big") + self.ledger + self.session + number.to_bytes(1, "big")
        return hashlib.sha256(tagged(FORMAT, place + data)).digest()

    def leaf(self, code: EventCode | int, record: Record) -> bytes:
        """Return the leaf hash of `record`; raises `RecordError` for a record outside its closed form."""
        return self.leaf_of(code, record, write_record(record))

    def leaf_of(self, code: EventCode | int, record: Record, data: bytes) -> bytes:
        """Return the leaf hash of `record`, whose JCS is `data`: a reader that has the bytes need not write them."""
        return leaf_hash(self.digest(code, data) + account_of(record))

    def leaves(self, code: EventCode | int, records: Iterable[Record]) -> tuple[bytes, ...]:
        """Return the leaf hashes of an event's records in their order; raises as `leaf` does."""
        return tuple(self.leaf(code, record) for record in records)

    def commitment(self, code: EventCode | int, records: Sequence[Record]) -> bytes:
        """Return the tree head over an event's records; raises `ValueError` for none and as `leaf` does."""
        return tree_head(self.leaves(code, records))

    def paths(self, code: EventCode | int, records: Sequence[Record]) -> list[tuple[bytes, ...]]:
        """Return the inclusion path of every record; raises `ValueError` for none and as `leaf` does."""
        return inclusion_paths(self.leaves(code, records))


def tree_head(leaves: Sequence[bytes]) -> bytes:
    """Return the RFC 9162 tree head over leaf hashes; raises `ValueError` for none."""
    return root_of(leaves)


def account_of(record: Record) -> bytes:
    """Return the account (20 bytes) that may speak for the record and is bound into its leaf, or nothing."""
    if isinstance(record, Candidate) and record.account is not None:
        return bytes.fromhex(record.account[2:])
    return b""
