"""Commitments as docs/evidence.md, section 2, has them, written a second time so that tests do not ask the code."""

import hashlib
from collections.abc import Sequence

from assessment.codes import EventCode
from assessment.records import Candidate, Record, write_record
from certificate.merkle import root_of
from tests.simulator.shape import Shape


def leaf(shape: Shape, code: EventCode, record: Record) -> bytes:
    prefix = b"xcert/record/v0\x00" + shape.chain.to_bytes(8, "big") + shape.ledger + shape.session
    digest = hashlib.sha256(prefix + bytes([code.value]) + write_record(record)).digest()
    account = bytes.fromhex(record.account[2:]) if isinstance(record, Candidate) and record.account else b""
    return hashlib.sha256(b"\x00" + digest + account).digest()


def seal(shape: Shape, code: EventCode, records: Sequence[Record]) -> bytes:
    return root_of([leaf(shape, code, record) for record in records])
