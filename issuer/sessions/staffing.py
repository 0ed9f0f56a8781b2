"""Staff, conflicts of interest and sealed papers (E6 to E8; rules R6, R12 to R16, R19)."""

from pathlib import Path

from assessment.codes import EventCode, Role
from assessment.records import Assignment, Conflict, Declaration, Paper, RelationKind
from issuer.sessions.cells import Cells, hash_file
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, read_sheet
from issuer.sessions.story import Story
from issuer.sessions.words import clean_text

_CHINESE_ROLES = {
    "考点负责人": Role.SITE_LEAD,
    "监考": Role.INVIGILATOR,
    "考评员": Role.EXAMINER,
    "仲裁": Role.ADJUDICATOR,
    "督导": Role.SUPERVISOR,
    "命题": Role.PAPER_SETTER,
}
_ROLES = {role.name: role for role in Role if role.value <= Role.APPEAL_PANEL.value} | _CHINESE_ROLES
_RELATIONS = {kind.name: kind for kind in RelationKind} | {
    "亲属": RelationKind.RELATIVE,
    "培训": RelationKind.TRAINER,
    "雇佣": RelationKind.EMPLOYER,
    "其他": RelationKind.OTHER,
}
_DECLARERS = (Role.EXAMINER, Role.ADJUDICATOR)


def staff_draft(story: Story, file: SheetFile) -> Draft:
    """Read who does what where; raises `SheetError` or `RosterError`."""
    problems, found = Problems(file.name), dict[tuple[int, Role, str, int], Assignment]()
    parts = {part.part: part for part in story.plan.parts}
    for line in read_sheet(file, Kind.STAFF):
        cells = Cells(line, Kind.STAFF, problems)
        assignment = Assignment(
            salt=fresh_salt(),
            person=cells.number("person", least=1),
            role=cells.choice("role", _ROLES, Role.INVIGILATOR),
            part=cells.code("part"),
            room=cells.number("room", most=2**16 - 1, default=0),
            lead=cells.yes("lead"),
        )
        part = parts.get(assignment.part)
        if part is None:
            cells.wrong(
                "part", f"write a part of the plan: {', '.join(parts)}", f"请填写计划中的科目：{', '.join(parts)}"
            )
        elif assignment.room and assignment.room not in part.rooms:
            cells.wrong("room", "write a room of the plan, or 0 for central", "请填写计划中的考场号，集中评卷填 0")
        if found.setdefault(_place(assignment), assignment) is not assignment:
            cells.wrong("person", "the same assignment stands twice; keep one", "同一安排重复；请只保留一行")
    problems.refuse()
    assigned = tuple(found.values())
    declarers = {entry.person for entry in assigned if entry.role in _DECLARERS}
    invigilators = {entry.person for entry in assigned if entry.role is Role.INVIGILATOR}
    others = {entry.person for entry in assigned} - declarers - invigilators
    figures = {"declarers": len(declarers), "invigilators": len(invigilators), "others": len(others)}
    return Draft(EventCode.STAFF_ASSIGNED, figures, assigned)


def _place(assignment: Assignment) -> tuple[int, Role, str, int]:
    return assignment.person, assignment.role, assignment.part, assignment.room


def declaration_draft(story: Story, person: int, file: SheetFile | None, *, text: str) -> Draft:
    """Return what `person` declares: no conflict, or those in `file`; raises `SheetError` or `SessionError`."""
    conflicts = () if file is None else _conflicts(story, file)
    if person not in {entry.person for entry in story.assignments if entry.role in _DECLARERS}:
        raise SessionError(f"person {person} is no examiner or adjudicator of the present assignment (R14)")
    record = Declaration(
        salt=fresh_salt(), person=person, conflicts=conflicts, text=clean_text(text, "the declaration's text")
    )
    return Draft(EventCode.COI_DECLARED, {"conflicts": len(conflicts)}, (record,))


def _conflicts(story: Story, file: SheetFile) -> tuple[Conflict, ...]:
    problems, found = Problems(file.name), list[Conflict]()
    for line in read_sheet(file, Kind.CONFLICTS):
        cells = Cells(line, Kind.CONFLICTS, problems)
        relation = cells.choice("relation", _RELATIONS, RelationKind.OTHER)
        found.append(Conflict(candidate_in(cells, story), relation))
    problems.refuse()
    return tuple(found)


def candidate_in(cells: Cells, story: Story) -> str:
    """Return the pseudonym of the candidate whose ticket stands in `cells`."""
    entry = story.entry_of(cells.code("ticket"))
    if entry is None:
        cells.wrong("ticket", "nobody of this session has this ticket; compare it", "本场次没有此准考证号；请核对")
        return ""
    return entry.pseudonym


def paper_draft(story: Story, *, paper: int, part: str, content: Path, scheme: Path, key: Path) -> Draft:
    """Return a sealed paper: hashes of the encrypted paper, the marking scheme and the key that opens it."""
    record = Paper(
        salt=fresh_salt(),
        paper=paper,
        part=part,
        content=require_hash(content),
        scheme=require_hash(scheme),
        key=require_hash(key),
    )
    return Draft(EventCode.PAPER_SEALED, {"paper": paper, "part": story.part_number(part)}, (record,))


def require_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; raises `SessionError` if it cannot be read."""
    found = hash_file(path)
    if found is None:
        raise SessionError(f"{path} cannot be read; name a file that you may read")
    return found
