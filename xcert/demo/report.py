"""Judges what the demonstration made, from the files alone, and writes down what came out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assessment.rules.finding import Outcome
from certificate.verdict import Outcome as Verdict
from verifier.answer import Answer
from verifier.answer_json import answer_members
from verifier.files import verify_file
from verifier.proof_answer import ProofAnswer, proof_members
from verifier.proof_reason import ProofOutcome
from verifier.proofs import answer_proof
from verifier.trust import Trust
from xcert.demo.examining import Examined
from xcert.demo.opening import Shown
from xcert.demo.rigged import Expected
from xcert.demo.rogue import Refusal
from xcert.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One certificate that is shown, as files, and the verdict it must get."""

    name: str
    files: tuple[Path, ...]
    expected: Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one file of an exhibit."""

    exhibit: Exhibit
    file: Path
    answer: Answer

    @property
    def as_expected(self) -> bool:
        """Whether the file got the verdict that it must get."""
        return self.answer.outcome is self.exhibit.expected


def judge_exhibits(stage: Stage, exhibits: tuple[Exhibit, ...], *, now: datetime) -> list[Finding]:
    """Verify every file of every exhibit as a stranger would: with the trust file and the chain, nothing else."""
    reader = stage.reader()
    trust = Trust([stage.trusted], stage.standards.values())
    return [
        Finding(exhibit, file, verify_file(file.read_bytes(), reader, trust, now))
        for exhibit in exhibits
        for file in exhibit.files
    ]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the report beside the certificates: its members, and whether it came out as it must."""

    members: Mapping[str, object]
    as_expected: bool


def session_chapter(stage: Stage, shown: Shown, *, now: datetime) -> Chapter:
    """Judge the learner's proof as a stranger would, and say what the honest session came to."""
    trust = Trust([stage.trusted], stage.standards.values())
    data = shown.proof.read_bytes()
    answer = answer_proof(data, sessions=stage.reader(), trust=trust, now=now)
    members = {
        "session": f"0x{shown.session.hex()}",
        "candidates": shown.candidates,
        "events": shown.events,
        "evidence": shown.package.relative_to(stage.folder).as_posix(),
        "proof": {"file": shown.proof.relative_to(stage.folder).as_posix(), "answer": proof_members(answer)},
    }
    return Chapter(members, _proves_the_correction(answer))


def _proves_the_correction(answer: ProofAnswer) -> bool:
    return answer.outcome is ProofOutcome.PROVEN and answer.learned is not None and answer.learned.changed


def audit_chapter(folder: Path, examined: Examined) -> Chapter:
    """Say what the audit of the honest session came to: nothing but PASS."""
    clean = examined.exit_status == 0 and len(examined.numbers(Outcome.PASS)) == len(examined.rules)
    return Chapter(_audit_members(folder, examined), clean)


def rigged_chapter(folder: Path, examined: Examined, refusals: Sequence[Refusal], expected: Expected) -> Chapter:
    """Say what the contract refused the rigged organisation, and what the audit found; both must be as `expected`."""
    found = (examined.numbers(Outcome.FAIL), examined.numbers(Outcome.FLAG), examined.numbers(Outcome.UNKNOWN))
    members = {
        **_audit_members(folder, examined),
        "refused": [{"tried": one.tried, "error": one.error, "answer": one.answer} for one in refusals],
        "expected": {"FAIL": list(expected.failing), "FLAG": list(expected.flagged)},
    }
    right = found == (expected.failing, expected.flagged, ()) and examined.exit_status == 1
    return Chapter(members, right and tuple(one.error for one in refusals) == expected.refusals)


def _audit_members(folder: Path, examined: Examined) -> dict[str, object]:
    return {
        "session": f"0x{examined.session.hex()}",
        "exitStatus": examined.exit_status,
        **{outcome.value: list(examined.numbers(outcome)) for outcome in Outcome if examined.numbers(outcome)},
        "json": examined.json.relative_to(folder).as_posix(),
        "html": examined.html.relative_to(folder).as_posix(),
    }


def write_report(
    folder: Path, findings: list[Finding], *, certificates: int, chapters: Mapping[str, Chapter] | None = None
) -> bool:
    """Write `report.json`; return whether every file got its verdict and every chapter is as it must be."""
    others = chapters or {}
    verdicts = bool(findings) and all(finding.as_expected for finding in findings)
    passed = verdicts and all(chapter.as_expected for chapter in others.values())
    members = {
        "format": "xcert/demo-report/v0",
        "asExpected": passed,
        "certificates": certificates,
        "exhibits": [
            {
                "exhibit": finding.exhibit.name,
                "file": finding.file.relative_to(folder).as_posix(),
                "expected": finding.exhibit.expected.value,
                "answer": answer_members(finding.answer),
            }
            for finding in findings
        ],
        **{name: {"asExpected": one.as_expected, **one.members} for name, one in others.items()},
    }
    (folder / "report.json").write_text(json.dumps(members, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return passed
