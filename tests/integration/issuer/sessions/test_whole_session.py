"""A whole session through the commands, with the files that people have; then what auditor and learner make of it."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.learner_proof import check_learner_proof, parse_learner_proof
from assessment.package import open_package
from assessment.parameters import Parameters
from assessment.pseudonym import pseudonym
from assessment.records import Appeal, DecisionKind, ResultKind
from assessment.rules.case import Status
from assessment.rules.engine import evaluate
from assessment.rules.finding import Outcome
from certificate.bundle import Bundle
from chain.accounts import KeyAccount
from chain.embedded import EmbeddedChain
from chain.rpc import Rpc
from chain.session_message import SessionMessage
from issuer.network import open_network
from issuer.sessions.desk import SessionDesk
from issuer.sessions.event_file import EventFile, write_event_file
from issuer.sessions.people import workspace_secret
from issuer.sessions.story import read_story
from issuer.workspace import open_workspace
from tests.integration.issuer import house
from tests.integration.issuer.sessions import scene
from tests.integration.issuer.sessions.scene import DOCUMENTS, NUMBERS, Stage, open_stage, to_decided
from xcert.session_step import now

KNOWN_HERE = {1, 2, 3, 4, 5, 37}
"""Rules that ask registries' histories, which the issuer leaves to the contract."""


