"""Marks as integers: hundredths of a point (centimarks), so that 59.5 is exact and nothing is ever rounded."""

import enum
import re
from typing import Final, TypeAlias

from certificate.errors import MalformedError

POINT: Final = 100
"""Centimarks in one point."""

_MARK = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")


class Absence(enum.Enum):
    """The one thing that stands in the place of a mark: the candidate did not sit the part (rule R32)."""

    ABSENT = "ABSENT"


ABSENT: Final = Absence.ABSENT

Mark: TypeAlias = int | Absence
"""Centimarks, or `ABSENT`."""


def parse_mark(text: str) -> int:
    """Read a mark such as `60` or `59.5`, ASCII digits with at most two decimals; raises `MalformedError`."""
    found = _MARK.fullmatch(text)
    if not found:
        raise MalformedError("expected a mark such as 60 or 59.5, with at most two decimals")
    return int(found[1]) * POINT + int((found[2] or "").ljust(2, "0"))


def mark_text(centimarks: int) -> str:
    """Write `centimarks` in the one short spelling: `60`, `59.5`, `59.25`."""
    points, hundredths = divmod(centimarks, POINT)
    return f"{points}.{hundredths:02d}".rstrip("0").rstrip(".")
