"""The day of the examination: supervision, papers, check-in, parts, incidents, responses (E9 to E15; R18 to R25)."""

from collections.abc import Sequence
from pathlib import Path

from assessment.codes import EventCode
from assessment.records import (
    Checkin,
    CheckinMethod,
    CheckinResult,
    Checklist,
    ChecklistItem,
    Disposition,
    Incident,
    IncidentDisposition,
    Paper,
    Response,
    ResponseKind,
    Run,
    RunEnd,
    Unsealing,
)
from issuer.sessions.cells import Cells
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, read_sheet
from issuer.sessions.staffing import candidate_in, require_hash
from issuer.sessions.story import Story
from issuer.sessions.words import clean_text

_RESULTS = {result.name: result for result in CheckinResult} | {
    "通过": CheckinResult.PASS,
    "不通过": CheckinResult.FAIL,
    "缺考": CheckinResult.ABSENT,
    "拒绝": CheckinResult.REFUSED,
}
_METHODS = {method.name: method for method in CheckinMethod} | {
    "": CheckinMethod.NONE,
    "无": CheckinMethod.NONE,
    "读卡器": CheckinMethod.ID_READER,
    "人脸比对": CheckinMethod.FACE_MATCH,
    "双人核验": CheckinMethod.TWO_PERSON,
}
_KINDS = {kind.name: kind for kind in ResponseKind} | {
    "答卷": ResponseKind.ANSWER,
    "评分表": ResponseKind.SHEET,
    "影像": ResponseKind.MEDIA,
}


def checklist_draft(code: EventCode, person: int, file: SheetFile) -> Draft:
    """Return a supervisor's checklist at SUPERVISOR_CHECKIN or SUPERVISOR_CHECKOUT; raises `SheetError`."""
    problems, items = Problems(file.name), list[ChecklistItem]()
    for line in read_sheet(file, Kind.CHECKLIST):
        cells = Cells(line, Kind.CHECKLIST, problems)
        items.append(ChecklistItem(cells.text("item"), cells.yes("done")))
    problems.refuse()
    return Draft(code, {}, (Checklist(salt=fresh_salt(), person=person, items=tuple(items)),))


def unsealing_draft(
    story: Story, *, paper: int, part: str, content: Path, persons: Sequence[int], intact: bool
) -> Draft:
    """Return the opening of a paper by two persons; raises `SessionError` if it is not what was sealed (R20)."""
    sealed = [record for _, record in story.records(Paper, EventCode.PAPER_SEALED) if record.paper == paper]
    found = require_hash(content)
    if not sealed:
        raise SessionError(f"paper {paper} was not sealed; seal it first (R19)")
    if found != sealed[-1].content:
        raise SessionError(
            f"{content} is not the paper {paper} that was sealed: its SHA-256 differs; use the sealed file, or report "
            "an incident (R20)"
        )
    record = Unsealing(salt=fresh_salt(), paper=paper, part=part, content=found, persons=tuple(persons), intact=intact)
    return Draft(EventCode.PAPER_UNSEALED, {"paper": paper, "part": story.part_number(part)}, (record,))


def checkin_drafts(story: Story, file: SheetFile) -> list[Draft]:
    """Return one check-in for each part and room of the sheet, in that order; raises `SheetError` or `RosterError`."""
    problems, groups, seen = Problems(file.name), dict[tuple[str, int], list[Checkin]](), set[tuple[str, str]]()
    due = {leaf.candidate: leaf.due for leaf in story.roster}
    rooms = {part.part: part.rooms for part in story.plan.parts}
    for line in read_sheet(file, Kind.CHECKIN):
        cells = Cells(line, Kind.CHECKIN, problems, story.standard.utc_offset_minutes)
        part, room, who = cells.code("part"), cells.number("room", least=1, most=2**16 - 1), candidate_in(cells, story)
        if who and part not in due.get(who, ()):
            cells.wrong("part", "this candidate is not on the roster for this part", "该考生不在此科目的名册中")
        if room not in rooms.get(part, ()):
            cells.wrong("room", "write a room of the plan", "请填写计划中的考场号")
        if (who, part) in seen:
            cells.wrong(
                "ticket", "the candidate stands twice for this part; keep one", "该考生此科目重复；请只保留一行"
            )
        seen.add((who, part))
        record = Checkin(
            salt=fresh_salt(),
            candidate=who,
            part=part,
            room=room,
            result=cells.choice("result", _RESULTS, CheckinResult.ABSENT),
            method=cells.choice("method", _METHODS, CheckinMethod.NONE),
            time=cells.moment("time"),
        )
        groups.setdefault((part, room), []).append(record)
    problems.refuse()
    ordered = sorted(groups.items(), key=lambda group: (story.part_number(group[0][0]), group[0][1]))
    return [_checkin_draft(story, part, room, records) for (part, room), records in ordered]


