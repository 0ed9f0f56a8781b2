"""Packages against the ledger: what of them counts, and as what (docs/evidence.md, section 3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from assessment.codes import EventCode
from assessment.commitment import Binding, tree_head
from assessment.errors import RecordError
from assessment.event import NO_COMMITMENT, Event
from assessment.package.lines import CertificateLine, ErasedLine, Line, RecordLine
from assessment.package.stream import PackageReader
from assessment.records import RECORD_OF, Record
from assessment.rules.case import Issued, Opened, Status
from certificate.checks import family_id

BATCH: Final = 1024
"""Leaves of every batch of a submission but the last."""

Range: TypeAlias = tuple[int, int | None]
"""How many leaves an event has: at least, at most (None = the figures do not tell)."""

_COUNTED: Final[Mapping[EventCode, tuple[str, ...]]] = {
    EventCode.ELIGIBILITY_DECIDED: ("eligible", "refused"),
    EventCode.ROSTER_LOCKED: ("n",),
    EventCode.CHECKIN_BATCH: ("present", "absent", "failed"),
    EventCode.RESPONSES_SEALED: ("items",),
    EventCode.SCORE_COMMIT: ("n",),
    EventCode.ADJUDICATED: ("n",),
    EventCode.SCORES_LOCKED: ("n",),
    EventCode.SESSION_ARCHIVED: ("documents",),
}
"""The figures that add up to the number of leaves."""

_AT_LEAST: Final[Mapping[EventCode, tuple[str, ...]]] = {
    EventCode.STAFF_ASSIGNED: ("declarers", "invigilators", "others"),
    EventCode.DECISION_RECORDED: ("granted", "refused"),
}
"""The figures that the leaves are no fewer than: a person may have two assignments, a deferral may be repeated."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a session's package brings: by number of the event, what `Case` takes.

    `fault` says why reading stopped before the end, or is None.
    """

    opened: Mapping[int, Opened] = field(default_factory=dict)
    issued: Mapping[int, tuple[Issued, ...]] = field(default_factory=dict)
    erasures: Mapping[int, str] = field(default_factory=dict)
    fault: str | None = None


def open_package(lines: Iterable[bytes], binding: Binding, events: Sequence[Event]) -> Evidence:
    """Read the package of the session that `binding` names against the session's events.

    Raises `RecordError` if it is no package, or that of another session, ledger or chain. Everything else is a status.
    """
    reader = PackageReader(lines)
    if reader.binding != binding:
        raise RecordError("the package belongs to another session, ledger or chain")
    expected = expected_leaves(events)
    by_number = {event.number: event for event in events}
    found: dict[int, Opened] = {}
    issued: dict[int, tuple[Issued, ...]] = {}
    erasures: dict[int, str] = {}
    for number, entries in reader.events():
        event = by_number.get(number)
        if event is None:
            continue
        # While the last event is read, the reader has looked one line beyond it and knows of a fault there.
        found[number] = open_event(binding, event, entries, expected[number], whole=reader.fault is None)
        if found[number].status is Status.VERIFIED and event.code is EventCode.CERTS_ISSUED:
            issued[number] = tuple(_issued(entry) for entry in entries if isinstance(entry, CertificateLine))
        if found[number].status is Status.ERASED:
            erasures[number] = next(entry.erased.basis for entry in entries if isinstance(entry, ErasedLine))
    opened = {number: found.get(number) or _unopened(event, expected[number]) for number, event in by_number.items()}
    return Evidence(opened, issued, erasures, reader.fault)


def open_event(binding: Binding, event: Event, entries: Sequence[Line], expected: Range, *, whole: bool) -> Opened:
    """Tell how far the lines of one event can be relied on; `whole` if the package was readable up to here.

    Two different leaves at one place, leaves that make another tree head, and a tree of another size than the figures
    say are tampered with; a leaf that is not there or kept back is missing.
    """
    least, most = expected
    leaves: dict[int, bytes] = {}
    for entry in entries:
        leaf = _leaf(binding, event, entry)
        if leaves.setdefault(entry.leaf, leaf) != leaf:
            return Opened(Status.TAMPERED, expected=least)
    if set(leaves) != set(range(len(leaves))):
        return Opened(Status.MISSING, expected=least)
    size = len(leaves)
    if not _holds(event, [leaves[place] for place in range(size)]):
        # Where the figures do not tell the size, a package that is whole says itself that these are all.
        complete = whole and size >= least if most is None else size >= least
        return Opened(Status.TAMPERED if complete else Status.MISSING, expected=least)
    if size < least or (most is not None and size > most):
        return Opened(Status.TAMPERED, expected=least)
    return _standing(event, {entry.leaf: entry for entry in entries}, size)


def expected_leaves(events: Sequence[Event]) -> dict[int, Range]:
    """Return how many leaves each event has, by its number, as far as public figures tell."""
    roster = next((event.figures.get("n", 1) for event in events if event.code is EventCode.ROSTER_LOCKED), 1)
    return {event.number: _expected(event, roster) for event in events}


def _expected(event: Event, roster: int) -> Range:
    if event.issue is not None:
        return event.issue.size, event.issue.size
    if event.code not in RECORD_OF:
        return 0, 0
    if event.code in _AT_LEAST:
        return max(1, _sum(event, _AT_LEAST[event.code])), None
    if event.code in _COUNTED:
        count = _sum(event, _COUNTED[event.code])
    else:
        # A correction commits to the results of the whole roster anew; any other event has one record.
        count = roster if event.code is EventCode.SCORE_CORRECTED else 1
    return count, count


def _sum(event: Event, names: Iterable[str]) -> int:
    return sum(event.figures[name] for name in names)


def _unopened(event: Event, expected: Range) -> Opened:
    """What an event is that the package does not speak of: verified if it committed to nothing, else missing."""
    empty = expected == (0, 0) and (event.commitment == NO_COMMITMENT or event.code is EventCode.SCORE_REVEAL)
    return Opened(Status.VERIFIED if empty else Status.MISSING, expected=expected[0])


def _leaf(binding: Binding, event: Event, entry: Line) -> bytes:
    match entry:
        case RecordLine():
            return binding.leaf_of(event.code, entry.record, entry.data)
        case CertificateLine():
            return entry.certificate.leaf
        case _:
            return bytes.fromhex(entry.hash)


def _holds(event: Event, leaves: Sequence[bytes]) -> bool:
    """Tell whether the leaves are those under the event's commitment, or under the roots of its batches."""
    if event.issue is None:
        return tree_head(leaves) == event.commitment
    batches = [leaves[start : start + BATCH] for start in range(0, len(leaves), BATCH)]
    return tuple(tree_head(batch) for batch in batches) == event.issue.roots


