"""Everything the contracts ever recorded, read in stretches of blocks from a first one to the newest final one.

A stretch is taken only if it fits onto the one before it, hash by hash; what a node leaves out of a session's events
shows when the session's head is computed again (`chain.heads`, rule R48).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assessment.event import Place
from chain.artifacts import Artifact
from chain.errors import HistoryError, NodeRefusedError, TooLongError
from chain.finality import Finality, final_block
from chain.node import Node
from chain.records import Record
from chain.rpc import Block, LoggedEvent, Rpc

WIDEST = 8_192
"""Blocks that are asked for at once at most; common nodes allow 10,000."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A block that was read: height, hash (32 bytes), time in Unix seconds. Reading goes on behind it."""

    number: int
    hash: bytes
    time: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of one contract: its name and values in the ABI, where it stands, and the block's time."""

    contract: bytes
    name: str
    values: Record
    place: Place
    time: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What happened from block `first` to the checkpoint `end`, both included, in order."""

    first: int
    end: Checkpoint
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Reads the events of `contracts` (artifacts by address) from one node.

    `first` is the block that the oldest of them was created in; `widest` bounds what is asked for at once. `topics`
    narrows what is asked of a contract down to events with these topics, None standing for any.
    """

    node: Node
    contracts: Mapping[bytes, Artifact]
    finality: Finality
    first: int = 0
    widest: int = WIDEST
    topics: Mapping[bytes, Sequence[bytes | None]] = field(default_factory=dict)

    def newest(self) -> Checkpoint:
        """The newest final block; raises `UnreachableError`."""
        return _mark(final_block(Rpc(self.node), self.finality))

    def checkpoint(self, number: int) -> Checkpoint:
        """The block at a height, for a signed checkpoint; raises `HistoryError` if there is none."""
        return _mark(_block(Rpc(self.node), number))

    def read(
        self,
        since: Checkpoint | None = None,
        *,
        until: int | None = None,
        progress: Callable[[int, int], None] = lambda _read, _all: None,
    ) -> Iterator[Stretch]:
        """Yield stretch after stretch, from behind `since` or the first block up to the newest final block, or `until`.

        `progress` hears how many blocks of how many were read. Raises `HistoryError` if the chain behind `since` is not
        the one it was read from, or the node's answers do not fit together, and what asking the node raises.
        """
        rpc = Rpc(self.node)
        last = self.newest().number if until is None else until
        start = self.first if since is None else since.number + 1
        first, width, before = start, self.widest, since
        while first <= last:
            end = min(first + width - 1, last)
            try:
                stretch = self._stretch(rpc, first, end, before)
            except (NodeRefusedError, TooLongError):
                # Nodes limit how many events or blocks one question may be about, each in its own words.
                if end == first:
                    raise
                width = (end - first + 1) // 2
                continue
            yield stretch
            first, width, before = end + 1, min(2 * width, self.widest), stretch.end
            progress(first - start, last - start + 1)

    def _stretch(self, rpc: Rpc, first: int, last: int, before: Checkpoint | None) -> Stretch:
        head = _block(rpc, first)
        if before is not None and head.parent != before.hash:
            raise HistoryError(
                f"block {first} of {rpc.name} does not follow the block {before.number} that was read before: the "
                "chain was rewritten, or it is another one; ask another node, and keep what you have"
            )
        end = head if first == last else _block(rpc, last)
        times = _Times(rpc, (head, end))
        logged = self._logged(rpc, first, last)
        _require_order(logged, first, last)
        found = (self._happening(event, times.of(event)) for event in logged)
        return Stretch(first, _mark(end), tuple(entry for entry in found if entry is not None))

    def _logged(self, rpc: Rpc, first: int, last: int) -> Sequence[LoggedEvent]:
        if not self.topics:
            return rpc.events(list(self.contracts), first=first, last=last)
        found: list[LoggedEvent] = []
        for contract in self.contracts:
            found += rpc.events([contract], first=first, last=last, topics=self.topics.get(contract, ()))
        return sorted(found, key=lambda event: (event.block, event.index))

    def _happening(self, event: LoggedEvent, time: int) -> Happening | None:
        artifact = self.contracts.get(event.address)
        if artifact is None:
            raise HistoryError(f"the node gave an event of {event.address.hex()}, which was not asked for; ask another")
        kind = artifact.interface.events.get(event.topics[0]) if event.topics else None
        if kind is None:
            raise HistoryError(f"the {artifact.name} has no event such as the node gave in block {event.block}")
        place = Place(event.block, event.transaction, event.index)
        return Happening(event.address, kind.name, kind.read(event.topics, event.data), place, time)


class _Times:
    """Times of blocks with events, each from the event itself or asked for once."""

    def __init__(self, rpc: Rpc, ends: tuple[Block, Block]) -> None:
        self._rpc = rpc
        self._first, self._last = ends
        self._known = {block.number: (block.hash, block.time) for block in ends}

    def of(self, event: LoggedEvent) -> int:
        if event.block not in self._known:
            self._known[event.block] = (event.block_hash, self._asked(event))
        block_hash, time = self._known[event.block]
        if block_hash != event.block_hash or event.time not in (None, time):
            raise HistoryError(
                f"the node tells block {event.block} in two ways; the chain changed meanwhile, read again"
            )
        if not self._first.time <= time <= self._last.time:
            raise HistoryError(f"the node gives block {event.block} a time that it cannot have; ask another node")
        return time

    def _asked(self, event: LoggedEvent) -> int:
        if event.time is not None:
            return event.time
        block = _block(self._rpc, event.block)
        if block.hash != event.block_hash:
            raise HistoryError(
                f"the node tells block {event.block} in two ways; the chain changed meanwhile, read again"
            )
        return block.time


def _block(rpc: Rpc, number: int) -> Block:
    block = rpc.block(number)
    if block is None or block.number != number:
        raise HistoryError(f"{rpc.name} does not give block {number}, which it had before; ask another node")
    return block


def _mark(block: Block) -> Checkpoint:
    return Checkpoint(block.number, block.hash, block.time)


def _require_order(logged: Sequence[LoggedEvent], first: int, last: int) -> None:
    places = [(event.block, event.index) for event in logged]
    if any(not first <= block <= last for block, _ in places):
        raise HistoryError(f"the node gave events of other blocks than {first} to {last}; ask another node")
    if any(one >= other for one, other in pairwise(places)):
        raise HistoryError(f"the events from block {first} to {last} are doubled or out of order; ask another node")
