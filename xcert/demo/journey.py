"""The journey: a roster becomes certificates, one of them is revoked with due process, and what a forger would do."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificate.bundle import Bundle
from certificate.issuer_proof import sign_certificate
from issuer.chosen import choose_numbers
from issuer.desk import Desk
from issuer.due_process import decide, give_notice
from issuer.intake import RosterFile
from issuer.issuing import IssueReport, issue
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.outputs import Outputs
from issuer.reasons import StatusReason
from issuer.status import StatusDesk
from issuer.workspace import open_workspace
from xcert.demo.stage import FAMILY, Stage, data
from xcert.progress import DrawnProgress

ISSUED: Final = 28
"""Day of issue, counted from the chain's beginning."""
NOTICE: Final = 50
DECISION: Final = 70
_ROSTER: Final = "roster-bim-71.csv"
_SESSION: Final = "X-BIM 2026"
_CANDIDATES: Final = 71
_FAILED: Final = 13


@dataclass(frozen=True, slots=True)
class Issued:
    """What the issuer handed out: JSON, PDF and QR by certificate number, in order."""

    report: IssueReport
    certificates: tuple[Path, ...]


def issue_roster(stage: Stage, progress: DrawnProgress) -> Issued:
    """Issue the roster of 71 candidates: check, sign, anchor, read back, judge, and only then write files."""
    stage.move_to(ISSUED)
    session = stage.decide(candidates=_CANDIDATES, failed=_FAILED)
    outputs = Outputs(stage.folder / "certificates", pdf=True, qr=stage.folder / "qr")
    with open_workspace(stage.workspace) as workspace:
        desk = Desk(
            workspace=workspace,
            network=open_network(workspace.settings, workspace.folder, [stage.chain]),
            signer=workspace.keys.signer(stage.ask),
            account=workspace.keys.account(KeyName.ANCHORING, stage.ask),
            clock=stage.clock,
            progress=progress,
        )
        roster = RosterFile(_ROSTER, data(f"rosters/{_ROSTER}"))
        report = issue(
            desk, roster, session=session, label=_SESSION, standards={FAMILY: stage.standards[FAMILY]}, outputs=outputs
        )
    progress.finish()
    return Issued(report, tuple(sorted(outputs.certificates.glob("*.json"))))


def altered_of(genuine: bytes) -> bytes:
    """Return the certificate as a forger would have it: another name, everything else left as it is."""
    document = json.loads(genuine)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "李改名"
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unknown_of(genuine: bytes) -> bytes:
    """Return a certificate that claims the same issuer, signed with a key of one's own and never anchored."""
    bundle = Bundle.parse(genuine)
    place = replace(bundle.certificate.address, session=hashlib.sha256(b"a session that never was").digest())
    certificate = replace(bundle.certificate, address=place)
    created = datetime.fromisoformat(bundle.issuer_proof.created)
    proof = sign_certificate(certificate, _OwnKey(Ed25519PrivateKey.generate()), created=created)
    return replace(bundle, certificate=certificate, issuer_proof=proof).to_bytes()


def revoke_one(stage: Stage, issued: Issued) -> str:
    """Revoke the last certificate with due process and return its number.

    Notice by the administration account, fourteen days for a reply, and the decision of a second person (R50).
    """
    number = issued.certificates[-1].stem
    grounds = hashlib.sha256(b"the record of the investigation").digest()
    with open_workspace(stage.workspace) as workspace:
        network = open_network(workspace.settings, workspace.folder, [stage.chain])
        administration = workspace.keys.account(KeyName.ADMINISTRATION, stage.ask)
        stage.move_to(NOTICE)
        desk = StatusDesk(workspace, network, administration, stage.clock)
        chosen = choose_numbers(workspace.engine, workspace.organisation, [number])
        case = give_notice(desk, chosen, StatusReason.FRAUD_BY_CANDIDATE, grounds)[0]
        stage.move_to(DECISION)
        decide(replace(desk, account=stage.second), case.row, [number])
    return number


@dataclass(frozen=True, slots=True, repr=False)
class _OwnKey:
    """A key that nobody registered."""

    private: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)
