"""A real WSGI server behind `xcert verifier serve`: waitress, on loopback unless told otherwise."""

import ipaddress
import logging
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server
from waitress.utilities import RequestEntityTooLarge

from verifier.errors import ConfigError

_LOOPBACK = "127.0.0.1"
_THREADS = 4
_CONNECTIONS = 200
_IDLE = 30


class Server:
    """The application on a socket that already listens; a context manager that closes it.

    Arguments:
        app: what `verifier.app.create_app` returned.
        host: the IP address to listen at; anything but loopback belongs behind a proxy that speaks TLS.
        port: 0 takes a free one.
        threads: requests that are worked on at the same time.

    Raises `ConfigError` if `host` is no IP address, and `OSError` if it is taken or not this machine's.
    """

    def __init__(self, app: Flask, *, host: str = _LOOPBACK, port: int = 0, threads: int = _THREADS) -> None:
        listening = _listen(_address(host), port)
        self._sockets: dict[int, socket.socket] = {}
        server = create_server(
            app,
            map=self._sockets,
            sockets=[listening],
            threads=threads,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"] + 1,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
        assert isinstance(server, TcpWSGIServer), "one socket makes one server"
        server.channel_class = _Channel
        # It warns of every request that waits a moment, which under load is every second one.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._server = server
        self._port = int(server.getsockname()[1])
        self._ended = threading.Event()
        self._working = threading.Lock()

    @property
    def port(self) -> int:
        """The port listened at."""
        return self._port

    def run(self) -> None:
        """Serve until `close` is called by another thread, or the process is interrupted."""
        with self._working:
            while not self._ended.is_set():
                wasyncore.loop(timeout=1.0, map=self._sockets, count=1)

    def close(self) -> None:
        """Finish what is being worked on, and let go of every socket; does nothing the second time."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._server.pull_trigger()
        with self._working:
            self._server.task_dispatcher.shutdown()
            wasyncore.close_all(self._sockets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(app: Flask, *, host: str = _LOOPBACK, port: int, announce: Callable[[str], None]) -> None:
    """Serve `app` until interrupted; `announce` gets the address once it listens. Raises as `Server` does."""
    with Server(app, host=host, port=port) as server:
        shown = f"[{host}]" if _address(host).version == 6 else host
        announce(f"http://{shown}:{server.port}/")
        try:
            server.run()
        except KeyboardInterrupt:
            # The usual way to end it, and no failure.
            return


def _listen(address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((str(address), port))
    except OSError:
        listening.close()
        raise
    return listening


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(host)
    except ValueError as error:
        raise ConfigError(f"{host!r} is no IP address to listen at; write it like 127.0.0.1 or ::1") from error


class _Channel(HTTPChannel):
    """Lets the application refuse a body that was too large to be received, in the one shape of all answers."""

    def service(self) -> None:
        request = self.requests[0]
        if isinstance(request.error, RequestEntityTooLarge):
            request.close()
            request.error = request.body_rcv = None
            # The length that was announced, or for a body in chunks one that is certainly refused.
            length = {"CONTENT_LENGTH": str(self.adj.max_request_body_size)}
            request.headers = length | dict(request.headers) | {"CONNECTION": "close"}
        super().service()
