"""The journey of the honest organisation: an assessment becomes certificates, and one of them is revoked."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from issuer.chosen import choose_numbers
from issuer.desk import Desk as IssuingDesk
from issuer.due_process import decide, give_notice
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.outputs import Outputs
from issuer.reasons import StatusReason
from issuer.sessions.desk import SessionDesk
from issuer.sessions.handing_over import issue_session
from issuer.status import StatusDesk
from issuer.workspace import open_workspace
from xcert.demo.candidates import APPELLANT, read_rows
from xcert.demo.cast import Cast
from xcert.demo.hall import Hall
from xcert.demo.sheets import Desk
from xcert.demo.stage import Stage, data
from xcert.demo.steps_after import steps_deciding, steps_marking
from xcert.demo.steps_before import steps_before
from xcert.demo.steps_closing import steps_closing
from xcert.demo.steps_sitting import steps_sitting
from xcert.demo.timetable import at
from xcert.progress import DrawnProgress

_ROSTER: Final = "rosters/roster-bim-71.csv"


@dataclass(frozen=True, slots=True)
class Issued:
    """What the honest organisation made: its session, how many sat, certificates (JSON) by number, in order."""

    session: bytes
    candidates: int
    certificates: tuple[Path, ...]
    appellant: str


def hold_session(stage: Stage, cast: Cast, progress: DrawnProgress) -> Issued:
    """Take the session from its plan to the archive, and issue to everybody who was granted."""
    sheets = Desk(stage.folder / "session", read_rows(data(_ROSTER)), cast)
    sheets.folder.mkdir()
    days = stage.timetable.honest
    with open_desks(stage, progress) as (sessions, desk):
        hall = Hall(stage, sessions, sheets, days, progress)
        hall.open()
        hall.run("preparing the session", steps_before(days, cast))
        hall.run("holding the examination", steps_sitting(days.exam))
        hall.run("marking", steps_marking(days, cast))
        hall.run("hearing the appeal, deciding", steps_deciding(days))
        stage.move_to(at(days.decided, "14:00"))
        outputs = Outputs(stage.folder / "certificates", pdf=True, qr=stage.folder / "qr")
        issue_session(sessions, desk, hall.assessment, outputs)
        hall.run("reporting and archiving", steps_closing(days))
    certificates = tuple(sorted(outputs.certificates.glob("*.json")))
    return Issued(hall.assessment.session, len(sheets.rows), certificates, sheets.rows[APPELLANT].ticket)


@contextmanager
def open_desks(stage: Stage, progress: DrawnProgress) -> Iterator[tuple[SessionDesk, IssuingDesk]]:
    """Open the organisation's workspace, for sessions and for issuing; the clock is the chain's."""
    with open_workspace(stage.workspace) as workspace:
        network = open_network(workspace.settings, workspace.folder, [stage.chain])
        relay = workspace.keys.account(KeyName.ANCHORING, stage.ask)
        signer = workspace.keys.signer(stage.ask)
        yield (
            SessionDesk(workspace, stage.clock, network, relay),
            IssuingDesk(workspace, network, signer, relay, stage.clock, progress),
        )


@dataclass(frozen=True, slots=True)
class Revocation:
    """A revocation that notice was given of: the certificate's number, and the case in the workspace."""

    number: str
    case: int


def give_revocation_notice(stage: Stage, issued: Issued) -> Revocation:
    """Give notice that the last certificate is to be revoked, by the administration account (R50)."""
    number = issued.certificates[-1].stem
    grounds = hashlib.sha256(b"the record of the investigation").digest()
    stage.move_to(at(stage.timetable.notice, "10:00"))
    with _status_desk(stage) as desk:
        chosen = choose_numbers(desk.workspace.engine, desk.workspace.organisation, [number])
        return Revocation(number, give_notice(desk, chosen, StatusReason.FRAUD_BY_CANDIDATE, grounds)[0].row)


def revoke(stage: Stage, revocation: Revocation) -> None:
    """Let a second person decide, after the fourteen days for a reply."""
    stage.move_to(at(stage.timetable.revoked, "10:00"))
    with _status_desk(stage) as desk:
        decide(replace(desk, account=stage.second), revocation.case, [revocation.number])


@contextmanager
def _status_desk(stage: Stage) -> Iterator[StatusDesk]:
    with open_workspace(stage.workspace) as workspace:
        network = open_network(workspace.settings, workspace.folder, [stage.chain])
        administration = workspace.keys.account(KeyName.ADMINISTRATION, stage.ask)
        yield StatusDesk(workspace, network, administration, stage.clock)
