"""An organisation on a real node, and every certificate's answer in two ways: the verifier's and the command line's."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from unittest.mock import patch

from certificate.verdict import Outcome, Reason
from chain.evidence import FactsReader
from chain.finality import Finality, Instant
from chain.http_node import HttpNode
from chain.node import Node
from chain.registry_values import Role
from chain.trust import TrustedNetwork, write_trust
from tests.integration.issuer.house import PASSPHRASE, make_workspace
from tests.world import World, build_world, now_of
from verifier.answer import Answer
from verifier.files import verify_file
from verifier.trust import Trust
from xcert.cli import run

XCERT = Path(sys.executable).with_name("xcert")
TITLES = "姓名,证件类型,证件号码,标准代码,等级,理论成绩,实操成绩,准考证号,培训院校\n"


@dataclass(frozen=True)
class Said:
    """What a command answered: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def xcert(*arguments: str | Path) -> Said:
    """Run a command in this process, as the terminal would."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run([str(argument) for argument in arguments])
    return Said(status, out.getvalue(), err.getvalue())


def start_xcert(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    command = [str(XCERT), *(str(argument) for argument in arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


@dataclass(frozen=True)
class Estate:
    """A world with a workspace in `folder`; `trusted` is what verifiers and the workspace trust."""

    world: World
    folder: Path
    trusted: TrustedNetwork

    @property
    def trust_file(self) -> Path:
        return self.folder / "trust.json"

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def certificates(self) -> list[Path]:
        return sorted((self.folder / "out").glob("*.json"))

    @property
    def now(self) -> datetime:
        """The chain's time: a node that makes a block for each transaction may run ahead of the clock."""
        return datetime.fromtimestamp(now_of(self.world.node), UTC)

    def trusting(self, **changes: Any) -> "Estate":
        """Return this estate with another trust file entry; members of the network or of the entry change."""
        own = {name: changes.pop(name) for name in ("finality", "rpc", "agree") if name in changes}
        trusted = replace(self.trusted, network=replace(self.trusted.network, **changes), **own)
        estate = replace(self, trusted=trusted)
        estate.write_trust()
        return estate

    def write_trust(self) -> None:
        """Write the trust file for the verifier, and another for the workspace."""
        for path in (self.trust_file, self.workspace / "trust.json"):
            path.write_bytes(write_trust([self.trusted]))

    def reader(self, node: Node | None = None) -> FactsReader:
        return FactsReader(self.trusted, [node or self.world.node])

    def answer(self, file: Path, reader: FactsReader | None = None, now: datetime | None = None) -> Answer:
        """Return what the verifier says about `file` at the chain's time."""
        trust = Trust([self.trusted])
        return verify_file(file.read_bytes(), reader or self.reader(), trust, now or self.now)

    def verify(self, *files: Path, rpc: str | None = None, allow: bool = True, now: datetime | None = None) -> Said:
        """Run `xcert verify` on `files` at the chain's time, or at `now`."""
        node = ["--rpc", rpc] if rpc else []
        allowed = ["--allow-test-network"] if allow else []
        with patch("xcert.verify_command.datetime", _clock_at(now or self.now)):
            return xcert("verify", "--json", "--trust", self.trust_file, *node, *allowed, *files)

    def both(self, file: Path) -> tuple[Outcome, Reason | None]:
        """Return verdict and reason of `file`, which the verifier and the command line agree about."""
        answer = self.answer(file)
        said = self.verify(file)
        assert isinstance(answer.reason, Reason | None)
        reason = answer.reason.value if answer.reason else None
        assert (said.json["verdict"], said.json["reason"]) == (answer.outcome.value, reason)
        good = answer.outcome in {Outcome.VALID, Outcome.VALID_WITH_NOTICE}
        assert said.status == (0 if good else 3 if answer.outcome is Outcome.COULD_NOT_CHECK else 1)
        return answer.outcome, answer.reason

    def issue_arguments(self, roster: Path, *, session: str = "June", processes: int = 1) -> list[str | Path]:
        """Return the command that issues `roster`."""
        return [
            *("issuer", "issue", roster, "--workspace", self.workspace),
            *("--session", self.world.session(session).hex(), "--label", session),
            *("--out", self.folder / "out", "--processes", str(processes)),
            *("--passphrase-file", self.passphrase_file()),
        ]

    def passphrase_file(self) -> Path:
        path = self.folder / "passphrase"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(PASSPHRASE.text + "\n", "utf-8")
        return path


def _clock_at(moment: datetime) -> type[datetime]:
    """Return a clock for the command line that stands at `moment`."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    return Clock


def build_estate(url: str, folder: Path, *, finality: Finality | None = None) -> Estate:
    """Deploy, accredit, publish and register on the node at `url`, and make a workspace."""
    world = build_world(HttpNode(url))
    office = world.office(world.administration)
    office.set_account(world.organisation, world.second.address, Role.ADMINISTRATION)
    make_workspace(world, folder)
    estate = Estate(world, folder, world.trusted)
    return estate.trusting(rpc=(url,), finality=finality or Instant())


def people(tags: Sequence[str]) -> str:
    """Return a roster of people who pass, one with a passport for each tag of a letter and digits."""
    rows = [f"欧阳娜娜,205,{tag}0001,X-BIM,1,80,80,T-{tag},甲校\n" for tag in tags]
    return TITLES + "".join(rows)
