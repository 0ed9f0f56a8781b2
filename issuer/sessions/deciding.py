"""Decision, report and archive (E24, E26, E27; rules R30, R34 to R39)."""

from pathlib import Path

from assessment.codes import EventCode
from assessment.records import (
    Decision,
    DecisionKind,
    Document,
    Report,
    ReportKind,
    ResultKind,
)
from issuer.sessions.appealing import open_appeals
from issuer.sessions.cells import Cells
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, read_sheet
from issuer.sessions.staffing import candidate_in, require_hash
from issuer.sessions.story import Story

_DECISIONS = {kind.name: kind for kind in DecisionKind} | {
    "授予": DecisionKind.GRANTED,
    "不授予": DecisionKind.REFUSED,
    "暂缓": DecisionKind.DEFERRED,
}


def decision_draft(story: Story, file: SheetFile | None) -> Draft:
    """Return who is granted, refused or deferred: as in `file`, else as results and open appeals say.

    A later decision is about those deferred only. Raises `SheetError`, `RosterError` or `SessionError`.
    """
    earlier = story.decisions
    waiting = {candidate for candidate, kind in earlier.items() if kind is DecisionKind.DEFERRED}
    due = [result.candidate for result in story.results if not earlier or result.candidate in waiting]
    if not due:
        raise SessionError("everybody was decided about; nobody is deferred any more")
    decided = _by_results(story, due) | ({} if file is None else _from_sheet(story, file, set(due)))
    if earlier:
        # A later decision is about whom it settles; who stays deferred only counts in the figure.
        settled = [candidate for candidate in due if decided[candidate] is not DecisionKind.DEFERRED]
        if not settled:
            raise SessionError("everybody who was deferred would stay deferred; decide when an appeal is ruled on")
    else:
        settled = due
    scores = story.results_event.commitment.hex()
    records = tuple(
        Decision(salt=fresh_salt(), candidate=candidate, decision=decided[candidate], scores=scores)
        for candidate in settled
    )
    kinds = list(decided.values())
    figures = {
        "granted": kinds.count(DecisionKind.GRANTED),
        "refused": kinds.count(DecisionKind.REFUSED),
        "deferred": kinds.count(DecisionKind.DEFERRED),
    }
    return Draft(EventCode.DECISION_RECORDED, figures, records)


def _by_results(story: Story, due: list[str]) -> dict[str, DecisionKind]:
    kinds = {
        ResultKind.PASS: DecisionKind.GRANTED,
        ResultKind.FAIL: DecisionKind.REFUSED,
        ResultKind.DEFERRED: DecisionKind.DEFERRED,
    }
    appealing = open_appeals(story)
    results = {result.candidate: kinds[result.result] for result in story.results}
    return {candidate: DecisionKind.DEFERRED if candidate in appealing else results[candidate] for candidate in due}


def _from_sheet(story: Story, file: SheetFile, due: set[str]) -> dict[str, DecisionKind]:
    problems, found = Problems(file.name), dict[str, DecisionKind]()
    for line in read_sheet(file, Kind.DECISIONS):
        cells = Cells(line, Kind.DECISIONS, problems)
        who = candidate_in(cells, story)
        if who and (who not in due or who in found):
            cells.wrong(
                "ticket", "this candidate is decided about already, or stands twice", "该考生已有决定，或重复出现"
            )
        found[who] = cells.choice("decision", _DECISIONS, DecisionKind.DEFERRED)
    problems.refuse()
    return found


def granted(story: Story) -> list[str]:
    """Return the pseudonyms of everybody granted, in the order of the roster."""
    decided = story.decisions
    return [leaf.candidate for leaf in story.roster if decided.get(leaf.candidate) is DecisionKind.GRANTED]


def report_draft(file: Path, *, kind: ReportKind, candidates: list[str]) -> Draft:
    """Return a report about `candidates` (pseudonyms) that was sent as `file`; raises `SessionError` for nobody."""
    if not candidates:
        raise SessionError("there is nobody to report; decide and issue first")
    report = Report(salt=fresh_salt(), kind=kind, candidates=tuple(candidates), file=require_hash(file))
    return Draft(EventCode.BATCH_REPORTED, {"n": len(candidates), "type": kind.value}, (report,))


def reported(story: Story) -> set[str]:
    """Return the pseudonyms of everybody reported already."""
    reports = story.records(Report, EventCode.BATCH_REPORTED)
    return {candidate for _, report in reports for candidate in report.candidates}


def archive_draft(file: SheetFile, *, until: int, mandatory: tuple[str, ...]) -> Draft:
    """Return the archive's documents, kept until `until`; raises `SheetError`, also for a missing `mandatory` kind."""
    problems, records = Problems(file.name), list[Document]()
    for line in read_sheet(file, Kind.DOCUMENTS):
        cells = Cells(line, Kind.DOCUMENTS, problems)
        content = cells.content("content", file.folder)
        records.append(Document(salt=fresh_salt(), kind=cells.code("kind"), content=content))
    for missing in sorted(set(mandatory) - {record.kind for record in records}):
        problems.add(0, Kind.DOCUMENTS.titles[0], f"{missing} is missing; add a line (R39)", f"缺少 {missing}；请补上")
    problems.refuse()
    return Draft(EventCode.SESSION_ARCHIVED, {"documents": len(records), "until": until}, tuple(records))