def nothing_personal_is_on(chain: EmbeddedChain) -> None:
    """No name, document number, ticket or criterion's mark stands on the chain, in clear or as an unsalted hash."""
    words = [word.encode(code) for word in scene.personal() for code in ("utf-8", "gb18030")]
    hashes = [digest(word) for word in words for digest in (lambda data: sha256(data).digest(), keccak)]
    seen = 0
    for number in range(Rpc(chain).height() + 1):
        block = chain.ask("eth_getBlockByNumber", hex(number), True)
        logs = chain.ask("eth_getLogs", {"fromBlock": hex(number), "toBlock": hex(number)})
        for text in re.findall(r"0x([0-9a-f]*)", json.dumps([block, logs])):
            data = bytes.fromhex(text[: len(text) // 2 * 2])
            seen += len(data)
            assert not [needle for needle in (*words, *hashes) if needle in data]
    assert seen > 50_000


def audit(stage: Stage, folder: Path) -> dict[int, Outcome]:
    """Export, read the package as an auditor does, and run every rule over it."""
    status, said = stage.ask("export", "--out", folder)
    assert status == 0, said
    (path,) = folder.glob("*.evidence.jsonl")
    shown = [line for line in path.read_text().splitlines() if '"certificate":' not in line]
    assert not [word for word in scene.personal() if word in "\n".join(shown)]
    assert path.stat().st_mode & 0o777 == 0o600
    with open_workspace(stage.folder / "workspace") as workspace:
        desk = SessionDesk(workspace, now, open_network(workspace.settings, workspace.folder, [stage.chain]))
        assessment = desk.find(stage.name)
        story = read_story(desk.store, assessment)
        binding = Binding(assessment.chain, assessment.ledger, assessment.session)
        with path.open("rb") as lines:
            evidence = open_package(lines, binding, story.events)
        assert evidence.fault is None
        assert {opened.status for opened in evidence.opened.values()} == {Status.VERIFIED}
        case = desk.judge.case(story, stage.chain.time)
        own = type(case)(
            **{name: getattr(case, name) for name in case.__dataclass_fields__}
            | {"opened": evidence.opened, "issued": evidence.issued}
        )
        return {finding.rule: finding.outcome for finding in evaluate(own) if finding.rule not in KNOWN_HERE}


def test_from_plan_to_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_stage(tmp_path, monkeypatch) as stage:
        to_decided(stage)
        own = ("--session", stage.session_id().hex(), "-w", tmp_path / "workspace", "--processes", "1")
        status, said = stage.said("issuer", "issue", stage.file("own.csv", house.FEW), *own)
        assert status != 0
        assert "R36" in said
        status, said = stage.ask("issue", "--out", tmp_path / "certificates")
        assert status == 0, said
        assert "2 certificates" in said
        issued = [Bundle.parse(path.read_bytes()) for path in (tmp_path / "certificates").glob("*.json")]
        assert {bundle.certificate.holder.name for bundle in issued} == {"贾梓若", "罗思"}
        assert {bundle.certificate.address.session for bundle in issued} == {stage.session_id()}
        status, said = stage.ask("issue", "--out", tmp_path / "certificates")
        assert status != 0
        assert "has a certificate" in said
        stage.done("report", "manager", "2026-06-29 09:00", stage.file("report.xlsx", b"what was sent"))
        stage.done("archive", "manager", "2026-06-30 09:00", stage.file("documents.csv", DOCUMENTS))
        assert stage.status()["state"] == "ARCHIVED"
        outcomes = audit(stage, tmp_path / "evidence")
        assert not {rule for rule, outcome in outcomes.items() if outcome is Outcome.FAIL}
        assert sum(outcome is Outcome.PASS for outcome in outcomes.values()) > 30
        nothing_personal_is_on(stage.chain)
        learn(stage)
        erase(stage)


def learn(stage: Stage) -> None:
    """The learner who failed shows the proof: in the roster, scores as locked, never changed, refused."""
    status, said = stage.ask("proof", "T3", "--out", stage.folder)
    assert status == 0, said
    proof = parse_learner_proof(Path(said.strip()).read_bytes())
    with open_workspace(stage.folder / "workspace") as workspace:
        desk = SessionDesk(workspace, now, open_network(workspace.settings, workspace.folder, [stage.chain]))
        story = read_story(desk.store, desk.find(stage.name))
    learned = check_learner_proof(proof, proof.binding, story.events)
    assert learned.latest.result is ResultKind.FAIL
    assert not learned.changed
    assert learned.decision is not None
    assert learned.decision[1].decision is DecisionKind.REFUSED


def erase(stage: Stage) -> None:
    """A person is erased by order only while records must be kept; the tree heads still hold."""
    words = ("T3", "--basis", "个人信息保护法第四十七条", "--approved-by", "隐私负责人", "--approved-by", "监管机构")
    status, said = stage.ask("erase", *words)
    assert status != 0
    assert "must be kept" in said
    status, said = stage.ask("erase", *words, "--ordered")
    assert status == 0, said
    status, said = stage.ask("export", "--out", stage.folder / "after")
    assert status == 0, said
    (path,) = (stage.folder / "after").glob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()[1:]]
    assert sum("erased" in line for line in lines) > 5


def appeal(stage: Stage, at: str) -> None:
    """The candidate appeals alone, with a wallet: nobody of the organisation has to agree."""
    stage.move(at)
    secret = workspace_secret(stage.folder / "workspace")
    who = pseudonym(secret, "nationalIdentityNumber", scene.personal()[5])
    record = Appeal(1, who, "申请复核", salt="5" * 32)
    domain = stage.oversight().office.domain
    binding = Binding(domain.chain, domain.ledger, stage.session_id())
    commitment = binding.commitment(EventCode.APPEAL_LODGED, [record])
    message = SessionMessage(binding.session, EventCode.APPEAL_LODGED, 0, scene.local(at), commitment, {"number": 1})
    common = ("-w", stage.folder / "workspace", "--passphrase-file", stage.folder / "passphrase")
    for signer, status in ((KeyAccount.create(), 1), (stage.candidate, 0)):
        file = EventFile(domain, message, (record,)).signed_by(signer, second=False)
        path = stage.file("appeal.json", write_event_file(file))
        found, said = stage.said("issuer", "session", "upload", path, *common)
        assert found == status, said


def test_reporting_first_and_an_appeal_upheld_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_stage(tmp_path, monkeypatch, parameters=Parameters(report_before_issue=True)) as stage:
        scene.to_marked(stage)
        stage.done("lock-scores", "controller", "2026-06-17 10:00")
        stage.done("publish", "manager", "2026-06-17 11:00")
        appeal(stage, "2026-06-24 12:00")
        stage.done("close-notice", "manager", "2026-06-26 09:00")
        stage.done("decide", "officer", "2026-06-26 10:00")
        status = stage.status()
        assert [step["command"] for step in status["next"]] == ["report"]  # type: ignore[attr-defined]
        refused = stage.ask("issue", "--out", tmp_path / "certificates")
        assert refused[0] != 0
        stage.done("report", "manager", "2026-06-26 11:00", stage.file("report.csv", "T1,T2\n"))
        status_, said = stage.ask("issue", "--out", tmp_path / "certificates")
        assert status_ == 0, said
        panel = ("--panel", str(NUMBERS["panel"]))
        stage.done(
            "decide-appeal", "panel", "2026-06-29 10:00", "1", "--outcome", "UPHELD", *panel, "--reason", "漏评一题"
        )
        corrected = stage.file("corrected.csv", "准考证号,科目,更正后成绩\nT3,W,62\nT3,P,61.5\n")
        said = stage.refused(
            "correct", "controller", "2026-06-29 11:00", corrected, "--appeal", "1", second="examiner1"
        )
        assert "R30" in said or "examined" in said or "role" in said
        stage.done("correct", "controller", "2026-06-29 12:00", corrected, "--appeal", "1", second="manager")
        stage.done("decide", "officer", "2026-06-29 14:00")
        stage.done("report", "manager", "2026-06-29 15:00", stage.file("more.csv", "T3\n"), "--type", "LATE")
        status_, said = stage.ask("issue", "--out", tmp_path / "certificates")
        assert status_ == 0, said
        assert "1 certificates" in said
        assert len(list((tmp_path / "certificates").glob("*.json"))) == 3
