"""`scripts/demo --once`: the session behind the certificates, its audit, a learner's proof, and a rigged session."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assessment.rules.finding import Outcome
from auditor.results import RuleResult
from chain.embedded import EmbeddedChain
from chain.serve import ChainServer
from tests.integration.demo import Made
from xcert.cli import run
from xcert.demo.examining import Examined
from xcert.demo.report import Chapter, audit_chapter, rigged_chapter, write_report
from xcert.demo.rigged import EXPECTED
from xcert.demo.rogue import Refusal

RULES = range(1, 49)
HONEST, RIGGED = 1, 2
DONE = {
    8: {"roster-locked-late"},
    9: {"ghost"},
    14: {"related"},
    30: {"correction-without-ground"},
    31: {"result-differs"},
}
"""What the rigged organisation did, and what it must be found by."""
ENTAILED = {
    # PAPER_UNSEALED is taken in IN_PROGRESS only, which lies behind ROSTER_LOCKED: whoever locks the roster after the
    # examination cannot but open the papers late on the ledger.
    20: {"paper-opened-late"},
    # The ghost is no leaf of the roster, and results are one for each leaf: it is granted without any result.
    36: {"granted-without-pass"},
}
"""What cannot but follow from it."""
FLAGGED = {
    # Two of twelve candidates pass by a correction: a sixth, and one in fifty is already worth a look.
    45: {"corrected-upwards"},
}
REFUSED = [
    ("lock a roster of 15", "AccreditationRegistryCapExceeded"),
    ("raise a score by an appeal that nobody lodged", "AssessmentLedgerOutOfRange"),
    ("anchor certificates before anybody decided", "AssessmentLedgerWrongState"),
    ("decide although the roster was locked late", "AssessmentLedgerLatenessNotWaived"),
    ("anchor 12 certificates where 11 were granted", "AssessmentLedgerOutOfRange"),
]


@dataclass(frozen=True)
class Bureau:
    """An auditor's desk: the chain that the demonstration left, standing still, served anew."""

    made: Made
    url: str

    def audit(self, evidence: Path, organisation: int, *words: str) -> int:
        trust = ["--trust", str(self.made.folder / "trust.json"), "--rpc", self.url, "--processes", "1"]
        chosen = ["--evidence", str(evidence), "--organisation", str(organisation)]
        return run(["audit", "run", *chosen, *trust, *words])

    def verify(self, file: Path) -> int:
        trust = ["--trust", str(self.made.folder / "trust.json"), "--rpc", self.url]
        return run(["verify", str(file), *trust, "--allow-test-network"])


