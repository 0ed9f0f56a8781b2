"""One JSON-RPC endpoint over HTTP, held to a deadline and a size; whatever it does instead of answering is an error.

web3.py's provider is not used: its answers have no limit in size or whole time, it repeats questions by itself, and its
calls follow an address that a contract's revert names (EIP-3668), which lets a lying node send the verifier anywhere.
"""

import base64
import http.client
import itertools
import json
import re
import select
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import SplitResult, unquote, urlsplit

from chain.deadline import Deadline, DeadlineSocket
from chain.errors import NodeRefusedError, TooLongError, UnreachableError
from chain.hexadecimal import Json

DEFAULT_SECONDS = 10.0
"""How long an answer may take as a whole."""
LARGEST_ANSWER = 8 * 1_024 * 1_024
"""Bytes in one answer; the longest that xcert asks for, 1,024 status actions, has half a million."""

_VISIBLE = re.compile(r"[!-~]*")
_KEPT = 8
_KEPT_SECONDS = 2.0  # well under the five seconds after which Node.js closes an idle connection


class HttpNode:
    """The endpoint at `url`; safe for threads. Raises `ValueError` for an address that is not http or https.

    A user and password in the address are sent as HTTP Basic; these, path and query are secrets and are never shown.
    """

    def __init__(self, url: str, *, seconds: float = DEFAULT_SECONDS) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
            # What the socket would do later, where its UnicodeError would be nobody's to catch.
            host = (parts.hostname or "").encode("idna").decode("ascii")
        except ValueError:
            raise ValueError("this is no address of a node; write it as https://host:port/path") from None
        if parts.scheme not in {"http", "https"} or not host:
            raise ValueError("a node's address begins with https:// or http:// and names a host")
        sent = (host, parts.path, parts.query, parts.username or "", parts.password or "")
        if not _VISIBLE.fullmatch("".join(sent)):
            raise ValueError("a node's address has only visible ASCII; write other characters as % and two digits")
        self._host = host
        self._port = port
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **_authorization(parts)}
        self._seconds = seconds
        self._name = f"the node at {parts.scheme}://{self._host}" + (f":{port}" if port else "")
        self._numbers = itertools.count(1)
        self._idle: list[tuple[float, http.client.HTTPConnection]] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close_all, self._idle)

    @property
    def name(self) -> str:
        """How messages call this node: scheme, host and port."""
        return self._name

    def __repr__(self) -> str:
        return f"HttpNode({self._name})"

    def ask(self, method: str, *params: Json) -> Json:
        """Return the `result` of a JSON-RPC call; raises `UnreachableError` or `NodeRefusedError`."""
        number = next(self._numbers)
        question = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        status, body = self._post(json.dumps(question).encode("ascii"))
        answer = self._parse(status, body)
        if "error" in answer:
            raise self._refusal(answer["error"])
        if status != http.client.OK or answer.get("id") != number or "result" not in answer:
            raise self._broken(f"an answer to another question (HTTP status {status})")
        return answer["result"]

    def close(self) -> None:
        """Close the connections that are kept open."""
        with self._lock:
            _close_all(self._idle)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        deadline = Deadline(self._seconds)
        connection = self._take()
        try:
            status, answer, keep = _exchange(connection, deadline, self._path, self._headers, body)
        except TimeoutError as error:
            connection.close()
            raise UnreachableError(
                f"{self._name} gave no whole answer within {self._seconds:g} seconds; try again, or ask another node"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise UnreachableError(
                f"{self._name} does not answer ({_kind(error)}); check that it runs and that its address is right"
            ) from error
        if len(answer) > LARGEST_ANSWER:
            connection.close()
            raise TooLongError(
                f"{self._name} answered with more than {LARGEST_ANSWER:,} bytes; check its address, or ask another node"
            )
        if keep:
            self._give_back(connection)
        else:
            connection.close()
        return status, answer

    def _take(self) -> http.client.HTTPConnection:
        with self._lock:
            while self._idle:
                since, connection = self._idle.pop()
                if time.monotonic() - since < _KEPT_SECONDS and not _is_readable(connection.sock):
                    return connection
                connection.close()
        if self._tls is None:
            return http.client.HTTPConnection(self._host, self._port)
        return http.client.HTTPSConnection(self._host, self._port, context=self._tls)

    def _give_back(self, connection: http.client.HTTPConnection) -> None:
        with self._lock:
            if len(self._idle) < _KEPT:
                self._idle.append((time.monotonic(), connection))
                return
        connection.close()

    def _parse(self, status: int, body: bytes) -> Mapping[str, Json]:
        try:
            answer = json.loads(body.decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise self._broken(f"something that is not JSON (HTTP status {status})") from error
        if not isinstance(answer, dict) or answer.get("jsonrpc") != "2.0":
            raise self._broken(f"something that is not JSON-RPC (HTTP status {status})")
        return answer

    def _refusal(self, error: Json) -> NodeRefusedError | UnreachableError:
        if not isinstance(error, Mapping):
            return self._broken("an error without a reason")
        code, reason = error.get("code"), error.get("message")
        if not isinstance(code, int) or not isinstance(reason, str):
            return self._broken("an error without a code or reason")
        shown = "".join(character for character in reason[:300] if character.isprintable())
        return NodeRefusedError(
            f"{self._name} refused: {shown}", code=code, reason=shown, data=_revert_data(error.get("data"))
        )

    def _broken(self, what: str) -> UnreachableError:
        return UnreachableError(f"{self._name} answered with {what}; check its address, or ask another node")


def _close_all(idle: list[tuple[float, http.client.HTTPConnection]]) -> None:
    while idle:
        idle.pop()[1].close()


def _exchange(
    connection: http.client.HTTPConnection, deadline: Deadline, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, bytes, bool]:
    connection.timeout = deadline.left()
    if connection.sock is not None:
        connection.sock.settimeout(deadline.left())
    connection.response_class = lambda sock, **options: http.client.HTTPResponse(  # type: ignore[assignment]
        DeadlineSocket(sock, deadline),  # type: ignore[arg-type]  # all that it does with it is makefile
        **options,
    )
    connection.request("POST", path, body, dict(headers))
    with connection.getresponse() as response:
        answer = response.read(LARGEST_ANSWER + 1)
        # http.client is silent about a body that is shorter than announced.
        if len(answer) <= LARGEST_ANSWER and response.length:
            raise http.client.IncompleteRead(answer, response.length)
        return response.status, answer, response.isclosed() and not response.will_close


def _authorization(parts: SplitResult) -> dict[str, str]:
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}


def _is_readable(sock: socket.socket | None) -> bool:
    """Whether an idle connection has something to say, which can only be its end."""
    if sock is None:
        return True
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))


def _revert_data(value: Json) -> bytes | None:
    """The data that a contract reverted with: a text, or inside an object as Hardhat writes it."""
    # No recursion: how deep the objects lie in each other is the node's choice.
    while isinstance(value, Mapping):
        value = value.get("data")
    if not isinstance(value, str) or not value.startswith("0x"):
        return None
    try:
        return bytes.fromhex(value[2:])
    except ValueError:
        return None


def _kind(error: Exception) -> str:
    # The text of an OSError is the system's; that of an HTTPException may repeat what the other side sent.
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else type(error).__name__


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number in JSON")
