"""Taking a JSON object apart when every member is known: what is missing, foreign or of another type is refused."""

from collections.abc import Mapping, Sequence

from certificate.errors import MalformedError
from certificate.jcs import JsonValue


class Members:
    """One JSON object with exactly the given `names`, and perhaps the `optional` ones.

    `where` names the object in messages. Every method raises `MalformedError` if the member is of another type.
    """

    def __init__(self, value: JsonValue, names: set[str], *, where: str, optional: set[str] | None = None) -> None:
        """Refuse `value` unless it is an object with these members."""
        if not isinstance(value, Mapping):
            raise MalformedError(f"{where} is not a JSON object")
        if missing := sorted(names - set(value)):
            raise MalformedError(f"{where} lacks {', '.join(missing)}")
        if set(value) - names - (optional or set()):
            raise MalformedError(f"{where} has a member that is not known; expected {', '.join(sorted(names))}")
        self._members = value
        self._where = where

    def __contains__(self, name: str) -> bool:
        """Tell whether the optional member `name` is there."""
        return name in self._members

    def value(self, name: str) -> JsonValue:
        """Return the member `name` as it is."""
        return self._members[name]

    def text(self, name: str) -> str:
        """Return the member `name`, a text."""
        value = self._members[name]
        if not isinstance(value, str):
            raise MalformedError(f"{self._where}: {name} is not a text")
        return value

    def integer(self, name: str) -> int:
        """Return the member `name`, a whole number; true and false are none."""
        value = self._members[name]
        if not isinstance(value, int) or isinstance(value, bool):
            raise MalformedError(f"{self._where}: {name} is not a whole number")
        return value

    def items(self, name: str) -> Sequence[JsonValue]:
        """Return the member `name`, an array."""
        value = self._members[name]
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise MalformedError(f"{self._where}: {name} is not an array")
        return value

    def inner(self, name: str, names: set[str], *, optional: set[str] | None = None) -> "Members":
        """Return the member `name`, an object with exactly these `names`."""
        return Members(self._members[name], names, where=f"{self._where}.{name}", optional=optional)
