"""Marks by commit and reveal, adjudication, locked and corrected scores (E16 to E19, E22; rules R26 to R32)."""

from collections.abc import Mapping, Sequence

from assessment.codes import EventCode
from assessment.errors import AssessmentError
from assessment.marking import final_mark, result_of
from assessment.records import (
    Adjudication,
    Candidate,
    Checkin,
    CheckinResult,
    Disposition,
    IncidentDisposition,
    Mark,
    PartDisposition,
    PartResult,
    PlanPart,
    Result,
    ResultKind,
)
from issuer.sessions.cells import Cells, mark_words, read_points
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, plain, read_sheet
from issuer.sessions.staffing import candidate_in
from issuer.sessions.story import Story


def commit_drafts(story: Story, marker: int, file: SheetFile) -> list[Draft]:
    """Return one commit for each part of the mark sheet of `marker`; raises `SheetError` or `RosterError`."""
    problems, groups, seen = Problems(file.name), dict[str, list[Mark]](), set[tuple[str, str]]()
    parts = {part.part: part for part in story.plan.parts}
    due = {leaf.candidate: leaf.due for leaf in story.roster}
    for line in read_sheet(file, Kind.MARKS):
        cells = Cells(line, Kind.MARKS, problems)
        who, code = candidate_in(cells, story), cells.code("part")
        part = parts.get(code)
        if part is None or (who and code not in due.get(who, ())):
            cells.wrong("part", "this candidate is not on the roster for this part", "该考生不在此科目的名册中")
            continue
        if (who, code) in seen:
            cells.wrong(
                "ticket", "the candidate stands twice for this part; keep one", "该考生此科目重复；请只保留一行"
            )
        seen.add((who, code))
        scores = _scores(cells, part, problems)
        mark = Mark(salt=fresh_salt(), marker=marker, candidate=who, part=code, scores=scores, total=sum(scores))
        groups.setdefault(code, []).append(mark)
    problems.refuse()
    ordered = sorted(groups.items(), key=lambda group: story.part_number(group[0]))
    return [
        Draft(EventCode.SCORE_COMMIT, {"n": len(marks), "part": story.part_number(part)}, tuple(marks))
        for part, marks in ordered
    ]


def _scores(cells: Cells, part: PlanPart, problems: Problems) -> tuple[int, ...]:
    """Read one mark for each criterion from the column that is called like it."""
    columns = {plain(title): text for title, text in cells.line.rest.items()}
    scores = []
    for criterion in part.criteria:
        text = columns.get(plain(criterion.code))
        score = None if text is None else read_points(text, criterion.maximum)
        if score is None:
            english, chinese = mark_words(criterion.maximum)
            problems.add(
                cells.line.number, None, f"criterion {criterion.code}: {english}", f"评分项 {criterion.code}：{chinese}"
            )
        scores.append(score or 0)
    return tuple(scores)


def reveal_drafts(story: Story, actor: bytes) -> list[Draft]:
    """Return a reveal for each commit of the account `actor` that is not revealed; raises `SessionError` for none."""
    own = [event for event in story.unrevealed if event.actor == actor]
    if not own:
        raise SessionError("this person has no commit of marks that is not revealed")
    return [Draft(EventCode.SCORE_REVEAL, event.figures, (), event.commitment) for event in own]


def adjudication_drafts(story: Story, adjudicator: int, file: SheetFile) -> list[Draft]:
    """Return one adjudication for each part of the sheet; raises `SheetError` or `RosterError`."""
    problems, groups = Problems(file.name), dict[str, list[Adjudication]]()
    maxima = {part.code: part.maximum for part in story.standard.parts_due(story.assessment.level)}
    marked = {(mark.candidate, mark.part) for mark in story.marks}
    for line in read_sheet(file, Kind.ADJUDICATIONS):
        cells = Cells(line, Kind.ADJUDICATIONS, problems)
        who, part = candidate_in(cells, story), cells.code("part")
        if who and (who, part) not in marked:
            cells.wrong("part", "nobody revealed marks of this candidate for this part", "该考生此科目没有已公开的评分")
        record = Adjudication(
            salt=fresh_salt(),
            adjudicator=adjudicator,
            candidate=who,
            part=part,
            final=cells.mark("final", maximum=maxima.get(part, 0)),
            reason=cells.text("reason"),
        )
        groups.setdefault(part, []).append(record)
    problems.refuse()
    return [
        Draft(EventCode.ADJUDICATED, {"n": len(records), "part": story.part_number(part)}, tuple(records))
        for part, records in groups.items()
    ]


def scores_draft(story: Story, *, tolerance: int) -> Draft:
    """Return the locked scores, computed from what was revealed; `tolerance` is in thousandths of a part's maximum.

    Raises `SessionError` with every candidate's ticket and part for which the marks do not suffice.
    """
    results, lacking = [], list[str]()
    marking = _Marking(story, tolerance)
    for leaf in story.roster:
        parts = []
        for part in story.plan.parts:
            try:
                parts.append(marking.part_result(leaf, part))
            except AssessmentError as error:
                lacking.append(f"{story.ticket_of(leaf.candidate)}, part {part.part}: {error}")
        results.append((leaf, tuple(parts)))
    if lacking:
        shown = "; ".join(lacking[:20])
        raise SessionError(f"the scores of {len(lacking)} parts cannot be locked: {shown}")
    return locked_draft(story, EventCode.SCORES_LOCKED, [(leaf.candidate, parts) for leaf, parts in results])


