"""Doing the same work on many pieces, in this process or on all processors; the results keep their order.

Workers are made before any key is opened and are never given one: they prepare and judge, and only this process signs.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Protocol, Self, TypeVar

from issuer.errors import WorkerError

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


class Workers(Protocol):
    """Whoever does the work."""

    def map(self, work: Callable[[_Piece], _Result], pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Give the results of `work` on each of `pieces`, in their order."""
        ...


class InProcess:
    """Does the work here, one piece after the other."""

    def map(self, work: Callable[[_Piece], _Result], pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Give the results of `work` on each of `pieces`, in their order."""
        return map(work, pieces)


class Processes:
    """Does the work in `count` other processes, which end with this one, however it ends."""

    def __init__(self, count: int) -> None:
        # A copy of this process is there at once, but must not be made while another thread may hold a lock.
        alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if alone else "spawn")
        # What is there by now stays to the end. Looking at it again and again for something to free would cost more
        # than judging, and copy every page that the workers share with this process.
        gc.freeze()
        self._count = count
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_follow_parent)
        # Made now, before a key is opened, and not when the first piece comes.
        for started in [self._pool.submit(os.getpid) for _ in range(count)]:
            started.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; what was not begun is left undone."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()

    def map(self, work: Callable[[_Piece], _Result], pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Give the results of `work` on each of `pieces`, in their order; few pieces wait at a time.

        Raises `WorkerError` if a worker died.
        """
        waiting: deque[Future[_Result]] = deque()
        try:
            for piece in pieces:
                waiting.append(self._pool.submit(work, piece))
                if len(waiting) > 2 * self._count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process ended; the machine may be out of memory; run the command again"
            ) from error


def _follow_parent() -> None:
    """End this worker when the process that made it has ended, even if it was killed."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
