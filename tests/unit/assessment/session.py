"""A small session whose commitments are computed by hand here, not by the code under test."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.event import NO_COMMITMENT, Event, Place
from assessment.records import (
    Candidate,
    Decision,
    DecisionKind,
    PartDisposition,
    PartResult,
    Record,
    Result,
    ResultKind,
    record_json,
    write_record,
)

BINDING = Binding(31_337, b"\x11" * 20, b"\x22" * 32)
NAMES = ["0a" * 32, "0b" * 32, "0c" * 32]
STANDARD = "5d" * 32


def salt(number: int) -> str:
    return f"{number:032x}"


ROSTER = [Candidate(name, STANDARD, 1, ("W",), (), salt=salt(index)) for index, name in enumerate(NAMES)]


def results(*scores: int, salts: int = 100) -> list[Result]:
    return [
        Result(
            name,
            (PartResult("W", PartDisposition.SCORE, score),),
            ResultKind.PASS if score >= 60_00 else ResultKind.FAIL,
            salt=salt(salts + index),
        )
        for index, (name, score) in enumerate(zip(NAMES, scores, strict=True))
    ]


LOCKED = results(55_00, 70_00, 80_00)
CORRECTED = results(60_00, 70_00, 80_00, salts=200)
DECISIONS = [
    Decision(name, DecisionKind.GRANTED, "00" * 32, salt=salt(300 + index)) for index, name in enumerate(NAMES)
]


def leaf(code: int, record: Record) -> bytes:
    place = (31_337).to_bytes(8, "big") + b"\x11" * 20 + b"\x22" * 32 + bytes([code])
    digest = hashlib.sha256(b"xcert/record/v0\x00" + place + write_record(record)).digest()
    return hashlib.sha256(b"\x00" + digest).digest()


def head(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162's recursive definition."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + head(leaves[:half]) + head(leaves[half:])).digest()


def event(number: int, code: EventCode, records: Sequence[Record] = (), **figures: int) -> Event:
    commitment = head([leaf(code.value, record) for record in records]) if records else NO_COMMITMENT
    place = Place(100 + number, bytes([number]) * 32, 0)
    return Event(number, code, b"\x01" * 20, None, number, 1000 * number, 1000 * number + 5, commitment, figures, place)


EVENTS = (
    event(0, EventCode.REG_OPENED),
    event(1, EventCode.ROSTER_LOCKED, ROSTER, n=3),
    event(2, EventCode.SCORES_LOCKED, LOCKED, n=3, passed=2),
    event(3, EventCode.SCORE_CORRECTED, CORRECTED, passed=3, ground=1, reference=1),
    event(4, EventCode.DECISION_RECORDED, DECISIONS, granted=3, refused=0, deferred=0),
)
RECORDS: Mapping[int, Sequence[Record]] = {1: ROSTER, 2: LOCKED, 3: CORRECTED, 4: DECISIONS}


def jcs(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def header(lines: int, **other: object) -> bytes:
    value: dict[str, object] = {
        "format": "xcert/evidence/v0",
        "chain": 31_337,
        "ledger": "0x" + "11" * 20,
        "session": "0x" + "22" * 32,
        "lines": lines,
    }
    return jcs(value | other)


def opened(number: int, place: int, record: Record) -> bytes:
    return jcs({"event": number, "leaf": place, "record": record_json(record)})


def body() -> list[bytes]:
    """Return all lines of the package but the header."""
    return [opened(number, place, one) for number, records in RECORDS.items() for place, one in enumerate(records)]
