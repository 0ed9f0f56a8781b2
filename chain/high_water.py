"""The highest block that a node has shown, so that a stale or restarted node cannot hide what was seen before."""

import threading

from chain.errors import WentBackError


class HighWater:
    """Remembers height and time of the highest block; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1
        self._time = -1

    def rise(self, number: int, time: int, *, where: str) -> None:
        """Note a block; raises `WentBackError` if it is lower than before, or another one at the same height."""
        with self._lock:
            if number < self._number:
                raise WentBackError(
                    f"{where} shows block {number} after it showed {self._number}: a stale or restarted node; "
                    "wait until it caught up, or ask another"
                )
            if number == self._number and time != self._time:
                raise WentBackError(f"{where} shows another block {number} than before; the chain was rewritten")
            self._number, self._time = number, time
