"""The roster of 71 candidates, and the marks that examiners gave so that its marks come out."""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Final

APPELLANT: Final = 4
"""Whose practical part was marked short of the pass mark, and who appeals with success; counted from 0."""
DISPUTED: Final = 9
"""About whose practical part the examiners differ by more than the tolerance."""
_SHORT: Final = 2
"""Marks that a page nobody had read cost the appellant."""
_APART: Final = 6
"""Marks by which two examiners are off for the disputed candidate: 12 apart, 10 are tolerated."""
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


def practical_marks(row: Row, place: int) -> tuple[int, int]:
    """Return the marks for the two criteria of the practical part, by the panel's examiner `place` (0 to 2).

    The panel takes turns in who is severe and who is mild; the three come to the roster's mark in the mean.
    """
    middle = row.practical - (_SHORT if row.place == APPELLANT else 0)
    apart = _APART if row.place == DISPUTED else 1 + row.place // 2 % 2
    turn = (row.place + place) % 3
    return _split(middle + (turn - 1) * apart, "P", row.place + turn)


def _split(total: int, part: str, spread: int) -> tuple[int, int]:
    """Share `total` out over the two criteria of `part`, not in the same way for everybody."""
    most, other = CRITERIA[part].values()
    first = min(most, max(0, total - other, total * most // (most + other) - spread % 4))
    return first, total - first
