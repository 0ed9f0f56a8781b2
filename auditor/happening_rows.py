"""Values of a contract's events as JSON, and back: bytes are told from texts, structs from lists."""

import json
from typing import Any

from chain.records import Record, Value


def write_values(values: Record) -> str:
    """Return the values of one event as JSON."""
    return json.dumps(_plain(values), separators=(",", ":"), ensure_ascii=False)


def read_values(text: str) -> Record:
    """Return the values that `write_values` wrote."""
    record = _value(json.loads(text))
    assert isinstance(record, Record)
    return record


def _plain(value: Value) -> Any:  # noqa: ANN401 -- JSON
    match value:
        case Record():
            return {"record": {name: _plain(entry) for name, entry in value.values().items()}}
        case bytes():
            return {"bytes": value.hex()}
        case tuple():
            return [_plain(entry) for entry in value]
        case _:
            return value


def _value(value: Any) -> Value:  # noqa: ANN401 -- JSON
    match value:
        case {"record": members}:
            return Record({name: _value(entry) for name, entry in members.items()})
        case {"bytes": text}:
            return bytes.fromhex(text)
        case list():
            return tuple(_value(entry) for entry in value)
        case _:
            return value