@pytest.fixture(scope="module")
def bureau(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    copy = tmp_path_factory.mktemp("bureau") / "chain.jsonl"
    shutil.copy(made.folder / "chain.jsonl", copy)
    with EmbeddedChain(0, path=copy) as chain, ChainServer(chain, port=0) as server:
        yield Bureau(made, server.url)


def outcomes(path: Path) -> dict[int, str]:
    """The outcome of each rule in a report of one session."""
    (line,) = path.read_text("utf-8").splitlines()
    return {entry["rule"]: entry["outcome"] for entry in json.loads(line)["rules"]}


def facts(path: Path, outcome: str) -> dict[int, set[str]]:
    """What each rule with `outcome` found."""
    found = json.loads(path.read_text("utf-8"))["rules"]
    return {
        entry["rule"]: {proof["fact"] for proof in entry["evidence"]} for entry in found if entry["outcome"] == outcome
    }


def records(folder: Path, kind: str) -> list[dict[str, Any]]:
    """All records of one type in the only package of a folder, read as plain JSON, each with its event."""
    (package,) = folder.glob("0x*.evidence.jsonl")
    lines = [json.loads(line) for line in package.read_text("utf-8").splitlines()[1:]]
    found = [line for line in lines if line.get("record", {}).get("type") == kind]
    return [line["record"] | {"event": line["event"]} for line in found]


def test_the_audit_of_the_honest_session_is_clean(made: Made) -> None:
    assert outcomes(made.folder / "audit.json") == dict.fromkeys(RULES, "PASS")
    assert made.report["audit"]["asExpected"] is True
    assert made.report["audit"]["exitStatus"] == 0
    assert "<script" not in (made.folder / "audit.html").read_text("utf-8")


@pytest.mark.parametrize(("place", "organisation", "status"), [("", HONEST, 0), ("rigged", RIGGED, 1)])
def test_the_command_gives_the_same_report_from_the_same_chain(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, organisation: int, status: int
) -> None:
    folder, page = bureau.made.folder / place, tmp_path / "audit.html"
    assert bureau.audit(folder / "evidence", organisation, "--json", "--html", str(page)) == status
    assert capsys.readouterr().out == (folder / "audit.json").read_text("utf-8")
    assert page.read_bytes() == (folder / "audit.html").read_bytes()


def test_without_its_package_the_honest_session_is_unknown(bureau: Bureau, tmp_path: Path) -> None:
    shutil.copy(bureau.made.folder / "evidence" / "register.evidence.jsonl", tmp_path)
    assert bureau.audit(tmp_path, HONEST, "--json") == 3


def test_the_session_was_held_as_the_page_says(made: Made) -> None:
    evidence = made.folder / "evidence"
    assert len(records(evidence, "candidate")) == made.report["session"]["candidates"] == 71
    markers: dict[tuple[str, str], set[int]] = {}
    for mark in records(evidence, "mark"):
        markers.setdefault((mark["candidate"], mark["part"]), set()).add(mark["marker"])
    practical = [len(given) for (_, part), given in markers.items() if part == "P"]
    assert practical == [3] * 71
    assert sum(len(given) > 1 for (_, part), given in markers.items() if part == "W") >= 71 / 10
    assert len(records(evidence, "adjudication")) == 1
    assert [one["outcome"] for one in records(evidence, "appeal-decision")] == ["UPHELD"]
    decided = Counter(one["decision"] for one in records(evidence, "decision"))
    assert decided == {"GRANTED": 58, "REFUSED": 13}


def test_the_learner_whose_appeal_was_upheld_can_prove_it(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (proof,) = (bureau.made.folder / "proof").glob("*.proof.json")
    assert bureau.made.report["session"]["asExpected"] is True
    assert bureau.verify(proof) == 0
    assert "corrected" in capsys.readouterr().out
    told = json.loads(proof.read_text("utf-8"))
    before, after = told["scores"]["record"], told["corrections"][0]["record"]
    assert (before["result"], after["result"]) == ("FAIL", "PASS")
    raised = tmp_path / "raised.proof.json"
    raised.write_text(proof.read_text("utf-8").replace('"score":6000', '"score":9000'), "utf-8")
    assert raised.read_bytes() != proof.read_bytes()
    assert bureau.verify(raised) == 1


def test_the_rigged_session_is_caught_by_exactly_what_was_done_and_what_follows(made: Made) -> None:
    report = made.folder / "rigged" / "audit.json"
    assert facts(report, "FAIL") == {**DONE, **ENTAILED}
    assert facts(report, "FLAG") == FLAGGED
    kept = set(RULES) - set(DONE) - set(ENTAILED) - set(FLAGGED)
    assert {rule for rule, outcome in outcomes(report).items() if outcome == "PASS"} == kept
    assert made.report["rigged"]["asExpected"] is True


def test_the_rigged_evidence_holds_what_the_audit_says(made: Made) -> None:
    evidence = made.folder / "rigged" / "evidence"
    roster = [one["candidate"] for one in records(evidence, "candidate")]
    (ghost,) = {one["candidate"] for one in records(evidence, "decision")} - set(roster)
    decided = {one["candidate"]: one["decision"] for one in records(evidence, "decision")}
    assert decided[ghost] == "GRANTED"
    register = [json.loads(line) for line in (evidence / "register.evidence.jsonl").read_text("utf-8").splitlines()]
    relatives = {
        (line["person"], relation["candidate"])
        for line in register
        if "person" in line
        for relation in line["record"]["relations"]
    }
    marked = {(one["marker"], one["candidate"]) for one in records(evidence, "mark")}
    assert len(relatives & marked) == 1
    assert [one["outcome"] for one in records(evidence, "appeal-decision")] == ["REFUSED"]
    results = records(evidence, "result")
    locked, corrected = results[: len(roster)], results[len(roster) :]
    raised = [after for before, after in zip(locked, corrected, strict=True) if before["result"] != after["result"]]
    lowest = [min(part["score"] for part in one["parts"]) for one in raised]
    assert sorted(lowest) == [5_200, 6_100]


def test_the_contract_refused_what_numbers_can_show(made: Made) -> None:
    refused = made.report["rigged"]["refused"]
    assert [entry["error"] for entry in refused] == [error for _, error in REFUSED]
    for entry, (tried, _) in zip(refused, REFUSED, strict=True):
        assert entry["tried"].startswith(tried)
        assert entry["answer"]
        assert entry["tried"] in " ".join(made.process.stdout.split())


def test_the_story_is_told_on_the_terminal(made: Made) -> None:
    said = " ".join(made.process.stdout.split())
    for words in (
        "AN HONEST ORGANISATION",
        "48 of 48 rules kept",
        "A RIGGED ORGANISATION",
        "it holds",
        "exit status is 1",
    ):
        assert words in said
    for rule in (*DONE, *ENTAILED, *FLAGGED):
        assert re.search(rf"- R{rule} [A-Z]", said)
    assert not re.search(r"\b[0-9a-f]{64}\b", re.sub(r"\S+\.json", "", said))


def examined(failing: tuple[int, ...], flagged: tuple[int, ...], *, status: int, folder: Path) -> Examined:
    found = {**dict.fromkeys(failing, Outcome.FAIL), **dict.fromkeys(flagged, Outcome.FLAG)}
    rules = tuple(RuleResult(rule, found.get(rule, Outcome.PASS)) for rule in RULES)
    return Examined(bytes(32), rules, status, folder / "audit.json", folder / "audit.html")


CAUGHT = ((8, 9, 14, 20, 30, 31, 36), (45,))
ERRORS = tuple(error for _, error in REFUSED)


@pytest.mark.parametrize(
    ("found", "errors", "right"),
    [
        (CAUGHT, ERRORS, True),
        (((8, 9, 14, 20, 30, 31), (45,)), ERRORS, False),
        (((8, 9, 14, 20, 30, 31, 36, 48), (45,)), ERRORS, False),
        ((CAUGHT[0], ()), ERRORS, False),
        (CAUGHT, ERRORS[1:], False),
        (CAUGHT, (*ERRORS[:4], "AssessmentLedgerVoided"), False),
    ],
)
def test_another_finding_or_another_refusal_fails_the_run(
    tmp_path: Path, found: tuple[tuple[int, ...], tuple[int, ...]], errors: tuple[str, ...], *, right: bool
) -> None:
    refusals = [Refusal("try", error, "no") for error in errors]
    audit = examined(*found, status=1, folder=tmp_path)
    assert rigged_chapter(tmp_path, audit, refusals, EXPECTED).as_expected is right


@pytest.mark.parametrize(("failing", "flagged", "status"), [((7,), (), 1), ((), (44,), 1), ((), (), 3)])
def test_anything_but_a_clean_audit_fails_the_run(
    tmp_path: Path, failing: tuple[int, ...], flagged: tuple[int, ...], status: int
) -> None:
    assert not audit_chapter(tmp_path, examined(failing, flagged, status=status, folder=tmp_path)).as_expected
    assert audit_chapter(tmp_path, examined((), (), status=0, folder=tmp_path)).as_expected


def test_a_chapter_that_went_wrong_is_written_down(tmp_path: Path) -> None:
    assert not write_report(tmp_path, [], certificates=0, chapters={"audit": Chapter({"exitStatus": 1}, False)})
    written = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert written["audit"] == {"asExpected": False, "exitStatus": 1}
