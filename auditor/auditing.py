"""The audit of what was read: first all packages are checked, then every chosen session is judged.

Two passes, because rules ask about other sessions. Each session is written as it is finished: after a kill the next run
goes on with the sessions that are left, and what it reports is the same.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import assessment
from assessment.codes import EventCode, State
from auditor.context import Context, opener
from auditor.event_rows import Cell
from auditor.judging import judge_session
from auditor.opening import keep_package, open_session
from auditor.progress import Progress, Stage
from auditor.results import SessionResult, Share, read_rules
from auditor.sample import Filters
from auditor.store import Store
from auditor.totals import Totals
from auditor.words_report import LAG_STEPS
from auditor.workers import InProcess, Processes, Workers

T = TypeVar("T")
_KEPT_AT_ONCE: Final = 8
"""Sessions in one transaction."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sessions are judged and reported: by filters, or one alone (32 bytes)."""

    filters: Filters = field(default_factory=Filters)
    session: bytes | None = None

    @property
    def where(self) -> tuple[str, tuple[int | bytes, ...]]:
        """Return the condition on `session` and its values."""
        wanted = {
            "organisation = ?": self.filters.organisation,
            "start >= ?": self.filters.since,
            "start <= ?": self.filters.until,
            "id = ?": self.session,
        }
        given = {condition: value for condition, value in wanted.items() if value is not None}
        return " AND ".join(given) or "1", tuple(given.values())


@contextmanager
def workers_for(context: Context, processes: int) -> Iterator[Workers[Context]]:
    """Give workers: this process, or as many others as are asked for."""
    if processes < 2:
        yield InProcess(context)
        return
    with Processes(opener(context.subject), processes) as workers:
        yield workers


def name_families(store: Store, context: Context) -> None:
    """Write which family each session's standard is of, for rules that ask about other sessions."""
    with store.transaction():
        for number, entry in context.registry.standards.items():
            store.write("UPDATE session SET family = ? WHERE standard = ?", entry.family, number)


def check_packages(store: Store, context: Context, progress: Progress, workers: Workers[Context]) -> None:
    """Check every package that is new or changed, and keep what it tells."""
    stale = list(_stale(store, context))
    progress.begin(Stage.EVIDENCE, len(stale))
    for several in _several(workers.map(open_session, stale)):
        with store.transaction():
            for package in several:
                keep_package(store, package)
        progress.advance(len(several))


def judge(store: Store, context: Context, selection: Selection, progress: Progress, workers: Workers[Context]) -> None:
    """Judge every selected session that was not judged by the same inputs before."""
    inputs = inputs_of(store, context)
    condition, values = selection.where
    left = "NOT EXISTS (SELECT 1 FROM finding WHERE finding.s = session.s AND inputs = ?)"
    statement = f"SELECT s, id FROM session WHERE {condition} AND {left} ORDER BY id"  # noqa: S608 -- our own conditions
    pieces = [_piece(row) for row in store.rows(statement, *values, inputs)]
    progress.begin(Stage.RULES, len(pieces))
    for several in _several(workers.map(judge_session, pieces)):
        with store.transaction():
            store.write_all(
                "INSERT OR REPLACE INTO finding VALUES (?, ?, ?)", ((inputs, s, rules) for s, rules in several)
            )
        progress.advance(len(several))


def inputs_of(store: Store, context: Context) -> str:
    """Return a digest of everything that findings rest on: block, evidence of all sessions, rules."""
    subject = context.subject
    whole = hashlib.sha256(
        f"{rules_version()} {subject.chain} {subject.ledger.hex()} {subject.block} {subject.moment} "
        f"{context.folder.register_digest()}".encode()
    )
    for session, basis, digest in store.rows(
        "SELECT id, basis, digest FROM session JOIN package USING (s) ORDER BY id"
    ):
        assert isinstance(session, bytes)
        whole.update(session + " ".join((str(basis), str(digest))).encode() + b"\n")
    return whole.hexdigest()


@cache
def rules_version() -> str:
    """Return a digest of the rules' and the auditor's source: another text may judge otherwise."""
    whole = hashlib.sha256()
    for package in (Path(assessment.__file__).parent, Path(__file__).parent):
        for path in sorted(package.rglob("*.py")):
            whole.update(path.relative_to(package).as_posix().encode() + b"\x00" + path.read_bytes())
    return whole.hexdigest()


