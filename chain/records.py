"""What a contract returned, by the names of its ABI and with checked types."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeVar

from chain.errors import UnreachableError

Value = object
"""A decoded value: int, bool, bytes, str, a tuple of values, or a `Record` for a struct."""


_Closed = TypeVar("_Closed", bound=Enum)


class Record:
    """Named values; every reader raises `UnreachableError` if the value is missing or of another type."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def __repr__(self) -> str:
        return f"Record({dict(self._values)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._values == other._values

    __hash__ = None  # type: ignore[assignment]  # values may hold lists

    def values(self) -> dict[str, Value]:
        """Return the values by name."""
        return dict(self._values)

    def sole(self) -> "Record":
        """Return the one struct that an answer consists of, whatever the contract calls it."""
        return self.record(self._only())

    def sole_number(self) -> int:
        """Return the one integer that an answer consists of."""
        return self.number(self._only())

    def sole_member(self, kind: type[_Closed]) -> _Closed:
        """Return the one member of the closed set `kind` that an answer consists of."""
        return self.member(self._only(), kind)

    def sole_data(self) -> bytes:
        """Return the one byte string that an answer consists of."""
        return self.data(self._only())

    def sole_records(self) -> "tuple[Record, ...]":
        """Return the one array of structs that an answer consists of."""
        return self.records(self._only())

    def number(self, name: str) -> int:
        """Return an integer."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _other(name, "a number")
        return value

    def member(self, name: str, kind: type[_Closed]) -> _Closed:
        """Return a member of the closed set `kind`."""
        value = self.number(name)
        try:
            return kind(value)
        except ValueError as error:
            raise UnreachableError(
                f"the contract answered {name} {value}, which is unknown here; update, or ask another node"
            ) from error

    def flag(self, name: str) -> bool:
        """Return a truth value."""
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise _other(name, "true or false")
        return value

    def data(self, name: str) -> bytes:
        """Return bytes."""
        value = self._values.get(name)
        if not isinstance(value, bytes):
            raise _other(name, "bytes")
        return value

    def text(self, name: str) -> str:
        """Return a text."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise _other(name, "a text")
        return value

    def record(self, name: str) -> "Record":
        """Return a struct."""
        value = self._values.get(name)
        if not isinstance(value, Record):
            raise _other(name, "a struct")
        return value

    def records(self, name: str) -> "tuple[Record, ...]":
        """Return an array of structs."""
        entries = self._list(name)
        found = tuple(entry for entry in entries if isinstance(entry, Record))
        if len(found) != len(entries):
            raise _other(name, "a list of structs")
        return found

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return an array of integers."""
        entries = self._list(name)
        found = tuple(entry for entry in entries if isinstance(entry, int))
        if len(found) != len(entries):
            raise _other(name, "a list of numbers")
        return found

    def items(self, name: str) -> tuple[bytes, ...]:
        """Return an array of byte strings."""
        entries = self._list(name)
        found = tuple(entry for entry in entries if isinstance(entry, bytes))
        if len(found) != len(entries):
            raise _other(name, "a list of bytes")
        return found

    def _only(self) -> str:
        if len(self._values) != 1:
            raise UnreachableError(f"the contract's answer has {len(self._values)} values and not one")
        return next(iter(self._values))

    def _list(self, name: str) -> Sequence[Value]:
        value = self._values.get(name)
        if not isinstance(value, tuple):
            raise _other(name, "a list")
        return value


def _other(name: str, expected: str) -> UnreachableError:
    return UnreachableError(f"the contract's answer has {name} that is not {expected}; ask another node")
