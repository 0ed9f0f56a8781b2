"""`chain.serve`: the embedded chain behind a real socket, for tools of other people and for a second terminal."""

import http.client
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from web3 import Web3

from chain import AccreditationViews, FactsReader, HttpNode, Instant, KeyAccount, Sender, deploy, fund, trusted_network
from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
from chain.errors import BlockFileError, ServeError
from chain.hexadecimal import checksummed
from chain.rpc import Rpc
from chain.serve import ChainServer, serve
from tests.unit.chain.reading import facts_of
from tests.unit.chain.world import KEY, START, build_world

CHAIN_ID = b'{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}'
JSON = {"Content-Type": "application/json"}


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request("POST", "/", body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_whole_world_is_built_over_the_socket() -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        node = HttpNode(server.url)
        world = build_world(node)
        submission = world.submission()
        world.anchor(submission)
        facts = facts_of(FactsReader(world.trusted(), [node]).read(world.address(submission), KEY))
        assert facts.batch is not None
        node.close()


def test_ordinary_tools_understand_it() -> None:
    chain = EmbeddedChain(START)
    with ChainServer(chain, port=0) as server:
        web3 = Web3(Web3.HTTPProvider(server.url))
        assert web3.is_connected()
        account = KeyAccount.create()
        fund(chain, account.address)
        assert web3.eth.get_balance(Web3.to_checksum_address(checksummed(account.address))) == 10 * 10**18
        assert web3.eth.get_block("latest")["number"] == 1
        with web3.batch_requests() as batch:
            batch.add(web3.eth.get_block(0))
            batch.add(web3.eth.get_block(1))
            blocks: Any = batch.execute()
        assert [block["number"] for block in blocks] == [0, 1]


def test_a_restart_finds_the_same_chain(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    with EmbeddedChain(START, path=path) as chain, ChainServer(chain, port=0) as server:
        node = HttpNode(server.url)
        account = KeyAccount.create()
        fund(node, account.address)
        sender = Sender(node, account, chain=EMBEDDED_CHAIN, finality=Instant())
        deployment = deploy(sender, chain=EMBEDDED_CHAIN)
        head = Rpc(node).block("latest")
        node.close()
    with EmbeddedChain(START, path=path) as chain, ChainServer(chain, port=0) as server:
        node = HttpNode(server.url)
        assert Rpc(node).block("latest") == head
        assert AccreditationViews(node, deployment.accreditation).root_authority() == account.address
        assert FactsReader(trusted_network(deployment, finality=Instant()), [node]).prepare() is None
        node.close()


# A shell starts what runs in the background with interrupts ignored, and so would a test run from there.
SERVE = """
import signal, sys, time
from pathlib import Path
from chain.serve import serve
signal.signal(signal.SIGINT, signal.default_int_handler)
serve(Path(sys.argv[1]), clock=lambda: int(time.time()), port=0, ready=lambda url: print(url, flush=True))
"""


def start(path: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def end(process: subprocess.Popen[str], how: int) -> int:
    process.send_signal(how)
    code = process.wait(30)
    assert process.stdout is not None
    process.stdout.close()
    return code


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_ends_in_any_way_leaves_its_chain_behind(tmp_path: Path, how: int) -> None:
    path = tmp_path / "chain.jsonl"
    process, url = start(path)
    node = HttpNode(url)
    account = KeyAccount.create()
    fund(node, account.address)
    block = Rpc(node).block(1)
    node.close()
    assert end(process, how) == (0 if how == signal.SIGINT else -signal.SIGKILL)
    process, url = start(path)
    node = HttpNode(url)
    try:
        assert Rpc(node).block(1) == block
        assert Rpc(node).balance(account.address) == 10 * 10**18
    finally:
        node.close()
        end(process, signal.SIGINT)


def test_two_processes_do_not_share_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    with EmbeddedChain(START, path=path), pytest.raises(BlockFileError, match="another process"):
        serve(path, clock=lambda: START)


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104 -- refused
        "::",
        "192.0.2.1",
        "example.org",
        "",
    ],
)
def test_it_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(ServeError, match=r"listens on 127\.0\.0\.1 only"):
        ChainServer(EmbeddedChain(START), host=host, port=0)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(ServeError, match="choose another port"):
        ChainServer(EmbeddedChain(START), port=port)


def test_a_port_that_is_taken_is_named() -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        port = int(server.url.rsplit(":", 1)[1])
        with pytest.raises(ServeError, match=f"port {port} of 127.0.0.1 cannot be used"):
            ChainServer(EmbeddedChain(START), port=port)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 200),
        (JSON | {"Host": "localhost:8545"}, 200),
        (JSON | {"Host": "127.0.0.1"}, 200),
        (JSON | {"Host": "[::1]:8545"}, 200),
        (JSON | {"Host": "evil.example:8545"}, 403),
        (JSON | {"Host": "127.0.0.1.evil.example"}, 403),
        (JSON | {"Host": ""}, 403),
        (JSON | {"Origin": "https://evil.example"}, 403),
        (JSON | {"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({}, 415),
        (JSON | {"Content-Length": "9999999999"}, 413),
        (JSON | {"Content-Length": "-1"}, 411),
    ],
)
def test_a_web_page_is_not_answered(headers: dict[str, str], status: int) -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        answered, body = post(server.url, CHAIN_ID, headers)
        assert answered == status
        assert (b"result" in body) == (status == 200)


def test_only_posts_are_answered() -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert response.status == 501
        response.read()
        connection.close()


def test_a_client_that_breaks_off_does_no_harm(capfd: pytest.CaptureFixture[str]) -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
        connection.putrequest("POST", "/")
        for name, value in (JSON | {"Content-Length": "1000"}).items():
            connection.putheader(name, value)
        connection.endheaders(b"{")
        connection.close()
        status, body = post(server.url, CHAIN_ID, JSON)
        assert (status, json.loads(body)["result"]) == (200, hex(EMBEDDED_CHAIN))
    assert "Traceback" not in capfd.readouterr().err


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with ChainServer(EmbeddedChain(START), port=0) as server:
        post(server.url, CHAIN_ID, JSON)
        post(server.url, CHAIN_ID, {})
    assert capfd.readouterr() == ("", "")


def test_a_child_does_not_inherit_the_chain(tmp_path: Path) -> None:
    with EmbeddedChain(START, path=tmp_path / "chain.jsonl") as chain:
        chain.move_to(START + 1)
        listed = subprocess.run(
            [sys.executable, "-c", f"import os; print(os.path.exists('/proc/self/fd/{_descriptor(chain)}'))"],
            capture_output=True,
            check=True,
            text=True,
            close_fds=False,
        )
    assert listed.stdout.strip() == "False"


def _descriptor(chain: EmbeddedChain) -> int:
    file = chain._file
    assert file is not None
    return file._file.fileno()
