"""A node over real HTTP: one round trip for the facts, and every fault of the wire is unread."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from certificate.facts import Facts, Trouble, Unread
from chain import FactsReader, HttpNode, NodeRefusedError, UnreachableError, http_node
from chain.http_node import LARGEST_ANSWER
from tests import faults
from tests.faults import Fault, FaultyServer, faulty_server
from tests.unit.chain.reading import facts_of, trouble_of
from tests.unit.chain.world import KEY, World, embedded_world

QUICK = 0.6
"""Seconds that a test waits for a node that will not answer."""


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


@pytest.fixture
def server(world: World) -> Iterator[FaultyServer]:
    with faulty_server(world.node) as running:
        yield running


def node_at(server: FaultyServer, *, seconds: float = 10.0) -> HttpNode:
    return HttpNode(server.url, seconds=seconds)


def test_a_verification_is_one_request(world: World, server: FaultyServer) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = FactsReader(world.trusted(), [node_at(server)])
    assert reader.prepare() is None
    server.requests.clear()
    assert facts_of(reader.read(world.address(submission), KEY)).batch is not None
    assert server.requests == ["eth_call"]


def test_over_http_the_facts_are_those_of_the_chain(world: World, server: FaultyServer) -> None:
    submission = world.submission()
    world.anchor(submission)
    address = world.address(submission)
    direct = FactsReader(world.trusted(), [world.node]).read(address, KEY)
    assert FactsReader(world.trusted(), [node_at(server)]).read(address, KEY) == direct


@pytest.mark.parametrize("fault", faults.WIRE_FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_of_the_wire_is_unread_and_passes(world: World, server: FaultyServer, fault: Fault) -> None:
    submission = world.submission()
    world.anchor(submission)
    node = node_at(server, seconds=QUICK)
    reader = FactsReader(world.trusted(), [node])
    assert any(reader.prepare() is None for _ in range(20))
    server.fault = fault
    assert trouble_of(reader.read(world.address(submission), KEY)) is Trouble.UNREACHABLE
    server.fault = faults.honest
    assert any(isinstance(reader.read(world.address(submission), KEY), Facts) for _ in range(20))
    node.close()


@pytest.mark.parametrize("fault", faults.WIRE_FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_at_the_start_is_unread_too(world: World, server: FaultyServer, fault: Fault) -> None:
    server.fault = fault
    reader = FactsReader(world.trusted(), [node_at(server, seconds=QUICK)])
    unread = reader.prepare()
    assert unread is not None
    assert unread.trouble is Trouble.UNREACHABLE


def test_an_empty_answer_is_no_contract(world: World, server: FaultyServer) -> None:
    reader = FactsReader(world.trusted(), [node_at(server)])
    assert reader.prepare() is None
    server.fault = faults.empty_result
    assert trouble_of(reader.read(world.address(world.submission()), KEY)) is Trouble.WRONG_CONTRACT


@pytest.mark.parametrize("fault", [faults.slow, faults.drip, faults.drip_headers], ids=lambda fault: fault.__name__)
def test_an_answer_is_late_as_a_whole(server: FaultyServer, fault: Fault) -> None:
    server.fault = fault
    began = time.monotonic()
    with pytest.raises(UnreachableError, match=r"no whole answer within 0\.6 seconds"):
        node_at(server, seconds=QUICK).ask("eth_chainId")
    # Not how fast, but that it ends: a byte every 20 ms would go on for many minutes.
    assert time.monotonic() - began < 30


def test_an_answer_that_is_merely_late_is_waited_for(server: FaultyServer) -> None:
    server.fault = faults.late
    assert node_at(server).ask("eth_chainId") == hex(20_260)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (faults.cut, "does not answer"),
        (faults.cut_after_json, "IncompleteRead"),
        (faults.hang_up, "does not answer"),
        (faults.html, r"something that is not JSON \(HTTP status 200\)"),
        (faults.unavailable, r"something that is not JSON \(HTTP status 503\)"),
        (faults.redirect, r"HTTP status 302"),
        (faults.huge, f"more than {LARGEST_ANSWER:,} bytes"),
        (faults.deep, "not JSON"),
        (faults.garbage, "not JSON"),
        (faults.other_id, "an answer to another question"),
        (faults.no_result, "an answer to another question"),
        (faults.bare_error, "an error without a reason"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_happened_is_said(server: FaultyServer, fault: Fault, says: str) -> None:
    server.fault = fault
    with pytest.raises(UnreachableError, match=says):
        node_at(server).ask("eth_chainId")


def test_what_the_node_refuses_is_told_apart(server: FaultyServer) -> None:
    with pytest.raises(NodeRefusedError, match="does not exist") as caught:
        node_at(server).ask("eth_nothing")
    assert (caught.value.code, caught.value.data) == (-32601, None)


@pytest.mark.parametrize("depth", [1, 100, 900])
def test_the_data_of_a_revert_is_found_however_deep_it_lies(server: FaultyServer, depth: int) -> None:
    def deep(handler: faults.Handler, answer: bytes) -> None:
        nested = b'{"data":' * depth + b'"0x1234"' + b"}" * depth
        number = json.loads(answer)["id"]
        handler.reply(b'{"jsonrpc":"2.0","id":%d,"error":{"code":3,"message":"reverted","data":%s}}' % (number, nested))

    server.fault = deep
    with pytest.raises(NodeRefusedError) as caught:
        node_at(server).ask("eth_call")
    assert caught.value.data == b"\x12\x34"


def test_data_that_lies_deeper_than_python_calls_is_found() -> None:
    value: Any = "0x1234"
    for _ in range(50_000):
        value = {"data": value}
    assert http_node._revert_data(value) == b"\x12\x34"


def test_a_redirect_is_not_followed(server: FaultyServer, world: World) -> None:
    with faulty_server(world.node) as elsewhere:

        def away(handler: faults.Handler, _: bytes) -> None:
            handler.send_response(307)
            handler.send_header("Location", elsewhere.url)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        server.fault = away
        with pytest.raises(UnreachableError):
            node_at(server).ask("eth_chainId")
        assert elsewhere.requests == []


def test_nobody_listens(server: FaultyServer) -> None:
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(UnreachableError, match="check that it runs"):
        HttpNode(url).ask("eth_chainId")


def test_connections_are_kept_and_replaced_when_the_node_closes_them(server: FaultyServer) -> None:
    node = node_at(server)
    ports: list[int] = []

    def noting(handler: faults.Handler, answer: bytes) -> None:
        ports.append(handler.client_address[1])
        handler.reply(answer)

    server.fault = noting
    node.ask("eth_chainId")
    node.ask("eth_chainId")
    assert ports[0] == ports[1]

    def closing(handler: faults.Handler, answer: bytes) -> None:
        noting(handler, answer)
        handler.close_connection = True

    server.fault = closing
    node.ask("eth_chainId")
    _wait_until_closed(server, ports)
    node.ask("eth_chainId")
    assert ports[2] == ports[0]
    assert ports[3] != ports[0]
    node.close()
    node.ask("eth_chainId")
    assert ports[4] not in ports[:4]


def last_answer(handler: faults.Handler, body: bytes) -> None:
    """What a proxy does that keeps no connection."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)