def results(store: Store, context: Context, selection: Selection) -> Iterator[SessionResult]:
    """Yield the judged sessions, ascending by id."""
    condition, values = selection.where
    statement = (
        "SELECT id, organisation, state, standard, level, start, candidates, passed, expected, opened, erased,"  # noqa: S608
        " fault,"
        " rules, (SELECT COUNT(*) FROM event WHERE event.s = session.s) FROM session JOIN package USING (s)"
        f" JOIN finding USING (s) WHERE {condition} ORDER BY id"
    )
    for row in store.rows(statement, *values):
        session, organisation, state, standard, level, start, candidates, passed = row[:8]
        expected, opened, erased, fault, rules, events = row[8:]
        assert isinstance(session, bytes)
        entry = context.standard(_number(standard))
        yield SessionResult(
            session=session,
            organisation=_number(organisation) or 0,
            state=State(state),
            events=_number(events) or 0,
            share=Share(_number(expected) or 0, _number(opened) or 0, _number(erased) or 0),
            rules=read_rules(str(rules)),
            version=None if entry is None else entry.version,
            family=None if entry is None or entry.document is None else entry.document.family,
            level=_number(level),
            start=_number(start),
            candidates=_number(candidates),
            passed=_number(passed),
            fault=None if fault is None else str(fault),
        )


def totals_of(store: Store, context: Context, selection: Selection) -> Totals:
    """Count over all selected sessions."""
    totals = Totals()
    for result in results(store, context, selection):
        totals.add(result)
    condition, values = selection.where
    chosen = f"s IN (SELECT s FROM session WHERE {condition})"  # noqa: S608 -- our own
    scores = f"SELECT distance, SUM(candidates) FROM heap WHERE {chosen} GROUP BY distance"  # noqa: S608 -- our own
    totals.add_scores(_pairs(store, scores, values))
    cases = " ".join(f"WHEN recorded - claimed <= {limit} THEN {place}" for place, (limit, _) in enumerate(LAG_STEPS))
    lags = (
        f"SELECT CASE {cases} ELSE {len(LAG_STEPS)} END AS bucket, COUNT(*) FROM event"  # noqa: S608 -- our own
        f" WHERE {chosen} AND code != {EventCode.CERTS_ISSUED.value} GROUP BY bucket"
    )
    totals.add_lags(_pairs(store, lags, values))
    return totals


def everywhere(store: Store) -> Share:
    """Return the evidence that all sessions opened, audited or not."""
    row = store.row(
        "SELECT COALESCE(SUM(expected), 0), COALESCE(SUM(opened), 0), COALESCE(SUM(erased), 0) FROM package"
    )
    assert row is not None
    expected, opened, erased = (_number(cell) or 0 for cell in row)
    return Share(expected, opened, erased)


def _stale(store: Store, context: Context) -> Iterator[tuple[int, bytes, str]]:
    """Yield the sessions whose package, events, or standards are not those that were checked last."""
    shared = hashlib.sha256(f"{rules_version()} {context.folder.register_digest()}".encode()).hexdigest()[:16]
    rows = list(
        store.rows(
            "SELECT session.s, id, (SELECT COUNT(*) FROM event WHERE event.s = session.s), basis, digest FROM session"
            " LEFT JOIN package USING (s) ORDER BY id"
        )
    )
    for s, session, count, known, digest in rows:
        assert isinstance(s, int)
        assert isinstance(session, bytes)
        assert isinstance(count, int)
        # Events are only ever added while the chain is the one that was read.
        basis = f"{shared} {count}"
        if (basis, context.folder.digest(session)) != (known, digest):
            yield s, session, basis


def _pairs(store: Store, statement: str, values: tuple[int | bytes, ...]) -> Iterator[tuple[int, int]]:
    for name, count in store.rows(statement, *values):
        assert isinstance(name, int)
        assert isinstance(count, int)
        yield name, count


def _several(items: Iterable[T]) -> Iterator[list[T]]:
    several: list[T] = []
    for item in items:
        several.append(item)
        if len(several) == _KEPT_AT_ONCE:
            yield several
            several = []
    if several:
        yield several


def _piece(row: tuple[Cell, ...]) -> tuple[int, bytes]:
    s, session = row
    assert isinstance(s, int)
    assert isinstance(session, bytes)
    return s, session


def _number(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None


def drawn_sessions(store: Store, context: Context) -> Iterator[int]:
    """Yield the numbers of the sessions under terms that ask for drawn panels (R17)."""
    rows = list(store.rows("SELECT s, standard, recorded FROM session JOIN event USING (s) WHERE number = 0"))
    for s, standard, filed_at in rows:
        if isinstance(s, int) and isinstance(standard, int) and isinstance(filed_at, int):
            terms = context.registry.terms_at(standard, filed_at)
            parameters = None if terms is None else context.registry.parameters.get(terms)
            if parameters is not None and parameters.drawn:
                yield s