def _checkin_draft(story: Story, part: str, room: int, records: Sequence[Checkin]) -> Draft:
    results = [record.result for record in records]
    absent = results.count(CheckinResult.ABSENT)
    present = results.count(CheckinResult.PASS)
    figures = {
        "part": story.part_number(part),
        "room": room,
        "present": present,
        "absent": absent,
        "failed": len(results) - present - absent,
    }
    return Draft(EventCode.CHECKIN_BATCH, figures, tuple(records))


def present_in(story: Story, part: str, room: int) -> int:
    """Count who was let in to a part and room, by the last check-in of each."""
    results = {
        record.candidate: record.result is CheckinResult.PASS
        for _, record in story.records(Checkin, EventCode.CHECKIN_BATCH)
        if (record.part, record.room) == (part, room)
    }
    return sum(results.values())


def start_draft(story: Story, *, part: str, room: int, device: Path) -> Draft:
    """Return the start of a part in a room; who is present follows from the check-in."""
    present = present_in(story, part, room)
    run = Run(salt=fresh_salt(), part=part, room=room, present=present, device=require_hash(device))
    return Draft(EventCode.PART_STARTED, _run_figures(story, part, room, present), (run,))


def end_draft(story: Story, *, part: str, room: int, device: Path, extra: int = 0) -> Draft:
    """Return the end of a part in a room, `extra` minutes having been allowed beyond the timetable."""
    present = present_in(story, part, room)
    end = RunEnd(
        salt=fresh_salt(), part=part, room=room, present=present, extra_minutes=extra, device=require_hash(device)
    )
    return Draft(EventCode.PART_ENDED, _run_figures(story, part, room, present), (end,))


def _run_figures(story: Story, part: str, room: int, present: int) -> dict[str, int]:
    return {"part": story.part_number(part), "room": room, "present": present}


def incident_draft(story: Story, *, category: int, text: str, ticket: str | None, evidence: Sequence[Path]) -> Draft:
    """Return an incident, with the next number."""
    number = len(story.all(EventCode.INCIDENT)) + 1
    record = Incident(
        salt=fresh_salt(),
        number=number,
        category=category,
        text=clean_text(text, "an incident's text"),
        evidence=tuple(require_hash(path) for path in evidence),
        candidate=None if ticket is None else require_candidate(story, ticket),
    )
    return Draft(EventCode.INCIDENT, {"number": number, "category": category}, (record,))


def disposition_draft(story: Story, *, number: int, disposition: IncidentDisposition, text: str) -> Draft:
    """Return how incident `number` ended; its candidate is the incident's. Raises `SessionError`."""
    incidents = {record.number: record for _, record in story.records(Incident, EventCode.INCIDENT)}
    if number not in incidents:
        raise SessionError(f"there is no incident {number}; there are {len(incidents)}")
    record = Disposition(
        salt=fresh_salt(),
        number=number,
        disposition=disposition,
        text=clean_text(text, "a disposition's text"),
        candidate=incidents[number].candidate,
    )
    return Draft(EventCode.INCIDENT_CLOSED, {"number": number, "disposition": disposition.value}, (record,))


def require_candidate(story: Story, ticket: str) -> str:
    """Return the pseudonym of the candidate with `ticket`; raises `SessionError`."""
    entry = story.entry_of(ticket)
    if entry is None:
        raise SessionError("nobody of this session has this ticket; compare it")
    return entry.pseudonym


def responses_draft(story: Story, file: SheetFile) -> Draft:
    """Return the sealed responses, one record an item; raises `SheetError` or `RosterError`."""
    problems, records = Problems(file.name), list[Response]()
    due = {leaf.candidate: leaf.due for leaf in story.roster}
    for line in read_sheet(file, Kind.RESPONSES):
        cells = Cells(line, Kind.RESPONSES, problems)
        who, part = candidate_in(cells, story), cells.code("part")
        if who and part not in due.get(who, ()):
            cells.wrong("part", "this candidate is not on the roster for this part", "该考生不在此科目的名册中")
        kind = cells.choice("kind", _KINDS, ResponseKind.ANSWER)
        content = cells.content("content", file.folder)
        records.append(Response(salt=fresh_salt(), candidate=who, part=part, kind=kind, content=content))
    problems.refuse()
    figures = {"items": len(records), "candidates": len({record.candidate for record in records})}
    return Draft(EventCode.RESPONSES_SEALED, figures, tuple(records))