def _standing(event: Event, entries: Mapping[int, Line], size: int) -> Opened:
    """Tell what leaves are that the ledger holds: erased, withheld, of the wrong type, or opened and verified."""
    kinds = {type(entry) for entry in entries.values()}
    if event.issue is not None and kinds <= {CertificateLine}:
        return Opened(Status.VERIFIED, expected=size)
    if ErasedLine in kinds and kinds <= {ErasedLine, RecordLine, CertificateLine}:
        return Opened(Status.ERASED, expected=size)
    records = tuple(_records(event, [entries[place] for place in range(size)]))
    if len(records) != size:
        return Opened(Status.MISSING, expected=size)
    return Opened(Status.VERIFIED, records, size)


def _records(event: Event, entries: Iterable[Line]) -> Iterable[Record]:
    # A record of another type says nothing that a rule could use, whatever the organisation committed to.
    wanted = RECORD_OF.get(event.code)
    for entry in entries:
        if isinstance(entry, RecordLine) and type(entry.record) is wanted:
            yield entry.record


def _issued(entry: CertificateLine) -> Issued:
    certificate = entry.certificate.certificate
    return Issued(
        candidate=entry.candidate,
        number=certificate.number,
        version=certificate.achievement.version,
        family=family_id(certificate.achievement.family),
        level=certificate.achievement.level,
        issued=certificate.term.issued,
        leaf=entry.leaf,
    )
