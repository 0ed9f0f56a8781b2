"""`xcert chain serve`: the embedded chain behind JSON-RPC on this machine, for a second terminal or any Ethereum tool.

It listens on a loopback address only, and answers no web page: a page of any site can make its visitor's browser send
requests to 127.0.0.1, and the faucet would obey.
"""

import ipaddress
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from chain.embedded import EmbeddedChain
from chain.errors import ServeError
from chain.json_rpc import Answering, answer_request

DEFAULT_PORT = 8_545
"""Where Ethereum tools look for a node."""

_LARGEST_REQUEST = 2 * 1_024 * 1_024
_IDLE_SECONDS = 30.0


class ChainServer:
    """Answers JSON-RPC for `node` at a loopback `host`; port 0 chooses a free one.

    Raises `ServeError` for another host, or a port that is taken.
    """

    def __init__(self, node: Answering, *, host: str = "127.0.0.1", port: int = DEFAULT_PORT) -> None:
        if not _is_loopback(host):
            raise ServeError(f"{host} is not this machine; the embedded chain listens on 127.0.0.1 only")
        try:
            self._server = _Server((host, port), node)
        except (OSError, OverflowError) as error:
            raise ServeError(f"port {port} of {host} cannot be used ({error}); choose another port") from error
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def run(self) -> None:
        """Answer until `stop` is called or the process is interrupted."""
        self._server.serve_forever(poll_interval=0.1)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.run, name="chain-serve", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop answering and let go of the port."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()


def serve(
    path: Path,
    *,
    clock: Callable[[], int],
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the chain of the file `path` until interrupted (`KeyboardInterrupt` ends it quietly).

    A file that does not exist becomes a new chain that begins at `clock()` (Unix seconds); `ready` hears the address.
    Raises `BlockFileError` or `ServeError`.
    """
    chain = EmbeddedChain(clock(), path=path, clock=clock)
    try:
        server = ChainServer(chain, host=host, port=port)
        try:
            ready(server.url)
            server.run()
        except KeyboardInterrupt:
            return
        finally:
            server.stop()
    finally:
        chain.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], node: Answering) -> None:
        super().__init__(address, _Handler)
        self.node = node


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "xcert-chain"
    sys_version = ""
    timeout = _IDLE_SECONDS
    # Head and body in one packet, at once: two would wait for each other (Nagle's algorithm and delayed ACK, 40 ms).
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        """Answer a JSON-RPC request, unless a web page sent it."""
        if refusal := self._refusal():
            self.close_connection = True
            self._reply(refusal, b"")
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._reply(HTTPStatus.OK, answer_request(self.server.node, body))

    def _refusal(self) -> HTTPStatus | None:
        # The name in Host is the site's own when a page has pointed it at 127.0.0.1 (DNS rebinding).
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if not _is_loopback(host.strip("[]")) or "Origin" in self.headers:
            return HTTPStatus.FORBIDDEN
        if self.headers.get_content_type() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            return HTTPStatus.LENGTH_REQUIRED
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > _LARGEST_REQUEST else None

    def _reply(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing: the chain is no web site, and a terminal with a line per request hides what matters."""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
