"""Issuing into a node that fails, and issuers that are killed: run again, it goes on; one anchor, everything VALID."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from certificate.verdict import Outcome
from chain.faucet import fund
from chain.http_node import HttpNode
from chain.rpc import Rpc
from issuer.workspace import open_workspace
from tests.faults import FaultyServer, OtherChainId, cut, faulty_server, honest, html
from tests.integration.nodes.estate import Estate, Said, build_estate, people, start_xcert, xcert
from tests.integration.nodes.stopping import STEP_SECONDS, Gate, Victim, end_of
from tests.nodes import Node, run_anvil

VALID = (Outcome.VALID, None)


@dataclass(frozen=True)
class Bench:
    """An organisation whose trust file leads through a gate to a real node."""

    estate: Estate
    gate: Gate
    proxy: FaultyServer

    def order(self, tag: str, size: int = 2, *more: str, processes: int = 1) -> list[str | Path]:
        """Return the command that issues a roster of its own to `size` people."""
        roster = self.estate.folder / f"{tag}.csv"
        roster.write_text(people([f"{tag}{number:02}" for number in range(size)]), "utf-8")
        arguments = self.estate.issue_arguments(roster, session=tag, processes=processes)
        arguments[arguments.index("--out") + 1] = self.out(tag)
        return [*arguments, *more]

    def out(self, tag: str) -> Path:
        return self.estate.folder / f"out-{tag}"

    def files(self, tag: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.out(tag).glob("*.json"))}

    @property
    def anchoring(self) -> bytes:
        """The account that anchors."""
        keystore = json.loads((self.estate.workspace / "anchoring.json").read_bytes())
        return bytes.fromhex(keystore["address"].removeprefix("0x"))

    def anchors(self) -> int:
        """How many transactions the anchoring account has sent."""
        return Rpc(self.estate.world.node).nonce(self.anchoring)

    def finish(self, command: list[str | Path], tag: str, size: int = 2) -> None:
        """Run the command again; everybody has one VALID certificate, and what was handed out before is unchanged."""
        before = self.files(tag)
        said = xcert(*command)
        assert (said.status, said.out.split(" ", 1)[0]) == (0, str(size)), said.err
        assert self.files(tag).items() >= before.items()
        assert len(self.files(tag)) == size
        verdicts = [self.estate.both(path) for path in sorted(self.out(tag).glob("*.json"))]
        assert verdicts == [VALID] * size


@pytest.fixture
def node() -> Iterator[Node]:
    with run_anvil() as running:
        yield running


@pytest.fixture
def bench(node: Node, tmp_path: Path) -> Iterator[Bench]:
    estate = build_estate(node.url, tmp_path)
    gate = Gate(HttpNode(node.url))
    with faulty_server(gate) as proxy:
        yield Bench(estate.trusting(rpc=(proxy.url,)), gate, proxy)


def one_sentence(said: Said) -> str:
    """Return the one line in which a command says why it stopped, among the names of its steps."""
    lines = [line for line in said.err.splitlines() if line.startswith("xcert: ")]
    assert len(lines) == 1
    assert "Traceback" not in said.err
    return lines[0]


@dataclass(frozen=True)
class Script:
    """The conversation of `xcert issuer issue`: which question, counted from 0, hands in, and which is the last."""

    send: int
    last: int

    def at(self, name: str, offset: int) -> int:
        return {"first": 0, "send": self.send, "last": self.last}[name] + offset


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    """Listen to an issue in which nothing happens."""
    with run_anvil() as quiet:
        estate = build_estate(quiet.url, tmp_path_factory.mktemp("quiet"))
        with faulty_server(estate.world.node) as proxy:
            bench = Bench(estate.trusting(rpc=(proxy.url,)), Gate(estate.world.node), proxy)
            assert xcert(*bench.order("N")).status == 0
            return Script(proxy.requests.index("eth_sendRawTransaction"), len(proxy.requests) - 1)


def test_an_answer_that_is_lost_at_any_question_costs_nothing_but_another_run(bench: Bench, script: Script) -> None:
    lost_on_the_way_there = [(at, False) for at in (0, script.send, script.send + 1)]
    lost_on_the_way_back = [(at, True) for at in range(script.send - 1, script.last + 1)]
    for number, (at, answered) in enumerate(lost_on_the_way_there + lost_on_the_way_back):
        tag = f"L{number:02}"
        command, anchors = bench.order(tag), bench.anchors()
        bench.gate.arm(at, answered=answered)
        said = xcert(*command)
        assert bench.gate.happened
        assert said.status != 0
        assert "does not answer" in one_sentence(said)
        assert not bench.files(tag)
        bench.finish(command, tag)
        assert bench.anchors() == anchors + 1, (at, answered)


MOMENTS = [
    pytest.param("first", 0, False, id="before the first question"),
    pytest.param("send", -5, True, id="after it was tried out"),
    pytest.param("send", 0, False, id="signed, not handed in"),
    pytest.param("send", 0, True, id="handed in, not heard of"),
    pytest.param("send", 1, True, id="mined"),
    pytest.param("send", 4, True, id="final"),
    pytest.param("last", -1, True, id="read back"),
    pytest.param("last", 0, True, id="before the release"),
]


@pytest.mark.parametrize(("moment", "offset", "answered"), MOMENTS)
def test_a_kill_at_a_moment_of_the_conversation(
    bench: Bench, script: Script, moment: str, offset: int, answered: bool
) -> None:
    victim = Victim()
    command = bench.order("K")
    bench.gate.arm(script.at(moment, offset), answered=answered, event=victim.kill)
    process = start_xcert(*command)
    victim.is_process(process)
    process.communicate(timeout=STEP_SECONDS)
    assert (bench.gate.happened, process.returncode) == (True, -9)
    assert not bench.files("K")
    bench.finish(command, "K")
    assert bench.anchors() == 1


def kill_at_first(pattern: str, bench: Bench, command: list[str | Path], tag: str) -> None:
    """Run a command and kill it as soon as it has written a file."""
    process = start_xcert(*command)
    while process.poll() is None and not any(bench.out(tag).glob(pattern)):
        threading.Event().wait(0.001)
    process.kill()
    process.communicate(timeout=STEP_SECONDS)


@pytest.mark.parametrize("pattern", ["*.json", "*.pdf"])
def test_a_kill_while_files_are_written(bench: Bench, pattern: str) -> None:
    command = bench.order("W", 12, "--pdf")
    kill_at_first(pattern, bench, command, "W")
    bench.finish(command, "W", 12)
    assert bench.anchors() == 1
    assert {path.stem for path in bench.out("W").glob("*.pdf")} == {path.stem for path in bench.out("W").glob("*.json")}
    assert not list(bench.out("W").glob(".*")), "halves of files are left"


def test_a_kill_takes_the_worker_processes_along(bench: Bench, script: Script) -> None:
    victim = Victim()
    command = bench.order("P", processes=2)
    bench.gate.arm(script.last, answered=True, event=victim.kill)
    process = start_xcert(*command)
    victim.is_process(process)
    process.communicate(timeout=STEP_SECONDS)
    assert process.returncode == -9
    assert victim.children
    assert end_of(victim.children)
    bench.finish(command, "P")


def test_kills_again_and_again(bench: Bench, script: Script) -> None:
    """Each run gets one question further than the last."""
    command = bench.order("A")
    for at, answered in [(script.send, False), (0, True), (2, True)]:
        victim = Victim()
        bench.gate.arm(at, answered=answered, event=victim.kill)
        process = start_xcert(*command)
        victim.is_process(process)
        process.communicate(timeout=STEP_SECONDS)
        assert process.returncode == -9
    bench.finish(command, "A")
    assert bench.anchors() == 1


def test_a_node_that_is_stopped_and_comes_back_with_its_chain(tmp_path: Path, script: Script) -> None:
    state = str(tmp_path / "chain.state")
    folder = tmp_path / "estate"
    folder.mkdir()
    with run_anvil("--state", state) as first:
        estate = build_estate(first.url, folder)
        gate = Gate(HttpNode(first.url))
        with faulty_server(gate) as proxy:
            bench = Bench(estate.trusting(rpc=(proxy.url,)), gate, proxy)
            command = bench.order("B")
            gate.arm(script.send, answered=True, event=first.stop)
            assert xcert(*command).status == 3
            assert xcert(*command).status == 3
            assert not bench.files("B")
            with run_anvil("--state", state, port=first.port):
                bench.finish(command, "B")
                assert bench.anchors() == 1


def test_a_node_that_comes_back_empty_gets_nothing_released(node: Node, bench: Bench, script: Script) -> None:
    """Nor after its operator did what it asks for, and gave the account money on a chain without a registry."""
    command = bench.order("E")
    bench.gate.arm(script.send, answered=True, event=node.stop)
    assert xcert(*command).status == 3
    with run_anvil(port=node.port):
        assert xcert(*command).status != 0
        assert not bench.files("E")
        fund(bench.gate, bench.anchoring)
        for _ in range(2):
            said = xcert(*command)
            assert said.status == 3
            assert "there is no CertificateRegistry" in one_sentence(said)
            assert not bench.files("E")


def test_a_node_on_another_chain_is_refused_before_anything_is_sent(bench: Bench) -> None:
    command = bench.order("O")
    bench.proxy.upstream = OtherChainId(bench.gate, 31_338)
    said = xcert(*command)
    assert said.status == 3
    assert "is on chain 31338 and not on 31337" in one_sentence(said)
    assert bench.anchors() == 0
    bench.proxy.upstream = bench.gate
    bench.finish(command, "O")


@pytest.mark.parametrize("fault", [html, cut], ids=["a page instead of an answer", "cut off in the middle"])
def test_a_node_that_answers_badly_is_named(bench: Bench, fault: object) -> None:
    command = bench.order("H")
    bench.proxy.fault = html if fault is html else cut
    said = xcert(*command)
    assert said.status == 3
    assert one_sentence(said).startswith("xcert: the node at http://127.0.0.1:")
    bench.proxy.fault = honest
    bench.finish(command, "H")
    assert bench.anchors() == 1


def test_another_contract_in_the_registrys_place_anchors_nothing(bench: Bench) -> None:
    """It accepts everything and answers yes to everything; nothing is sent to it, and nothing is released."""
    node, place = bench.estate.world.node, f"0x{bench.estate.world.deployment.registry.hex()}"
    genuine = node.ask("eth_getCode", place, "latest")
    command = bench.order("C")
    node.ask("anvil_setCode", place, "0x600160005260206000f3")
    said = xcert(*command)
    assert said.status == 3
    assert "not what its interface says" in one_sentence(said)
    assert not bench.files("C")
    assert bench.anchors() == 0
    node.ask("anvil_setCode", place, genuine)
    bench.finish(command, "C")


def test_a_second_process_waits_for_nobody_and_says_so(bench: Bench, script: Script) -> None:
    """While one process issues, another one on the same workspace is turned away, and harms nothing."""
    command = bench.order("T")
    refused: list[Said] = []
    bench.gate.arm(script.send, answered=False, event=lambda: refused.append(xcert(*command)))
    process = start_xcert(*command)
    process.communicate(timeout=STEP_SECONDS)
    assert [said.status for said in refused] == [1]
    assert "another process works in" in one_sentence(refused[0])
    bench.finish(command, "T")
    assert bench.anchors() == 1
    with open_workspace(bench.estate.workspace):
        assert "another process works in" in one_sentence(xcert(*command))
