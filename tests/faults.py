"""Nodes that fail and lie: in-process liars, and a real loopback HTTP server that misbehaves on the wire."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from chain.hexadecimal import Json
from chain.json_rpc import answer_request


class Answering(Protocol):
    """Anything that answers JSON-RPC questions."""

    def ask(self, method: str, *params: Json) -> Json: ...


TAGS = ("latest", "safe", "finalized", "pending")


@dataclass
class Frozen:
    """A stale node: it answers as if the chain had stopped at block `height`."""

    upstream: Answering
    height: int
    name: str = "a stale node"

    def ask(self, method: str, *params: Json) -> Json:
        if method == "eth_blockNumber":
            return hex(self.height)
        return self.upstream.ask(method, *(hex(self.height) if entry in TAGS else entry for entry in params))


@dataclass
class OtherChainId:
    """A node that claims to be on another chain; `inspect` answers with its own id as a real one would."""

    upstream: Answering
    chain: int
    name: str = "a node of another chain"

    def ask(self, method: str, *params: Json) -> Json:
        if method == "eth_chainId":
            return hex(self.chain)
        return self.upstream.ask(method, *params)


@dataclass
class Swappable:
    """A node that can be replaced behind its address: restarted empty, or put on another chain."""

    upstream: Answering
    name: str = "a node that was replaced"
    asked: list[str] = field(default_factory=list)

    def ask(self, method: str, *params: Json) -> Json:
        self.asked.append(method)
        return self.upstream.ask(method, *params)


@dataclass
class Rewriting:
    """A node whose answer to `method` is rewritten on the way."""

    upstream: Answering
    method: str
    rewrite: Callable[[Json], Json]
    name: str = "a lying node"

    def ask(self, method: str, *params: Json) -> Json:
        answer = self.upstream.ask(method, *params)
        return self.rewrite(answer) if method == self.method else answer


Fault = Callable[["Handler", bytes], None]
"""What a server does instead of sending the right answer, which it is given."""


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the server's fault."""

    protocol_version = "HTTP/1.1"
    server: "FaultyServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(json.loads(body).get("method"))
        try:
            self.server.fault(self, answer_request(self.server.upstream, body))
        except OSError:
            self.close_connection = True

    def reply(self, body: bytes, *, status: int = 200, kind: str = "application/json", announced: int = -1) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if announced < 0 else announced))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class FaultyServer(ThreadingHTTPServer):
    """A real HTTP server on loopback; `fault` may be changed at any time, `requests` lists the methods asked."""

    daemon_threads = True

    def __init__(self, upstream: Answering) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream
        self.fault: Fault = honest
        self.requests: list[str] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is what the tests are about."""


@contextmanager
def faulty_server(upstream: Answering) -> Iterator[FaultyServer]:
    """Run a server in front of `upstream` that is honest until it is told otherwise."""
    server = FaultyServer(upstream)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def honest(handler: Handler, answer: bytes) -> None:
    handler.reply(answer)


def slow(handler: Handler, answer: bytes) -> None:
    handler.server.closing.wait(30)
    handler.reply(answer)


def drip(handler: Handler, answer: bytes) -> None:
    """A byte now and then: no single wait is long, the whole takes for ever."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
    _drip(handler, head + b" " * 100_000)


def drip_headers(handler: Handler, answer: bytes) -> None:
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Padding: " + b"x" * 60_000)


def _drip(handler: Handler, data: bytes) -> None:
    for place in range(len(data)):
        handler.wfile.write(data[place : place + 1])
        if handler.server.closing.wait(0.02):
            break
    handler.close_connection = True


def cut(handler: Handler, answer: bytes) -> None:
    """The connection breaks in the middle of the answer."""
    handler.reply(answer[: len(answer) // 2], announced=len(answer))
    handler.close_connection = True


def cut_after_json(handler: Handler, answer: bytes) -> None:
    """What arrives is whole JSON, and still less than announced."""
    handler.reply(answer, announced=len(answer) + 10)
    handler.close_connection = True


def hang_up(handler: Handler, answer: bytes) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def html(handler: Handler, answer: bytes) -> None:
    handler.reply(b"<!doctype html><title>Please log in</title>", kind="text/html")


def unavailable(handler: Handler, answer: bytes) -> None:
    handler.reply(b"upstream connect error", status=503, kind="text/plain")


def redirect(handler: Handler, answer: bytes) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def huge(handler: Handler, answer: bytes) -> None:
    """Whole and valid JSON, but far too long."""
    handler.reply(b'{"jsonrpc":"2.0","id":1,"result":"0x' + b"00" * 6_000_000 + b'"}')


def deep(handler: Handler, answer: bytes) -> None:
    handler.reply(b"[" * 200_000)


def garbage(handler: Handler, answer: bytes) -> None:
    handler.reply(bytes(range(256)))


def other_id(handler: Handler, answer: bytes) -> None:
    handler.reply(json.dumps(json.loads(answer) | {"id": 999_999}).encode())


def null_result(handler: Handler, answer: bytes) -> None:
    handler.reply(json.dumps({"jsonrpc": "2.0", "id": json.loads(answer)["id"], "result": None}).encode())


def empty_result(handler: Handler, answer: bytes) -> None:
    handler.reply(json.dumps({"jsonrpc": "2.0", "id": json.loads(answer)["id"], "result": "0x"}).encode())


def no_result(handler: Handler, answer: bytes) -> None:
    handler.reply(json.dumps({"jsonrpc": "2.0", "id": json.loads(answer)["id"]}).encode())


def server_error(handler: Handler, answer: bytes) -> None:
    error = {"code": -32000, "message": "header not found"}
    handler.reply(json.dumps({"jsonrpc": "2.0", "id": json.loads(answer)["id"], "error": error}).encode())


def bare_error(handler: Handler, answer: bytes) -> None:
    handler.reply(json.dumps({"jsonrpc": "2.0", "id": json.loads(answer)["id"], "error": "no"}).encode())


def late(handler: Handler, answer: bytes) -> None:
    """Slow, but within any sensible time."""
    time.sleep(0.05)
    handler.reply(answer)


WIRE_FAULTS: tuple[Fault, ...] = (
    slow,
    drip,
    drip_headers,
    cut,
    cut_after_json,
    hang_up,
    html,
    unavailable,
    redirect,
    huge,
    deep,
    garbage,
    other_id,
    null_result,
    no_result,
    server_error,
    bare_error,
)
"""Every way of the wire after which nothing is known."""
