"""Judges what the demonstration made, from the files alone, and writes down what came out."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certificate.verdict import Outcome
from chain.evidence import FactsReader
from verifier.answer import Answer
from verifier.answer_json import answer_members
from verifier.files import verify_file
from verifier.trust import Trust
from xcert.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One certificate that is shown, as files, and the verdict it must get."""

    name: str
    files: tuple[Path, ...]
    expected: Outcome


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
    reader = FactsReader(stage.trusted, [stage.chain])
    trust = Trust([stage.trusted], stage.standards.values())
    return [
        Finding(exhibit, file, verify_file(file.read_bytes(), reader, trust, now))
        for exhibit in exhibits
        for file in exhibit.files
    ]


def write_report(folder: Path, findings: list[Finding], *, certificates: int) -> bool:
    """Write `report.json`; return whether every file got its verdict."""
    passed = bool(findings) and all(finding.as_expected for finding in findings)
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
    }
    (folder / "report.json").write_text(json.dumps(members, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return passed
