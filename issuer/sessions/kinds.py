"""The kinds of sheets that steps take, and the titles of their columns in Chinese and English."""

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """A column: the key the program knows it by, its title in Chinese and English, other titles, an example."""

    key: str
    chinese: str
    english: str
    example: str
    others: tuple[str, ...] = ()
    required: bool = True

    @property
    def shown(self) -> str:
        """The title as messages show it."""
        return f"{self.chinese} {self.english}"


_TICKET = Title("ticket", "准考证号", "Admission ticket", "T001", ("准考证号码", "Ticket", "Ticket number"))
_PART = Title("part", "科目", "Part", "W", ("Part code", "科目代码"))
_ROOM = Title("room", "考场", "Room", "1", ("考场号", "Room number"))


class Kind(enum.Enum):
    """A kind of sheet; the value is what `template` calls it. Sheets of MARKS have more columns: the criteria."""

    PLAN = "plan"
    CANDIDATES = "candidates"
    STAFF = "staff"
    CONFLICTS = "conflicts"
    CHECKLIST = "checklist"
    CHECKIN = "checkin"
    RESPONSES = "responses"
    MARKS = "marks"
    ADJUDICATIONS = "adjudications"
    CORRECTIONS = "corrections"
    DECISIONS = "decisions"
    DOCUMENTS = "documents"

    @property
    def titles(self) -> tuple[Title, ...]:
        """The columns, in the order of the template."""
        return _TITLES[self]


_TITLES = {
    Kind.PLAN: (
        _PART,
        Title("start", "开始时间", "Start", "2026-06-20 09:00"),
        Title("minutes", "时长（分钟）", "Minutes", "90", ("时长", "Duration")),
        Title("rooms", "考场", "Rooms", "1;2", ("考场号", "Room")),
        Title("judgement", "主观评判", "Judgement", "否", required=False),
        Title("criteria", "评分项", "Criteria", "C1:40;C2:60", required=False),
    ),
    Kind.CANDIDATES: (
        Title("name", "姓名", "Name", "张三", ("考生姓名", "Full name")),
        Title("id_type", "证件类型", "ID type", "201", ("证件类别",)),
        Title("id_number", "证件号码", "ID number", "990101199001010019", ("证件号", "身份证号")),
        _TICKET,
        Title("institution", "培训院校", "Training institution", "甲校", ("院校", "Institution"), required=False),
        Title("eligible", "符合条件", "Eligible", "是", ("是否合格", "资格审核")),
        Title("ground", "依据", "Ground", "申报条件第二款", ("理由", "Reason")),
        Title("reviewer", "审核人编号", "Reviewer", "3"),
        Title("age", "年龄", "Age", "26", required=False),
        Title("hours", "培训学时", "Training hours", "80", required=False),
        Title("trainers", "培训教师", "Trainers", "12:2026-05-30", required=False),
        Title("trained_by", "培训机构编号", "Trained by", "1", required=False),
        Title("employer", "工作单位", "Employer", "某公司", required=False),
        Title("prior", "原证书编号", "Prior certificate", "", required=False),
        Title("last_attempt", "上次考试日期", "Last attempt", "", required=False),
        Title("banned", "禁考", "Banned", "否", required=False),
        Title("carried", "保留成绩", "Carried", "", ("免考科目",), required=False),
        Title("account", "链上账户", "Account", "", required=False),
    ),
    Kind.STAFF: (
        Title("person", "人员编号", "Person", "12"),
        Title("role", "角色", "Role", "EXAMINER"),
        _PART,
        Title("room", "考场", "Room", "1", ("考场号",)),
        Title("lead", "组长", "Lead", "是", required=False),
    ),
    Kind.CONFLICTS: (_TICKET, Title("relation", "关系", "Relation", "RELATIVE")),
    Kind.CHECKLIST: (Title("item", "检查项", "Item", "考场已封闭"), Title("done", "完成", "Done", "是")),
    Kind.CHECKIN: (
        _TICKET,
        _PART,
        _ROOM,
        Title("result", "结果", "Result", "PASS"),
        Title("method", "核验方式", "Method", "ID_READER"),
        Title("time", "时间", "Time", "2026-06-20 08:40"),
    ),
    Kind.RESPONSES: (
        _TICKET,
        _PART,
        Title("kind", "类型", "Kind", "ANSWER"),
        Title("content", "文件", "File", "answers/T001-W.pdf", ("内容", "Content", "SHA-256")),
    ),
    Kind.MARKS: (_TICKET, _PART),
    Kind.ADJUDICATIONS: (
        _TICKET,
        _PART,
        Title("final", "终评成绩", "Final", "71.5"),
        Title("reason", "理由", "Reason", "第二题重新评阅"),
    ),
    Kind.CORRECTIONS: (_TICKET, _PART, Title("score", "更正后成绩", "Score", "62")),
    Kind.DECISIONS: (_TICKET, Title("decision", "决定", "Decision", "GRANTED")),
    Kind.DOCUMENTS: (
        Title("kind", "材料类型", "Kind", "PLAN"),
        Title("content", "文件", "File", "plan.pdf", ("内容", "Content", "SHA-256")),
    ),
}
