"""The sheets that the organisation's people fill in, as CSV files in the demonstration's folder."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from issuer.sessions.sheet import SheetFile
from xcert.demo.candidates import CRITERIA, Row, practical_marks, written_marks
from xcert.demo.cast import ROOMS, Cast
from xcert.demo.timetable import SessionDays, at, local_text

PARTS: Final = ("W", "P")
START: Final = {"W": "09:00", "P": "13:00"}
MINUTES: Final = {"W": 90, "P": 150}
_PASSPORT: Final = "205"
_ROOM_LIST: Final = ";".join(str(room) for room in ROOMS)
_DOCUMENTS: Final = ("ANSWERS", "DECISION", "PAPERS", "PLAN", "ROSTER", "SCORES", "SIGN_IN")
_SHARE: Final = 9
"""Every ninth written paper is marked by the second marker too; the terms ask for every tenth."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of the sheets, the roster, and the staff."""

    folder: Path
    rows: tuple[Row, ...]
    cast: Cast

    def file(self, name: str, content: bytes) -> Path:
        """Write a file beside the sheets."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def plan(self, days: SessionDays) -> SheetFile:
        """The timetable: a written part, and a practical one that examiners judge."""
        rows = [
            (
                part,
                local_text(at(days.exam, START[part])),
                MINUTES[part],
                _ROOM_LIST,
                "是" if part == "P" else "否",
                ";".join(f"{code}:{most}" for code, most in CRITERIA[part].items()),
            )
            for part in PARTS
        ]
        return self._sheet("plan", ("科目", "开始时间", "时长（分钟）", "考场", "主观评判", "评分项"), rows)

    def candidates(self) -> SheetFile:
        """Who applied, all found eligible; ages only where no date of birth stands in the document."""
        copied = ("姓名", "证件类型", "证件号码", "准考证号", "培训院校")
        reviewer = self.cast.number("registrar")
        rows = [
            (*(row.cells[title] for title in copied), "是", "培训合格，符合申报条件", reviewer, 96, 28)
            for row in self.rows
        ]
        return self._sheet("candidates", (*copied, "符合条件", "依据", "审核人编号", "培训学时", "年龄"), rows)

    def staff(self) -> SheetFile:
        """Who does what where: three invigilators and three examiners to a room, the written part marked centrally."""
        rows: list[tuple[str, str, str, int, str]] = [("lead", "SITE_LEAD", "W", 0, "否")]
        for part in PARTS:
            rows += [(name, "INVIGILATOR", part, room_of(name), "否") for name in self.cast.named("invigilator")]
        rows += [
            (name, "EXAMINER", "P", room_of(name), "是" if name[-1] in "14" else "否")
            for name in self.cast.named("examiner")
        ]
        rows += [(name, "EXAMINER", "W", 0, "否") for name in self.cast.named("marker")]
        rows.append(("adjudicator", "ADJUDICATOR", "P", 0, "否"))
        numbered = [(self.cast.number(name), *rest) for name, *rest in rows]
        return self._sheet("staff", ("人员编号", "角色", "科目", "考场", "组长"), numbered)

    def checklist(self, name: str) -> SheetFile:
        """What the supervisor looked at, all of it in order."""
        rows = [(item, "是") for item in ("考场布置", "监控录像", "试卷封条", "考务人员到岗")]
        return self._sheet(name, ("检查项", "完成"), rows)

    def checkin(self, part: str, room: int, moment: int) -> SheetFile:
        """Who came to a part in a room: everybody; passports are looked at by two persons."""
        titles = ("准考证号", "科目", "考场", "结果", "核验方式", "时间")
        rows = [
            (row.ticket, part, room, "PASS", _method(row), local_text(moment)) for row in self.rows if row.room == room
        ]
        return self._sheet(f"checkin-{part}-{room}", titles, rows)

    def responses(self) -> SheetFile:
        """What everybody left: written answers, and an observation sheet of the practical part, by hash."""
        kinds = {"W": "ANSWER", "P": "SHEET"}
        rows = [
            (row.ticket, part, kinds[part], hashlib.sha256(f"{part} of candidate {row.place}".encode()).hexdigest())
            for row in self.rows
            for part in PARTS
        ]
        return self._sheet("responses", ("准考证号", "科目", "类型", "文件"), rows)

    def practical(self, examiner: str) -> SheetFile:
        """The marks of one examiner of the practical part."""
        room, place = room_of(examiner), (int(examiner.rpartition("-")[2]) - 1) % 3
        rows = [(row.ticket, "P", *practical_marks(row, place)) for row in self.rows if row.room == room]
        return self._sheet(f"marks-{examiner}", ("准考证号", "科目", *CRITERIA["P"]), rows)

    def written(self, marker: str) -> SheetFile:
        """The marks of a marker of the written part: the first marks all, the second a sample."""
        every = 1 if marker.endswith("1") else _SHARE
        rows = [(row.ticket, "W", *written_marks(row)) for row in self.rows if row.place % every == 0]
        return self._sheet(f"marks-{marker}", ("准考证号", "科目", *CRITERIA["W"]), rows)

    def adjudication(self, row: Row) -> SheetFile:
        """What the adjudicator settled about the practical part of `row`."""
        titles = ("准考证号", "科目", "终评成绩", "理由")
        rows = [(row.ticket, "P", row.practical, "重新查看录像与成果文件后裁定")]
        return self._sheet("adjudications", titles, rows)

    def correction(self, row: Row) -> SheetFile:
        """The corrected mark of the practical part of `row`."""
        return self._sheet("corrections", ("准考证号", "科目", "更正后成绩"), [(row.ticket, "P", row.practical)])

    def documents(self) -> SheetFile:
        """What is archived, by hash."""
        rows = [(kind, hashlib.sha256(f"archived: {kind}".encode()).hexdigest()) for kind in _DOCUMENTS]
        return self._sheet("documents", ("材料类型", "文件"), rows)

    def _sheet(self, name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> SheetFile:
        text = StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(titles)
        writer.writerows(rows)
        return SheetFile.read(self.file(f"{name}.csv", text.getvalue().encode()))


def room_of(name: str) -> int:
    """Return the room of an invigilator or examiner: the first three are in room 1."""
    return 1 if int(name.rpartition("-")[2]) <= 3 else 2


def _method(row: Row) -> str:
    return "TWO_PERSON" if row.cells["证件类型"] == _PASSPORT else "ID_READER"
