"""A whole organisation with registered people and a site on the embedded chain, run through the command line."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from assessment.codes import Role
from assessment.parameters import Parameters
from assessment.records import PersonRecord, Qualification, RoomRecord, SiteRecord
from authority import (
    Appointment,
    Office,
    Oversight,
    Register,
    Scene,
    add_site,
    open_register,
    publish_terms,
    register_person,
    set_terms,
)
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.serve import ChainServer
from chain.trust import write_trust
from issuer.private_file import create_private_file
from tests.integration.issuer.house import PASSPHRASE, make_workspace
from tests.world import ACCREDITOR, World, build_world
from xcert.cli import run

CHINA = 8 * 3600
READING = frozenset({"status", "events", "export", "proof", "erase"})
"""Commands that open no key."""
PEOPLE: dict[str, tuple[bool, tuple[Role, ...]]] = {
    "manager": (True, (Role.MANAGER,)),
    "registrar": (True, (Role.REGISTRAR,)),
    "setter": (True, (Role.PAPER_SETTER,)),
    "lead": (True, (Role.SITE_LEAD,)),
    "invigilator1": (True, (Role.INVIGILATOR,)),
    "invigilator2": (True, (Role.INVIGILATOR,)),
    "examiner1": (True, (Role.EXAMINER,)),
    "examiner2": (True, (Role.EXAMINER,)),
    "examiner3": (True, (Role.EXAMINER,)),
    "marker1": (True, (Role.EXAMINER,)),
    "marker2": (True, (Role.EXAMINER,)),
    "adjudicator": (True, (Role.ADJUDICATOR,)),
    "controller": (True, (Role.SCORE_CONTROLLER,)),
    "officer": (True, (Role.CERTIFICATION_OFFICER,)),
    "supervisor": (False, (Role.SUPERVISOR,)),
    "panel": (False, (Role.APPEAL_PANEL,)),
}
"""Everybody by name: whether the organisation employs them, and their roles. Numbers count from 1 in this order."""
NUMBERS = {name: number for number, name in enumerate(PEOPLE, start=1)}
CANDIDATES = (
    "姓名,证件类型,证件号码,准考证号,培训院校,符合条件,依据,审核人编号,培训学时,链上账户\n"
    "贾梓若,201,990101200401025573,T1,甲校,是,培训合格,{reviewer},96,\n"
    "罗思,201,990101200306252639,T2,甲校,是,培训合格,{reviewer},96,\n"
    "何丽,201,99010119890420694X,T3,甲校,是,培训合格,{reviewer},96,{account}\n"
    "欧阳娜娜,201,990101199708025281,T4,乙校,是,培训合格,{reviewer},96,\n"
)


def personal() -> list[str]:
    """Names and document numbers of everybody who registers."""
    rows = [line.split(",") for line in CANDIDATES.splitlines()[1:]]
    return [row[place] for row in rows for place in (0, 2)]


def local(text: str) -> int:
    """A local time (UTC+8) as Unix seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) - CHINA


