"""Signed elsewhere, uploaded later: claimed times stay, and a file that was touched is worth nothing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessment.codes import EventCode
from certificate.jcs import JsonValue, write_jcs
from chain.ledger_views import LedgerViews
from tests.integration.issuer.sessions import scene
from tests.integration.issuer.sessions.scene import NUMBERS, Stage, local, open_stage


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def sat(tmp_path_factory: pytest.TempPathFactory, module_patch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("offline"), module_patch) as stage:
        scene.to_sat(stage)
        yield stage


def offline(stage: Stage, command: str, who: str, at: str, *words: str | Path) -> Path:
    path = stage.folder / f"{command}-{who}-{len(list(stage.folder.iterdir()))}.json"
    status, said = stage.sign(command, who, at, *words, "--offline", path, "--person", str(NUMBERS[who]), move=False)
    assert status == 0, said
    return path


def upload(stage: Stage, *files: Path) -> tuple[int, str]:
    common = ("-w", stage.folder / "workspace", "--passphrase-file", stage.folder / "passphrase")
    return stage.said("issuer", "session", "upload", *files, *common)


def sheet(stage: Stage, name: str, scores: dict[str, tuple[str, str]] | None = None) -> Path:
    return stage.file(f"{name}.csv", scene.marks("P", ("建模", "出图"), scores or scene.PRACTICAL))


def test_a_commit_signed_offline_keeps_its_claimed_time(sat: Stage) -> None:
    path = offline(sat, "commit", "examiner1", "2026-06-16 09:00", sheet(sat, "examiner1"))
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    assert "建模" not in text
    assert len(text) < 1_000
    sat.move("2026-06-16 20:00")
    status, said = upload(sat, path)
    assert status == 0, said
    assert "SCORE_COMMIT recorded" in said
    events = sat.ask("events")[1].splitlines()
    assert "2026-06-16 01:00 UTC  SCORE_COMMIT recorded" in events[-1]
    again = upload(sat, path)
    assert again[0] == 0
    assert len(sat.ask("events")[1].splitlines()) == len(events)


def touched(path: Path, change: Callable[[dict[str, JsonValue]], object]) -> Path:
    members = json.loads(path.read_bytes())
    change(members)
    other = path.with_name(f"touched-{path.name}")
    other.write_bytes(write_jcs(members))
    return other


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda members: members.update(claimedAt=local("2026-06-16 10:01")), "not here"),
        (lambda members: members.update(nonce=members["nonce"] + 1), "not here"),
        (lambda members: members.update(ledger="0x" + "11" * 20), "another ledger"),
        (lambda members: members.update(chain=1), "another ledger"),
        (lambda members: members.update(session="0x" + "22" * 32), "no session"),
        (lambda members: members.update(extra=1), "damaged"),
        (lambda members: members.update(first="00" * 64), "signature"),
    ],
    ids=["time", "nonce", "ledger", "chain", "session", "member", "signature"],
)
def test_a_touched_file_is_refused(sat: Stage, change: Callable[[dict[str, JsonValue]], object], reason: str) -> None:
    path = offline(sat, "commit", "examiner2", "2026-06-16 10:00", sheet(sat, "examiner2"), "--again")
    before = LedgerViews(sat.chain, sat.world.trusted.ledger).head(sat.session_id())
    status, said = upload(sat, touched(path, change))
    assert status != 0
    assert reason in said
    assert LedgerViews(sat.chain, sat.world.trusted.ledger).head(sat.session_id()) == before


def test_nobody_can_copy_anothers_commitment(sat: Stage) -> None:
    """The second marker signs the first one's commitment: its opening names the first, so nothing opens it."""
    path = offline(sat, "commit", "examiner3", "2026-06-16 11:00", sheet(sat, "examiner3"))
    members = json.loads(path.read_bytes())
    # The copier takes the number and signs it with a key of its own.
    del members["first"]
    copy = sat.file("copy.json", write_jcs(members | {"nonce": 150}))
    copy.chmod(0o600)
    status, said = sat.said(
        "issuer", "session", "sign", copy, "--key", sat.keys["marker1"], "--key-passphrase-file",
        sat.folder / "passphrase",
    )  # fmt: skip
    assert status == 0, said
    status, said = upload(sat, copy)
    assert status != 0
    assert "not in the file, and not here" in said


def test_what_was_signed_is_shown(sat: Stage) -> None:
    path = offline(sat, "incident", "invigilator2", "2026-06-15 16:30", "--category", "3", "--text", "停电十分钟")
    status, said = sat.said(
        "issuer", "session", "sign", path, "--key", sat.keys["lead"], "--key-passphrase-file",
        sat.folder / "passphrase", "--out", sat.folder / "signed-again.json",
    )  # fmt: skip
    assert status == 0
    assert EventCode.INCIDENT.name in said
    assert "category 3, number 2" in said
    status, said = upload(sat, sat.folder / "signed-again.json")
    assert status != 0
    assert "not signed by the persons it was prepared for" in said or "not here" in said
