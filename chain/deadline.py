"""A moment by which a question must be answered, as a whole: a node that sends a byte a second gains nothing."""

import io
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Deadline:
    """`seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises `TimeoutError` when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left


class DeadlineSocket:
    """What `http.client.HTTPResponse` reads from: every wait is limited by what is left of `deadline`."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Open the socket for reading."""
        return io.BufferedReader(_Reader(self._sock, self._deadline))


class _Reader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._sock = sock
        self._deadline = deadline
        # `http.client` closes the socket before the answer is read when the node will not keep the connection; only a
        # file made of the socket holds it open until then.
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
