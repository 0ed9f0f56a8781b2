"""Issues in child processes that are killed at a chosen moment; run as a program by `test_killing`.

A moment is any point at which something leaves the process or is made to last: before and after each commit of the
database, before and after a transaction is handed to the chain, before and after each file is put in its place. The
program makes one workspace, then for each moment copies it, kills a child there, looks, and lets another child finish.
"""

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from certificate.bundle import Bundle
from certificate.facts import Facts
from chain.embedded import EmbeddedChain
from chain.evidence import FactsReader
from chain.hexadecimal import Json
from chain.rpc import Rpc
from tests.integration.issuer.house import FEW, make_workspace, open_house
from tests.world import World, build_world

GENESIS = 1_781_000_000
CHAIN = "chain.jsonl"


class Moments:
    """Counts moments, and kills this process at the one numbered `fatal`."""

    def __init__(self, fatal: int | None) -> None:
        self.passed: list[str] = []
        self._fatal = fatal
        self._written = False

    def reach(self, name: str) -> None:
        self.passed.append(name)
        if self._fatal is not None and len(self.passed) > self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _commit(self) -> None:
        self._written = True
        self.reach("before a commit")

    def _committed(self) -> None:
        # A connection also comes back from mere reading, which leaves no trace.
        if self._written:
            self._written = False
            self.reach("after a commit")

    def watch(self, engine: Engine, chain: EmbeddedChain) -> None:
        """Reach a moment wherever something is made to last."""
        event.listen(engine, "commit", lambda _: self._commit())
        event.listen(engine, "checkin", lambda *_: self._committed())
        ask, put = chain.ask, os.replace

        def watched_ask(method: str, *params: Json) -> Json:
            if method != "eth_sendRawTransaction":
                return ask(method, *params)
            self.reach("before a transaction is handed in")
            answer = ask(method, *params)
            self.reach("after a transaction is handed in")
            return answer

        def watched_replace(*arguments: Any) -> None:
            self.reach("before a file is put in its place")
            put(*arguments)
            self.reach("after a file is put in its place")

        chain.ask = watched_ask  # type: ignore[method-assign]
        os.replace = watched_replace  # type: ignore[assignment]


@dataclass(frozen=True)
class Scene:
    """The world that was built before the first child, without its node."""

    world: World

    def open(self, folder: Path) -> World:
        chain = EmbeddedChain(GENESIS, path=folder / CHAIN)
        values = {name: getattr(self.world, name) for name in World.__dataclass_fields__}
        return World(**values | {"node": chain, "sessions": replace(self.world.sessions, node=chain)})


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a copy of this process; return its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def run(scene: Scene, folder: Path, fatal: int | None, report: Path | None = None) -> None:
    """Issue the roster in `folder`, being killed at the moment `fatal`; write the moments passed to `report`."""
    moments = Moments(fatal)
    world = scene.open(folder)
    assert isinstance(world.node, EmbeddedChain)
    with open_house(world, folder) as house:
        moments.watch(house.workspace.engine, world.node)
        house.issue(FEW)
        if report:
            report.write_text(json.dumps(moments.passed))


def look(scene: Scene, folder: Path) -> dict[str, Any]:
    """Say what stands on the chain and in the folder, judged from outside the issuer's own records."""
    world = scene.open(folder)
    assert isinstance(world.node, EmbeddedChain)
    rpc, reader = Rpc(world.node), FactsReader(world.trusted, [world.node])
    try:
        events = rpc.events([world.deployment.registry], first=0, last=rpc.height())
        files = sorted((folder / "out").glob("*.json"))
        return {
            "anchors": sum(entry.topics[1:2] == (world.organisation.to_bytes(32),) for entry in events),
            "files": [path.name for path in files],
            "anchored": [_is_anchored(reader, path.read_bytes()) for path in files],
        }
    finally:
        world.node.close()


def _is_anchored(reader: FactsReader, data: bytes) -> bool:
    bundle = Bundle.parse(data)
    facts = reader.read(bundle.certificate.address, bundle.issuer_proof.key)
    return isinstance(facts, Facts) and facts.batch is not None


def build(folder: Path) -> Scene:
    """Build the world and an empty workspace in `folder`."""
    folder.mkdir()
    chain = EmbeddedChain(GENESIS, path=folder / CHAIN)
    world = build_world(chain)
    make_workspace(world, folder)
    # Before the first child: whoever is killed finds it decided.
    world.session("June")
    chain.close()
    return Scene(world)


def main(base: Path, seed: int) -> None:
    """Kill at every moment, and then again at a random later one; print one JSON object."""
    scene = build(base / "base")
    shutil.copytree(base / "base", base / "whole")
    assert in_child(lambda: run(scene, base / "whole", None, base / "moments.json")) == 0
    moments = json.loads((base / "moments.json").read_text())
    draw = random.Random(seed)  # noqa: S311 -- the same moments on every run
    outcomes = []
    for fatal, name in enumerate(moments):
        folder = base / f"at-{fatal}"
        shutil.copytree(base / "base", folder)
        first = in_child(lambda folder=folder, fatal=fatal: run(scene, folder, fatal))  # type: ignore[misc]
        after_kill = look(scene, folder)
        # Every third one is killed a second time, somewhere on the way to the end.
        again = draw.randrange(len(moments)) if fatal % 3 == 0 else None
        second = in_child(lambda folder=folder, again=again: run(scene, folder, again))  # type: ignore[misc]
        last = in_child(lambda folder=folder: run(scene, folder, None)) if second else 0  # type: ignore[misc]
        end = look(scene, folder)
        outcomes.append({"moment": name, "statuses": [first, second, last], "killed": after_kill, "end": end})
        shutil.rmtree(folder)
    print(json.dumps({"moments": moments, "whole": look(scene, base / "whole"), "outcomes": outcomes}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
