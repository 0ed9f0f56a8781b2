"""A workspace of the organisation in `tests.world`, ready to issue, on any node with a faucet."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from authority import register_key
from certificate.bundle import Bundle
from chain.accounts import KeyAccount
from chain.faucet import fund
from chain.registry_values import Role
from issuer.asking import key_request
from issuer.desk import Desk
from issuer.intake import RosterFile
from issuer.issuing import IssueReport, issue
from issuer.keys import KeyName
from issuer.network import IssuerNetwork
from issuer.outputs import Outputs
from issuer.passphrase import Passphrase
from issuer.settings import Settings
from issuer.status import StatusDesk
from issuer.workspace import Workspace, create_workspace, enter_organisation, open_workspace
from tests.builders import PROFILE
from tests.nodes import ROOT
from tests.world import World, now_of

ROSTER = ROOT / "xcert" / "data" / "rosters" / "roster-bim-71.csv"
PASSED = 58
"""Candidates of `ROSTER` who pass, counted with a spreadsheet."""
PASSPHRASE = Passphrase("a passphrase for tests only")
PREFIX = "S000099000001"
FEW = (
    "姓名,证件类型,证件号码,标准代码,等级,理论成绩,实操成绩,准考证号,培训院校\n"
    "贾梓若,201,990101200401025573,X-BIM,1,78,78,T1,甲校\n"
    "罗思,201,990101200306252639,X-BIM,1,74,67,T2,甲校\n"
    "何丽,201,99010119890420694X,X-BIM,1,50,45,T3,甲校\n"
    "欧阳娜娜,201,990101199708025281,X-BIM,1,80,91,T4,乙校\n"
)
"""Four candidates, of whom the third fails."""


def ask(_: str) -> Passphrase:
    return PASSPHRASE


@dataclass(frozen=True)
class House:
    """An organisation's open workspace with its keys, and where its files go."""

    world: World
    workspace: Workspace
    network: IssuerNetwork
    desk: Desk
    folder: Path

    @property
    def outputs(self) -> Outputs:
        return Outputs(self.folder / "out")

    @property
    def files(self) -> dict[str, bytes]:
        """The released certificates by file name."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / "out").glob("*.json"))}

    def issue(
        self, roster: str | bytes = FEW, *, session: str = "June", go_on: bool = False, level: int = 1
    ) -> IssueReport:
        data = roster.encode() if isinstance(roster, str) else roster
        standards = {self.world.standard.family: self.world.standard}
        return issue(
            self.desk,
            RosterFile("roster.csv", data),
            session=self.world.session(session, level=level),
            label=session,
            standards=standards,
            outputs=self.outputs,
            go_on=go_on,
        )

    def status_desk(self, account: KeyAccount) -> StatusDesk:
        return StatusDesk(self.workspace, self.network, account, self.desk.clock)

    def numbers(self) -> list[str]:
        return [Bundle.parse(data).certificate.number for data in self.files.values()]


def make_workspace(world: World, folder: Path) -> None:
    """Make a workspace with keys of its own and have them registered; funds its anchoring account."""
    place = world.deployment
    settings = Settings(
        profile=PROFILE,
        network=f"eip155:{place.chain}:{place.registry.hex()}",
        trust_file="trust.json",
        verifier="https://verify.example",
        number_prefix=PREFIX,
    )
    public = create_workspace(folder / "workspace", settings, ask, work=2)
    enter_organisation(folder / "workspace", world.organisation)
    fund(world.node, public.anchoring)
    world.office(world.administration).set_account(world.organisation, public.anchoring, Role.ANCHORING)
    with open_workspace(folder / "workspace") as workspace:
        network = IssuerNetwork(world.trusted, [world.node])
        request = key_request(workspace, network, workspace.keys.signer(ask))
        register_key(world.office(world.administration), request)


@contextmanager
def open_house(world: World, folder: Path) -> Iterator[House]:
    """Open the workspace in `folder`; time is that of the newest block."""
    with open_workspace(folder / "workspace") as workspace:
        network = IssuerNetwork(world.trusted, [world.node])
        desk = Desk(
            workspace,
            network,
            workspace.keys.signer(ask),
            workspace.keys.account(KeyName.ANCHORING, ask),
            lambda: datetime.fromtimestamp(now_of(world.node), UTC),
        )
        yield House(world, workspace, network, desk, folder)


def empty(folder: Path) -> None:
    """Remove what was released."""
    shutil.rmtree(folder / "out", ignore_errors=True)
