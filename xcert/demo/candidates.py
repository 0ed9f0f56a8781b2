"""The roster of 71 candidates, and the marks that two examiners each gave so that its marks come out."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

APPELLANT: Final = 4
"""Whose practical part was marked short of the pass mark, and who appeals with success; counted from 0."""
DISPUTED: Final = 9
"""About whose practical part two examiners differ by more than the tolerance."""
_SHORT: Final = 2
"""Marks that a page nobody had read cost the appellant."""
_APART: Final = 6
"""Marks by which each of the two examiners is off for the disputed candidate: 12 apart, 10 are tolerated."""
CRITERIA: Final = {"W": {"单选": 40, "多选": 60}, "P": {"建模": 50, "出图": 50}}
"""The criteria of each part and what they bring at most, as the plan names them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of the roster: place in it from 0, the cells as they stand, and the marks of both parts."""

    place: int
    cells: dict[str, str]
    written: int
    practical: int

    @property
    def ticket(self) -> str:
        """The admission ticket."""
        return self.cells["准考证号"]

    @property
    def room(self) -> int:
        """The room: even places sit in room 1, odd ones in room 2."""
        return 1 + self.place % 2


def read_rows(data: bytes) -> tuple[Row, ...]:
    """Read the roster that comes with xcert."""
    lines = csv.DictReader(StringIO(data.decode("utf-8-sig")))
    return tuple(Row(place, line, int(line["理论成绩"]), int(line["实操成绩"])) for place, line in enumerate(lines))


def written_marks(row: Row) -> tuple[int, int]:
    """Return the marks for the two criteria of the written part."""
    return _split(row.written, "W", row.place)


def practical_marks(row: Row, examiners: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (examiner, marks for the two criteria) of the two among three `examiners` who mark this candidate."""
    first, second = examiners[row.place % 3], examiners[(row.place + 1) % 3]
    middle = row.practical - (_SHORT if row.place == APPELLANT else 0)
    apart = _APART if row.place == DISPUTED else 1 + row.place // 2 % 2
    yield first, _split(middle - apart, "P", row.place)
    yield second, _split(middle + apart, "P", row.place + 1)


def _split(total: int, part: str, spread: int) -> tuple[int, int]:
    """Share `total` out over the two criteria of `part`, not in the same way for everybody."""
    most, other = CRITERIA[part].values()
    first = min(most, max(0, total - other, total * most // (most + other) - spread % 4))
    return first, total - first