def first_version(handler: faults.Handler, body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    handler.close_connection = True


def first_version_without_length(handler: faults.Handler, body: bytes) -> None:
    """The end of the connection is the end of the answer."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + body)
    handler.close_connection = True


@pytest.mark.parametrize("size", [10, 1_000, 20_000, 2_000_000])
@pytest.mark.parametrize(
    "closing", [last_answer, first_version, first_version_without_length], ids=lambda fault: fault.__name__
)
def test_a_node_that_keeps_no_connection_is_understood(server: FaultyServer, closing: Fault, size: int) -> None:
    code = "0x" + "00" * size

    def long(handler: faults.Handler, answer: bytes) -> None:
        closing(handler, json.dumps(json.loads(answer) | {"result": code}).encode())

    server.fault = long
    node = node_at(server)
    for _ in range(3):
        assert node.ask("eth_chainId") == code


def test_half_an_answer_of_a_node_that_keeps_no_connection_is_refused(server: FaultyServer) -> None:
    server.fault = lambda handler, answer: first_version_without_length(handler, answer[:-1])
    with pytest.raises(UnreachableError, match="not JSON"):
        node_at(server).ask("eth_chainId")


def test_a_node_that_keeps_no_connection_is_held_to_the_deadline_too(server: FaultyServer) -> None:
    def never_ending(handler: faults.Handler, _: bytes) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n{")
        handler.server.closing.wait(30)

    server.fault = never_ending
    with pytest.raises(UnreachableError, match="no whole answer"):
        node_at(server, seconds=QUICK).ask("eth_chainId")


def _wait_until_closed(server: FaultyServer, ports: list[int]) -> None:
    """The server closes after it answered, on a thread of its own."""
    for _ in range(200):
        if len(ports) >= 3 and threading.active_count() <= 3:
            return
        time.sleep(0.01)


def test_many_threads_share_a_node(world: World, server: FaultyServer) -> None:
    submission = world.submission()
    world.anchor(submission)
    reader = FactsReader(world.trusted(), [node_at(server)])
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: reader.read(world.address(submission), KEY), range(64)))
    assert all(isinstance(answer, Facts) for answer in answers)
    assert len(set(map(repr, answers))) == 1


def test_secrets_of_the_address_are_sent_and_never_shown(world: World, server: FaultyServer) -> None:
    seen: list[tuple[str, str | None]] = []

    def noting(handler: faults.Handler, answer: bytes) -> None:
        seen.append((handler.path, handler.headers.get("Authorization")))
        handler.reply(answer)

    server.fault = noting
    url = server.url.replace("http://", "http://user:hunter2%21@") + "/v3/hunter2?key=hunter2"
    node = HttpNode(url)
    node.ask("eth_chainId")
    # base64 of "user:hunter2!", computed with another tool.
    assert seen == [("/v3/hunter2?key=hunter2", "Basic dXNlcjpodW50ZXIyIQ==")]
    shown = [node.name, repr(node)]
    for fault in faults.WIRE_FAULTS:
        server.fault = fault
        with contextlib.suppress(UnreachableError, NodeRefusedError):
            HttpNode(url, seconds=0.2).ask("eth_chainId")
        answer = FactsReader(world.trusted(), [HttpNode(url, seconds=0.2)]).prepare()
        assert isinstance(answer, Unread)
        shown.append(answer.detail)
    assert not any("hunter2" in text for text in shown)
    assert server.url in node.name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8545",
        "ftp://localhost",
        "http://",
        "http://[::1",
        "http://hunter2:x",
        "//host",
        "http:/x",
        "http://127.0.0.1:1/hunter2/ключ",
        "http://127.0.0.1:1/?key=hunter2é",
        "http://127.0.0.1:1/hunter2\ud800",
        "http://127.0.0.1:1/hunter2 x",
        "http://hunter2é@127.0.0.1:1/",
        "http://hunter2:\ud800@127.0.0.1:1/",
        "http://" + "a" * 64 + ".example/hunter2",
        "http://a..example/hunter2",
        "http://\ud800.example/hunter2",
        "http://a\x00b/hunter2",
        "http://a b/hunter2",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match="address") as caught:
        HttpNode(url)
    assert "hunter2" not in str(caught.value)
    assert type(caught.value) is ValueError


def test_a_host_in_another_script_is_called_by_its_ascii_name() -> None:
    # Punycode of the IANA test domain (RFC 3492).
    assert HttpNode("https://例え.テスト/").name == "the node at https://xn--r8jz45g.xn--zckzah"


def test_an_encrypted_connection_needs_a_certificate(server: FaultyServer) -> None:
    with pytest.raises(UnreachableError, match="does not answer"):
        HttpNode(server.url.replace("http://", "https://"), seconds=QUICK).ask("eth_chainId")


def test_an_answer_with_two_heads_is_refused(server: FaultyServer) -> None:
    def twice(handler: faults.Handler, answer: bytes) -> None:
        handler.wfile.write(b"HTTP/1.1 2OO OK\r\n\r\n" + answer)
        handler.close_connection = True

    server.fault = twice
    with pytest.raises(UnreachableError, match="BadStatusLine"):
        node_at(server).ask("eth_chainId")


def test_a_name_that_does_not_exist_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(_: http.client.HTTPConnection) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr(http.client.HTTPConnection, "connect", no_such_name)
    with pytest.raises(UnreachableError, match="Name or service not known"):
        HttpNode("http://no-such-host.example").ask("eth_chainId")
