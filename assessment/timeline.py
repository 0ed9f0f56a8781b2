"""A value that changes over time, as a registry's events tell it."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timeline(Generic[T]):
    """Changes in ascending order of time (Unix seconds); later changes of the same second win."""

    changes: tuple[tuple[int, T], ...] = ()

    def at(self, moment: int) -> T | None:
        """Return the value in force at `moment`, or None before the first change."""
        position = bisect_right(self.changes, moment, key=lambda change: change[0])
        return self.changes[position - 1][1] if position else None

    def plus(self, moment: int, value: T) -> "Timeline[T]":
        """Return the timeline with one more, latest change."""
        return Timeline((*self.changes, (moment, value)))
