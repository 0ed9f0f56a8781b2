"""Facts that were read a moment ago, so that a crowd that scans one certificate asks the chain once."""

import threading
import time
from collections import OrderedDict
from typing import Protocol

from certificate.address import Address
from certificate.facts import Facts, Unread


class Reader(Protocol):
    """Whoever reads facts."""

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Read what the chain says about `address` and the signing `key`."""
        ...


class FactsCache:
    """Keeps the last `size` facts of `reader` for `seconds`; what could not be read is never kept. Safe for threads.

    A revocation is seen up to `seconds` later, so it must stay well under the head age that the trust file allows.
    Raises `ValueError` for a limit that is not positive.
    """

    def __init__(self, reader: Reader, *, seconds: float, size: int = 10_000) -> None:
        if seconds <= 0 or size <= 0:
            raise ValueError("a cache keeps at least one answer for some time; use the reader itself for none")
        self._reader = reader
        self._seconds = seconds
        self._size = size
        self._kept: OrderedDict[tuple[Address, bytes], tuple[float, Facts]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Return what was read within the last `seconds`, or read it now."""
        place = (address, key)
        with self._lock:
            since, facts = self._kept.get(place, (0.0, None))
        if facts is not None and time.monotonic() - since < self._seconds:
            return facts
        # Taken before the question: the answer is as old as the block it was read at, never younger.
        asked = time.monotonic()
        answer = self._reader.read(address, key)
        with self._lock:
            self._keep(place, asked, answer)
        return answer

    def _keep(self, place: tuple[Address, bytes], asked: float, answer: Facts | Unread) -> None:
        since, known = self._kept.get(place, (asked, None))
        # Answers overtake each other: one that travelled slowly must not hide a revocation that a later question found.
        if asked < since or (known and isinstance(answer, Facts) and answer.block_number < known.block_number):
            return
        self._kept.pop(place, None)
        if isinstance(answer, Facts):
            self._kept[place] = (asked, answer)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