@dataclass
class Stage:
    """The organisation's desk: its folder, its chain, and what its people typed."""

    folder: Path
    chain: EmbeddedChain
    server: ChainServer
    world: World
    register: Register
    keys: dict[str, Path] = field(default_factory=dict)
    accounts: dict[str, KeyAccount] = field(default_factory=dict)
    name: str = "June"
    candidate: KeyAccount = field(default_factory=KeyAccount.create)

    @property
    def wallet(self) -> str:
        """The account of the candidate with ticket T3."""
        return f"0x{self.candidate.address.hex()}"

    def said(self, *words: str | Path) -> tuple[int, str]:
        """Run one command line in this process; return its status and what it said."""
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            status = run([str(word) for word in words])
        # Nothing personal on a terminal, whatever happens.
        assert not [word for word in personal() if word in out.getvalue()]
        return status, out.getvalue()

    def ask(self, command: str, *words: str | Path, session: str | None = None) -> tuple[int, str]:
        """Run `xcert issuer session COMMAND SESSION …` in the workspace."""
        common: tuple[str | Path, ...] = ("-w", self.folder / "workspace")
        if command not in READING:
            common = (*common, "--passphrase-file", self.folder / "passphrase")
        return self.said("issuer", "session", command, session or self.name, *words, *common)

    def sign(
        self, command: str, who: str, at: str, *words: str | Path, second: str | None = None, move: bool = True
    ) -> tuple[int, str]:
        """Run a step that `who` signs, at a local time to which the chain's clock is moved first."""
        if move:
            self.move(at)
        other = () if second is None else ("--second", self.keys[second])
        passphrase = ("--key-passphrase-file", self.folder / "passphrase")
        return self.ask(command, *words, "--key", self.keys[who], *other, *passphrase, "--at", at)

    def done(self, command: str, who: str, at: str, *words: str | Path, second: str | None = None) -> str:
        """Run a step that must succeed."""
        status, said = self.sign(command, who, at, *words, second=second)
        assert status == 0, f"{command}: {said}"
        return said

    def refused(self, command: str, who: str, at: str, *words: str | Path, second: str | None = None) -> str:
        """Run a step that must be refused."""
        status, said = self.sign(command, who, at, *words, second=second)
        assert status != 0, said
        return said

    def move(self, at: str) -> None:
        if local(at) > self.chain.time:
            self.chain.move_to(local(at))

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def status(self) -> dict[str, object]:
        status, said = self.ask("status", "--json")
        assert status == 0, said
        found: dict[str, object] = json.loads(said)[0]
        return found

    def oversight(self) -> Oversight:
        return Oversight(Office.open(self.chain, self.world.accreditor, self.world.trusted), self.register)

    def session_id(self) -> bytes:
        return bytes.fromhex(str(self.status()["session"]))

    def approve(self, at: str) -> None:
        """Let the regulator approve, and take the file with the reasons in."""
        self.move(at)
        oversight = self.oversight()
        act = oversight.approve(self.session_id(), "符合要求")
        path = self.file("approval.json", act.to_file(oversight.office))
        status, said = self.said(
            "issuer", "session", "upload", path, "-w", self.folder / "workspace", "--passphrase-file",
            self.folder / "passphrase",
        )  # fmt: skip
        assert status == 0, said


@contextmanager
def open_stage(folder: Path, patch: pytest.MonkeyPatch, *, parameters: Parameters | None = None) -> Iterator[Stage]:
    """Set everything up on 1 June 2026; the command line's clock is the chain's."""
    chain = EmbeddedChain(local("2026-06-01 08:00"))
    clock = lambda: datetime.fromtimestamp(chain.time, UTC)  # noqa: E731 -- patched in twice
    patch.setattr("xcert.session_step.now", clock)
    patch.setattr("xcert.session_issuing.now", clock)
    with ChainServer(chain, port=0) as server:
        world = build_world(chain)
        make_workspace(world, folder)
        trusted = replace(world.trusted, rpc=(server.url,))
        (folder / "workspace" / "trust.json").write_bytes(write_trust([trusted]))
        create_private_file(folder / "passphrase", PASSPHRASE.text.encode())
        office = Office.open(chain, world.accreditor, world.trusted)
        register = Register(folder / "register.jsonl", Scene(office.chain, office.ledger))
        stage = Stage(folder, chain, server, world, register)
        _hire(stage, office)
        root = Office.open(chain, world.root, world.trusted)
        set_terms(root, publish_terms(root, register, parameters or Parameters()))
        stage.file("register.evidence.jsonl", open_register(office, register, [world.standard]).data)
        for words in (
            ("secret", "make", folder / "secret"),
            ("secret", "enter", folder / "secret", "-w", folder / "workspace"),
            ("register", "enter", folder / "register.evidence.jsonl", "-w", folder / "workspace"),
        ):
            status, said = stage.said("issuer", "session", *words)
            assert status == 0, said
        yield stage


