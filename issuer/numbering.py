"""Certificate numbers: a prefix given by the authority, year, level and a serial (domain 1.2; rule R36)."""

from datetime import date
from typing import Final

from issuer.errors import DraftError

LAST_SERIAL: Final = 999_999
"""Six digits for each year and level."""

_LEVELS = "123456789ABCDEFG"


def series_of(prefix: str, issued: date, level: int) -> str:
    """Return what all numbers of one year and level begin with: prefix, year in two digits, level in one sign."""
    return f"{prefix}{issued.year % 100:02}{_LEVELS[level - 1]}"


def certificate_number(series: str, serial: int) -> str:
    """Return the number with `serial`, counted from 1; raises `DraftError` when the series is used up."""
    if not 1 <= serial <= LAST_SERIAL:
        raise DraftError(f"the series {series} has no number left; ask the authority for another prefix")
    return f"{series}{serial:06}"
