"""A node in the middle of whose answers something happens: the connection breaks, or the one who asked is killed."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chain.errors import UnreachableError
from chain.hexadecimal import Json
from tests.faults import Answering

STEP_SECONDS = 60.0


@dataclass
class Gate:
    """Passes questions on to `upstream`, and does `event` at question number `at`, before or after it was answered.

    `event` may return, and then the connection breaks.
    """

    upstream: Answering
    event: Callable[[], None] = lambda: None
    at: int | None = None
    answered: bool = False
    asked: int = 0
    happened: bool = False
    name: str = "a gate"

    def arm(self, at: int, *, answered: bool, event: Callable[[], None] = lambda: None) -> None:
        """Let `event` happen at the question number `at` from now on."""
        self.at, self.answered, self.event = at, answered, event
        self.asked, self.happened = 0, False

    def ask(self, method: str, *params: Json) -> Json:
        here = self.asked == self.at and not self.happened
        self.asked += 1
        if not here:
            return self.upstream.ask(method, *params)
        self.happened = True
        if self.answered:
            self.upstream.ask(method, *params)
        self.event()
        raise UnreachableError("something happened")


class Victim:
    """A process that is to be killed by SIGKILL, once it is known which one."""

    def __init__(self) -> None:
        self._known = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self.children: list[int] = []

    def is_process(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._known.set()

    def kill(self) -> None:
        """Kill the process and remember what it had started."""
        assert self._known.wait(STEP_SECONDS)
        assert self._process
        self.children = children_of(self._process.pid)
        self._process.kill()
        self._process.wait(STEP_SECONDS)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def is_running(pid: int) -> bool:
    """Whether a process still runs; one that ended and that nobody asked about does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def end_of(pids: list[int]) -> bool:
    """Wait until none of `pids` runs; return whether that came true, and end those that do."""
    for _ in range(300):
        if not any(map(is_running, pids)):
            return True
        threading.Event().wait(0.1)
    for pid in filter(is_running, pids):
        os.kill(pid, signal.SIGKILL)
    return False