def _hire(stage: Stage, office: Office) -> None:
    start, end = stage.chain.time, stage.chain.time + 5 * 365 * 86_400
    for name, (employed, roles) in PEOPLE.items():
        account = KeyAccount.create()
        path = stage.folder / f"{name}.json"
        create_private_file(path, account.to_keystore(PASSPHRASE.text, work=2))
        stage.keys[name], stage.accounts[name] = path, account
        organisation = stage.world.organisation if employed else 0
        examines = set(roles) & {Role.EXAMINER, Role.ADJUDICATOR}
        qualified = (Qualification("X-BIM", 1, start, end, senior=True),) if examines else ()
        record = PersonRecord("某机构", organisation, qualified, (), (), salt="0" * 32)
        number = register_person(
            office, stage.register, ACCREDITOR, account.address, Appointment(roles, start, end), record
        )
        NUMBERS[name] = number
    rooms = (RoomRecord(1, 30, ("W", "P")), RoomRecord(2, 30, ("W", "P")))
    site = SiteRecord("考点", 0, 39_520_000, 116_690_000, rooms, salt="1" * 32)
    stage.file("site", str(add_site(office, stage.register, ACCREDITOR, site, {"X-BIM": 0b11}, start=start, end=end)))


def candidates(account: str = "") -> str:
    """The sheet of candidates; T3 may have an account of its own."""
    return CANDIDATES.format(reviewer=NUMBERS["registrar"], account=account)


def staff() -> str:
    rows: list[tuple[str, str, str, int, str]] = [("lead", "SITE_LEAD", "W", 0, "否")]
    for part in ("W", "P"):
        rows += [(name, "INVIGILATOR", part, 1, "否") for name in ("invigilator1", "invigilator2")]
    rows += [(name, "EXAMINER", "P", 1, "是" if name.endswith("1") else "否") for name in EXAMINERS]
    rows += [(name, "EXAMINER", "W", 0, "否") for name in MARKERS]
    rows.append(("adjudicator", "ADJUDICATOR", "P", 0, "否"))
    lines = [f"{NUMBERS[name]},{role},{part},{room},{lead}" for name, role, part, room, lead in rows]
    return "\n".join(["人员编号,角色,科目,考场,组长", *lines]) + "\n"


EXAMINERS = ("examiner1", "examiner2", "examiner3")
MARKERS = ("marker1", "marker2")
PLAN = (
    "科目,开始时间,时长（分钟）,考场,主观评判,评分项\n"
    "W,2026-06-15 09:00,90,1,否,单选:40;多选:60\n"
    "P,2026-06-15 13:00,150,1,是,建模:50;出图:50\n"
)
TICKETS = ("T1", "T2", "T3", "T4")
WRITTEN = {"T1": ("30", "48"), "T2": ("34", "40"), "T3": ("20", "30")}
PRACTICAL = {"T1": ("40", "38"), "T2": ("35", "32"), "T3": ("20", "25")}
"""T3 fails, T4 does not come."""


def marks(part: str, criteria: Sequence[str], scores: dict[str, tuple[str, str]]) -> str:
    rows = [f"{ticket},{part},{','.join(values)}" for ticket, values in scores.items()]
    return "\n".join([f"准考证号,科目,{','.join(criteria)}", *rows]) + "\n"


def checkin(part: str, time: str) -> str:
    rows = [f"{ticket},{part},1,PASS,ID_READER,{time}" for ticket in TICKETS[:3]]
    rows.append(f"T4,{part},1,ABSENT,NONE,{time}")
    return "\n".join(["准考证号,科目,考场,结果,核验方式,时间", *rows]) + "\n"


def responses() -> str:
    rows = [
        f"{ticket},{part},{'ANSWER' if part == 'W' else 'SHEET'},paper.bin" for ticket in TICKETS[:3] for part in "WP"
    ]
    return "\n".join(["准考证号,科目,类型,文件", *rows]) + "\n"


CHECKLIST = "检查项,完成\n考场布置,是\n监控录像,是\n"
DOCUMENTS = "材料类型,文件\n" + "".join(
    f"{kind},paper.bin\n" for kind in ("ANSWERS", "DECISION", "PAPERS", "PLAN", "ROSTER", "SCORES", "SIGN_IN")
)


