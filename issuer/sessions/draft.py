"""What a step wants to record, before anybody signed it."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from assessment.codes import EventCode
from assessment.records import Record, write_record
from certificate.jcs import write_jcs

_NO_SALT: Final = "0" * 32


@dataclass(frozen=True, slots=True)
class Draft:
    """One event to come.

    Arguments:
        code: what happened.
        figures: the public numbers by name.
        records: the records behind it, in the order of their leaves.
        opens: for SCORE_REVEAL only, the commitment of the SCORE_COMMIT that it opens.
    """

    code: EventCode
    figures: Mapping[str, int] = field(default_factory=dict)
    records: tuple[Record, ...] = field(default=(), repr=False)
    opens: bytes | None = None


def intent_of(draft: Draft, key: bytes, *, session: bytes, actor: bytes, second: bytes | None, again: int) -> bytes:
    """Return a keyed hash of what somebody wants to record: the same command again finds the same event.

    Without the salts, which are new each time; keyed with the workspace's secret, because it outlives an erasure.
    `again` counts how often the same thing happened before.
    """
    members = {
        "session": session.hex(),
        "code": draft.code.value,
        "actor": actor.hex(),
        "second": (second or b"").hex(),
        "figures": dict(draft.figures),
        "opens": (draft.opens or b"").hex(),
        "again": again,
    }
    digest = hmac.new(key, b"xcert/intent/v0\x00" + write_jcs(members), sha256)
    for record in draft.records:
        digest.update(b"\x00" + write_record(replace(record, salt=_NO_SALT)))
    return digest.digest()
