"""What the honest organisation opens: its evidence package, and one learner's proof; the regulator its register."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from issuer.outputs import write_private_output
from issuer.sessions.exporting import export_evidence, learner_proof
from xcert.demo.hall import LABEL
from xcert.demo.journey import Issued, open_desks
from xcert.demo.rogue import Rogue
from xcert.demo.stage import REGISTER_FILE, Stage
from xcert.progress import DrawnProgress

EVIDENCE: Final = "evidence"
"""The folder of packages, beside the reports."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was opened of the honest session."""

    session: bytes
    candidates: int
    events: int
    package: Path
    proof: Path


def open_session(stage: Stage, issued: Issued, progress: DrawnProgress) -> Shown:
    """Export the evidence package, and the proof of the learner whose appeal was upheld."""
    evidence, proofs = stage.folder / EVIDENCE, stage.folder / "proof"
    evidence.mkdir()
    proofs.mkdir()
    _write_register(stage, evidence)
    with open_desks(stage, progress) as (desk, _):
        assessment = desk.find(LABEL)
        package, _ = export_evidence(desk, assessment, evidence)
        who, proof = learner_proof(desk, assessment, issued.appellant)
        events = len(desk.story(assessment).events)
    path = proofs / f"{who}.proof.json"
    write_private_output(path, proof)
    return Shown(assessment.session, issued.candidates, events, package, path)


def open_rogue(stage: Stage, rogue: Rogue) -> Path:
    """Write the rigged session's package and the register; return the folder that both lie in."""
    evidence = stage.folder / "rigged" / EVIDENCE
    evidence.mkdir(parents=True)
    _write_register(stage, evidence)
    rogue.open(evidence)
    return evidence


def _write_register(stage: Stage, folder: Path) -> None:
    write_private_output(folder / REGISTER_FILE, stage.open_register())
