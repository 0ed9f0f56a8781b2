"""From records to the leaves that an event commits to (docs/evidence.md, section 2)."""

from collections.abc import Sequence

from assessment.codes import EventCode
from assessment.commitment import Binding, tree_head
from assessment.event import NO_COMMITMENT
from assessment.records import Record, write_record
from issuer.sessions.store import Assessment, KeptLeaf


def binding_of(assessment: Assessment) -> Binding:
    """Return what the digests of a session's records are bound to."""
    return Binding(assessment.chain, assessment.ledger, assessment.session)


def leaves_of(binding: Binding, code: EventCode, records: Sequence[Record]) -> list[KeptLeaf]:
    """Return the leaves of `records` in order, as they are kept."""
    return [
        KeptLeaf(hash_, write_record(record), about_of(record))
        for hash_, record in zip(binding.leaves(code, records), records, strict=True)
    ]


def head_of(hashes: Sequence[bytes]) -> bytes:
    """Return the tree head over leaf hashes, zero for none."""
    return tree_head(hashes) if hashes else NO_COMMITMENT


def about_of(record: Record) -> str | None:
    """Return the pseudonym of the one candidate that a record is about."""
    about = getattr(record, "candidate", None)
    return about if isinstance(about, str) else None
