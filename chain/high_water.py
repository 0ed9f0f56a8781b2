"""The highest block that a node has shown, so that a stale or restarted node cannot hide what was seen before."""

import threading
from dataclasses import dataclass

from chain.errors import WentBackError


@dataclass(frozen=True, slots=True)
class Mark:
    """A block that was seen: height, and time in Unix seconds."""

    number: int
    time: int


class HighWater:
    """Remembers the highest block; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._highest = Mark(-1, -1)

    def now(self) -> Mark:
        """The highest block so far, to be taken before a question is asked.

        Answers overtake each other: one may be lower than what another question saw meanwhile, but never lower than
        what was seen before it was asked.
        """
        with self._lock:
            return self._highest

    def rise(self, seen: Mark, *, asked_at: Mark, where: str) -> None:
        """Note a block; raises `WentBackError` if it is lower than `asked_at`, or another one at a known height."""
        with self._lock:
            if seen.number < asked_at.number:
                raise WentBackError(
                    f"{where} shows block {seen.number} after it showed {asked_at.number}: a stale or restarted node; "
                    "wait until it caught up, or ask another"
                )
            if any(seen.number == known.number and seen != known for known in (asked_at, self._highest)):
                raise WentBackError(f"{where} shows another block {seen.number} than before; the chain was rewritten")
            if seen.number > self._highest.number:
                self._highest = seen