def locked_draft(story: Story, code: EventCode, parts: Sequence[tuple[str, tuple[PartResult, ...]]]) -> Draft:
    """Return all results, one for each leaf of the roster in its order; raises `SessionError`."""
    records = []
    for candidate, entries in parts:
        try:
            kind = result_of(story.standard, story.assessment.level, entries)
        except AssessmentError as error:
            raise SessionError(f"ticket {story.ticket_of(candidate)}: {error}") from error
        records.append(Result(salt=fresh_salt(), candidate=candidate, parts=entries, result=kind))
    passed = sum(record.result is ResultKind.PASS for record in records)
    return Draft(code, {"n": len(records), "passed": passed}, tuple(records))


def correction_draft(story: Story, file: SheetFile, *, ground: int, reference: int) -> Draft:
    """Return all results anew with the scores of `file`; `ground` 1 is appeal `reference`, 2 an error (R30).

    Raises `SheetError`, `RosterError` or `SessionError`.
    """
    problems, changed = Problems(file.name), dict[tuple[str, str], int]()
    maxima = {part.code: part.maximum for part in story.standard.parts_due(story.assessment.level)}
    scored = {
        (result.candidate, entry.part)
        for result in story.results
        for entry in result.parts
        if entry.disposition is PartDisposition.SCORE
    }
    for line in read_sheet(file, Kind.CORRECTIONS):
        cells = Cells(line, Kind.CORRECTIONS, problems)
        who, part = candidate_in(cells, story), cells.code("part")
        if who and (who, part) not in scored:
            cells.wrong("part", "this candidate has no score in this part", "该考生此科目没有成绩")
        changed[who, part] = cells.mark("score", maximum=maxima.get(part, 0))
    problems.refuse()
    parts = [(result.candidate, _corrected(result, changed)) for result in story.results]
    draft = locked_draft(story, EventCode.SCORE_CORRECTED, parts)
    figures = {"passed": draft.figures["passed"], "ground": ground, "reference": reference}
    return Draft(EventCode.SCORE_CORRECTED, figures, draft.records)


def _corrected(result: Result, changed: Mapping[tuple[str, str], int]) -> tuple[PartResult, ...]:
    return tuple(
        PartResult(entry.part, entry.disposition, changed.get((result.candidate, entry.part), entry.score))
        for entry in result.parts
    )


class _Marking:
    """What every candidate's part came to, from check-ins, incidents, reveals and adjudications."""

    def __init__(self, story: Story, tolerance: int) -> None:
        self._tolerance = tolerance
        self._maxima = {part.code: part.maximum for part in story.standard.parts_due(story.assessment.level)}
        self._marks = dict[tuple[str, str], list[int]]()
        for mark in story.marks:
            self._marks.setdefault((mark.candidate, mark.part), []).append(mark.total)
        self._settled = {
            (record.candidate, record.part): record.final
            for _, record in story.records(Adjudication, EventCode.ADJUDICATED)
        }
        checkins = story.records(Checkin, EventCode.CHECKIN_BATCH)
        self._admitted = {
            (record.candidate, record.part): record.result is CheckinResult.PASS for _, record in checkins
        }
        closed = story.records(Disposition, EventCode.INCIDENT_CLOSED)
        self._incidents = {record.candidate: record.disposition for _, record in closed if _decides(record)}

    def part_result(self, leaf: Candidate, part: PlanPart) -> PartResult:
        """Return what became of one part; raises `MarkingError` if marks are missing or differ too much."""
        carried = {entry.part: entry.score for entry in leaf.carried}
        if part.part in carried:
            return PartResult(part.part, PartDisposition.CARRIED, carried[part.part])
        match self._incidents.get(leaf.candidate):
            case IncidentDisposition.DISQUALIFIED:
                return PartResult(part.part, PartDisposition.DISQUALIFIED, 0)
            case IncidentDisposition.DEFERRED:
                return PartResult(part.part, PartDisposition.DEFERRED, 0)
            case _:
                pass
        place = (leaf.candidate, part.part)
        if not self._admitted.get(place, False):
            return PartResult(part.part, PartDisposition.ABSENT, 0)
        totals, maximum = self._marks.get(place, []), self._maxima[part.part]
        final = final_mark(totals, self._settled.get(place), maximum=maximum, permille=self._tolerance)
        return PartResult(part.part, PartDisposition.SCORE, final)


def _decides(record: Disposition) -> bool:
    return record.candidate is not None and record.disposition in {
        IncidentDisposition.DEFERRED,
        IncidentDisposition.DISQUALIFIED,
    }
