"""Calls, answers, errors and events of a contract as bytes (Solidity ABI specification), by the names in its ABI."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eth_abi.exceptions import DecodingError, EncodingError
from eth_utils.abi import collapse_if_tuple, event_abi_to_log_topic, function_abi_to_4byte_selector
from web3 import Web3

from chain.errors import UnreachableError
from chain.records import Record, Value

_CODEC = Web3().codec  # strict, unlike plain eth-abi: a bytes32 must have 32 bytes, nothing is padded in silence

Entry = Mapping[str, Any]
"""One element of a JSON ABI; it ships with the package, so its shape is ours."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a contract; `reads` if it changes nothing."""

    name: str
    selector: bytes
    inputs: tuple[Entry, ...]
    outputs: tuple[Entry, ...]
    reads: bool

    def call(self, *arguments: Value) -> bytes:
        """Write a call; raises `ValueError` for arguments that do not fit, which is a mistake of the programmer."""
        return self.selector + encode_values(self.inputs, arguments)

    def answer(self, data: bytes) -> Record:
        """Read what a call returned; raises `UnreachableError` if it is not the function's answer."""
        return decode_values(self.outputs, data)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One custom error of a contract."""

    name: str
    selector: bytes
    inputs: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event type of a contract."""

    name: str
    topic: bytes
    indexed: tuple[Entry, ...]
    plain: tuple[Entry, ...]

    def read(self, topics: Sequence[bytes], data: bytes) -> Record:
        """Read an event with its `topics` and `data`; raises `UnreachableError`."""
        if len(topics) != len(self.indexed) + 1:
            raise UnreachableError(f"an event {self.name} has {len(topics)} topics; ask another node")
        values = decode_values(self.plain, data).values()
        for entry, topic in zip(self.indexed, topics[1:], strict=True):
            values |= decode_values((entry,), topic).values()
        return Record(values)


class Interface:
    """A contract's functions, errors and events, each by name; errors also by selector and events by topic."""

    def __init__(self, abi: Sequence[Entry]) -> None:
        self.functions = {entry["name"]: _function(entry) for entry in abi if entry["type"] == "function"}
        refusals = [
            Refusal(entry["name"], function_abi_to_4byte_selector(_as_function(entry)), tuple(entry["inputs"]))
            for entry in abi
            if entry["type"] == "error"
        ]
        self.refusals = {refusal.selector: refusal for refusal in refusals}
        events = [_event(entry) for entry in abi if entry["type"] == "event"]
        self.events = {event.topic: event for event in events}
        self._constructor = next((tuple(entry["inputs"]) for entry in abi if entry["type"] == "constructor"), ())

    def construction(self, *arguments: Value) -> bytes:
        """Write the constructor's arguments, which follow the creation code."""
        return encode_values(self._constructor, arguments)


def encode_values(entries: Sequence[Entry], values: Sequence[Value]) -> bytes:
    """Write `values` as the types of `entries`; raises `ValueError`."""
    try:
        return bytes(_CODEC.encode([_type(entry) for entry in entries], list(values)))
    except (EncodingError, TypeError, OverflowError) as error:
        raise ValueError(f"the arguments do not fit the contract: {error}") from error


def decode_values(entries: Sequence[Entry], data: bytes) -> Record:
    """Read `data` as the types of `entries`, structs as records; raises `UnreachableError`."""
    try:
        values = _CODEC.decode([_type(entry) for entry in entries], data)
    except (DecodingError, OverflowError, UnicodeDecodeError) as error:
        raise UnreachableError("the contract's answer is not what its interface says; ask another node") from error
    return _record(entries, values)


def _record(entries: Sequence[Entry], values: Sequence[Any]) -> Record:
    return Record(
        {
            entry["name"] or str(place): _value(entry, entry["type"], value)
            for place, (entry, value) in enumerate(zip(entries, values, strict=True))
        }
    )


def _value(entry: Entry, kind: str, value: Any) -> Value:  # noqa: ANN401 -- as eth-abi gives it
    if kind.endswith("]"):
        inner = kind[: kind.rindex("[")]
        return tuple(_value(entry, inner, item) for item in value)
    if kind == "tuple":
        return _record(entry["components"], value)
    return bytes.fromhex(value[2:]) if kind == "address" else value


def _type(entry: Entry) -> str:
    return str(collapse_if_tuple(dict(entry)))


def _function(entry: Entry) -> Function:
    reads = entry["stateMutability"] in {"view", "pure"}
    selector = function_abi_to_4byte_selector(_as_function(entry))
    return Function(entry["name"], selector, tuple(entry["inputs"]), tuple(entry["outputs"]), reads)


def _as_function(entry: Entry) -> Any:  # noqa: ANN401 -- eth-utils wants its own TypedDict
    return {**entry, "type": "function"}


def _event(entry: Any) -> Event:  # noqa: ANN401 -- eth-utils wants its own TypedDict
    indexed = tuple(item for item in entry["inputs"] if item["indexed"])
    plain = tuple(item for item in entry["inputs"] if not item["indexed"])
    return Event(entry["name"], bytes(event_abi_to_log_topic(entry)), indexed, plain)
