"""The first pass: one session's package checked leaf by leaf, and what it tells of use to other sessions."""

from dataclasses import dataclass

from assessment.package import Evidence
from assessment.rules.case import Status
from auditor.context import Context
from auditor.extracting import Rows, Verified, extract
from auditor.intake import events_of
from auditor.results import Share
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Package:
    """One session's package as it was found: digest, statuses by event, share, and the rows of facts."""

    s: int
    digest: str
    basis: str
    share: Share
    fault: str | None
    rows: Rows


def open_session(context: Context, piece: tuple[int, bytes, str]) -> Package:
    """Check the package of a session (number, id, basis) against its events."""
    s, session, basis = piece
    digest = context.folder.digest(session)
    events = events_of(context.store, s)
    evidence = context.folder.open(context.subject.binding(session), events)
    standard = context.store.row("SELECT standard FROM session WHERE s = ?", s)
    number = standard[0] if standard is not None and isinstance(standard[0], int) else None
    entry = context.standard(number)
    rule = None if entry is None or entry.document is None else entry.document.pass_rule
    rows = extract(Verified(s, events, evidence.opened, evidence.issued, rule))
    return Package(s, digest, basis, share_of(evidence), evidence.fault, rows)


def share_of(evidence: Evidence) -> Share:
    """Count leaves: expected by the ledger's figures, verified, and lawfully erased."""
    opened = sum(
        len(evidence.issued.get(number, ())) or len(entry.records)
        for number, entry in evidence.opened.items()
        if entry.status is Status.VERIFIED
    )
    expected = sum(entry.expected for entry in evidence.opened.values())
    erased = sum(entry.expected for entry in evidence.opened.values() if entry.status is Status.ERASED)
    return Share(expected, opened, erased)


def keep_package(store: Store, package: Package) -> None:
    """Write what a package said in the place of what it said before."""
    store.forget_facts(package.s)
    share = package.share
    store.write(
        "INSERT OR REPLACE INTO package VALUES (?, ?, ?, ?, ?, ?, ?)",
        package.s, package.digest, package.basis, share.expected, share.opened, share.erased, package.fault,
    )  # fmt: skip
    for table, rows in package.rows.items():
        store.add_facts(table, rows)
