"""How much of a roster file is read before it is refused."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RosterLimits:
    """The largest roster: bytes of the file, of the unpacked workbook; lines, cells in a line, characters in a cell."""

    file_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 100 * MEGABYTE
    lines: int = 20_001
    cells: int = 64
    characters: int = 1_000


USUAL: Final = RosterLimits()
"""Six times the largest national sitting that is known, with room for other people's columns."""
