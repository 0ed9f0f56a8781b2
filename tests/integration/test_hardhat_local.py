"""`hardhat-local.md` as a new user follows it: every command of it, in order, against a real Hardhat node.

What differs from a user's day, and nothing else does: the home folder is a temporary one; the three ports are free
ones; `https://rpc.example` is an Anvil node with the chain id of a public test network, whose faucet is one question;
and nobody is asked about Hardhat's telemetry. A block marked `bash terminal` runs in a process of its own until Ctrl-C.
"""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chain.finality import Depth
from chain.http_node import HttpNode
from chain.trust import read_trust
from tests.nodes import ROOT, run_anvil

PAGE = ROOT / "hardhat-local.md"
BLOCK = re.compile(r"^```(?P<mark>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
PORT = re.compile(r"--port ([0-9]+)")
DONE = "----- the block is done -----"
STEP_SECONDS = 300.0
TESTNET = 11_155_111
COINS = 10**18


@dataclass(frozen=True)
class Block:
    """Commands of the page, under the title of their section; `lasting` in a terminal of their own."""

    section: str
    mark: str
    text: str

    @property
    def lasting(self) -> bool:
        return self.mark == "bash terminal"


def blocks_of(page: str) -> list[Block]:
    titles = [(match.start(), match["title"]) for match in HEADING.finditer(page)]
    return [
        Block([title for start, title in titles if start < match.start()][-1], match["mark"], match["text"])
        for match in BLOCK.finditer(page)
    ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Shell:
    """One bash, as a terminal is: it keeps folder and variables, and stops at the first command that fails."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            ["bash", "-euo", "pipefail"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, commands: str) -> str:
        """Run `commands` and return what they printed; fails the test when one of them fails."""
        assert self._process.stdin
        assert self._process.stdout
        watch = threading.Timer(STEP_SECONDS, os.killpg, (self._process.pid, signal.SIGKILL))
        watch.start()
        try:
            # The commands read nothing: the rest of the script is on this input.
            self._process.stdin.write(f"{{\n{commands}}} </dev/null\nprintf '%s\\n' '{DONE}'\n")
            self._process.stdin.flush()
            printed: list[str] = []
            for line in self._process.stdout:
                if line.rstrip("\n") == DONE:
                    return "".join(printed)
                printed.append(line)
        finally:
            watch.cancel()
        raise AssertionError(f"the page's commands stopped:\n{commands}\nThey printed:\n{''.join(printed)}")

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def terminal(commands: str, environment: dict[str, str], log: Path) -> Iterator[None]:
    """Run `commands` in the folder of xcert until their port answers, and press Ctrl-C in the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for_port(int(PORT.findall(commands)[0]), process, log)
            yield
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(15)


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if answers(port):
            return
        if process.poll() is not None:
            break
        threading.Event().wait(0.1)
    raise AssertionError(f"nothing listens on port {port}:\n{log.read_text(errors='replace')[-2000:]}")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Walk:
    """What came of following the page."""

    folder: Path
    ports: dict[str, int]
    printed: dict[str, list[str]] = field(default_factory=dict)
    run: list[Block] = field(default_factory=list)
    served: list[tuple[str, str]] = field(default_factory=list)

    def said(self, section: str) -> str:
        return "\n".join(self.printed[section])


def user_environment(home: Path) -> dict[str, str]:
    own = str(ROOT / ".venv" / "bin")
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != own)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XCERT", "XDG", "VIRTUAL_ENV"))}
    return kept | {"HOME": str(home), "PATH": path, "HARDHAT_DISABLE_TELEMETRY_PROMPT": "true"}


def served_answers(walk: Walk) -> list[tuple[str, str]]:
    """Ask the verifier that step 9 serves for its page and about two files."""
    address = f"http://127.0.0.1:{walk.ports['8080']}"
    with urllib.request.urlopen(f"{address}/", timeout=20) as page:
        found = [("page", str(page.status))]
    for path in (min(walk.folder.glob("certificates/*.json")), walk.folder / "altered.json"):
        request = urllib.request.Request(
            f"{address}/api/v1/verify", path.read_bytes(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            found.append((path.name, json.load(answer)["verdict"]))
    return found


def fund_for_testnet(node: str, folder: Path) -> None:
    """Do what the faucet of a public test network does."""
    account = (folder / "root.address").read_text().strip()
    HttpNode(node).ask("anvil_setBalance", account, hex(COINS))


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    home = tmp_path_factory.mktemp("home")
    environment = user_environment(home)
    found = Walk(home / "xcert-local", {port: free_port() for port in ("8545", "8546", "8080")})
    with ExitStack() as stack:
        testnet = stack.enter_context(run_anvil("--block-time", "1", chain_id=TESTNET))
        page = PAGE.read_text("utf-8").replace("https://rpc.example", testnet.url)
        for named, port in found.ports.items():
            page = page.replace(named, str(port))
        shell = Shell(environment)
        stack.callback(shell.close)
        for number, block in enumerate(blocks_of(page)):
            if "test network" in block.section:
                fund_for_testnet(testnet.url, found.folder)
            if block.lasting:
                stack.enter_context(terminal(block.text, environment, home / f"terminal-{number}.log"))
                found.served = served_answers(found) if "browser" in block.section else found.served
            else:
                found.printed.setdefault(block.section, []).append(shell.run(block.text))
            found.run.append(block)
        yield found


def test_every_command_of_the_page_was_run(walk: Walk) -> None:
    page = PAGE.read_text("utf-8")
    assert [block.section for block in walk.run] == [block.section for block in blocks_of(page)]
    assert len(walk.run) == page.count("\n```bash")


def test_the_page_hides_no_command() -> None:
    """A fence of another kind, an indented block, or a command inside a sentence would never be run."""
    page = PAGE.read_text("utf-8")
    blocks = blocks_of(page)
    assert {block.mark for block in blocks} == {"bash", "bash terminal"}
    assert 2 * len(blocks) == len(re.findall(r"^\s*(?:```|~~~)", page, re.MULTILINE))
    prose = BLOCK.sub("", page)
    assert not re.findall(r"^(?: {4}|\t)\S", prose, re.MULTILINE)
    programs = re.compile(r"`(?:\$ |\./|xcert \w|npx |npm |python |anvil |hardhat )[^`]*`")
    assert programs.findall(prose) == []


SAYS = {
    "1. Set up": ["setup: ready (run)", "setup: ready (node)"],
    "2. Start the node": [],
    "3. Accounts": ["sent 10 coins to 0x"],
    "4. Put the registries on the chain": [
        "contracts deployed on eip155:31337",
        '"maxHeadAge": 86400',
        '"test": true',
    ],
    "5. An accreditor and the standards": ["1\n", "12 published, 0 were there already"],
    "6. An organisation": [
        "Fund both, and send accreditation-request.json",
        "this workspace is organisation 1",
        "key registered",
        "is administration",
    ],
    "7. Issue": [
        "roster-bim-71.csv: 71 rows accepted, 0 refusals",
        "58 certificates anchored, judged VALID and written to certificates",
    ],
    "8. Verify": [".json: Valid (", ".pdf: Valid (", ".png: Valid (", "altered.json: Not valid [V6]", "status 1"],
    "10. Revoke, with due process": [
        "case 1: 1 certificates; decide after a reply",
        "not all of these holders replied",
        "case 1: 1 replies recorded",
        "another person decides",
        "revoke: 1 changed, 0 were so already",
        "000002.json: Genuine, not current [V11]",
        "000001.json: Valid (",
    ],
    "11. If nobody replies": [
        "the chain's clock is 15 days ahead",
        "revoke: 1 changed, 0 were so already",
        "000003.json: Could not check [V3]",
        "status 3",
    ],
    "The same on Anvil": ["contracts deployed on eip155:31337", "12 published, 0 were there already"],
    "The same on a test network": [f"contracts deployed on eip155:{TESTNET}"],
}


@pytest.mark.parametrize("section", SAYS)
def test_a_section_ends_as_the_page_says(walk: Walk, section: str) -> None:
    said = walk.said(section)
    assert [sentence for sentence in SAYS[section] if sentence not in said] == []


def test_every_section_with_commands_has_its_outcome_checked() -> None:
    sections = {block.section for block in blocks_of(PAGE.read_text("utf-8")) if not block.lasting}
    assert sections == set(SAYS)


def test_everybody_who_passed_has_a_file_of_each_kind(walk: Walk) -> None:
    numbers = {path.stem for path in walk.folder.glob("certificates/*.json")}
    assert len(numbers) == 58
    assert {path.stem for path in walk.folder.glob("certificates/*.pdf")} == numbers
    assert {path.stem for path in walk.folder.glob("qr/*.png")} == numbers
    assert len((walk.folder / "results.csv").read_text("utf-8-sig").splitlines()) == 72


def test_the_browser_gets_the_same_verdicts(walk: Walk) -> None:
    assert [verdict for _, verdict in walk.served] == ["200", "VALID", "NOT_VALID"]


def test_keys_and_passphrase_are_private(walk: Walk) -> None:
    assert walk.folder.stat().st_mode & 0o077 == 0
    secrets = [walk.folder / name for name in ("passphrase", "root.json", "accreditor.json", "second.json")]
    assert [path.name for path in secrets if path.stat().st_mode & 0o077] == []


def test_the_trust_file_of_a_test_network_has_its_finality_and_says_that_it_is_one(walk: Walk) -> None:
    (trusted,) = read_trust((walk.folder / "testnet-trust.json").read_bytes())
    assert (trusted.network.chain, trusted.finality, trusted.network.test) == (TESTNET, Depth(3), True)


def test_the_passphrase_is_in_nothing_that_was_printed(walk: Walk) -> None:
    passphrase = (walk.folder / "passphrase").read_text().strip()
    logs = [path.read_text(errors="replace") for path in walk.folder.parent.glob("*.log")]
    assert not any(passphrase in text for text in [*logs, *(walk.said(section) for section in walk.printed)])
