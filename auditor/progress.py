"""Showing how far an audit is: the command line draws, everything else only tells."""

import enum
from typing import Protocol


class Stage(enum.Enum):
    """A part of an audit that may take over a second."""

    CHAIN = "reading the chain"
    HEADS = "comparing heads"
    EVIDENCE = "checking evidence"
    RULES = "evaluating rules"
    REPORT = "writing reports"


class Progress(Protocol):
    """Hears how far an audit is."""

    def begin(self, step: Stage, total: int) -> None:
        """A stage begins that has `total` parts to go."""
        ...

    def advance(self, parts: int) -> None:
        """So many parts of the stage are done."""
        ...


class Silent:
    """Shows nothing."""

    def begin(self, step: Stage, total: int) -> None:
        """Show nothing."""

    def advance(self, parts: int) -> None:
        """Show nothing."""
