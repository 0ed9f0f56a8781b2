"""What the commands refuse on the way, each with its reason, before anything is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.issuer.sessions import scene
from tests.integration.issuer.sessions.scene import NUMBERS, Stage, open_stage


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def stage_at(reach: str, tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp(reach), patch) as stage:
        getattr(scene, reach)(stage)
        yield stage


@pytest.fixture(scope="module")
def rostered(tmp_path_factory: pytest.TempPathFactory, module_patch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield from stage_at("to_roster", tmp_path_factory, module_patch)


def events_of(stage: Stage) -> object:
    return stage.status()["events"]


def test_steps_out_of_order_are_named(rostered: Stage) -> None:
    before = events_of(rostered)
    said = rostered.refused("lock-scores", "controller", "2026-06-11 11:00")
    assert "is not locked" in said or "does not take SCORES_LOCKED" in said
    assert "ROSTERED and does not take REG_OPENED" in rostered.refused(
        "open-registration", "registrar", "2026-06-11 11:01"
    )
    assert events_of(rostered) == before


@pytest.mark.parametrize(
    ("remove", "rule"),
    [
        ("examiner3,EXAMINER", "R12"),
        ("invigilator2,INVIGILATOR", "R13"),
    ],
)
def test_staff_that_breaks_a_rule(rostered: Stage, remove: str, rule: str) -> None:
    name, _, role = remove.partition(",")
    lines = [line for line in scene.staff().splitlines() if not line.startswith(f"{NUMBERS[name]},{role},")]
    said = rostered.refused("staff", "manager", "2026-06-11 12:00", rostered.file("few.csv", "\n".join(lines) + "\n"))
    assert f"{rule}:" in said, said
    assert "assign" in said


def test_an_unqualified_examiner_is_refused(rostered: Stage) -> None:
    sheet = scene.staff().replace(f"{NUMBERS['examiner2']},EXAMINER,P", f"{NUMBERS['supervisor']},EXAMINER,P")
    said = rostered.refused("staff", "manager", "2026-06-11 12:30", rostered.file("unqualified.csv", sheet))
    assert "R6:" in said, said


def test_the_wrong_person_is_refused_by_the_contract_in_words(rostered: Stage) -> None:
    before = events_of(rostered)
    said = rostered.refused("staff", "registrar", "2026-06-11 13:00", rostered.file("staff.csv", scene.staff()))
    assert "role" in said.lower() or "R4" in said, said
    assert events_of(rostered) == before


def test_a_sheet_has_all_its_problems_said_at_once(rostered: Stage) -> None:
    sheet = "人员编号,角色,科目,考场,组长\nabc,EXAMINER,P,1,是\n3,JUDGE,Q,1,maybe\n"
    said = rostered.refused("staff", "manager", "2026-06-11 13:10", rostered.file("bad.csv", sheet))
    assert "4 problems" in said
    assert "line 2 [人员编号 Person]" in said
    assert "line 3 [角色 Role]" in said
    assert "abc" not in said


def test_a_stranger_signs_nothing(rostered: Stage) -> None:
    said = rostered.refused("staff", "manager", "2026-06-11 13:20", rostered.folder / "nothing.csv")
    assert "does not exist" in said


def test_nobody_else_declares(rostered: Stage) -> None:
    said = rostered.refused("declare", "examiner1", "2026-06-11 13:30")
    assert "no staff is assigned" in said


def test_two_persons_sign_on_two_machines(rostered: Stage) -> None:
    """The first signs in the workspace, the second elsewhere with nothing but the file, which the others then relay."""
    paper = rostered.folder / "paper.bin"
    sealed = ("--paper", "0", "--part", "W", "--content", paper, "--scheme", paper, "--opener", paper)
    account = f"0x{rostered.accounts['manager'].address.hex()}"
    file = rostered.folder / "seal.json"
    rostered.done("seal-paper", "setter", "2026-06-11 15:00", *sealed, "--second-account", account, "--offline", file)
    common = ("-w", rostered.folder / "workspace", "--passphrase-file", rostered.folder / "passphrase")
    half = rostered.said("issuer", "session", "upload", file, *common)
    assert half[0] == 0
    assert "PAPER_SEALED prepared" in half[1]
    key = ("--key-passphrase-file", rostered.folder / "passphrase", "--second", "--key")
    assert (
        rostered.said("issuer", "session", "sign", file, *key, rostered.keys["lead"], "--out", paper.with_name("x"))[0]
        == 0
    )
    status, said = rostered.said("issuer", "session", "upload", paper.with_name("x"), *common)
    assert status != 0
    assert "not signed by the persons it was prepared for" in said
    status, said = rostered.said("issuer", "session", "sign", file, *key, rostered.keys["manager"])
    assert "1 records" in said
    status, said = rostered.said("issuer", "session", "upload", file, *common)
    assert (status, said) == (0, "PAPER_SEALED recorded\n")


@pytest.fixture(scope="module")
def sat(tmp_path_factory: pytest.TempPathFactory, module_patch: pytest.MonkeyPatch) -> Iterator[Stage]:
    yield from stage_at("to_sat", tmp_path_factory, module_patch)


def commit_sheet(stage: Stage, name: str, part: str, scores: dict[str, tuple[str, str]]) -> Path:
    criteria = ("建模", "出图") if part == "P" else ("单选", "多选")
    return stage.file(f"{name}-{part}.csv", scene.marks(part, criteria, scores))


def test_marking_refusals(sat: Stage) -> None:
    """One story: each attempt before the step that is right."""
    low = {**scene.PRACTICAL, "T1": ("10", "38")}
    said = sat.refused("commit", "adjudicator", "2026-06-16 08:00", commit_sheet(sat, "adj", "P", scene.PRACTICAL))
    assert "R27: marker-not-assigned" in said, said
    above = {**scene.PRACTICAL, "T1": ("60", "38")}
    said = sat.refused("commit", "examiner1", "2026-06-16 08:10", commit_sheet(sat, "e1", "P", above))
    assert "criterion 建模: enter a mark from 0 to 50" in said
    absent = {**scene.PRACTICAL, "T4": ("10", "10")}
    said = sat.refused("commit", "marker1", "2026-06-16 08:20", commit_sheet(sat, "m1", "P", absent))
    assert "R27:" in said, said
    for hour, name in enumerate(scene.EXAMINERS, start=9):
        scores = low if name == "examiner2" else scene.PRACTICAL
        sat.done("commit", name, f"2026-06-16 {hour:02}:00", commit_sheet(sat, name, "P", scores))
    sat.done("commit", "marker1", "2026-06-16 13:00", commit_sheet(sat, "marker1", "W", scene.WRITTEN))
    sample = {"T1": scene.WRITTEN["T1"]}
    sat.done("commit", "marker2", "2026-06-16 13:10", commit_sheet(sat, "marker2", "W", sample))
    said = sat.refused("lock-scores", "controller", "2026-06-16 13:30")
    assert "cannot be locked" in said or "R27" in said, said
    for minute, name in enumerate([*scene.EXAMINERS, *scene.MARKERS]):
        sat.done("reveal", name, f"2026-06-16 16:{minute:02}")
    _locking(sat)
    _deciding(sat)


def _locking(sat: Stage) -> None:
    said = sat.refused("commit", "marker2", "2026-06-16 17:00", commit_sheet(sat, "marker2", "W", scene.WRITTEN))
    assert "R27" in said or "reveal" in said, said
    said = sat.refused("lock-scores", "controller", "2026-06-16 17:10")
    assert "T1, part P: the marks differ by more than the tolerance" in said
    needless = "准考证号,科目,终评成绩,理由\nT2,P,67,无\n"
    said = sat.refused("adjudicate", "adjudicator", "2026-06-16 17:20", sat.file("needless.csv", needless))
    assert "R28:" in said, said
    settled = "准考证号,科目,终评成绩,理由\nT1,P,75,重新评阅\n"
    sat.done("adjudicate", "adjudicator", "2026-06-16 17:30", sat.file("settled.csv", settled))
    sat.done("lock-scores", "controller", "2026-06-17 10:00")
    sat.done("publish", "manager", "2026-06-17 11:00")


def _deciding(sat: Stage) -> None:
    assert "R33" in sat.refused("close-notice", "manager", "2026-06-25 11:00")
    sat.done("appeal", "registrar", "2026-06-25 12:00", "--ticket", "T3", "--grounds", "申请复核实操成绩")
    corrected = sat.file("corrected.csv", "准考证号,科目,更正后成绩\nT3,P,61\n")
    said = sat.refused("correct", "controller", "2026-06-25 12:10", corrected, second="manager")
    assert "--appeal or the --error" in said
    said = sat.refused("decide-appeal", "panel", "2026-06-25 12:20", "1", "--outcome", "UPHELD_FOR_ALL", "--panel",
                       str(NUMBERS["panel"]), "--reason", "评分有误")  # fmt: skip
    assert "names the tickets" in said
    sat.done("close-notice", "manager", "2026-06-26 09:00")
    said = sat.refused("decide", "officer", "2026-06-26 09:10", sat.file("d.csv", "准考证号,决定\nT3,GRANTED\n"))
    assert "R34" in said or "open" in said or "passed" in said, said
    said = sat.refused("decide", "controller", "2026-06-26 09:20")
    assert "role" in said.lower() or "R4" in said or "R35" in said, said
    sat.done("decide", "officer", "2026-06-26 10:00")
    assert "R36" not in sat.ask("status")[1]
