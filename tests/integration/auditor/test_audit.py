"""`xcert audit` over a real chain: exit statuses, reports, samples, checkpoints, and a chain that is rewritten."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from chain.http_node import HttpNode
from chain.trust import write_trust
from tests.integration.auditor.relay import BEGIN, Plan, Stage
from tests.nodes import run_anvil
from tests.simulator.days import at
from tests.simulator.package import file_name, package
from tests.simulator.session import Session
from xcert.cli import run

PASSPHRASE = "correct horse battery staple"


@dataclass
class Scene:
    """A chain with two sessions, their packages and a trust file."""

    folder: Path
    stage: Stage
    sessions: list[Session]

    @property
    def trust(self) -> list[str]:
        return ["--trust", str(self.folder / "trust.json")]

    def evidence(self, name: str) -> Path:
        """A copy of the evidence for a test to change."""
        return Path(shutil.copytree(self.folder / "evidence", self.folder / name))

    def audit(self, evidence: Path, *more: str) -> int:
        return run(["audit", "run", *self.trust, "--evidence", str(evidence), "--processes", "1", *more])


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("audit")
    plan = Plan(1, [date(2026, 3, 10), date(2026, 3, 24)], candidates=6, rooms=1)
    with run_anvil("--timestamp", str(at(BEGIN, 8)), "--gas-limit", "100000000") as node:
        stage = Stage(HttpNode(node.url, seconds=60), plan)
        sessions = list(stage.sessions())
        stage.play(sessions)
        (folder / "evidence").mkdir()
        for session in sessions:
            (folder / "evidence" / file_name(session)).write_bytes(package(session))
        (folder / "evidence" / "register.evidence.jsonl").write_bytes(stage.register_file())
        (folder / "trust.json").write_bytes(write_trust([replace(stage.trusted, rpc=(node.url,))]))
        yield Scene(folder, stage, sessions)


def test_clean_sessions_are_clean(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    assert scene.audit(scene.folder / "evidence", "--json") == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {line["session"] for line in lines} == {f"0x{one.shape.session.hex()}" for one in scene.sessions}
    for line in lines:
        assert [(rule["rule"], rule["outcome"]) for rule in line["rules"]] == [(n, "PASS") for n in range(1, 49)]
        assert line["evidence"]["opened"] == line["evidence"]["expected"]


def test_missing_evidence_is_status_3(scene: Scene) -> None:
    evidence = scene.evidence("missing")
    (evidence / file_name(scene.sessions[0])).unlink()
    assert scene.audit(evidence) == 3
    assert scene.audit(evidence, "--session", scene.sessions[1].shape.session.hex()) == 0


def test_tampered_evidence_is_status_1_with_the_place(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    evidence = scene.evidence("tampered")
    path = evidence / file_name(scene.sessions[0])
    path.write_bytes(path.read_bytes().replace(b'"result":"PASS"', b'"result":"FAIL"', 1))
    assert scene.audit(evidence, "--json", "--organisation", "1") == 1
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    broken = [rule for line in found for rule in line["rules"] if rule["outcome"] == "FAIL"]
    assert [rule["rule"] for rule in broken] == [48]
    event = broken[0]["evidence"][0]["events"][0]
    block = scene.stage.rpc.block(event["block"])
    assert block is not None
    assert scene.stage.rpc.receipt(bytes.fromhex(event["transaction"][2:])) is not None


def test_reports_are_the_same_bytes_from_one_folder_and_from_another(scene: Scene) -> None:
    written = []
    for name in ("one", "two"):
        html, csv = scene.folder / f"{name}.html", scene.folder / f"{name}.csv"
        more = ("--html", str(html), "--csv", str(csv), "--work", str(scene.folder / f"work-{name}"), "--lang", "zh")
        assert scene.audit(scene.folder / "evidence", *more) == 0
        written.append(html.read_bytes() + csv.read_bytes())
    assert written[0] == written[1]


def test_an_unreachable_chain_is_status_3(scene: Scene) -> None:
    assert scene.audit(scene.folder / "evidence", "--rpc", "http://127.0.0.1:9") == 3


def test_a_sample_is_drawn_and_checked(scene: Scene) -> None:
    folder, work = scene.folder, scene.folder / "work-sample"
    assert scene.audit(folder / "evidence", "--work", str(work)) == 0
    commitment, secret, drawn = (folder / name for name in ("commitment.json", "secret", "sample.json"))
    options = ["--size", "1", "--blocks", "2", "--out", str(commitment), "--secret", str(secret)]
    assert run(["audit", "sample", "commit", *scene.trust, *options]) == 0
    draw = ["audit", "sample", "draw", *scene.trust, "--commitment", str(commitment), "--secret", str(secret)]
    draw += ["--work", str(work), "--out", str(drawn)]
    assert run(draw) == 1  # the block does not exist yet
    for _ in range(2):
        scene.stage.node.ask("evm_mine")
    assert run(draw) == 0
    assert run(["audit", "sample", "check", *scene.trust, "--sample", str(drawn)]) == 0
    other = next(s for s in scene.sessions if s.shape.session.hex().encode() not in drawn.read_bytes())
    sample = json.loads(drawn.read_bytes())
    sample["drawn"] = [f"0x{other.shape.session.hex()}"]
    drawn.write_text(json.dumps(sample, sort_keys=True, separators=(",", ":")))
    assert run(["audit", "sample", "check", *scene.trust, "--sample", str(drawn)]) == 1


def test_a_rewritten_chain_is_noticed(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    folder, node = scene.folder, scene.stage.node
    passphrase, key, signed = folder / "passphrase", folder / "auditor.pem", folder / "checkpoint.json"
    passphrase.write_text(PASSPHRASE + "\n")
    passphrase.chmod(0o600)
    asked = ["--passphrase-file", str(passphrase)]
    assert run(["audit", "checkpoint", "key", str(key), *asked]) == 0
    public = capfd.readouterr().out.strip()
    before = node.ask("evm_snapshot")
    node.ask("evm_mine")
    write = ["audit", "checkpoint", "write", *scene.trust, "--key", str(key), "--out", str(signed), *asked]
    compare = ["audit", "checkpoint", "compare", *scene.trust, str(signed), "--public", public]
    assert run(write) == 0
    assert run(compare) == 0
    work = ("--work", str(folder / "work-rewritten"))
    assert scene.audit(folder / "evidence", *work) == 0
    node.ask("evm_revert", before)
    assert run(compare) == 1
    assert "the chain is shorter" in capfd.readouterr().out
    block = scene.stage.rpc.block("latest")
    assert block is not None
    node.ask("evm_setNextBlockTimestamp", block.time + 77)
    node.ask("evm_mine")
    assert run(compare) == 1
    assert scene.audit(folder / "evidence", *work) == 1
    assert "the chain was rewritten" in capfd.readouterr().err
