"""Doing the same work on many pieces, in this process or on all processors; the results keep their order."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


class Workers(Protocol):
    """Whoever does the work."""

    def map(self, work: Callable[[_Piece], _Result], pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Give the results of `work` on each of `pieces`, in their order."""
        ...


class InProcess:
    """Does the work here, one piece after the other."""

    def map(self, work: Callable[[_Piece], _Result], pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Give the results of `work` on each of `pieces`, in their order."""
        return map(work, pieces)
