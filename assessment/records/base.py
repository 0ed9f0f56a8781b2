"""What every record has."""

from dataclasses import dataclass, field
from typing import ClassVar

from assessment.codec import Salt


@dataclass(frozen=True, slots=True)
class Record:
    """What every record has: its type, and 128 random bits without which its hash says nothing."""

    TYPE: ClassVar[str] = ""

    salt: Salt = field(kw_only=True)
