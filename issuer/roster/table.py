"""Bytes to a table: which kind of file it is, and what every kind of reader hands on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from issuer.errors import RosterError, RosterFault
from issuer.roster.limits import RosterLimits

_BLANKS: Final = 2
"""A roster may have as many blank lines as candidates."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its `number` in the file, counted from 1, and its `cells`, which no log may show."""

    number: int
    cells: tuple[str, ...] = field(repr=False)

    @property
    def is_blank(self) -> bool:
        """Tell whether no cell has anything but spaces."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The column titles and the lines below them; blank lines are left out, but counted."""

    titles: Line
    lines: tuple[Line, ...]


def build_table(lines: Iterator[Line], name: str, limits: RosterLimits) -> Table | None:
    """Collect `lines` to a table, None if all are blank; raises `RosterError` as soon as a limit is passed."""
    kept: list[Line] = []
    for line in lines:
        _require_within(line, name, limits)
        if not line.is_blank:
            kept.append(line)
        if len(kept) > limits.lines:
            raise RosterError(RosterFault.TOO_MANY_ROWS, name, limit=limits.lines)
    return Table(kept[0], tuple(kept[1:])) if kept else None


def _require_within(line: Line, name: str, limits: RosterLimits) -> None:
    # Blank lines are not kept, but reading millions of them takes time; a workbook's row may claim any number.
    if line.number > _BLANKS * limits.lines:
        raise RosterError(RosterFault.TOO_MANY_ROWS, name, limit=limits.lines)
    if len(line.cells) > limits.cells:
        raise RosterError(RosterFault.TOO_MANY_COLUMNS, name, line=line.number, limit=limits.cells)
    if any(len(cell) > limits.characters for cell in line.cells):
        raise RosterError(RosterFault.CELL_TOO_LONG, name, line=line.number, limit=limits.characters)
