"""When a block counts as final: a closed set of rules, one for each network in the trust file."""

from dataclasses import dataclass
from typing import TypeAlias

from chain.errors import UnreachableError
from chain.rpc import FINALIZED, LATEST, Block, Rpc


@dataclass(frozen=True, slots=True)
class Instant:
    """Every block is final at once: the embedded chain, Hardhat, and consortium networks with a voting consensus."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """The node knows: its `finalized` block (Ethereum since the Merge)."""


@dataclass(frozen=True, slots=True)
class Depth:
    """A block is final when `blocks` others stand on it; raises `ValueError` for less than one."""

    blocks: int

    def __post_init__(self) -> None:
        if self.blocks < 1:
            raise ValueError("a depth is at least one block; use instant for a chain that never changes its mind")


Finality: TypeAlias = Instant | Tagged | Depth


def final_place(rpc: Rpc, finality: Finality) -> int | str:
    """Return the height or tag to read at; only a depth costs a question. Raises `UnreachableError`."""
    match finality:
        case Instant():
            return LATEST
        case Tagged():
            return FINALIZED
        case Depth(blocks=blocks):
            height = rpc.height()
            if height < blocks:
                raise UnreachableError(f"{rpc.name} has {height} blocks, and {blocks} must stand on a final one; wait")
            return height - blocks


def final_block(rpc: Rpc, finality: Finality) -> Block:
    """Return the newest final block; raises `UnreachableError`."""
    block = rpc.block(final_place(rpc, finality))
    if block is None:
        raise UnreachableError(f"{rpc.name} has no final block yet; wait, or choose another finality rule")
    return block
