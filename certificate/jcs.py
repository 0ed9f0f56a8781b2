"""Canonical JSON (RFC 8785) for documents with whole numbers, such as standards; certificates themselves have none."""

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

import rfc8785

from certificate.errors import MalformedError

JsonValue: TypeAlias = str | int | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
"""JSON without null and fractions."""


def write_jcs(value: JsonValue) -> bytes:
    """Write `value` as JCS; raises `MalformedError` for what JSON in Unicode cannot carry."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise MalformedError(f"a value cannot be written as canonical JSON: {error}") from error


def read_json(data: bytes, *, limit: int) -> JsonValue:
    """Read JSON of at most `limit` bytes in any spelling, without duplicate names, fractions or null.

    Raises `MalformedError`. A caller that accepts one spelling only writes what it understood and compares.
    """
    if len(data) > limit:
        raise MalformedError(f"the file has {len(data)} bytes; at most {limit} are read")
    try:
        parsed: JsonValue = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"the file is not JSON: {error}") from error
    return parsed


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedError("a JSON object has a name twice")
    return members


def _refuse(text: str) -> NoReturn:
    raise MalformedError(f"{text[:20]} is no whole number")