def file_plan(stage: Stage) -> None:
    stage.file("paper.bin", b"an encrypted paper")
    stage.file("scheme.bin", b"a marking scheme")
    stage.file("opener.bin", b"what opens the paper")
    stage.done(
        "plan", "manager", "2026-06-02 09:00", stage.file("plan.csv", PLAN), "--standard", "X-BIM", "--level", "1",
        "--site", (stage.folder / "site").read_text(), "--seats", "30", "--papers", "1",
    )  # fmt: skip


def to_roster(stage: Stage) -> None:
    file_plan(stage)
    stage.approve("2026-06-03 10:00")
    stage.done("open-registration", "manager", "2026-06-03 11:00")
    stage.done("eligibility", "registrar", "2026-06-09 10:00", stage.file("candidates.csv", candidates(stage.wallet)))
    stage.done("close-registration", "manager", "2026-06-09 16:00")
    stage.done("lock-roster", "registrar", "2026-06-11 10:00")


def to_ready(stage: Stage) -> None:
    to_roster(stage)
    stage.done("staff", "manager", "2026-06-11 14:00", stage.file("staff.csv", staff()))
    for minute, name in enumerate([*EXAMINERS, *MARKERS, "adjudicator"]):
        stage.done("declare", name, f"2026-06-12 09:{minute:02}")
    seal = ("--paper", "0", "--part", "W", "--content", stage.folder / "paper.bin")
    secrets = ("--scheme", stage.folder / "scheme.bin", "--opener", stage.folder / "opener.bin")
    stage.done("seal-paper", "setter", "2026-06-12 15:00", *seal, *secrets, second="manager")


def to_sat(stage: Stage) -> None:
    to_ready(stage)
    checklist = stage.file("checklist.csv", CHECKLIST)
    stage.done("supervisor-in", "supervisor", "2026-06-15 08:00", checklist)
    stage.done("start", "lead", "2026-06-15 08:20")
    content = ("--content", stage.folder / "paper.bin")
    stage.done("unseal", "lead", "2026-06-15 08:45", "--paper", "0", "--part", "W", *content, second="invigilator1")
    run_part(stage, "W", "2026-06-15 08:50", "2026-06-15 09:00", "2026-06-15 10:30")
    run_part(stage, "P", "2026-06-15 12:50", "2026-06-15 13:00", "2026-06-15 15:30")
    stage.done(
        "incident", "invigilator1", "2026-06-15 15:31", "--category", "2", "--text", "携带手机", "--ticket", "T2"
    )
    stage.done("close-incident", "lead", "2026-06-15 15:40", "1", "--disposition", "WARNED", "--text", "口头警告")
    stage.done("seal-responses", "lead", "2026-06-15 16:00", stage.file("responses.csv", responses()))
    stage.done("supervisor-out", "supervisor", "2026-06-15 16:15", checklist)


def run_part(stage: Stage, part: str, before: str, start: str, end: str) -> None:
    where = ("--part", part, "--room", "1", "--device", stage.folder / "scheme.bin")
    stage.done("check-in", "invigilator1", before, stage.file(f"checkin-{part}.csv", checkin(part, before)))
    stage.done("part-start", "invigilator1", start, *where)
    stage.done("part-end", "invigilator1", end, *where)


def to_marked(stage: Stage) -> None:
    to_sat(stage)
    for hour, name in enumerate(EXAMINERS, start=9):
        sheet = stage.file(f"{name}.csv", marks("P", ("建模", "出图"), PRACTICAL))
        stage.done("commit", name, f"2026-06-16 {hour:02}:00", sheet)
    for hour, name in enumerate(MARKERS, start=13):
        sheet = stage.file(f"{name}.csv", marks("W", ("单选", "多选"), WRITTEN))
        stage.done("commit", name, f"2026-06-16 {hour:02}:00", sheet)
    for minute, name in enumerate([*EXAMINERS, *MARKERS]):
        stage.done("reveal", name, f"2026-06-16 16:{minute:02}")


def to_decided(stage: Stage) -> None:
    to_marked(stage)
    stage.done("lock-scores", "controller", "2026-06-17 10:00")
    stage.done("publish", "manager", "2026-06-17 11:00")
    stage.done("close-notice", "manager", "2026-06-26 09:00")
    stage.done("decide", "officer", "2026-06-26 10:00")
