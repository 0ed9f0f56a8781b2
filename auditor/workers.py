"""Work on many sessions in this process or in several, in order; workers end with this process, however it ends."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from auditor.errors import WorkerError

P = TypeVar("P")
R = TypeVar("R")
C = TypeVar("C")

_CONTEXT: list[object] = []
"""What `prepare` made in this worker; a process has one audit."""


def in_order(
    work: Callable[[C, P], R], pieces: Iterable[P], *, prepare: Callable[[], C], processes: int
) -> Iterator[R]:
    """Yield the results of `work` on each of `pieces`, in their order, with what `prepare` makes in each process.

    Few pieces wait at a time. Raises `WorkerError` if a worker died, and what `work` raises.
    """
    if processes < 2:
        context = prepare()
        yield from (work(context, piece) for piece in pieces)
        return
    # Not forked: the parent holds the folder's lock and an open database.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin, initargs=(prepare,)) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for piece in pieces:
                waiting.append(pool.submit(_run, work, piece))
                if len(waiting) > 4 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process ended; the machine may be out of memory; run the command again, it goes on from here"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


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
