"""Showing how far a long command is: the command line draws, everything else only tells."""

import enum
from typing import Protocol


class Step(enum.Enum):
    """A part of a command that may take over a second."""

    CHECK = "checking the roster"
    DRAFT = "drafting"
    SIGN = "signing"
    ANCHOR = "anchoring"
    JUDGE = "reading back and judging"
    PRINT = "printing"
    STATUS = "recording status"


class Progress(Protocol):
    """Hears how far a command is."""

    def begin(self, step: Step, total: int) -> None:
        """A step begins that has `total` parts to go."""
        ...

    def advance(self, parts: int) -> None:
        """So many parts of the step are done."""
        ...


class Silent:
    """Shows nothing."""

    def begin(self, step: Step, total: int) -> None:
        """Show nothing."""

    def advance(self, parts: int) -> None:
        """Show nothing."""
