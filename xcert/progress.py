"""Progress on the terminal: a bar for whatever takes more than a moment, on standard error, for people only."""

import sys
from types import TracebackType
from typing import Any, Self

import click

from issuer.progress import Step


class DrawnProgress:
    """Draws one bar at a time; nothing where standard error is no terminal. A context manager."""

    def __init__(self) -> None:
        self._bar: Any = None

    def start(self, label: str, total: int) -> None:
        """Begin a bar of `total` parts, ending the one before."""
        self.finish()
        self._bar = click.progressbar(length=total, label=label, file=sys.stderr)
        self._bar.__enter__()

    def begin(self, step: Step, total: int) -> None:
        """Begin the bar of a step of the issuer."""
        self.start(step.value, total)

    def advance(self, parts: int) -> None:
        """Move the bar on."""
        if self._bar is not None:
            self._bar.update(parts)

    def finish(self) -> None:
        """End the bar."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()
