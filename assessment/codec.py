"""Closed JSON objects from frozen dataclasses, derived from their annotations: one reader and writer for each class.

>>> @dataclass(frozen=True, slots=True)
... class Room:
...     number: int
...     trained_by: Hash | None = None
>>> Codec(Room).write(Room(3))
{'number': 3}

`parse` accepts exactly what `write` gives: another type, an unknown or a missing member is refused, and an optional
member is left out when it is empty, never null. The same checks run in both directions, so nothing is written that
could not be read again.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from assessment.errors import RecordError
from certificate.jcs import JsonValue

T = TypeVar("T")

MAXIMUM_WHOLE: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 8259, section 6)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """The one form of a text: a regular expression for the whole of it, and how messages call it."""

    expression: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the largest whole number that a member may have."""

    least: int
    most: int


Hash: TypeAlias = Annotated[str, Form(r"[0-9a-f]{64}", "64 lower-case hexadecimal digits")]
"""A SHA-256, a version of a standard, a pseudonym or the id of a session."""
Salt: TypeAlias = Annotated[str, Form(r"[0-9a-f]{32}", "32 lower-case hexadecimal digits")]
Account: TypeAlias = Annotated[str, Form(r"0x[0-9a-f]{40}", "0x and 40 lower-case hexadecimal digits")]
SessionText: TypeAlias = Annotated[str, Form(r"0x[0-9a-f]{64}", "0x and 64 lower-case hexadecimal digits")]
Pseudonym: TypeAlias = Hash
PartCode: TypeAlias = Annotated[str, Form(r"[A-Z]", "one capital letter")]
Time: TypeAlias = Annotated[int, Bounds(0, 2**40 - 1)]
"""Unix seconds, as wide as on the ledger."""
LevelNumber: TypeAlias = Annotated[int, Bounds(1, 16)]
Permille: TypeAlias = Annotated[int, Bounds(0, 1000)]

_WHOLE: Final = Bounds(0, MAXIMUM_WHOLE)


@dataclasses.dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of value comes out of JSON and goes into it; both raise `RecordError`."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


class Codec(Generic[T]):
    """The closed form of one dataclass; `constants` are members with one fixed text, such as `type`."""

    def __init__(self, cls: type[T], constants: Mapping[str, str] | None = None) -> None:
        """Derive the members from the annotations of `cls`; raises `TypeError` for one that has no closed form."""
        self._cls = cls
        self._constants = dict(constants or {})
        hints = get_type_hints(cls, include_extras=True)
        needed: list[tuple[str, str, _Kind]] = []
        optional: list[tuple[str, str, _Kind]] = []
        for field in dataclasses.fields(cls):  # type: ignore[arg-type]  # the caller's class is a dataclass
            inner, is_optional = _without_none(hints[field.name])
            member = (field.name, json_name(field.name), _kind(inner))
            (optional if is_optional else needed).append(member)
        self._needed = tuple(needed)
        self._optional = tuple(optional)
        self._names = frozenset(self._constants).union(name for _, name, _ in needed)
        self._count = len(self._names)
        self._known = self._names.union(name for _, name, _ in optional)

    def read(self, value: object) -> T:
        """Take a JSON object apart; raises `RecordError` with the member that is wrong, never with its value."""
        if not isinstance(value, dict):
            raise RecordError("expected a JSON object")
        if value.keys() != self._names:
            self._require_members(value)
        for name, text in self._constants.items():
            if value[name] != text:
                raise RecordError(f"{name} is not {text}")
        arguments = {}
        name = ""
        try:
            for attribute, name, kind in self._needed:
                arguments[attribute] = kind.read(value[name])
            for attribute, name, kind in self._optional:
                if name in value:
                    arguments[attribute] = _present(kind.read(value[name]))
        except RecordError as error:
            raise RecordError(f"{name}: {error}") from error
        return self._cls(**arguments)

    def write(self, value: T) -> dict[str, JsonValue]:
        """Return the JSON object of `value`; raises `RecordError` for what `read` would refuse."""
        members: dict[str, JsonValue] = dict(self._constants)
        name = ""
        try:
            for attribute, name, kind in self._needed:
                members[name] = kind.write(getattr(value, attribute))
            for attribute, name, kind in self._optional:
                present = getattr(value, attribute)
                if present is not None:
                    members[name] = _present(kind.write(present))
        except RecordError as error:
            raise RecordError(f"{name}: {error}") from error
        return members

    def _require_members(self, value: Mapping[str, object]) -> None:
        if missing := sorted(self._names - value.keys()):
            raise RecordError(f"{', '.join(missing)} missing")
        if value.keys() - self._known:
            raise RecordError(f"a member is not known; expected {', '.join(sorted(self._known))}")


def json_name(attribute: str) -> str:
    """Return the member that a dataclass keeps as `attribute`: `trained_by` is `trainedBy`, `from_` is `from`."""
    first, *others = attribute.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in others)


def _present(value: Any) -> Any:  # noqa: ANN401 - any kind of value
    if value == "":
        raise RecordError("an optional text is left out when it is empty")
    return value


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - an annotation
    if get_origin(hint) is not UnionType and NoneType not in get_args(hint):
        return hint, False
    inner = [one for one in get_args(hint) if one is not NoneType]
    if len(inner) != 1:
        raise TypeError(f"{hint} has no closed form")
    return inner[0], True


def _kind(hint: Any) -> _Kind:  # noqa: ANN401 - an annotation
    """Return how values of `hint` are read and written."""
    if get_origin(hint) is Annotated:
        return _annotated(*get_args(hint))
    if get_origin(hint) is tuple:
        return _array(_kind(get_args(hint)[0]))
    if hint is bool:
        return _Kind(_truth, _truth)
    if hint is int:
        return _whole(_WHOLE)
    if hint is str:
        return _Kind(_text, _text)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _name_of(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        inner: Codec[Any] = Codec(hint)
        return _Kind(inner.read, inner.write)
    raise TypeError(f"{hint} has no closed form")


def _annotated(base: type, constraint: object) -> _Kind:
    if base is str and isinstance(constraint, Form):
        return _formed(constraint)
    if base is int and isinstance(constraint, Bounds):
        return _whole(constraint)
    raise TypeError(f"{base} with {constraint} has no closed form")


def _truth(value: object) -> bool:
    if value is not True and value is not False:
        raise RecordError("expected true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise RecordError("expected a text")
    return value


def _whole(bounds: Bounds) -> _Kind:
    least, most = bounds.least, bounds.most

    def check(value: object) -> int:
        # `type` and not `isinstance`: true and false are no numbers.
        if type(value) is not int or not least <= value <= most:
            raise RecordError(f"expected a whole number from {least} to {most}")
        return value

    return _Kind(check, check)


def _formed(form: Form) -> _Kind:
    matches = re.compile(form.expression).fullmatch

    def check(value: object) -> str:
        if not isinstance(value, str) or not matches(value):
            raise RecordError(f"expected {form.name}")
        return value

    return _Kind(check, check)


def _name_of(enum: type[Enum]) -> _Kind:
    members = dict(enum.__members__)

    def read(value: object) -> Enum:
        if not isinstance(value, str) or value not in members:
            raise RecordError(f"expected one of {', '.join(members)}")
        return members[value]

    def write(value: Enum) -> str:
        return value.name

    return _Kind(read, write)


def _array(item: _Kind) -> _Kind:
    read_item, write_item = item.read, item.write

    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise RecordError("expected an array")
        return tuple(read_item(one) for one in value)

    def write(value: tuple[object, ...]) -> list[object]:
        return [write_item(one) for one in value]

    return _Kind(read, write)
