"""The plan of a session: its timetable from a sheet, with the criteria that marks are given by (E1)."""

from dataclasses import dataclass

from assessment.codes import EventCode
from assessment.records import Criterion, Plan, PlanPart
from certificate.pass_rule import Part
from certificate.standard import Standard
from issuer.sessions.cells import Cells, read_points
from issuer.sessions.draft import Draft
from issuer.sessions.errors import SessionError
from issuer.sessions.kinds import Kind
from issuer.sessions.salts import fresh_salt
from issuer.sessions.sheet import Problems, SheetFile, read_sheet

MAXIMUM_PARTS = 3
"""Parts that the ledger can count."""
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What a plan is about: the standard with its number in the registry, level, site, seats, papers, organisation."""

    standard: Standard
    number: int
    level: int
    site: int
    organisation: int
    seats: int
    papers: int


def plan_draft(order: PlanOrder, file: SheetFile) -> Draft:
    """Read the timetable in `file`; raises `SheetError`, `RosterError` or `SessionError`."""
    if not order.standard.has_level(order.level):
        raise SessionError(f"{order.standard.family} has levels 1 to {len(order.standard.levels)}, not {order.level}")
    parts = sorted(_parts(order, file), key=lambda part: part.start)
    if len(parts) > MAXIMUM_PARTS:
        raise SessionError(f"a session has at most {MAXIMUM_PARTS} parts, not {len(parts)}; plan two sessions")
    start = parts[0].start
    offsets = [(part.start - start) // _MINUTE for part in parts[1:]] + [0, 0]
    figures = {
        "standard": order.number,
        "level": order.level,
        "site": order.site,
        "start": start,
        "seats": order.seats,
        "parts": len(parts),
        "offset2": offsets[0],
        "offset3": offsets[1],
        "papers": order.papers,
    }
    plan = Plan(
        salt=fresh_salt(),
        standard=order.standard.version.hex(),
        level=order.level,
        site=order.site,
        organisation=order.organisation,
        parts=tuple(parts),
    )
    return Draft(EventCode.PLAN_FILED, figures, (plan,))


def _parts(order: PlanOrder, file: SheetFile) -> list[PlanPart]:
    due = {part.code: part for part in order.standard.parts_due(order.level)}
    problems, parts = Problems(file.name), dict[str, PlanPart]()
    for line in read_sheet(file, Kind.PLAN):
        cells = Cells(line, Kind.PLAN, problems, order.standard.utc_offset_minutes)
        part = due.get(cells.code("part"))
        if part is None or part.code in parts:
            listed = ", ".join(due)
            cells.wrong(
                "part",
                f"write each of the parts due at this level once: {listed}",
                f"请将该等级的科目各填写一次：{listed}",
            )
            continue
        parts[part.code] = _part(cells, part)
    for code in due:
        if code not in parts:
            problems.add(
                0, Kind.PLAN.titles[0], f"part {code} is due at this level; add a line", f"缺少科目 {code}；请补上"
            )
    problems.refuse()
    return list(parts.values())


def _part(cells: Cells, part: Part) -> PlanPart:
    start = cells.moment("start")
    if start % _MINUTE:
        cells.wrong("start", "a part starts on a full minute", "开始时间应为整分钟")
    minutes = cells.number("minutes", least=max(1, part.min_minutes), most=1_440)
    rooms = [room for room, _ in cells.pairs("rooms")]
    if (
        not rooms
        or len(set(rooms)) != len(rooms)
        or any(not room.isdecimal() or not 0 < int(room) < 2**16 for room in rooms)
    ):
        cells.wrong("rooms", "write the numbers of the rooms like 1;2", "请按 1;2 的格式填写考场号")
        rooms = []
    return PlanPart(
        part=part.code,
        start=start,
        minutes=minutes,
        rooms=tuple(int(room) for room in rooms),
        judgement=cells.yes("judgement"),
        criteria=_criteria(cells, part),
    )


def _criteria(cells: Cells, part: Part) -> tuple[Criterion, ...]:
    """Read `C1:40;C2:60`; without any the part has one criterion, named like the part."""
    pairs = cells.pairs("criteria")
    if not pairs:
        return (Criterion(part.code, part.maximum),)
    maxima = {code: read_points(points, part.maximum) or 0 for code, points in pairs}
    if len(maxima) != len(pairs) or not all(maxima.values()) or sum(maxima.values()) != part.maximum:
        cells.wrong(
            "criteria",
            f"write criteria like C1:40;C2:60, each once, that add up to {part.maximum / 100:g}",
            f"请按 C1:40;C2:60 的格式填写，名称不重复，合计 {part.maximum / 100:g} 分",
        )
    return tuple(Criterion(code, maximum) for code, maximum in maxima.items())
