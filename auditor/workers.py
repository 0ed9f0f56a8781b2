"""Work on many sessions in this process or in several, in order; workers end with this process, however it ends."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from auditor.errors import WorkerError

P = TypeVar("P")
R = TypeVar("R")
C = TypeVar("C")
C_co = TypeVar("C_co", covariant=True)

_CONTEXT: list[object] = []
"""What a worker prepared for itself; a process has one audit."""


class Workers(Protocol[C_co]):
    """Whoever does the work, each with a context of its own."""

    def map(self, work: Callable[[C_co, P], R], pieces: Iterable[P]) -> Iterator[R]:
        """Give the results of `work` on each of `pieces`, in their order."""
        ...


class InProcess(Generic[C]):
    """Does the work here, with `context`."""

    def __init__(self, context: C) -> None:
        self._context = context

    def map(self, work: Callable[[C, P], R], pieces: Iterable[P]) -> Iterator[R]:
        """Give the results of `work` on each of `pieces`, in their order."""
        return (work(self._context, piece) for piece in pieces)


class Processes(Generic[C]):
    """Does the work in `count` other processes, each with what `prepare` makes there. A context manager."""

    def __init__(self, prepare: Callable[[], C], count: int) -> None:
        # A copy of this process is there at once, but must not be made while another thread may hold a lock. What it
        # inherits of the open work folder it never uses: `prepare` opens its own.
        alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if alone else "spawn")
        self._count = count
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(prepare,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, work: Callable[[C, P], R], pieces: Iterable[P]) -> Iterator[R]:
        """Give the results of `work` on each of `pieces`, in their order; few pieces wait at a time.

        Raises `WorkerError` if a worker died, and what `work` raises.
        """
        waiting: deque[Future[R]] = deque()
        try:
            for piece in pieces:
                waiting.append(self._pool.submit(_run, work, piece))
                if len(waiting) > 4 * self._count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process ended; the machine may be out of memory; run the command again, it goes on from here"
            ) from error


def _begin(prepare: Callable[[], object]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _CONTEXT.append(prepare())


def _run(work: Callable[[C, P], R], piece: P) -> R:
    context: C = _CONTEXT[0]  # type: ignore[assignment]  # `_begin` put there what `work` takes
    return work(context, piece)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
